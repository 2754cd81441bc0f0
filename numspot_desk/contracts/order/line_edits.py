"""Edits of the lines of an order, as pure functions from answers to answers.

A new line stands on the account of the line before it (or the only one), in that account's region. A
line taken from a price list keeps the list price; a discount is a member of its own. What is typed into
a cell is read in `ui`; nothing is checked here.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from numspot_desk.contracts.order import order_document
from numspot_desk.contracts.order.derived_answers import region_of
from numspot_desk.contracts.order.order_shape import blank

Answers = Mapping[str, Any]
ON_DEMAND: Final = "on_demand"
RESERVED: Final = "reserved"


def lines_of(answers: Answers) -> Sequence[Mapping[str, Any]]:
    """The lines of the order."""
    lines = answers.get("lines")
    return lines if isinstance(lines, list) else []


def new_line(answers: Answers, after: int | None = None) -> dict[str, Any]:
    """A blank line as it would stand after the line at this position (None: at the end)."""
    lines = lines_of(answers)
    accounts = answers.get("technical_accounts") or []
    before = lines[-1 if after is None else after] if lines else None
    account = before.get("account") if before else accounts[0].get("id") if accounts else None
    line: dict[str, Any] = blank(order_document.LINE)
    return {**line, "mode": ON_DEMAND, "account": account, "region": region_of(answers, account)}


def add_lines(answers: Answers, at: int, lines: Sequence[Mapping[str, Any]]) -> Answers:
    """Put lines in before position `at` (the number of lines: at the end)."""
    old = list(lines_of(answers))
    return {**answers, "lines": [*old[:at], *lines, *old[at:]]}


def remove_lines(answers: Answers, positions: frozenset[int]) -> Answers:
    """Take lines out."""
    kept = [line for position, line in enumerate(lines_of(answers)) if position not in positions]
    return {**answers, "lines": kept}


def duplicate_line(answers: Answers, position: int) -> Answers:
    """A copy of a line, just below it."""
    return add_lines(answers, position + 1, [lines_of(answers)[position]])


def move_line(answers: Answers, position: int, by: int) -> Answers:
    """Move a line up (`by` -1) or down (1); at the edge nothing changes."""
    lines = list(lines_of(answers))
    target = position + by
    if not 0 <= target < len(lines):
        return answers
    lines.insert(target, lines.pop(position))
    return {**answers, "lines": lines}


def put_in_line(answers: Answers, position: int, member: str, value: Any) -> Answers:
    """Answer one member of a line (`quantity`, `term.start`).

    A reserved line has a term to fill; one on demand keeps a term only while there is something in it,
    so that nothing typed is thrown away in silence.
    """
    result: Answers = order_document.put(answers, f"lines[{position}].{member}", value)
    line = lines_of(result)[position]
    term = line.get("term")
    empty = term is None or not (term.get("start") or term.get("end"))
    if line.get("mode") == RESERVED and term is None:
        return order_document.put(result, f"lines[{position}].term", blank(order_document.TERM))
    if line.get("mode") != RESERVED and term is not None and empty:
        return order_document.put(result, f"lines[{position}].term", None)
    return result


def from_price_list(
    answers: Answers,
    position: int,
    *,
    service: str,
    label: str,
    mode: str,
    unit: str,
    unit_price: Decimal,
    region: str | None,
    qualification: str | None,
    beta: bool,
    list_kind: str,
    list_date: str,
) -> Answers:
    """Fill a line from a priced service. The quantity, account and discount typed already stay; the list
    becomes the price reference of the order where it has none yet."""
    members = {
        "service": service,
        "label": label,
        "mode": mode,
        "unit": unit,
        "unit_price": str(unit_price),
        "qualification": qualification,
        "beta": beta,
    }
    result = answers
    for member, value in members.items():
        result = put_in_line(result, position, member, value)
    if region is not None and not lines_of(result)[position].get("region"):
        result = put_in_line(result, position, "region", region)
    reference = answers.get("price_reference") or {}
    if not reference.get("kind") and not reference.get("date"):
        result = {**result, "price_reference": {"kind": list_kind, "date": list_date}}
    return result

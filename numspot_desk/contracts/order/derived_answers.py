"""Answers that follow from others, so that nothing is asked twice.

The rule is one: an answer follows its source while it is what the source gave, and stays as it is once a
person has typed something else (or cleared it). It needs no record of who typed what: the answers before
and after an edit tell. Each derivation is a row here; nothing is checked.
"""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, Final

from numspot_desk.contracts.order import order_document
from numspot_desk.contracts.order.order_shape import blank
from numspot_desk.rules.identifiers import siren

Answers = Mapping[str, Any]
Source = Callable[[Answers], Any]

ADDRESS_PARTS: Final = ("line1", "line2", "postcode", "city", "country")
DIRECT_DEBIT: Final = "direct_debit"
_CLAUSE_PREFIXES: Final = {"HDS": "CS-HDS-", "SecNumCloud": "CS-SNC-"}


def derive(before: Answers, after: Answers) -> Answers:
    """`after` with every answer that follows from another one brought in step.

    Derived answers are only ever replaced when they still are what `before` derives.
    """
    result = _tidy_data(_numbered(_chorus_block(after)))
    result = _mandate_block(before, result)
    for target, source in _FOLLOWERS:
        result = _follow(target, source, before, result)
    return _line_regions(before, result)


def vat_number(answers: Answers) -> str | None:
    """The French VAT number of the client's SIREN, when that is valid and the client is in France."""
    country = order_document.get(answers, "client.address.country")
    if country not in (None, "", "FR"):
        return None
    typed = order_document.get(answers, "client.siren")
    if not isinstance(typed, str):
        return None
    return siren.vat_number(typed) if siren.is_valid(typed) else None


def country_of_siren(answers: Answers) -> str | None:
    """France for a client with a valid SIREN."""
    typed = order_document.get(answers, "client.siren")
    return "FR" if isinstance(typed, str) and siren.is_valid(typed) else None


def region_of(answers: Answers, account: Any) -> str | None:
    """The region of the technical account with this id, or None."""
    for each in answers.get("technical_accounts") or ():
        if account and isinstance(each, Mapping) and each.get("id") == account:
            region = each.get("region")
            return region if isinstance(region, str) else None
    return None


def _from(path: str) -> Source:
    return lambda answers: order_document.get(answers, path)


_FOLLOWERS: Final[tuple[tuple[str, Source], ...]] = (
    ("client.address.country", country_of_siren),
    ("client.vat_number", vat_number),
    ("mandate.debtor.name", _from("client.legal_name")),
    *((f"mandate.debtor.address.{part}", _from(f"client.address.{part}")) for part in ADDRESS_PARTS),
    ("mandate.place", _from("mandate.debtor.address.city")),
)


def _follow(target: str, source: Source, before: Answers, after: Answers) -> Answers:
    wanted = source(after)
    found = order_document.get(after, target)
    if found == wanted or found != source(before) or not _has_parent(after, target):
        return after
    return order_document.put(after, target, wanted)


def _has_parent(answers: Answers, path: str) -> bool:
    return isinstance(order_document.get(answers, path.rpartition(".")[0]), Mapping)


def _numbered(after: Answers) -> Answers:
    """Accounts, derogations and clauses get an id when they appear, and keep it."""
    result = after
    for path, prefix in (("technical_accounts", "A"), ("derogations", "D")):
        result = _with_ids(result, path, prefix)
    for position, conditions in enumerate(_records(result.get("special_conditions"))):
        prefix = clause_prefix(str(conditions.get("kind")))
        result = _with_ids(result, f"special_conditions[{position}].clauses", prefix)
    return result


def clause_prefix(kind: str) -> str:
    """What the ids of the clauses of special conditions of a kind begin with."""
    return _CLAUSE_PREFIXES.get(kind, "CS-")


def _with_ids(answers: Answers, path: str, prefix: str) -> Answers:
    items = _records(order_document.get(answers, path))
    if all(item.get("id") for item in items):
        return answers
    taken = {item.get("id") for item in items}
    free = (f"{prefix}{number}" for number in count(1) if f"{prefix}{number}" not in taken)
    numbered = [item if item.get("id") else {**item, "id": next(free)} for item in items]
    return order_document.put(answers, path, numbered)


def _tidy_data(after: Answers) -> Answers:
    """The data of a derogation hold what was filled in, and are absent when nothing was."""
    result = after
    for position, derogation in enumerate(_records(after.get("derogations"))):
        data = derogation.get("data")
        if isinstance(data, Mapping) and any(_is_empty(value) for value in data.values()):
            kept = {name: value for name, value in data.items() if not _is_empty(value)}
            result = order_document.put(result, f"derogations[{position}].data", kept or None)
    return result


def _records(items: Any) -> list[Mapping[str, Any]]:
    """The items of a list when all are objects, else nothing."""
    if isinstance(items, list) and all(isinstance(item, Mapping) for item in items):
        return items
    return []


def _chorus_block(after: Answers) -> Answers:
    """A public body is asked for its Chorus Pro data; nothing that was typed there is thrown away."""
    block = after.get("public_procurement")
    public = order_document.get(after, "client.public_body") is True
    if public and block is None:
        return {**after, "public_procurement": blank(order_document.PUBLIC_PROCUREMENT)}
    if not public and block is not None and _is_empty(block):
        return {**after, "public_procurement": None}
    return after


def _mandate_block(before: Answers, after: Answers) -> Answers:
    """Direct debit needs a mandate, which starts as the client's own; another means takes an untouched
    one away, never one that somebody filled in."""
    mandate = after.get("mandate")
    debit = order_document.get(after, "payment.means") == DIRECT_DEBIT
    if debit and mandate is None:
        return {**after, "mandate": own_mandate(after)}
    if not debit and mandate is not None and mandate in (own_mandate(before), own_mandate(after)):
        return {**after, "mandate": None}
    return after


def own_mandate(answers: Answers) -> Mapping[str, Any]:
    """A mandate with nothing in it but what the client step tells: the client as debtor."""
    filled: Answers = {**answers, "mandate": blank(order_document.MANDATE)}
    for target, source in _FOLLOWERS:
        if target.startswith("mandate."):
            filled = order_document.put(filled, target, source(filled))
    mandate: Mapping[str, Any] = filled["mandate"]
    return mandate


def _line_regions(before: Answers, after: Answers) -> Answers:
    """A line stands in the region of its account until somebody gives it another one."""
    old_lines, new_lines = before.get("lines") or (), after.get("lines") or ()
    unaltered = {id(line) for line in old_lines}  # documents share what an edit leaves alone
    same_count = len(old_lines) == len(new_lines)
    result = after
    for index, line in enumerate(new_lines):
        if not isinstance(line, Mapping):
            continue
        old_line: Any = line
        if id(line) not in unaltered:
            old_line = old_lines[index] if same_count else None
        old_account = old_line.get("account") if isinstance(old_line, Mapping) else None
        followed = region_of(before, old_account)
        wanted = region_of(after, line.get("account"))
        if wanted is not None and wanted != followed and line.get("region") in (None, "", followed):
            result = order_document.put(result, f"lines[{index}].region", wanted)
    return result


def _is_empty(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_is_empty(inner) for inner in value.values())
    return value in (None, "")

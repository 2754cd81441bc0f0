"""A clause of the library put into the answers of an order, under an id of its own.

Whether it may stand there is for `conditions` and `judging`; what it came from is kept beside the order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from numspot_desk.contracts.library.clause import ClauseKind, LibraryClause
from numspot_desk.contracts.library.rendering import render
from numspot_desk.contracts.order.order_document import (
    CERTIFICATE,
    SPECIAL_CONDITIONS,
    put,
)
from numspot_desk.contracts.order.order_shape import blank


@dataclass(frozen=True)
class Placed:
    """The answers with the clause, its path in them and its id."""

    answers: dict[str, Any]
    path: str
    clause_id: str


def place(
    answers: dict[str, Any], clause: LibraryClause, values: Mapping[str, object], kind: str | None = None
) -> Placed:
    """The answers with the clause appended: a derogation, or a clause of the special conditions `kind` (the
    first that the clause is for unless given), which are begun where the order has none.

    Raises `NotRendered`, and `ValueError` for special conditions that the clause is not for.
    """
    if clause.kind is ClauseKind.DEROGATION:
        return _derogation(answers, clause, values)
    wanted = kind or clause.kinds[0]
    if wanted not in clause.kinds:
        raise ValueError(wanted)
    return _special(answers, clause, values, wanted)


def _derogation(answers: dict[str, Any], clause: LibraryClause, values: Mapping[str, object]) -> Placed:
    rendered = render(clause, values)
    rows = _rows(answers.get("derogations"))
    clause_id = _free("D", rows)
    row = {
        "id": clause_id,
        "target": clause.target,
        "subject": clause.subject,
        "effect": None if clause.effect is None else clause.effect.value,
        "text": rendered.text,
        "data": dict(rendered.data) or None,
    }
    return Placed(put(answers, "derogations", [*rows, row]), f"derogations[{len(rows)}]", clause_id)


def _special(
    answers: dict[str, Any], clause: LibraryClause, values: Mapping[str, object], kind: str
) -> Placed:
    rendered = render(clause, values)
    blocks = _rows(answers.get("special_conditions"))
    at = next((n for n, block in enumerate(blocks) if _member(block, "kind") == kind), len(blocks))
    if at == len(blocks):
        blocks = [*blocks, {**blank(SPECIAL_CONDITIONS), "kind": kind, "certificate": blank(CERTIFICATE)}]
    rows = _rows(_member(blocks[at], "clauses"))
    clause_id = _free(f"CS-{kind}-", rows)
    row = {"id": clause_id, "subjects": list(clause.covers), "text": rendered.text}
    blocks[at] = {**blocks[at], "clauses": [*rows, row]}
    path = f"special_conditions[{at}].clauses[{len(rows)}]"
    return Placed(put(answers, "special_conditions", blocks), path, clause_id)


def _rows(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else []


def _member(row: Any, key: str) -> Any:
    return row.get(key) if isinstance(row, Mapping) else None


def _free(start: str, rows: Iterable[Any]) -> str:
    """The first number after the last one that is taken, so that a clause taken out lends its id to none
    while later ones stand."""
    taken = {str(_member(row, "id")) for row in rows}
    numbers = [
        int(one[len(start) :]) for one in taken if one.startswith(start) and one[len(start) :].isdigit()
    ]
    number = max(numbers, default=0) + 1
    return f"{start}{number}"

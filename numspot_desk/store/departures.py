"""Where orders depart from the general terms and what they leave uncovered, as columns: taken out of an order
each time that it, the origin of a clause or its review changes.

What a departure is, and what covers a subject, is in `contracts`. The lists that read these columns are in
`register`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, Table, and_, exists, select

from numspot_desk.contracts.checks.special_conditions import order_clauses
from numspot_desk.contracts.clauses.coverage import by_subject, certificate_of, kinds_of
from numspot_desk.contracts.clauses.departures import Departure, Taken, departures_of
from numspot_desk.contracts.library.built_in import carried
from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.library.reading import read_clause
from numspot_desk.contracts.order.order_document import QUALIFICATIONS
from numspot_desk.contracts.order.order_facts import OrderFacts, read_facts
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.reviewing.review import ReviewKind
from numspot_desk.language.folding import fold
from numspot_desk.rules.checklists import CHECKLISTS, DATA_ACT
from numspot_desk.rules.time import paris_day
from numspot_desk.store.schema import (
    clause_origins,
    departures,
    library_clauses,
    order_coverage,
    order_documents,
    orders,
    review_steps,
)
from numspot_desk.store.types import plain, storable

_READ: Final = (
    orders.c.id,
    orders.c.number,
    orders.c.revision,
    orders.c.family_id,
    orders.c.state,
    orders.c.created_at,
)
DISCOUNT_SCALE: Final = 10_000
"""What a discount in percent is multiplied with to be compared in SQL as a whole number."""
_ID_LIMIT: Final = 40
_SUPERSEDES: Final = (OrderState.SIGNED.value, OrderState.ACTIVE.value, OrderState.TERMINATED.value)


def refresh(connection: Connection, order_id: str) -> None:
    """Take out again what an order holds; nothing is written where nothing changed."""
    for table, rows in extracted(connection, order_id).items():
        _put(connection, table, order_id, rows)


def extracted(connection: Connection, order_id: str) -> Mapping[Table, Sequence[Mapping[str, Any]]]:
    """The rows that an order gives to each of the two tables."""
    query: Select[Any] = (
        select(*_READ, order_documents.c.answers).join(order_documents).where(orders.c.id == order_id)
    )
    row = connection.execute(query).one()
    return {departures: _departures(connection, row), order_coverage: _coverage(row)}


def mark_superseded(connection: Connection, family_id: str, revision: int) -> None:
    """The versions before one that was signed no longer say what holds."""
    earlier = select(orders.c.id).where(orders.c.family_id == family_id, orders.c.revision < revision)
    connection.execute(departures.update().where(departures.c.order_id.in_(earlier)).values(superseded=True))


def _put(connection: Connection, table: Table, order_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
    mine = table.c.order_id == order_id
    kept = connection.execute(select(table).where(mine).order_by(*table.primary_key)).mappings()
    if [dict(row) for row in kept] == list(rows):
        return
    connection.execute(table.delete().where(mine))
    if rows:
        connection.execute(table.insert(), list(rows))


# ── Departures ───────────────────────────────────────────────────────────────────────────────────────


def _departures(connection: Connection, row: Row[Any]) -> list[dict[str, Any]]:
    taken = _taken(connection, row.id)
    found = departures_of(row.answers, row.number, row.revision, taken)
    if not found:
        return []
    steps = _steps(connection, row.id)
    superseded = _superseded(connection, row)
    return [
        {
            "order_id": row.id,
            "position": position,
            "kind": one.kind.value,
            "clause_id": storable(one.clause_id)[:_ID_LIMIT],
            "field": one.field,
            "target": storable(one.target),
            "subject": one.subject,
            "effect": one.effect,
            "proposed": storable(one.proposed),
            "data": plain(one.data),
            "rung": one.rung,
            "discount": None if one.percent is None else int(one.percent * DISCOUNT_SCALE),
            "approved_by": _approver(one, steps, row.state),
            "superseded": superseded,
            "search_text": fold(storable(f"{one.clause_id} {one.target} {one.proposed}")),
        }
        for position, one in enumerate(found)
    ]


def _taken(connection: Connection, order_id: str) -> Mapping[str, Taken]:
    """What the clauses of an order came from, by their ids, where that version of the library is here."""
    origin = clause_origins.c
    shown = (origin.clause_id, origin.library_id, origin.library_version, origin.clause_values)
    rows = connection.execute(select(*shown).where(origin.order_id == order_id)).all()
    found = ((row, _version(connection, row.library_id, row.library_version)) for row in rows)
    return {row.clause_id: Taken(clause, row.clause_values) for row, clause in found if clause is not None}


def _version(connection: Connection, clause_id: str, version: int) -> LibraryClause | None:
    kept = select(library_clauses.c.document).where(
        library_clauses.c.clause_id == clause_id, library_clauses.c.version == version
    )
    document = connection.execute(kept).scalar()
    if document is not None:
        return read_clause(document)
    return carried().get((clause_id, version))


def _steps(connection: Connection, order_id: str) -> Sequence[Row[Any]]:
    shown = (review_steps.c.kind, review_steps.c.actor, review_steps.c.part)
    query: Select[Any] = select(*shown).where(review_steps.c.order_id == order_id)
    return connection.execute(query.order_by(review_steps.c.position.desc())).all()


_PARTS: Final = frozenset(
    {ReviewKind.PART_APPROVED.value, ReviewKind.PART_RETURNED.value, ReviewKind.PART_UNREAD.value}
)
_HELD: Final = frozenset(
    {OrderState.APPROVED.value, OrderState.EXPORTED.value, *_SUPERSEDES, OrderState.IN_REVIEW.value}
)


def _approver(one: Departure, steps: Sequence[Row[Any]], state: str) -> str:
    """Who approved a departure as it stands: the clause itself, else the order as a whole; "" for nobody. An
    approval of other words, or of an order that went back to draft, is none."""
    if not steps or state not in _HELD:
        return ""
    for step in steps:
        if step.kind in _PARTS and step.part and step.part == one.part:
            return step.actor if step.kind == ReviewKind.PART_APPROVED.value else ""
    return steps[0].actor if steps[0].kind == ReviewKind.APPROVED.value else ""


def _superseded(connection: Connection, row: Row[Any]) -> bool:
    later = select(
        exists().where(
            and_(
                orders.c.family_id == row.family_id,
                orders.c.revision > row.revision,
                orders.c.state.in_(_SUPERSEDES),
            )
        )
    )
    return bool(connection.execute(later).scalar_one())


# ── Coverage ─────────────────────────────────────────────────────────────────────────────────────────


def _coverage(row: Row[Any]) -> list[dict[str, Any]]:
    """A row a checklist for an order with a qualification; others are read by nobody here."""
    facts = read_facts(row.answers)
    kinds = kinds_of(facts)
    if not kinds:
        return []
    covering = by_subject(order_clauses(facts))
    names = [name for name in sorted(CHECKLISTS) if name in kinds or name == DATA_ACT]
    return [_of_checklist(name, row, facts, covering) for name in names]


def _of_checklist(
    name: str, row: Row[Any], facts: OrderFacts, covering: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    lacking = [one.id for one in CHECKLISTS[name].subjects if one.required and not covering.get(one.id)]
    scope, until, ends = "", None, None
    if name in QUALIFICATIONS:
        certificate = certificate_of(facts, name, paris_day(row.created_at))
        scope, until = certificate.scope, certificate.valid_until
        ends = max(
            (line.end for line in facts.lines if line.qualification == name and line.end is not None),
            default=None,
        )
    return {
        "order_id": row.id,
        "checklist": name,
        "uncovered": " ".join(lacking),
        "scope": storable(scope),
        "valid_until": until,
        "lines_end": ends,
    }

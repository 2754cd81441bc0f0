"""The register of departures over all orders (`RegisterStore`): one page by key, counts, choices; the reasons
that people gave; what orders leave uncovered.

Only columns are read, filled by `departures`; sorting, narrowing and search run in SQL.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select

from numspot_desk.contracts.clauses.clause_reasons import ClauseReason
from numspot_desk.contracts.clauses.departure_kinds import DepartureKind
from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.folding import fold
from numspot_desk.store import audit, order_rows
from numspot_desk.store.departures import DISCOUNT_SCALE
from numspot_desk.store.order_queries import STATE_RANK
from numspot_desk.store.paging import beyond
from numspot_desk.store.schema import (
    DELETED,
    clause_reasons,
    departures,
    order_coverage,
    order_documents,
    orders,
    version_terms,
)
from numspot_desk.store.session import Session
from numspot_desk.store.types import storable
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.register import (
    NOBODY,
    RegisterChoices,
    RegisterPage,
    RegisterQuery,
    RegisterRow,
    RegisterSort,
    Standing,
    UncoveredRow,
)
from numspot_desk.usecases.ports.world import Chance

_AT_ONCE: Final = 500
_NEVER: Final = dt.date.max
_UNTIL: Final = func.coalesce(clause_reasons.c.until, _NEVER)
_PLACE: Final = (orders.c.recency, departures.c.position)
_SORTED_BY: Final[Mapping[RegisterSort, tuple[ColumnElement[Any], ...]]] = {  # each tuple names one row
    RegisterSort.UPDATED: _PLACE,
    RegisterSort.NUMBER: (orders.c.number, orders.c.revision, departures.c.position),
    RegisterSort.CLIENT: (orders.c.client_sort, *_PLACE),
    RegisterSort.CLAUSE: (departures.c.target, *_PLACE),
    RegisterSort.SUBJECT: (departures.c.subject, *_PLACE),
    RegisterSort.STATE: (orders.c.state_rank, *_PLACE),
    RegisterSort.UNTIL: (_UNTIL, *_PLACE),
}
_SHOWN: Final = (
    departures,
    orders.c.number,
    orders.c.revision,
    orders.c.state,
    orders.c.client_name,
    orders.c.author,
    clause_reasons.c.asked_by,
    clause_reasons.c.why,
    clause_reasons.c.until,
)
_OVER: Final = frozenset({OrderState.REFUSED, OrderState.CANCELLED, OrderState.TERMINATED})
_STATES: Final = {state.value: state for state in OrderState}


class Register:
    """The register of one workspace (`RegisterStore`)."""

    def __init__(self, session: Session, chance: Chance) -> None:
        self._session = session
        self._chance = chance

    def page(self, query: RegisterQuery, key: tuple[Any, ...] | None = None, limit: int = 50) -> RegisterPage:
        """One page; ask the next one with its `next_key`. Raises `ValueError` for a key of another sort."""
        columns = _SORTED_BY[query.sort]
        keys = (each.label(f"key_{n}") for n, each in enumerate(columns))
        statement = _chosen(select(departures.c.order_id, departures.c.position, *keys), query)
        if key is not None:
            statement = statement.where(beyond(columns, key, descending=query.descending))
        ordered = [column.desc() if query.descending else column.asc() for column in columns]
        with self._session.transaction() as connection:
            found = connection.execute(statement.order_by(*ordered).limit(limit + 1)).all()
            shown = _rows(connection, [(row.order_id, row.position) for row in found[:limit]])
        last = found[limit - 1] if len(found) > limit else None
        return RegisterPage(
            shown, None if last is None else tuple(getattr(last, f"key_{n}") for n in range(len(columns)))
        )

    def count(self, query: RegisterQuery) -> int:
        """How many rows the query shows."""
        statement = _chosen(select(func.count()), query)
        with self._session.transaction() as connection:
            counted: int = connection.execute(statement).scalar_one()
        return counted

    def choices(self) -> RegisterChoices:
        """What stands in the register, each once, in order."""
        with self._session.transaction() as connection:
            return RegisterChoices(
                *(
                    [found for found in _each(connection, column) if found]
                    for column in (departures.c.target, departures.c.subject, departures.c.approved_by)
                )
            )

    # ── Reasons ──────────────────────────────────────────────────────────────────────────────────────

    def reasons(self, order_id: str) -> Mapping[str, ClauseReason]:
        """What was entered of the departures of an order, by clause id."""
        query = select(clause_reasons).where(clause_reasons.c.order_id == order_id)
        with self._session.transaction() as connection:
            rows = connection.execute(query.order_by(clause_reasons.c.clause_id)).all()
        return {row.clause_id: ClauseReason(row.asked_by, row.why, row.until) for row in rows}

    def keep_reason(self, order_id: str, clause_id: str, reason: ClauseReason, act: Act) -> None:
        """Keep a reason in place of the former one, with its audit row. Raises `NoSuchRecord`."""
        mine = and_(clause_reasons.c.order_id == order_id, clause_reasons.c.clause_id == clause_id)
        with self._session.transaction() as connection:
            order_rows.row_of(connection, order_id)
            connection.execute(clause_reasons.delete().where(mine))
            if not reason.empty:
                kept = {
                    "asked_by": storable(reason.asked_by),
                    "why": storable(reason.why),
                    "until": reason.until,
                }
                connection.execute(
                    clause_reasons.insert().values(order_id=order_id, clause_id=clause_id, **kept)
                )
            audit.append(connection, replace(act, subject=order_id), self._chance)

    def copy_reasons(self, from_order: str, to_order: str) -> None:
        """Give the clauses of an order made from another the same reasons."""
        query = select(clause_reasons).where(clause_reasons.c.order_id == from_order)
        with self._session.transaction() as connection:
            rows = connection.execute(query).mappings().all()
            if rows:
                connection.execute(clause_reasons.insert(), [{**row, "order_id": to_order} for row in rows])

    # ── Coverage ─────────────────────────────────────────────────────────────────────────────────────

    def uncovered(self) -> Sequence[UncoveredRow]:
        """What each order with a qualification leaves uncovered, by number and revision."""
        later = orders.alias()
        signed = [OrderState.SIGNED.value, OrderState.ACTIVE.value, OrderState.TERMINATED.value]
        replaced = exists().where(
            later.c.family_id == orders.c.family_id,
            later.c.revision > orders.c.revision,
            later.c.state.in_(signed),
        )
        query = (
            select(
                order_coverage,
                orders.c.number,
                orders.c.revision,
                orders.c.state,
                orders.c.client_name,
                version_terms.c.label,
            )
            .join(orders, orders.c.id == order_coverage.c.order_id)
            .outerjoin(version_terms, version_terms.c.order_id == orders.c.id)
            .where(orders.c.shelf != DELETED, ~replaced)
            .order_by(orders.c.number, orders.c.revision, order_coverage.c.checklist)
        )
        with self._session.transaction() as connection:
            rows = connection.execute(query).all()
            named = _named_in_drafts(connection, {row.order_id for row in rows if row.label is None})
        return [_uncovered(row, row.label or named.get(row.order_id, "")) for row in rows]


def _chosen(statement: Select[Any], query: RegisterQuery) -> Select[Any]:
    """The departures that a query shows; reasons are joined where they decide alone."""
    if query.sort is RegisterSort.UNTIL or query.ends_by is not None:
        joined = _joined(statement)
    else:
        joined = statement.select_from(departures.join(orders, orders.c.id == departures.c.order_id))
    return joined.where(orders.c.shelf != DELETED, *_narrowed(query))


def _joined(statement: Select[Any]) -> Select[Any]:
    reasons = and_(
        clause_reasons.c.order_id == departures.c.order_id,
        clause_reasons.c.clause_id == departures.c.clause_id,
    )
    return statement.select_from(
        departures.join(orders, orders.c.id == departures.c.order_id).outerjoin(clause_reasons, reasons)
    )


def _narrowed(query: RegisterQuery) -> list[ColumnElement[bool]]:
    over = int(query.discount_over * DISCOUNT_SCALE)
    found: list[ColumnElement[bool]] = [
        or_(departures.c.discount.is_(None), departures.c.discount > over),
    ]
    if query.standing is Standing.LIVE:
        # A text has to be read of every row: then in the order of the table, not of the index on the others.
        superseded = func.coalesce(departures.c.superseded, False) if query.text else departures.c.superseded
        found += [
            superseded.is_(False),
            orders.c.state_rank.not_in([STATE_RANK[state] for state in _OVER]),
        ]
    if query.states:
        found.append(orders.c.state_rank.in_(sorted(STATE_RANK[state] for state in query.states)))
    for column, wanted in (
        (departures.c.subject, query.subject),
        (departures.c.rung, query.rung),
        (departures.c.target, query.target),
    ):
        if wanted:
            found.append(column == wanted)
    if query.approved_by:
        name = "" if query.approved_by == NOBODY else query.approved_by
        found.append(departures.c.approved_by == name)
    if query.client:
        found.append(orders.c.client_search.contains(fold(query.client).strip(), autoescape=True))
    if query.ends_by is not None:
        found.append(clause_reasons.c.until <= query.ends_by)
    found += [_holds(piece) for piece in fold(query.text).split()]
    return found


def _holds(piece: str) -> ColumnElement[bool]:
    columns = (departures.c.search_text, orders.c.client_search, func.lower(orders.c.number))
    return or_(*(column.contains(piece, autoescape=True) for column in columns))


def _each(connection: Connection, column: ColumnElement[Any]) -> list[str]:
    return list(connection.execute(select(column).distinct().order_by(column)).scalars())


def _rows(connection: Connection, places: Sequence[tuple[str, int]]) -> Sequence[RegisterRow]:
    """The rows at these places, whole, in this order. Sorting carries no text: only these are read for it."""
    orders_shown = sorted({order_id for order_id, _position in places})
    query = _joined(select(*_SHOWN)).where(departures.c.order_id.in_(orders_shown))
    found = {(row.order_id, row.position): row for row in connection.execute(query)}
    return [_row(found[place]) for place in places]


def _row(row: Row[Any]) -> RegisterRow:
    percent = None if row.discount is None else Decimal(row.discount) / DISCOUNT_SCALE
    return RegisterRow(
        order_id=row.order_id,
        position=row.position,
        number=row.number,
        revision=row.revision,
        state=_STATES[row.state],
        client_name=row.client_name,
        author=row.author,
        kind=DepartureKind(row.kind),
        clause_id=row.clause_id,
        field=row.field,
        target=row.target,
        subject=row.subject,
        effect=row.effect,
        proposed=row.proposed,
        data=row.data,
        rung=row.rung,
        discount=percent,
        approved_by=row.approved_by,
        superseded=row.superseded,
        reason=ClauseReason(row.asked_by or "", row.why or "", row.until),
    )


def _named_in_drafts(connection: Connection, order_ids: set[str]) -> Mapping[str, str]:
    """The general terms that orders name which were never exported: they stand in their documents alone."""
    found: dict[str, str] = {}
    wanted = sorted(order_ids)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        query = select(order_documents).where(order_documents.c.order_id.in_(some))
        for row in connection.execute(query):
            found[row.order_id] = read_facts(row.answers).terms_label
    return found


def _uncovered(row: Row[Any], terms_label: str) -> UncoveredRow:
    return UncoveredRow(
        row.order_id,
        row.number,
        row.revision,
        _STATES[row.state],
        row.client_name,
        terms_label,
        row.checklist,
        tuple(row.uncovered.split()),
        row.scope,
        row.valid_until,
        row.lines_end,
    )

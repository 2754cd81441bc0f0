"""The index of what falls due (`DueStore`): which contracts are to be counted again, and what was counted.

Triggers (`engine`) make a contract stale in the transaction that changes it. What an entry says, and how it
is counted, is known to `usecases.deadlines`; how a row is written and read lives in `due_rows`, how rows are
found in `due_queries`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.folding import fold
from numspot_desk.store import due_queries
from numspot_desk.store.due_rows import columns, mark_columns, mark_of
from numspot_desk.store.schema import CURRENT, agenda_marks, due_contracts, due_days, orders
from numspot_desk.store.session import Session
from numspot_desk.store.types import storable
from numspot_desk.usecases.ports.due import (
    BoundOrder,
    CountedContract,
    DueContract,
    DueKey,
    DuePage,
    DueQuery,
    DueRow,
)


class Due:
    """The index of one workspace (`DueStore`)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def stale(self, counted_by: str, today: dt.date, limit: int) -> Sequence[DueContract]:
        """The next contracts to count."""
        query = select(due_contracts.c.family_id).where(_stale(counted_by, today)).limit(limit)
        with self._session.transaction() as connection:
            return _made_of(connection, connection.execute(query).scalars().all())

    def stale_count(self, counted_by: str, today: dt.date) -> int:
        """How many contracts are to be counted."""
        query = select(func.count()).select_from(due_contracts).where(_stale(counted_by, today))
        with self._session.transaction() as connection:
            found: int = connection.execute(query).scalar_one()
        return found

    def contract(self, family_id: str) -> DueContract:
        """The orders that a contract is made of; none where it is not there."""
        with self._session.transaction() as connection:
            return _made_of(connection, [family_id])[0]

    def keep(self, counted: Sequence[CountedContract]) -> None:
        """Hold these agendas in place of what was held of their contracts."""
        with self._session.transaction() as connection:
            families = [one.family_id for one in counted]
            connection.execute(due_days.delete().where(due_days.c.family_id.in_(families)))
            connection.execute(due_contracts.delete().where(due_contracts.c.family_id.in_(families)))
            if counted:
                connection.execute(due_contracts.insert(), [_contract(one) for one in counted])
            if rows := _rows(connection, counted):
                connection.execute(due_days.insert(), rows)

    def forget_all(self) -> None:
        """Have every contract counted again."""
        with self._session.transaction() as connection:
            connection.execute(due_contracts.update().values(stale=1))

    def page(self, query: DueQuery, key: DueKey | None = None, limit: int = 50) -> DuePage:
        """The entries after `key`. Raises `ValueError` for a key of another sort."""
        with self._session.transaction() as connection:
            return due_queries.page(connection, query, key, limit)

    def all(self, query: DueQuery) -> tuple[DueRow, ...]:
        """Every entry, by time."""
        with self._session.transaction() as connection:
            return due_queries.all_of(connection, query)

    def counts(self, query: DueQuery) -> Mapping[str, int]:
        """How many entries are in each state, whatever states the query names."""
        with self._session.transaction() as connection:
            return due_queries.counts(connection, query)

    def choices(self, field: str, typed: str, limit: int) -> Sequence[tuple[str, str]]:
        """Contracts, clients or owners that hold what is typed."""
        with self._session.transaction() as connection:
            return due_queries.choices(connection, field, typed, limit)


def _stale(counted_by: str, today: dt.date) -> ColumnElement[bool]:
    kept = due_contracts.c
    return or_(
        kept.stale == 1,
        kept.counted_by != counted_by,
        kept.good_until <= today,
        kept.counted_on > today,
    )


def _made_of(connection: Connection, families: Sequence[str]) -> list[DueContract]:
    made_of: dict[str, list[BoundOrder]] = {family: [] for family in families}
    bound = select(orders.c.family_id, orders.c.id, orders.c.number, orders.c.state).where(
        orders.c.family_id.in_(families), orders.c.shelf == CURRENT
    )
    for family, ident, number, state in connection.execute(bound.order_by(orders.c.revision)):
        made_of[family].append(BoundOrder(ident, number, OrderState(state)))
    return [DueContract(family, tuple(some)) for family, some in made_of.items()]


def _contract(counted: CountedContract) -> dict[str, Any]:
    number, client = next(((one.number, one.client) for one in counted.days), ("", ""))
    return {
        "family_id": counted.family_id,
        "number": number,
        "client": storable(client),
        "client_sort": storable(fold(client)),
        "words": storable(fold(f"{number} {client}")),
        "counted_by": counted.counted_by,
        "counted_on": counted.counted_on,
        "good_until": counted.good_until,
        "stale": 0,
    }


def _rows(connection: Connection, counted: Sequence[CountedContract]) -> list[dict[str, Any]]:
    """The rows of these contracts, with what their marks are found by."""
    families = [one.family_id for one in counted]
    kept = connection.execute(select(agenda_marks).where(agenda_marks.c.family_id.in_(families)))
    marks = {row.key: mark_of(row) for row in kept}
    last = connection.execute(select(func.max(due_days.c.id))).scalar() or 0
    days = ((one.family_id, day) for one in counted for day in one.days)
    return [
        {"id": last + place, **columns(day), **mark_columns(marks.get(day.key)), "family_id": family}
        for place, (family, day) in enumerate(days, 1)
    ]

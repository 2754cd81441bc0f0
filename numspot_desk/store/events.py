"""The events of contracts (`EventStore`): rows that are added, superseded by later ones, never changed.

What a kind means, and who may record it, live in `rules.events` and in the use cases.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, islice
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from numspot_desk.language.messages import message
from numspot_desk.store import audit
from numspot_desk.store.schema import contract_events, orders
from numspot_desk.store.session import Session
from numspot_desk.store.types import storable
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.events import WITHDRAWN, ContractEvent, NewEvent
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.refusals import NoSuchRecord

_AT_ONCE = 500  # numbers in one question, rows in one answer
_ONE = 1 << 32
_COUNTED = (1 << 30) - 1 << 32  # bits of an id: below those that say its kind, above those of chance alone
_EVENTS = (
    select(contract_events, orders.c.number)
    .join(orders, orders.c.id == contract_events.c.family_id)
    .order_by(contract_events.c.sequence)
)
_later = contract_events.alias("later")
_STANDS = ~select(1).where(_later.c.supersedes == contract_events.c.id).exists()


class Events:
    """The events of the contracts of one workspace (`EventStore`)."""

    def __init__(self, session: Session, chance: Chance) -> None:
        self._session = session
        self._chance = chance

    def record(self, order_id: str, new: NewEvent, act: Act) -> ContractEvent:
        """Keep an event of the contract of an order, with its audit row. Raises `NoSuchRecord`."""
        with self._session.transaction() as connection:
            family = _family(connection, order_id)
            if new.supersedes is not None:
                _require_standing(connection, family, new.supersedes)
            last = connection.execute(select(func.max(contract_events.c.sequence))).scalar() or 0
            row = _row(new, next(self._ids()), family, last + 1, act)
            connection.execute(contract_events.insert().values(row))
            audit.append(connection, replace(act, subject=order_id), self._chance)
            return _event(connection.execute(_EVENTS.where(contract_events.c.id == row["id"])).one())

    def record_all(self, new: Iterable[tuple[str, NewEvent]], act: Act) -> int:
        """Keep many events with one audit row, all or none. Raises `NoSuchRecord`."""
        kept = 0
        with self._session.transaction() as connection:
            families: dict[str, str] = {}
            last = connection.execute(select(func.max(contract_events.c.sequence))).scalar() or 0
            remaining, ids = iter(new), self._ids()
            while some := list(islice(remaining, _AT_ONCE)):
                rows = []
                for order_id, one in some:
                    if order_id not in families:
                        families[order_id] = _family(connection, order_id)
                    kept += 1
                    rows.append(_row(one, next(ids), families[order_id], last + kept, act))
                connection.execute(contract_events.insert(), rows)
            audit.append(connection, replace(act, details={**act.details, "events": kept}), self._chance)
        return kept

    def _ids(self) -> Iterator[str]:
        """Ids of events: the first one is chance, in those after it some of its bits count up. Ids that come
        in order are written at one end of their index; each at random would rewrite another page of it."""
        first = uuid.UUID(bytes=self._chance.bytes(16), version=4).int
        for number in count(first & _COUNTED, _ONE):
            yield str(uuid.UUID(int=first & ~_COUNTED | number & _COUNTED))

    def standing(
        self, numbers: Sequence[str] | None = None, kinds: Sequence[str] | None = None
    ) -> Mapping[str, tuple[ContractEvent, ...]]:
        """By number of the order, the events that nothing superseded, in the order they were recorded."""
        query = _EVENTS.where(_STANDS, contract_events.c.kind != WITHDRAWN)
        if kinds is not None:
            query = query.where(contract_events.c.kind.in_(kinds))
        found: dict[str, list[ContractEvent]] = {}
        with self._session.transaction() as connection:
            for narrowed in _of_numbers(query, numbers):
                for row in connection.execute(narrowed):
                    found.setdefault(row.number, []).append(_event(row))
        return MappingProxyType({number: tuple(events) for number, events in found.items()})

    def history(self, number: str) -> tuple[ContractEvent, ...]:
        """Every event ever recorded of a contract, oldest first."""
        with self._session.transaction() as connection:
            return tuple(_event(row) for row in connection.execute(_EVENTS.where(orders.c.number == number)))


def _row(new: NewEvent, ident: str, family: str, sequence: int, act: Act) -> dict[str, Any]:
    return {
        "id": ident,
        "sequence": sequence,
        "family_id": family,
        "kind": new.kind,
        "at": new.at,
        "on_day": new.on,
        "data": new.data,
        "supersedes": new.supersedes,
        "recorded_at": act.at,
        "recorded_by": storable(act.actor),
    }


def _of_numbers(query: Select[Any], numbers: Sequence[str] | None) -> Iterator[Select[Any]]:
    if numbers is None:
        yield query
        return
    for some in (numbers[n : n + _AT_ONCE] for n in range(0, len(numbers), _AT_ONCE)):
        yield query.where(orders.c.number.in_(some))


def _family(connection: Connection, order_id: str) -> str:
    found: str | None = connection.execute(select(orders.c.family_id).where(orders.c.id == order_id)).scalar()
    if found is None:
        raise NoSuchRecord(message("This order is not in this workspace."))
    return found


def _require_standing(connection: Connection, family: str, ident: str) -> None:
    chosen = select(1).where(
        contract_events.c.id == ident,
        contract_events.c.family_id == family,
        contract_events.c.kind != WITHDRAWN,
        _STANDS,
    )
    if connection.execute(chosen).first() is None:
        raise NoSuchRecord(message("This event was corrected or taken back meanwhile."))


def _event(row: Row[Any]) -> ContractEvent:
    return ContractEvent(
        id=row.id,
        family_id=row.family_id,
        number=row.number,
        kind=row.kind,
        at=row.at,
        on=row.on_day,
        data=row.data,
        supersedes=row.supersedes,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
    )

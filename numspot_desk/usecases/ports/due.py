"""The index of what falls due: entries of every agenda as they were last counted, found by day, state and
contract. It is a cache: which contracts have to be counted again is known to the store, how to the use cases.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from numspot_desk.contracts.agenda.due_days import DueDay
from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.order.states import OrderState

DueKey = tuple[Any, ...]
Named = tuple[str, str | None]
"""What an entry is called by: its rule and its step."""


class BoundOrder(NamedTuple):
    """An order that is neither archived nor removed, with its state."""

    id: str
    number: str
    state: OrderState


@dataclass(frozen=True)
class DueContract:
    """A contract to count: the orders that it is made of; none where all are put away."""

    family_id: str
    orders: tuple[BoundOrder, ...]


@dataclass(frozen=True)
class CountedContract:
    """The agenda of a contract as it was counted: by which rules, on which day, and the first day on which
    the law may give another one."""

    family_id: str
    days: tuple[DueDay, ...]
    counted_by: str
    counted_on: dt.date
    good_until: dt.date


class DueSort(StrEnum):
    """What a list of entries is ordered by; `DAY`: what is overdue first, then by time."""

    DAY = "day"
    WHAT = "what"
    NUMBER = "number"
    CLIENT = "client"
    PARTY = "party"
    CLAUSE = "clause"
    OWNER = "owner"


class DueWord(NamedTuple):
    """A folded word that is searched for, and the names of entries that hold it."""

    text: str
    names: frozenset[Named]


@dataclass(frozen=True)
class DueQuery:
    """Which entries, as they stand at an aware instant of a day in Paris. Empty sets narrow nothing.
    `states` are standings and `SNOOZED`; `first` and `last`: those on these days, or whose safe and sure day
    reach into them; `only`: those called so; `names`: every name in the order of its words, for `WHAT`."""

    now: dt.datetime
    today: dt.date
    states: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    clients: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    only: frozenset[Named] = frozenset()
    words: tuple[DueWord, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    sort: DueSort = DueSort.DAY
    names: tuple[Named, ...] = ()
    descending: bool = False


class DueRow(NamedTuple):
    """An entry as the index holds it, with what a person added to it."""

    due: DueDay
    mark: Mark | None


@dataclass(frozen=True)
class DuePage:
    """Entries in the order of their query, and the key to ask the next ones with (None: no more)."""

    rows: tuple[DueRow, ...]
    next_key: DueKey | None


class DueStore(Protocol):
    """The index. What changes a contract makes it stale in the same transaction."""

    def stale(self, counted_by: str, today: dt.date, limit: int) -> Sequence[DueContract]:
        """The next contracts to count: changed since, counted by other rules, or on a day that tells nothing
        of this one."""
        ...

    def stale_count(self, counted_by: str, today: dt.date) -> int:
        """How many contracts are to be counted."""
        ...

    def contract(self, family_id: str) -> DueContract:
        """The orders that a contract is made of; none where it is not there."""
        ...

    def keep(self, counted: Sequence[CountedContract]) -> None:
        """Hold these agendas in place of what was held of their contracts."""
        ...

    def forget_all(self) -> None:
        """Have every contract counted again; what is held stays until then."""
        ...

    def page(self, query: DueQuery, key: DueKey | None = None, limit: int = 50) -> DuePage:
        """The entries after `key`. Raises `ValueError` for a key of another sort."""
        ...

    def all(self, query: DueQuery) -> tuple[DueRow, ...]:
        """Every entry, by time: for a range of days."""
        ...

    def counts(self, query: DueQuery) -> Mapping[str, int]:
        """How many entries are in each state, whatever states the query names."""
        ...

    def choices(self, field: str, typed: str, limit: int) -> Sequence[tuple[str, str]]:
        """Contracts (`numbers`, each with its client), `clients` or `owners` that hold what is typed."""
        ...

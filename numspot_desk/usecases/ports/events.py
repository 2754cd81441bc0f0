"""What happened to a contract, as the store keeps it: dated facts, added and superseded, never changed.

A contract is an order with its later versions. Kinds and what they carry are `rules.events` and the use
cases that record them; the store knows none of them.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Protocol

from numspot_desk.usecases.ports.audit import Act

WITHDRAWN: Final = "withdrawn"
"""The kind of an event that only takes back the one it supersedes."""


@dataclass(frozen=True)
class NewEvent:
    """An event to keep: `at` (aware) or `on` says when it happened, neither for one over days of its own;
    `supersedes` is the id of the event that it corrects."""

    kind: str
    at: dt.datetime | None = None
    on: dt.date | None = None
    data: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    supersedes: str | None = None


@dataclass(frozen=True)
class ContractEvent:
    """An event that was kept. `family_id` is the order of which the others of the contract are versions,
    `number` what they are called; `recorded_at` and `recorded_by` say who entered it, and when."""

    id: str
    family_id: str
    number: str
    kind: str
    at: dt.datetime | None
    on: dt.date | None
    data: Mapping[str, Any]
    supersedes: str | None
    recorded_at: dt.datetime
    recorded_by: str


class EventStore(Protocol):
    """The events of every contract. Rows are added and never changed; a later one may supersede another."""

    def record(self, order_id: str, new: NewEvent, act: Act) -> ContractEvent:
        """Keep an event of the contract of an order, with its audit row. Raises `NoSuchRecord` for an order
        that is not there, or where `supersedes` is no event of this contract that still stands."""
        ...

    def record_all(self, new: Iterable[tuple[str, NewEvent]], act: Act) -> int:
        """Keep many events, each with the order of its contract, with one audit row; none is kept where the
        iteration fails. Returns how many. Raises `NoSuchRecord` for an order that is not there."""
        ...

    def standing(
        self, numbers: Sequence[str] | None = None, kinds: Sequence[str] | None = None
    ) -> Mapping[str, tuple[ContractEvent, ...]]:
        """By number of the order, the events that nothing superseded, in the order they were recorded; of
        all contracts and all kinds where none are named."""
        ...

    def history(self, number: str) -> tuple[ContractEvent, ...]:
        """Every event ever recorded of a contract, superseded ones and withdrawals too, oldest first."""
        ...

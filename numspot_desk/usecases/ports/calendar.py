"""Calendar files: what an event of one says, who writes it, and what was written before.

A calendar program knows an event by its `uid` and takes a later one by its `sequence`: both have to outlive
one export, so the store keeps what was last written of each entry of the agenda.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from numspot_desk.usecases.ports.audit import Act


@dataclass(frozen=True)
class CalendarEvent:
    """An event of a calendar file. `when`: a day for one that lasts the whole day, an aware instant for one
    that is over at once. `stamp` (aware) is when this `sequence` was first written. `reminders`: how long
    before `when` (below zero) or after it, by the clock on the wall where `when` is a day."""

    uid: str
    sequence: int
    stamp: dt.datetime
    when: dt.date | dt.datetime
    summary: str
    description: str
    reminders: tuple[dt.timedelta, ...] = ()
    cancelled: bool = False


class CalendarWriter(Protocol):
    """Writes events as an iCalendar file."""

    def write(self, name: str, events: Sequence[CalendarEvent]) -> bytes:
        """The bytes of the `.ics`; the same events give the same bytes. `name` is what calendar programs
        call it."""
        ...


@dataclass(frozen=True)
class WrittenEntry:
    """What a calendar file last said of an entry of the agenda. `key` is the entry's, `family_id` the order
    of which the others of its contract are versions. `said` is the content whose change raises `sequence`;
    `written_at` is when this `sequence` was first written."""

    key: str
    family_id: str
    sequence: int
    written_at: dt.datetime
    cancelled: bool
    said: Mapping[str, Any]


class CalendarStore(Protocol):
    """What calendar files were given, so that the next ones change, keep and cancel the same events."""

    def written(self, family_id: str | None = None) -> Mapping[str, WrittenEntry]:
        """What was last written of each entry, by its key; of one contract, else of all."""
        ...

    def digest_of(self, path: str) -> str | None:
        """The sha256 of what was last written under this path; None where nothing was."""
        ...

    def held_by(self, path: str) -> frozenset[str]:
        """The keys of the entries that the file of this path was ever given, as its exports said."""
        ...

    def keep(
        self, entries: Sequence[WrittenEntry], path: str, digest: str, act: Act, held: Collection[str] = ()
    ) -> None:
        """Keep what a file of this path says now of these entries, in place of what was kept, and that it
        holds the entries of the keys `held`, with its audit row. Raises `NoSuchRecord` for an entry of a
        contract that is not there."""
        ...

"""The book of one mandate: entries are added at its end, none is ever changed or removed.

An entry holds a fact, or takes back an earlier one that was entered by mistake, with the reason; what was
taken back stays in the book. The form that was printed and the signature on it are never taken back. Who
entered what, and when, the store keeps.
"""

import datetime as dt
from dataclasses import dataclass

from numspot_desk.contracts.mandate_life.facts import LASTING, Fact
from numspot_desk.contracts.mandate_life.limits import Readings
from numspot_desk.contracts.mandate_life.refusals import FactFault, faults
from numspot_desk.language.messages import Message, message


@dataclass(frozen=True)
class Entry:
    """A line of the book: a fact, or (`takes_back`) the id of the entry that was a mistake and why."""

    id: str
    fact: Fact | None = None
    takes_back: str | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.fact is None) == (self.takes_back is None):
            raise ValueError("an entry holds a fact or takes one back")


class EntryRefused(Exception):
    """The entry does not go into the book; `faults` say why, none where `message` says it all."""

    def __init__(self, message: Message, found: tuple[FactFault, ...] = ()) -> None:
        super().__init__(message.msgid)
        self.message = message
        self.faults = found


@dataclass(frozen=True)
class Book:
    """The entries of one mandate in the order they were made."""

    entries: tuple[Entry, ...] = ()

    @property
    def standing(self) -> tuple[Entry, ...]:
        """The entries whose facts hold: those nothing took back."""
        gone = {entry.takes_back for entry in self.entries}
        return tuple(entry for entry in self.entries if entry.fact is not None and entry.id not in gone)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that hold."""
        return tuple(entry.fact for entry in self.standing if entry.fact is not None)

    def with_entries(self, *added: Entry, today: dt.date, readings: Readings = ()) -> "Book":
        """The book with these entries at its end, judged together. Raises `EntryRefused` for entries that
        bring in a fault or take back what cannot be; the book itself stays as it is."""
        book = self
        for entry in added:
            if any(entry.id == former.id for former in book.entries):
                raise ValueError("an entry has an id of its own")
            if entry.takes_back is not None:
                book._require_mistake(entry.takes_back)
            book = Book((*book.entries, entry))
        found = book._new_faults(self, today, readings)
        if found:
            raise EntryRefused(found[0].message, found)
        return book

    def _new_faults(self, former: "Book", today: dt.date, readings: Readings) -> tuple[FactFault, ...]:
        before = {(fault.code, fault.fact, fault.field) for fault in faults(former.facts, today, readings)}
        after = faults(self.facts, today, readings)
        return tuple(fault for fault in after if (fault.code, fault.fact, fault.field) not in before)

    def _require_mistake(self, ident: str) -> None:
        chosen = next((entry for entry in self.standing if entry.id == ident), None)
        if chosen is None:
            raise EntryRefused(message("This fact was taken back already, or is not of this mandate."))
        if isinstance(chosen.fact, LASTING):
            raise EntryRefused(
                message(
                    "A printed mandate and its signature are kept for good. Record a replacement or a"
                    " revocation instead."
                )
            )

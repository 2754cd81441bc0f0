"""Mandates as the store keeps them: the book of each, and lists that read columns alone.

What may be entered is decided in `contracts.mandate_life`; the store adds what it is given.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from numspot_desk.contracts.mandate_life.book import Entry
from numspot_desk.contracts.mandate_life.facts import Prepared, Scheme
from numspot_desk.contracts.mandate_life.states import MandateState
from numspot_desk.usecases.ports.audit import Act


@dataclass(frozen=True)
class KeptEntry:
    """A line of the book of a mandate, with who entered it and when."""

    entry: Entry
    recorded_at: dt.datetime
    recorded_by: str


@dataclass(frozen=True)
class KeptMandate:
    """A mandate with its book. `order_id` is the first version of the contract it belongs to, `number` its
    number."""

    rum: str
    order_id: str
    number: str
    entries: tuple[KeptEntry, ...]


class FileKind(StrEnum):
    """What a file kept with a mandate is: the statement of the bank account (RIB), the signed form, what
    proves a revocation."""

    RIB = "rib"
    FORM = "form"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class MandateFile:
    """A file kept with a mandate, without its content."""

    id: str
    kind: FileKind
    name: str
    size: int
    sha256: str
    added_at: dt.datetime
    added_by: str


class MandateSort(StrEnum):
    """What a list of mandates is sorted by."""

    DEBTOR = "debtor"
    ENDS = "ends"
    RUM = "rum"


@dataclass(frozen=True)
class MandateQuery:
    """What a list of mandates shows, on a day; every state where none is named. `text` is looked for in the
    debtor's name and, spaces apart, in the reference; `ends_by`: those only that have not ended and do
    by this day."""

    day: dt.date
    text: str = ""
    states: frozenset[MandateState] = frozenset()
    ends_by: dt.date | None = None
    sort: MandateSort = MandateSort.DEBTOR
    descending: bool = False


@dataclass(frozen=True)
class MandateRow:
    """A mandate in a list; of its IBAN, what may be shown. `ends_on` is the last day on which it holds,
    `next_debit` the day of the next debit that is planned, where that was asked for."""

    rum: str
    order_id: str
    number: str
    debtor: str
    iban_masked: str
    scheme: Scheme
    state: MandateState
    signed_on: dt.date | None
    last_collected: dt.date | None
    ends_on: dt.date | None
    ends_why: MandateState | None
    next_debit: dt.date | None = None


@dataclass(frozen=True)
class MandatePage:
    """A page of rows and the key of the next one (None: no more)."""

    rows: Sequence[MandateRow]
    next_key: tuple[Any, ...] | None


class MandateStore(Protocol):
    """The mandates of a workspace. A reference, once kept, is never given out again; no fact is changed."""

    def open(self, order_id: str, entry_id: str, prepared: Prepared, act: Act) -> None:
        """Reserve a reference for the contract of an order and begin its book. Raises `NumberTaken` where the
        reference exists in whatever case, `NoSuchRecord` without the order."""
        ...

    def get(self, rum: str) -> KeptMandate:
        """A mandate by its reference, case apart. Raises `NoSuchRecord`."""
        ...

    def append(self, rum: str, entries: Sequence[Entry], act: Act) -> None:
        """Add lines to the book of a mandate, with one audit row. Raises `NoSuchRecord`."""
        ...

    def keep_file(self, rum: str, kind: FileKind, name: str, content: bytes, act: Act) -> MandateFile:
        """Keep a file with a mandate for good, encrypted with the store. Raises `NoSuchRecord`."""
        ...

    def files(self, rum: str) -> Sequence[MandateFile]:
        """The files of a mandate, oldest first: its own and the RIB kept with the orders that printed it."""
        ...

    def file_content(self, file_id: str) -> bytes:
        """The bytes of a file of a mandate. Raises `NoSuchRecord`."""
        ...

    def note(self, act: Act) -> None:
        """Write an audit row alone: of whole accounts that leave the workspace."""
        ...

    def of_order(self, order_id: str) -> Sequence[str]:
        """The references of the mandates of an order's contract, in the order of their making."""
        ...

    def page(self, query: MandateQuery, key: tuple[Any, ...] | None = None, limit: int = 50) -> MandatePage:
        """The rows after `key`, in the order of the query; the first ones without a key."""
        ...

    def count(self, query: MandateQuery) -> int:
        """How many mandates the query shows."""
        ...

    def counts_by_state(self, day: dt.date) -> Mapping[MandateState, int]:
        """How many mandates stand in each state on a day."""
        ...

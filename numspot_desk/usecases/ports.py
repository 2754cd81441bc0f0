"""What the use cases need from outside: the workspace, the clock, chance, writers of files.

`store` and `documents` implement these; tests use the real ones. Records are frozen and hold no rows,
sessions or handles. The refusals and `Person` are given on from modules of their own: the first window
needs those two and not the forty classes here, which take longer to make than to read.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from numspot_desk.contracts.states import OrderState
from numspot_desk.language.messages import Message
from numspot_desk.usecases.person import Person as Person
from numspot_desk.usecases.refusals import Cancelled as Cancelled
from numspot_desk.usecases.refusals import DeskError as DeskError
from numspot_desk.usecases.refusals import FileRefused as FileRefused
from numspot_desk.usecases.refusals import MoveRefused as MoveRefused
from numspot_desk.usecases.refusals import NoSuchRecord as NoSuchRecord
from numspot_desk.usecases.refusals import NumberTaken as NumberTaken
from numspot_desk.usecases.refusals import StaleRecord as StaleRecord
from numspot_desk.usecases.refusals import WorkspaceRefused as WorkspaceRefused

if TYPE_CHECKING:
    from numspot_desk.contracts.content.blocks import Document
    from numspot_desk.contracts.review import ReviewStep

Answers = Mapping[str, Any]
"""An order document in the format `numspot-desk/order/1`, complete or half filled, typed text included."""


# ── Orders ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Place:
    """Where a person is in the wizard: the step's id and the focused field's path (or "")."""

    step: str = "client"
    field: str = ""


@dataclass(frozen=True)
class OrderRecord:
    """The current version of an order, whole."""

    id: str
    number: str
    revision: int  # 1 for the first version of the order, 2 for the next…
    state: OrderState
    answers: Answers
    place: Place
    row_version: int  # for optimistic locking: every update names it
    archived: bool
    created_at: dt.datetime
    updated_at: dt.datetime
    author: str


@dataclass(frozen=True)
class OrderSummary:
    """One row of the list of orders; extracted columns only."""

    id: str
    number: str
    revision: int
    state: OrderState
    client_name: str
    excl_tax: Decimal | None
    offer_valid_until: dt.date | None
    archived: bool
    updated_at: dt.datetime
    problems: int  # blocking ones, as of the last save
    snippet: str = ""  # where the search text was found, outside the client and number


class OrderSort(StrEnum):
    """Columns the list can be ordered by."""

    UPDATED = "updated"
    NUMBER = "number"
    CLIENT = "client"
    STATE = "state"
    AMOUNT = "amount"


@dataclass(frozen=True)
class OrderQuery:
    """What the list shows. `text` is searched as typed over client, number, lines and clause text."""

    text: str = ""
    states: frozenset[OrderState] = field(default_factory=frozenset)  # empty: all
    archived: bool = False
    sort: OrderSort = OrderSort.UPDATED
    descending: bool = True


@dataclass(frozen=True)
class OrderPage:
    """A page of rows and the key to ask the next one with (None: no more)."""

    rows: Sequence[OrderSummary]
    next_key: tuple[Any, ...] | None


@dataclass(frozen=True)
class Extracted:
    """What lists and search need of an answers document; made by `usecases.extract`."""

    client_name: str
    client_key: str  # SIREN, else foreign number, else ""
    excl_tax: Decimal | None
    offer_valid_until: dt.date | None
    problems: int
    search_text: str  # client, number, lines, clause text; folded by the store


@dataclass(frozen=True)
class OrderVersion:
    """A frozen version: what was exported, never changed again."""

    order_id: str
    number: str
    revision: int
    frozen_at: dt.datetime
    fingerprint: str  # sha256 of the canonical data, number, RUM and issue date included
    data: Mapping[str, Any]  # the canonical data itself
    rum: str | None


@dataclass(frozen=True)
class Attachment:
    """A file kept with an order (the signed copy, the RIB), encrypted with the store."""

    id: str
    order_id: str
    kind: str  # "signed_copy", "rib", "logo"
    name: str
    size: int
    sha256: str
    added_at: dt.datetime
    added_by: str


@dataclass(frozen=True)
class ClientSummary:
    """A client met in earlier orders, with the client answers of the latest one."""

    key: str
    name: str
    city: str
    answers: Answers  # the `client`, `contacts`, `public_procurement` and `technical_accounts` members
    last_used: dt.datetime


@dataclass(frozen=True)
class Act:
    """An act of a person for the audit log: what (`order.exported`), on what, with details that hold no
    personal data in clear."""

    kind: str
    subject: str  # id of what it is about
    actor: str
    at: dt.datetime
    details: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


class OrderStore(Protocol):
    """Orders, their versions and what is attached to them."""

    def create(
        self,
        number: str,
        answers: Answers,
        place: Place,
        extracted: Extracted,
        act: Act,
        *,
        revision: int = 1,
        family: str | None = None,
    ) -> OrderRecord:
        """A new draft. `family` is the id of the order of which this is a new version."""
        ...

    def load(self, order_id: str) -> OrderRecord: ...

    def by_number(self, number: str) -> OrderRecord | None:
        """The latest version of the order with this number."""
        ...

    def save_draft(
        self,
        order_id: str,
        row_version: int,
        answers: Answers,
        place: Place,
        extracted: Extracted,
        at: dt.datetime,
    ) -> int:
        """Save an edit durably and return the new row version. Writes no audit row.

        Raises `StaleRecord`, or `MoveRefused` when the order is no longer a draft.
        """
        ...

    def change_state(self, order_id: str, row_version: int, new: OrderState, act: Act) -> OrderRecord:
        """Move the order, with its audit row, or raise `MoveRefused`."""
        ...

    def set_archived(self, order_id: str, row_version: int, archived: bool, act: Act) -> OrderRecord: ...

    def delete_draft(self, order_id: str, act: Act) -> OrderRecord:
        """Remove a draft that was never exported; returns it whole, for undo."""
        ...

    def restore_draft(self, record: OrderRecord, extracted: Extracted, act: Act) -> OrderRecord: ...

    def freeze(
        self,
        order_id: str,
        row_version: int,
        data: Mapping[str, Any],
        fingerprint: str,
        rum: str | None,
        act: Act,
    ) -> OrderVersion:
        """Keep the exported data for good, with its typed facts, and move the order to exported."""
        ...

    def version(self, order_id: str) -> OrderVersion | None:
        """The frozen data of an exported order."""
        ...

    def versions(self, order_ids: Sequence[str]) -> Mapping[str, OrderVersion]:
        """The frozen data of several exported orders, by order id; an order without any is left out."""
        ...

    def former_versions(self, order_id: str) -> Sequence[OrderVersion]:
        """What was frozen of the earlier versions of the same order, the latest first."""
        ...

    def page(self, query: OrderQuery, key: tuple[Any, ...] | None = None, limit: int = 50) -> OrderPage: ...

    def count(self, query: OrderQuery) -> int: ...

    def counts_by_state(self) -> Mapping[OrderState, int]: ...

    def numbers_taken(self, numbers: Sequence[str]) -> frozenset[str]:
        """Which of these order numbers or RUM exist already."""
        ...

    def attach(self, order_id: str, kind: str, name: str, content: bytes, act: Act) -> Attachment: ...

    def attachments(self, order_id: str) -> Sequence[Attachment]: ...

    def attachment_content(self, attachment_id: str) -> bytes: ...

    def clients(self, text: str, limit: int = 20) -> Sequence[ClientSummary]:
        """Clients of earlier orders whose name, number or city holds the text, latest first."""
        ...


class ReviewStore(Protocol):
    """The steps of the reviews of orders, kept for good with the notes that people wrote."""

    def steps(self, order_id: str) -> Sequence["ReviewStep"]:
        """The steps of one version of an order, oldest first."""
        ...

    def record(
        self, order_id: str, row_version: int, step: "ReviewStep", act: Act, new: OrderState | None = None
    ) -> OrderRecord:
        """Keep a step with its audit row and, with `new`, move the order: all or nothing.

        Raises `MoveRefused`, `StaleRecord`, `NoSuchRecord`.
        """
        ...


# ── Catalogue and settings ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class CatalogueItem:
    """One priced service of a price list. Prices are euros before tax."""

    code: str
    service: str  # a service id of the order format (`virtual_machine`)
    label: str
    region: str | None
    mode: str  # on_demand | reserved
    unit: str
    unit_price: Decimal
    qualification: str | None = None
    beta: bool = False


@dataclass(frozen=True)
class PriceList:
    """A dated price list. `kind` is `sample` or `public_list`; at most one is in use."""

    id: str
    label: str
    kind: str
    dated: dt.date
    items: Sequence[CatalogueItem]
    imported_at: dt.datetime


class CatalogueStore(Protocol):
    """Price lists: kept by date, searched accent-insensitively."""

    def add(self, price_list: PriceList, act: Act) -> None: ...

    def current(self) -> PriceList | None:
        """The latest dated list that is not archived."""
        ...

    def all(self) -> Sequence[PriceList]: ...


class SettingsStore(Protocol):
    """Settings of the workspace as canonical JSON by name (`creditor`, `signatory`, `review`)."""

    def get(self, name: str) -> Mapping[str, Any] | None: ...

    def put(self, name: str, value: Mapping[str, Any], act: Act) -> None: ...


# ── Audit ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class AuditEntry:
    """One row of the hash chain."""

    sequence: int
    at: dt.datetime
    actor: str
    kind: str
    subject: str
    details: Mapping[str, Any]
    digest: str


@dataclass(frozen=True)
class AuditVerdict:
    """Whether the chain holds; `broken_at` is the first sequence number that does not."""

    entries: int
    head: str
    broken_at: int | None


class AuditStore(Protocol):
    """The audit log; rows are appended by the acts themselves, in their transactions."""

    def head(self) -> str: ...

    def entries(self, subject: str | None = None, limit: int = 200) -> Sequence[AuditEntry]: ...

    def latest(self, kind: str, subjects: Sequence[str]) -> Mapping[str, AuditEntry]:
        """The latest row of a kind about each of several subjects, by subject."""
        ...

    def verify(self) -> AuditVerdict: ...


class Workspace(Protocol):
    """An open workspace. Used by one thread: the serial executor, or the command line."""

    @property
    def orders(self) -> OrderStore: ...
    @property
    def reviews(self) -> ReviewStore: ...
    @property
    def catalogue(self) -> CatalogueStore: ...
    @property
    def settings(self) -> SettingsStore: ...
    @property
    def audit(self) -> AuditStore: ...
    @property
    def folder(self) -> Path: ...

    def transaction(self) -> AbstractContextManager[object]:
        """All writes inside are one: all or none. Nested ones join the outer one."""
        ...

    def close(self) -> None: ...


# ── The world ────────────────────────────────────────────────────────────────────────────────────────


class Clock(Protocol):
    """The time, given so that tests own it."""

    def now(self) -> dt.datetime:
        """The present instant, aware, UTC."""
        ...

    def today(self) -> dt.date:
        """Today in Paris."""
        ...


class Chance(Protocol):
    """Random bytes, given so that tests own them."""

    def bytes(self, count: int) -> bytes: ...


class WordWriter(Protocol):
    """Writes the content of a document as a Word file."""

    def write(self, document: "Document") -> bytes:
        """The bytes of the `.docx`; the same content gives the same bytes."""
        ...


class FileWriter(Protocol):
    """Puts whole files in a folder the person chose: temporary name, sync, rename."""

    def read(self, folder: Path, name: str) -> bytes | None:
        """The content of a file of the folder, None when there is none. Raises `FileRefused`."""
        ...

    def write_all(
        self, folder: Path, files: Mapping[str, bytes], *, ours: Mapping[str, str] | None = None
    ) -> Sequence[Path]:
        """Write every file or none; names stay inside the folder.

        A file that is there already is replaced when it has this content, or when `ours` gives its
        sha256 (an earlier export left untouched since); anybody else's file is never overwritten.
        Raises `FileRefused`.
        """
        ...


class PdfConverter(Protocol):
    """Turns Word files into PDF where an office program is installed."""

    def available(self) -> bool: ...

    def convert_all(
        self, files: Mapping[str, bytes], progress: "Progress | None" = None
    ) -> Mapping[str, bytes]:
        """The PDF of each Word file, under the same name with `.pdf`; one start of the office program.

        Takes seconds; `progress` is asked all along. Raises `FileRefused`, and `Cancelled`, the office
        program ended.
        """
        ...


@dataclass(frozen=True)
class MailDraft:
    """A message that a person will read, change and send from their own mail program."""

    to: tuple[str, ...]
    subject: str
    body: str
    attachments: Mapping[str, bytes]


class MailWriter(Protocol):
    """Writes a mail draft as an `.eml` file that opens ready to send."""

    def write(self, draft: MailDraft) -> bytes: ...


class Progress(Protocol):
    """Told how far a long act is; may say stop."""

    def step(self, done: int, total: int, what: Message) -> None:
        """Raises `Cancelled` when the person has asked to stop."""
        ...

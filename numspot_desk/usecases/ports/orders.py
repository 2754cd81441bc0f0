"""Orders as the store keeps them: records, rows of lists, frozen versions, attachments, clients met before.

The store implements `OrderStore`. What the lists show of a document is extracted in
`usecases.orders.extract`.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.usecases.ports.audit import Act

Answers = Mapping[str, Any]
"""An order document in the format `numspot-desk/order/1`, complete or half filled, typed text included."""


@dataclass(frozen=True)
class Place:
    """Where a person is in the wizard: the step's id, the focused field's path (or ""), and the ids of the
    steps they have been to and left, where what is missing counts as a fault."""

    step: str = "client"
    field: str = ""
    left: frozenset[str] = frozenset()


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
    branch: bool = False  # whether what a colleague wrote of it waits for a choice


@dataclass(frozen=True)
class OrderTrace:
    """What is left to say of an order somebody opened once: where it stands now, if it stands anywhere."""

    id: str
    number: str
    client_name: str
    state: OrderState
    archived: bool
    deleted: bool  # a draft that was removed and not yet tidied away


class OrderSort(StrEnum):
    """Columns the list can be ordered by."""

    UPDATED = "updated"
    NUMBER = "number"
    CLIENT = "client"
    STATE = "state"
    AMOUNT = "amount"
    VALID = "valid"
    PROBLEMS = "problems"


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
    """What lists and search need of an answers document; made by `usecases.orders.extract`."""

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


class SignedVersion(NamedTuple):
    """A version of an order that was signed: what decides which general terms bind its contract, as columns.
    `family_id` is the order of which the others of the contract are versions; `terms_label` and the days are
    those it names; `qualified`: a service of it is SecNumCloud-qualified; `terminated_at`: when it was moved
    to its end, None while it goes on."""

    order_id: str
    family_id: str
    number: str
    revision: int
    state: OrderState
    client_name: str
    terminated_at: dt.datetime | None
    signed_on: dt.date
    terms_label: str | None
    published_on: dt.date | None
    in_force_from: dt.date | None
    qualified: bool

    @property
    def decisive(self) -> tuple[Any, ...]:
        """What decides the version that binds: alike in contracts that are bound alike."""
        return self[7:]


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

    def load(self, order_id: str) -> OrderRecord:
        """The order with this id. Raises `NoSuchRecord`."""
        ...

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

    def set_archived(self, order_id: str, row_version: int, archived: bool, act: Act) -> OrderRecord:
        """Put the order away or take it back. Raises `NoSuchRecord`, `StaleRecord`."""
        ...

    def delete_draft(self, order_id: str, act: Act) -> OrderRecord:
        """Remove a draft that was never exported; returns it whole, for undo."""
        ...

    def restore_draft(self, record: OrderRecord, extracted: Extracted, act: Act) -> OrderRecord:
        """Put a removed draft back as it was."""
        ...

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

    def page(self, query: OrderQuery, key: tuple[Any, ...] | None = None, limit: int = 50) -> OrderPage:
        """The rows after `key`, in the order of the query; the first ones without a key."""
        ...

    def count(self, query: OrderQuery) -> int:
        """How many orders the query shows."""
        ...

    def traces(self, order_ids: Sequence[str]) -> Mapping[str, OrderTrace]:
        """Where these orders stand, removed drafts included, by id; an id no longer known is left out."""
        ...

    def clause_targets(self) -> Mapping[str, Sequence[str]]:
        """The clauses that derogations and special conditions of exported, signed and active orders name, by
        order number."""
        ...

    def counts_by_state(self) -> Mapping[OrderState, int]:
        """How many orders that are not archived stand in each state."""
        ...

    def signed_versions(self, numbers: Collection[str] | None = None) -> Sequence[SignedVersion]:
        """Every version that was signed, of these orders or of all, by number, the first one first."""
        ...

    def numbers_taken(self, numbers: Sequence[str]) -> frozenset[str]:
        """Which of these order numbers or RUM exist already."""
        ...

    def attach(self, order_id: str, kind: str, name: str, content: bytes, act: Act) -> Attachment:
        """Keep a file with the order. Raises `NoSuchRecord`."""
        ...

    def attachments(self, order_id: str) -> Sequence[Attachment]:
        """What is attached to the order, without the contents."""
        ...

    def attachment_content(self, attachment_id: str) -> bytes:
        """The bytes of an attachment. Raises `NoSuchRecord`."""
        ...

    def clients(self, text: str, limit: int = 20) -> Sequence[ClientSummary]:
        """Clients of earlier orders whose name, number or city holds the text, latest first."""
        ...

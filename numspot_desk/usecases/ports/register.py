"""What the store keeps of departures from the general terms, over all orders: the register, the reasons that
people gave, and what each order leaves uncovered of its checklists.

What a departure is lives in `contracts.clauses.departures`; the register with its words in
`deviation_register`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from numspot_desk.contracts.clauses.clause_reasons import ClauseReason
from numspot_desk.contracts.clauses.departure_kinds import DepartureKind
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.usecases.ports.audit import Act


class RegisterSort(StrEnum):
    """What the register can be ordered by."""

    UPDATED = "updated"
    NUMBER = "number"
    CLIENT = "client"
    CLAUSE = "clause"
    SUBJECT = "subject"
    STATE = "state"
    UNTIL = "until"


class Standing(StrEnum):
    """Which orders count: those that bind or may come to, or all with what was refused, ended or replaced."""

    LIVE = "live"
    ALL = "all"


@dataclass(frozen=True)
class RegisterQuery:
    """What the register shows. `text` is looked for in number, client, clause and wording; the other members
    narrow it where they say something. `approved_by`: a name, or `NOBODY`. `ends_by`: departures meant until
    that day at the latest. `discount_over`: the percentage above which a discount is a departure."""

    text: str = ""
    standing: Standing = Standing.LIVE
    states: frozenset[OrderState] = field(default_factory=frozenset)
    client: str = ""
    target: str = ""
    subject: str = ""
    rung: str = ""
    approved_by: str = ""
    ends_by: dt.date | None = None
    discount_over: Decimal = Decimal(15)
    sort: RegisterSort = RegisterSort.UPDATED
    descending: bool = True


NOBODY = "\N{EM DASH}"
"""In place of a name: what nobody approved."""


@dataclass(frozen=True)
class RegisterRow:
    """A departure and the order it stands in. `asked_by` is who asked for it as it was entered, else who made
    the version; `reason` what was entered of it."""

    order_id: str
    position: int
    number: str
    revision: int
    state: OrderState
    client_name: str
    author: str
    kind: DepartureKind
    clause_id: str
    field: str
    target: str
    subject: str
    effect: str
    proposed: str
    data: Mapping[str, Any]
    rung: str
    discount: Decimal | None
    approved_by: str
    superseded: bool
    reason: ClauseReason

    @property
    def id(self) -> str:
        """What tells it from every other row."""
        return f"{self.order_id}/{self.position}"

    @property
    def clause(self) -> str:
        """The id of its clause in the order, "" where a field says it and no clause is written."""
        return "" if self.kind in (DepartureKind.PAYMENT, DepartureKind.DISCOUNT) else self.clause_id

    @property
    def asked_by(self) -> str:
        """Who asked for it."""
        return self.reason.asked_by or self.author


@dataclass(frozen=True)
class RegisterPage:
    """A page of rows and the key of the next one (None: no more)."""

    rows: Sequence[RegisterRow]
    next_key: tuple[Any, ...] | None


@dataclass(frozen=True)
class RegisterChoices:
    """What the register can be narrowed to: the clauses, subjects and approvers that stand in it."""

    targets: Sequence[str]
    subjects: Sequence[str]
    approvers: Sequence[str]


@dataclass(frozen=True)
class UncoveredRow:
    """What the clauses of an order leave uncovered of one checklist, the certificate behind it, and the last
    day of its lines qualified so. `terms_label` names the general terms that its order names."""

    order_id: str
    number: str
    revision: int
    state: OrderState
    client_name: str
    terms_label: str
    checklist: str
    uncovered: tuple[str, ...]
    scope: str
    valid_until: dt.date | None
    lines_end: dt.date | None


class RegisterStore(Protocol):
    """The register of departures and the coverage of all orders, from columns alone."""

    def page(self, query: RegisterQuery, key: tuple[Any, ...] | None = None, limit: int = 50) -> RegisterPage:
        """The rows after `key`, in the order of the query; the first ones without a key."""
        ...

    def count(self, query: RegisterQuery) -> int:
        """How many rows the query shows."""
        ...

    def choices(self) -> RegisterChoices:
        """What the register can be narrowed to."""
        ...

    def reasons(self, order_id: str) -> Mapping[str, ClauseReason]:
        """What was entered of the departures of an order, by clause id; also of clauses taken out since."""
        ...

    def keep_reason(self, order_id: str, clause_id: str, reason: ClauseReason, act: Act) -> None:
        """Keep who asked for a clause and why, in place of what was kept, with its audit row; an empty one is
        forgotten. Raises `NoSuchRecord`."""
        ...

    def copy_reasons(self, from_order: str, to_order: str) -> None:
        """Give the clauses of an order made from another the same reasons."""
        ...

    def uncovered(self) -> Sequence[UncoveredRow]:
        """What each order with a qualification leaves uncovered, by number and revision; removed drafts and
        versions that a later signed one replaced are left out."""
        ...

"""What can happen to a mandate: one frozen type a kind of fact, each with the day it happened.

A fact says what happened and is never altered. How facts are written as data lives in `written`, which of
them go together in `refusals`, what follows from them in `standing` and `life`.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Scheme(StrEnum):
    """The SEPA direct debit scheme: Core grants a refund within eight weeks, B2B none."""

    CORE = "core"
    B2B = "b2b"


@dataclass(frozen=True)
class Account:
    """The debtor's account as it stands on the form: canonical IBAN, the BIC and the bank where given."""

    iban: str
    bic: str | None = None
    bank: str = ""


@dataclass(frozen=True)
class Postal:
    """A postal address as it stands on the form; `country` is an ISO code, `line2` may be empty."""

    line1: str
    postcode: str
    city: str
    country: str
    line2: str = ""


@dataclass(frozen=True)
class Contractor:
    """The party to the contract where the debtor is another."""

    name: str
    address: Postal


@dataclass(frozen=True)
class Prepared:
    """The mandate exists: its reference (RUM), scheme, creditor identifier, debtor and account. The addresses
    and the contractor are those typed for this mandate; None where the order alone has them."""

    on: dt.date
    rum: str
    debtor: str
    account: Account
    ics: str
    scheme: Scheme = Scheme.CORE
    debtor_address: Postal | None = None
    bank_address: Postal | None = None
    contractor: Contractor | None = None


@dataclass(frozen=True)
class Sent:
    """The form was sent to the debtor for signature; again each time it was sent."""

    on: dt.date
    channel: str = ""


@dataclass(frozen=True)
class Signed:
    """The debtor signed: the day and place on the form, who signed, the sha256 of the scan if it is kept."""

    on: dt.date
    signatory: str
    place: str = ""
    scan: str | None = None


@dataclass(frozen=True)
class Registered:
    """The debtor's bank confirmed that it registered a B2B mandate; without this it rejects the debits."""

    on: dt.date


@dataclass(frozen=True)
class Amended:
    """Something of the mandate changed and its RUM stays: the account, the name of the same debtor, the
    creditor's identifier. What is None stays as it was."""

    on: dt.date
    account: Account | None = None
    debtor: str | None = None
    ics: str | None = None


@dataclass(frozen=True)
class Collected:
    """A direct debit was presented, whether it was paid or rejected; its day alone is kept."""

    on: dt.date


@dataclass(frozen=True)
class Suspended:
    """The creditor holds its debits back from this day."""

    on: dt.date
    reason: str = ""


@dataclass(frozen=True)
class Resumed:
    """The creditor debits again from this day."""

    on: dt.date


@dataclass(frozen=True)
class Revoked:
    """The debtor withdrew the mandate: the day of its notice, how it came and what proves it (T29)."""

    on: dt.date
    channel: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Replaced:
    """Another mandate stands in the place of this one from this day."""

    on: dt.date
    by: str


Fact = Prepared | Sent | Signed | Registered | Amended | Collected | Suspended | Resumed | Revoked | Replaced

KINDS: Final[dict[type, str]] = {
    Prepared: "prepared",
    Sent: "sent",
    Signed: "signed",
    Registered: "registered",
    Amended: "amended",
    Resumed: "resumed",
    Collected: "collected",
    Suspended: "suspended",
    Revoked: "revoked",
    Replaced: "replaced",
}
"""The name of each kind, in the order in which facts of one day are told: a debit follows what resumes the
mandate and goes before what suspends it."""

_RANK: Final = {kind: rank for rank, kind in enumerate(KINDS)}
LASTING: Final = (Prepared, Signed)
"""What is never taken back: the mandate that was printed and the signature on it."""


def kind_of(fact: Fact) -> str:
    """The name of a fact's kind."""
    return KINDS[type(fact)]


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """The facts by their days, those of one day by their kind: the same list in whatever order they came."""
    return sorted(facts, key=_place)


def _place(fact: Fact) -> tuple[dt.date, int, str]:
    return fact.on, _RANK[type(fact)], "" if isinstance(fact, Collected) else repr(fact)

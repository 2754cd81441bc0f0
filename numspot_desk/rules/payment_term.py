"""Payment terms: what the general terms give, what the law allows at most, what a clause may not say (P8).

A term is issue + days; with `end_of_month`, the last day of the month so reached (R22). Due dates are
computed with the time limits, not here.
"""

import datetime as dt
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.rules.explain import Step

LONGEST_WAIT_FOR_MONTH_END: Final = 30
"""Days from the first of a month of 31 days to its last."""


class Buyer(StrEnum):
    """Who pays, as far as the legal maximum goes."""

    PRIVATE = "private"
    PUBLIC = "public"
    PUBLIC_HEALTH = "public_health"
    PUBLIC_UNDERTAKING = "public_undertaking"


@dataclass(frozen=True)
class PaymentTerm:
    """Issue of the invoice + `days`, then to the end of that month or not."""

    days: int
    end_of_month: bool

    @property
    def longest(self) -> int:
        """The most days it can take from the issue of the invoice."""
        return self.days + (LONGEST_WAIT_FOR_MONTH_END if self.end_of_month else 0)


GENERAL_TERMS: Final = PaymentTerm(0, True)
"""The end of the month of issue (CG-A1.1)."""


@dataclass(frozen=True)
class LegalMaximum:
    """The longest lawful term: `days` from the invoice, or `days_end_of_month` then the end of that month
    where the law has that form."""

    days: int
    days_end_of_month: int | None
    law: str
    last_checked: dt.date


@dataclass(frozen=True)
class TermVerdict:
    """Whether a term is lawful, against which maximum, and why. `over_periodic`: it can exceed the 45 days
    of periodic invoices, so that R18 decides."""

    lawful: bool
    maximum: LegalMaximum
    over_periodic: bool
    why: Step


def _read() -> tuple[Mapping[Buyer, LegalMaximum], int]:
    path = Path(__file__).parent / "data" / "mandatory_law.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    maxima = {
        Buyer(name): LegalMaximum(row["days"], row.get("days_end_of_month"), row["law"], row["last_checked"])
        for name, row in content["payment_term"].items()
        if name != "default"
    }
    return MappingProxyType(maxima), content["periodic_invoices"]["days"]


MAXIMA, PERIODIC_DAYS = _read()


def buyer(*, public_body: bool, legal_form: str) -> Buyer:
    """The kind of buyer of an order's client: a public body is a health establishment when its legal form
    says so, case and accents apart."""
    if not public_body:
        return Buyer.PRIVATE
    return Buyer.PUBLIC_HEALTH if _folded(legal_form) == "etablissement public de sante" else Buyer.PUBLIC


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(mark for mark in plain if not unicodedata.combining(mark)).split())


def from_data(data: Mapping[str, Any]) -> PaymentTerm | None:
    """The term that a clause's data states (`{"days": 45, "end_of_month": true}`), or None for none."""
    days, end_of_month = data.get("days"), data.get("end_of_month")
    if isinstance(days, bool) or not isinstance(days, int) or days < 0:
        days = None
    if days is None and end_of_month is not True:
        return None
    return PaymentTerm(days or 0, end_of_month is True)


def verdict(term: PaymentTerm, who: Buyer, *, periodic: str = "ordinary") -> TermVerdict:
    """Hold a term against the legal maximum of a buyer (C. com. L.441-10 I; CCP R.2192-10, -11).

    `periodic` is the reading of R18: with `periodic`, more than 45 days from issue is void between
    private parties. A term to the end of a month counts with its longest month, except where the law
    itself reckons in months' ends.
    """
    maximum = MAXIMA[who]
    over_periodic = who is Buyer.PRIVATE and term.longest > PERIODIC_DAYS
    if term.end_of_month and maximum.days_end_of_month is not None:
        lawful = term.days <= maximum.days_end_of_month
        allowed = Step("payment_term.maximum_end_of_month", maximum.days_end_of_month, (maximum.law,))
    else:
        lawful = term.longest <= maximum.days
        allowed = Step("payment_term.maximum", maximum.days, (maximum.law,))
    reading = {"R18": periodic} if over_periodic else {}
    if over_periodic and periodic == "periodic":
        lawful = False
        allowed = Step("payment_term.maximum_periodic", PERIODIC_DAYS, (maximum.law,))
    agreed = Step(
        "payment_term.agreed_end_of_month" if term.end_of_month else "payment_term.agreed", term.days
    )
    why = Step(
        "payment_term.lawful" if lawful else "payment_term.unlawful",
        lawful,
        ("CG-A1.1", maximum.law),
        reading,
        (agreed, Step(f"payment_term.buyer.{who}", who.value), allowed),
    )
    return TermVerdict(lawful, maximum, over_periodic, why)

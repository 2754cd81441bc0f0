"""What mandatory law, above every rank, makes void or gives where nothing was agreed (P8, P12).

Judged on the data of a provision, never on its text: what no data states is for a lawyer. The data keys
that count are named with each test.
"""

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.rules.clauses import Document
from numspot_desk.rules.explain import Step
from numspot_desk.rules.payment_term import Buyer, from_data, verdict
from numspot_desk.rules.provisions import Effect, Provision
from numspot_desk.rules.rates import ECB, LEGAL_INTEREST, Unknown, half_year

LONGEST_TWO_MONTHS: Final = 62  # July and August: more days than this exceed two months whatever the start


@dataclass(frozen=True)
class Setting:
    """Whom the law is held against, and when: the kind of buyer, whether the client is in the Union, and
    whether its invoices are `ordinary` or `periodic` (R18)."""

    buyer: Buyer = Buyer.PRIVATE
    in_union: bool = True
    on: dt.date | None = None
    periodic: str = "ordinary"


@dataclass(frozen=True)
class Void:
    """A provision that the law makes void: the article, the rule (`P8` or `P12`) and why."""

    provision: str
    law: str
    rule: str
    why: Step


def _read() -> Mapping[str, Any]:
    path = Path(__file__).parent / "data" / "mandatory_law.toml"
    return MappingProxyType(tomllib.loads(path.read_text(encoding="utf-8")))


LAW: Final = _read()


def next_change(on: dt.date) -> dt.date:
    """The first day after this one on which the law may say otherwise: the next half-year, with its rates, or
    the day a text begins to apply."""
    half = half_year(on)
    begins = half.replace(month=7) if half.month == 1 else half.replace(year=half.year + 1, month=1)
    texts: list[dt.date] = [LAW["data_act"][name] for name in ("applies_from", "no_charges_from")]
    return min(day for day in (begins, *texts) if day > on)


def void_by_law(provision: Provision, setting: Setting) -> Void | None:
    """The reason why a provision of an order is void, or None. The general terms are never judged here."""
    if provision.document is Document.GENERAL:
        return None
    for test in (*_TESTS.get(provision.subject, ()), _late_payment_flat, _late_payment_rate):
        if (found := test(provision, setting)) is not None:
            return found
    return None


def default_by_law(subject: str, setting: Setting) -> Step | None:
    """What the law gives where the contract says nothing: payment 30 days from performance (L.441-10 I)."""
    if subject != "payment_term":
        return None
    row = LAW["payment_term"]["default" if setting.buyer is Buyer.PRIVATE else setting.buyer.value]
    return Step("law.payment_term_default", row["days"], (row["law"],))


def least_late_rate(on: dt.date) -> Step:
    """The lowest lawful rate of late-payment interest on a day, in percent: three times the legal interest
    rate of its half-year (L.441-10 II). Raises `Unknown` before the first half-year known."""
    found = LEGAL_INTEREST.on(half_year(on))
    times = LAW["late_payment"]["times_legal_interest"]
    law = LAW["late_payment"]["rate_law"]
    uses = [Step("law.legal_interest", found.rate, (LEGAL_INTEREST.law,), params={"since": found.start})]
    if on > LEGAL_INTEREST.last_checked:
        uses.append(Step("law.past_last_check", LEGAL_INTEREST.last_checked))
    return Step("law.late_payment_rate_least", found.rate * times, (law,), uses=tuple(uses))


def _payment_term(provision: Provision, setting: Setting) -> Void | None:
    """`days`, `end_of_month`."""
    term = from_data(provision.data)
    if term is None:
        return None
    found = verdict(term, setting.buyer, periodic=setting.periodic)
    return None if found.lawful else Void(provision.id, found.maximum.law, "P8", found.why)


def _liability(provision: Provision, setting: Setting) -> Void | None:
    """`covers`: a list with `gross_negligence`, `wilful` or `bodily_harm`; or the clause that says these
    have no cap, excluded."""
    covers = provision.data.get("covers")
    named = [
        cause for cause in LAW["liability"]["never_capped"] if isinstance(covers, list) and cause in covers
    ]
    excluded = provision.target == "CG-10.1.c" and provision.effect is Effect.EXCLUDE
    if not named and not excluded:
        return None
    law = LAW["liability"]["law"]
    why = Step("law.liability_cap", tuple(named), (law, "CG-10.1.c"))
    return Void(provision.id, law, "P8", why)


def _late_payment_flat(provision: Provision, setting: Setting) -> Void | None:
    """`late_payment_flat`: euros per late invoice, not below the legal amount."""
    flat = _amount(provision.data.get("late_payment_flat"))
    least = Decimal(LAW["late_payment"]["flat"])
    if flat is None or flat >= least:
        return None
    law = LAW["late_payment"]["law"]
    uses = (Step("law.late_payment_flat_agreed", flat), Step("law.late_payment_flat_least", least, (law,)))
    return Void(provision.id, law, "P8", Step("law.late_payment_flat", False, (law, "CG-A1.3"), uses=uses))


def _late_payment_rate(provision: Provision, setting: Setting) -> Void | None:
    """`late_payment_rate`: percent a year; or `late_payment_points`: points above the rate of the European
    Central Bank. Held against the floor of the day asked; a public buyer's rate is fixed by decree."""
    rate, points = (_amount(provision.data.get(f"late_payment_{name}")) for name in ("rate", "points"))
    if setting.on is None or (rate is None and points is None):
        return None
    if setting.buyer is not Buyer.PRIVATE:
        return _public_rate(provision, rate, points)
    try:
        least = least_late_rate(setting.on)
        base = ECB.on(half_year(setting.on)).rate if rate is None else Decimal(0)
    except Unknown:
        return None  # older than the rates that are kept: for a lawyer
    agreed = Step("law.late_payment_rate_agreed", base + (points or Decimal(0)) if rate is None else rate)
    if _decimal(agreed) >= _decimal(least):
        return None
    law = LAW["late_payment"]["rate_law"]
    why = Step("law.late_payment_rate", False, (law, "CG-A1.3"), uses=(agreed, least))
    return Void(provision.id, law, "P8", why)


def _public_rate(provision: Provision, rate: Decimal | None, points: Decimal | None) -> Void | None:
    decreed = Decimal(LAW["late_payment"]["public_points"])
    if rate is None and points == decreed:
        return None
    law = LAW["late_payment"]["public_law"]
    uses = (Step("law.public_points", decreed, (law,)),)
    return Void(provision.id, law, "P8", Step("law.late_payment_rate", False, (law, "CG-A1.3"), uses=uses))


def _decimal(step: Step) -> Decimal:
    assert isinstance(step.value, Decimal)
    return step.value


def _switching_notice(provision: Provision, setting: Setting) -> Void | None:
    """`months`, or `days` that exceed two months whatever the start (Regulation (EU) 2023/2854)."""
    months, days = _whole(provision.data.get("months")), _whole(provision.data.get("days"))
    most = LAW["data_act"]["switching_notice_months"]
    too_long = (months is not None and months > most) or (days is not None and days > LONGEST_TWO_MONTHS)
    return _data_act(provision, setting, "d", "law.switching_notice", most, too_long)


def _retrieval(provision: Provision, setting: Setting) -> Void | None:
    """`days`: to fetch the data after the transition."""
    days = _whole(provision.data.get("days"))
    least = LAW["data_act"]["retrieval_days"]
    return _data_act(provision, setting, "g", "law.retrieval", least, days is not None and days < least)


def _transition(provision: Provision, setting: Setting) -> Void | None:
    """`transition_days`."""
    days = _whole(provision.data.get("transition_days"))
    most = LAW["data_act"]["transition_days"]
    return _data_act(provision, setting, "a", "law.transition", most, days is not None and days > most)


def _switching_charges(provision: Provision, setting: Setting) -> Void | None:
    """`charges`: euros for switching."""
    charges = _amount(provision.data.get("charges"))
    from_day = LAW["data_act"]["no_charges_from"]
    too_late = setting.on is not None and setting.on >= from_day
    asked = charges is not None and charges > 0 and too_late
    return _data_act(provision, setting, "i", "law.switching_charges", from_day, asked)


def _data_act(
    provision: Provision, setting: Setting, letter: str, label: str, limit: int | dt.date, broken: bool
) -> Void | None:
    too_early = setting.on is not None and setting.on < LAW["data_act"]["applies_from"]
    if not broken or too_early or not setting.in_union:
        return None
    law = "Règl. (UE) 2023/2854, 29(1)" if letter == "i" else f"Règl. (UE) 2023/2854, 25(2)({letter})"
    return Void(provision.id, law, "P12", Step(label, limit, (law, "CG-7.1")))


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _amount(value: object) -> Decimal | None:
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


_Test = Callable[[Provision, Setting], Void | None]
_TESTS: Final[Mapping[str, tuple[_Test, ...]]] = MappingProxyType(
    {
        "payment_term": (_payment_term,),
        "liability_cap": (_liability,),
        "termination_notice": (_switching_notice,),
        "data_retention": (_retrieval,),
        "reversibility": (_transition, _retrieval, _switching_charges),
    }
)

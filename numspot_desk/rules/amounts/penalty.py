"""M1, the service penalty (CG-8, annex 3): (promised − observed) × 10 × average monthly revenue, capped.

Readings: R03 (which cap), R04 (list or worked example), R12 (no reservation in time), R15 (a claim
window that ends on a day of rest); R20 chose the year over which a yearly level was observed.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from numspot_desk.rules.amounts.commitments import COMMITMENTS, Commitment
from numspot_desk.rules.amounts.exclusions import EXCLUSIONS
from numspot_desk.rules.explain import Step
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.rounding import EXACT, product, to_cents, total
from numspot_desk.rules.time import add_days, is_rest_day, next_working_day

CLAIM_DAYS: Final = 5
INVOICE_SHARE: Final = Decimal("0.30")
FACTOR: Final = Decimal(10)
PERCENT: Final = Decimal("0.01")
_NONE: Final = Decimal(0)


@dataclass(frozen=True)
class ServiceLevel:
    """What was observed of one commitment, in percent. `all_zones`: the client deployed in every zone it
    could; `excluded_by`: the cause of the whole outage where it gives no claim (`exclusions.OUTAGES`)."""

    commitment: str
    observed: Decimal
    beta: bool = False
    all_zones: bool = True
    excluded_by: str | None = None


@dataclass(frozen=True)
class PenaltyFacts:
    """What a penalty is computed from. Amounts in euros before tax."""

    services: Sequence[ServiceLevel]
    monthly_average_revenue: Decimal
    invoice_of_the_month: Decimal
    late_payer: bool
    claimed_on: dt.date
    period_end: dt.date
    reservations_in_time: bool = True


@dataclass(frozen=True)
class Penalty:
    """The penalty before the caps, the cap, what is due, and what brought it to zero."""

    before_caps: Decimal
    cap: Decimal
    due: Decimal
    refused_by: tuple[str, ...]
    why: Step


def penalty(facts: PenaltyFacts, choice: Choice) -> Penalty:
    """The penalty due for a period (CG-8, CG-A3)."""
    revenue = Step("penalty.revenue", facts.monthly_average_revenue)
    parts = [_service(service, revenue, choice) for service in facts.services]
    exact = total([_decimal(part) for part in parts])
    before = Step("penalty.before_caps", to_cents(exact), ("CG-A3",), uses=tuple(parts))
    cap = _cap(facts, choice)
    refusals = [_refusal(rule, choice) for rule in _refusals(facts, choice)]
    if exact == 0:
        refusals += _excluded(facts, choice)
    due = Decimal("0.00") if refusals else to_cents(min(exact, _decimal(cap)))
    why = Step("penalty.due", due, ("CG-8", "CG-A3"), uses=(before, cap, *refusals))
    refused = tuple(dict.fromkeys(str(one.value) for one in refusals))
    return Penalty(to_cents(exact), to_cents(_decimal(cap)), due, refused, why)


_REFUSAL_CLAUSES: Final = {
    "T15": ("CG-8",),
    "R12": ("CG-5.4", "CG-8"),
    "CG-8": ("CG-8",),
}


def _refusal(rule: str, choice: Choice) -> Step:
    rests_on = {"T15": "R15"}.get(rule, rule)
    reading = {rests_on: choice.named[rests_on]} if rests_on in choice.named else {}
    return Step(f"penalty.refused.{rule}", rule, _REFUSAL_CLAUSES[rule], reading)


def _service(service: ServiceLevel, revenue: Step, choice: Choice) -> Step:
    commitment = COMMITMENTS[service.commitment]
    named = {"service": service.commitment}
    exclusion = _exclusion(service, commitment)
    observed = Step("penalty.observed", service.observed)
    if exclusion is not None or not commitment.penalty:
        clauses = (commitment.clause,) if exclusion is None else exclusion.clauses
        outside = (observed,) if exclusion is None else (observed, exclusion)
        return Step("penalty.service_outside", Decimal("0.00"), clauses, uses=outside, params=named)
    if commitment.period == "year":
        choice.name("R20")
        observed = observed._replace(reading={"R20": choice.named["R20"]})
    promised = _promised(commitment, choice)
    missing = max(EXACT.subtract(_decimal(promised), service.observed), _NONE)
    amount = product(missing, FACTOR, PERCENT, _decimal(revenue))
    uses = (promised, observed, revenue)
    return Step("penalty.service", amount, (commitment.clause, "CG-A3"), uses=uses, params=named)


def _promised(commitment: Commitment, choice: Choice) -> Step:
    if commitment.example is None:
        return Step("penalty.promised", commitment.promised, (commitment.clause,))
    reading = choice.of("R04")
    level = commitment.promised if reading == "table" else commitment.example
    return Step("penalty.promised", level, (commitment.clause,), {"R04": reading})


def _exclusion(service: ServiceLevel, commitment: Commitment) -> Step | None:
    """Why a service gives no penalty whatever was observed; its value is the clause or the cause."""
    if service.beta:
        return Step("penalty.refused.CG-18.3", "CG-18.3", ("CG-18.3",))
    if service.excluded_by is not None:
        cause = service.excluded_by
        return Step("penalty.excluded", cause, EXCLUSIONS[cause].clauses, params={"cause": cause})
    if commitment.star and not service.all_zones:
        return Step("penalty.refused.CG-A3", "CG-A3", ("CG-A3",))
    return None


def _excluded(facts: PenaltyFacts, choice: Choice) -> list[Step]:
    """The exclusions without which a sum of zero would be more: of the services below their level."""
    found: dict[str, Step] = {}
    for service in facts.services:
        commitment = COMMITMENTS[service.commitment]
        exclusion = _exclusion(service, commitment)
        if exclusion is not None and commitment.penalty:
            level = _decimal(_promised(commitment, choice))
            if service.observed < level:
                found[str(exclusion.value)] = exclusion
    return [found[name] for name in sorted(found)]


def _cap(facts: PenaltyFacts, choice: Choice) -> Step:
    share = product(INVOICE_SHARE, facts.invoice_of_the_month)
    invoice = Step(
        "penalty.cap_invoice", share, ("CG-8",), uses=(Step("penalty.invoice", facts.invoice_of_the_month),)
    )
    average = Step("penalty.cap_average", facts.monthly_average_revenue, ("CG-A3",))
    match choice.of("R03"):
        case "invoice_30":
            return Step("penalty.cap", invoice.value, ("CG-8",), {"R03": "invoice_30"}, (invoice,))
        case "monthly_average":
            return Step("penalty.cap", average.value, ("CG-A3",), {"R03": "monthly_average"}, (average,))
        case _:
            lowest = min(share, facts.monthly_average_revenue)
            return Step("penalty.cap", lowest, ("CG-8", "CG-A3"), {"R03": "lowest"}, (invoice, average))


def _refusals(facts: PenaltyFacts, choice: Choice) -> tuple[str, ...]:
    found = []
    if _claimed_too_late(facts, choice):
        found.append("T15")
    if not facts.reservations_in_time and choice.of("R12") == "lost":
        found.append("R12")
    if facts.late_payer:
        found.append("CG-8")
    return tuple(found)


def _claimed_too_late(facts: PenaltyFacts, choice: Choice) -> bool:
    last = add_days(facts.period_end, CLAIM_DAYS)
    if facts.claimed_on <= last:
        return False
    if not is_rest_day(last) or facts.claimed_on > next_working_day(last):
        return True
    return choice.of("R15") == "no_roll"


def _decimal(step: Step) -> Decimal:
    assert isinstance(step.value, Decimal)
    return step.value

"""M2, the cap of liability (CG-10.1): the lowest of three amounts, from a threshold of loss on.

Gross negligence, wilful misconduct and bodily harm know no cap and no threshold (P8). Betas have a sum
of their own (CG-18.3). Indirect and immaterial loss is no part of the direct loss that is given here; some
causes give nothing at all (`exclusions`).
"""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final

from numspot_desk.rules.amounts.exclusions import EXCLUSIONS, LOSSES
from numspot_desk.rules.explain import SetAside, Step
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.rounding import EXACT, to_cents

THRESHOLD: Final = Decimal("5000.00")
BETA_SUM: Final = Decimal("350.00")
MONTHS: Final = 12
UNCAPPED: Final = ("gross_negligence", "wilful", "bodily_harm")
CAUSES: Final = ("other", "sla", *UNCAPPED, *LOSSES)


@dataclass(frozen=True)
class LiabilityFacts:
    """What the liability rests on, in euros before tax. `penalty`: the service penalty, where one covers
    the cause and is known."""

    cause: str
    cashed_12_months_excl_tax: Decimal
    last_month_of_failing_service: Decimal
    direct_loss: Decimal
    beta: bool = False
    penalty: Decimal | None = None


@dataclass(frozen=True)
class Liability:
    """The cap (None: there is none) and what is due (None: the penalty alone, and it is not known)."""

    cap: Decimal | None
    due: Decimal | None
    why: Step


def liability(facts: LiabilityFacts, choice: Choice) -> Liability:
    """What is owed for a harmful event."""
    loss = Step("liability.direct_loss", facts.direct_loss)
    if facts.cause in UNCAPPED:
        due = to_cents(facts.direct_loss)
        clauses = ("CG-10.1.c", "C. civ. 1231-3")
        return Liability(None, due, Step(f"liability.uncapped.{facts.cause}", due, clauses, uses=(loss,)))
    if facts.cause in EXCLUSIONS:
        return _excluded(facts.cause, loss)
    if facts.cause == "sla" and not facts.beta:  # a beta has no penalty (CG-18.3)
        due_penalty = None if facts.penalty is None else to_cents(facts.penalty)
        known = "liability.penalty_unknown" if due_penalty is None else "liability.penalty_alone"
        why = Step(known, due_penalty, ("CG-10.1.b", "CG-8"))
        return Liability(due_penalty, due_penalty, why)
    cap = _beta_cap() if facts.beta else _general_cap(facts, loss, choice)
    limit = cap.value
    assert isinstance(limit, Decimal)
    threshold = Step("liability.threshold", THRESHOLD, ("CG-10.1.a",))
    if facts.direct_loss < THRESHOLD:
        below = Step(
            "liability.below_threshold", Decimal("0.00"), ("CG-10.1.a",), uses=(loss, threshold, cap)
        )
        return Liability(to_cents(limit), Decimal("0.00"), below)
    due = to_cents(min(facts.direct_loss, limit))
    why = Step("liability.due", due, cap.clauses, uses=(loss, threshold, cap))
    return Liability(to_cents(limit), due, why)


def _excluded(cause: str, loss: Step) -> Liability:
    """A cause for which nothing is owed, and what gross negligence would change."""
    none, exclusion = Decimal("0.00"), EXCLUSIONS[cause]
    apart = SetAside("liability.if_grossly_negligent", loss.value, clauses=("CG-10.1.c", "C. civ. 1231-3"))
    aside = (apart,) if exclusion.by_contract else ()
    named = {"cause": cause}
    why = Step("liability.excluded", none, exclusion.clauses, {}, (loss,), aside, named)
    return Liability(none, none, why)


def _beta_cap() -> Step:
    return Step("liability.cap_beta", BETA_SUM, ("CG-18.3",))


def _general_cap(facts: LiabilityFacts, loss: Step, choice: Choice) -> Step:
    choice.name("R10")  # it chose the twelve months whose receipts are given
    with localcontext(EXACT):
        half = facts.cashed_12_months_excl_tax / 2
        year = facts.last_month_of_failing_service * MONTHS
    chosen = {"R10": choice.named["R10"]}
    cashed = Step("liability.cashed", facts.cashed_12_months_excl_tax, ("CG-10.1.a",), chosen)
    uses = (
        Step(
            "liability.half_cashed",
            half,
            ("CG-10.1.a",),
            uses=(cashed,),
        ),
        Step(
            "liability.twelve_months",
            year,
            ("CG-10.1.a",),
            uses=(Step("liability.last_month", facts.last_month_of_failing_service),),
        ),
        loss,
    )
    return Step("liability.cap", min(half, year, facts.direct_loss), ("CG-10.1.a",), uses=uses)

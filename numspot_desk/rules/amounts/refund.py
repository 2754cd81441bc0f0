"""M4, the refund of prepaid services: the days left of the term, in proportion (preamble, CG-3.3, CG-6.3.b).

The same for services paid and not used after an infringement (CG-9.5). Reading: R02 (whether the day of the
effective termination is refunded too).
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, localcontext

from numspot_desk.rules.explain import Step
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.rounding import EXACT, to_cents

_CLAUSES = ("CG-P", "CG-3.3", "CG-6.3.b")


@dataclass(frozen=True)
class RefundFacts:
    """What was billed for a term, in euros, and the effective termination date."""

    billed: Decimal
    start: dt.date
    end: dt.date
    effective_termination: dt.date


@dataclass(frozen=True)
class Refund:
    """Days left and days of the term, both ends included, and the refund in euros."""

    days_left: int
    days_of_term: int
    refund: Decimal
    why: Step


def refund(facts: RefundFacts, choice: Choice) -> Refund:
    """What of a prepaid term is paid back. Nothing after its end, all before its start."""
    days_of_term = (facts.end - facts.start).days + 1
    reading = choice.of("R02")
    after = 0 if reading == "start_of_day" else 1
    first_left = facts.effective_termination + dt.timedelta(days=after)
    days_left = min(max((facts.end - first_left).days + 1, 0), days_of_term)
    with localcontext(EXACT):
        amount = to_cents(facts.billed * days_left / days_of_term)
    left = Step(
        "refund.days_left",
        days_left,
        ("CG-7.2",),
        {"R02": reading},
        (
            Step("refund.effective_termination", facts.effective_termination),
            Step("refund.term_end", facts.end),
        ),
    )
    whole = Step(
        "refund.days_of_term",
        days_of_term,
        uses=(Step("refund.term_start", facts.start), Step("refund.term_end", facts.end)),
    )
    why = Step("refund.due", amount, _CLAUSES, uses=(Step("refund.billed", facts.billed), left, whole))
    return Refund(days_left, days_of_term, amount, why)

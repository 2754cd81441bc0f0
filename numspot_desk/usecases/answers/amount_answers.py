"""The answers of `rules penalty`, `liability`, `late-payment` and `refund`: JSON in, JSON out.

Every answer names the readings it rests on, what each other one would give where that differs, and holds
its explanation, in words where a language is given. What counts lives in `rules`; faults come as
`FactsRefused`.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from numspot_desk.contracts.given.amount_facts import (
    late_payment_facts,
    liability_facts,
    penalty_facts,
    refund_facts,
)
from numspot_desk.contracts.given.fact_reading import FactsRefused, Fault
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import message
from numspot_desk.rules.amounts.late_payment import LatePayment, NoRate, Period, late_payment
from numspot_desk.rules.amounts.liability import Liability, liability
from numspot_desk.rules.amounts.penalty import Penalty, penalty
from numspot_desk.rules.amounts.refund import Refund, refund
from numspot_desk.rules.readings import Choice, vary
from numspot_desk.rules.settled_readings import InForce
from numspot_desk.usecases.explaining.limit_explanations import explained, with_grounds

Answer = dict[str, Any]


def penalty_answer(document: Mapping[str, Any], language: Language | None = None) -> Answer:
    """The service penalty of a period (M1). Raises `FactsRefused`."""
    asked = penalty_facts(document)
    return _explored(lambda choice: penalty(asked.facts, choice), asked.held, _penalty, language)


def liability_answer(document: Mapping[str, Any], language: Language | None = None) -> Answer:
    """The liability for a harmful event (M2). Raises `FactsRefused`."""
    asked = liability_facts(document)
    return _explored(lambda choice: liability(asked.facts, choice), asked.held, _liability, language)


def refund_answer(document: Mapping[str, Any], language: Language | None = None) -> Answer:
    """The refund of a prepaid term (M4). Raises `FactsRefused`."""
    asked = refund_facts(document)
    return _explored(lambda choice: refund(asked.facts, choice), asked.held, _refund, language)


def late_payment_answer(document: Mapping[str, Any], language: Language | None = None) -> Answer:
    """What a late payment costs (M3). Raises `FactsRefused`, also when no rate is known for a day.

    An alternative reading whose rate is not among the facts is left out: it is not known.
    """
    asked = late_payment_facts(document)

    def compute(choice: Choice) -> LatePayment | NoRate:
        try:
            return late_payment(asked.facts, choice)
        except NoRate as missing:
            return missing

    applied = compute(Choice(asked.held.options))
    if isinstance(applied, NoRate):
        said = message("No rate of the European Central Bank is given for {day}.", day=applied.day)
        raise FactsRefused((Fault("ecb_rates", said),))
    return _explored(compute, asked.held, _late_payment, language)


def _explored(
    compute: Callable[[Choice], Any],
    held: InForce,
    tell: Callable[[Any], Answer],
    language: Language | None,
) -> Answer:
    found = vary(compute, held.options, held.settled)
    applied = found.applied.result
    told = tell(applied)
    alternatives = [
        {"readings": {name: option}, **other}
        for name, option, result in found.alone
        if not isinstance(result, NoRate) and (other := tell(result)) != told
    ]
    return {
        **told,
        "readings": dict(sorted(found.applied.named.items())),
        "alternatives": alternatives,
        "explanation": explained(with_grounds(applied.why, held.grounds(found.applied.named)), language),
    }


def _penalty(found: Penalty) -> Answer:
    return {
        "before_caps": _euros(found.before_caps),
        "cap": _euros(found.cap),
        "due": _euros(found.due),
        "refused_by": list(found.refused_by),
    }


def _liability(found: Liability) -> Answer:
    return {"cap": _euros(found.cap), "due": _euros(found.due)}


def _refund(found: Refund) -> Answer:
    return {
        "days_left": found.days_left,
        "days_of_term": found.days_of_term,
        "refund": _euros(found.refund),
    }


def _late_payment(found: LatePayment) -> Answer:
    return {
        "days": found.days,
        "rate": None if found.rate is None else format(found.rate, "f"),
        "interest": _euros(found.interest),
        "flat": _euros(found.flat),
        "total": _euros(found.total),
        "periods": [_period(period) for period in found.periods],
        "past_last_check": None if found.past_last_check is None else found.past_last_check.isoformat(),
    }


def _period(period: Period) -> Answer:
    return {
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "days": period.days,
        "rate": format(period.rate, "f"),
        "interest": format(period.interest, "f"),
    }


def _euros(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount, "f")

"""The answers of the amounts (`rules penalty`, `liability`, `late-payment`, `refund`…): JSON in, JSON out.

Every answer names the readings it rests on, what each other one would give where that differs, and holds
its explanation, in words where a language is given. What counts lives in `rules`; faults come as
`FactsRefused`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final, TypeVar

from numspot_desk.contracts.given.amount_facts import (
    late_invoices_facts,
    late_payment_facts,
    liability_facts,
    penalty_facts,
    refund_facts,
)
from numspot_desk.contracts.given.fact_reading import FactsRefused, Fault
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_, message
from numspot_desk.rules.amounts.late_invoices import Imputation, LateInvoices, late_invoices
from numspot_desk.rules.amounts.late_payment import LatePayment, NoRate, Period, late_payment
from numspot_desk.rules.amounts.liability import Liability, liability
from numspot_desk.rules.amounts.penalty import Penalty, penalty
from numspot_desk.rules.amounts.refund import Refund, refund
from numspot_desk.rules.explain import Step
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.settled_readings import InForce
from numspot_desk.usecases.answers.answered import Alternative, Answered, answered

Answer = dict[str, Any]
IMPUTATIONS: Final[Mapping[Imputation, str]] = {
    Imputation.PRINCIPAL: N_("Payments count on the invoice first"),
    Imputation.INTEREST_FIRST: N_("Payments count on the interest first (C. civ. 1343-1)"),
}
"""What payments count on first, in words."""
T = TypeVar("T")


def penalty_found(document: Mapping[str, Any]) -> Answered:
    """The service penalty of a period (M1). Raises `FactsRefused`."""
    asked = penalty_facts(document)
    return answered(lambda choice: penalty(asked.facts, choice), asked.held, _penalty, _why)


def liability_found(document: Mapping[str, Any]) -> Answered:
    """The liability for a harmful event (M2). Raises `FactsRefused`."""
    asked = liability_facts(document)
    return answered(lambda choice: liability(asked.facts, choice), asked.held, _liability, _why)


def refund_found(document: Mapping[str, Any]) -> Answered:
    """The refund of a prepaid term (M4). Raises `FactsRefused`."""
    asked = refund_facts(document)
    return answered(lambda choice: refund(asked.facts, choice), asked.held, _refund, _why)


def late_payment_found(document: Mapping[str, Any]) -> Answered:
    """What a late payment costs (M3). Raises `FactsRefused`, also when no rate is known for a day.

    An alternative reading whose rate is not among the facts is left out: it is not known.
    """
    asked = late_payment_facts(document)
    compute = where_rates_are_known(lambda choice: late_payment(asked.facts, choice), asked.held)
    return answered(compute, asked.held, _late_payment, _why)


def late_invoices_found(document: Mapping[str, Any]) -> Answered:
    """What several late invoices cost, each payment counted to its own day (M3), and what they would if
    payments counted otherwise (C. civ. 1343-1). Raises `FactsRefused`."""
    asked = late_invoices_facts(document)
    compute = where_rates_are_known(lambda choice: late_invoices(asked.facts, choice), asked.held)
    found = answered(compute, asked.held, _late_invoices, _why)
    other = next(one for one in Imputation if one is not asked.facts.imputation)
    values = _late_invoices(late_invoices(replace(asked.facts, imputation=other), Choice(asked.held.options)))
    if values == found.values:
        return found
    turned = Alternative("imputation", other.value, values, IMPUTATIONS[other])
    return replace(found, alternatives=(*found.alternatives, turned))


def penalty_answer(document: Mapping[str, Any], language: Language | None = None) -> Answer:
    """`penalty_found` as JSON."""
    return penalty_found(document).answer(language)


def liability_answer(document: Mapping[str, Any], language: Language | None = None) -> Answer:
    """`liability_found` as JSON."""
    return liability_found(document).answer(language)


def refund_answer(document: Mapping[str, Any], language: Language | None = None) -> Answer:
    """`refund_found` as JSON."""
    return refund_found(document).answer(language)


def late_payment_answer(document: Mapping[str, Any], language: Language | None = None) -> Answer:
    """`late_payment_found` as JSON."""
    return late_payment_found(document).answer(language)


def late_invoices_answer(document: Mapping[str, Any], language: Language | None = None) -> Answer:
    """`late_invoices_found` as JSON."""
    return late_invoices_found(document).answer(language)


def where_rates_are_known(compute: Callable[[Choice], T], held: InForce) -> Callable[[Choice], T | None]:
    """`compute`, giving None under a reading whose rate is not known. Raises `FactsRefused` where that is
    the reading in force."""

    def known(choice: Choice) -> T | None:
        try:
            return compute(choice)
        except NoRate:
            return None

    try:
        compute(Choice(held.options))
    except NoRate as missing:
        said = message("No rate of the European Central Bank is given for {day}.", day=missing.day)
        raise FactsRefused((Fault("ecb_rates", said),)) from None
    return known


def _why(found: Any) -> Step:
    step: Step = found.why
    return step


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


def _late_invoices(found: LateInvoices) -> Answer:
    return {
        "interest": _euros(found.interest),
        "flat": _euros(found.flat),
        "total": _euros(found.total),
        "outstanding": _euros(found.outstanding),
        "interest_paid": _euros(found.interest_paid),
        "owed": _euros(found.owed),
        "invoices": [
            {
                "number": one.number,
                "days": one.days,
                "interest": _euros(one.interest),
                "flat": _euros(one.flat),
                "total": _euros(one.total),
                "outstanding": _euros(one.outstanding),
                "interest_paid": _euros(one.interest_paid),
            }
            for one in found.invoices
        ],
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

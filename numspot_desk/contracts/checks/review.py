"""Whether an order needs legal review, and the dates that bear on the whole of it."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from numspot_desk.contracts.checks.derogations import agreed_terms
from numspot_desk.contracts.order.order_facts import OrderFacts
from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.explain import Step
from numspot_desk.rules.payment_term import GENERAL_TERMS


def review_problems(facts: OrderFacts, discount_threshold: Decimal) -> Iterator[Problem]:
    """One warning when there is a derogation, special conditions, or a discount over the threshold."""
    reasons = review_reasons(facts, discount_threshold)
    if not reasons:
        return
    field, sentence = next(iter(reasons.items()))
    for _field, other in list(reasons.items())[1:]:
        sentence = message("{one}, {other}", one=sentence, other=other)
    yield problem(
        "review_required",
        field,
        message(
            "Legal reviews this order before it is signed: {reasons}. Send it for review.", reasons=sentence
        ),
        why=Step("review.required", True, uses=tuple(Step("review.cause", path) for path in reasons)),
    )


def review_reasons(facts: OrderFacts, discount_threshold: Decimal) -> dict[str, Message]:
    """What makes a review necessary, by the path of the first field of each kind."""
    reasons: dict[str, Message] = {}
    if facts.derogations:
        reasons["derogations"] = message("it changes clauses of the general terms")
    elif any(term != GENERAL_TERMS for term in agreed_terms(facts).values()):
        reasons["payment.term"] = message("it changes the payment term")
    if facts.special_conditions:
        reasons["special_conditions"] = message("it has special conditions")
    for line in facts.lines:
        if line.discount_percent is not None and line.discount_percent > discount_threshold:
            reasons[f"lines[{line.position}].discount_percent"] = message(
                "a discount is over {threshold}%", threshold=discount_threshold
            )
            break
    return reasons


def date_problems(facts: OrderFacts, as_of: dt.date) -> Iterator[Problem]:
    """An offer that has expired; general terms in force before they were published."""
    if facts.offer_valid_until is not None and facts.offer_valid_until < as_of:
        yield problem(
            "offer_expired",
            "offer_valid_until",
            message(
                "The offer ended on {day}. Extend it, or make a new one with today’s prices.",
                day=facts.offer_valid_until,
            ),
            why=Step("offer.expired", facts.offer_valid_until, uses=(Step("offer.as_of", as_of),)),
        )
    published, in_force = facts.terms_published_on, facts.terms_in_force_from
    if published is not None and in_force is not None and in_force < published:
        yield problem(
            "invalid_value",
            "general_terms.in_force_from",
            message("General terms cannot be in force before they are published. Correct one of the days."),
            clause="CG-3.1",
        )

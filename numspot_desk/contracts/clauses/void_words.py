"""What the law asks where it makes a clause void, and what to do about it, in a sentence.

Which clause is void is decided in `rules.mandatory_law`; here its reason is said with the figure of the law,
for the card of the clause, the problems of the order and the library alike.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from numspot_desk.language.messages import Message, message
from numspot_desk.rules.explain import Step
from numspot_desk.rules.mandatory_law import Void


def void_message(void: Void) -> Message:
    """The sentence on a void clause: the article, what it asks, what to do."""
    asked = _ASKED.get(void.why.label)
    if asked is None:
        return void_by(void.law)
    return message("Void by law ({law}): {reason}", law=void.law, reason=asked(void.why))


def void_by(law: str) -> Message:
    """The sentence where only the article is known."""
    return message(
        "The law makes this clause void ({law}): it would have no effect. Change it or take it out.", law=law
    )


def _payment_term(why: Step) -> Message:
    limits = {step.label: step.value for step in why.uses}
    if (most := limits.get("payment_term.maximum_periodic")) is not None:
        return message("periodic invoices are paid within {most} days (R18). Shorten the term.", most=most)
    if (most := limits.get("payment_term.maximum_end_of_month")) is not None:
        return message("this client pays within {most} days, then end of month. Shorten the term.", most=most)
    most = limits.get("payment_term.maximum")
    return message("this client pays within {most} days of the invoice. Shorten the term.", most=most)


def _liability(why: Step) -> Message:
    return message(
        "gross negligence, wilful misconduct and bodily harm have no cap. Leave them outside the cap."
    )


def _late_flat(why: Step) -> Message:
    least = _used(why, "law.late_payment_flat_least")
    return message("each late invoice costs at least {least} €. Raise the sum.", least=least)


def _late_rate(why: Step) -> Message:
    if (points := _used(why, "law.public_points")) is not None:
        return message(
            "a public buyer’s rate is the central bank’s plus {points} points. Put it so.", points=points
        )
    least = _used(why, "law.late_payment_rate_least")
    return message("the rate of late payment is at least {least}%. Raise it.", least=least)


def _switching_notice(why: Step) -> Message:
    return message("the notice for switching is at most {most} months. Shorten it.", most=why.value)


def _retrieval(why: Step) -> Message:
    return message("the client has at least {least} days to fetch its data. Give them.", least=why.value)


def _transition(why: Step) -> Message:
    return message("the transition lasts at most {most} calendar days. Shorten it.", most=why.value)


def _switching_charges(why: Step) -> Message:
    return message("switching is free from {day} on. Take the charge out.", day=why.value)


def _used(why: Step, label: str) -> object:
    return next((step.value for step in why.uses if step.label == label), None)


_ASKED: Final[Mapping[str, Callable[[Step], Message]]] = MappingProxyType(
    {
        "payment_term.unlawful": _payment_term,
        "law.liability_cap": _liability,
        "law.late_payment_flat": _late_flat,
        "law.late_payment_rate": _late_rate,
        "law.switching_notice": _switching_notice,
        "law.retrieval": _retrieval,
        "law.transition": _transition,
        "law.switching_charges": _switching_charges,
    }
)

"""Which events can be entered of a contract: none before its signature, none to come where that cannot be,
none twice, none before what it follows from.

The rules count from any facts they are given; a person who enters one is told of a slip. Shape and ties are
read in `fact_events`; each fault here is at a field of the one event that is entered.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.given.fact_reading import Fault
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.events import KINDS, Event

MAY_COME: Final = frozenset(
    {
        "maintenance_planned",
        "penetration_test_planned",
        "direct_debit_planned",
        "services_ended",
        "everything_terminated",
        "reserved_term",
    }
)
"""What may be entered before its day: plans, and ends that are known ahead."""
MAY_PRECEDE: Final = frozenset({"general_terms_published", "mandate_signed", "reserved_term"})
"""What may be older than the signature of the contract."""
ONCE: Final = frozenset({"services_ended"})
"""What happens once to a contract."""
_OF_INVOICES: Final = ("invoice_paid", "invoice_disputed")
_KNOWN_AFTER: Final = frozenset({"outage"})
"""Spans whose end must be over: what is still to come of them is a guess."""
_NAMED_DAYS: Final = {
    "enters_into_force": message("It enters into force before it was published: correct one of the two."),
    "effective_on": message("It takes effect before it was notified: correct one of the two."),
}
"""Days that an event names, none before its own."""


@dataclass(frozen=True)
class Ground:
    """What an event is held against beside the others: the first signature, and now."""

    signed_on: dt.date
    today: dt.date
    now: dt.datetime


def slips(event: Event, others: Sequence[Event], ground: Ground) -> tuple[Fault, ...]:
    """What cannot be in an event beside the others of its contract, each fault with the field to correct."""
    return (*_moments(event, ground), *_twice(event, others), *_order(event, others))


def moment_field(kind: str) -> str:
    """The field that says when an event of a kind happened."""
    moment = KINDS[kind].moment
    if moment is not None:
        return moment
    return "start" if "start" in KINDS[kind].fields else "from"


# ── When ─────────────────────────────────────────────────────────────────────────────────────────────


def _moments(event: Event, ground: Ground) -> Iterator[Fault]:
    field = moment_field(event.kind)
    if event.day < ground.signed_on and event.kind not in MAY_PRECEDE:
        said = message("The contract was signed on {day}: nothing of it is earlier.", day=ground.signed_on)
        yield Fault(field, said)
    elif event.kind not in MAY_COME and _to_come(event, ground):
        yield Fault(field, message("This moment is to come. Correct it."))
    if event.kind in _KNOWN_AFTER and event.day_of("to") > ground.today:
        yield Fault("to", message("This day is to come. Correct it."))
    received = event.details.get("received_at")
    if isinstance(received, dt.datetime) and event.at is not None:
        if received < event.at:
            yield Fault("received_at", message("It was received before it was sent: correct one of the two."))
        elif received > ground.now:
            yield Fault("received_at", message("This moment is to come. Correct it."))
    for name, said in _NAMED_DAYS.items():
        if name in event.details and event.day_of(name) < event.day:
            yield Fault(name, said)


def _to_come(event: Event, ground: Ground) -> bool:
    return event.at > ground.now if event.at is not None else event.day > ground.today


def _twice(event: Event, others: Sequence[Event]) -> Iterator[Fault]:
    field = moment_field(event.kind)
    for one in others:
        if one.kind != event.kind:
            continue
        if event.kind in ONCE:
            yield Fault(field, message("This is entered already, on {day}: correct that one.", day=one.day))
        elif _alike(one, event):
            yield Fault(field, message("This is entered already."))
        elif event.kind in _OF_INVOICES and one.text_of("number") == event.text_of("number"):
            yield Fault(
                "number", message("This is entered already, on {day}: correct that one.", day=one.day)
            )
        else:
            continue
        return


def _alike(one: Event, other: Event) -> bool:
    return (one.at, one.on, one.details, one.answers, one.cancels) == (
        other.at,
        other.on,
        other.details,
        other.answers,
        other.cancels,
    )


# ── In which order ───────────────────────────────────────────────────────────────────────────────────


def _order(event: Event, others: Sequence[Event]) -> Iterator[Fault]:
    """An event is no earlier than what it is tied to, no later than what is tied to it."""
    field = moment_field(event.kind)
    for one in others:
        if rests_on(event, one) and _before(event, one):
            yield Fault(field, _too_early(event, one))
        elif rests_on(one, event) and _before(one, event):
            said = message("What follows from it happened on {day}: it cannot be later.", day=one.day)
            yield Fault(field, said)


def rests_on(event: Event, earlier: Event) -> bool:
    """Whether an event supposes an earlier one: answers or cancels it, is about its ticket, its invoice, or
    the general terms that it published."""
    if earlier.id in (event.answers, event.cancels, event.details.get("ticket")):
        return True
    if event.kind in _OF_INVOICES and earlier.kind == "invoice_issued":
        return event.text_of("number") == earlier.text_of("number")
    return event.kind == "terms_refused" and event.text_of("terms") == earlier.id


def _before(event: Event, other: Event) -> bool:
    if event.at is not None and other.at is not None:
        return event.at < other.at
    return event.day < other.day


def _too_early(event: Event, earlier: Event) -> Message:
    if event.kind in _OF_INVOICES:
        return message(
            "Invoice {number} was issued on {day}: correct one of the two.",
            number=event.text_of("number"),
            day=earlier.day,
        )
    return message("What it is tied to happened only on {day}: correct one of the two.", day=earlier.day)

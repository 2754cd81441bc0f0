"""Which facts of a contract a scenario can touch: the others are left out of its simulation, so that a
contract with thousands of paid invoices answers as fast as a new one.

What stands alone is an invoice, a ticket, a consumption, with what is tied to it: no other event moves them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from numspot_desk.rules.events import Event, Facts

_ALONE: Final = frozenset(
    {
        "invoice_issued",
        "invoice_paid",
        "invoice_disputed",
        "ticket_opened",
        "client_asked",
        "client_answered",
        "service_consumed",
        "reservation_notified",
        "snapshot_created",
        "maintenance_planned",
        "sla_period_ended",
        "penalty_claimed",
        "sla_credit_granted",
    }
)


def taking_part(facts: Facts, imagined: Sequence[Event]) -> Facts:
    """The facts without the events that stand alone and that no imagined one is tied to."""
    alone = [one for one in facts.events if one.kind in _ALONE]
    if not alone:
        return facts
    touched = {tie for one in imagined for tie in _ties(one)}
    kept = {one.id for one in facts.events if one.kind not in _ALONE}
    while True:
        more = [
            one
            for one in alone
            if one.id not in kept and (touched & {one.id, *_ties(one)} or _named(one, kept))
        ]
        if not more:
            return replace(facts, events=tuple(one for one in facts.events if one.id in kept))
        kept |= {one.id for one in more}
        touched |= {tie for one in more for tie in (one.id, *_ties(one))}


def _ties(event: Event) -> Iterator[str]:
    """What ties an event to others: the ids it names, the number of its invoice, its ticket."""
    for name in (event.answers, event.cancels):
        if name is not None:
            yield name
    for detail in ("number", "ticket"):
        if isinstance(value := event.details.get(detail), str):
            yield f"{detail} {value}" if detail == "number" else value


def _named(event: Event, kept: set[str]) -> bool:
    """Whether it cancels or answers an event that takes part."""
    return event.answers in kept or event.cancels in kept

"""What people ask of the simulator, in their own words: each the kind of event that it begins with, what is
filled in at first, and what is supposed beside the usual.

Every kind of event can begin a scenario; these are the ones that have another name among people.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from numspot_desk.language.messages import N_
from numspot_desk.rules.ends import set_by_notice
from numspot_desk.rules.events import KINDS, Event
from numspot_desk.usecases.contract.event_words import KIND_NAMES

NOT_RENEWED: Final = "not_renewed"


@dataclass(frozen=True)
class Start:
    """A way to begin: its name, the kind of event, values of its form, what is supposed or not."""

    id: str
    name: str
    kind: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    supposed: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))


_SAID: Final = (
    Start(
        "client_leaves",
        N_("Termination for convenience by the client"),
        "termination_notice",
        {"by": "client"},
    ),
    Start("we_leave", N_("Termination for convenience by NumSpot"), "termination_notice", {"by": "numspot"}),
    Start(NOT_RENEWED, N_("Notice of non-renewal"), "termination_notice", {"by": "client"}),
    Start(
        "breach",
        N_("Formal notice for breach"),
        "formal_notice",
        {"by": "client", "reason": "breach"},
    ),
    Start(
        "default",
        N_("Formal notice for non-payment"),
        "formal_notice",
        {"by": "numspot", "reason": "non_payment"},
    ),
    Start("breach_end", N_("Termination for breach notified"), "breach_termination_mail", {"by": "client"}),
    Start("unused", N_("Account that stays unused"), "last_use"),
    Start("unpaid", N_("Invoice that stays unpaid"), "invoice_issued", supposed={"unpaid": True}),
    Start("claim", N_("Penalty claimed for an SLA period"), "sla_period_ended", supposed={"credited": True}),
)
_SAID_KINDS: Final = frozenset({"termination_notice", "formal_notice", "breach_termination_mail"})
"""Kinds that these words name in all their forms."""
_FIRST: Final = (
    "terms_refused",
    "general_terms_published",
    "inactivity_notice",
    "recovery_ordered",
    "recovery_received",
    "service_consumed",
    "sla_period_ended",
    "invoice_issued",
    "mandate_revoked",
)
_TOLD_FIRST: Final = tuple(Start(kind, KIND_NAMES[kind], kind) for kind in _FIRST)
STARTS: Final = (
    *_SAID,
    *_TOLD_FIRST,
    *(
        Start(kind, KIND_NAMES[kind], kind)
        for kind in KINDS
        if kind not in _SAID_KINDS and kind not in _FIRST
    ),
)
"""Every way to begin, those that are asked most first."""
BY_ID: Final[Mapping[str, Start]] = MappingProxyType({one.id: one for one in STARTS})


def first_day(start: Start, events: Sequence[Event], today: dt.date) -> dt.date:
    """The day to begin with: today; of a notice of non-renewal, the last one on which the contract still ends
    with its next reserved term, where that is to come."""
    if start.id != NOT_RENEWED:
        return today
    ends = sorted(one.day_of("end") for one in events if one.kind == "reserved_term")
    length = set_by_notice(start.kind, today) - today
    return next((end - length for end in ends if end - length >= today), today)


def start_of_event(event: Event) -> Start:
    """The words for an event as it is: those of its kind; where people have several, those that fit best."""
    if event.kind not in _SAID_KINDS:
        return BY_ID[event.kind]
    fitting = [one for one in _SAID if one.kind == event.kind and one.id != NOT_RENEWED]
    return min(fitting, key=lambda one: [_otherwise(event, one, name) for name in sorted(one.values)][::-1])


def _otherwise(event: Event, start: Start, name: str) -> bool:
    return event.details.get(name) != start.values[name]

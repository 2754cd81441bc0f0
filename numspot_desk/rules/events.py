"""What can happen to a contract: the kinds of event, what each needs, and the facts they make up.

Facts are typed here and never guessed; reading them from a file, with every fault located, lives in
`contracts.given.fact_events`. What follows from them lives in `limits`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final

from numspot_desk.rules.explain import Plain, Step
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.payment_term import PaymentTerm
from numspot_desk.rules.provisions import Provision
from numspot_desk.rules.settled_readings import Decision
from numspot_desk.rules.time import end_of, paris, paris_day, start_of

PARTIES: Final = ("client", "numspot")


@dataclass(frozen=True)
class Field:
    """What an event carries: `type` is `day`, `instant`, `text`, `amount`, `boolean`, `choice` or `event`
    (the id of an event of one of `options`)."""

    type: str
    options: tuple[str | int, ...] = ()
    required: bool = True


@dataclass(frozen=True)
class Kind:
    """A kind of event: whether it happens at an instant (`at`), on a day (`on`) or over days of its own
    (None), and its fields."""

    moment: str | None
    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))


_PARTY: Final = Field("choice", PARTIES)
_RECEIVED: Final = Field("instant", required=False)
_NUMBER: Final = {"number": Field("text")}
_TICKET: Final = {"ticket": Field("event", ("ticket_opened",))}

SUSPENSIONS: Final = {
    "judicial_authority": "CG-6.1.a",
    "administrative_authority": "CG-6.1.b",
    "security_risk": "CG-6.1.c",
    "unreasonable_use": "CG-6.1.c",
    "non_payment": "CG-6.1.d",
}
"""Why services are suspended, and the clause that allows it."""

KINDS: Final[Mapping[str, Kind]] = {
    "termination_notice": Kind("at", {"by": _PARTY, "received_at": _RECEIVED}),
    "formal_notice": Kind(
        "at",
        {"by": _PARTY, "reason": Field("choice", ("breach", "non_payment")), "received_at": _RECEIVED},
    ),
    "breach_termination_mail": Kind("at", {"by": _PARTY, "received_at": _RECEIVED}),
    "terms_refused": Kind("at", {"terms": Field("text"), "received_at": _RECEIVED}),
    "inactivity_notice": Kind("at", {"received_at": _RECEIVED}),
    "service_consumed": Kind("at"),
    "personal_data_breach_known": Kind("at"),
    "ticket_opened": Kind("at", {"severity": Field("choice", (1, 2, 3))}),
    "client_asked": Kind("at", _TICKET),
    "client_answered": Kind("at", _TICKET),
    "maintenance_planned": Kind("at"),
    "mandate_revoked": Kind("at", {"received_at": _RECEIVED}),
    "snapshot_created": Kind("at"),
    "recovery_ordered": Kind("at"),
    "recovery_received": Kind("at"),
    "export_control_notice": Kind("at", {"effective_on": Field("day"), "received_at": _RECEIVED}),
    "corruption_notice": Kind("at", {"received_at": _RECEIVED}),
    "erasure_notice": Kind("at", {"received_at": _RECEIVED}),
    "early_erasure_requested": Kind("at"),
    "reservation_notified": Kind("at"),
    "penalty_claimed": Kind("at"),
    "general_terms_published": Kind("on", {"enters_into_force": Field("day")}),
    "last_use": Kind("on"),
    "services_ended": Kind("on"),
    "everything_terminated": Kind("on"),
    "sla_period_ended": Kind("on"),
    "sla_credit_granted": Kind("on"),
    "audit_done": Kind("on"),
    "penetration_test_planned": Kind("on"),
    "invoice_issued": Kind(
        "on",
        {
            **_NUMBER,
            "amount_incl_tax": Field("amount"),
            "amount_excl_tax": Field("amount", required=False),
        },
    ),
    "invoice_paid": Kind("on", _NUMBER),
    "invoice_disputed": Kind("on", _NUMBER),
    "direct_debit_planned": Kind("on"),
    "debit_made": Kind("on"),
    "mandate_signed": Kind("on"),
    "reserved_term": Kind(None, {"start": Field("day"), "end": Field("day")}),
    "outage": Kind(None, {"from": Field("day"), "to": Field("day"), "force_majeure": Field("boolean")}),
    "suspension": Kind(
        None, {"from": Field("day"), "to": Field("day"), "reason": Field("choice", tuple(SUSPENSIONS))}
    ),
}
"""Every kind of event the rules know. Any of them may also carry `cancels` or `answers`."""

ANSWERED_KINDS: Final = {
    "reservation_notified": ("service_consumed",),
    "penalty_claimed": ("sla_period_ended",),
}
"""Kinds that must name, in `answers`, an event of these kinds."""


@dataclass(frozen=True)
class Event:
    """One event: `at` for those of an instant (aware), `on` for those of a day, neither for spans."""

    id: str
    kind: str
    at: dt.datetime | None = None
    on: dt.date | None = None
    details: Mapping[str, Plain] = field(default_factory=lambda: MappingProxyType({}))
    cancels: str | None = None
    answers: str | None = None

    @cached_property
    def day(self) -> dt.date:
        """The day it happened in Paris; the first day of a span."""
        if self.on is not None:
            return self.on
        return paris_day(self.at) if self.at is not None else self.starts

    @cached_property
    def moment(self) -> dt.datetime:
        """The instant it happened; for a day, its end: what is done on a day is done within it."""
        return self.at if self.at is not None else end_of(self.day)

    @property
    def starts(self) -> dt.date:
        """The first day of a span."""
        return self.day_of("start" if "start" in self.details else "from")

    @cached_property
    def day_step(self) -> Step:
        """Its day as a step of an explanation; for an instant, the day it was in Paris."""
        if self.at is None:
            return Step("limit.fact_day", self.day, params={"event": self.id, "kind": self.kind})
        return Step(
            "limit.paris_day", self.day, ("CG-7.2",), uses=(self.instant_step,), params={"event": self.id}
        )

    @cached_property
    def instant_step(self) -> Step:
        """Its instant as a step of an explanation, on a Paris clock. Raises `TypeError` where it has none."""
        if self.at is None:
            raise TypeError(f"{self.kind} has no instant")
        return Step("limit.fact_instant", paris(self.at), params={"event": self.id, "kind": self.kind})

    def day_of(self, name: str) -> dt.date:
        """A detail that is a day. Raises `TypeError` when it is none."""
        value = self.details[name]
        if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
            raise TypeError(f"{self.kind}.{name} is no day")
        return value

    def text_of(self, name: str) -> str:
        """A detail that is text. Raises `TypeError` when it is none."""
        value = self.details[name]
        if not isinstance(value, str):
            raise TypeError(f"{self.kind}.{name} is no text")
        return value

    def happened_before(self, instant: dt.datetime) -> bool:
        """Whether it happened before the instant; a day counts by its start when the instant is inside."""
        if self.at is not None:
            return self.at < instant
        return start_of(self.day) < instant


@dataclass(frozen=True)
class Facts:
    """What is known of a contract on a day: its events in any order, payment, readings and the clauses that
    change a length; `setting` is whom mandatory law is held against, `reasons` why readings were chosen,
    `decided` by whom. `as_of` tells what is over; it never hides an event."""

    as_of: dt.date
    events: Sequence[Event]
    payment_means: str | None = None
    payment_term: PaymentTerm | None = None
    readings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    provisions: Sequence[Provision] = ()
    setting: Setting = field(default_factory=Setting)
    reasons: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    decided: Mapping[str, Decision] = field(default_factory=lambda: MappingProxyType({}))

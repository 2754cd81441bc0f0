"""Scenarios of a simulation: events that somebody imagines of a contract, and what is supposed to follow.

A limit that runs out does nothing by itself: that a breach stayed, that somebody wrote on the first possible
day, that everything ends, is supposed in so many words (`ASSUMPTIONS`), and can be supposed or not. Where the
events of a scenario and of its assumptions lead is computed in `simulation`.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from numspot_desk.language.messages import N_
from numspot_desk.rules.events import Event
from numspot_desk.rules.limits import Deadline
from numspot_desk.rules.time import paris_day, start_of

ENDS: Final = ("T06", "T07", "T09", "T10", "T11", "T21")
"""The limits with which the contract ends."""
_NAMESPACE: Final = uuid.UUID("2d3f4a1c-6f0e-4b52-9d5a-6b6f3c1f7a10")
SECNUMCLOUD: Final = "SecNumCloud"


@dataclass(frozen=True)
class Assumption:
    """Something supposed once a limit of `after` is known: an event of `kind`, at the first moment after a
    wait, on the last day of a right that every reading grants, on the day the contract ends. `usual`:
    supposed unless somebody says no. `once`: of all limits of a scenario only the first one counts.
    `qualified`: for contracts of that qualification alone."""

    id: str
    name: str
    after: tuple[str, ...]
    kind: str
    usual: bool = True
    once: bool = False
    qualified: str = ""


ASSUMPTIONS: Final = (
    Assumption(
        "not_cured",
        N_("The breach stays, and termination is notified on the first possible day"),
        ("T05",),
        "breach_termination_mail",
    ),
    Assumption(
        "closed",
        N_("The account stays unused, and its closing is notified on the first possible day"),
        ("T08",),
        "inactivity_notice",
    ),
    Assumption(
        "refused",
        N_("The client refuses the new general terms on the last safe day"),
        ("T02",),
        "terms_refused",
        usual=False,
    ),
    Assumption(
        "unpaid",
        N_("The invoice stays unpaid, and formal notice is given on the first day of delay"),
        ("T25",),
        "formal_notice",
        usual=False,
    ),
    Assumption("everything", N_("The client ends all the services"), ("T07", "T10"), "everything_terminated"),
    Assumption(
        "services_end",
        N_("The services end with the contract"),
        ENDS,
        "services_ended",
        once=True,
    ),
    Assumption(
        "last_period",
        N_("The last SLA period ends with the contract"),
        ENDS,
        "sla_period_ended",
        once=True,
    ),
    Assumption(
        "credited",
        N_("The penalty is claimed and credited on the last safe day"),
        ("T15",),
        "sla_credit_granted",
        usual=False,
    ),
    Assumption(
        "erasure_told",
        N_("The erasure is notified when the contract ends"),
        ENDS,
        "erasure_notice",
        once=True,
        qualified=SECNUMCLOUD,
    ),
)
"""What can be supposed, in the order in which it happens."""
BY_ID: Final[Mapping[str, Assumption]] = MappingProxyType({one.id: one for one in ASSUMPTIONS})


@dataclass(frozen=True)
class Scenario:
    """What is imagined of a contract: a name, events (ids are theirs alone), what is supposed or not beside
    the usual, and readings in the place of those of the contract."""

    name: str
    events: tuple[Event, ...] = ()
    supposed: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    readings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def supposes(self, assumption: Assumption) -> bool:
        """Whether this is supposed."""
        return self.supposed.get(assumption.id, assumption.usual)

    def supposing(self, name: str, *, yes: bool) -> "Scenario":
        """The same scenario with an assumption made, or not."""
        return replace(self, supposed={**self.supposed, name: yes})


def event_id(place: int) -> str:
    """An id for an event that is imagined: no name, and none that the store gives."""
    return str(uuid.uuid5(_NAMESPACE, str(place)))


def supposed_event(assumption: Assumption, deadline: Deadline, opened_by: Event) -> Event | None:
    """The event that an assumption makes of a limit; None where the limit has no result, or the event that
    opened it is of the wrong party."""
    result = deadline.safe if deadline.kind == "act_before" else deadline.result
    instant, last_day = result.instant, result.last_day
    if instant is None:
        return None
    ident = str(uuid.uuid5(_NAMESPACE, f"{assumption.id} {deadline.rule} {opened_by.id}"))
    day = last_day or paris_day(instant)
    match assumption.kind:
        case "breach_termination_mail":
            return Event(ident, assumption.kind, at=instant, details={"by": opened_by.details["by"]})
        case "inactivity_notice" | "erasure_notice":
            return Event(ident, assumption.kind, at=instant)
        case "terms_refused":
            at = start_of(day) + dt.timedelta(hours=9)
            return Event(ident, assumption.kind, at=at, details={"terms": opened_by.id})
        case "formal_notice":
            details = {"by": "numspot", "reason": "non_payment"}
            return Event(ident, assumption.kind, at=instant, details=details)
        case "everything_terminated":
            asked = opened_by.kind == "terms_refused" or opened_by.details.get("by") == "client"
            if not asked:
                return None
            return Event(ident, assumption.kind, on=opened_by.day, answers=opened_by.id)
        case _:
            return Event(ident, assumption.kind, on=day)


def given_already(assumption: Assumption, scenario: Scenario, facts: Sequence[Event]) -> bool:
    """Whether the scenario imagines this event itself, or it happened: then there is nothing to suppose."""
    if any(one.kind == assumption.kind for one in scenario.events):
        return assumption.kind != "formal_notice" or any(
            one.details.get("reason") == "non_payment" for one in scenario.events
        )
    return assumption.kind == "services_ended" and any(one.kind == assumption.kind for one in facts)

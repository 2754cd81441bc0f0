"""The time limits of a mandate, as the rules give them: T24, T28, T29 and T30 with their explanation.

A limit of a mandate follows from one day alone, so each is asked of the rules once a day and reading.
Nothing is counted here but the last banking day of a revoked mandate.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from numspot_desk.rules.events import KINDS, Event, Facts
from numspot_desk.rules.explain import Step
from numspot_desk.rules.limits import Deadline, deadlines
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.provisions import Provision
from numspot_desk.rules.target_days import target_day_on_or_before
from numspot_desk.rules.time import start_of

NOTICE, REFUND, REVOCATION, LAPSE = "T24", "T28", "T29", "T30"
_TRIGGERS: Final = {
    NOTICE: ("direct_debit_planned",),
    REFUND: ("debit_made",),
    REVOCATION: ("mandate_revoked",),
    LAPSE: ("debit_made", "mandate_signed"),
}
_READ: Final = frozenset({"R09", "R15"})
"""The readings that a limit of a mandate may rest on."""
Readings = tuple[tuple[str, str], ...]


class LimitEvent(NamedTuple):
    """The event that a limit of a mandate counts from: its kind among the events of the rules, its day."""

    kind: str
    day: dt.date

    @property
    def ident(self) -> str:
        """How explanations name it (`debit_made:2026-12-07`)."""
        return f"{self.kind}:{self.day.isoformat()}"


def limit_event(ident: str) -> LimitEvent | None:
    """The event that an explanation names; None for an event of something else than a mandate."""
    kind, _, day = ident.partition(":")
    if not any(kind in kinds for kinds in _TRIGGERS.values()):
        return None
    return LimitEvent(kind, dt.date.fromisoformat(day))


def readings_of(chosen: Mapping[str, str]) -> Readings:
    """The chosen readings that matter to a mandate, as a key."""
    return tuple(sorted((name, option) for name, option in chosen.items() if name in _READ))


def refund_limit(collected_on: dt.date, readings: Readings = ()) -> Deadline:
    """T28: until when the debtor's bank refunds a debit of this day on demand (Core scheme, CG-A4)."""
    return _limit(REFUND, "debit_made", collected_on, readings)


def revocation_limit(revoked_on: dt.date, readings: Readings = ()) -> Deadline:
    """T29: the last day of a mandate that was revoked on this day (CG-A4)."""
    return _limit(REVOCATION, "mandate_revoked", revoked_on, readings)


def lapse_limit(day: dt.date, readings: Readings = (), *, collected: bool = True) -> Deadline:
    """T30: the last day of a mandate last used on this day, by a collection or else by its signature."""
    return _limit(LAPSE, _TRIGGERS[LAPSE][0 if collected else 1], day, readings)


def notice_limit(
    debit_on: dt.date,
    *,
    provisions: Sequence[Provision] = (),
    setting: Setting | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Deadline:
    """T24: the last day to announce a debit of this day; a clause of the contract may shorten the notice
    (CG-A1.3). Its result is unknown where clauses conflict."""
    facts = Facts(
        debit_on,
        (_event(_TRIGGERS[NOTICE][0], debit_on),),
        payment_means="direct_debit",
        readings=dict(chosen or {}),
        provisions=provisions,
        setting=setting or Setting(),
    )
    return next(one for one in deadlines(facts).deadlines if one.rule == NOTICE)


def last_day(limit: Deadline) -> dt.date:
    """The inclusive last day of a limit that always has one."""
    found = limit.result.last_day
    assert found is not None
    return found


def last_debit_before(end: dt.date) -> dt.date:
    """The last day on which banks can settle a debit of a mandate that holds until `end`: that day, or the
    banking day before. The end itself is a calendar day and moves off no weekend (CG-A4, T29, T30)."""
    return target_day_on_or_before(end)


def last_debit(limit: Deadline) -> Step:
    """The same, of the limit that ends a mandate, explained."""
    found = last_debit_before(last_day(limit))
    return Step("mandate.last_debit", found, ("TARGET",), uses=(limit.explanation,))


@lru_cache(maxsize=32_768)
def _limit(rule: str, kind: str, day: dt.date, readings: Readings) -> Deadline:
    facts = Facts(day, (_event(kind, day),), readings=dict(readings))
    return next(one for one in deadlines(facts).deadlines if one.rule == rule)


def _event(kind: str, day: dt.date) -> Event:
    timed = KINDS[kind].moment == "at"
    ident = LimitEvent(kind, day).ident
    return Event(ident, kind, at=start_of(day) if timed else None, on=None if timed else day)

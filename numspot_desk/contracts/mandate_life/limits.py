"""The time limits of a mandate, as the rules give them: T24, T28, T29 and T30 with their explanation.

A limit of a mandate follows from one day alone, so each is asked of the rules once a day and reading.
Nothing is counted here but the last banking day of a revoked mandate.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

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
        (Event(debit_on.isoformat(), _TRIGGERS[NOTICE][0], on=debit_on),),
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


def last_debit(limit: Deadline) -> Step:
    """The last day on which banks can settle a debit before a mandate ends: its last day, or the banking day
    before."""
    end = last_day(limit)
    return Step("mandate.last_debit", target_day_on_or_before(end), ("TARGET",), uses=(limit.explanation,))


@lru_cache(maxsize=32_768)
def _limit(rule: str, kind: str, day: dt.date, readings: Readings) -> Deadline:
    timed = KINDS[kind].moment == "at"
    event = Event(day.isoformat(), kind, at=start_of(day) if timed else None, on=None if timed else day)
    facts = Facts(day, (event,), readings=dict(readings))
    return next(one for one in deadlines(facts).deadlines if one.rule == rule)

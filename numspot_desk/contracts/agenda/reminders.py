"""When an entry of the agenda is worth a reminder: the ladder of each kind, as moments.

Counted from the day or instant to act by (`safe`), not from what the readings in force give: whoever acts on
a reminder is right under every reading. Whether one was shown is not known here.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.rules.limits import Result
from numspot_desk.rules.time import PARIS, add_elapsed, paris_day

DAYS: Final[Mapping[str, tuple[int, ...]]] = {
    "act_before": (90, 60, 30, 7, 1),
    "latest_before": (90, 60, 30, 7, 1),
    "effect_on": (90, 60, 30, 7, 1),
    "earliest": (7, 1),
}
"""By kind of a day limit: how many days before it."""
HOURS: Final = (24, 4, 1)
"""How many hours before a limit in hours."""
MORNING: Final = dt.time(9)
"""When a reminder of a day limit comes, in Paris."""
_TO_DO: Final = ("act_before", "latest_before")


def reminders(entry: AgendaEntry) -> tuple[dt.datetime, ...]:
    """The moments to remind of an entry, in order, in Paris; none while its result is not known."""
    act_by = _act_by(entry)
    if act_by.instant is None:
        return ()
    if entry.last_day is None:
        instant = act_by.instant
        return tuple(add_elapsed(instant, -dt.timedelta(hours=hours)) for hours in HOURS)
    day = act_by.last_day or paris_day(act_by.instant)
    return tuple(
        dt.datetime.combine(day - dt.timedelta(days=days), MORNING, PARIS) for days in DAYS[entry.kind]
    )


def _act_by(entry: AgendaEntry) -> Result:
    """What to be ready by: the safe side of what somebody has to do, else the result itself."""
    if entry.kind in _TO_DO and entry.safe.known:
        return entry.safe
    return Result(entry.last_day, entry.instant)

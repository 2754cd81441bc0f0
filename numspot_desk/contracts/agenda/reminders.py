"""When an entry of the agenda is worth a reminder: the ladder of each kind, and the rung that was reached.

Counted from the day or instant to act by (`safe`), not from what the readings in force give: whoever acts on
a reminder is right under every reading.

A reminder is known by its entry, the day it counts down to and its rung, never by when it was told. So a
clock that was wrong repeats none; a day that moves has a ladder of its own, and one that moves back has the
rungs that it had. Of the rungs that a clock has reached only the last is told, and those before it are passed
over: a computer that was off for a season tells each entry once. A rung that was passed over by a clock that
went back since, by more than people put clocks right (`SLIP`), was never told to anybody, and is owed again.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.agenda.standing import Standing, Stands, stands
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
FURTHEST: Final = dt.timedelta(days=91)
"""No reminder comes earlier than this before what it reminds of."""
HISTORY: Final = dt.timedelta(days=366)
"""What passed by itself longer ago than this is told no more: a right that lapsed, an effect that came."""
SLIP: Final = dt.timedelta(days=2), dt.timedelta(hours=2)
"""How far a clock goes back when it is put right, for what counts down in days, and in hours."""
_TO_DO: Final = ("act_before", "latest_before")


class Rung(NamedTuple):
    """A rung of a ladder: its name, the same for ever, and its moment in UTC."""

    name: str
    moment: dt.datetime


class ReminderId(NamedTuple):
    """What a reminder is known by: the key of its entry, the day or instant it counts down to, its rung."""

    key: str
    due: str
    rung: str


class Told(NamedTuple):
    """What is kept of a rung: when it was told, or passed over for a later one; whether it was put away."""

    at: dt.datetime
    passed_over: bool = False
    put_away: bool = False


@dataclass(frozen=True)
class Reminder:
    """The last rung that the clock has reached of an entry, how the entry stands, and the rungs before it."""

    id: ReminderId
    moment: dt.datetime
    row: Stands
    before: tuple[ReminderId, ...] = ()

    def known(self, told: Mapping[ReminderId, Told], now: dt.datetime) -> Told | None:
        """What is kept of this rung; None where it is still to be told."""
        kept = told.get(self.id)
        if kept is None or (kept.passed_over and kept.at > now + SLIP[self.row.entry.last_day is None]):
            return None
        return kept


def silent(row: Stands) -> bool:
    """Whether an entry is done: nobody is reminded of it, unless it moved since to a day that is to come."""
    return row.standing is Standing.DONE and not (row.moved and row.days_left >= 0)


def reminders(entry: AgendaEntry, mark: Mark | None = None) -> tuple[dt.datetime, ...]:
    """The moments to remind of an entry, in order, in Paris; none while its result is not known."""
    return tuple(one.moment.astimezone(PARIS) for one in rungs(entry, mark))


def rungs(entry: AgendaEntry, mark: Mark | None = None) -> tuple[Rung, ...]:
    """The ladder of an entry, in order of time. One that was put off is told of on that morning, and on the
    rungs after it."""
    found = tuple(_ladder(entry))
    if mark is None or mark.snoozed_until is None or not found:
        return found
    day = mark.snoozed_until
    again = Rung(f"later {day.isoformat()}", _morning(day))
    return (again, *(one for one in found if one.moment > again.moment))


def reached(
    entry: AgendaEntry, now: dt.datetime, mark: Mark | None = None, since: dt.datetime | None = None
) -> Reminder | None:
    """The last rung of an entry that an aware instant has reached; None before the first one, and for what is
    done. What passed by itself long ago, or up to `since`, when reminders began, is history and not told."""
    row = stands(entry, now, mark)
    if silent(row):
        return None
    if row.standing is Standing.PASSED and _over_by(entry, max(since or now - HISTORY, now - HISTORY)):
        return None
    passed = [rung for rung in rungs(entry, mark) if rung.moment <= now]
    if not passed:
        return None
    *before, last = (ReminderId(entry.key, due(entry), rung.name) for rung in passed)
    return Reminder(last, passed[-1].moment, row, tuple(before))


def next_moment(
    entries: Iterable[AgendaEntry], marks: Mapping[str, Mark], now: dt.datetime
) -> dt.datetime | None:
    """When the next rung of these entries is reached after an instant, in UTC; None where none is to come."""
    moments = (rung.moment for one in entries for rung in rungs(one, marks.get(one.key)))
    return min((moment for moment in moments if moment > now), default=None)


def due(entry: AgendaEntry) -> str:
    """What the ladder of an entry counts down to, as text of no language: a day, else an instant in UTC; ""
    while it is not known."""
    act_by = _act_by(entry)
    if act_by.instant is None:
        return ""
    if entry.last_day is None:
        return act_by.instant.astimezone(dt.UTC).isoformat(timespec="seconds")
    return _day(act_by.last_day, act_by.instant).isoformat()


def _ladder(entry: AgendaEntry) -> Iterator[Rung]:
    act_by = _act_by(entry)
    if act_by.instant is None:
        return
    if entry.last_day is None:
        for hours in HOURS:
            moment = add_elapsed(act_by.instant, -dt.timedelta(hours=hours))
            yield Rung(f"{hours}h", moment.astimezone(dt.UTC))
        return
    day = _day(act_by.last_day, act_by.instant)
    for days in DAYS[entry.kind]:
        yield Rung(f"{days}d", _morning(day - dt.timedelta(days=days)))


def _morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, MORNING, PARIS).astimezone(dt.UTC)


def _day(last_day: dt.date | None, instant: dt.datetime) -> dt.date:
    return last_day or paris_day(instant)


def _over_by(entry: AgendaEntry, since: dt.datetime) -> bool:
    return entry.instant is not None and entry.instant <= since


def _act_by(entry: AgendaEntry) -> Result:
    """What to be ready by: the safe side of what somebody has to do, else the result itself."""
    if entry.kind in _TO_DO and entry.safe.known:
        return entry.safe
    return Result(entry.last_day, entry.instant)

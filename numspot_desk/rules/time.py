"""Days, months, hours and instants as the general terms count them.

Day limits are calendar days: the day of the trigger does not count, the last day counts whole, until
24:00 in Paris. Hour limits are elapsed hours. Here live the countings themselves; which limit counts how
stands in `data/limits.toml`, and which reading applies in `limits`. A `datetime` where a day is meant and
an instant without a zone are refused: either would answer a question that was not asked.
"""

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from numspot_desk.rules.holidays import is_public_holiday

PARIS: Final = ZoneInfo("Europe/Paris")
DAY: Final = dt.timedelta(days=1)
SUPPORT_OPENS: Final = dt.time(8)
SUPPORT_CLOSES: Final = dt.time(20)
_FRIDAY: Final = 4
_SHORTEST_MONTH: Final = 28
_MIDNIGHT: Final = dt.time()


def a_day(value: object) -> dt.date:
    """The value itself when it is a day. Raises `TypeError` for a `datetime` and anything else."""
    if type(value) is dt.date:
        return value
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise TypeError(f"a day is wanted, not {type(value).__name__}")
    return value


def an_instant(value: object) -> dt.datetime:
    """The value itself when it is an aware instant. Raises `TypeError`, or `ValueError` without a zone."""
    if not isinstance(value, dt.datetime):
        raise TypeError(f"an instant is wanted, not {type(value).__name__}")
    if value.utcoffset() is None:
        raise ValueError("an instant needs a zone")
    return value


def paris(instant: dt.datetime) -> dt.datetime:
    """The same instant on a Paris clock."""
    return an_instant(instant).astimezone(PARIS)


def paris_day(instant: dt.datetime) -> dt.date:
    """The day of an instant in Paris, whatever offset it was written with."""
    return paris(instant).date()


def on_paris_clocks(day: dt.date, time: dt.time) -> tuple[dt.datetime, ...]:
    """The instants at which a clock in Paris shows a time of a day: one; none in the hour that is skipped in
    March; two, the earlier first, in the hour that is shown again in October."""
    shown = [dt.datetime.combine(a_day(day), time.replace(fold=fold), PARIS) for fold in (0, 1)]
    if shown[0].utcoffset() == shown[1].utcoffset():
        return (shown[0],)
    real = (one for one in shown if _round_trip(one) == one.replace(tzinfo=None))
    return tuple(sorted(real, key=lambda one: one.astimezone(dt.UTC)))


def _round_trip(instant: dt.datetime) -> dt.datetime:
    return instant.astimezone(dt.UTC).astimezone(PARIS).replace(tzinfo=None)


@lru_cache(maxsize=4096)
def start_of(day: dt.date) -> dt.datetime:
    """00:00 of the day in Paris."""
    return dt.datetime.combine(a_day(day), _MIDNIGHT, PARIS)


@lru_cache(maxsize=4096)
def end_of(day: dt.date) -> dt.datetime:
    """24:00 of the day in Paris, that is 00:00 of the next: the first moment after an inclusive last day."""
    return dt.datetime.combine(a_day(day) + DAY, _MIDNIGHT, PARIS)


def add_days(day: dt.date, days: int) -> dt.date:
    """The day that many calendar days later (earlier when negative); the day itself does not count."""
    return a_day(day) + dt.timedelta(days=days)


def has_same_day(day: dt.date, months: int) -> bool:
    """Whether the month so many months away has the day's number (31 January + 1 month has not)."""
    year, month = _month_away(day, months)
    return day.day <= _SHORTEST_MONTH or day.day <= calendar.monthrange(year, month)[1]


def add_months(day: dt.date, months: int, *, month_end: str = "last_day") -> dt.date:
    """The same day number that many months later, or earlier when negative.

    Where that number is missing: the last day of the month, or with `month_end="next_first"` (R09) the
    first of the next one. Backwards it is always the last day.
    """
    if month_end not in ("last_day", "next_first"):
        raise ValueError(month_end)
    a_day(day)
    year, month = _month_away(day, months)
    if has_same_day(day, months):
        return dt.date(year, month, day.day)
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    return last + DAY if month_end == "next_first" and months > 0 else last


def _month_away(day: dt.date, months: int) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1


@lru_cache(maxsize=4096)
def month_end(day: dt.date) -> dt.date:
    """The last day of the day's month."""
    return a_day(day).replace(day=calendar.monthrange(day.year, day.month)[1])


def add_elapsed(instant: dt.datetime, length: dt.timedelta) -> dt.datetime:
    """The instant that much real time later, on a Paris clock: 48 h across a clock change are 48 h."""
    return (an_instant(instant).astimezone(dt.UTC) + length).astimezone(PARIS)


def elapsed(start: dt.datetime, end: dt.datetime) -> dt.timedelta:
    """Real time from one instant to another (Python subtracts wall clocks when the zones are one)."""
    return an_instant(end).astimezone(dt.UTC) - an_instant(start).astimezone(dt.UTC)


@lru_cache(maxsize=4096)
def is_working_day(day: dt.date, *, holidays: bool) -> bool:
    """Monday to Friday; with `holidays`, public holidays are off too (R13)."""
    return a_day(day).weekday() <= _FRIDAY and not (holidays and is_public_holiday(day))


@lru_cache(maxsize=4096)
def is_rest_day(day: dt.date) -> bool:
    """A Saturday, a Sunday or a public holiday: the days of art. 642 of the code of civil procedure."""
    return not is_working_day(day, holidays=True)


def next_working_day(day: dt.date) -> dt.date:
    """The day itself, or the first working day after a weekend or public holiday (R15)."""
    while is_rest_day(day):
        day += DAY
    return day


class Clock(Protocol):
    """A clock that does not always run: how long it ran, and when it will have run so long."""

    def ran(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """How long the clock ran from `start` to `end` (zero when `end` is not after `start`)."""
        ...

    def after(self, start: dt.datetime, length: dt.timedelta) -> dt.datetime:
        """The first instant at which it has run `length` since `start`, in Paris."""
        ...


@dataclass(frozen=True)
class AroundTheClock:
    """24 hours a day, 7 days a week: severities 1 and 2 of SLA10, and every first answer."""

    def ran(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """Real time between both."""
        return max(elapsed(start, end), dt.timedelta())

    def after(self, start: dt.datetime, length: dt.timedelta) -> dt.datetime:
        """Real time later."""
        return add_elapsed(start, length)


@dataclass(frozen=True)
class WorkingClock:
    """Runs on working days, from `opens` to `closes` (None: until midnight); wall-clock time of Paris."""

    holidays: bool
    opens: dt.time = dt.time()
    closes: dt.time | None = None

    def ran(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """The part of the open windows that lies between both."""
        total = dt.timedelta()
        day, last = paris_day(start), paris_day(end)
        start, end = start.astimezone(dt.UTC), end.astimezone(dt.UTC)
        while day <= last:
            if is_working_day(day, holidays=self.holidays):
                opening, closing = _window(day, self.opens, self.closes)
                total += max(min(closing, end) - max(opening, start), dt.timedelta())
            day += DAY
        return total

    def after(self, start: dt.datetime, length: dt.timedelta) -> dt.datetime:
        """The instant at which the windows after `start` add up to `length`."""
        left, day = length, paris_day(start)
        start = start.astimezone(dt.UTC)
        while True:
            if is_working_day(day, holidays=self.holidays):
                opening, closing = _window(day, self.opens, self.closes)
                begins = max(opening, start)
                room = closing - begins
                if left <= room:
                    return (begins + left).astimezone(PARIS)
                left -= max(room, dt.timedelta())
            day += DAY


@lru_cache(maxsize=8192)
def _window(day: dt.date, opens: dt.time, closes: dt.time | None) -> tuple[dt.datetime, dt.datetime]:
    """When a clock opens and closes on a working day, in UTC: there a difference is real time."""
    opening = dt.datetime.combine(day, opens, PARIS)
    closing = end_of(day) if closes is None else dt.datetime.combine(day, closes, PARIS)
    return opening.astimezone(dt.UTC), closing.astimezone(dt.UTC)


def same_time_after_working_days(instant: dt.datetime, days: int, *, holidays: bool) -> dt.datetime:
    """The same clock time on the working day that many working days later (R05 `six_days`)."""
    local = paris(instant)
    day = local.date()
    while days > 0:
        day += DAY
        days -= is_working_day(day, holidays=holidays)
    return dt.datetime.combine(day, local.time(), PARIS)


Pause = tuple[dt.datetime, dt.datetime]


def merged(pauses: Sequence[Pause]) -> tuple[Pause, ...]:
    """The pauses in order, with those that overlap or touch made one; empty ones dropped."""
    whole: list[Pause] = []
    for start, end in sorted((start.astimezone(dt.UTC), end.astimezone(dt.UTC)) for start, end in pauses):
        if start >= end:
            continue
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return tuple(whole)


def postponed(deadline: dt.datetime, pauses: Sequence[Pause], clock: Clock) -> dt.datetime:
    """The deadline put off by each pause that begins before it, by the time the clock ran meanwhile."""
    for start, end in merged(pauses):
        if start < deadline and (missed := clock.ran(start, end)):
            deadline = clock.after(deadline, missed)
    return deadline

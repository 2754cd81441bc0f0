"""The days of a month or a week as they are pictured, without Qt: which entries stand in each, on which
lines.

An entry stands on the day that the readings in force give. Where readings differ, a line joins its safe and
its sure day through the days between them, as far as there is room: the entries of a day come first.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from heapq import heappop, heappush
from typing import Final, NamedTuple

from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.rules.time import add_months, month_end
from numspot_desk.ui.deadlines.presenter import pressing, span

LINES: Final = 3
"""How many entries of a day a month shows at most."""
WEEK: Final = 7
_UNBOUNDED: Final = 1_000_000


class Shown(StrEnum):
    """The ways to look at the agenda."""

    AGENDA = "agenda"
    MONTH = "month"
    WEEK = "week"


@dataclass(frozen=True)
class Piece:
    """What one line of a day holds of an entry. `own`: the entry stands on this day; `named`: its name is
    written here; `starts`, `ends`: its safe, its sure day is this one; `comes`, `goes`: its line reaches the
    day before, the day after. `apart`: its readings differ, and the line found no room here."""

    row: Stands
    own: bool
    named: bool
    starts: bool = False
    ends: bool = False
    comes: bool = False
    goes: bool = False
    apart: bool = False


@dataclass(frozen=True)
class DayCell:
    """One day: its entries, the most pressing first; its lines from the top; how many entries these leave
    out."""

    day: dt.date
    rows: tuple[Stands, ...] = ()
    lines: tuple[Piece | None, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class DayRows:
    """Entries by the day they stand on, and those among them whose readings differ, with their first and last
    day."""

    by_day: Mapping[dt.date, tuple[Stands, ...]] = field(default_factory=dict)
    spans: tuple[tuple[Stands, dt.date, dt.date], ...] = ()

    @classmethod
    def of(cls, rows: Iterable[Stands]) -> "DayRows":
        """Entries in any order; those whose day is not known stand on none."""
        found: dict[dt.date, list[Stands]] = {}
        spans = []
        for row in sorted(rows, key=pressing):
            if row.day is not None:
                found.setdefault(row.day, []).append(row)
                first, last = span(row)
                if first < last:
                    spans.append((row, first, last))
        return cls({day: tuple(some) for day, some in found.items()}, tuple(spans))

    def on(self, day: dt.date) -> tuple[Stands, ...]:
        """The entries of a day, the most pressing first."""
        return self.by_day.get(day, ())


def week_of(day: dt.date, first_weekday: int) -> tuple[dt.date, ...]:
    """The week of a day; `first_weekday` is 0 for Monday."""
    start = day - dt.timedelta(days=(day.weekday() - first_weekday) % WEEK)
    return tuple(start + dt.timedelta(days=days) for days in range(WEEK))


def weeks_of(month: dt.date, first_weekday: int) -> tuple[tuple[dt.date, ...], ...]:
    """The weeks that hold the days of the month of a day."""
    last, weeks = month_end(month), [week_of(month.replace(day=1), first_weekday)]
    while weeks[-1][-1] < last:
        weeks.append(week_of(weeks[-1][-1] + dt.timedelta(days=1), first_weekday))
    return tuple(weeks)


def week_number(week: Sequence[dt.date]) -> int:
    """The ISO number of the week that holds the most days of a row of seven."""
    return week[WEEK // 2].isocalendar().week


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day number in another month, or its last day; the calendar's own ends are kept."""
    last = (dt.date.max.year - day.year) * 12 + 12 - day.month
    first = (dt.date.min.year - day.year) * 12 + 1 - day.month
    return add_months(day, min(max(months, first), last))


def arranged(week: Sequence[dt.date], held: DayRows, room: int | None) -> tuple[DayCell, ...]:
    """A week with at most `room` entries a day on their lines; None: with all of them.

    Lines are given from the left, to each the topmost that is free: no day ever has more of them than there
    is room for, so that none is left over.
    """
    most = _UNBOUNDED if room is None else room
    shown = {day: held.on(day)[:most] for day in week}
    left = {day: most - len(shown[day]) for day in week}
    strips = [_strip(row, day, week, left) for day in week for row in shown[day]]
    for row, first, last in held.spans:
        if first <= week[-1] and last >= week[0] and row.day not in shown:
            days = [day for day in week if first <= day <= last]
            if all(left[day] for day in days):
                _take(days, left)
                strips.append(_Strip(row, days[0], days[-1]))
    lines = _on_lines(sorted(strips, key=lambda one: (one.start, pressing(one.row))), week)
    return tuple(
        DayCell(day, held.on(day), tuple(lines[day]), len(held.on(day)) - len(shown[day])) for day in week
    )


class _Strip(NamedTuple):
    """The days of a week that an entry takes; `apart` where its line found no room and it has its own
    alone."""

    row: Stands
    start: dt.date
    end: dt.date
    apart: bool = False


def _strip(row: Stands, day: dt.date, week: Sequence[dt.date], left: dict[dt.date, int]) -> _Strip:
    """The days of its line where each has room for it, else the day it stands on."""
    first, last = span(row)
    others = [one for one in week if first <= one <= last and one != day]
    if not all(left[one] for one in others):
        return _Strip(row, day, day, apart=True)
    _take(others, left)
    return _Strip(row, max(first, week[0]), min(last, week[-1]))


def _take(days: Iterable[dt.date], left: dict[dt.date, int]) -> None:
    for day in days:
        left[day] -= 1


def _on_lines(strips: Iterable[_Strip], week: Sequence[dt.date]) -> dict[dt.date, list[Piece | None]]:
    """Each strip on the topmost line that is free from its first day on."""
    lines: dict[dt.date, list[Piece | None]] = {day: [] for day in week}
    free: list[int] = []
    taken: list[tuple[dt.date, int]] = []
    count = 0
    for strip in strips:
        while taken and taken[0][0] < strip.start:
            heappush(free, heappop(taken)[1])
        if free:
            line = heappop(free)
        else:
            line, count = count, count + 1
        heappush(taken, (strip.end, line))
        for day in week:
            if strip.start <= day <= strip.end:
                pieces = lines[day]
                pieces.extend([None] * (line + 1 - len(pieces)))
                pieces[line] = _piece(strip, day)
    return lines


def _piece(strip: _Strip, day: dt.date) -> Piece:
    row, (first, last) = strip.row, span(strip.row)
    own = row.day == day
    if strip.apart or first == last:
        return Piece(row, own=own, named=True, apart=strip.apart)
    elsewhere = row.day is None or not strip.start <= row.day <= strip.end
    return Piece(
        row,
        own=own,
        named=own or (elsewhere and day == strip.start),
        starts=day == first,
        ends=day == last,
        comes=first < day,
        goes=day < last,
    )

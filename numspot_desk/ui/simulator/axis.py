"""The axis of dates under the timelines, without Qt: where a day stands, which days are ticks.

As wide as its room at first, wider when it is enlarged. A long time in which nothing happens is cut short
where it would squeeze the rest together; the cut is shown.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from numspot_desk.language.catalog import Language

_LONG: Final = 200
"""From so many days without any mark on, the axis may be cut."""
_BREAK: Final = 40.0
_AROUND: Final = 3
"""So many days are shown beside the first and the last mark, and on both sides of a cut."""
_LEAST: Final = 0.4
"""Pixels of a day at least; the axis is then wider than its room and scrolls."""


class Unit(StrEnum):
    """What the ticks are."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Tick(NamedTuple):
    """A day that is marked on the axis, and what is written there; `strong`: a month or year begins."""

    day: dt.date
    label: str
    strong: bool


@dataclass(frozen=True)
class Axis:
    """Stretches of days from the left, each at its place; all at the same pixels for a day."""

    stretches: tuple[tuple[dt.date, dt.date, float], ...]
    per_day: float
    left: float

    @property
    def width(self) -> float:
        """From the left edge to the end of the last day."""
        first, last, x = self.stretches[-1]
        return x + ((last - first).days + 1) * self.per_day - self.left

    @property
    def breaks(self) -> tuple[float, ...]:
        """Where the axis is cut: the middle of each cut."""
        return tuple(x - _BREAK / 2 for _, _, x in self.stretches[1:])

    def place(self, day: dt.date) -> float:
        """Where the middle of a day stands; a day off the axis at its nearer edge."""
        for first, last, x in self.stretches:
            if day <= last:
                return x + (max((day - first).days, 0) + 0.5) * self.per_day
        first, last, x = self.stretches[-1]
        return x + ((last - first).days + 1) * self.per_day

    def unit(self, label: float) -> Unit:
        """The finest ticks that leave room for labels so many pixels wide."""
        for unit, days in ((Unit.DAY, 1), (Unit.WEEK, 7), (Unit.MONTH, 28)):
            if days * self.per_day >= label:
                return unit
        return Unit.YEAR if 84 * self.per_day < label else Unit.MONTH

    def ticks(self, label: float, language: Language) -> tuple[Tick, ...]:
        """The ticks, and what is written at those that have room."""
        unit = self.unit(label)
        found: list[Tick] = []
        free = self.left
        for first, last, _ in self.stretches:
            for day in _starts(first, last, unit):
                strong = day.day == 1 if unit in (Unit.DAY, Unit.WEEK) else day.month == 1
                fits = self.place(day) >= free
                found.append(Tick(day, _label(day, unit, language) if fits else "", strong))
                if fits:
                    free = self.place(day) + label
        return tuple(found)


def axis(days: Iterable[dt.date], left: float, room: float, zoom: float = 1.0) -> Axis:
    """The axis for these days (one at least), from a left edge, in so many pixels at the first zoom."""
    around = dt.timedelta(days=_AROUND)
    stretches: list[list[dt.date]] = []
    for day in sorted(set(days)):
        if stretches and (day - stretches[-1][1]).days <= _LONG:
            stretches[-1][1] = day
        else:
            stretches.append([day, day])
    spans = [(first - around, last + around) for first, last in stretches]
    total = sum((last - first).days + 1 for first, last in spans)
    per_day = max((room - _BREAK * (len(spans) - 1)) / total, _LEAST) * zoom
    placed, x = [], left
    for first, last in spans:
        placed.append((first, last, x))
        x += ((last - first).days + 1) * per_day + _BREAK
    return Axis(tuple(placed), per_day, left)


def _starts(first: dt.date, last: dt.date, unit: Unit) -> Iterator[dt.date]:
    day = first
    while day <= last:
        if (
            unit is Unit.DAY
            or (unit is Unit.WEEK and day.weekday() == 0)
            or (unit is Unit.MONTH and day.day == 1)
            or (unit is Unit.YEAR and (day.day, day.month) == (1, 1))
        ):
            yield day
        day += dt.timedelta(days=1)


def _label(day: dt.date, unit: Unit, language: Language) -> str:
    match unit:
        case Unit.YEAR:
            return str(day.year)
        case Unit.MONTH:
            return language.formats.month_short(day)
        case _:
            return language.formats.day_short(day)

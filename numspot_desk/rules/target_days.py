"""TARGET days: those on which euro payments settle between banks (ECB decision on the TARGET calendar).

Closed on Saturdays, Sundays, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December; so since 2002.
French public holidays, which are other days, live in `holidays`.

>>> is_target_day(dt.date(2026, 4, 3))  # Good Friday
False
>>> is_target_day(dt.date(2026, 7, 14))
True
"""

import datetime as dt
from functools import lru_cache
from typing import Final

from numspot_desk.rules.holidays import easter
from numspot_desk.rules.time import DAY, a_day

_FIXED: Final = ((1, 1), (5, 1), (12, 25), (12, 26))
_AROUND_EASTER: Final = (-2, 1)
_SATURDAY: Final = 5


@lru_cache(maxsize=256)
def target_holidays(year: int) -> frozenset[dt.date]:
    """The days of a year on which TARGET is closed besides weekends."""
    sunday = easter(year)
    fixed = [dt.date(year, month, day) for month, day in _FIXED]
    return frozenset(fixed + [sunday + dt.timedelta(days=days) for days in _AROUND_EASTER])


def is_target_day(day: dt.date) -> bool:
    """Whether euro payments settle on this day."""
    return a_day(day).weekday() < _SATURDAY and day not in target_holidays(day.year)


def target_day_on_or_after(day: dt.date) -> dt.date:
    """The day itself, or the first TARGET day after it."""
    while not is_target_day(day):
        day += DAY
    return day


def target_day_on_or_before(day: dt.date) -> dt.date:
    """The day itself, or the last TARGET day before it."""
    while not is_target_day(day):
        day -= DAY
    return day

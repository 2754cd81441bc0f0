"""French public holidays, as Code du travail L.3133-1 lists them for metropolitan France.

Used by the readings R13 and R15 alone: the general terms count calendar days. Alsace-Moselle's two extra
days and the overseas ones are local and not here. The list is valid from 1982 (8 May restored by law
81-893); Whit Monday is a public holiday whether or not it is worked as solidarity day.
"""

import datetime as dt
from functools import lru_cache
from typing import Final

_FIXED: Final = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER: Final = (1, 39, 50)  # Easter Monday, Ascension Day, Whit Monday


def easter(year: int) -> dt.date:
    """Easter Sunday of a Gregorian year (Meeus, Jones and Butcher's computation)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarters, left = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * quarters - moon - left) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


@lru_cache(maxsize=256)
def public_holidays(year: int) -> frozenset[dt.date]:
    """The eleven public holidays of a year (two may fall on one day, so there can be ten dates)."""
    sunday = easter(year)
    return frozenset(
        [dt.date(year, month, day) for month, day in _FIXED]
        + [sunday + dt.timedelta(days=days) for days in _AFTER_EASTER]
    )


def is_public_holiday(day: dt.date) -> bool:
    """Whether the day is a public holiday in metropolitan France."""
    return day in public_holidays(day.year)

"""Interest rates as dated data: the main refinancing rate of the European Central Bank and the legal
interest rate of professionals' claims. Each series says to which day it was checked; a rate is what it was
on a day, never carried back before the first one known.
"""

import datetime as dt
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True)
class Rate:
    """A rate in percent a year and the first day on which it holds."""

    start: dt.date
    rate: Decimal


class Unknown(LookupError):
    """No rate is known for a day so early."""


@dataclass(frozen=True)
class Series:
    """Rates in the order of their days, the article they serve, and the last day that was checked."""

    law: str
    last_checked: dt.date
    rates: tuple[Rate, ...]

    def on(self, day: dt.date) -> Rate:
        """The rate that holds on a day. Raises `Unknown` before the first."""
        place = bisect_right(self.rates, day, key=lambda rate: rate.start)
        if place == 0:
            raise Unknown(day.isoformat())
        return self.rates[place - 1]


def half_year(day: dt.date) -> dt.date:
    """The first day of a day's half-year, whose rate counts (L.441-10 II)."""
    return dt.date(day.year, 1 if day.month <= 6 else 7, 1)


def _read() -> Mapping[str, Series]:
    path = Path(__file__).parent / "data" / "rates.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            name: Series(
                row["law"],
                row["last_checked"],
                tuple(Rate(start, Decimal(rate)) for start, rate in row["rates"]),
            )
            for name, row in content.items()
        }
    )


_SERIES: Final = _read()
ECB: Final = _SERIES["ecb_main_refinancing"]
LEGAL_INTEREST: Final = _SERIES["legal_interest"]

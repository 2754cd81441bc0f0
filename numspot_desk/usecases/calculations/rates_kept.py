"""The rates of the European Central Bank that the calculators use: those of the rules, and those that people
added in the workspace, each with its first day. A later day of check than the rules' own moves the warning.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from numspot_desk.rules.rates import ECB, Rate
from numspot_desk.usecases.calculations.parts import Rates

SETTING: Final = "ecb_rates"
"""`{"rates": [{"from": "2026-12-16", "rate": "2.40"}], "last_checked": "2026-12-20"}`"""


def known_rates(kept: Mapping[str, Any] | None) -> Rates:
    """The rates of the rules with those that were kept, which replace them on the same day."""
    kept = kept or {}
    rates = {rate.start: rate for rate in ECB.rates} | {rate.start: rate for rate in own_rates(kept)}
    listed = tuple({"from": day.isoformat(), "rate": format(rates[day].rate, "f")} for day in sorted(rates))
    return Rates(listed, max(ECB.last_checked, _day(kept.get("last_checked")) or dt.date.min).isoformat())


def own_rates(kept: Mapping[str, Any]) -> list[Rate]:
    """The rates that people added; what cannot be read is left out."""
    found = []
    for row in kept.get("rates") or ():
        day = _day(row.get("from")) if isinstance(row, dict) else None
        if day is not None:
            found.append(Rate(day, Decimal(str(row["rate"]))))
    return found


def _day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None

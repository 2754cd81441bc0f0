"""Reading the facts of an availability (`rules availability`): JSON values in, typed facts out, faults
located. What they give is in `rules.amounts.availability`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from numspot_desk.contracts.given.fact_provisions import read_in_force
from numspot_desk.contracts.given.fact_reading import FactsRefused, Reading, at_path
from numspot_desk.language.messages import message
from numspot_desk.rules.amounts.availability import (
    MEASURED,
    YEARLY,
    AvailabilityFacts,
    Maintenance,
    Window,
)
from numspot_desk.rules.amounts.exclusions import OUTAGES, outages_of
from numspot_desk.rules.settled_readings import InForce
from numspot_desk.rules.time import paris_day

_NEEDED: Final = ("commitment", "period", "incidents")
_KNOWN: Final = (*_NEEDED, "maintenance", "excluded", "all_zones", "readings", "provisions", "contract_start")


@dataclass(frozen=True)
class AskedAvailability:
    """The facts and the readings that hold for them."""

    facts: AvailabilityFacts
    held: InForce


def availability_facts(document: Mapping[str, Any]) -> AskedAvailability:
    """The facts of an availability. Raises `FactsRefused` with every fault."""
    reading = Reading()
    reading.keys("", document, _NEEDED, _KNOWN)
    commitment = (
        reading.choice("commitment", document["commitment"], MEASURED) if "commitment" in document else None
    )
    days = _period(reading, document.get("period")) if "period" in document else None
    incidents = [window for _path, _row, window in _windows(reading, document, "incidents", ())]
    maintenance = [
        Maintenance(window, _announced(reading, path, row))
        for path, row, window in _windows(reading, document, "maintenance", ("announced_at", "announced_on"))
    ]
    reasons = OUTAGES if commitment is None else outages_of(str(commitment))
    excluded = [
        (window, str(reading.choice(at_path(path, "reason"), row.get("reason"), reasons)))
        for path, row, window in _windows(reading, document, "excluded", ("reason",))
    ]
    all_zones = reading.flag("all_zones", document.get("all_zones", True))
    held = read_in_force(reading, document, None if days is None else days[1])
    start = document.get("contract_start")
    if start is not None:
        start = reading.day("contract_start", start)
    elif held.options.get("R20") == "contract_year" and commitment in YEARLY:
        said = message("The start of the contract is needed: its year is the one chosen.")
        reading.fault("contract_start", said)
    if start is not None and days is not None and start > days[1]:
        reading.fault("contract_start", message("The end lies before the start."))
    if reading.faults or days is None:
        raise FactsRefused(tuple(reading.faults))
    facts = AvailabilityFacts(
        str(commitment), *days, incidents, maintenance, excluded, bool(all_zones), start
    )
    return AskedAvailability(facts, held)


def _period(reading: Reading, value: Any) -> tuple[dt.date, dt.date] | None:
    record = reading.record("period", value)
    if record is None:
        return None
    reading.keys("period", record, ("start", "end"), ("start", "end"))
    start, end = (
        reading.day(f"period.{name}", record[name]) if name in record else None for name in ("start", "end")
    )
    if start is None or end is None:
        return None
    if end < start:
        reading.fault("period.end", message("The end lies before the start."))
    return start, end


def _windows(
    reading: Reading, document: Mapping[str, Any], name: str, extra: tuple[str, ...]
) -> list[tuple[str, Mapping[str, Any], Window]]:
    found: list[tuple[str, Mapping[str, Any], Window]] = []
    for index, item in enumerate(reading.items(name, document.get(name, []))):
        path = f"{name}[{index}]"
        record = reading.record(path, item)
        if record is None:
            continue
        reading.keys(path, record, ("from", "to"), ("from", "to", *extra))
        start, end = (
            reading.instant(at_path(path, key), record[key]) if key in record else None
            for key in ("from", "to")
        )
        if start is None or end is None:
            continue
        if end < start:
            reading.fault(at_path(path, "to"), message("The end lies before the start."))
        found.append((path, record, Window(start, end)))
    return found


def _announced(reading: Reading, path: str, row: Mapping[str, Any]) -> dt.date | None:
    """The day a maintenance was announced, from its instant or its day; null when it was not."""
    if "announced_at" not in row and "announced_on" not in row:
        reading.fault(at_path(path, "announced_at"), message("This is missing."))
        return None
    if row.get("announced_at") is not None:
        instant = reading.instant(at_path(path, "announced_at"), row["announced_at"])
        return None if instant is None else paris_day(instant)
    if row.get("announced_on") is not None:
        return reading.day(at_path(path, "announced_on"), row["announced_on"])
    return None

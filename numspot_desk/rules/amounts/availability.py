"""M6, the availability of a service over a period (annex 3): 1 − downtime / length, in real seconds.

Overlapping incidents count once; planned maintenance announced in time and other windows that the text
excludes are cut out; then internet access loses two minutes of each incident (SLA4). Whether a level is
met is decided on the exact figures. Readings: R04 (list or worked example), R20 (which year a yearly
commitment looks at).
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, localcontext
from typing import Final

from numspot_desk.rules.amounts.commitments import COMMITMENTS, Commitment
from numspot_desk.rules.amounts.exclusions import EXCLUSIONS, OUTAGES
from numspot_desk.rules.explain import SetAside, Step
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.time import (
    Pause,
    add_days,
    add_months,
    elapsed,
    end_of,
    merged,
    paris,
    paris_day,
    start_of,
)

NOTICE_DAYS: Final = 2
SPARED: Final = {"SLA4.internet_access": dt.timedelta(minutes=2)}
"""What is taken off each incident."""
MEASURED: Final = tuple(name for name, one in COMMITMENTS.items() if one.penalty)
"""The commitments of availability; durability and IOPS are not measured by incidents."""
YEARLY: Final = tuple(name for name in MEASURED if COMMITMENTS[name].period == "year")
_SHOWN: Final = Decimal("0.000001")


@dataclass(frozen=True)
class Window:
    """From one instant to another, the second not included."""

    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True)
class Maintenance:
    """A planned maintenance and the day it was announced to the client, None when it was not."""

    window: Window
    announced_on: dt.date | None


@dataclass(frozen=True)
class AvailabilityFacts:
    """What an availability is computed from. `excluded`: other windows with their reason, one of
    `exclusions.OUTAGES`; both days of the period are included. `contract_start` is needed for the
    contract's own year (R20). For a virtual machine an incident lasts while the client cannot restart it
    (SLA9)."""

    commitment: str
    start: dt.date
    end: dt.date
    incidents: Sequence[Window]
    maintenance: Sequence[Maintenance] = ()
    excluded: Sequence[tuple[Window, str]] = ()
    all_zones: bool = True
    contract_start: dt.date | None = None


@dataclass(frozen=True)
class _Cut:
    """Windows that do not count, for one reason; `all` are these and those of the reasons before."""

    reason: str
    clauses: tuple[str, ...]
    all: Sequence[Pause]


class NoContractStart(LookupError):
    """The year of the contract is meant (R20) and its first day is not known."""


@dataclass(frozen=True)
class Availability:
    """Downtime and period in real seconds, the level observed and promised in percent, whether it is met
    (exactly), and whether the commitment applies (a starred one needs every zone, annex 3)."""

    downtime: Decimal
    period: Decimal
    observed: Decimal
    promised: Decimal
    met: bool
    applies: bool
    why: Step

    @property
    def observed_shown(self) -> Decimal:
        """The level with six decimals, never rounded up: a level that is missed must not look met."""
        return self.observed.quantize(_SHOWN, rounding=ROUND_FLOOR)


def availability(facts: AvailabilityFacts, choice: Choice) -> Availability:
    """The availability of a service over a period (M6). Raises `KeyError` for an unknown commitment,
    `NoContractStart`."""
    commitment = COMMITMENTS[facts.commitment]
    period = _period(facts, commitment, choice)
    begins, ends = (start_of(_date(period.uses[0])), end_of(_date(period.uses[1])))
    length = _seconds(elapsed(begins, ends))
    cut, aside = _cut_out(facts)
    within = [one for one in _within(facts.incidents, begins, ends) if one[0] < one[1]]
    parts = tuple(_incident(one, cut, commitment) for one in merged(within))
    down = sum((_value(part) for part in parts), Decimal(0))
    promised = _promised(commitment, choice)
    with localcontext(prec=50):
        met = down * 100 <= (100 - _value(promised)) * length
        observed = 100 - down * 100 / length
    uses = (
        Step("availability.downtime", down, ("CG-A3",), uses=parts, set_aside=aside),
        period._replace(value=length),
        promised,
        *([Step("availability.overlapping", len(within))] if len(within) > len(parts) else []),
    )
    applies = facts.all_zones or not commitment.star
    shown = observed.quantize(_SHOWN, rounding=ROUND_FLOOR)
    clauses = (commitment.clause,) if applies else (commitment.clause, "CG-A3")
    label = "availability.observed" if applies else "availability.not_in_every_zone"
    return Availability(
        down, length, observed, _value(promised), met, applies, Step(label, shown, clauses, uses=uses)
    )


def _period(facts: AvailabilityFacts, commitment: Commitment, choice: Choice) -> Step:
    """The days that are looked at: the period, or for a yearly commitment the year that R20 finds from its
    last day. The value is set by the caller."""
    if commitment.period != "year":
        return Step("availability.period", None, uses=(_day("start", facts.start), _day("end", facts.end)))
    option = choice.of("R20")
    start, end = _year(facts, option)
    uses = (_day("start", start), _day("end", end), Step("availability.year_of", facts.end))
    return Step("availability.year", None, ("CG-A3",), {"R20": option}, uses)


def _year(facts: AvailabilityFacts, option: str) -> tuple[dt.date, dt.date]:
    """First and last day of the year: the twelve months that end with the period, the calendar year or
    the contract's own year around its last day."""
    match option:
        case "calendar_year":
            return dt.date(facts.end.year, 1, 1), dt.date(facts.end.year, 12, 31)
        case "contract_year":
            if facts.contract_start is None:
                raise NoContractStart
            return _contract_year(facts.contract_start, facts.end)
        case _:
            return add_months(add_days(facts.end, 1), -12), facts.end


def _contract_year(start: dt.date, day: dt.date) -> tuple[dt.date, dt.date]:
    years = day.year - start.year
    if add_months(start, 12 * years) > day:
        years -= 1
    return add_months(start, 12 * years), add_days(add_months(start, 12 * (years + 1)), -1)


def _promised(commitment: Commitment, choice: Choice) -> Step:
    if commitment.example is None:
        return Step("availability.promised", commitment.promised, (commitment.clause,))
    option = choice.of("R04")
    level = commitment.example if option == "example" else commitment.promised
    return Step("availability.promised", level, (commitment.clause,), {"R04": option})


def _within(incidents: Sequence[Window], begins: dt.datetime, ends: dt.datetime) -> list[Pause]:
    """The incidents as far as they lie in the period; one outside is left empty, which `merged` drops."""
    return [(max(one.start, begins), min(one.end, ends)) for one in incidents]


def _cut_out(facts: AvailabilityFacts) -> tuple[list[_Cut], tuple[SetAside, ...]]:
    """The windows that do not count as downtime, and maintenance announced too late, which does."""
    announced: list[Pause] = []
    late: list[SetAside] = []
    for one in facts.maintenance:
        latest = add_days(paris_day(one.window.start), -NOTICE_DAYS)
        if one.announced_on is not None and one.announced_on <= latest:
            announced.append((one.window.start, one.window.end))
        else:
            late.append(SetAside("availability.announced_late", latest, clauses=("CG-8",)))
    windows: list[Pause] = announced
    cuts = [_Cut("maintenance", ("CG-8",), merged(windows))] if announced else []
    for reason in OUTAGES:
        own = [(window.start, window.end) for window, given in facts.excluded if given == reason]
        if own:
            windows = [*windows, *own]
            cuts.append(_Cut(reason, EXCLUSIONS[reason].clauses, merged(windows)))
    return cuts, tuple(late)


def _incident(incident: Pause, cuts: Sequence[_Cut], commitment: Commitment) -> Step:
    """The seconds of one incident that count."""
    start, end = incident
    lasted = elapsed(start, end)
    none = dt.timedelta()
    excluded, told = _excluded(incident, cuts)
    spared = SPARED.get(commitment.id, none)
    counted = max(lasted - excluded - spared, none)
    uses = [
        Step("availability.lasted", _seconds(lasted), uses=(_instant("from", start), _instant("to", end)))
    ]
    if excluded:
        uses.append(Step("availability.excluded", _seconds(excluded), uses=told))
    if spared:
        uses.append(Step("availability.spared", _seconds(spared), (commitment.clause,)))
    return Step("availability.incident", _seconds(counted), uses=tuple(uses))


def _excluded(incident: Pause, cuts: Sequence[_Cut]) -> tuple[dt.timedelta, tuple[Step, ...]]:
    """What of an incident lies in windows that do not count, and how much of it each reason takes: what the
    reasons before it have left."""
    start, end = incident
    none = taken = dt.timedelta()
    told: list[Step] = []
    for cut in cuts:
        meeting = cut.all[bisect_right(cut.all, start, key=_end) : bisect_left(cut.all, end, key=_start)]
        common = (elapsed(max(start, first), min(end, last)) for first, last in meeting)
        until = sum(common, none)
        if until > taken:
            seconds, cause = _seconds(until - taken), {"cause": cut.reason}
            told.append(Step("availability.excluded_for", seconds, cut.clauses, params=cause))
        taken = until
    return taken, tuple(told)


def _start(window: Pause) -> dt.datetime:
    return window[0]


def _end(window: Pause) -> dt.datetime:
    return window[1]


def _day(name: str, day: dt.date) -> Step:
    return Step(f"availability.{name}", day)


def _instant(name: str, instant: dt.datetime) -> Step:
    return Step(f"availability.{name}", paris(instant))


def _seconds(length: dt.timedelta) -> Decimal:
    return Decimal(length // dt.timedelta(microseconds=1)) / 1_000_000


def _date(step: Step) -> dt.date:
    assert isinstance(step.value, dt.date)
    return step.value


def _value(step: Step) -> Decimal:
    assert isinstance(step.value, Decimal)
    return step.value

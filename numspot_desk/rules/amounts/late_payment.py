"""M3, late payment (CG-A1.3): 40 € an invoice and interest at the ECB rate plus ten points, day by day.

For a public buyer CCP R.2192-31 holds instead: plus eight points, fixed at the half-year in which the
delay starts. Days run from the day after the due date to the day of payment included.
Readings: R07, R08, R17.
"""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final

from numspot_desk.rules.explain import Step
from numspot_desk.rules.rates import Rate, half_year
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.rounding import EXACT, to_cents, total

FLAT: Final = Decimal("40.00")
POINTS: Final = Decimal(10)
PUBLIC_POINTS: Final = Decimal(8)


@dataclass(frozen=True)
class LateFacts:
    """An invoice, when it was due and paid, and the main refinancing rates known, in any order; `checked`:
    the last day for which they were held against their source, None where they were given. `since`: the day
    to which a part was counted before, so that only the days after it count. Euros."""

    amount_incl_tax: Decimal
    amount_excl_tax: Decimal
    due: dt.date
    paid: dt.date
    rates: Sequence[Rate]
    public_buyer: bool = False
    checked: dt.date | None = None
    since: dt.date | None = None


@dataclass(frozen=True)
class Period:
    """Days late at one rate; `interest` is not rounded."""

    start: dt.date
    end: dt.date
    days: int
    rate: Decimal
    interest: Decimal


@dataclass(frozen=True)
class LatePayment:
    """Days late, the rate (None when there are several), interest, flat sum and total in euros;
    `past_last_check`: the day after which the rates that counted were not checked, None when they were."""

    days: int
    rate: Decimal | None
    interest: Decimal
    flat: Decimal
    total: Decimal
    periods: tuple[Period, ...]
    why: Step
    past_last_check: dt.date | None = None


class NoRate(LookupError):
    """No rate is known for a day it is needed for; `day` says which."""

    def __init__(self, day: dt.date) -> None:
        super().__init__(day.isoformat())
        self.day = day


def late_payment(facts: LateFacts, choice: Choice) -> LatePayment:
    """What a late payment costs. Raises `NoRate`."""
    clauses = ("CCP R.2192-31",) if facts.public_buyer else ("CG-A1.3",)
    if facts.paid <= max(facts.due, facts.since or facts.due):
        zero = Decimal("0.00")
        in_time = Step(
            "late.in_time", zero, clauses, uses=(Step("late.paid", facts.paid), Step("late.due", facts.due))
        )
        return LatePayment(0, None, zero, zero, zero, (), in_time)
    base = _base(facts, choice)
    amount = base.value
    assert isinstance(amount, Decimal)
    periods = tuple(_periods(facts, amount, choice))
    exact = total(period.interest for period in periods)
    interest = to_cents(exact)
    told = tuple(_told(facts, period, base, clauses, choice) for period in periods)
    interest_step = Step("late.interest", interest, clauses, dict(choice.used), told)
    flat = Step("late.flat", FLAT, ("CG-A1.3", "C. com. D.441-5"))
    due = total((interest, FLAT))
    unchecked = _past_last_check(facts, choice)
    warned = () if unchecked is None else (Step("late.past_last_check", unchecked),)
    rates = {period.rate for period in periods}
    return LatePayment(
        sum(period.days for period in periods),
        rates.pop() if len(rates) == 1 else None,
        interest,
        FLAT,
        due,
        periods,
        Step("late.total", due, clauses, uses=(interest_step, flat, *warned)),
        unchecked,
    )


def _base(facts: LateFacts, choice: Choice) -> Step:
    reading = choice.of("R07")
    amount = facts.amount_incl_tax if reading == "incl_tax" else facts.amount_excl_tax
    return Step(f"late.base_{reading}", amount, ("CG-A1.3",), {"R07": reading})


def _periods(facts: LateFacts, amount: Decimal, choice: Choice) -> Iterator[Period]:
    """The days late cut where the rate or the length of the year changes; equal neighbours stay apart only
    between half-years."""
    first = facts.due + dt.timedelta(days=1)
    fixed = _fixed_rate(facts, first, choice)
    year_reading = choice.of("R17")
    start = first if facts.since is None else max(first, facts.since + dt.timedelta(days=1))
    while start <= facts.paid:
        end = min(_half_year_end(start), facts.paid)
        rate = fixed if fixed is not None else _rate_on(facts, half_year(start)) + POINTS
        days = (end - start).days + 1
        with localcontext(EXACT):
            interest = amount * rate / 100 * days / _days_of_year(start.year, year_reading)
        yield Period(start, end, days, rate, interest)
        start = end + dt.timedelta(days=1)


def _fixed_rate(facts: LateFacts, first: dt.date, choice: Choice) -> Decimal | None:
    """The one rate of the whole delay, or None when each half-year has its own."""
    if facts.public_buyer:
        return _rate_on(facts, half_year(first)) + PUBLIC_POINTS
    return _rate_on(facts, first) + POINTS if choice.of("R08") == "due_day" else None


def _past_last_check(facts: LateFacts, choice: Choice) -> dt.date | None:
    """The day of the last check, where a rate of a later day counted."""
    first = facts.due + dt.timedelta(days=1)
    if facts.public_buyer:
        last = half_year(first)
    else:
        last = first if choice.of("R08") == "due_day" else half_year(facts.paid)
    return facts.checked if facts.checked is not None and last > facts.checked else None


def _rate_on(facts: LateFacts, day: dt.date) -> Decimal:
    known = [rate for rate in facts.rates if rate.start <= day]
    if not known:
        raise NoRate(day)
    return max(known, key=lambda rate: rate.start).rate


def _half_year_end(day: dt.date) -> dt.date:
    return dt.date(day.year, 6, 30) if day.month <= 6 else dt.date(day.year, 12, 31)


def _days_of_year(year: int, reading: str) -> int:
    match reading:
        case "days_360":
            return 360
        case "actual_year" if calendar.isleap(year):
            return 366
        case _:
            return 365


def _told(facts: LateFacts, period: Period, base: Step, clauses: tuple[str, ...], choice: Choice) -> Step:
    reading = {"R17": choice.used["R17"]}
    uses = (
        base,
        _told_rate(facts, period, clauses, choice),
        Step("late.days", period.days, clauses),
        Step("late.year", _days_of_year(period.start.year, reading["R17"]), ("CG-A1.3",), reading),
    )
    return Step(
        "late.period", period.interest, clauses, uses=uses, params={"start": period.start, "end": period.end}
    )


def _told_rate(facts: LateFacts, period: Period, clauses: tuple[str, ...], choice: Choice) -> Step:
    """The rate of a period, made of the central bank's on the day that decides and the points."""
    first = facts.due + dt.timedelta(days=1)
    reading: dict[str, str] = {}
    if facts.public_buyer:
        day, points = half_year(first), PUBLIC_POINTS
    else:
        option = choice.used["R08"]
        reading = {"R08": option}
        day, points = first if option == "due_day" else half_year(period.start), POINTS
    uses = (
        Step("late.ecb_rate", _rate_on(facts, day), params={"day": day}),
        Step("late.points", points, clauses),
    )
    return Step("late.rate", period.rate, clauses, reading, uses)

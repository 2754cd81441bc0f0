"""What the explanation of an amount tells, and when it stays silent."""

import datetime as dt
from decimal import Decimal

import pytest

from numspot_desk.rules.amounts.availability import (
    AvailabilityFacts,
    NoContractStart,
    Window,
    availability,
)
from numspot_desk.rules.amounts.late_payment import LateFacts, late_payment
from numspot_desk.rules.amounts.liability import LiabilityFacts, liability
from numspot_desk.rules.explain import Step
from numspot_desk.rules.rates import ECB, Rate
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.time import PARIS

START, END = dt.date(2026, 11, 1), dt.date(2026, 11, 30)


def _window(first: int, last: int) -> Window:
    """Minutes after ten on 3 November."""
    ten = dt.datetime(2026, 11, 3, 10, tzinfo=PARIS)
    return Window(ten + dt.timedelta(minutes=first), ten + dt.timedelta(minutes=last))


def _labels(step: Step) -> set[str]:
    return {step.label}.union(*(_labels(used) for used in step.uses))


def _steps(step: Step) -> list[Step]:
    return [step, *(inner for used in step.uses for inner in _steps(used))]


def _told(commitment: str, *excluded: Window, all_zones: bool = True) -> Step:
    cut = tuple((window, "force_majeure") for window in excluded)
    facts = AvailabilityFacts(commitment, START, END, (_window(0, 60),), (), cut, all_zones)
    return availability(facts, Choice({})).why


def test_excluded_windows_are_told_where_they_meet_an_incident() -> None:
    assert "availability.excluded" in _labels(_told("SLA4.api", _window(10, 20)))
    assert "availability.excluded" not in _labels(_told("SLA4.api", _window(60, 90)))
    assert "availability.excluded" not in _labels(_told("SLA4.api"))


def test_each_cause_takes_what_those_before_it_leave_and_together_they_take_all() -> None:
    cut = (
        (_window(20, 50), "suspension"),
        (_window(10, 30), "force_majeure"),
        (_window(25, 28), "throttling"),
    )
    facts = AvailabilityFacts("SLA9.api", START, END, (_window(0, 60),), (), cut)
    steps = _steps(availability(facts, Choice({})).why)
    excluded = next(step for step in steps if step.label == "availability.excluded")
    told = {step.params["cause"]: (step.value, step.clauses) for step in excluded.uses}
    assert told == {
        "force_majeure": (Decimal(1200), ("CG-8", "CG-11")),
        "suspension": (Decimal(1200), ("CG-6.1",)),
    }
    assert excluded.value == Decimal(2400)


def test_the_spared_minutes_are_told_of_internet_access_alone() -> None:
    assert "availability.spared" in _labels(_told("SLA4.internet_access"))
    assert "availability.spared" not in _labels(_told("SLA4.api"))


def test_a_commitment_that_does_not_apply_says_why() -> None:
    applies, does_not = _told("SLA4.firewall"), _told("SLA4.firewall", all_zones=False)
    assert (applies.label, applies.clauses) == ("availability.observed", ("CG-A3.SLA4",))
    assert (does_not.label, does_not.clauses) == (
        "availability.not_in_every_zone",
        ("CG-A3.SLA4", "CG-A3"),
    )


def test_every_zone_is_meant_where_nothing_is_said() -> None:
    assert AvailabilityFacts("SLA4.api", START, END, ()).all_zones is True


def test_the_year_of_a_contract_needs_its_start() -> None:
    facts = AvailabilityFacts("SLA1.region", START, END, ())
    with pytest.raises(NoContractStart):
        availability(facts, Choice({"R20": "contract_year"}))


_RATES = [
    Rate(dt.date(2025, 1, 1), Decimal("1.00")),
    Rate(dt.date(2026, 1, 1), Decimal("2.00")),
    Rate(dt.date(2026, 6, 30), Decimal("3.00")),
    Rate(dt.date(2026, 7, 1), Decimal("4.00")),
]


@pytest.mark.parametrize(
    ("due", "public", "option", "told"),
    [
        (dt.date(2026, 6, 30), False, "half_year", ["2026-07-01 4.00 10"]),
        (dt.date(2026, 6, 29), False, "due_day", ["2026-06-30 3.00 10"] * 2),
        (dt.date(2026, 6, 29), False, "half_year", ["2026-01-01 2.00 10", "2026-07-01 4.00 10"]),
        (dt.date(2026, 6, 29), True, "half_year", ["2026-01-01 2.00 8"] * 2),
        (dt.date(2026, 6, 30), True, "half_year", ["2026-07-01 4.00 8"]),
        (dt.date(2025, 12, 31), True, "half_year", ["2026-01-01 2.00 8"] * 2),
    ],
)
def test_a_rate_is_told_with_the_day_that_decides_and_its_points(
    due: dt.date, public: bool, option: str, told: list[str]
) -> None:
    amount = Decimal("100.00")
    facts = LateFacts(amount, amount, due, dt.date(2026, 7, 31), _RATES, public)
    interest = late_payment(facts, Choice({"R08": option})).why.uses[0]
    rates = [used for period in interest.uses for used in period.uses if used.label == "late.rate"]
    parts = [rate.uses for rate in rates]
    assert [f"{base.params['day']} {base.value} {points.value}" for base, points in parts] == told
    assert [rate.value for rate in rates] == [base.value + points.value for base, points in parts]
    assert all(rate.reading == ({} if public else {"R08": option}) for rate in rates)


@pytest.mark.parametrize(
    ("penalty", "label"),
    [(None, "liability.penalty_unknown"), (Decimal("12.345"), "liability.penalty_alone")],
)
def test_a_penalty_that_is_not_known_is_told_as_such(penalty: Decimal | None, label: str) -> None:
    facts = LiabilityFacts("sla", Decimal(1), Decimal(1), Decimal(6000), penalty=penalty)
    found = liability(facts, Choice({}))
    assert found.why.label == label
    assert found.due == found.cap == found.why.value == (None if penalty is None else Decimal("12.35"))


def test_below_the_threshold_nothing_is_due_and_the_cap_is_told() -> None:
    facts = LiabilityFacts("other", Decimal("50000.00"), Decimal("900.00"), Decimal("4999.99"))
    found = liability(facts, Choice({}))
    assert (found.due, found.cap) == (Decimal("0.00"), Decimal("4999.99"))
    assert (found.why.label, found.why.value) == ("liability.below_threshold", Decimal("0.00"))


@pytest.mark.parametrize(("paid", "told"), [(dt.date(2026, 6, 30), False), (dt.date(2026, 7, 1), True)])
def test_rates_past_their_last_check_are_told(paid: dt.date, told: bool) -> None:
    amount = Decimal("100.00")
    facts = LateFacts(amount, amount, dt.date(2025, 12, 31), paid, ECB.rates, checked=ECB.last_checked)
    found = late_payment(facts, Choice({}))
    assert ("late.past_last_check" in _labels(found.why)) is told
    assert (found.past_last_check is not None) is told

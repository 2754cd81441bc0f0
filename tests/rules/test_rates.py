"""Rates by day: each boundary has exactly one answer, and none is carried back."""

import datetime as dt
import itertools
from decimal import Decimal

import pytest

from numspot_desk.rules.mandatory_law import least_late_rate
from numspot_desk.rules.rates import ECB, LEGAL_INTEREST, Series, Unknown, half_year

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("series", [ECB, LEGAL_INTEREST], ids=["ecb", "legal"])
def test_each_boundary_has_one_answer_on_either_side(series: Series) -> None:
    starts = [rate.start for rate in series.rates]
    assert starts == sorted(set(starts))
    for before, rate in itertools.pairwise(series.rates):
        assert series.on(rate.start - DAY) == before
        assert series.on(rate.start) == series.on(rate.start + DAY) == rate
    assert series.on(dt.date(2400, 1, 1)) == series.rates[-1]


@pytest.mark.parametrize("series", [ECB, LEGAL_INTEREST], ids=["ecb", "legal"])
def test_nothing_is_carried_back(series: Series) -> None:
    with pytest.raises(Unknown):
        series.on(series.rates[0].start - DAY)


def test_the_legal_rate_changes_with_the_half_year() -> None:
    assert all(half_year(rate.start) == rate.start for rate in LEGAL_INTEREST.rates)
    later = [rate.start for rate in LEGAL_INTEREST.rates[1:]]
    assert later == [half_year(before.start + 200 * DAY) for before in LEGAL_INTEREST.rates[:-1]]


def test_half_years_begin_in_january_and_july() -> None:
    assert half_year(dt.date(2026, 6, 30)) == dt.date(2026, 1, 1)
    assert half_year(dt.date(2026, 7, 1)) == dt.date(2026, 7, 1)


def test_the_floor_is_three_times_the_legal_rate_and_says_when_it_is_unchecked() -> None:
    known = least_late_rate(dt.date(2026, 6, 30))
    assert known.value == Decimal("7.86")
    assert [used.label for used in known.uses] == ["law.legal_interest"]
    unchecked = least_late_rate(dt.date(2026, 7, 1))
    assert [used.label for used in unchecked.uses] == ["law.legal_interest", "law.past_last_check"]
    assert unchecked.uses[1].value == dt.date(2026, 6, 30)

"""TARGET days, by dateutil's Easter and by hand."""

import datetime as dt

import pytest
from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from numspot_desk.rules.target_days import (
    is_target_day,
    target_day_on_or_after,
    target_day_on_or_before,
    target_holidays,
)


def test_the_days_that_target_is_closed_are_six_a_year() -> None:
    for year in range(2002, 2100):
        sunday = easter(year)
        moving = {sunday - relativedelta(days=2), sunday + relativedelta(days=1)}
        fixed = {dt.date(year, 1, 1), dt.date(year, 5, 1), dt.date(year, 12, 25), dt.date(year, 12, 26)}
        assert target_holidays(year) == moving | fixed


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (dt.date(2026, 7, 14), dt.date(2026, 7, 14)),
        (dt.date(2026, 4, 6), dt.date(2026, 4, 2)),
        (dt.date(2026, 12, 27), dt.date(2026, 12, 24)),
        (dt.date(2027, 1, 1), dt.date(2026, 12, 31)),
        (dt.date(2026, 5, 3), dt.date(2026, 4, 30)),
    ],
)
def test_the_last_target_day_on_or_before(day: dt.date, found: dt.date) -> None:
    assert target_day_on_or_before(day) == found


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (dt.date(2026, 7, 14), dt.date(2026, 7, 14)),
        (dt.date(2026, 4, 3), dt.date(2026, 4, 7)),
        (dt.date(2026, 12, 25), dt.date(2026, 12, 28)),
    ],
)
def test_the_first_target_day_on_or_after(day: dt.date, found: dt.date) -> None:
    assert target_day_on_or_after(day) == found


def test_an_instant_is_no_day() -> None:
    with pytest.raises(TypeError):
        is_target_day(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

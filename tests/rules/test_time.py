"""Counting days, months and hours, held against dateutil and by worked cases."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from dateutil.easter import easter as easter_of_dateutil
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.rules.holidays import easter, is_public_holiday, public_holidays
from numspot_desk.rules.time import (
    PARIS,
    SUPPORT_CLOSES,
    SUPPORT_OPENS,
    AroundTheClock,
    WorkingClock,
    a_day,
    add_days,
    add_elapsed,
    add_months,
    an_instant,
    elapsed,
    end_of,
    has_same_day,
    is_rest_day,
    is_working_day,
    merged,
    month_end,
    next_working_day,
    on_paris_clocks,
    paris_day,
    postponed,
    same_time_after_working_days,
    start_of,
)

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2400, 12, 31))
INSTANTS = st.datetimes(
    dt.datetime(1980, 1, 1),  # noqa: DTZ001 - the zone is drawn
    dt.datetime(2100, 1, 1),  # noqa: DTZ001 - the zone is drawn
    timezones=st.sampled_from([PARIS, dt.UTC, ZoneInfo("Asia/Tokyo")]),
)
LENGTHS = st.timedeltas(dt.timedelta(), dt.timedelta(days=30))
HOUR = dt.timedelta(hours=1)


def _at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=PARIS)


# ── What is refused ──


def test_a_datetime_is_no_day_and_a_day_no_instant() -> None:
    now = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    for refused in (now, "2026-11-22", None):
        with pytest.raises(TypeError):
            a_day(refused)
    for function in (start_of, end_of, month_end, next_working_day):
        with pytest.raises(TypeError):
            function(now)
    with pytest.raises(TypeError):
        add_days(now, 1)
    with pytest.raises(TypeError):
        add_months(now, 1)
    with pytest.raises(TypeError):
        an_instant(dt.date(2026, 11, 22))


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = dt.datetime(2026, 11, 22, 10)  # noqa: DTZ001 - what is refused
    for function in (an_instant, paris_day):
        with pytest.raises(ValueError, match="zone"):
            function(naive)
    with pytest.raises(ValueError, match="zone"):
        add_elapsed(naive, HOUR)


def test_an_unknown_way_to_end_a_month_is_refused() -> None:
    with pytest.raises(ValueError, match="middle"):
        add_months(dt.date(2026, 1, 31), 1, month_end="middle")


# ── Days and months ──


@given(DAYS, st.integers(-400, 400))
def test_months_agree_with_dateutil(day: dt.date, months: int) -> None:
    assert add_months(day, months) == day + relativedelta(months=months)


@given(DAYS, st.integers(1, 400))
def test_the_other_reading_differs_only_where_the_day_is_missing(day: dt.date, months: int) -> None:
    first = add_months(day, months, month_end="next_first")
    if has_same_day(day, months):
        assert first == add_months(day, months)
    else:
        assert first == add_months(day, months) + dt.timedelta(days=1)
        assert first.day == 1


@given(DAYS, st.integers(1, 400))
def test_backwards_it_is_always_the_last_day(day: dt.date, months: int) -> None:
    assert add_months(day, -months, month_end="next_first") == day - relativedelta(months=months)


@pytest.mark.parametrize(
    ("start", "months", "last", "first"),
    [
        ("1996-12-30", 6, "1997-06-30", "1997-06-30"),
        ("2026-01-31", 1, "2026-02-28", "2026-03-01"),
        ("2028-01-31", 1, "2028-02-29", "2028-03-01"),
        ("2028-02-29", 12, "2029-02-28", "2029-03-01"),
        ("2026-08-31", 1, "2026-09-30", "2026-10-01"),
        ("2026-12-31", 2, "2027-02-28", "2027-03-01"),
        ("2026-12-15", 1, "2027-01-15", "2027-01-15"),
        ("2026-11-30", 0, "2026-11-30", "2026-11-30"),
    ],
)
def test_months_by_hand(start: str, months: int, last: str, first: str) -> None:
    day = dt.date.fromisoformat(start)
    assert add_months(day, months).isoformat() == last
    assert add_months(day, months, month_end="next_first").isoformat() == first


def test_the_three_judgments() -> None:
    assert add_months(dt.date(1996, 12, 30), 6) == dt.date(1997, 6, 30)
    assert end_of(dt.date(1997, 6, 30)).isoformat() == "1997-07-01T00:00:00+02:00"
    assert add_days(dt.date(2005, 3, 21), 60) == dt.date(2005, 5, 20)
    assert add_months(dt.date(1975, 9, 5), 1) == dt.date(1975, 10, 5)
    assert next_working_day(dt.date(1975, 10, 5)) == dt.date(1975, 10, 6)


@given(DAYS)
def test_the_end_of_a_day_is_the_start_of_the_next_and_both_lie_in_paris(day: dt.date) -> None:
    assert end_of(day) == start_of(day + dt.timedelta(days=1))
    assert paris_day(start_of(day)) == day
    assert paris_day(end_of(day) - dt.timedelta(microseconds=1)) == day


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-06-30T21:59:59+00:00", "2026-06-30"),
        ("2026-06-30T22:00:00+00:00", "2026-07-01"),
        ("2026-12-31T22:59:59+00:00", "2026-12-31"),
        ("2026-12-31T23:00:00+00:00", "2027-01-01"),
        ("2026-11-22T01:00:00+09:00", "2026-11-21"),
    ],
)
def test_the_day_of_an_instant_is_its_day_in_paris(instant: str, day: str) -> None:
    assert paris_day(dt.datetime.fromisoformat(instant)).isoformat() == day


# ── Hours ──


@given(INSTANTS, LENGTHS)
def test_elapsed_time_is_real_time(instant: dt.datetime, length: dt.timedelta) -> None:
    later = add_elapsed(instant, length)
    assert elapsed(instant, later) == length
    assert later.astimezone(dt.UTC) == instant.astimezone(dt.UTC) + length


def test_hours_across_both_clock_changes() -> None:
    assert add_elapsed(_at("2026-10-24T12:00"), 48 * HOUR).isoformat() == "2026-10-26T11:00:00+01:00"
    assert add_elapsed(_at("2026-03-28T12:00"), 48 * HOUR).isoformat() == "2026-03-30T13:00:00+02:00"
    assert elapsed(_at("2026-10-25T00:00"), _at("2026-10-26T00:00")) == 25 * HOUR
    assert elapsed(_at("2026-03-29T00:00"), _at("2026-03-30T00:00")) == 23 * HOUR


# ── Working days and hours ──


def test_easter_agrees_with_dateutil() -> None:
    assert all(easter(year) == easter_of_dateutil(year) for year in range(1583, 4100))


def test_public_holidays_by_hand() -> None:
    of_2026 = [
        "01-01",
        "04-06",
        "05-01",
        "05-08",
        "05-14",
        "05-25",
        "07-14",
        "08-15",
        "11-01",
        "11-11",
        "12-25",
    ]
    assert sorted(public_holidays(2026)) == [dt.date.fromisoformat(f"2026-{day}") for day in of_2026]
    assert len(public_holidays(2008)) == 10  # Ascension Day was the first of May
    assert dt.date(2027, 3, 29) in public_holidays(2027)


def test_easter_by_hand() -> None:
    known = {1818: (3, 22), 1943: (4, 25), 2000: (4, 23), 2026: (4, 5), 2038: (4, 25), 2285: (3, 22)}
    assert {year: (easter(year).month, easter(year).day) for year in known} == known


@given(DAYS)
def test_the_next_working_day_is_the_first_that_works(day: dt.date) -> None:
    found = next_working_day(day)
    assert not is_rest_day(found)
    assert all(is_rest_day(day + dt.timedelta(days=n)) for n in range((found - day).days))


def test_working_days_by_hand() -> None:
    armistice, saturday = dt.date(2026, 11, 11), dt.date(2026, 11, 21)
    assert is_public_holiday(armistice)
    assert is_working_day(armistice, holidays=False)
    assert not is_working_day(armistice, holidays=True)
    assert not is_working_day(saturday, holidays=False)
    assert next_working_day(dt.date(2026, 12, 25)) == dt.date(2026, 12, 28)


SUPPORT = WorkingClock(False, SUPPORT_OPENS, SUPPORT_CLOSES)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-23T09:00", 48, "2026-11-27T09:00"),
        ("2026-11-23T08:00", 12, "2026-11-23T20:00"),
        ("2026-11-23T07:00", 12, "2026-11-23T20:00"),
        ("2026-11-23T20:00", 1, "2026-11-24T09:00"),
        ("2026-11-27T19:30", 1, "2026-11-30T08:30"),
        ("2026-11-28T12:00", 1, "2026-11-30T09:00"),
    ],
)
def test_support_hours_by_hand(start: str, hours: int, end: str) -> None:
    assert SUPPORT.after(_at(start), hours * HOUR) == _at(end)
    assert SUPPORT.ran(_at(start), _at(end)) == hours * HOUR


def test_holidays_stop_the_clock_where_they_are_off() -> None:
    off = WorkingClock(True, SUPPORT_OPENS, SUPPORT_CLOSES)
    assert off.after(_at("2026-11-10T19:00"), 2 * HOUR) == _at("2026-11-12T09:00")
    assert SUPPORT.after(_at("2026-11-10T19:00"), 2 * HOUR) == _at("2026-11-11T09:00")


@given(INSTANTS, st.timedeltas(dt.timedelta(seconds=1), dt.timedelta(hours=100)), st.booleans())
def test_a_working_clock_has_run_exactly_so_long(start: dt.datetime, length: dt.timedelta, off: bool) -> None:
    for clock in (WorkingClock(off), WorkingClock(off, SUPPORT_OPENS, SUPPORT_CLOSES)):
        end = clock.after(start, length)
        assert clock.ran(start, end) == length
        assert clock.ran(start, end - dt.timedelta(microseconds=1)) < length
        assert clock.ran(end, start) == dt.timedelta()


@pytest.mark.parametrize(
    ("start", "days", "off", "end"),
    [
        ("2026-11-23T09:00", 6, False, "2026-12-01T09:00"),
        ("2026-11-21T10:00", 6, False, "2026-11-30T10:00"),
        ("2026-11-09T09:00", 6, False, "2026-11-17T09:00"),
        ("2026-11-09T09:00", 6, True, "2026-11-18T09:00"),
        ("2026-10-23T09:00", 1, False, "2026-10-26T09:00"),
        ("2026-11-23T09:00", 0, False, "2026-11-23T09:00"),
    ],
)
def test_working_days_keep_the_clock_time(start: str, days: int, off: bool, end: str) -> None:
    assert same_time_after_working_days(_at(start), days, holidays=off) == _at(end)


# ── Pauses ──


def test_pauses_that_overlap_or_touch_are_one_and_empty_ones_none() -> None:
    hours = [_at(f"2026-11-23T{hour:02}:00") for hour in range(24)]
    pauses = [(hours[12], hours[14]), (hours[9], hours[10]), (hours[10], hours[11]), (hours[13], hours[13])]
    assert merged(pauses) == ((hours[9], hours[11]), (hours[12], hours[14]))
    assert merged([(hours[16], hours[16]), (hours[18], hours[17])]) == ()


def test_a_pause_puts_off_only_what_it_precedes() -> None:
    deadline, clock = _at("2026-11-23T12:00"), AroundTheClock()
    before = (_at("2026-11-23T10:00"), _at("2026-11-23T11:00"))
    just_at = (_at("2026-11-23T12:00"), _at("2026-11-23T13:00"))
    within_the_delay = (_at("2026-11-23T12:30"), _at("2026-11-23T12:45"))
    assert postponed(deadline, [before], clock) == _at("2026-11-23T13:00")
    assert postponed(deadline, [just_at], clock) == deadline
    assert postponed(deadline, [before, within_the_delay], clock) == _at("2026-11-23T13:15")


@given(st.lists(st.tuples(INSTANTS, INSTANTS), max_size=5), INSTANTS)
def test_the_order_of_pauses_never_matters(
    pauses: list[tuple[dt.datetime, dt.datetime]], deadline: dt.datetime
) -> None:
    clock = AroundTheClock()
    assert postponed(deadline, pauses, clock) == postponed(deadline, pauses[::-1], clock)
    assert postponed(deadline, pauses, clock) >= deadline


def test_a_clock_in_paris_shows_a_time_once_twice_or_never() -> None:
    half_past_two = dt.time(2, 30)
    (once,) = on_paris_clocks(dt.date(2026, 6, 1), half_past_two)
    assert once.isoformat() == "2026-06-01T02:30:00+02:00"
    assert on_paris_clocks(dt.date(2026, 3, 29), half_past_two) == ()
    (three,) = on_paris_clocks(dt.date(2026, 3, 29), dt.time(3))
    assert three.isoformat() == "2026-03-29T03:00:00+02:00"
    shown = on_paris_clocks(dt.date(2026, 10, 25), half_past_two)
    assert [one.isoformat() for one in shown] == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]
    assert len(on_paris_clocks(dt.date(2026, 10, 25), dt.time(3))) == 1

"""Moments as people type them, across the nights on which clocks change."""

import datetime as dt

import pytest

from numspot_desk.contracts.given.typed_moments import MomentRefused, parse_moment, written_moment


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("22/11/2026 10:30", "2026-11-22T10:30:00+01:00"),
        (" 22.11.2026   10h30 ", "2026-11-22T10:30:00+01:00"),
        ("1/6/2026 9h", "2026-06-01T09:00:00+02:00"),
        ("2026-06-01T09:00:05", "2026-06-01T09:00:05+02:00"),
        ("2026-06-01T09:00:00Z", "2026-06-01T09:00:00+00:00"),
        ("2026-06-01 09:00 -05:00", "2026-06-01T09:00:00-05:00"),
        ("29/02/2028 23:59", "2028-02-29T23:59:00+01:00"),
        ("29/03/2026 03:00", "2026-03-29T03:00:00+02:00"),
        ("29/03/2026 02:30 +01:00", "2026-03-29T02:30:00+01:00"),
        ("25/10/2026 02:30 +02:00", "2026-10-25T02:30:00+02:00"),
        ("25/10/2026 02:30 +01:00", "2026-10-25T02:30:00+01:00"),
    ],
)
def test_a_moment_is_read_as_it_is_typed(typed: str, meant: str) -> None:
    read = parse_moment(typed)
    assert read.isoformat() == meant
    assert parse_moment(written_moment(read)) == read


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "date and time"),
        ("hier", "date and time"),
        ("22/11/2026", "Add the time"),
        ("29/02/2026 10:00", "date and time"),
        ("22/11/2026 24:00", "date and time"),
        ("22/11/2026 10:60", "date and time"),
        ("22/11/2026 10:30 +99:00", "date and time"),
        ("22/11/26 10:30", "date and time"),
        ("29/03/2026 02:30", "does not exist"),
        ("25/10/2026 02:30", "twice"),
        ("٢٢/11/2026 10:30", "date and time"),
    ],
)
def test_what_is_no_moment_is_refused_by_name(typed: str, said: str) -> None:
    with pytest.raises(MomentRefused) as refused:
        parse_moment(typed)
    assert said in refused.value.message.msgid


def test_a_moment_is_written_with_its_offset_where_clocks_show_it_twice() -> None:
    first = dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    assert written_moment(first) == "25/10/2026 02:30 +02:00"
    assert written_moment(first + dt.timedelta(hours=1)) == "25/10/2026 02:30 +01:00"
    assert written_moment(first + dt.timedelta(hours=2)) == "25/10/2026 03:30"

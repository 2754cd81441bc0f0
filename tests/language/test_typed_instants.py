"""Days and times of Paris as people type them; the nights when the clocks change are never guessed."""

import pytest

from numspot_desk.language.typed import NotTyped
from numspot_desk.language.typed_instants import NoSuchTime, TimeTwice, parse_instant


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("22/11/2026 10:30", "2026-11-22T10:30:00+01:00"),
        ("22.11.2026 10h30", "2026-11-22T10:30:00+01:00"),
        ("22/7/2026 à 9:05", "2026-07-22T09:05:00+02:00"),
        ("2026-11-22T10:30", "2026-11-22T10:30:00+01:00"),
        ("22/11/2026 10:30:15", "2026-11-22T10:30:15+01:00"),
        ("2026-11-22T10:30:00Z", "2026-11-22T10:30:00+00:00"),
        ("29/02/2028 00:00", "2028-02-29T00:00:00+01:00"),
        ("25/10/2026 02:30 +02:00", "2026-10-25T02:30:00+02:00"),
        ("25/10/2026 02:30 +01:00", "2026-10-25T02:30:00+01:00"),
    ],
)
def test_what_is_clear_is_read(typed: str, instant: str) -> None:
    assert parse_instant(typed).isoformat() == instant


@pytest.mark.parametrize(
    "typed",
    ["", "22/11/2026", "10:30", "22/11/2026 24:00", "29/02/2026 10:00", "22/11/2026 1030", "hier 10:30"],
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(NotTyped):
        parse_instant(typed)


def test_the_hour_that_is_skipped_does_not_exist() -> None:
    with pytest.raises(NoSuchTime):
        parse_instant("29/03/2026 02:30")


def test_the_hour_that_comes_twice_needs_its_offset() -> None:
    with pytest.raises(TimeTwice):
        parse_instant("25/10/2026 02:30")

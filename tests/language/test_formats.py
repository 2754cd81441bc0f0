"""Written forms of dates and amounts in both languages."""

import datetime as dt
from decimal import Decimal

import pytest

from numspot_desk.language.formats import Formats

FRENCH, ENGLISH = Formats("fr_FR"), Formats("en_GB")


def test_french_forms() -> None:
    day = dt.date(2026, 11, 22)
    assert FRENCH.date_list(day) == "22 nov. 2026"
    assert FRENCH.date_long(day) == "22 novembre 2026"
    assert FRENCH.date_long(dt.date(2027, 1, 1)) == "1er janvier 2027"
    assert FRENCH.date_list(dt.date(2027, 1, 1)) == "1er janv. 2027"
    assert ENGLISH.date_long(dt.date(2027, 1, 1)) == "1 January 2027"
    assert FRENCH.money(Decimal("1234567.5")) == "1\u202f234\u202f567,50\u00a0€"
    assert FRENCH.price(Decimal("0.0125")) == "0,0125\u00a0€"
    assert FRENCH.price(Decimal("1234.5")) == "1\u202f234,50\u00a0€"
    assert FRENCH.percent(Decimal("8.5")) == "8,5\u00a0%"
    assert FRENCH.number(Decimal("0.02")) == "0,02"


def test_english_forms() -> None:
    day = dt.date(2026, 11, 2)
    assert ENGLISH.date_list(day) == "2 Nov 2026"
    assert ENGLISH.date_long(day) == "2 November 2026"
    assert ENGLISH.money(Decimal("1234.5")) == "€1,234.50"
    assert ENGLISH.price(Decimal("0.021")) == "€0.021"
    assert ENGLISH.percent(Decimal("15")) == "15%"
    assert ENGLISH.percent(Decimal("15")) == "15%"


def test_days_of_a_calendar() -> None:
    day, first = dt.date(2026, 12, 7), dt.date(2027, 1, 1)
    assert (FRENCH.date_full(day), ENGLISH.date_full(day)) == (
        "lundi 7 décembre 2026",
        "Monday 7 December 2026",
    )
    assert FRENCH.date_full(first) == "vendredi 1er janvier 2027"
    assert (FRENCH.day_short(first), ENGLISH.day_short(first)) == ("1er janv.", "1 Jan")
    assert (FRENCH.month(day), ENGLISH.month(day)) == ("décembre 2026", "December 2026")
    assert (FRENCH.weekday(day), FRENCH.weekday(day, short=False)) == ("lun.", "lundi")


def test_a_week_begins_as_the_country_has_it() -> None:
    assert FRENCH.first_weekday == ENGLISH.first_weekday == 0
    assert Formats("en_US").first_weekday == 6


def test_sizes_are_rounded_up_in_the_units_of_the_language() -> None:
    sizes = (0, 1, 812, 1001, 999_000, 999_001, 1_400_000, 25 * 1024 * 1024)
    shown = [FRENCH.size(size).replace("\u202f", " ") for size in sizes]
    assert shown == ["0 ko", "1 ko", "1 ko", "2 ko", "999 ko", "1 Mo", "1,4 Mo", "26,3 Mo"]
    assert ENGLISH.size(1_400_000) == "1.4 MB"


@pytest.mark.parametrize(
    ("amount", "shown"), [("0.125", "0,13"), ("0.135", "0,14"), ("-0.125", "-0,13"), ("2.675", "2,68")]
)
def test_cents_are_rounded_half_up_and_never_half_even(amount: str, shown: str) -> None:
    assert FRENCH.money(Decimal(amount)).startswith(shown)


def test_instants_are_shown_in_paris_with_their_zone_on_both_sides_of_a_clock_change() -> None:
    summer = dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    winter = dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
    assert FRENCH.instant(summer) == "25 octobre 2026 à 02:30 (UTC+2)"
    assert FRENCH.instant(winter) == "25 octobre 2026 à 02:30 (UTC+1)"
    assert FRENCH.time(winter) == "02:30"

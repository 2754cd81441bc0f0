"""Amounts, numbers and dates as people type them: read where unambiguous, refused otherwise."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.language.formats import Formats
from numspot_desk.language.typed import NotTyped, parse_date, parse_number

NARROW, NO_BREAK, THIN, FIGURE = "\u202f", "\u00a0", "\u2009", "\u2007"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1234,50", "1234.50"),
        ("1234.50", "1234.50"),
        ("1 234,50", "1234.50"),
        (f"1{NARROW}234,50{NO_BREAK}€", "1234.50"),
        (f"1{NO_BREAK}234{NO_BREAK}567", "1234567"),
        (f"1{THIN}234", "1234"),
        (f"1{FIGURE}234", "1234"),
        ("1'234,5", "1234.5"),
        ("1,234.50", "1234.50"),
        ("€1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234,567.8", "1234567.8"),
        (" 15 % ", "15"),
        ("0,02", "0.02"),
        ("-3", "-3"),
        ("0", "0"),
    ],
)
def test_what_people_type_is_read(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "abc", "1 23 4,5", "12 34", "1e3", "NaN", "Infinity", "--3", "1,2,3", "1.2.3", "١٢٣", "1_000",
     "9" * 19, "0x10", ",5", "5,", "€", "%", "1 234,50 $"],
)  # fmt: skip
def test_what_could_be_misread_is_refused(typed: str) -> None:
    with pytest.raises(NotTyped):
        parse_number(typed)


@pytest.mark.parametrize("locale", ["fr_FR", "en_GB"])
@given(cents=st.integers(-(10**13), 10**13))
def test_what_is_shown_can_be_typed_back(locale: str, cents: int) -> None:
    amount = Decimal(cents) / 100
    shown = Formats(locale).money(amount)
    assert parse_number(shown.replace("€", "").replace("\N{MINUS SIGN}", "-")) == amount


@pytest.mark.parametrize(
    "typed", ["22/11/2026", "22.11.2026", "22-11-2026", "22 11 2026", "2026-11-22", " 22/11/2026 "]
)
def test_dates_as_typed(typed: str) -> None:
    assert parse_date(typed) == dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    "typed", ["", "31/02/2026", "11/22/2026", "22/11/26", "2026-13-01", "demain", "2026-11-2", "0/0/0000"]
)
def test_dates_that_do_not_exist_or_could_be_two_days_are_refused(typed: str) -> None:
    with pytest.raises(NotTyped):
        parse_date(typed)

"""Rates of the central bank that people add: dated, kept with an audit row, refused by name."""

import datetime as dt
from typing import Any

import pytest

from numspot_desk.rules.rates import ECB
from numspot_desk.usecases.calculations.rates_kept import known_rates, rates_problems

TODAY = dt.date(2026, 11, 22)


def test_without_additions_the_rates_are_those_of_the_rules() -> None:
    found = known_rates()
    assert len(found.rates) == len(ECB.rates) and found.checked == ECB.last_checked.isoformat()


def test_an_added_rate_holds_from_its_day_and_replaces_one_of_the_same_day() -> None:
    last = ECB.rates[-1].start.isoformat()
    kept = {
        "rates": [{"from": "2030-01-01", "rate": "3.00"}, {"from": last, "rate": "9.99"}, {"from": "x"}],
        "last_checked": "2030-01-02",
    }
    found = known_rates(kept)
    assert found.rates[-1] == {"from": "2030-01-01", "rate": "3.00"}
    assert {"from": last, "rate": "9.99"} in found.rates and found.checked == "2030-01-02"


def test_an_earlier_check_takes_nothing_back() -> None:
    assert known_rates({"last_checked": "1999-01-01"}).checked == ECB.last_checked.isoformat()


@pytest.mark.parametrize(
    ("rows", "checked", "field"),
    [
        ([{"from": "31/02/2026", "rate": "2"}], "", "rates[0].from"),
        ([{}, {"from": "01/02/2026", "rate": "101"}], "", "rates[1].rate"),
        ([{"from": "01/02/2026", "rate": "2"}, {"from": "2026-02-01", "rate": "3"}], "", "rates[1].from"),
        ([{"from": "01/02/2026"}], "", "rates[0].rate"),
        ([], "23/11/2026", "last_checked"),
    ],
)
def test_what_cannot_be_kept_is_named(rows: list[dict[str, Any]], checked: str, field: str) -> None:
    found = rates_problems({"rates": rows, "last_checked": checked}, TODAY)
    assert [one.field for one in found] == [field]

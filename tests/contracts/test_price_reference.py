"""The price reference of an order against the lists that its lines were priced from."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from numspot_desk.contracts.checks.prices import ListedPrices
from numspot_desk.contracts.problems import Severity
from numspot_desk.language.catalog import load_language
from tests.contracts.orders import CONTEXT, changed, check, line

NOVEMBER, DECEMBER = dt.date(2026, 11, 1), dt.date(2026, 12, 1)
REGION_WIDE = ("Volume 100 Gio", "persistent_volume", "on_demand", Decimal("5.00"))


def _list(dated: dt.date, price: str, kind: str = "public_list") -> ListedPrices:
    machine = ("VM", "virtual_machine", "on_demand", Decimal(price))
    return ListedPrices(kind, dated, frozenset({machine, REGION_WIDE}))


OLD, NEW = _list(NOVEMBER, "10.00"), _list(DECEMBER, "12.00")
SAMPLE = _list(dt.date(2026, 1, 1), "99.00", "sample")
KNOWN = replace(CONTEXT, price_lists=(NEW, OLD, SAMPLE))


def _said(*prices: str, context: Any = KNOWN, **changes: Any) -> list[str]:
    lines = [line(unit_price=price) for price in prices]
    problems = check(changed(lines=lines, **changes), context).problems
    told = [each for each in problems if each.code == "price_lists_mixed"]
    assert all((p.field, p.severity) == ("price_reference.date", Severity.WARNING) for p in told)
    return [load_language("fr").render(each.message) for each in told]


def test_lines_of_a_newer_list_are_named_with_its_date() -> None:
    (said,) = _said("10.00", "12.00", "12.0")
    assert "1 novembre 2026" in said or "1er novembre 2026" in said
    assert "décembre 2026" in said and said.split("\u00a0: ")[1].startswith("2, 3.")


def test_lines_of_the_list_referred_to_are_right_whichever_day_of_it_is_named() -> None:
    assert _said("10.00", "10.00") == []
    assert _said("10.00", price_reference__date="2026-11-22") == []
    assert _said("12.00", price_reference__date="2026-12-15") == []


def test_a_price_that_no_list_asks_was_agreed() -> None:
    assert _said("11.00", "10.00") == []


def test_another_service_of_the_same_price_is_no_excuse_but_a_new_description_keeps_the_list() -> None:
    both = replace(OLD, prices=OLD.prices | {("VM grande", "virtual_machine", "on_demand", Decimal("12.00"))})
    assert len(_said("12.00", context=replace(KNOWN, price_lists=(NEW, both)))) == 1
    renamed = changed(lines=[line(label="Serveur de calcul", unit_price="12.00")])
    assert check(renamed, KNOWN).problems and any(
        each.code == "price_lists_mixed" for each in check(renamed, KNOWN).problems
    )


def test_a_sample_price_under_a_public_reference_is_named_and_a_public_one_under_a_sample() -> None:
    assert len(_said("99.00")) == 1
    assert len(_said("99.00", "10.00", price_reference__kind="sample")) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"price_reference__kind": "order"},
        {"price_reference__date": None},
        {"price_reference__date": "bientôt"},
        {"price_reference__kind": None},
    ],
)
def test_without_a_list_referred_to_there_is_nothing_to_compare(changes: dict[str, Any]) -> None:
    assert _said("12.00", **changes) == []


def test_without_known_lists_nothing_is_said() -> None:
    assert _said("12.00", context=CONTEXT) == []


def test_many_lines_are_not_all_numbered() -> None:
    (said,) = _said(*["12.00"] * 12)
    assert ": 1, 2, 3, 4, 5, 6, 7, 8, …." in said.replace("\u00a0", "")

"""Edits of the lines: nothing typed is lost, nothing asked twice."""

from decimal import Decimal

from numspot_desk.contracts.order.derived_answers import derive
from numspot_desk.contracts.order.line_edits import (
    add_lines,
    duplicate_line,
    from_price_list,
    lines_of,
    move_line,
    new_line,
    put_in_line,
    remove_lines,
)
from numspot_desk.contracts.order.order_document import blank_order, get, put

PRICED = {
    "service": "virtual_machine",
    "label": "VM 4 vCPU 8 Gio",
    "mode": "on_demand",
    "unit": "mois",
    "unit_price": Decimal("100.00"),
    "region": "eu-west-9",
    "qualification": None,
    "beta": False,
    "list_kind": "sample",
    "list_date": "2026-11-01",
}


def _order(*labels: str) -> dict:
    answers = put(blank_order(), "technical_accounts[0].id", "A1")
    answers = put(answers, "technical_accounts[0].region", "eu-west-2")
    for label in labels:
        line = {**new_line(answers), "label": label}
        answers = dict(add_lines(answers, len(lines_of(answers)), [line]))
    return answers


def _labels(answers) -> list[str]:
    return [line["label"] for line in lines_of(answers)]


def test_a_new_line_stands_on_the_only_account_and_in_its_region() -> None:
    line = new_line(_order())
    assert (line["account"], line["region"], line["mode"]) == ("A1", "eu-west-2", "on_demand")
    assert line["discount_percent"] == "0"
    assert line["term"] is None


def test_a_new_line_without_accounts_is_blank() -> None:
    assert new_line(blank_order())["account"] is None


def test_a_new_line_stands_on_the_account_of_the_line_before() -> None:
    answers = put(_order("one", "two"), "lines[0].account", "A2")
    assert new_line(answers, after=0)["account"] == "A2"
    assert new_line(answers)["account"] == "A1"


def test_lines_are_added_removed_duplicated_and_moved() -> None:
    answers = _order("a", "b", "c")
    assert _labels(remove_lines(answers, frozenset({0, 2}))) == ["b"]
    assert _labels(duplicate_line(answers, 1)) == ["a", "b", "b", "c"]
    assert _labels(move_line(answers, 0, 1)) == ["b", "a", "c"]
    assert _labels(move_line(answers, 2, -2)) == ["c", "a", "b"]
    assert move_line(answers, 0, -1) is answers
    assert move_line(answers, 2, 1) is answers


def test_moved_lines_keep_what_they_hold() -> None:
    answers = put(_order("a", "b"), "lines[0].region", "elsewhere")
    moved = derive(answers, move_line(answers, 0, 1))
    assert get(moved, "lines[1].region") == "elsewhere"


def test_a_reserved_line_has_a_term_and_one_on_demand_none() -> None:
    answers = put_in_line(_order("a"), 0, "mode", "reserved")
    assert get(answers, "lines[0].term") == {"start": None, "end": None}
    assert get(put_in_line(answers, 0, "mode", "on_demand"), "lines[0].term") is None


def test_a_typed_term_is_not_thrown_away_with_the_mode() -> None:
    answers = put_in_line(_order("a"), 0, "mode", "reserved")
    answers = put_in_line(answers, 0, "term.end", "2029-12-31")
    answers = put_in_line(answers, 0, "mode", "on_demand")
    assert get(answers, "lines[0].term.end") == "2029-12-31"
    assert get(put_in_line(answers, 0, "term.end", None), "lines[0].term") is None


def test_a_priced_service_fills_the_line_and_leaves_what_was_typed() -> None:
    answers = put_in_line(_order("a"), 0, "quantity", "4")
    answers = put_in_line(answers, 0, "discount_percent", "10")
    filled = from_price_list(answers, 0, **PRICED)
    line = lines_of(filled)[0]
    assert (line["service"], line["label"], line["unit_price"]) == (
        "virtual_machine",
        "VM 4 vCPU 8 Gio",
        "100.00",
    )
    assert (line["quantity"], line["discount_percent"]) == ("4", "10")
    assert line["region"] == "eu-west-2", "the account's region comes first"
    assert filled["price_reference"] == {"kind": "sample", "date": "2026-11-01"}


def test_a_price_reference_somebody_chose_stays() -> None:
    answers = put(_order("a"), "price_reference.kind", "order")
    assert from_price_list(answers, 0, **PRICED)["price_reference"] == {"kind": "order", "date": None}


def test_a_line_without_region_takes_the_one_of_the_price_list() -> None:
    answers = add_lines(blank_order(), 0, [new_line(blank_order())])
    assert get(from_price_list(answers, 0, **PRICED), "lines[0].region") == "eu-west-9"

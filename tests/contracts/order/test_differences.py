"""What differs between two order documents is named field by field."""

from typing import Any

import pytest

from numspot_desk.contracts.order.differences import differences
from numspot_desk.contracts.order.order_document import blank_order, put
from numspot_desk.language.catalog import load_language


def _order(*answers: tuple[str, Any]) -> dict[str, Any]:
    order = blank_order()
    for path, value in answers:
        order = put(order, path, value)
    return order


def test_an_order_does_not_differ_from_itself() -> None:
    assert differences(_order(("client.siren", "384512349")), _order(("client.siren", "384512349"))) == ()


@pytest.mark.parametrize("empty", [None, ""])
def test_empty_and_absent_are_the_same(empty: str | None) -> None:
    assert differences(_order(("client.siren", empty)), {"client": {"consumer": False}}) == differences(
        _order(), {"client": {"consumer": False}}
    )


def test_fields_are_named_with_their_line() -> None:
    here = _order(("lines[0].label", "un"), ("lines[0].quantity", "1"), ("lines[1].label", "deux"))
    there = _order(("lines[0].label", "un"), ("lines[0].quantity", "2"))
    first, second = differences(here, there)
    assert (first.field, first.here, first.there) == ("lines[0].quantity", "1", "2")
    assert load_language("en").render(first.name) == "Line 1, Quantity"
    assert (second.field, second.here["label"], second.there) == ("lines[1]", "deux", None)


def test_a_list_of_words_is_one_value() -> None:
    path = "special_conditions[0].clauses[0].subjects"
    (found,) = differences(_order((path, ["a", "b"])), _order((path, ["a"])))
    assert (found.field, found.here, found.there) == (path, ["a", "b"], ["a"])


def test_documents_of_any_shape_are_compared() -> None:
    (found,) = differences({"lines": "text"}, {"lines": [{"label": "x"}]})[:1]
    assert found.field.startswith("lines")

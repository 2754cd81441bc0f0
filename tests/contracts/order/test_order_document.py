"""The blank order and the paths of the order document."""

import json
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.canonical import canonical_json
from numspot_desk.contracts.order.field_names import field_name
from numspot_desk.contracts.order.order_document import (
    ORDER,
    NoSuchField,
    blank_order,
    format_path,
    get,
    insert,
    node_at,
    parse_path,
    put,
    remove,
)
from numspot_desk.contracts.order.order_shape import Items, Node, Record
from numspot_desk.language.catalog import load_language


def test_the_blank_order_has_every_key_of_the_examples(shared: Path) -> None:
    made = blank_order()
    for path in (shared / "examples" / "orders").glob("*.json"):
        if not path.name.endswith(".expect.json"):
            assert json.loads(path.read_text(encoding="utf-8")).keys() <= made.keys()
    canonical_json(made)


def test_two_blank_orders_share_nothing() -> None:
    one = blank_order()
    one["lines"].append("x")
    assert blank_order()["lines"] == []


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("mandate", ("mandate",)),
        ("lines[0].term.end", ("lines", 0, "term", "end")),
        ("special_conditions[1].clauses[12].text", ("special_conditions", 1, "clauses", 12, "text")),
    ],
)
def test_a_path_is_read_and_written(text: str, steps: tuple[Any, ...]) -> None:
    assert parse_path(text) == steps
    assert format_path(steps) == text


@pytest.mark.parametrize(
    "text", ["", ".", "[0]", "a..b", "a.", "a[-1]", "a[x]", "a[0]b", "a.[0]", "é", "a b"]
)
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(NoSuchField):
        parse_path(text)


def test_a_member_that_came_later_stands_only_where_it_says_something() -> None:
    order = put(blank_order(), "mandate.iban", "")
    assert "scheme" not in order["mandate"]
    chosen = put(order, "mandate.scheme", "b2b")
    assert chosen["mandate"]["scheme"] == "b2b"
    assert put(chosen, "mandate.scheme", None) == order


def test_put_shares_what_it_does_not_touch_and_leaves_the_old_document() -> None:
    old = blank_order()
    new = put(old, "client.address.city", "Brest")
    assert old["client"]["address"]["city"] is None
    assert get(new, "client.address.city") == "Brest"
    assert new["contacts"] is old["contacts"]


def test_put_makes_the_records_on_the_way() -> None:
    made = put(blank_order(), "mandate.debtor.address.country", "FR")
    assert made["mandate"]["bic"] is None
    assert made["mandate"]["debtor"]["address"]["line1"] is None
    made = put(made, "derogations[0].data.days", 30)
    assert get(made, "derogations[0].data.days") == 30


@pytest.mark.parametrize("path", ["nothing", "client.age", "lines[1].label", "lines.label", "client[0]"])
def test_put_refuses_what_the_format_does_not_have(path: str) -> None:
    with pytest.raises(NoSuchField):
        put(blank_order(), path, "x")


def test_rows_are_inserted_and_removed() -> None:
    made = insert(insert(blank_order(), "lines[0]"), "lines[0]", {"label": "first"})
    assert [row.get("label") for row in made["lines"]] == ["first", None]
    assert made["lines"][1]["discount_percent"] == "0"
    assert remove(made, "lines[0]")["lines"][0]["label"] is None
    with pytest.raises(NoSuchField):
        remove(made, "lines[2]")
    with pytest.raises(NoSuchField):
        insert(made, "lines[3]")


def test_get_gives_the_default_where_nothing_is() -> None:
    assert get({}, "lines[3].label", "none") == "none"
    assert get({"lines": "x"}, "lines[0].label") is None


def _fields(node: Node, path: str) -> list[str]:
    if isinstance(node, Record):
        return [
            field
            for name, member in node.members.items()
            for field in _fields(member.node, f"{path}.{name}" if path else name)
        ]
    if isinstance(node, Items):
        return [path, *_fields(node.of, f"{path}[0]")] if isinstance(node.of, Record) else [path]
    return [path]


def test_the_figures_of_a_derogation_have_a_name_in_words() -> None:
    french = load_language("fr")
    assert french.render(field_name("derogations[0].data.days")) == "Dérogation 1, Jours"
    assert french.render(field_name("derogations[1].data.end_of_month")) == "Dérogation 2, Fin de mois"


@pytest.mark.parametrize("path", _fields(ORDER, ""))
def test_every_field_has_a_name_in_words(path: str) -> None:
    node_at(path)
    for code in ("fr", "en"):
        name = load_language(code).render(field_name(path))
        assert name and "_" not in name and "{" not in name

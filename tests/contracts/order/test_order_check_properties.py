"""Whatever the JSON, the check answers; the order of lines changes no total; totals add what is printed."""

import copy
import random
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.language.catalog import load_language
from numspot_desk.usecases.orders.check_order import check_order_answer
from numspot_desk.usecases.orders.extract import extract
from tests.contracts.orders import CONTEXT, changed, check, conditions, derogation, line, order

SETTINGS = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
FRENCH = load_language("fr")

_text = st.text(alphabet=st.characters(codec=None), max_size=12)
_leaf = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**30, max_value=10**300)
    | st.floats(allow_nan=True)
    | _text
    | st.sampled_from(["1.00", "2026-11-22", "HDS", "reserved", "A1", "CG-A1.1", "payment_term", "replace"])
)
_json = st.recursive(
    _leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3), max_leaves=8
)


def _full() -> dict[str, Any]:
    return changed(
        public_procurement={"siret": "73282932000074", "service_code": "S", "engagement_number": "E"},
        lines=[line(), line(mode="reserved", term={"start": "2027-01-01", "end": "2027-12-31"})],
        derogations=[derogation(), derogation(id="P", subject="payment_term", target="CG-A1.1")],
        special_conditions=[conditions("HDS", "R1111-11.1")],
        payment__term={"days": 30, "end_of_month": False},
        general_terms={"label": "CG", "published_on": "2024-09-01", "in_force_from": "2024-10-01"},
    )


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in inner for found in _paths(item, (*path, key)))]


PATHS = [path for path in _paths(_full()) if path]


def _answer(answers: Any) -> None:
    checked = check_order(answers, CONTEXT)
    told = check_order_answer(checked, FRENCH)
    for problem in told["problems"]:
        assert problem["message"].encode("utf-8")
        problem["field"].encode("utf-8")  # raises for a lone surrogate
    if isinstance(answers, dict):
        extract(answers, checked)


@SETTINGS
@given(_json)
def test_any_json_is_answered(answers: Any) -> None:
    _answer(answers)


@SETTINGS
@given(st.lists(st.tuples(st.sampled_from(PATHS), _json), min_size=1, max_size=4))
def test_an_order_with_anything_anywhere_is_answered(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    answers: Any = copy.deepcopy(_full())
    for path, value in changes:
        holder = answers
        for step in path[:-1]:
            try:
                holder = holder[step]
            except (KeyError, IndexError, TypeError):
                break
        else:
            in_list = isinstance(holder, list) and isinstance(path[-1], int) and path[-1] < len(holder)
            if isinstance(holder, dict) or in_list:
                holder[path[-1]] = value
    _answer(answers)


def test_an_order_nested_a_thousand_deep_is_answered() -> None:
    deep: Any = "x"
    for _ in range(900):
        deep = {"a": [deep]}
    for path in ("client", "lines", "derogations", "mandate"):
        _answer({**order(), path: deep})
    _answer(changed(derogations=[derogation(data={"a": deep})]))


_amount = st.decimals(min_value=0, max_value=10**6, places=4).map(lambda value: format(value, "f"))
_discount = st.decimals(min_value=0, max_value=100, places=2).map(lambda value: format(value, "f"))
_line = st.builds(
    lambda quantity, price, discount, reserved: line(
        quantity=quantity,
        unit_price=price,
        discount_percent=discount,
        mode="reserved" if reserved else "on_demand",
        term={"start": "2027-01-01", "end": "2027-12-31"} if reserved else None,
    ),
    _amount,
    _amount,
    _discount,
    st.booleans(),
)


@SETTINGS
@given(st.lists(_line, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_total(lines: list[dict[str, Any]], chance: random.Random) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)
    one, other = check(changed(lines=lines)).totals, check(changed(lines=shuffled)).totals
    assert one is not None and other is not None
    for name in ("excl_tax", "vat", "incl_tax", "billed_in_advance", "billed_in_arrears"):
        assert getattr(one, name) == getattr(other, name)


@SETTINGS
@given(st.lists(_line, min_size=1, max_size=8))
def test_the_totals_add_what_is_printed(lines: list[dict[str, Any]]) -> None:
    totals = check(changed(lines=lines)).totals
    assert totals is not None and totals.vat is not None and totals.incl_tax is not None
    printed = sum((found.amount for found in totals.lines), start=Decimal(0))
    assert totals.excl_tax == printed == totals.billed_in_advance + totals.billed_in_arrears
    assert totals.incl_tax == printed + totals.vat
    assert all(found.amount.as_tuple().exponent == -2 for found in totals.lines)

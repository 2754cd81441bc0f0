"""When a clause may stand in an order."""

from typing import Any

import pytest

from numspot_desk.contracts.library.conditions import (
    CONDITIONS,
    Situation,
    condition_text,
    excluded_by,
    situation_of,
    unmet,
)
from numspot_desk.contracts.order.order_facts import read_facts
from tests.contracts.library.clauses import clause
from tests.contracts.orders import conditions, line, order


def _met(**changes: Any) -> frozenset[str]:
    return situation_of(read_facts({**order(), **changes})).met


def test_the_situation_is_read_from_the_order() -> None:
    client = {**order()["client"], "public_body": True, "legal_form": "Établissement public de santé"}
    met = _met(
        client=client,
        lines=[line(beta=True), line(mode="reserved", qualification="SecNumCloud")],
        special_conditions=[conditions("HDS")],
    )
    assert met >= {
        *("buyer:public_health", "client:union", "line:beta", "line:on_demand", "line:reserved"),
        *("qualification:HDS", "qualification:SecNumCloud"),
    }
    assert met <= set(CONDITIONS)


def test_an_order_outside_the_union_with_a_private_buyer() -> None:
    client = {**order()["client"], "address": {**order()["client"]["address"], "country": "CH"}}
    met = _met(client=client)
    assert "buyer:private" in met and "client:union" not in met


def test_the_situation_of_an_empty_order_meets_no_condition_of_its_lines() -> None:
    assert situation_of(read_facts({})).met == {"buyer:private"}


def test_unmet_conditions_are_named_in_order() -> None:
    asking = clause(requires=["line:beta", "buyer:private", "clause:other"])
    assert unmet(asking, Situation(frozenset({"buyer:private"}))) == ("line:beta", "clause:other")
    met = Situation(frozenset({"buyer:private", "line:beta"}), frozenset({"other"}))
    assert unmet(asking, met) == ()


@pytest.mark.parametrize("condition", [*CONDITIONS, "clause:other"])
def test_every_condition_has_words(condition: str) -> None:
    assert condition_text(condition).msgid


def test_exclusion_goes_both_ways_and_a_clause_stands_once() -> None:
    one = clause(id="one", excludes=["two"])
    two, three = clause(id="two"), clause(id="three")
    assert excluded_by(one, [two, three]) == (two,)
    assert excluded_by(two, [one, three]) == (one,)
    assert excluded_by(three, [one, two]) == ()
    assert excluded_by(one, [clause(id="one", version=2)])

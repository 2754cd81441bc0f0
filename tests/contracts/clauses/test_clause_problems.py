"""What is wrong among the clauses of an order counts as its problems."""

from typing import Any

from numspot_desk.contracts.clauses.clause_problems import clause_problems, with_clauses
from numspot_desk.contracts.order.order_check import OrderCheck
from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.language.messages import message
from tests.contracts.situations import assessed


def _found(*clauses: dict[str, Any]) -> list[Problem]:
    return list(clause_problems(assessed({"clauses": list(clauses)})))


def test_of_two_clauses_that_exclude_each_other_the_later_is_named() -> None:
    (found,) = _found({"library": "liability-cap"}, {"library": "liability-cap-amount"})
    assert (found.code, found.field, found.clause) == ("open_conflict", "derogations[1]", "CG-2.2")
    assert found.message.params["name"] == "CP-D2"


def test_a_clause_for_other_orders_is_named() -> None:
    (found,) = _found({"library": "beta-use"})
    assert (found.code, found.field) == ("invalid_value", "derogations[0]")


def test_what_a_word_processor_left_is_named_at_the_text() -> None:
    found = _found({"text": "Payable à { MERGEFIELD delai } jours."}, {"text": "pay\u200bable"})
    assert [(each.code, each.field) for each in found] == [
        ("control_character", "derogations[0].text"),
        ("control_character", "derogations[1].text"),
    ]


def test_clauses_without_fault_add_nothing_and_nothing_is_said_twice() -> None:
    assert _found({"library": "liability-cap"}) == []
    held = assessed({"clauses": [{"text": "pay\u200bable"}]})
    known = problem("control_character", "derogations[0].text", message("Said."))
    assert with_clauses(OrderCheck((known,), None), held).problems == (known,)
    assert not with_clauses(OrderCheck((), None), held).ready

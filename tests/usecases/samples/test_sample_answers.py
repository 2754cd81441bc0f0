"""The sample orders hold what they are there to show, on any day they are tried."""

import datetime as dt

import pytest

from numspot_desk.contracts.order.order_check import CheckContext, check_order
from numspot_desk.contracts.order.order_document import blank_order
from numspot_desk.usecases.answers.deadlines_answer import deadlines_answer
from numspot_desk.usecases.samples.sample_answers import (
    CLINIC,
    SAMPLES,
    TOWN,
    WORKSHOP,
    sample_answers,
    sample_facts,
)

DAYS = (dt.date(2026, 2, 28), dt.date(2027, 12, 31), dt.date(2032, 2, 29))


def _codes(name: str, today: dt.date) -> dict[str, set[str]]:
    check = check_order(sample_answers(name, today), CheckContext(today))
    found: dict[str, set[str]] = {"error": set(), "warning": set()}
    for problem in check.problems:
        found[problem.severity.value].add(problem.code)
    return found


@pytest.mark.parametrize("today", DAYS)
def test_the_complete_sample_blocks_on_nothing_and_needs_a_review(today: dt.date) -> None:
    codes = _codes(CLINIC, today)
    assert codes["error"] == set()
    assert {"sample_price", "review_required", "payment_derogation"} <= codes["warning"]
    assert "offer_expired" not in codes["warning"]


@pytest.mark.parametrize("today", DAYS)
def test_the_small_sample_is_ready_and_needs_no_review(today: dt.date) -> None:
    codes = _codes(WORKSHOP, today)
    assert codes["error"] == set()
    assert "review_required" not in codes["warning"] and "sample_price" in codes["warning"]


def test_the_half_filled_sample_says_what_lacks() -> None:
    codes = _codes(TOWN, DAYS[0])
    assert {"missing_field", "term_required"} <= codes["error"]
    assert "public_procurement_missing" in codes["warning"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_the_whole_form_of_an_order(name: str) -> None:
    assert sample_answers(name, DAYS[0]).keys() == blank_order().keys()


@pytest.mark.parametrize("today", DAYS)
def test_the_sample_facts_have_deadlines_of_every_kind(today: dt.date) -> None:
    kinds = {one["kind"] for one in deadlines_answer(sample_facts(today))["deadlines"]}
    assert kinds == {"act_before", "effect_on", "earliest", "latest_before"}

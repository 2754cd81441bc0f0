"""Exits under the Data Act, counted by hand on a calendar; the general terms beside them; what is refused."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from numspot_desk.contracts.given.fact_reading import FactsRefused
from numspot_desk.language.catalog import load_language
from numspot_desk.usecases.answers.exit_answer import exit_answer

FRENCH = load_language("fr")
CASES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a plain switch": (
        {"notified_on": "2026-03-02"},
        {
            "applies": True,
            "notice_ends": "2026-05-02",  # two months, before the 90 days (31 May)
            "transition_ends": "2026-06-01",
            "contract_ends": "2026-06-01",
            "retrieval_ends": "2026-07-01",
            "erased_from": "2026-07-02",
            "erased_by": "2026-08-30",  # 1 June and 90 days
            "terms_end": "2026-05-31",
            "terms_erased": "2026-08-29",
            "charges": "at_cost",
            "charges_due": None,
            "alternatives": [],
        },
    ),
    "the last day of a year": (
        {"notified_on": "2026-12-31"},
        {
            "notice_ends": "2027-02-28",
            "transition_ends": "2027-03-30",
            "retrieval_ends": "2027-04-29",
            "erased_from": "2027-04-30",
            "erased_by": "2027-06-28",
            "terms_end": "2027-03-31",
            "terms_erased": "2027-06-29",
            "charges": "at_cost_then_none",
        },
    ),
    "into a leap year": (
        {"notified_on": "2027-12-30", "notice_days": 120},
        {"notice_ends": "2028-02-29", "transition_ends": "2028-03-30", "charges": "none"},
    ),
    "a shorter notice that was agreed": (
        {"notified_on": "2026-03-02", "notice_days": 30, "retrieval_days": 10},
        {"notice_ends": "2026-04-01", "transition_ends": "2026-05-01", "retrieval_ends": "2026-05-31"},
    ),
    "a longer window that was agreed": (
        {"notified_on": "2026-03-02", "retrieval_days": 60},
        {"retrieval_ends": "2026-07-31", "erased_from": "2026-08-01"},
    ),
    "erasure alone": (
        {"notified_on": "2026-03-02", "intent": "erase"},
        {
            "notice_ends": "2026-05-02",
            "transition_ends": None,
            "retrieval_ends": None,
            "contract_ends": "2026-05-02",
            "erased_from": "2026-05-03",
            "erased_by": "2026-07-31",
        },
    ),
    "a longer transition announced in time": (  # 14 working days after 2 April 2026: Easter Monday is off
        {"notified_on": "2026-04-02", "impossible_told_on": "2026-04-23", "alternative_until": "2026-09-30"},
        {"notice_ends": "2026-06-02", "transition_ends": "2026-09-30"},
    ),
    "a longer transition announced a day late": (
        {"notified_on": "2026-04-02", "impossible_told_on": "2026-04-24", "alternative_until": "2026-09-30"},
        {"transition_ends": "2026-07-02"},
    ),
    "a transition of over seven months": (
        {"notified_on": "2026-03-02", "impossible_told_on": "2026-03-05", "alternative_until": "2027-12-31"},
        {"transition_ends": "2026-12-02"},
    ),
    "put off by the client": (
        {"notified_on": "2026-03-02", "extended_until": "2026-10-15"},
        {"transition_ends": "2026-10-15", "retrieval_ends": "2026-11-14"},
    ),
    "complete before the end of the transition": (
        {"notified_on": "2026-03-02", "completed_on": "2026-05-20"},
        {"contract_ends": "2026-05-20", "retrieval_ends": "2026-07-01", "erased_by": "2026-08-18"},
    ),
    "charges at cost": (
        {"notified_on": "2026-03-02", "charges": "4000", "cost": "2500.50", "charged_on": "2027-01-11"},
        {"charges": "at_cost", "charges_due": "2500.50"},
    ),
    "charges from the day on which none may be": (
        {"notified_on": "2026-03-02", "charges": "4000", "cost": "2500.50", "charged_on": "2027-01-12"},
        {"charges": "none", "charges_due": "0.00"},
    ),
    "charges of a cost that is not known": (
        {"notified_on": "2026-03-02", "charges": "4000", "charged_on": "2026-06-01"},
        {"charges": "at_cost", "charges_due": None},
    ),
    "a service built to measure": (
        {
            "notified_on": "2027-03-01",
            "service": "custom_built",
            "charges": "4000.00",
            "charged_on": "2027-06-01",
        },
        {"applies": True, "charges": "as_agreed", "charges_due": "4000.00"},
    ),
    "a service for a test": (
        {"notified_on": "2026-03-02", "service": "test"},
        {"applies": False, "contract_ends": "2026-05-31", "erased_by": "2026-08-29", "differences": []},
    ),
    "a client outside the Union": (
        {"notified_on": "2026-03-02", "in_union": False},
        {"applies": False, "contract_ends": "2026-05-31"},
    ),
    "the eve of the Data Act": ({"notified_on": "2025-09-11"}, {"applies": False}),
    "its first day": ({"notified_on": "2025-09-12"}, {"applies": True, "notice_ends": "2025-11-12"}),
    "past the last check": (
        {"notified_on": "2026-12-01", "law_checked": "2026-11-22"},
        {"past_last_check": "2026-11-22"},
    ),
}


def _steps(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield step
    yield from (inner for used in step["uses"] for inner in _steps(used))


@pytest.mark.parametrize("name", CASES)
def test_an_exit_is_counted_as_by_hand(name: str) -> None:
    facts, expected = CASES[name]
    answer = exit_answer(facts, FRENCH)
    assert {key: answer[key] for key in expected} == expected
    steps = list(_steps(answer["explanation"]))
    assert all(one["text"] for one in steps)
    assert "CG-7.1" in {ref for one in steps for ref in one["clauses"]}


@pytest.mark.parametrize("name", CASES)
def test_the_parts_follow_each_other_without_a_gap(name: str) -> None:
    phases = exit_answer(CASES[name][0])["phases"]
    assert phases[0]["from"] > CASES[name][0]["notified_on"] and phases[-1]["phase"] == "erasure"
    assert all(one["days"] >= 1 for one in phases)
    assert sum(one["days"] for one in phases) == (int(_days(phases[-1]["to"]) - _days(phases[0]["from"])) + 1)


def _days(written: str) -> int:
    return dt.date.fromisoformat(written).toordinal()


def test_the_month_that_lacks_the_day_is_a_reading() -> None:
    answer = exit_answer({"notified_on": "2026-12-31"})
    (other,) = answer["alternatives"]
    assert answer["readings"] == {"R02": "end_of_day", "R09": "last_day"}
    assert other["readings"] == {"R09": "next_first"} and other["notice_ends"] == "2027-03-01"
    chosen = exit_answer({"notified_on": "2026-12-31", "readings": {"R09": "next_first"}})
    assert chosen["retrieval_ends"] == other["retrieval_ends"] == "2027-04-30"


def test_the_general_terms_are_held_against_each_point_and_never_corrected() -> None:
    answer = exit_answer({"notified_on": "2026-03-02"})
    verdicts = {one["point"]: one["verdict"] for one in answer["differences"]}
    assert verdicts["DA-25.d"] == verdicts["DA-25.g"] == "below" and verdicts["DA-25.h"] == "meets"
    assert answer["terms_end"] == "2026-05-31"


@pytest.mark.parametrize("qualified", [True, False])
def test_a_qualified_service_is_not_erased_by_itself(qualified: bool) -> None:
    answer = exit_answer({"notified_on": "2026-03-02", "qualified": qualified})
    labels = {one["label"]: one["value"] for one in _steps(answer["explanation"])}
    assert labels.get("exit.erasure_needs_notice") == (21 if qualified else None)


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        ({}, "notified_on"),
        ({"notified_on": "2026-02-30"}, "notified_on"),
        ({"notified_on": 20260302}, "notified_on"),
        ({"notified_on": "2026-03-02", "intent": "leave"}, "intent"),
        ({"notified_on": "2026-03-02", "service": "beta"}, "service"),
        ({"notified_on": "2026-03-02", "notice_days": -1}, "notice_days"),
        ({"notified_on": "2026-03-02", "notice_days": True}, "notice_days"),
        ({"notified_on": "2026-03-02", "retrieval_days": "30"}, "retrieval_days"),
        ({"notified_on": "2026-03-02", "completed_on": "2026-03-01"}, "completed_on"),
        ({"notified_on": "2026-03-02", "impossible_told_on": "2026-03-05"}, "alternative_until"),
        ({"notified_on": "2026-03-02", "alternative_until": "2026-09-30"}, "impossible_told_on"),
        ({"notified_on": "2026-03-02", "charges": "100"}, "charged_on"),
        ({"notified_on": "2026-03-02", "charges": 100, "charged_on": "2026-03-05"}, "charges"),
        ({"notified_on": "2026-03-02", "readings": {"R09": "never"}}, "readings.R09"),
        ({"notified_on": "2026-03-02", "surprise": 1}, "surprise"),
    ],
)
def test_what_cannot_be_used_is_located(facts: dict[str, Any], path: str) -> None:
    with pytest.raises(FactsRefused) as refused:
        exit_answer(facts)
    assert path in [fault.path for fault in refused.value.faults]

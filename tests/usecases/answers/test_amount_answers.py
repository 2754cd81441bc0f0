"""The amounts and precedence against the shared examples; bad facts refused at their place."""

import json
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.given.fact_reading import FactsRefused
from numspot_desk.language.catalog import load_language
from numspot_desk.usecases.answers.amount_answers import (
    late_payment_answer,
    liability_answer,
    penalty_answer,
    refund_answer,
)
from numspot_desk.usecases.answers.precedence_answers import precedence_answer

ANSWERS = {
    "rules penalty": penalty_answer,
    "rules liability": liability_answer,
    "rules late-payment": late_payment_answer,
    "rules refund": refund_answer,
    "rules precedence": precedence_answer,
}
EXAMPLES = [
    *("penalty", "penalty-claimed-too-late", "liability-at-threshold", "liability-below-threshold"),
    *("liability-capped", "liability-direct-loss", "late-payment", "refund", "precedence-open-conflict"),
    *("precedence-order-beats-general-terms", "precedence-special-beats-particular"),
    "precedence-void-by-law",
]


def _holds(answer: Any, expected: Any) -> bool:
    if isinstance(expected, dict):
        return isinstance(answer, dict) and all(
            key in answer and _holds(answer[key], value) for key, value in expected.items()
        )
    if isinstance(expected, list):
        return len(answer) == len(expected) and all(map(_holds, answer, expected))
    return bool(answer == expected)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_shared_examples_hold(name: str, shared: Path) -> None:
    example = json.loads((shared / "examples" / "rules" / f"{name}.json").read_text(encoding="utf-8"))
    answer = ANSWERS[example["command"]](example["input"])
    assert _holds(answer, example["expect"]), answer
    json.dumps(answer, allow_nan=False)
    assert answer["explanation"]["label"]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_each_explanation_is_told_in_words(name: str, language: str, shared: Path) -> None:
    example = json.loads((shared / "examples" / "rules" / f"{name}.json").read_text(encoding="utf-8"))
    words = load_language(language)
    explanation = ANSWERS[example["command"]](example["input"], words)["explanation"]
    steps = [explanation]
    while steps:
        step = steps.pop()
        steps += step["uses"]
        assert step["text"] and step["label"] not in step["text"]


def test_amounts_are_written_without_exponents() -> None:
    zero = {**PENALTY, "monthly_average_revenue": "0.000000000001", "invoice_of_the_month": "0.00"}
    assert "E-" not in json.dumps(penalty_answer(zero))


PENALTY = {
    "services": [{"commitment": "SLA9.virtual_machine", "observed": "98.7"}],
    "monthly_average_revenue": "10000.00",
    "invoice_of_the_month": "10000.00",
    "late_payer": False,
    "claimed_on": "2026-11-04",
    "period_end": "2026-10-31",
}
LATE = {
    "amount_incl_tax": "10000.00",
    "amount_excl_tax": "8000.00",
    "due": "2026-05-31",
    "paid": "2026-07-31",
    "ecb_rates": [{"from": "2026-01-01", "rate": "2.00"}, {"from": "2026-07-01", "rate": "3.00"}],
}
REFUND = {
    "billed": "36500.00",
    "term": {"start": "2026-01-01", "end": "2026-12-31"},
    "effective_termination": "2026-09-30",
}


@pytest.mark.parametrize(
    ("changes", "due", "refused_by"),
    [
        ({}, "1000.00", []),
        ({"late_payer": True}, "0.00", ["CG-8"]),
        ({"reservations_in_time": False}, "0.00", ["R12"]),
        ({"reservations_in_time": False, "readings": {"R12": "claimable"}}, "1000.00", []),
        ({"claimed_on": "2026-11-05"}, "1000.00", []),
        ({"claimed_on": "2026-11-06"}, "0.00", ["T15"]),
        ({"period_end": "2026-10-27", "claimed_on": "2026-11-02"}, "0.00", ["T15"]),  # the 1st is a Sunday
        (
            {"period_end": "2026-10-27", "claimed_on": "2026-11-02", "readings": {"R15": "next_working_day"}},
            "1000.00",
            [],
        ),
        ({"services": [{**PENALTY["services"][0], "beta": True}]}, "0.00", ["CG-18.3"]),
        (
            {"services": [{"commitment": "SLA4.firewall", "observed": "98.8", "all_zones": False}]},
            "0.00",
            ["CG-A3"],
        ),
        ({"services": [{"commitment": "SLA4.firewall", "observed": "98.8"}]}, "1000.00", []),
        ({"services": [{"commitment": "SLA6.durability", "observed": "90"}]}, "0.00", []),
        ({"services": [{"commitment": "SLA9.virtual_machine", "observed": "99.7"}]}, "0.00", []),
        ({"services": []}, "0.00", []),
    ],
)
def test_what_is_due_and_what_refuses_it(changes: dict[str, Any], due: str, refused_by: list[str]) -> None:
    answer = penalty_answer({**PENALTY, **changes})
    assert (answer["due"], answer["refused_by"]) == (due, refused_by)


@pytest.mark.parametrize("cause", ["gross_negligence", "wilful", "bodily_harm"])
def test_what_the_law_leaves_without_a_cap(cause: str) -> None:
    facts = {
        "cause": cause,
        "cashed_12_months_excl_tax": "10.00",
        "last_month_of_failing_service": "1.00",
        "direct_loss": "1000000.00",
        "beta": True,
    }
    answer = liability_answer(facts)
    assert (answer["cap"], answer["due"]) == (None, "1000000.00")
    assert liability_answer({**facts, "cause": "other"})["due"] == "350.00"
    assert liability_answer({**facts, "cause": "sla", "beta": False})["due"] is None
    assert liability_answer({**facts, "cause": "sla"})["due"] == "350.00", "a beta has no penalty to cover it"
    assert liability_answer({**facts, "cause": "sla", "penalty": "12.00", "beta": False})["due"] == "12.00"


def test_late_interest_runs_at_the_rate_of_each_half_year() -> None:
    answer = late_payment_answer(LATE)
    assert answer["rate"] is None
    assert [(p["from"], p["to"], p["days"], p["rate"]) for p in answer["periods"]] == [
        ("2026-06-01", "2026-06-30", 30, "12.00"),
        ("2026-07-01", "2026-07-31", 31, "13.00"),
    ]
    # 10000 × 12 % × 30/365 + 10000 × 13 % × 31/365 = 98.630… + 110.410…
    assert answer["interest"] == "209.04"
    assert answer["total"] == "249.04"
    assert {tuple(other["readings"].items()) for other in answer["alternatives"]} == {
        (("R07", "excl_tax"),),
        (("R08", "due_day"),),
        (("R17", "days_360"),),
    }


def test_a_leap_year_has_366_days_where_that_reading_is_chosen() -> None:
    facts = {**LATE, "due": "2027-12-31", "paid": "2028-01-31", "readings": {"R17": "actual_year"}}
    assert late_payment_answer(facts)["interest"] == "110.11"  # 10000 × 13 % × 31/366 = 110.109…


def test_a_public_buyer_pays_eight_points_fixed() -> None:
    answer = late_payment_answer({**LATE, "public_buyer": True})
    assert answer["rate"] == "10.00"


def test_what_is_paid_in_time_costs_nothing() -> None:
    answer = late_payment_answer({**LATE, "paid": "2026-05-31"})
    assert (answer["days"], answer["total"], answer["rate"]) == (0, "0.00", None)


@pytest.mark.parametrize(
    ("ended", "left", "amount"),
    [
        ("2025-06-30", 365, "36500.00"),
        ("2025-12-31", 365, "36500.00"),
        ("2026-01-01", 364, "36400.00"),
        ("2026-12-30", 1, "100.00"),
        ("2026-12-31", 0, "0.00"),
        ("2027-06-30", 0, "0.00"),
    ],
)
def test_the_refund_by_the_day(ended: str, left: int, amount: str) -> None:
    answer = refund_answer({**REFUND, "effective_termination": ended})
    assert (answer["days_left"], answer["refund"]) == (left, amount)


BAD = [
    ("rules penalty", {**PENALTY, "late_payer": "no"}, {"late_payer"}),
    ("rules penalty", {**PENALTY, "surprise": 1}, {"surprise"}),
    ("rules penalty", {**PENALTY, "readings": {"R99": "x", "R03": "y"}}, {"readings.R99", "readings.R03"}),
    (
        "rules penalty",
        {**PENALTY, "services": [{"commitment": "SLA8.disk", "observed": "101"}, 3]},
        {"services[0].commitment", "services[0].observed", "services[1]"},
    ),
    (
        "rules liability",
        {"cause": "bad luck", "direct_loss": -1},
        {"cause", "direct_loss", "cashed_12_months_excl_tax", "last_month_of_failing_service"},
    ),
    ("rules late-payment", {**LATE, "paid": "2026-02-30", "ecb_rates": []}, {"paid"}),
    ("rules late-payment", {**LATE, "ecb_rates": []}, {"ecb_rates"}),
    ("rules late-payment", {**LATE, "ecb_rates": [{"from": "2026-07-01", "rate": "3"}]}, {"ecb_rates"}),
    (
        "rules refund",
        {**REFUND, "term": {"start": "2026-02-01", "end": "2026-01-01"}, "billed": 3.5},
        {"term.end", "billed"},
    ),
    ("rules refund", {}, {"billed", "term", "term.start", "term.end", "effective_termination"}),
    ("rules precedence", {"subject": "weather"}, {"subject", "on", "provisions"}),
    (
        "rules precedence",
        {"subject": "price", "on": "2026-11-22", "provisions": [{"id": "a", "document": "XX"}]},
        {
            *("provisions[0].document", "provisions[0].clause", "provisions[0].effect"),
            *("provisions[0].subject", "provisions[0].in_force_from"),
        },
    ),
]


@pytest.mark.parametrize(("command", "document", "places"), BAD)
def test_every_fault_is_located(command: str, document: dict[str, Any], places: set[str]) -> None:
    with pytest.raises(FactsRefused) as refused:
        ANSWERS[command](document)
    assert {fault.path for fault in refused.value.faults} == places


def test_an_invoice_without_tax_is_never_above_the_one_with_tax() -> None:
    with pytest.raises(FactsRefused) as refused:
        late_payment_answer({**LATE, "amount_excl_tax": "10000.01"})
    assert [fault.path for fault in refused.value.faults] == ["amount_excl_tax"]
    assert late_payment_answer({**LATE, "amount_excl_tax": "10000.00"})["interest"]  # no tax at all

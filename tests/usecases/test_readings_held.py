"""Why a reading holds, in every command: chosen with a reason, or settled by a clause of the contract."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from numspot_desk.contracts.given.fact_reading import REASON_LIMIT, FactsRefused
from numspot_desk.language.catalog import load_language
from numspot_desk.usecases.answers.amount_answers import (
    late_payment_answer,
    liability_answer,
    penalty_answer,
    refund_answer,
)
from numspot_desk.usecases.answers.availability_answer import availability_answer
from numspot_desk.usecases.answers.deadlines_answer import deadlines_answer
from numspot_desk.usecases.answers.precedence_answers import precedence_answer

FRENCH, ENGLISH = load_language("fr"), load_language("en")
Answer = Callable[..., dict[str, Any]]
REASON = "Accord du 3 mars avec la direction juridique"
TERMINATION = {"id": "n", "kind": "termination_notice", "at": "2026-11-23T10:00:00+01:00", "by": "client"}
DEADLINES = {"as_of": "2026-11-22", "events": [TERMINATION]}
PENALTY = {
    "services": [{"commitment": "SLA9.api", "observed": "90"}],
    "monthly_average_revenue": "10000.00",
    "invoice_of_the_month": "10000.00",
    "late_payer": False,
    "claimed_on": "2026-11-04",
    "period_end": "2026-10-31",
}
LIABILITY = {
    "cause": "other",
    "cashed_12_months_excl_tax": "120000.00",
    "last_month_of_failing_service": "4000.00",
    "direct_loss": "30000.00",
    "event_on": "2026-10-31",
}
LATE = {
    "amount_incl_tax": "12000.00",
    "amount_excl_tax": "10000.00",
    "due": "2026-01-31",
    "paid": "2026-03-15",
    "ecb_rates": [{"from": "2026-01-01", "rate": "2.15"}],
}
REFUND = {
    "billed": "36500.00",
    "term": {"start": "2026-01-01", "end": "2026-12-31"},
    "effective_termination": "2026-09-30",
}
AVAILABILITY = {
    "commitment": "SLA1.region",
    "period": {"start": "2026-10-01", "end": "2026-10-31"},
    "incidents": [],
}
PRECEDENCE = {
    "subject": "payment_term",
    "on": "2026-11-22",
    "provisions": [
        {
            "id": "t",
            "document": "CP",
            "clause": "CP-9",
            "in_force_from": "2026-01-01",
            "subject": "payment_term",
            "effect": "replace",
            "data": {"days": 50},
        }
    ],
}
ASKED = [
    pytest.param(deadlines_answer, DEADLINES, "R02", "start_of_day", id="deadlines"),
    pytest.param(penalty_answer, PENALTY, "R03", "invoice_30", id="penalty"),
    pytest.param(liability_answer, LIABILITY, "R10", "calendar_months", id="liability"),
    pytest.param(late_payment_answer, LATE, "R07", "excl_tax", id="late-payment"),
    pytest.param(refund_answer, REFUND, "R02", "start_of_day", id="refund"),
    pytest.param(availability_answer, AVAILABILITY, "R20", "calendar_year", id="availability"),
    pytest.param(precedence_answer, PRECEDENCE, "R18", "periodic", id="precedence"),
]


def _steps(step: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield step
    for used in step["uses"]:
        yield from _steps(used)


def _labelled(answer: Mapping[str, Any], label: str) -> list[Mapping[str, Any]]:
    return [step for step in _steps(answer["explanation"]) if step["label"] == label]


def _clause(name: str, option: str, clause: str = "CP-4", start: str = "2025-01-01") -> dict[str, Any]:
    return {
        "id": clause,
        "document": clause[:2],
        "clause": clause,
        "in_force_from": start,
        "subject": "other",
        "effect": "complete",
        "data": {"readings": {name: option}},
    }


def _settling(document: Mapping[str, Any], *clauses: dict[str, Any]) -> dict[str, Any]:
    return {**document, "provisions": [*document.get("provisions", []), *clauses]}


def _figures(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != "explanation"}


@pytest.mark.parametrize(("answer", "document", "name", "option"), ASKED)
def test_a_reason_is_told_and_changes_no_result(
    answer: Answer, document: dict[str, Any], name: str, option: str
) -> None:
    bare = answer({**document, "readings": {name: option}}, FRENCH)
    told = answer({**document, "readings": {name: {"reading": option, "reason": REASON}}}, FRENCH)
    assert _figures(told) == _figures(bare)
    assert _labelled(bare, "reading.chosen") == []
    for step in _labelled(told, "reading.chosen"):
        assert step["text"] == f"Lecture {name} retenue pour ce contrat\u00a0: {REASON}"
        assert step["reading"] == {name: option}
        assert step["params"] == {"name": name, "reason": REASON}
    assert _labelled(told, "reading.chosen")


@pytest.mark.parametrize(("answer", "document", "name", "option"), ASKED)
def test_the_reason_of_a_reading_that_a_result_does_not_name_is_not_told(
    answer: Answer, document: dict[str, Any], name: str, option: str
) -> None:
    given = answer({**document, "readings": {"R11": {"reading": "capped_90", "reason": REASON}}})
    assert _labelled(given, "reading.chosen") == []
    assert given == answer({**document, "readings": {}})


@pytest.mark.parametrize(("answer", "document", "name", "option"), ASKED)
@pytest.mark.parametrize(
    ("given", "path", "said"),
    [
        ({"reason": ""}, ".reason", "Say here why"),
        ({"reason": "  "}, ".reason", "Say here why"),
        ({"reason": None}, ".reason", "Say here why"),
        ({"reason": ["x"]}, ".reason", "Say here why"),
        ({"reason": "x" * (REASON_LIMIT + 1)}, ".reason", "at most 500 characters"),
        ({"reason": "one\ntwo"}, ".reason", "one line"),
        ({"reading": "noon"}, ".reading", "One of these"),
        ({"reading": ["x"]}, ".reading", "One of these"),
        ({"by": "me"}, ".by", "not known"),
    ],
)
def test_a_reason_that_is_none_is_refused_by_name(
    answer: Answer, document: dict[str, Any], name: str, option: str, given: Any, path: str, said: str
) -> None:
    chosen = {"reading": option, "reason": REASON} | given
    with pytest.raises(FactsRefused) as refused:
        answer({**document, "readings": {name: chosen}})
    (fault,) = refused.value.faults
    assert fault.path == f"readings.{name}{path}"
    assert said in ENGLISH.render(fault.message)


@pytest.mark.parametrize("missing", ["reading", "reason"])
def test_both_members_are_needed(missing: str) -> None:
    chosen = {"reading": "start_of_day", "reason": REASON}
    del chosen[missing]
    with pytest.raises(FactsRefused) as refused:
        refund_answer({**REFUND, "readings": {"R02": chosen}})
    assert [fault.path for fault in refused.value.faults] == [f"readings.R02.{missing}"]


def test_the_longest_reason_is_taken() -> None:
    reason = "x" * REASON_LIMIT
    told = refund_answer({**REFUND, "readings": {"R02": {"reading": "start_of_day", "reason": reason}}})
    (step,) = _labelled(told, "reading.chosen")
    assert step["params"]["reason"] == reason


@pytest.mark.parametrize(("answer", "document", "name", "option"), ASKED)
def test_a_clause_settles_a_reading_above_the_one_chosen(
    answer: Answer, document: dict[str, Any], name: str, option: str
) -> None:
    chosen = answer({**document, "readings": {name: option}})
    default = next(value for key, value in _readings(answer(document)).items() if key == name)
    given = _settling(document, _clause(name, option))
    settled = answer({**given, "readings": {name: {"reading": default, "reason": REASON}}}, FRENCH)
    assert _readings(settled)[name] == option
    assert _without_spread(settled) == _without_spread(chosen)
    assert _labelled(settled, "reading.chosen") == []
    told = _labelled(settled, "reading.settled")
    assert told and {tuple(step["clauses"]) for step in told} == {("CP-4",)}
    assert name not in {key for one in _alternatives(settled) for key in one["readings"]}


def _readings(answer: Mapping[str, Any]) -> dict[str, str]:
    own: dict[str, str] = dict(answer.get("readings", {}))
    return own.copy() or {k: v for one in answer.get("deadlines", []) for k, v in one["readings"].items()}


def _alternatives(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        *answer.get("alternatives", []),
        *(a for d in answer.get("deadlines", []) for a in d["alternatives"]),
    ]


def _without_spread(answer: Mapping[str, Any]) -> Any:
    if "deadlines" in answer:
        return [(one["rule"], one.get("last_day"), one["instant"]) for one in answer["deadlines"]]
    return {key: value for key, value in _figures(answer).items() if key != "alternatives"}


AMOUNTS = [case for case in ASKED if case.id not in ("deadlines", "precedence")]


@pytest.mark.parametrize(("answer", "document", "name", "option"), AMOUNTS)
def test_a_clause_of_a_later_day_settles_nothing_yet(
    answer: Answer, document: dict[str, Any], name: str, option: str
) -> None:
    later = _settling(document, _clause(name, option, start="2027-01-01"))
    assert answer(later) == answer(document)


@pytest.mark.parametrize(("answer", "document", "name", "option"), AMOUNTS)
def test_special_conditions_settle_above_the_order(
    answer: Answer, document: dict[str, Any], name: str, option: str
) -> None:
    default = _readings(answer(document))[name]
    both = _settling(document, _clause(name, default), _clause(name, option, "CS-2"))
    assert _readings(answer(both))[name] == option


@pytest.mark.parametrize(("answer", "document", "name", "option"), AMOUNTS)
def test_a_clause_that_settles_nothing_is_refused_where_an_amount_is_asked(
    answer: Answer, document: dict[str, Any], name: str, option: str
) -> None:
    idle = {**_clause(name, option), "data": {"days": 30}}
    general = {**_clause(name, option), "id": "g", "document": "CG", "clause": "CG-8"}
    with pytest.raises(FactsRefused) as refused:
        answer(_settling(document, idle, general))
    assert [fault.path for fault in refused.value.faults] == [
        "provisions[0].data.readings",
        "provisions[1].data.readings",
    ]


def test_the_day_of_the_event_is_needed_where_a_clause_may_settle_the_twelve_months() -> None:
    undated = {key: value for key, value in LIABILITY.items() if key != "event_on"}
    liability_answer(undated)
    with pytest.raises(FactsRefused) as refused:
        liability_answer(_settling(undated, _clause("R10", "calendar_months")))
    assert [fault.path for fault in refused.value.faults] == ["event_on"]


def test_a_contract_year_that_a_clause_settles_needs_the_start_of_the_contract() -> None:
    with pytest.raises(FactsRefused) as refused:
        availability_answer(_settling(AVAILABILITY, _clause("R20", "contract_year")))
    assert [fault.path for fault in refused.value.faults] == ["contract_start"]
    given = {**AVAILABILITY, "contract_start": "2024-06-15"}
    found = availability_answer(_settling(given, _clause("R20", "contract_year")))
    assert found["readings"] == {"R20": "contract_year"}

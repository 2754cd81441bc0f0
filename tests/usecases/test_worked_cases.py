"""The project's own worked cases of the amounts, of precedence and of what an order changes: for each its
value, the clauses its explanation cites, and the readings it rests on. The data stand in tests/rules/cases.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.language.catalog import load_language
from numspot_desk.usecases.answers.amount_answers import (
    late_payment_answer,
    liability_answer,
    penalty_answer,
    refund_answer,
)
from numspot_desk.usecases.answers.availability_answer import availability_answer
from numspot_desk.usecases.answers.precedence_answers import changes_answer, precedence_answer
from tests.usecases.answers.test_deadlines_answer import shows

CASES = Path(__file__).resolve().parent.parent / "rules" / "cases"
ANSWERS = {
    "penalty": penalty_answer,
    "liability": liability_answer,
    "late-payment": late_payment_answer,
    "refund": refund_answer,
    "availability-years": availability_answer,
    "precedence": precedence_answer,
    "changes": changes_answer,
}
FRENCH = load_language("fr")


def _cases() -> list[Any]:
    found = []
    for name in ANSWERS:
        content = json.loads((CASES / f"{name}.json").read_text("utf-8"))
        for case in content["cases"]:
            given = content["base"] | case["input"]
            found.append(pytest.param(name, given, case, id=f"{name}: {case['name']}"))
    return found


def _steps(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield step
    yield from (inner for used in step["uses"] for inner in _steps(used))


@pytest.mark.parametrize(("name", "given", "case"), _cases())
def test_a_worked_case_gives_its_value_clauses_and_readings(
    name: str, given: dict[str, Any], case: dict[str, Any]
) -> None:
    answer = ANSWERS[name](given, FRENCH)
    for key, value in case["expect"].items():
        assert shows(value, answer[key]), (key, answer[key])
        if isinstance(value, list) and key != "alternatives" and name not in ("changes",):
            assert len(value) == len(answer[key]), (key, answer[key])
    steps = list(_steps(answer["explanation"]))
    cited = {clause for step in steps for one in (step, *step["set_aside"]) for clause in one["clauses"]}
    assert set(case["clauses"]) <= cited, cited
    assert answer["readings"] == case["readings"]
    assert all(step["text"] and step["label"] not in step["text"] for step in steps)


def test_there_are_enough_cases() -> None:
    """Over all rules, those of the deadlines and of availability included."""
    count = 0
    for path in CASES.glob("*.json"):
        content = json.loads(path.read_text("utf-8"))
        count += len(content if isinstance(content, list) else content["cases"])
    assert count >= 150

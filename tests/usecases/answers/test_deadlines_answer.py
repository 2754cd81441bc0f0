"""`rules deadlines`: the shared examples, the project's own worked cases, and input that is refused."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.given.fact_reading import FactsRefused
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.table import TABLE
from numspot_desk.usecases.answers.deadlines_answer import deadlines_answer

CASES = Path(__file__).resolve().parent.parent.parent / "rules" / "cases"


def shows(expected: Any, found: Any) -> bool:
    """Whether everything expected is in what was found; lists in any order."""
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(
            key in found and shows(value, found[key]) for key, value in expected.items()
        )
    if isinstance(expected, list):
        return isinstance(found, list) and all(any(shows(one, other) for other in found) for one in expected)
    return bool(expected == found)


def test_every_shared_example_of_deadlines_passes(shared: Path) -> None:
    read = [
        json.loads(path.read_text("utf-8")) for path in sorted((shared / "examples/rules").glob("*.json"))
    ]
    examples = [one for one in read if one["command"] == "rules deadlines"]
    assert examples
    for one in examples:
        answer = deadlines_answer(one["input"])
        assert shows(one["expect"], answer), (one["expect"], answer["deadlines"])


def _cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("deadlines-*.json")):
        for case in json.loads(path.read_text("utf-8")):
            found.append(pytest.param(case, id=f"{path.stem}: {case['name']}"))
    return found


def test_every_limit_has_a_worked_case() -> None:
    worked = {wanted["rule"] for case in _cases() for wanted in case.values[0]["expect"].get("deadlines", [])}
    assert {row.id for row in TABLE.rows} - worked == set()


@pytest.mark.parametrize("case", _cases())
def test_a_worked_case_gives_its_value_clauses_and_readings(case: dict[str, Any]) -> None:
    facts = {"as_of": "2026-11-22", "payment": {"means": "direct_debit", "term": None}, "readings": {}}
    answer = deadlines_answer(facts | case["input"])
    for wanted in case["expect"].get("deadlines", []):
        same = [one for one in answer["deadlines"] if shows(_name(wanted), one)]
        assert len(same) == 1, (wanted, same)
        assert {"clause", "readings"} <= wanted.keys() and {"last_day", "instant"} & wanted.keys(), wanted
        for key, value in wanted.items():
            if key == "alternatives":
                assert len(same[0][key]) == len(value) and shows(value, same[0][key]), same[0][key]
            else:
                assert same[0].get(key) == value, (key, value, same[0])
    assert shows(case["expect"].get("settled", []), answer["settled"]), answer["settled"]
    for absent in case["expect"].get("absent", []):
        assert not any(shows(absent, one) for one in answer["deadlines"]), absent


def _name(wanted: dict[str, Any]) -> dict[str, Any]:
    return {key: wanted[key] for key in ("rule", "event", "step") if key in wanted}


GOOD: dict[str, Any] = {
    "as_of": "2026-11-22",
    "client": {"kind": "business", "country": "FR"},
    "payment": {"means": "direct_debit", "term": None},
    "readings": {},
    "events": [
        {
            "id": "n",
            "kind": "formal_notice",
            "at": "2026-11-22T10:30:00+01:00",
            "by": "client",
            "reason": "breach",
        },
        {"id": "k", "kind": "ticket_opened", "at": "2026-11-23T09:00:00+01:00", "severity": 3},
        {
            "id": "v",
            "kind": "invoice_issued",
            "on": "2026-11-25",
            "number": "F-1",
            "amount_incl_tax": "120.00",
        },
    ],
}


def _with(path: list[Any], value: Any) -> dict[str, Any]:
    document = copy.deepcopy(GOOD)
    at: Any = document
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (["surprise"], 1, "surprise"),
        (["as_of"], "2026-11-22T00:00:00+01:00", "as_of"),
        (["as_of"], "2026-02-30", "as_of"),
        (["as_of"], None, "as_of"),
        (["as_of"], "9999-12-31", "as_of"),
        (["events"], {}, "events"),
        (["events", 0], "n", "events[0]"),
        (["events", 0, "kind"], "party", "events[0].kind"),
        (["events", 0, "kind"], ["formal_notice"], "events[0].kind"),
        (["events", 0, "at"], "2026-11-22T10:30:00", "events[0].at"),
        (["events", 0, "at"], "2026-11-22", "events[0].at"),
        (["events", 0, "at"], "2026-11-22T25:30:00+01:00", "events[0].at"),
        (["events", 0, "on"], "2026-11-22", "events[0].on"),
        (["events", 0, "by"], "nobody", "events[0].by"),
        (["events", 0, "id"], "k", "events[1].id"),
        (["events", 0, "answers"], "missing", "events[0].answers"),
        (["events", 0, "cancels"], "n", "events[0].cancels"),
        (["events", 1, "severity"], True, "events[1].severity"),
        (["events", 1, "severity"], 4, "events[1].severity"),
        (["events", 2, "amount_incl_tax"], 120.0, "events[2].amount_incl_tax"),
        (["events", 2, "on"], "2026-11-25T00:00:00+01:00", "events[2].on"),
        (["readings"], {"R99": "x"}, "readings.R99"),
        (["readings"], {"R02": "noon"}, "readings.R02"),
        (["readings"], {"R02": None}, "readings.R02"),
        (["payment", "means"], "gold", "payment.means"),
        (["payment", "term"], {"days": -1}, "payment.term.days"),
        (["payment", "term"], {"days": True}, "payment.term.days"),
        (["payment"], None, "payment.means"),
        (["client", "age"], 3, "client.age"),
        (["provisions"], [{"id": "p"}], "provisions[0].document"),
    ],
)
def test_a_fault_is_refused_by_its_path(path: list[Any], value: Any, where: str) -> None:
    with pytest.raises(FactsRefused) as refused:
        deadlines_answer(_with(path, value))
    assert where in [fault.path for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("event", "where"),
    [
        (
            {"id": "x", "kind": "client_answered", "at": "2026-11-23T10:00:00+01:00", "ticket": "k"},
            "events[3].at",
        ),
        (
            {"id": "x", "kind": "client_asked", "at": "2026-11-23T10:00:00+01:00", "ticket": "v"},
            "events[3].ticket",
        ),
        ({"id": "x", "kind": "invoice_paid", "on": "2026-11-26", "number": "F-2"}, "events[3].number"),
        ({"id": "x", "kind": "penalty_claimed", "at": "2026-11-23T10:00:00+01:00"}, "events[3].answers"),
        (
            {"id": "x", "kind": "reserved_term", "start": "2026-12-01", "end": "2026-11-01"},
            "events[3].end",
        ),
    ],
)
def test_events_that_fit_nothing_are_refused(event: dict[str, Any], where: str) -> None:
    document = copy.deepcopy(GOOD)
    document["events"].append(event)
    with pytest.raises(FactsRefused) as refused:
        deadlines_answer(document)
    assert where in [fault.path for fault in refused.value.faults]


def test_every_fault_is_found_at_once_and_can_be_said_in_both_languages() -> None:
    document = _with(["events", 0, "at"], "2026-11-22T10:30:00") | {"surprise": 1, "readings": {"R99": "x"}}
    with pytest.raises(FactsRefused) as refused:
        deadlines_answer(document)
    assert {fault.path for fault in refused.value.faults} == {"surprise", "readings.R99", "events[0].at"}
    for code in ("fr", "en"):
        language = load_language(code)
        assert all(language.render(fault.message) for fault in refused.value.faults)


def test_the_explanation_is_said_in_the_readers_language() -> None:
    french = deadlines_answer(GOOD, load_language("fr"))["explanation"]
    english = deadlines_answer(GOOD, load_language("en"))["explanation"]
    assert french["text"].startswith("Délais du contrat")
    assert english["text"].startswith("Time limits of the contract")
    assert json.dumps(french) == json.dumps(deadlines_answer(GOOD, load_language("fr"))["explanation"])

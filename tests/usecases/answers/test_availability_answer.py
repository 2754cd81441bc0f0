"""`rules availability`: the shared example, worked cases, properties, and input that is refused."""

import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.contracts.given.fact_reading import FactsRefused
from numspot_desk.language.catalog import load_language
from numspot_desk.usecases.answers.availability_answer import availability_answer

CASES = json.loads(
    (Path(__file__).resolve().parent.parent.parent / "rules" / "cases" / "availability.json").read_text(
        "utf-8"
    )
)


def test_the_shared_example_passes(shared: Path) -> None:
    example = json.loads((shared / "examples/rules/availability-internet.json").read_text("utf-8"))
    answer = availability_answer(example["input"])
    assert {key: answer[key] for key in example["expect"]} == example["expect"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_worked_case_gives_its_figures_clauses_and_readings(case: dict[str, Any]) -> None:
    answer = availability_answer(case["input"])
    assert {key: answer[key] for key in case["expect"]} == case["expect"]
    assert answer["readings"] == case["expect"]["readings"]
    assert set(case["clauses"]) == _cited(answer["explanation"])


def _cited(step: dict[str, Any]) -> set[str]:
    cited = {clause for one in (step, *step["set_aside"]) for clause in one["clauses"]}
    return cited.union(*(_cited(used) for used in step["uses"]))


GOOD: dict[str, Any] = {
    "commitment": "SLA4.api",
    "period": {"start": "2026-11-01", "end": "2026-11-30"},
    "incidents": [{"from": "2026-11-03T10:00:00+01:00", "to": "2026-11-03T11:00:00+01:00"}],
    "maintenance": [
        {"from": "2026-11-03T10:00:00+01:00", "to": "2026-11-03T10:30:00+01:00", "announced_on": "2026-11-01"}
    ],
    "excluded": [],
    "all_zones": True,
}


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (["commitment"], "SLA8", "commitment"),
        (["commitment"], "SLA7.iops", "commitment"),
        (["period"], None, "period"),
        (["period", "end"], "2026-10-31", "period.end"),
        (["period", "start"], "2026-11-01T00:00:00+01:00", "period.start"),
        (["incidents"], {}, "incidents"),
        (["incidents", 0], 7, "incidents[0]"),
        (["incidents", 0, "to"], "2026-11-03T11:00:00", "incidents[0].to"),
        (["incidents", 0, "to"], "2026-11-03T09:00:00+01:00", "incidents[0].to"),
        (["incidents", 0, "why"], "x", "incidents[0].why"),
        (["maintenance", 0], {"from": "2026-11-03T10:00:00+01:00"}, "maintenance[0].to"),
        (["maintenance", 0, "announced_on"], "soon", "maintenance[0].announced_on"),
        (
            ["excluded"],
            [{"from": "2026-11-03T10:00:00+01:00", "to": "2026-11-03T10:30:00+01:00", "reason": "luck"}],
            "excluded[0].reason",
        ),
        (["all_zones"], 1, "all_zones"),
        (["readings"], {"R04": "other"}, "readings.R04"),
        (["surprise"], 1, "surprise"),
    ],
)
def test_a_fault_is_refused_by_its_path(path: list[Any], value: Any, where: str) -> None:
    document = copy.deepcopy(GOOD)
    at: Any = document
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(FactsRefused) as refused:
        availability_answer(document)
    assert where in [fault.path for fault in refused.value.faults]


def test_a_maintenance_without_its_announcement_is_not_guessed() -> None:
    document = copy.deepcopy(GOOD)
    del document["maintenance"][0]["announced_on"]
    with pytest.raises(FactsRefused) as refused:
        availability_answer(document)
    assert [fault.path for fault in refused.value.faults] == ["maintenance[0].announced_at"]


def test_the_explanation_is_said_in_both_languages() -> None:
    french = availability_answer(GOOD, load_language("fr"))["explanation"]["text"]
    english = availability_answer(GOOD, load_language("en"))["explanation"]["text"]
    assert french.startswith("Disponibilité constatée")
    assert english.startswith("Availability observed")


START = dt.datetime(2026, 10, 31, 23, tzinfo=dt.UTC)
MINUTES = st.integers(-2000, 46_000)


@given(st.lists(st.tuples(MINUTES, st.integers(0, 3000)), max_size=6), st.integers(0, 5))
def test_downtime_is_bounded_and_blind_to_order_and_cuts(spans: list[tuple[int, int]], cut: int) -> None:
    windows = [_window(start, length) for start, length in spans]
    document = GOOD | {"incidents": windows, "maintenance": []}
    whole = availability_answer(document)
    assert 0 <= whole["downtime_seconds"] <= whole["period_seconds"]
    assert availability_answer(document | {"incidents": windows[::-1]}) == whole
    assert (
        availability_answer(document | {"incidents": windows * 2})["downtime_seconds"]
        == whole["downtime_seconds"]
    )
    excluded = [window | {"reason": "throttling"} for window in windows[:cut]]
    less = availability_answer(document | {"excluded": excluded})
    assert less["downtime_seconds"] <= whole["downtime_seconds"]
    everything = [window | {"reason": "throttling"} for window in windows]
    assert availability_answer(document | {"excluded": everything})["downtime_seconds"] == 0


def _window(start: int, length: int) -> dict[str, str]:
    begins = START + dt.timedelta(minutes=start)
    return {"from": begins.isoformat(), "to": (begins + dt.timedelta(minutes=length)).isoformat()}


def test_the_year_of_the_contract_needs_its_start_for_a_yearly_commitment_alone() -> None:
    asked = {"period": {"start": "2026-11-01", "end": "2026-11-30"}, "incidents": []}
    chosen = {"readings": {"R20": "contract_year"}}
    with pytest.raises(FactsRefused) as refused:
        availability_answer({"commitment": "SLA1.region", **asked, **chosen})
    assert [fault.path for fault in refused.value.faults] == ["contract_start"]
    assert availability_answer({"commitment": "SLA4.api", **asked, **chosen})["met"] is True

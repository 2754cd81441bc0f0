"""Which clause settles a reading: in force, of the highest rank that speaks, not contradicted in its rank."""

import datetime as dt
from typing import Any

import pytest

from numspot_desk.contracts.given.fact_reading import FactsRefused
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.limits import deadlines
from numspot_desk.rules.provisions import Effect, Provision
from numspot_desk.rules.settled_readings import SettledReading, settled_readings
from numspot_desk.rules.time import end_of
from numspot_desk.usecases.answers.deadlines_answer import deadlines_answer

DAY = dt.date(2026, 11, 22)


def _clause(ident: str, rank: Document, readings: dict[str, str], **more: Any) -> Provision:
    return Provision(
        ident, rank, f"{rank.value}-{ident}", "other", Effect.COMPLETE, {"readings": readings}, **more
    )


def test_the_general_terms_settle_nothing_that_they_leave_open() -> None:
    assert settled_readings([_clause("1", Document.GENERAL, {"R02": "start_of_day"})], DAY) == {}


def test_each_reading_is_settled_by_the_highest_rank_that_speaks_of_it() -> None:
    order = _clause("1", Document.PARTICULAR, {"R01": "ninety_days", "R02": "start_of_day"})
    special = _clause("2", Document.SPECIAL, {"R02": "end_of_day"})
    for given in ([order, special], [special, order]):
        assert settled_readings(given, DAY) == {
            "R02": SettledReading("end_of_day", "CS-2"),
            "R01": SettledReading("ninety_days", "CP-1"),
        }


def test_clauses_of_one_rank_that_disagree_leave_it_open_for_the_lower_rank_too() -> None:
    clauses = [
        _clause("1", Document.SPECIAL, {"R02": "start_of_day"}),
        _clause("2", Document.SPECIAL, {"R02": "end_of_day"}),
        _clause("3", Document.PARTICULAR, {"R02": "end_of_day"}),
    ]
    assert settled_readings(clauses, DAY) == {}
    assert settled_readings(clauses[1:], DAY)["R02"].clause == "CS-2"


def test_of_clauses_that_agree_the_first_is_named() -> None:
    clauses = [_clause(ident, Document.PARTICULAR, {"R02": "start_of_day"}) for ident in ("2", "1", "3")]
    assert settled_readings(clauses, DAY) == {"R02": SettledReading("start_of_day", "CP-1")}


def test_a_limit_tells_the_clause_that_settles_a_reading_it_rests_on() -> None:
    notice = Event("n", "termination_notice", end_of(DAY), None, {"by": "client"})
    clause = _clause("1", Document.PARTICULAR, {"R02": "start_of_day", "R03": "invoice_30"})
    for provisions, told in (((clause,), [("R02", ("CP-1",), {"R02": "start_of_day"})]), ((), [])):
        found = deadlines(Facts(DAY, [notice], provisions=provisions)).deadlines
        (end,) = (one for one in found if one.rule == "T10")
        steps = [used for used in end.explanation.uses if used.label == "reading.settled"]
        assert [(step.value, step.clauses, step.reading) for step in steps] == told


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_it_settles_from_its_first_day(days: int) -> None:
    start = DAY + dt.timedelta(days=days)
    clause = _clause("1", Document.PARTICULAR, {"R02": "start_of_day"}, in_force_from=start)
    assert bool(settled_readings([clause], DAY)) is (days <= 0)


@pytest.mark.parametrize(
    ("readings", "path"),
    [
        ({"R99": "x"}, "provisions[0].data.readings.R99"),
        ({"R02": "noon"}, "provisions[0].data.readings.R02"),
        (["R02"], "provisions[0].data.readings"),
    ],
)
def test_a_clause_that_settles_what_does_not_exist_is_refused(readings: Any, path: str) -> None:
    clause = {
        "id": "p",
        "document": "CP",
        "clause": "CP-4",
        "in_force_from": "2026-01-01",
        "subject": "other",
        "effect": "complete",
        "data": {"readings": readings},
    }
    with pytest.raises(FactsRefused) as refused:
        deadlines_answer({"as_of": "2026-11-22", "events": [], "provisions": [clause]})
    assert [fault.path for fault in refused.value.faults] == [path]

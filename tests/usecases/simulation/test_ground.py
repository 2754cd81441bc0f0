"""What can be imagined of a contract in a real workspace, and what is refused by name at its field; nothing
of it is a fact."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.agenda.chain import Change, Nature
from numspot_desk.contracts.agenda.scenarios import ASSUMPTIONS, Scenario, event_id
from numspot_desk.contracts.agenda.simulation import Simulation
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.events import Event
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.contract.contract_deadlines import contract_deadlines
from numspot_desk.usecases.contract.record_events import record_event
from numspot_desk.usecases.mandates.mandate_acts import Desk
from numspot_desk.usecases.refusals import NoSuchRecord
from numspot_desk.usecases.simulation.ground import (
    ImaginedRefused,
    SimulatorGround,
    imagined,
    moved,
    simulator_ground,
    without,
)
from numspot_desk.usecases.simulation.kept_scenarios import keep_scenarios, kept_scenarios, still_fitting
from tests.usecases.contract.test_facts_of_contract import NUMBER, answers
from tests.usecases.contract.test_show_hierarchy import signed
from tests.usecases.desk import PERSON, Counting, FixedClock, draft, workspace_in

FRENCH = load_language("fr")
TODAY = dt.date(2026, 12, 1)
MAY = dt.date(2026, 5, 4)
NOTICE: dict[str, Any] = {"kind": "termination_notice", "at": "2026-12-10T10:00:00+01:00", "by": "client"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


@pytest.fixture
def order_id(workspace: OpenWorkspace, tmp_path: Path) -> str:
    given = answers()
    given["lines"][0] |= {"mode": "reserved", "term": {"start": "2026-06-01", "end": "2027-05-31"}}
    return signed(workspace, draft(workspace, given), tmp_path / "out", MAY).id


@pytest.fixture
def ground(workspace: OpenWorkspace, order_id: str) -> SimulatorGround:
    return simulator_ground(workspace, order_id, TODAY)


def one(ground: SimulatorGround, record: dict[str, Any], *others: Event) -> Event:
    return imagined(ground, others, {"id": event_id(len(others)), **record})


def refused(ground: SimulatorGround, record: dict[str, Any], *others: Event) -> dict[str, str]:
    """What is said of each field."""
    with pytest.raises(ImaginedRefused) as error:
        one(ground, record, *others)
    return {fault.path: FRENCH.render(fault.message) for fault in error.value.faults}


def test_a_contract_is_found_by_number_and_by_order(workspace: OpenWorkspace, order_id: str) -> None:
    for asked in (NUMBER, NUMBER.lower(), order_id):
        found = simulator_ground(workspace, asked, TODAY)
        assert (found.number, found.signed_on) == (NUMBER, MAY)
    assert found.beside.prepaid[0].billed > 0


def test_an_order_that_nobody_signed_has_no_contract(workspace: OpenWorkspace) -> None:
    record = draft(workspace, answers(), "CMD-2026-2B5R8TZ6")
    with pytest.raises(NoSuchRecord, match="not signed"):
        simulator_ground(workspace, record.id, TODAY)
    with pytest.raises(NoSuchRecord):
        simulator_ground(workspace, "CMD-2026-XXXXXXXX", TODAY)


@pytest.mark.parametrize(
    ("record", "field", "said"),
    [
        ({**NOTICE, "at": "2026-05-03T10:00:00+02:00"}, "at", "signé le 4 mai 2026"),
        ({**NOTICE, "at": "2226-12-10T10:00:00+01:00"}, "at", "corrigez l’année"),
        ({**NOTICE, "at": "1960-12-10T10:00:00+01:00"}, "at", "corrigez l’année"),
        ({**NOTICE, "at": "2026-12-10T10:00:00"}, "at", ""),
        ({**NOTICE, "received_at": "2026-12-09T10:00:00+01:00"}, "received_at", "précède l’envoi"),
        ({**NOTICE, "by": "nobody"}, "by", ""),
        ({"kind": "termination_notice", "by": "client"}, "at", ""),
        ({"kind": "imagined"}, "kind", ""),
        ({"kind": "last_use", "on": "2027-02-29"}, "on", ""),
        ({"kind": "reservation_notified", "at": "2026-12-10T10:00:00+01:00"}, "answers", "service_consumed"),
        ({"kind": "invoice_paid", "on": "2026-12-10", "number": "F-404"}, "number", ""),
        (
            {"kind": "general_terms_published", "on": "2026-12-10", "enters_into_force": "2026-12-09"},
            "enters_into_force",
            "",
        ),
        ({"kind": "reserved_term", "start": "2027-01-02", "end": "2027-01-01"}, "end", ""),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    ground: SimulatorGround, record: dict[str, Any], field: str, said: str
) -> None:
    found = refused(ground, record)
    assert field in found and said in found[field]


def test_a_day_to_come_and_a_day_long_past_can_be_imagined(ground: SimulatorGround) -> None:
    assert one(ground, {**NOTICE, "at": "2031-12-10T10:00:00+01:00"}).day.year == 2031
    assert one(ground, {**NOTICE, "at": "2026-05-04T10:00:00+02:00"}).day == MAY


def test_the_same_twice_is_refused(ground: SimulatorGround) -> None:
    first = one(ground, NOTICE)
    assert "déjà" in refused(ground, NOTICE, first)["at"]


def test_an_answer_finds_what_is_imagined_before_it(ground: SimulatorGround) -> None:
    outage = one(ground, {"kind": "service_consumed", "at": "2026-12-10T10:00:00+01:00"})
    answer = {"kind": "reservation_notified", "at": "2026-12-11T10:00:00+01:00", "answers": outage.id}
    assert one(ground, answer, outage).answers == outage.id
    early = refused(ground, {**answer, "at": "2026-12-09T10:00:00+01:00"}, outage)
    assert "at" in early
    with pytest.raises(ImaginedRefused):
        without((outage, one(ground, answer, outage)), outage.id, ground)


def test_days_move_by_the_clock_and_never_before_the_signature(ground: SimulatorGround) -> None:
    event = one(ground, {**NOTICE, "at": "2027-03-27T02:30:00+01:00"})
    (later,) = moved(ground, (event,), 1)
    assert later.at is not None and later.at.isoformat() == "2027-03-28T03:30:00+02:00", "2:30 is skipped"
    (after,) = moved(ground, (event,), 7)
    assert after.at is not None and after.at.isoformat() == "2027-04-03T02:30:00+02:00"
    with pytest.raises(ImaginedRefused):
        moved(ground, (event,), -400)


def test_what_was_imagined_and_then_entered_has_the_days_that_were_simulated(
    workspace: OpenWorkspace, order_id: str, ground: SimulatorGround
) -> None:
    record = {**NOTICE, "at": "2026-11-20T10:00:00+01:00"}
    quiet = {assumption.id: False for assumption in ASSUMPTIONS}
    found = ground.simulate(Scenario("", (one(ground, record),), quiet))
    record_event(workspace, order_id, record, Desk(PERSON, FixedClock(), Counting(5000)))
    told = contract_deadlines(workspace, NUMBER, TODAY)["deadlines"]
    entered = {
        (row["rule"], row["last_day"], row["safe"]["last_day"], row["sure"]["last_day"]) for row in told
    }
    simulated = {
        (
            step.rule,
            *(
                None if r.last_day is None else r.last_day.isoformat()
                for r in (step.result, step.safe, step.sure)
            ),
        )
        for step in found.steps
        if step.nature is Nature.LIMIT and step.change is not Change.REMOVED
    }
    assert {rule for rule, *_ in simulated} == {"T10", "T12"}
    assert simulated <= entered


def test_a_simulation_leaves_no_trace(
    workspace: OpenWorkspace, order_id: str, ground: SimulatorGround
) -> None:
    before, acts = contract_deadlines(workspace, NUMBER, TODAY), len(workspace.audit.entries())
    scenario = Scenario("Départ", (one(ground, NOTICE),))
    ground.simulate(scenario)
    keep_scenarios(workspace, NUMBER, [scenario], FixedClock())
    assert contract_deadlines(workspace, NUMBER, TODAY) == before
    assert len(workspace.audit.entries()) == acts


def test_scenarios_are_kept_as_they_stand(
    workspace: OpenWorkspace, order_id: str, ground: SimulatorGround
) -> None:
    first = Scenario("Départ", (one(ground, NOTICE),), {"services_end": False}, {"R02": "start_of_day"})
    second = replace(first, name="Plus tard", events=moved(ground, first.events, 30))
    keep_scenarios(workspace, NUMBER, [first, second], FixedClock())
    assert kept_scenarios(workspace, ground) == ((first, second), 0)
    keep_scenarios(workspace, NUMBER, [], FixedClock())
    assert kept_scenarios(workspace, ground) == ((), 0)


def test_what_no_longer_fits_the_contract_is_left_out(
    workspace: OpenWorkspace, order_id: str, ground: SimulatorGround
) -> None:
    record = {**NOTICE, "at": "2026-11-20T10:00:00+01:00"}
    past, later = one(ground, record), one(ground, {**NOTICE, "id": event_id(7)})
    keep_scenarios(workspace, NUMBER, [Scenario("a", (past,)), Scenario("b", (past, later))], FixedClock())
    record_event(workspace, order_id, record, Desk(PERSON, FixedClock(), Counting(5000)))
    now = simulator_ground(workspace, NUMBER, TODAY)
    found, lost = kept_scenarios(workspace, now)
    assert ([one.name for one in found], lost) == (["b"], 2)
    assert still_fitting(now, found) == (found, 0)


@pytest.mark.parametrize(
    "kept",
    [
        {"scenarios": "none"},
        {"scenarios": [1, {"name": 5}, {"name": "x", "events": [{"kind": "no"}, 7, None]}]},
        {"scenarios": [{"name": "x", "events": "n", "supposed": 1, "readings": {"R99": "x"}}]},
    ],
)
def test_what_another_program_kept_otherwise_is_left_out(
    workspace: OpenWorkspace, ground: SimulatorGround, kept: dict[str, Any]
) -> None:
    workspace.calculations.keep_typed(f"simulator {NUMBER}", kept, FixedClock().now())
    assert kept_scenarios(workspace, ground)[0] == ()


def test_a_kept_reading_that_the_register_lost_is_left_out(
    workspace: OpenWorkspace, ground: SimulatorGround
) -> None:
    keep_scenarios(
        workspace, NUMBER, [Scenario("x", (one(ground, NOTICE),), {}, {"R02": "noon"})], FixedClock()
    )
    (found,), _ = kept_scenarios(workspace, ground)
    assert found.readings == {} and isinstance(ground.simulate(found), Simulation)

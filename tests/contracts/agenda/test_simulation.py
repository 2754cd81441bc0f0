"""Scenarios as data files: what is imagined in, the whole chain out, each day worked out by hand beside it;
and what holds of every simulation: it is today's agenda and the agenda of both, computed once."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numspot_desk.contracts.agenda.chain import ChainStep, Change, Nature
from numspot_desk.contracts.agenda.entries import AgendaContract, agenda
from numspot_desk.contracts.agenda.prepaid import Prepaid
from numspot_desk.contracts.agenda.scenarios import ASSUMPTIONS, BY_ID, Scenario
from numspot_desk.contracts.agenda.simulation import Beside, Simulation, simulate
from numspot_desk.contracts.given.facts import read_facts
from numspot_desk.rules.clauses import is_reference
from numspot_desk.rules.events import KINDS, Event, Facts
from numspot_desk.rules.limits import Result
from tests.contracts.agenda.test_lives import LIVES, facts_of

CONTRACT: Final = AgendaContract("family", "order", "CMD-2026-7K3Q9XM4", "Atelier")
Case = Mapping[str, Any]
CASES: Final[list[Case]] = tomllib.loads((Path(__file__).parent / "scenarios.toml").read_text("utf-8"))[
    "scenario"
]
NAMES: Final = [case["name"] for case in CASES]


def split(case: Case) -> tuple[Facts, tuple[Event, ...]]:
    """The facts of a case, and the events that it imagines, read as one list."""
    known = case.get("facts", [])
    document = {name: case[name] for name in ("payment", "provisions") if name in case}
    document |= {"as_of": "2026-12-01", "events": [*known, *case["events"]]}
    facts = read_facts(document)
    return replace(facts, events=tuple(facts.events[: len(known)])), tuple(facts.events[len(known) :])


def asked(case: Case) -> Scenario:
    return Scenario(case["name"], split(case)[1], case.get("supposed", {}), case.get("readings", {}))


def beside(case: Case) -> Beside:
    prepaid = tuple(Prepaid(name, Decimal(billed)) for name, billed in case.get("billed", {}).items())
    return Beside(prepaid, frozenset(case.get("qualified", ())))


def simulated(case: Case) -> Simulation:
    return simulate(CONTRACT, split(case)[0], asked(case), beside(case))


def written(one: ChainStep) -> str:
    spread = ""
    if not one.result == one.safe == one.sure:
        spread = f" ({when(one.safe)}..{when(one.sure)})"
    if one.nature is Nature.SUPPOSED:
        return f"+ {one.event.kind} {day(one.result)}" + (
            "" if one.safe == one.sure else f" ({day(one.safe)}..{day(one.sure)})"
        )
    if one.nature is Nature.REFUND:
        others = "".join(f" [{name} {option} {amount}]" for name, option, amount in one.amounts)
        return f"refund {one.event.id} {one.amount}{others}"
    if one.change is Change.REMOVED:
        assert one.stopped is not None
        return f"- {one.rule} {when(one.result)} {one.stopped[0]}"
    lawful = {None: "", True: " lawful", False: " unlawful"}[one.lawful]
    said = f"{when(one.result)}{'' if _same_days(one) else spread}{lawful}"
    if one.change is Change.MOVED:
        assert one.before is not None
        return f"~ {one.rule} {when(one.before)} > {said}"
    return f"{one.rule} {said}"


def _same_days(one: ChainStep) -> bool:
    """Whether readings move the moment within the day alone (R02)."""
    return one.sure.known and when(one.result) == when(one.safe) == when(one.sure)


def when(result: Result) -> str:
    if result.instant is None:
        return "?"
    return str(result.last_day) if result.last_day is not None else result.instant.isoformat()


def day(result: Result) -> str:
    return "?" if result.last_day is None else str(result.last_day)


def told(found: Simulation) -> list[str]:
    steps = [written(one) for one in found.steps if one.nature is not Nature.IMAGINED]
    return steps + [f"idle {one.rule} {one.why}" for one in found.idle]


# ── By hand ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_scenario_leads_where_the_clauses_say(case: Case) -> None:
    assert sorted(told(simulated(case))) == sorted(case["steps"])


def test_there_are_scenarios_for_every_assumption_and_they_name_their_clauses() -> None:
    assert len(CASES) >= 30 and len(set(NAMES)) == len(NAMES)
    made = {step.split()[1] for case in CASES for step in case["steps"] if step.startswith("+")}
    assert made == {one.kind for one in ASSUMPTIONS}
    for case in CASES:
        assert case["why"] and case["clauses"], case["name"]
        assert all(is_reference(one) or " " in one for one in case["clauses"]), case["name"]


def test_each_assumption_makes_a_kind_of_event_that_the_rules_know() -> None:
    assert all(one.kind in KINDS for one in ASSUMPTIONS)
    assert len(BY_ID) == len(ASSUMPTIONS)


# ── What holds of every simulation ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_recording_what_was_imagined_gives_the_agenda_that_was_simulated(case: Case) -> None:
    facts, imagined = split(case)
    found = simulate(CONTRACT, facts, Scenario("", imagined, {one.id: False for one in ASSUMPTIONS}))
    today = {one.key: one for one in agenda(CONTRACT, facts)}
    recorded = {one.key: one for one in agenda(CONTRACT, replace(facts, events=(*facts.events, *imagined)))}
    limits = [one for one in found.steps if one.nature is Nature.LIMIT and one.entry is not None]
    for one in limits:
        assert one.entry is not None
        if one.change is Change.REMOVED:
            assert one.entry.key in today and one.entry.key not in recorded
        else:
            there = recorded[one.entry.key]
            assert (one.result, one.safe, one.sure) == (
                Result(there.last_day, there.instant),
                there.safe,
                there.sure,
            )
    touched = {one.entry.key for one in limits if one.entry is not None}
    assert {key: entry.instant for key, entry in recorded.items() if key not in touched} == {
        key: entry.instant for key, entry in today.items() if key not in touched
    }


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_facts_of_a_simulation_give_its_agenda(case: Case) -> None:
    found = simulated(case)
    there = {one.key: Result(one.last_day, one.instant) for one in agenda(CONTRACT, found.facts)}
    for one in found.steps:
        if one.entry is not None and one.change is not Change.REMOVED:
            assert there[one.entry.key] == one.result


@given(case=st.sampled_from(CASES), data=st.data())
def test_the_order_of_entry_does_not_matter(case: Case, data: st.DataObject) -> None:
    facts, imagined = split(case)
    shuffled = replace(facts, events=tuple(data.draw(st.permutations(list(facts.events)))))
    mixed = replace(asked(case), events=tuple(data.draw(st.permutations(list(imagined)))))
    assert simulate(CONTRACT, shuffled, mixed, beside(case)).steps == simulated(case).steps


@given(life=st.sampled_from(LIVES))
@settings(max_examples=30)
def test_a_scenario_without_events_changes_nothing(life: Mapping[str, Any]) -> None:
    found = simulate(CONTRACT, facts_of(life), Scenario("nothing"))
    assert not found.steps and not found.offered and not found.idle


@given(life=st.sampled_from(LIVES), case=st.sampled_from(CASES))
@settings(max_examples=60)
def test_a_scenario_of_any_contract_lies_between_its_safe_and_its_sure_day(
    life: Mapping[str, Any], case: Case
) -> None:
    imagined = [one for one in split(case)[1] if one.answers is None and one.cancels is None]
    found = simulate(CONTRACT, facts_of(life), Scenario("", tuple(_renamed(one) for one in imagined)))
    for one in found.steps:
        if one.result.instant is None or one.change is Change.REMOVED:
            continue
        assert one.safe.instant is not None and one.safe.instant <= one.result.instant
        assert one.sure.instant is None or one.result.instant <= one.sure.instant
        for other in one.others:
            assert other.result.instant is None or one.safe.instant <= other.result.instant
            assert one.sure.instant is None or (
                other.result.instant is not None and other.result.instant <= one.sure.instant
            )


def _renamed(event: Event) -> Event:
    """The event under an id that no life has, about an invoice and terms that none has."""
    details = dict(event.details)
    for name in ("number", "terms"):
        if name in details:
            details[name] = f"imagined {details[name]}"
    return replace(event, id=f"imagined {event.id}", details=details)


def test_thousands_of_invoices_that_have_no_part_in_it_are_left_out() -> None:
    case = next(one for one in CASES if one["name"].startswith("a client's notice and all"))
    facts, _ = split(case)
    invoices: Sequence[Event] = [
        Event(
            f"f{n}", "invoice_issued", on=facts.as_of, details={"number": f"F-{n}", "amount_incl_tax": "1.00"}
        )
        for n in range(20_000)
    ]
    many = replace(facts, events=(*facts.events, *invoices))
    found = simulate(CONTRACT, many, asked(case), beside(case))
    assert found.steps == simulated(case).steps
    assert len(found.facts.events) == len(many.events) + 4

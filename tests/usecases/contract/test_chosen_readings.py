"""The readings that legal chose for a contract: kept with their reason, superseded, taken back, and used."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from numspot_desk.contracts.ranking.layers import Topic
from numspot_desk.contracts.ranking.papers import Clause, Saying
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.explain import Step
from numspot_desk.rules.provisions import Effect
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.contract.chosen_readings import (
    ReadingRefused,
    choose_reading,
    held,
    readings_chosen,
    take_back_reading,
)
from numspot_desk.usecases.contract.contract_facts import USED, record_fact
from numspot_desk.usecases.contract.contract_precedence import contract_precedence
from numspot_desk.usecases.contract.reading_words import chosen_line
from numspot_desk.usecases.contract.show_hierarchy import contract_of
from numspot_desk.usecases.deadlines.upcoming_deadlines import deadlines_of
from numspot_desk.usecases.explaining.explanations import sentence
from numspot_desk.usecases.general_terms.contracts_by_terms import contracts_by_terms
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderQuery
from numspot_desk.usecases.refusals import MoveRefused, NoSuchRecord
from tests.usecases.contract.test_show_hierarchy import Clock, adopt, signed
from tests.usecases.desk import LAWYER, NOON, PERSON, TODAY, FixedClock, draft, sample, workspace_in

NUMBER = "CMD-2026-7K3Q9XM4"
FR, EN = load_language("fr"), load_language("en")
WHY = "Accord du 3 mars avec la direction juridique"
SEPTEMBER = dt.date(2026, 9, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def choose(workspace: OpenWorkspace, order_id: str, reading: str, option: str, reason: str = WHY) -> None:
    choose_reading(workspace, order_id, reading, option, reason, LAWYER, FixedClock())


def labels(step: Step) -> Iterator[Step]:
    yield step
    for used in step.uses:
        yield from labels(used)


def decided(step: Step) -> list[str]:
    return [sentence(one, EN) for one in labels(step) if one.label == "reading.decided"]


def refused_and_used(workspace: OpenWorkspace, out: Path) -> str:
    """A signed contract whose client refused a version in time and used the services afterwards (R19)."""
    adopt(workspace, "2026-01", dt.date(2026, 1, 1))
    adopt(workspace, "2026-08", dt.date(2026, 8, 1), "Douze jours.")
    answers = sample("workshop") | {"derogations": []}
    record = signed(workspace, draft(workspace, answers), out, dt.date(2026, 5, 4))
    refused = dt.datetime(2026, 7, 10, 9, tzinfo=dt.UTC)
    workspace.terms.refuse(record.id, "2026-08", refused, Act("terms.refused", record.id, LAWYER.name, NOON))
    record_fact(workspace, record.id, USED, dt.date(2026, 8, 20), PERSON, Clock(TODAY))
    return record.id


def test_a_choice_decides_which_terms_bind_on_both_pages_and_says_by_whom(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    order_id = refused_and_used(workspace, tmp_path / "1")
    choose(workspace, order_id, "R19", "use_accepts")
    situation = contract_of(workspace, NUMBER).contract.situation(SEPTEMBER)
    assert situation.bound is not None and situation.bound.version is not None
    assert situation.bound.version.label == "2026-08"
    (told,) = decided(situation.answer(Topic("breach_notice")).why)
    assert LAWYER.name in told and WHY in told and "2026" in told and "R19" in told
    (listed,) = contracts_by_terms(workspace, SEPTEMBER)
    assert listed.label == "2026-08" and decided(listed.binding.why) == [told]


def test_before_the_choice_the_default_binds(workspace: OpenWorkspace, tmp_path: Path) -> None:
    refused_and_used(workspace, tmp_path / "1")
    (listed,) = contracts_by_terms(workspace, SEPTEMBER)
    assert listed.label == "2026-01" and decided(listed.binding.why) == []


def test_a_clause_that_settles_the_reading_stands_above_the_choice(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    choose(workspace, refused_and_used(workspace, tmp_path / "1"), "R19", "use_accepts")
    contract = contract_of(workspace, NUMBER).contract
    settling = Saying("other", Effect.COMPLETE, {"readings": {"R19": "refusal_stands"}}, "CG-6.3.a")
    order, *others = contract.papers
    clause = Clause("settles", Document.PARTICULAR, "CP-D9", text="x", says=(settling,))
    settled = replace(contract, papers=(replace(order, clauses=(*order.clauses, clause)), *others))
    situation = settled.situation(SEPTEMBER)
    assert situation.bound is not None and situation.bound.version is not None
    assert situation.bound.version.label == "2026-01"
    assert any(one.label == "reading.settled" for one in labels(situation.answer(Topic("breach_notice")).why))


def test_another_choice_supersedes_and_nothing_is_erased(workspace: OpenWorkspace) -> None:
    record = draft(workspace, sample("workshop"))
    choose(workspace, record.id, "R02", "start_of_day")
    choose(workspace, record.id, "R19", "use_accepts")
    choose(workspace, record.id, "R02", "end_of_day", "Avis  du\nconseil")
    first, second = readings_chosen(workspace, NUMBER)
    assert (first.reading, first.option, first.reason) == ("R02", "end_of_day", "Avis du conseil")
    assert (first.by, first.on) == (LAWYER.name, TODAY) and second.reading == "R19"
    assert len(workspace.events.history(NUMBER)) == 3
    take_back_reading(workspace, record.id, first.event_id, LAWYER, FixedClock())
    assert [one.reading for one in readings_chosen(workspace, NUMBER)] == ["R19"]
    with pytest.raises(NoSuchRecord):
        take_back_reading(workspace, record.id, first.event_id, LAWYER, FixedClock())
    acts = [entry.kind for entry in workspace.audit.entries() if entry.kind.startswith("contract.reading")]
    assert sorted(acts) == ["contract.reading_chosen"] * 3 + ["contract.reading_taken_back"]


def test_deadlines_of_the_contract_are_counted_under_the_choice(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    answers = sample("workshop")
    record = signed(workspace, draft(workspace, answers), tmp_path / "1")
    choose(workspace, record.id, "R09", "next_first")
    rows = workspace.orders.page(OrderQuery(text=NUMBER), None, 5).rows
    found = list(deadlines_of(workspace, rows, TODAY))
    told = [said for one in found for said in decided(one.why)]
    assert told and all("R09" in said and LAWYER.name in said for said in told)


@pytest.mark.parametrize(
    ("reading", "option", "reason", "field"),
    [
        ("R99", "x", WHY, "reading"),
        ("R19", "x", WHY, "option"),
        ("R19", "use_accepts", "  ", "reason"),
        ("R19", "use_accepts", "x" * 2000, "reason"),
        ("R19", "use_accepts", "a\x00b", "reason"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    workspace: OpenWorkspace, reading: str, option: str, reason: str, field: str
) -> None:
    record = draft(workspace, sample("workshop"))
    with pytest.raises(ReadingRefused) as refused:
        choose(workspace, record.id, reading, option, reason)
    assert refused.value.field == field
    assert readings_chosen(workspace, NUMBER) == ()


def test_the_same_choice_twice_is_refused(workspace: OpenWorkspace) -> None:
    record = draft(workspace, sample("workshop"))
    choose(workspace, record.id, "R19", "use_accepts")
    with pytest.raises(ReadingRefused):
        choose(workspace, record.id, "R19", "use_accepts")


@pytest.mark.parametrize("role", ["sales", "read_only"])
def test_only_legal_chooses(workspace: OpenWorkspace, role: str) -> None:
    record = draft(workspace, sample("workshop"))
    other = replace(LAWYER, role=role)
    with pytest.raises(MoveRefused):
        choose_reading(workspace, record.id, "R19", "use_accepts", WHY, other, FixedClock())
    choose(workspace, record.id, "R19", "use_accepts")
    (one,) = readings_chosen(workspace, NUMBER)
    with pytest.raises(MoveRefused):
        take_back_reading(workspace, record.id, one.event_id, other, FixedClock())


def test_the_choice_is_told_by_the_command_and_in_both_languages(workspace: OpenWorkspace) -> None:
    record = draft(workspace, sample("workshop"))
    choose(workspace, record.id, "R19", "use_accepts")
    (told,) = contract_precedence(workspace, NUMBER, TODAY, FR)["readings"]
    assert (told["reading"], told["option"], told["chosen_by"]) == ("R19", "use_accepts", LAWYER.name)
    (one,) = readings_chosen(workspace, NUMBER)
    for language in (FR, EN):
        assert WHY in chosen_line(one, language) and LAWYER.name in chosen_line(one, language)
    assert held([one]).options == {"R19": "use_accepts"}

"""Marking entries of the agenda: field by field, refused by name, never in words in the audit log."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.agenda.entries import key_of
from numspot_desk.contracts.agenda.marks import NOTE_LIMIT, OWNER_LIMIT, Mark
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.deadlines.mark_entry import MARKED, MarkRefused, mark, marks_of
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.refusals import MoveRefused, NoSuchRecord
from tests.usecases.desk import LAWYER, PERSON, TODAY, FixedClock, draft, sample, workspace_in

DAY = dt.date(2026, 11, 29)
TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_in(tmp_path / "workspace") as opened:
        yield opened


@pytest.fixture
def key(workspace: OpenWorkspace) -> str:
    return key_of(draft(workspace, sample("workshop")).id, "T22", None, "Facture : Dupont")


def marked(workspace: OpenWorkspace, key: str, person: Person = PERSON, **changed: Any) -> Mark:
    return mark(workspace, key, person=person, clock=FixedClock(), **changed)


def test_what_a_person_says_is_kept_tidied_and_found_by_key(workspace: OpenWorkspace, key: str) -> None:
    kept = marked(workspace, key, owner="  Anne   Roy ", note=" Relancer\nla banque ")
    assert kept == Mark(key, "Anne Roy", note="Relancer\nla banque")
    done = marked(workspace, key, done_on=TODAY, evidence="Relevé 12", for_day=DAY)
    assert done == Mark(key, "Anne Roy", TODAY, "Relevé 12", "Relancer\nla banque", for_day=DAY)
    assert marks_of(workspace, [key, "another"]) == {key: done}
    assert marked(workspace, key, done_on=None).for_day is None


def test_two_people_who_change_other_fields_keep_both(workspace: OpenWorkspace, key: str) -> None:
    marked(workspace, key, note="Vu")
    seen_by_both = marks_of(workspace, [key])[key]
    marked(workspace, key, PERSON, owner="Camille")
    marked(workspace, key, LAWYER, snoozed_until=TOMORROW)
    assert seen_by_both == Mark(key, note="Vu")
    assert marks_of(workspace, [key])[key] == Mark(key, "Camille", note="Vu", snoozed_until=TOMORROW)


def test_a_mark_that_says_nothing_any_more_is_gone(workspace: OpenWorkspace, key: str) -> None:
    marked(workspace, key, note="x", done_on=TODAY, for_day=DAY)
    assert marked(workspace, key, note="  ", done_on=None).empty
    assert marks_of(workspace, [key]) == {}
    head = workspace.audit.head()
    assert marked(workspace, key, owner=" ").empty
    assert workspace.audit.head() == head, "nothing changed, nothing is written"


def test_evidence_needs_no_day_and_a_former_put_off_stays(workspace: OpenWorkspace, key: str) -> None:
    assert marked(workspace, key, evidence="Courriel").evidence == "Courriel"
    marked(workspace, key, snoozed_until=TOMORROW)

    class Later(FixedClock):
        def today(self) -> dt.date:
            return TODAY + dt.timedelta(days=30)

    later = mark(workspace, key, person=PERSON, clock=Later(), note="Toujours rien")
    assert later.snoozed_until == TOMORROW and not later.snoozed(Later().today())


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("done_on", TOMORROW),
        ("snoozed_until", TODAY),
        ("snoozed_until", dt.date(2016, 2, 29)),
        ("owner", "x" * (OWNER_LIMIT + 1)),
        ("note", "x" * (NOTE_LIMIT + 1)),
        ("evidence", "x" * (NOTE_LIMIT + 1)),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    workspace: OpenWorkspace, key: str, field: str, given: Any
) -> None:
    head = workspace.audit.head()
    with pytest.raises(MarkRefused) as refused:
        marked(workspace, key, **{field: given})
    assert refused.value.field == field
    assert marks_of(workspace, [key]) == {} and workspace.audit.head() == head


@pytest.mark.parametrize("wrong", ["", "nobody:T22::x", "no key at all", ":::"])
def test_an_entry_of_no_contract_is_refused(workspace: OpenWorkspace, wrong: str) -> None:
    with pytest.raises(NoSuchRecord):
        marked(workspace, wrong, note="x")


def test_who_only_reads_marks_nothing(workspace: OpenWorkspace, key: str) -> None:
    with pytest.raises(MoveRefused):
        marked(workspace, key, Person("Passant", "read_only"), note="x")


def test_the_log_says_which_fields_and_nothing_that_was_typed(workspace: OpenWorkspace, key: str) -> None:
    marked(workspace, key, owner="Anne Roy", note="IBAN au dossier")
    row = next(one for one in workspace.audit.entries() if one.kind == MARKED)
    assert row.details == {"rule": "T22", "fields": ["note", "owner"]}
    assert row.subject == key.partition(":")[0]


def test_a_failure_after_it_takes_the_mark_back(workspace: OpenWorkspace, key: str) -> None:
    with pytest.raises(RuntimeError), workspace.transaction():
        marked(workspace, key, note="x")
        raise RuntimeError
    assert marks_of(workspace, [key]) == {}

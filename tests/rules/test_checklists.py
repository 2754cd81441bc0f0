"""The checklists and what covers them."""

import pytest

from numspot_desk.language.catalog import load_language
from numspot_desk.language.messages import Message
from numspot_desk.rules.checklists import CHECKLISTS, SUBJECTS, Subject, coverage


@pytest.mark.parametrize(
    ("name", "subjects", "required"), [("HDS", 16, 14), ("SecNumCloud", 23, 23), ("DataAct", 9, 9)]
)
def test_the_lists_are_whole(name: str, subjects: int, required: int) -> None:
    checklist = CHECKLISTS[name]
    assert len(checklist.subjects) == subjects
    assert sum(subject.required for subject in checklist.subjects) == required
    assert checklist.law and checklist.source and checklist.last_checked.year >= 2026


def test_an_id_belongs_to_one_list() -> None:
    assert len(SUBJECTS) == sum(len(checklist.subjects) for checklist in CHECKLISTS.values())


def test_coverage_names_the_clauses_and_what_lacks() -> None:
    found = coverage("HDS", [("CS-1", ["R1111-11.1", "R1111-11.2"]), ("CS-2", ["R1111-11.1", "SNC-19.2"])])
    assert found.covered_by["R1111-11.1"] == ("CS-1", "CS-2")
    assert found.covered_by["HDS.29"] == ()
    assert [subject.id for subject in found.uncovered] == [f"R1111-11.{n}" for n in range(3, 15)]


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=SUBJECTS)
def test_a_title_is_the_same_in_the_list_and_in_messages(subject) -> None:
    assert load_language("fr").render(Message(subject.english)) == subject.title("fr")
    assert load_language("en").render(Message(subject.english)) == subject.title("en")


def test_a_subject_must_be_covered_unless_it_says_otherwise() -> None:
    assert Subject("HDS.99", "HDS", "sujet", "subject").required is True

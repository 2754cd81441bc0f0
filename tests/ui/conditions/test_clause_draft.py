"""A clause as a form holds it: every clause of the program goes through unchanged, what is typed is read."""

from typing import Any

import pytest

from numspot_desk.contracts.library.built_in import built_in
from numspot_desk.contracts.library.clause import ParameterKind
from numspot_desk.contracts.library.faults import LibraryFault
from numspot_desk.contracts.library.reading import read_clause
from numspot_desk.contracts.library.writing import document_of
from numspot_desk.language.messages import message
from numspot_desk.ui.conditions import clause_draft as draft
from tests.contracts.library.clauses import document, parameter


def test_a_new_version_begins_as_the_last_one() -> None:
    for clause in built_in().values():
        made = draft.next_document(clause)
        assert read_clause({**made, "version": clause.version}) == clause
        assert made["version"] == clause.version + 1


def test_ladders_options_and_data_go_through_their_cells_unchanged() -> None:
    for clause in built_in().values():
        made = document_of(clause)
        for one in made.get("parameters", ()):
            cells = [draft.band_cells(one["kind"], band) for band in one["ladder"]]
            assert [draft.band_of_cells(one["kind"], band) for band in cells] == one["ladder"]
            options = one.get("options", [])
            assert draft.typed_options(draft.shown_options(options)) == options
            for key in ("least", "most", "preferred"):
                said = draft.shown_value(one.get(key))
                reader = draft.typed_value if key == "preferred" else draft.typed_bound
                assert reader(one["kind"], said) == one.get(key)
        data = made.get("data", {})
        assert draft.typed_data(draft.shown_data(data)) == data


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("days", "30", 30),
        ("days", "", None),
        ("days", "trente", "trente"),
        ("days", "1,5", "1,5"),
        ("number", "1 000", 1000),
        ("percent", "15,5 %", "15.5"),
        ("amount", "5 000,00 €", "5000.00"),
        ("date", "22/11/2026", "2026-11-22"),
        ("date", "un jour", "un jour"),
        ("choice", "one", "one"),
    ],
)
def test_limits_are_read_as_people_type_them(kind: str, typed: str, value: Any) -> None:
    assert draft.typed_bound(kind, typed) == value


def test_a_yes_is_read_in_both_languages() -> None:
    assert [draft.typed_value("flag", one) for one in ("Oui", "non", "true", "?")] == [True, False, True, "?"]


@pytest.mark.parametrize("kind", [one.value for one in ParameterKind])
def test_a_parameter_of_another_kind_is_whole_but_for_its_words(kind: str) -> None:
    turned = draft.of_kind(parameter(), kind)
    for option in turned.get("options", []):
        option.update(fr="mots", en="words")
    found = read_clause(document(parameters=[turned], data={}))
    assert found.parameters[0].kind.value == kind


def test_a_blank_parameter_has_a_name_of_its_own() -> None:
    first = draft.blank_parameter([])
    assert draft.blank_parameter([first["name"]])["name"] != first["name"]


def test_members_of_the_other_kind_of_clause_are_left_out() -> None:
    made = draft.pruned({**document(), "kinds": ["HDS"], "excludes": []})
    assert made == document()
    assert "target" not in draft.pruned({**document(kind="special"), "kinds": ["HDS"]})


def test_text_of_a_word_processor_is_cleaned_and_told() -> None:
    assert draft.cleaned("Un texte.") == ("Un texte.", False)
    assert draft.cleaned("Un\u200b texte { REF _Ref1 }.") == ("Un texte .", True)


@pytest.mark.parametrize(
    ("place", "field"),
    [
        ("text", "text"),
        ("title.fr", "title.fr"),
        ("reason", "reason.fr"),
        ("excludes[2]", "excludes"),
        ("data.days", "data"),
        ("parameters[1].ladder[0].least", "parameters[1].ladder"),
        ("parameters[0].label.en", "parameters[0].label.en"),
        ("parameters[0].options[1].value", "parameters[0].options"),
    ],
)
def test_a_fault_is_said_beside_its_field(place: str, field: str) -> None:
    assert draft.field_of(place) == field


def test_what_has_no_field_is_said_of_the_whole() -> None:
    wrong = message("text is needed here. Fill it in.")
    found = draft.by_field([LibraryFault("colour", wrong), LibraryFault("text", wrong)], ["text"])
    assert found == {"": [wrong], "text": [wrong]}

"""Clauses put into an order: alone, in sets, without conflict, and complete."""

from typing import Any

import pytest

from numspot_desk.contracts.library.built_in import built_in
from numspot_desk.contracts.library.clause import ClauseKind, LibraryClause, ParameterKind
from numspot_desk.contracts.library.picking import place
from numspot_desk.contracts.library.reading import read_clause
from numspot_desk.contracts.library.rendering import NotRendered
from numspot_desk.contracts.order.order_check import check_order
from tests.contracts.library.clauses import clause, special
from tests.contracts.orders import CONTEXT, conditions, derogation, order


def _values(found: LibraryClause) -> dict[str, Any]:
    text = {one.name: "Rennes" for one in found.parameters if one.kind is ParameterKind.TEXT}
    return {**found.preferred, **text}


def _with(answers: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        answers = place(answers, built_in()[name], _values(built_in()[name])).answers
    return answers


def _codes(answers: dict[str, Any], code: str) -> list[str]:
    return [one.field for one in check_order(answers, CONTEXT).problems if one.code == code]


def test_a_derogation_is_appended_with_its_data_and_the_next_id() -> None:
    answers = {**order(), "derogations": [derogation(id="D4"), derogation(id="note")]}
    placed = place(answers, clause(), {"delay": 30})
    assert (placed.path, placed.clause_id) == ("derogations[2]", "D5")
    row = placed.answers["derogations"][2]
    assert row["target"] == "CG-6.3.a" and row["data"] == {"days": 30} and "trente" in row["text"]
    assert len(answers["derogations"]) == 2


def test_a_special_clause_goes_into_its_conditions_or_begins_them() -> None:
    found = read_clause(special(kinds=["HDS", "SecNumCloud"]))
    placed = place(order(), found, {})
    assert placed.path == "special_conditions[0].clauses[0]"
    assert placed.answers["special_conditions"][0]["certificate"] is not None
    again = place(
        {**order(), "special_conditions": [conditions("SecNumCloud", "SNC-19.2")]}, found, {}, "HDS"
    )
    assert again.path == "special_conditions[1].clauses[0]" and again.clause_id == "CS-HDS-1"
    beside = place(again.answers, found, {}, "SecNumCloud")
    assert (beside.path, beside.clause_id) == ("special_conditions[0].clauses[1]", "CS-SecNumCloud-2")
    assert beside.answers["special_conditions"][0]["clauses"][1]["subjects"] == ["R1111-11.3"]


def test_what_cannot_be_rendered_or_is_for_other_conditions_changes_nothing() -> None:
    answers = order()
    with pytest.raises(NotRendered):
        place(answers, clause(), {"delay": 900})
    with pytest.raises(ValueError, match="SecNumCloud"):
        place(answers, read_clause(special()), {}, "SecNumCloud")
    assert answers == order()


def test_half_typed_rows_are_left_as_they_are() -> None:
    placed = place({**order(), "derogations": [None, "?"]}, clause(), {"delay": 9})
    assert placed.answers["derogations"][:2] == [None, "?"] and placed.clause_id == "D1"


def test_the_nine_points_of_the_data_act_stand_together_and_cover_it() -> None:
    names = [one.id for one in built_in().values() if one.id.startswith("da-")]
    assert len(names) == 9
    answers = _with(order(), *names)
    assert _codes(answers, "open_conflict") == [] and _codes(answers, "void_clause") == []
    assert _codes(answers, "uncovered_subject") == []
    assert len(_codes(order(), "uncovered_subject")) == 9


@pytest.mark.parametrize("kind", ["HDS", "SecNumCloud"])
def test_a_complete_set_leaves_no_subject_uncovered(kind: str) -> None:
    chosen: dict[str, LibraryClause] = {}
    for one in built_in().values():
        if kind in one.kinds and not set(one.excludes) & set(chosen):
            chosen[one.id] = one
    answers = _with(order(), *chosen)
    found = [field for field in _codes(answers, "uncovered_subject") if not field.startswith("general_terms")]
    assert found == []
    assert not _codes(answers, "invalid_value") and not _codes(answers, "control_character")


def test_every_derogation_stands_in_an_order_without_a_fault_of_its_own(
    any_built_in: LibraryClause,
) -> None:
    if any_built_in.kind is ClauseKind.SPECIAL:
        return
    answers = _with(order(), any_built_in.id)
    bad = {"invalid_value", "unknown_field", "target_clause_unknown", "open_conflict", "missing_field"}
    faults = [one for one in check_order(answers, CONTEXT).problems if one.code in bad]
    assert [one.field for one in faults if one.field.startswith("derogations")] == []

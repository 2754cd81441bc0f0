"""Which clause covers which point of the Data Act: suggested, decided by legal, used by the check."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.conditions.terms_coverage import (
    CoverageRefused,
    PointCoverage,
    decide_coverage,
    points_of,
    typed_clauses,
)
from numspot_desk.usecases.orders.edit_order import check_context_on
from numspot_desk.usecases.refusals import MoveRefused
from numspot_desk.usecases.samples.sample_terms import adopt_sample_terms
from tests.usecases.desk import LAWYER, PERSON, TODAY, Counting, FixedClock, sample, workspace_in

FIRST, SECOND = "Exemple 2026-01", "Exemple 2027-01"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_in(tmp_path / "desk") as opened:
        adopt_sample_terms(opened, FixedClock(), Counting())
        yield opened


def decide(workspace: OpenWorkspace, point: str, typed: str, label: str = FIRST) -> None:
    decide_coverage(workspace, label, point, typed, LAWYER, FixedClock())


def point(workspace: OpenWorkspace, ident: str, label: str = FIRST) -> PointCoverage:
    return next(one for one in points_of(workspace, label, "fr", TODAY) if one.subject.id == ident)


def warned(workspace: OpenWorkspace) -> set[str]:
    answers = sample("workshop") | {"general_terms": None, "derogations": []}
    found = check_order(answers, check_context_on(workspace, TODAY)).problems
    return {one.field.removeprefix("general_terms.") for one in found if ".DA-25" in one.field}


def test_words_suggest_and_count_nothing(workspace: OpenWorkspace) -> None:
    found = point(workspace, "DA-25.a", SECOND)
    assert "CG-7.3" in found.suggested and found.counted not in found.suggested
    assert point(workspace, "DA-25.h").clauses == ("CG-7.2",)
    assert point(workspace, "DA-25.f").suggested == ()


def test_a_decision_counts_in_orders_and_a_later_one_replaces_it(workspace: OpenWorkspace) -> None:
    assert "DA-25.b" in warned(workspace) and "DA-25.h" not in warned(workspace)
    decide(workspace, "DA-25.b", "art. 7.1 et cg-7.2")
    assert point(workspace, "DA-25.b").clauses == ("CG-7.1", "CG-7.2")
    assert "DA-25.b" not in warned(workspace)
    assert point(workspace, "DA-25.b", SECOND).clauses == (), "a decision is of one version"
    decide(workspace, "DA-25.b", "")
    decide(workspace, "DA-25.h", "")
    assert {"DA-25.b", "DA-25.h"} <= warned(workspace), "legal says that no clause does"
    assert workspace.audit.entries()[0].kind == "terms.coverage_decided"
    assert workspace.audit.verify().broken_at is None


@pytest.mark.parametrize("typed", ["CG-99", "7.1, 7.9", "partout"])
def test_a_clause_that_the_version_has_not_is_refused(workspace: OpenWorkspace, typed: str) -> None:
    head = workspace.audit.head()
    with pytest.raises(CoverageRefused):
        decide(workspace, "DA-25.b", typed)
    assert point(workspace, "DA-25.b").decision is None and workspace.audit.head() == head


def test_only_legal_decides(workspace: OpenWorkspace) -> None:
    with pytest.raises(MoveRefused):
        decide_coverage(workspace, FIRST, "DA-25.b", "7.1", PERSON, FixedClock())


def test_references_are_read_as_people_type_them() -> None:
    assert typed_clauses(" CG-7.1, 7.2 ;art. 8 et article 9") == ("CG-7.1", "CG-7.2", "CG-8", "CG-9")
    assert typed_clauses("  ") == ()

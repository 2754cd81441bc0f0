"""The sample terms can be adopted on any day, and show what they are there to show."""

import datetime as dt
from pathlib import Path

import pytest

from numspot_desk.rules.subjects import CLAUSES
from numspot_desk.terms.comparing import compare
from numspot_desk.usecases.general_terms.adopt_terms import LANGUAGES, adoption_problems
from numspot_desk.usecases.samples.sample_terms import (
    FIRST,
    SECOND,
    adopt_sample_terms,
    sample_adoption,
    sample_preview,
)
from tests.usecases.desk import TODAY, Counting, FixedClock, workspace_in

DAYS = (dt.date(2026, 1, 1), dt.date(2026, 11, 23), dt.date(2027, 12, 31), dt.date(2032, 2, 29))
_SAMPLES = [(version, language) for version in (FIRST, SECOND) for language in LANGUAGES]


@pytest.mark.parametrize("today", DAYS)
def test_on_any_day_one_is_in_force_and_the_other_may_be_refused(today: dt.date) -> None:
    first, second = (sample_adoption(version, "fr", today) for version in (FIRST, SECOND))
    assert first.in_force_from and first.in_force_from <= today
    assert second.published_on and second.in_force_from
    assert second.published_on <= today < second.in_force_from and second.in_force_from.day == 1
    for asked in (first, second):
        assert adoption_problems((), sample_preview(FIRST, "fr"), asked) == ()


@pytest.mark.parametrize(("version", "language"), _SAMPLES)
def test_every_line_is_placed_and_every_subject_has_its_clause(version: str, language: str) -> None:
    terms = sample_preview(version, language).terms
    assert terms.unplaced == () and terms.remarks == () and terms.language == language
    wanted = {clause for clauses in CLAUSES.values() for clause in clauses if ":" not in clause}
    assert {clause for clause in wanted if terms.find(clause) is None} <= {"CG-A2.V.A.10"}


def test_the_versions_differ_in_a_few_clauses_alone() -> None:
    found = compare(sample_preview(FIRST, "fr").terms, sample_preview(SECOND, "fr").terms)
    assert 5 <= len(found.changes) <= 12


def test_all_texts_are_adopted_as_legal_adopts_them(tmp_path: Path) -> None:
    with workspace_in(tmp_path / "desk") as workspace:
        adopted = adopt_sample_terms(workspace, FixedClock(), Counting())
        assert [(one.label, one.language) for one in workspace.terms.list()] == [
            ("Exemple 2027-01", "fr"),
            ("Exemple 2027-01", "en"),
            ("Exemple 2026-01", "fr"),
            ("Exemple 2026-01", "en"),
        ]
        assert len(adopted) == 4 and adopted[0].in_force_from < TODAY < adopted[2].in_force_from

"""General terms from a file to the shelf, against the real store and the reading process."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.terms.written import AsHeading, AsParagraph
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.general_terms.adopt_terms import (
    Adoption,
    AdoptionRefused,
    TermsPreview,
    adopt_terms,
    preview_terms,
    read_terms_file,
)
from numspot_desk.usecases.refusals import FileRefused, MoveRefused
from tests.usecases.desk import LAWYER, PERSON, Counting, FixedClock, workspace_in

VERGER = Path(__file__).parents[2] / "terms" / "versions" / "verger-2026.txt"
ASKED = Adoption("Verger 2027", "fr", dt.date(2026, 12, 1), dt.date(2027, 1, 1))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def preview() -> TermsPreview:
    return read_terms_file(VERGER)


def adopt(
    workspace: OpenWorkspace, preview: TermsPreview, asked: Adoption = ASKED, start: int = 0
) -> Changes:
    _, changes = adopt_terms(workspace, preview, asked, LAWYER, FixedClock(), Counting(start))
    return changes


def faults(workspace: OpenWorkspace, preview: TermsPreview, asked: Adoption) -> list[str]:
    kept, rows = workspace.terms.list(), workspace.audit.verify().entries
    with pytest.raises(AdoptionRefused) as refused:
        adopt(workspace, preview, asked, 9)
    assert (workspace.terms.list(), workspace.audit.verify().entries) == (kept, rows)
    return [one.field for one in refused.value.problems]


def test_an_adopted_version_is_kept_with_its_file_and_its_act(
    workspace: OpenWorkspace, preview: TermsPreview
) -> None:
    assert adopt(workspace, preview) == Changes(terms=True)
    (version,) = workspace.terms.list()
    assert (version.label, version.language, version.in_force_from) == (
        "Verger 2027",
        "fr",
        ASKED.in_force_from,
    )
    assert workspace.terms.source(version.id).content == VERGER.read_bytes()
    entry = workspace.audit.entries(version.id)[0]
    assert entry.kind == "terms.adopted" and entry.details["published_on"] == "2026-12-01"


@pytest.mark.parametrize(("days", "lawful"), [(14, False), (15, True), (16, True), (0, False), (-3, False)])
def test_entry_into_force_is_fifteen_days_after_publication_at_the_earliest(
    workspace: OpenWorkspace, preview: TermsPreview, days: int, lawful: bool
) -> None:
    assert ASKED.published_on is not None
    asked = replace(ASKED, in_force_from=ASKED.published_on + dt.timedelta(days))
    if lawful:
        adopt(workspace, preview, asked)
        assert len(workspace.terms.list()) == 1
    else:
        assert faults(workspace, preview, asked) == ["in_force_from"]


def test_the_refusal_names_the_earliest_day_and_why(workspace: OpenWorkspace, preview: TermsPreview) -> None:
    with pytest.raises(AdoptionRefused) as refused:
        adopt(workspace, preview, replace(ASKED, in_force_from=dt.date(2026, 12, 10)))
    (found,) = refused.value.problems
    assert found.clause == "CG-3.1" and found.why is not None and found.why.value == dt.date(2026, 12, 16)
    assert found.message.params["earliest"] == dt.date(2026, 12, 16)


def test_a_name_is_taken_once_a_language(workspace: OpenWorkspace, preview: TermsPreview) -> None:
    adopt(workspace, preview)
    assert faults(workspace, preview, replace(ASKED, label=" VERGER  2027 ")) == ["label"]
    adopt(workspace, preview, replace(ASKED, language="en"), 3)
    assert [version.language for version in workspace.terms.list()] == ["fr", "en"]


def test_both_languages_of_a_version_bear_the_same_days(
    workspace: OpenWorkspace, preview: TermsPreview
) -> None:
    adopt(workspace, preview)
    other = replace(ASKED, language="en", in_force_from=dt.date(2027, 2, 1))
    assert faults(workspace, preview, other) == ["in_force_from"]


def test_every_missing_answer_is_named_at_once(workspace: OpenWorkspace, preview: TermsPreview) -> None:
    assert faults(workspace, preview, Adoption("\n", "de", None, None)) == [
        "label",
        "language",
        "published_on",
        "in_force_from",
    ]


def test_only_legal_adopts(workspace: OpenWorkspace, preview: TermsPreview) -> None:
    with pytest.raises(MoveRefused):
        adopt_terms(workspace, preview, ASKED, PERSON, FixedClock(), Counting())
    assert workspace.terms.list() == ()


def test_lines_that_fit_nowhere_are_placed_before_adopting(workspace: OpenWorkspace) -> None:
    content = b"ARTICLE 1. OBJET\n\nTexte.\n\nARTICLE 1. OBJET BIS\n\nSuite.\n"
    preview = preview_terms("doublon.txt", content)
    (line,) = [one.line.number for one in preview.terms.unplaced]
    assert faults(workspace, preview, ASKED) == ["unplaced"]
    as_text = preview_terms("doublon.txt", content, {line: AsParagraph()})
    as_clause = preview_terms("doublon.txt", content, {line: AsHeading("article", label="2")})
    assert not as_text.terms.unplaced and not as_clause.terms.unplaced
    assert as_clause.terms.find("CG-2") is not None and as_text.terms.find("CG-2") is None
    adopt(workspace, as_clause)
    stored = workspace.terms.get("Verger 2027", "fr")
    assert stored.terms.find("CG-2") is not None


def test_a_file_without_text_is_refused(workspace: OpenWorkspace, tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        read_terms_file(tmp_path / "absent.txt")
    (tmp_path / "vide.txt").write_bytes(b"")
    with pytest.raises(FileRefused):
        read_terms_file(tmp_path / "vide.txt")

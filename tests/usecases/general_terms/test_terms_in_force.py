"""What orders are checked against once general terms are adopted, against the real store."""

import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.terms.reading import read_terms
from numspot_desk.usecases.general_terms.terms_in_force import terms_in_force
from numspot_desk.usecases.orders.edit_order import check_context_on
from numspot_desk.usecases.orders.preview_order import preview
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.terms import SourceFile, TermsVersion
from tests.usecases.desk import LAWYER, NOON, TODAY, draft, export, sample, workspace_in

SHORT = "ARTICLE 1. OBJET\n\nLe Verger loue des pommiers.\n"
WHOLE = (
    SHORT
    + "\n".join(f"\nARTICLE {n}. TITRE {n}\n\nTexte {n}.\n" for n in range(2, 7))
    + "\nARTICLE 7. RÉVERSIBILITÉ\n\n7.1. Reprise\n\nOn reprend.\n\n7.2. Effacement\n\nOn efface.\n"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def adopt(
    workspace: OpenWorkspace, label: str, start: str, text: str, language: str = "fr", number: int = 1
) -> None:
    day = dt.date.fromisoformat(start)
    made = TermsVersion(str(uuid.UUID(int=number)), label, language, day - dt.timedelta(20), day, NOON)
    act = Act("terms.adopted", "", LAWYER.name, NOON)
    terms = read_terms("cg.txt", text.encode())
    workspace.terms.adopt(made, terms, SourceFile("cg.txt", text.encode(), "0" * 64), act)


def derogated(target: str, **changed: Any) -> dict[str, Any]:
    derogation = {
        "id": "D1",
        "target": target,
        "subject": "references",
        "effect": "replace",
        "text": "Le client peut citer le nom.",
        "data": None,
    }
    return sample("workshop") | {"derogations": [derogation], "general_terms": None} | changed


FORM = (
    "\nAnnexe 4 - Mandat de prélèvement SEPA\n\nRaison sociale (*)\n\n"
    "Le Verger débite ce compte de ce que le client lui doit.\n\n"
    "La banque du client le rembourse s'il le lui demande à temps.\n\nSignature :\n"
)


def test_an_adopted_annex_words_the_mandate_of_an_order(workspace: OpenWorkspace) -> None:
    def printed() -> str:
        answers = sample("clinic") | {"general_terms": None}
        context = check_context_on(workspace, TODAY)
        check = check_order(answers, context)
        found = preview(answers, check, "CMD-2026-7K3Q9XM4", terms=context.terms_for(answers))
        return next(repr(document.blocks) for document in found if document.kind == "mandate")

    adopt(workspace, "CG 2025", "2025-01-01", WHOLE)
    assert "Le Verger" not in printed() and "8 semaines" in printed()
    adopt(workspace, "CG 2026", "2026-01-01", WHOLE + FORM, number=2)
    assert "Le Verger débite ce compte" in printed() and "8 semaines" not in printed()


def unknown(workspace: OpenWorkspace, answers: dict[str, Any], on: dt.date = TODAY) -> bool:
    return check_order(answers, check_context_on(workspace, on)).has("target_clause_unknown")


def uncovered(workspace: OpenWorkspace) -> set[str]:
    check = check_order(derogated("CG-1"), check_context_on(workspace, TODAY))
    return {one.field for one in check.problems if one.field.startswith("general_terms.DA-25")}


def test_before_any_adoption_the_known_clauses_count(workspace: OpenWorkspace) -> None:
    assert not unknown(workspace, derogated("CG-9"))
    assert len(uncovered(workspace)) == 9 and terms_in_force(workspace, TODAY) is None


def test_the_adopted_version_in_force_decides_which_clauses_exist(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026", "2026-01-01", WHOLE)
    adopt(workspace, "2027", "2027-01-01", SHORT, number=2)
    assert not unknown(workspace, derogated("CG-7.2"))
    assert unknown(workspace, derogated("CG-9"))
    assert unknown(workspace, derogated("CG-7.2"), dt.date(2027, 1, 1))
    assert not unknown(workspace, derogated("CG-9"), dt.date(2025, 12, 31)), "before the first: as without"


def test_an_order_that_names_a_version_is_checked_against_that_one(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026", "2026-01-01", WHOLE)
    adopt(workspace, "Été 2025", "2025-01-01", SHORT, number=2)
    named = {"label": "ete 2025", "published_on": "2024-12-01", "in_force_from": "2025-01-01"}
    assert unknown(workspace, derogated("CG-7.2", general_terms=named))
    elsewhere = named | {"label": "une autre"}
    assert not unknown(workspace, derogated("CG-9", general_terms=elsewhere))


def test_a_data_act_point_is_covered_by_the_clause_that_meets_it(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026", "2026-01-01", WHOLE)
    assert len(uncovered(workspace)) == 8 and "general_terms.DA-25.h" not in uncovered(workspace)


def test_another_article_of_that_number_covers_nothing(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026", "2026-01-01", WHOLE.replace("RÉVERSIBILITÉ", "ARROSAGE"))
    assert len(uncovered(workspace)) == 9


def test_the_french_text_governs(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026", "2026-01-01", SHORT, "en")
    adopt(workspace, "2026", "2026-01-01", WHOLE, number=2)
    found = terms_in_force(workspace, TODAY)
    assert found is not None and found.version.language == "fr"
    assert not unknown(workspace, derogated("CG-7.2"))


def test_the_exported_order_names_the_adopted_version(workspace: OpenWorkspace, tmp_path: Path) -> None:
    adopt(workspace, "2026-01", "2026-01-01", WHOLE)
    context = check_context_on(workspace, TODAY)
    answers = sample("workshop") | {"general_terms": None, "derogations": []}
    record = draft(workspace, answers)
    export(workspace, record, tmp_path / "out", context=context)
    version = workspace.orders.version(record.id)
    assert version is not None
    assert version.data["terms"] == {
        "label": "2026-01",
        "published_on": "2025-12-12",
        "in_force_from": "2026-01-01",
    }
    shown = preview(answers, check_order(answers, context), record.number, terms=context.in_force)
    assert "2026-01" in repr(shown[0])

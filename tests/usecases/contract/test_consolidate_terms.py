"""The general terms with the clauses of an order written in, as Word, read back; what is refused, by name."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.contracts.ranking.papers import AgreedRanking
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.word_redline import WordRedlines
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.clauses import Document
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.terms.reading import read_terms
from numspot_desk.usecases.contract.consolidate_terms import (
    Consolidation,
    RedlineRefused,
    consolidation_of,
    write_consolidation,
)
from numspot_desk.usecases.contract.named_facts import name_fact
from numspot_desk.usecases.orders.edit_order import check_context_on
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord
from tests.documents.word_reading import W, bookmarks, part, parts, settled
from tests.usecases.desk import NOON, PERSON, TODAY, FixedClock, draft, export, sample, workspace_in
from tests.usecases.general_terms.test_terms_in_force import adopt

TERMS = """CONDITIONS DU VERGER

ARTICLE 1. Prix

Les factures sont payables à la fin du mois.

Le Verger vend aussi des tartes.

ARTICLE 2. Départ

1. Manquement

La mise en demeure laisse sept (7) jours au Locataire pour réparer son manquement.

2. Abandon

Le rang abandonné revient au Verger.

ARTICLE 3. Audits

Le Locataire visite le verger une fois l'an.
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def derogation(number: int, target: str, effect: str, text: str, subject: str = "other") -> dict[str, Any]:
    return {
        "id": f"D{number}",
        "target": target,
        "subject": subject,
        "effect": effect,
        "text": text,
        "data": None,
    }


def ordered(*derogations: dict[str, Any], clauses: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    answers = sample("workshop") | {"derogations": list(derogations), "general_terms": None}
    if clauses:
        certificate = {"scope": "tout", "issued_on": "2026-01-01", "valid_until": "2028-01-01"}
        answers["special_conditions"] = [
            {"kind": "HDS", "certificate": certificate, "clauses": list(clauses)}
        ]
    return answers


def made(workspace: OpenWorkspace, record: OrderRecord) -> Consolidation:
    check = check_order(record.answers, check_context_on(workspace, TODAY))
    return consolidation_of(workspace, record.id, check, WordRedlines(), NOON)


def refused(workspace: OpenWorkspace, record: OrderRecord) -> list[str]:
    with pytest.raises(RedlineRefused) as caught:
        made(workspace, record)
    french = load_language("fr")
    assert french.render(caught.value.message) == "\n".join(map(french.render, caught.value.faults))
    return [french.render(fault) for fault in caught.value.faults]


def lines(text: str) -> list[str]:
    read = read_terms("cg.txt", text.encode())
    return [read.title, *read.body().split("\n")]


def test_rejecting_gives_the_terms_and_accepting_the_consolidated_text(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026", "2026-01-01", TERMS)
    adopt(workspace, "2026", "2026-01-01", TERMS.replace("verger", "orchard"), "en", 2)
    given = ordered(
        derogation(1, "CG-1#1", "replace", "Les factures sont payables à la fin du mois suivant."),
        derogation(2, "CG-2.1", "replace", "Trente jours francs."),
        derogation(3, "CG-3", "exclude", ""),
        clauses=(
            {"id": "CS-HDS-1", "subjects": ["R1111-11.1"], "text": "Le périmètre est joint.\nIl est daté."},
        ),
    )
    found = made(workspace, draft(workspace, given))
    assert settled(found.content, accept=False) == lines(TERMS)
    assert settled(found.content, accept=True) == [
        "CONDITIONS DU VERGER",
        "ARTICLE 1. Prix",
        "Les factures sont payables à la fin du mois suivant.",
        "Le Verger vend aussi des tartes.",
        "ARTICLE 2. Départ",
        "1. Manquement",
        "Trente jours francs.",
        "2. Abandon",
        "Le rang abandonné revient au Verger.",
        "ARTICLE 3. Audits",
        "[Clause écartée]",
        "Conditions spécifiques – Hébergement de données de santé (HDS)",
        "CS-HDS-1 Périmètre du certificat, dates de délivrance et de renouvellement",
        "Le périmètre est joint.",
        "Il est daté.",
    ]
    read = docx.Document(io.BytesIO(found.content))  # an unrelated reader takes it, with its comments
    said = [comment.text for comment in read.comments]
    assert said[0].startswith("CP-D1 remplace CG-1, paragraphe 1 (Prix).")
    assert said[1].startswith("CP-D2 remplace CG-2.1 (Manquement).")
    assert said[2].startswith("CP-D3 écarte CG-3 (Audits).")
    assert said[3].startswith("CS-HDS-1 ne vise pas de clause")
    assert {comment.author for comment in read.comments} == {"NumSpot"}
    assert bookmarks(found.content) == ["CP_D1", "CP_D2", "CP_D3", "CS_HDS_1"]


def test_every_change_bears_the_legal_entity_and_the_instant(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026", "2026-01-01", TERMS)
    act = Act("settings.changed", "", PERSON.name, NOON)
    workspace.settings.put("creditor", {"legal_name": "Verger & Fils SAS"}, act)
    found = made(workspace, draft(workspace, ordered(derogation(1, "CG-3", "replace", "Jamais."))))
    changes = list(part(found.content, "word/document.xml").iter(f"{W}ins", f"{W}del"))
    assert {one.get(f"{W}author") for one in changes} == {"Verger & Fils SAS"}
    assert {one.get(f"{W}date") for one in changes} == {"2026-12-01T11:00:00Z"}
    ids = [one.get(f"{W}id") for one in changes]
    assert len(ids) == len(set(ids))


def test_nothing_of_the_desk_stands_in_the_file(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026", "2026-01-01", TERMS)
    given = ordered(derogation(1, "CG-3", "complete", "<w:p>Jamais & toujours œ</w:p>"))
    found = made(workspace, draft(workspace, given))
    whole = b"".join(parts(found.content).values())
    assert b"&lt;w:p&gt;Jamais &amp; toujours" in whole
    assert PERSON.name.encode() not in whole
    for name, content in parts(found.content).items():
        if name.endswith(".xml"):
            etree.fromstring(content)


def test_what_cannot_be_written_is_refused_by_name(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026", "2026-01-01", TERMS)

    def faults(number: int, *given: dict[str, Any]) -> list[str]:
        return refused(workspace, draft(workspace, ordered(*given), f"CMD-2026-0000000{number}"))

    both = faults(1, derogation(1, "CG-3", "replace", "A"), derogation(2, "CG-3", "exclude", "B"))
    assert "D1" in both[0] and "D2" in both[0]
    unknown = faults(2, derogation(1, "CG-9", "replace", "A"), derogation(2, "CG-3#4", "replace", "B"))
    assert [one[:5] for one in unknown] == ["CP-D1", "CP-D2"]
    nested = faults(3, derogation(1, "CG-2", "exclude", ""), derogation(2, "CG-2.1", "complete", "B"))
    assert nested[0].startswith("CP-D1 prend la place de CG-2")
    assert "n’a pas encore de texte" in faults(4, derogation(1, "CG-3", "replace", " "))[0]
    assert "remplace, complète ou écarte" in faults(5, derogation(1, "CG-3", "", "A"))[0]
    assert "ne dit pas quelle clause" in faults(6, derogation(1, "", "replace", "A"))[0]
    assert "ne change rien" in faults(7)[0]


def test_a_version_that_is_not_here_is_asked_for(workspace: OpenWorkspace) -> None:
    first = draft(workspace, ordered(derogation(1, "CG-3", "replace", "A")))
    assert "Aucune version" in refused(workspace, first)[0]
    adopt(workspace, "2026", "2026-01-01", TERMS)
    named = {"label": "2019", "published_on": "2019-01-01", "in_force_from": "2019-02-01"}
    given = ordered(derogation(1, "CG-3", "replace", "A")) | {"general_terms": named}
    assert "La version 2019" in refused(workspace, draft(workspace, given, "CMD-2026-00000001"))[0]


def test_a_ranking_that_puts_the_terms_above_the_order_is_respected(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026", "2026-01-01", TERMS)
    record = draft(workspace, ordered(derogation(1, "CG-3", "replace", "A")))
    ranking = (Document.SPECIAL, Document.GENERAL, Document.PARTICULAR)
    name_fact(
        workspace,
        record.id,
        AgreedRanking(ranking, dt.date(2026, 1, 1), "CP-8"),
        PERSON,
        FixedClock(),
    )
    assert "au-dessus" in refused(workspace, record)[0]


def test_a_void_derogation_is_noted_and_not_written(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026", "2026-01-01", TERMS)
    late = derogation(1, "CG-1#1", "replace", "Les factures sont payables à 200 jours.", "payment_term")
    late["data"] = {"days": 200}
    found = made(workspace, draft(workspace, ordered(late)))
    assert settled(found.content, accept=True) == lines(TERMS)
    (said,) = [comment.text for comment in docx.Document(io.BytesIO(found.content)).comments]
    assert said.startswith("CP-D1 n’est pas inscrite ici") and "L.441-10" in said


def test_a_clause_that_strikes_out_much_is_told(workspace: OpenWorkspace) -> None:
    adopt(workspace, "2026", "2026-01-01", TERMS)
    found = made(workspace, draft(workspace, ordered(derogation(1, "CG-1", "replace", "A"))))
    (caution,) = [load_language("fr").render(one) for one in found.cautions]
    assert caution.startswith("CP-D1 barre les 2 paragraphes de CG-1.") and "CG-1#1" in caution


def test_the_file_is_beside_the_set_and_never_in_it(workspace: OpenWorkspace, tmp_path: Path) -> None:
    adopt(workspace, "2026", "2026-01-01", TERMS)
    record = draft(workspace, ordered())
    written = export(workspace, record, tmp_path / "set")
    assert not [one for one in written.files if "consolid" in one.path.name]
    other = draft(workspace, ordered(derogation(1, "CG-3", "replace", "A")), "CMD-2026-00000001")
    found = made(workspace, other)
    path = write_consolidation(found, tmp_path / "alone", FolderFiles())
    assert path.name == "CMD-2026-00000001-cg-consolidees.docx"
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert made(workspace, other).content == found.content

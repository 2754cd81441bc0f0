"""What the parties named beside the texts: kept for good, corrected, taken back, refused by name."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from numspot_desk.contracts.ranking.hierarchy import Situation
from numspot_desk.contracts.ranking.layers import Topic
from numspot_desk.contracts.ranking.papers import AgreedRanking, Incorporated, PaperKind, Unranked
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.clauses import Document
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.contract import paper_words
from numspot_desk.usecases.contract.contract_precedence import contract_precedence
from numspot_desk.usecases.contract.named_facts import (
    Fact,
    NamingRefused,
    name_fact,
    named_facts,
    withdraw_fact,
)
from numspot_desk.usecases.contract.show_hierarchy import contract_of
from numspot_desk.usecases.orders.export_order import frozen_version
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.orders.preview_order import documents_of
from numspot_desk.usecases.refusals import MoveRefused, NoSuchRecord
from numspot_desk.usecases.reviews.read_review import standing_approval
from tests.contracts.contracts import derogation
from tests.usecases.desk import PERSON, TODAY, FixedClock, approved, draft, export, sample, workspace_in

NUMBER = "CMD-2026-7K3Q9XM4"
FR, EN = load_language("fr"), load_language("en")
PURCHASE = Unranked("purchase_terms", "Conditions d’achat", dt.date(2026, 2, 3))
MATRIX = Incorporated("responsibility_matrix", "Matrice", "CG", dt.date(2026, 2, 1), "3")
RANKED = AgreedRanking((Document.GENERAL, Document.SPECIAL, Document.PARTICULAR), dt.date(2026, 3, 2), "CP-8")
THIRTY = derogation("D1", "CG-6.3.a", "breach_notice", "replace", "Trente jours.", days=30)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def name(workspace: OpenWorkspace, order_id: str, fact: Fact, instead_of: str | None = None) -> None:
    name_fact(workspace, order_id, fact, PERSON, FixedClock(), instead_of=instead_of)


def situation(workspace: OpenWorkspace, on: dt.date = TODAY) -> Situation:
    return contract_of(workspace, NUMBER).contract.situation(on)


def test_each_kind_is_kept_and_read_back(workspace: OpenWorkspace) -> None:
    record = draft(workspace, sample("workshop"))
    for fact in (PURCHASE, MATRIX, RANKED):
        name(workspace, record.id, fact)
    found = named_facts(workspace, NUMBER)
    assert (found.unranked, found.incorporated, found.rankings) == ((PURCHASE,), (MATRIX,), (RANKED,))
    assert contract_of(workspace, NUMBER).named == found


def test_they_are_shown_where_they_belong(workspace: OpenWorkspace) -> None:
    record = draft(workspace, sample("workshop") | {"derogations": [THIRTY]})
    before = situation(workspace).answer(Topic("breach_notice"))
    assert before.prevailing is not None and before.prevailing.clause.ref == "CP-D1"
    for fact in (PURCHASE, MATRIX, RANKED):
        name(workspace, record.id, fact)
    now = situation(workspace)
    answer = now.answer(Topic("breach_notice"))
    assert answer.prevailing is not None and answer.prevailing.clause.ref == "CG-6.3.a"
    assert answer.governance.outside[0].kind == "purchase_terms"
    (matrix,) = [p for p in now.papers if p.name == "responsibility_matrix"]
    assert matrix.kind is PaperKind.INCORPORATED and matrix.rank is Document.GENERAL
    assert paper_words.paper_name(matrix, EN).startswith("Responsibility matrix, version 3")
    told = contract_precedence(workspace, NUMBER, TODAY, FR)
    assert told["ranking"] == ["CG", "CS", "CP"]
    assert [one["rule"] for one in told["without_rank"]] == ["P4"]
    assert any("CP-8" in note for note in told["notes"])


def test_they_belong_to_the_contract_and_outlive_a_version(workspace: OpenWorkspace, tmp_path: Path) -> None:
    first = draft(workspace, sample("workshop"))
    export(workspace, approved(workspace, first), tmp_path / "1")
    name(workspace, first.id, PURCHASE)
    second = new_version(workspace, first.id, PERSON, FixedClock()).record
    name(workspace, second.id, MATRIX)
    assert len(named_facts(workspace, NUMBER).named) == 2


def test_a_correction_takes_the_place_and_a_withdrawal_takes_back(workspace: OpenWorkspace) -> None:
    record = draft(workspace, sample("workshop"))
    name(workspace, record.id, PURCHASE)
    (kept,) = named_facts(workspace, NUMBER).named
    corrected = replace(PURCHASE, title="Conditions d’achat 2026")
    name(workspace, record.id, corrected, instead_of=kept.event.id)
    (kept,) = named_facts(workspace, NUMBER).named
    assert kept.fact == corrected
    withdraw_fact(workspace, record.id, kept.event.id, PERSON, FixedClock())
    assert named_facts(workspace, NUMBER).named == ()
    with pytest.raises(NoSuchRecord):
        withdraw_fact(workspace, record.id, kept.event.id, PERSON, FixedClock())
    assert len(workspace.events.history(NUMBER)) == 3, "nothing is ever erased"


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        (replace(PURCHASE, kind="rumour"), "kind"),
        (replace(PURCHASE, title="  \n "), "title"),
        (replace(PURCHASE, title="x" * 201), "title"),
        (replace(MATRIX, kind="mandate"), "kind"),
        (replace(MATRIX, referred_by="CS"), "referred_by"),
        (replace(RANKED, ranking=(Document.GENERAL, Document.GENERAL, Document.SPECIAL)), "ranking"),
        (replace(RANKED, ranking=(Document.GENERAL,)), "ranking"),
        (replace(RANKED, clause="CG-2.2"), "clause"),
        (replace(RANKED, clause="somewhere"), "clause"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(workspace: OpenWorkspace, fact: Fact, field: str) -> None:
    record = draft(workspace, sample("workshop"))
    with pytest.raises(NamingRefused) as refused:
        name(workspace, record.id, fact)
    assert refused.value.field == field
    assert named_facts(workspace, NUMBER).named == ()


def test_a_reader_names_nothing(workspace: OpenWorkspace) -> None:
    record = draft(workspace, sample("workshop"))
    reader = replace(PERSON, role="read_only")
    with pytest.raises(MoveRefused):
        name_fact(workspace, record.id, PURCHASE, reader, FixedClock())


class Later(FixedClock):
    def now(self) -> dt.datetime:
        return super().now() + dt.timedelta(minutes=1)


def test_what_is_named_stands_in_the_document_that_is_signed(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = draft(workspace, sample("workshop"))
    for fact in (PURCHASE, MATRIX, RANKED, Unranked("mail", "Mail de mars")):
        name(workspace, record.id, fact)
    export(workspace, approved(workspace, record), tmp_path)
    order = frozen_version(workspace, record.id)
    said = str(documents_of(order)[0])
    for words_ in ("Conditions d’achat", "Matrice", "à compter du 2 mars 2026 (clause CP-8)"):
        assert words_ in said
    assert "Mail de mars" not in said
    assert order.ranking is not None and order.ranking.documents == ("CG", "CS", "CP")


def test_a_ranking_needs_legal_and_voids_an_approval_that_came_before(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    plain = sample("workshop") | {"derogations": [], "special_conditions": []}
    first = draft(workspace, plain)
    name(workspace, first.id, RANKED)
    assert not export(workspace, first, tmp_path / "draft").frozen
    other = approved(workspace, draft(workspace, sample("workshop"), "CMD-2026-00000001"))
    assert standing_approval(workspace, other) is not None
    name_fact(workspace, other.id, RANKED, PERSON, Later())
    assert standing_approval(workspace, other) is None
    assert not export(workspace, other, tmp_path / "voided").frozen


def test_taking_back_what_legal_read_voids_the_approval_too(workspace: OpenWorkspace) -> None:
    record = draft(workspace, sample("workshop"))
    name(workspace, record.id, RANKED)
    read = approved(workspace, record)
    (kept,) = named_facts(workspace, NUMBER).named
    assert standing_approval(workspace, read) is not None
    withdraw_fact(workspace, record.id, kept.event.id, PERSON, Later())
    assert standing_approval(workspace, read) is None

"""The register of departures against the real store: what stands in it, narrowed, exported."""

import datetime as dt
import io
import uuid
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from numspot_desk.contracts.clauses.clause_reasons import DISCOUNT, PAYMENT, ClauseReason
from numspot_desk.contracts.content.deviation_register import MOST
from numspot_desk.contracts.order.order_document import put
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.sheets import SheetFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.language.catalog import load_language
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.terms.reading import read_terms
from numspot_desk.usecases.conditions.clause_reasons import keep_reason
from numspot_desk.usecases.conditions.departure_words import summary
from numspot_desk.usecases.conditions.deviation_register import Deviation, RegisterReading, deviations
from numspot_desk.usecases.conditions.export_register import (
    RegisterColumn,
    TooLong,
    register_sheet,
    write_register_document,
    write_register_sheet,
)
from numspot_desk.usecases.orders.edit_order import DraftHandle, save_edit
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from numspot_desk.usecases.ports.register import (
    NOBODY,
    RegisterQuery,
    RegisterRow,
    RegisterSort,
    Standing,
)
from numspot_desk.usecases.ports.terms import SourceFile, TermsVersion
from numspot_desk.usecases.reviews.read_review import content_of
from numspot_desk.usecases.reviews.review_order import modify_again
from tests.usecases.desk import (
    CONTEXT,
    LAWYER,
    NOON,
    PERSON,
    TODAY,
    FixedClock,
    approved,
    draft,
    export,
    sample,
    workspace_in,
)

FRENCH, ENGLISH = load_language("fr"), load_language("en")
ALL = RegisterQuery(sort=RegisterSort.NUMBER, descending=False)
TERMS = """ARTICLE 6. RÉSILIATION

6.1. Suspension

Le Verger peut suspendre.

6.2. Cessation

Le Verger peut cesser.

6.3. Manquement

a. Manquement d'une partie

Le Verger attend sept jours.

b. Refus du client

Le Verger s'incline.
"""
EVIL = '=HYPERLINK("http://x.example";"cliquez")'


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def hospital(**changed: Any) -> dict[str, Any]:
    """The clinic of the samples under another name, with two derogations and one discount over 15 %."""
    answers = sample("clinic")
    reserved = {**answers["lines"][0], "label": "VM 16 vCPU", "discount_percent": "18"}
    notice = {
        "id": "D2",
        "target": "CG-6.3.a",
        "subject": "breach_notice",
        "effect": "replace",
        "text": "Le délai de mise en demeure est porté à trente jours calendaires.",
        "data": {"days": 30},
    }
    payment = {
        **notice,
        "id": "D1",
        "target": "CG-A1.1",
        "subject": "payment_term",
        "text": "Les factures sont payables à cinquante jours.",
        "data": {"days": 50},
    }
    return {
        **answers,
        "client": {**answers["client"], "legal_name": "Centre hospitalier d'Exemple"},
        "lines": [reserved, *answers["lines"][1:]],
        "payment": {"means": "transfer", "term": {"days": 50, "end_of_month": False}},
        "derogations": [payment, notice],
        **changed,
    }


def rows(workspace: OpenWorkspace, query: RegisterQuery = ALL) -> list[RegisterRow]:
    return list(workspace.register.page(query, None, 500).rows)


def plain(workspace: OpenWorkspace, query: RegisterQuery = ALL) -> list[str]:
    return [summary(one, FRENCH) for one in rows(workspace, query)]


def saved(workspace: OpenWorkspace, record: OrderRecord, path: str, value: Any) -> None:
    record = workspace.orders.load(record.id)
    handle = DraftHandle(record.id, record.row_version)
    save_edit(workspace, handle, put(dict(record.answers), path, value), Place(), CONTEXT, FixedClock())


def adopt(workspace: OpenWorkspace) -> None:
    days = dt.date(2025, 12, 1), dt.date(2026, 1, 1)
    version = TermsVersion(str(uuid.UUID(int=1)), "Verger 2026", "fr", *days, NOON)
    source = SourceFile("cg.txt", TERMS.encode(), "0" * 64)
    act = Act("terms.adopted", "", LAWYER.name, NOON)
    workspace.terms.adopt(version, read_terms("cg.txt", TERMS.encode()), source, act)


def test_an_order_gives_its_departures_in_plain_words(workspace: OpenWorkspace) -> None:
    draft(workspace, hospital())
    assert plain(workspace) == [
        "Délai de paiement\N{NO-BREAK SPACE}: fin du mois de la facture → 50 jours",
        "Mise en demeure pour manquement\N{NO-BREAK SPACE}: 7 → 30 jours",
        "Remise\N{NO-BREAK SPACE}: 18\N{NO-BREAK SPACE}% sur la ligne 1 (VM 16 vCPU)",
    ]
    payment, notice, discount = rows(workspace)
    assert (payment.target, payment.clause_id, payment.effect) == ("CG-A1.1", "D1", "replace")
    assert notice.asked_by == PERSON.name and notice.approved_by == ""
    assert discount.discount == Decimal(18) and discount.clause_id == DISCOUNT
    assert summary(notice, ENGLISH) == "Formal notice for breach: 7 → 30 days"


def test_a_payment_term_that_no_derogation_states_is_one(workspace: OpenWorkspace) -> None:
    answers = hospital(derogations=[], lines=[])
    draft(workspace, answers)
    (row,) = rows(workspace)
    assert (row.kind.value, row.clause_id, row.target) == ("payment", PAYMENT, "CG-A1.1")
    own = {"means": "transfer", "term": {"days": 0, "end_of_month": True}}
    draft(workspace, {**answers, "payment": own}, "CMD-2026-00000002")
    assert len(rows(workspace)) == 1


def test_special_clauses_count_where_they_change_the_general_terms(workspace: OpenWorkspace) -> None:
    clauses = [
        {"id": "S1", "subjects": ["R1111-11.1"], "text": "Le certificat couvre les activités."},
        {"id": "S2", "subjects": [], "text": "Par dérogation à l’article 7.1 des conditions générales, non."},
        {"id": "S3", "subjects": ["data_retention"], "text": "Les données restent un an."},
        {"id": "S4", "subjects": [], "text": "Nonobstant CG-10.1.a, aucun plafond."},
    ]
    special = [{"kind": "HDS", "certificate": None, "clauses": clauses}]
    draft(workspace, hospital(derogations=[], special_conditions=special, lines=[], payment={}))
    found = {row.clause_id: (row.target, row.subject) for row in rows(workspace)}
    assert found == {
        "S2": ("CG-7.1", "termination_notice"),
        "S3": ("CG-7.1", "data_retention"),
        "S4": ("CG-10.1.a", "liability_cap"),
    }


def test_a_discount_counts_above_the_threshold_alone(workspace: OpenWorkspace) -> None:
    answers = hospital(derogations=[], payment={})
    answers["lines"] = [{**answers["lines"][0], "discount_percent": "15"}]
    record = draft(workspace, answers)
    assert rows(workspace) == []
    saved(workspace, record, "lines[0].discount_percent", "15.0001")
    assert [row.discount for row in rows(workspace)] == [Decimal("15.0001")]
    lower = RegisterQuery(discount_over=Decimal("15.0001"))
    assert rows(workspace, lower) == []


def test_the_register_follows_every_edit(workspace: OpenWorkspace) -> None:
    record = draft(workspace, hospital())
    saved(workspace, record, "derogations[1].data.days", 45)
    assert "Mise en demeure pour manquement\N{NO-BREAK SPACE}: 7 → 45 jours" in plain(workspace)
    saved(workspace, record, "derogations", [])
    assert [row.kind.value for row in rows(workspace)] == ["payment", "discount"]
    workspace.orders.delete_draft(record.id, Act("order.deleted", record.id, PERSON.name, NOON))
    assert rows(workspace) == []


def test_who_approved_stands_until_the_order_changes(workspace: OpenWorkspace, tmp_path: Path) -> None:
    record = approved(workspace, draft(workspace, sample("clinic")))
    assert {row.approved_by for row in rows(workspace)} == {LAWYER.name}
    assert rows(workspace, RegisterQuery(approved_by=LAWYER.name))
    assert not rows(workspace, RegisterQuery(approved_by=NOBODY))
    reopened = modify_again(workspace, record.id, content_of(record), PERSON, FixedClock())
    assert {row.approved_by for row in rows(workspace)} == {""}
    again = approved(workspace, reopened.record)
    export(workspace, again, tmp_path / "set")
    later = new_version(workspace, record.id, PERSON, FixedClock()).record
    assert {row.approved_by for row in rows(workspace) if row.order_id == later.id} == {""}
    assert {row.approved_by for row in rows(workspace) if row.order_id == record.id} == {LAWYER.name}


def test_a_version_that_a_signed_one_replaced_no_longer_counts(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    first = approved(workspace, draft(workspace, sample("clinic")))
    export(workspace, first, tmp_path / "first")
    _sign(workspace, first)
    later = new_version(workspace, first.id, PERSON, FixedClock()).record
    assert {row.revision for row in rows(workspace)} == {1, 2}
    export(workspace, approved(workspace, later), tmp_path / "later")
    _sign(workspace, later)
    assert {row.revision for row in rows(workspace)} == {2}
    everything = RegisterQuery(standing=Standing.ALL)
    assert {row.revision for row in rows(workspace, everything)} == {1, 2}


def _sign(workspace: OpenWorkspace, record: OrderRecord) -> None:
    now = workspace.orders.load(record.id)
    act = Act("order.signed", record.id, PERSON.name, NOON, {"signed_on": "2026-11-20"})
    workspace.orders.change_state(now.id, now.row_version, OrderState.SIGNED, act)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (RegisterQuery(text="trente jours"), {"D2"}),
        (RegisterQuery(text="cg-a1.1"), {"D1", PAYMENT, DISCOUNT}),
        (RegisterQuery(text="hopital"), set()),
        (RegisterQuery(client="CENTRE hosp"), {"D1", "D2", DISCOUNT}),
        (RegisterQuery(target="CG-6.3.a"), {"D2"}),
        (RegisterQuery(subject="discount"), {DISCOUNT}),
        (RegisterQuery(rung="own"), {"D1", "D2", DISCOUNT, PAYMENT}),
        (RegisterQuery(rung="preferred"), set()),
        (RegisterQuery(states=frozenset({OrderState.SIGNED})), set()),
        (RegisterQuery(ends_by=dt.date(2027, 6, 30)), {"D2"}),
        (RegisterQuery(ends_by=dt.date(2027, 6, 29)), set()),
    ],
)
def test_the_register_narrows(workspace: OpenWorkspace, query: RegisterQuery, expected: set[str]) -> None:
    record = draft(workspace, hospital())
    other = {"means": "transfer", "term": {"days": 45, "end_of_month": False}}
    town = {**sample("workshop"), "payment": other, "derogations": []}
    draft(workspace, town, "CMD-2026-00000002")
    reason = ClauseReason("Pôle achats", "Comité", dt.date(2027, 6, 30))
    keep_reason(workspace, record.id, "D2", reason, PERSON, FixedClock())
    assert {row.clause_id for row in rows(workspace, query)} == expected
    assert workspace.register.count(query) == len(rows(workspace, query))


@pytest.mark.parametrize("sort", RegisterSort)
@pytest.mark.parametrize("descending", [True, False])
def test_pages_by_key_give_each_row_once(
    workspace: OpenWorkspace, sort: RegisterSort, descending: bool
) -> None:
    for number in range(4):
        record = draft(workspace, hospital(), f"CMD-2026-0000000{number}")
        until = ClauseReason(until=dt.date(2027, 1, 1 + number % 2))
        keep_reason(workspace, record.id, "D1", until, PERSON, FixedClock())
    query = RegisterQuery(sort=sort, descending=descending)
    whole = [row.id for row in rows(workspace, query)]
    found: list[str] = []
    key: tuple[Any, ...] | None = None
    while True:
        page = workspace.register.page(query, key, 5)
        found += [row.id for row in page.rows]
        key = page.next_key
        if key is None:
            break
    assert found == whole and len(set(whole)) == 12


def test_the_standard_text_is_that_of_the_governing_version(workspace: OpenWorkspace) -> None:
    draft(workspace, hospital())
    unknown = {one.row.clause_id: one.standard for one in deviations(workspace, rows(workspace), TODAY)}
    assert unknown["D2"].label is None and unknown["D2"].text == "" and unknown["D2"].title
    adopt(workspace)
    found = {one.row.clause_id: one.standard for one in deviations(workspace, rows(workspace), TODAY)}
    assert found["D2"].label == "Verger 2026"
    assert found["D2"].text == "Le Verger attend sept jours."
    assert found["D1"].lacking and found["D1"].text == ""


def read_all(workspace: OpenWorkspace, query: RegisterQuery = ALL) -> tuple[Deviation, ...]:
    reading = RegisterReading(query, TODAY)
    while reading.read_page(workspace):
        pass
    return reading.deviations(workspace)


def test_the_workbook_is_safe_and_whole(workspace: OpenWorkspace, tmp_path: Path) -> None:
    record = draft(workspace, hospital())
    saved(workspace, record, "derogations[1].text", EVIL)
    keep_reason(workspace, record.id, "D2", ClauseReason("@acheteur", EVIL), PERSON, FixedClock())
    columns = [
        RegisterColumn("Proposé", lambda one: one.row.proposed),
        RegisterColumn("Demandé par", lambda one: one.row.asked_by),
        RegisterColumn("Motif", lambda one: one.row.reason.why),
    ]
    sheet = register_sheet(read_all(workspace), columns, "Registre", decimal_comma=True)
    path = write_register_sheet(sheet, tmp_path, "registre", NOON, SheetFiles(), FolderFiles())
    page = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).active
    assert page is not None
    cells = [list(row) for row in page.iter_rows()]
    assert [cell.value for cell in cells[2]] == [EVIL, "@acheteur", EVIL]
    assert all(cell.data_type != "f" for row in cells for cell in row)


def test_the_document_tells_contract_by_contract(workspace: OpenWorkspace, tmp_path: Path) -> None:
    adopt(workspace)
    record = draft(workspace, hospital())
    reason = ClauseReason("Pôle achats", "Comité mensuel", dt.date(2027, 6, 30))
    keep_reason(workspace, record.id, "D2", reason, PERSON, FixedClock())
    path = write_register_document(
        read_all(workspace), tmp_path, LAWYER, NOON, ["client : centre"], WordFiles(), FolderFiles()
    )
    document = docx.Document(str(path))
    text = "\n".join(one.text for one in document.paragraphs)
    cells = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "CMD-2026-7K3Q9XM4 (version 1) – Centre hospitalier d'Exemple" in text
    for said in (
        "Le Verger attend sept jours.",
        "Mise en demeure pour manquement\N{NO-BREAK SPACE}: 7 → 30 jours",
        "Demandé par\N{NO-BREAK SPACE}: Pôle achats",
        "Motif\N{NO-BREAK SPACE}: Comité mensuel",
        "Jusqu’au 30 juin 2027",
        "Clause absente de la version Verger 2026.",
        "client : centre",
        LAWYER.name,
    ):
        assert said in cells, said
    assert "discount" not in cells and "18\N{NO-BREAK SPACE}% sur la ligne 1" in cells


def test_a_document_nobody_could_read_is_refused(workspace: OpenWorkspace, tmp_path: Path) -> None:
    draft(workspace, hospital())
    many = read_all(workspace) * (MOST // 3 + 1)
    with pytest.raises(TooLong):
        write_register_document(many, tmp_path, LAWYER, NOON, (), WordFiles(), FolderFiles())
    assert list(tmp_path.glob("*.docx")) == []

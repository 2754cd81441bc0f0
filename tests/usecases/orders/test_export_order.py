"""Export against the real store: frozen with its files or not at all, draft marks, the same bytes again."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.contracts.order.order_check import TermsText, check_order
from numspot_desk.contracts.order.order_document import put
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.language.catalog import load_language
from numspot_desk.language.messages import Message
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.mandates.export_mandate import NoMandate, export_mandate_from_file
from numspot_desk.usecases.mandates.read_mandate import read_mandate
from numspot_desk.usecases.orders.edit_order import open_order
from numspot_desk.usecases.orders.export_order import ExportRefused, export_from_file
from numspot_desk.usecases.orders.extract import extract
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import Place
from numspot_desk.usecases.refusals import Cancelled, DeskError, FileRefused, MoveRefused
from tests.documents.word_reading import controls, part, text_of
from tests.usecases.desk import (
    CONTEXT,
    NOON,
    PERSON,
    Counting,
    FixedClock,
    approved,
    draft,
    export,
    move,
    sample,
    workspace_in,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def header(path: Path) -> str:
    return text_of(part(path.read_bytes(), "word/header1.xml"))


def test_a_ready_order_is_frozen_with_its_files(workspace: OpenWorkspace, tmp_path: Path) -> None:
    record = draft(workspace, sample("workshop"))
    result = export(workspace, record, tmp_path / "out")
    assert result.frozen and result.changes.orders == {record.id}
    assert workspace.orders.load(record.id).state is OrderState.EXPORTED
    version = workspace.orders.version(record.id)
    assert version is not None and version.fingerprint == result.fingerprint
    assert version.rum and version.rum.startswith("NS2026")
    form, mandate, manifest = result.files
    assert [file.document for file in result.files] == ["order_form", "mandate", "manifest"]
    assert controls(mandate.path.read_bytes())["mandate.rum"] == version.rum
    assert result.fingerprint in text_of(part(form.path.read_bytes(), "word/footer1.xml"))
    entries = json.loads(manifest.path.read_bytes())["files"]
    assert {entry["file"]: entry["sha256"] for entry in entries} == {
        file.path.name: file.sha256 for file in result.files[:2]
    }
    assert {entry["fingerprint"] for entry in entries} == {result.fingerprint}
    assert "Projet" not in header(form.path)


def test_a_frozen_version_gives_the_same_bytes_whatever_the_settings_become(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = draft(workspace, sample("workshop"))
    export(workspace, record, tmp_path / "one")
    act = Act("settings.changed", "creditor", PERSON.name, NOON)
    workspace.settings.put("creditor", {"legal_name": "Autre"}, act)
    again = export(workspace, record, tmp_path / "two", chance=Counting(99))
    assert not again.frozen
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_what_needs_a_review_is_written_as_a_draft_and_stays_one(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = draft(workspace, sample("clinic"))
    result = export(workspace, record, tmp_path / "out")
    assert not result.frozen
    assert workspace.orders.load(record.id).state is OrderState.DRAFT
    words = [file for file in result.files if file.document != "manifest"]
    assert len(words) == 3
    for file in words:
        assert "Projet – revue juridique requise" in header(file.path)
        assert "projet" in file.path.name
    mandate = next(file for file in words if file.document == "mandate")
    assert controls(mandate.path.read_bytes())["mandate.rum"] == ""


def test_an_approved_order_prints_the_head_of_its_approval(workspace: OpenWorkspace, tmp_path: Path) -> None:
    record = draft(workspace, sample("clinic"))
    record = approved(workspace, record)
    head = workspace.audit.head()
    result = export(workspace, record, tmp_path / "out")
    assert result.frozen
    assert head in text_of(part(result.files[0].path.read_bytes(), "word/footer1.xml"))
    entries = json.loads(result.files[-1].path.read_bytes())["files"]
    assert {entry["audit_head"] for entry in entries} == {head}


def test_a_blocked_order_writes_nothing_unless_a_draft_is_asked(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = draft(workspace, sample("town"))
    with pytest.raises(ExportRefused) as refusal:
        export(workspace, record, tmp_path / "out")
    assert refusal.value.problems and not (tmp_path / "out").exists()
    result = export(workspace, record, tmp_path / "out", draft=True)
    assert not result.frozen and "Projet" in header(result.files[0].path)


def test_a_failed_writing_keeps_the_draft(workspace: OpenWorkspace, tmp_path: Path) -> None:
    record = draft(workspace, sample("workshop"))
    with pytest.raises(FileRefused):
        export(workspace, record, tmp_path / "no" / "such")
    kept = workspace.orders.load(record.id)
    assert kept.state is OrderState.DRAFT and kept.row_version == record.row_version
    assert workspace.orders.version(record.id) is None
    assert export(workspace, kept, tmp_path / "out").frozen


def test_a_stop_half_way_writes_nothing(workspace: OpenWorkspace, tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, what: Message) -> None:
            if done == 1:
                raise Cancelled

    record = draft(workspace, sample("workshop"))
    with pytest.raises(Cancelled):
        export(workspace, record, tmp_path / "out", progress=Stop())
    assert not (tmp_path / "out").exists()
    assert workspace.orders.load(record.id).state is OrderState.DRAFT


def test_a_cancelled_order_has_no_set(workspace: OpenWorkspace, tmp_path: Path) -> None:
    record = move(workspace, draft(workspace, sample("workshop")), OrderState.CANCELLED, "order.cancelled")
    with pytest.raises(MoveRefused):
        export(workspace, record, tmp_path / "out")


def test_a_rum_that_is_taken_is_drawn_again(workspace: OpenWorkspace, tmp_path: Path) -> None:
    first = draft(workspace, sample("workshop"))
    second = draft(workspace, sample("workshop"), "CMD-2026-00000002")
    export(workspace, first, tmp_path / "one", chance=Counting(500))
    export(workspace, second, tmp_path / "two", chance=Counting(500))
    versions = [workspace.orders.version(record.id) for record in (first, second)]
    assert len({version.rum for version in versions if version}) == 2


# ── From a file alone ────────────────────────────────────────────────────────────────────────────────


def from_file(answers: dict[str, Any], out: Path, draft: bool = False) -> dict[str, Path]:
    files = export_from_file(
        answers, check_order(answers, CONTEXT), WordFiles(), FolderFiles(), out, draft, TermsText("CG 2026")
    )
    return {file.document: file.path for file in files}


def test_a_file_alone_takes_its_number_from_its_sha256(tmp_path: Path) -> None:
    answers = sample("workshop")
    written = from_file(answers, tmp_path)
    number = f"CMD-{fingerprint(answers)[:12].upper()}"
    form = written["order_form"].read_bytes()
    assert written["order_form"].name.startswith(number)
    text = text_of(part(form, "word/document.xml"))
    assert number in text and "CG 2026" in text
    assert controls(written["mandate"].read_bytes())["mandate.rum"] == ""
    before = contents(tmp_path)
    from_file(answers, tmp_path)
    assert contents(tmp_path) == before


def test_the_manifest_keeps_the_other_sets_of_the_folder(tmp_path: Path) -> None:
    one, two = sample("workshop"), sample("workshop")
    two["client"]["legal_name"] = "Autre atelier"
    from_file(one, tmp_path)
    from_file(two, tmp_path)
    entries = json.loads((tmp_path / "manifest.json").read_bytes())["files"]
    assert {entry["file"] for entry in entries} == set(contents(tmp_path)) - {"manifest.json"}
    assert len({entry["number"] for entry in entries}) == 2


@pytest.mark.parametrize("foreign", [b"{}", b"[]", b"not json", b'{"format": "other", "files": []}'])
def test_somebody_elses_manifest_is_left_alone(tmp_path: Path, foreign: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(foreign)
    with pytest.raises(FileRefused):
        from_file(sample("workshop"), tmp_path)
    assert contents(tmp_path) == {"manifest.json": foreign}


def test_a_word_file_edited_since_is_not_replaced(tmp_path: Path) -> None:
    answers = sample("workshop")
    edited = from_file(answers, tmp_path)["order_form"]
    edited.write_bytes(b"my notes")
    with pytest.raises(FileRefused):
        from_file(answers, tmp_path)
    assert edited.read_bytes() == b"my notes"


def test_an_unreviewed_file_carries_the_mark_and_any_draft_does(tmp_path: Path) -> None:
    assert "revue juridique requise" in header(from_file(sample("clinic"), tmp_path)["order_form"])
    assert "Projet" in header(from_file(sample("workshop"), tmp_path, draft=True)["order_form"])
    answers = sample("workshop")
    answers["contacts"]["notification_email"] = ""
    assert "incomplète" in header(from_file(answers, tmp_path, draft=True)["order_form"])


def test_any_object_prints_as_a_draft(tmp_path: Path) -> None:
    shapes: list[dict[str, Any]] = [
        {},
        {"lines": [None, 3, {}], "client": [], "derogations": "x", "special_conditions": [{}, None]},
        {"mandate": {"debtor": 3}, "payment": {"term": {"days": 10**30}}, "lines": [{"unit_price": "NaN"}]},
    ]
    for number, answers in enumerate(shapes):
        assert "Projet" in header(from_file(answers, tmp_path / str(number), draft=True)["order_form"])


def test_half_a_character_is_refused_by_its_field_in_a_draft_too(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    answers = sample("workshop")
    answers["client"]["legal_name"] = "Atelier \ud83d"
    with pytest.raises(DeskError) as refused:
        from_file(answers, tmp_path / "out", draft=True)
    said = load_language("fr").render(refused.value.message)
    assert "Dénomination sociale" in said and "U+D83D" in said
    assert not (tmp_path / "out").exists()
    record = draft(workspace, answers)
    opened = open_order(workspace, record.id, FixedClock())
    assert opened.record.answers["client"]["legal_name"] == "Atelier \ud83d"


# ── The mandate alone ────────────────────────────────────────────────────────────────────────────────


def test_the_mandate_alone_is_blocked_by_its_own_faults_only(tmp_path: Path) -> None:
    def mandate(answers: dict[str, Any], draft: bool = False) -> Path:
        return export_mandate_from_file(
            answers, check_order(answers, CONTEXT), WordFiles(), FolderFiles(), tmp_path, draft
        )[0].path

    answers = sample("clinic")
    answers["client"]["legal_name"] = ""
    assert "Projet" not in header(mandate(answers))
    answers["mandate"]["iban"] = "FR7600000000000000000000000"
    with pytest.raises(ExportRefused):
        mandate(answers)
    assert "Projet" in header(mandate(answers, draft=True))
    answers["mandate"] = None
    with pytest.raises((NoMandate, ExportRefused)):
        mandate(answers)


# ── A new version of the order and its mandate ───────────────────────────────────────────────────────


def exported_again(
    workspace: OpenWorkspace, tmp_path: Path, *changes: tuple[str, Any]
) -> tuple[str | None, str | None]:
    """The RUM of a first version, and of the second one with these answers changed."""
    first = draft(workspace, sample("workshop"))
    export(workspace, first, tmp_path / "one", chance=Counting(500))
    second = new_version(workspace, first.id, PERSON, FixedClock()).record
    answers = dict(second.answers)
    for path, value in changes:
        answers = put(answers, path, value)
    extracted = extract(answers, check_order(answers, CONTEXT))
    workspace.orders.save_draft(second.id, second.row_version, answers, Place(), extracted, NOON)
    export(workspace, second, tmp_path / "two", chance=Counting(700))
    versions = [workspace.orders.version(record.id) for record in (first, second)]
    return versions[0] and versions[0].rum, versions[1] and versions[1].rum


def test_an_amended_mandate_keeps_its_reference(workspace: OpenWorkspace, tmp_path: Path) -> None:
    former, present = exported_again(
        workspace,
        tmp_path,
        ("mandate.iban", "FR1420041010050500013M02606"),
        ("mandate.bic", "PSSTFRPPXXX"),
        ("mandate.debtor.address.line1", "9 rue Neuve"),
    )
    assert former is not None and present == former
    mandate = next((tmp_path / "two").glob("*mandat*.docx"))
    assert controls(mandate.read_bytes())["mandate.rum"] == former


def test_another_debtor_signs_a_mandate_of_its_own(workspace: OpenWorkspace, tmp_path: Path) -> None:
    former, present = exported_again(workspace, tmp_path, ("mandate.debtor.name", "Autre Atelier SAS"))
    assert former and present and present != former


def test_a_b2b_mandate_says_so_on_its_form_and_in_its_life(workspace: OpenWorkspace, tmp_path: Path) -> None:
    order = draft(workspace, put(sample("workshop"), "mandate.scheme", "b2b"))
    export(workspace, order, tmp_path / "out")
    (rum,) = workspace.mandates.of_order(order.id)
    found = read_mandate(workspace, rum, NOON.date()).life
    assert found.terms.scheme is Scheme.B2B and found.awaits_bank
    words = text_of(
        part(next((tmp_path / "out").glob("*mandat*b2b*.docx")).read_bytes(), "word/document.xml")
    )
    assert "interentreprises" in words and "8 semaines" not in words


def test_another_scheme_is_another_mandate(workspace: OpenWorkspace, tmp_path: Path) -> None:
    former, present = exported_again(workspace, tmp_path, ("mandate.scheme", "b2b"))
    assert former and present and present != former


def test_a_creditor_of_another_identifier_names_the_first_one(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    """A merger amends the mandate: its reference stays, and so does the identifier it was given under."""
    act = Act("settings.changed", "creditor", PERSON.name, NOON)
    first = draft(workspace, sample("workshop"))
    export(workspace, first, tmp_path / "one", chance=Counting(500))
    workspace.settings.put("creditor", {"ics": "FR72ZZZ123456"}, act)
    second = new_version(workspace, first.id, PERSON, FixedClock()).record
    export(workspace, second, tmp_path / "two", chance=Counting(700))
    third = new_version(workspace, second.id, PERSON, FixedClock()).record
    export(workspace, third, tmp_path / "three", chance=Counting(900))
    kept = [workspace.orders.version(record.id) for record in (first, second, third)]
    assert len({version.rum for version in kept if version}) == 1
    assert [version.data.get("original_ics") for version in kept if version] == [
        None,
        "FR15ZZZ588627",
        "FR15ZZZ588627",
    ]
    for folder, names_it in (("one", False), ("two", True), ("three", True)):
        mandate = next((tmp_path / folder).glob("*mandat*.docx"))
        words = text_of(part(mandate.read_bytes(), "word/document.xml"))
        assert ("ICS d’origine" in words) is names_it and "FR15ZZZ588627" in words

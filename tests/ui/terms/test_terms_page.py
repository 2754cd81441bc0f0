"""The page of the general terms by keyboard, on a real store and through the reading process."""

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.sheets import SheetFiles
from numspot_desk.terms import isolated
from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.terms.coverage_view import CoverageView
from numspot_desk.ui.terms.view import TermsPage
from numspot_desk.usecases.general_terms.adopt_terms import Adoption, adopt_terms, preview_terms
from numspot_desk.usecases.orders.edit_order import check_context
from numspot_desk.usecases.orders.freeze_order import freeze_record, keep_version
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.files import SheetKind
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.samples.sample_order import start_sample_order
from tests.ui.keyboard import CONTROL, focused, press, tab_to, type_text

LAWYER = Person("Louis Juriste", "legal")
FRENCH = """CONDITIONS DU VERGER

ARTICLE 1. OBJET

Le Verger loue des pommiers à l'année.

ARTICLE 2. RÉCOLTE

2.1. Cueillette

La cueillette revient au locataire.

2.2. Partage

La moitié des fruits revient au Verger.
"""
ENGLISH = """TERMS OF THE ORCHARD

ARTICLE 1. OBJECT

The orchard lets apple trees by the year.

ARTICLE 2. HARVEST

2.1. Picking

Picking is for the tenant.
"""
DOUBLE = FRENCH + "\nARTICLE 2. RÉCOLTE TARDIVE\n\nEn hiver, rien.\n"
TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def page(desk: DeskContext, qtbot: QtBot) -> Iterator[TermsPage]:
    desk.set_person(LAWYER)
    shown = TermsPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1000, 760)
    shown.show()
    shown.activateWindow()
    shown.enter()
    settle(desk, qtbot)
    yield shown
    settle(desk, qtbot)
    shown.close()


def settle(context: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not context.busy, timeout=30_000)
    QApplication.processEvents()


def adopt(
    page: TermsPage, qtbot: QtBot, label: str, start: dt.date, text: str = FRENCH, language: str = "fr"
) -> None:
    asked = Adoption(label, language, start - dt.timedelta(20), start)
    context = page.context

    def work(workspace: Workspace) -> Any:
        preview = preview_terms("cg.txt", text.encode())
        return adopt_terms(workspace, preview, asked, LAWYER, context.clock, context.chance)[1]

    context.run(work, context.announce)
    settle(context, qtbot)


def adopted(page: TermsPage, qtbot: QtBot) -> list[tuple[str, str]]:
    found: list[Any] = []
    page.context.run(lambda workspace: workspace.terms.list(), found.append)
    settle(page.context, qtbot)
    return [(version.label, version.language) for version in found[0]]


def opened(page: TermsPage, qtbot: QtBot, folder: Path, text: str, name: str = "verger-2027.txt") -> None:
    (folder / name).write_text(text, encoding="utf-8")
    page.open_file(folder / name)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.importing, timeout=30_000)
    settle(page.context, qtbot)


def type_day(field: QWidget, day: str) -> None:
    tab_to(field)
    type_text(day)


def fault(row: FormRow) -> str:
    return " ".join(row.context.language.render(one.message) for one in row.problems)


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_without_any_version_the_page_offers_the_import(page: TermsPage) -> None:
    assert page.stack.currentWidget() is page.empty
    button = focused()
    assert isinstance(button, QPushButton) and button.text() == "Importer…"


def test_a_version_is_imported_named_dated_and_adopted_by_keyboard(
    page: TermsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(page, qtbot, tmp_path, FRENCH)
    view = page.importing
    assert focused() is view.label and view.label.value() == "verger-2027"
    assert view.language.value() == "fr"
    assert "2 articles, 0 annexe, 4 clauses en tout." in said(view)
    type_day(view.published_on, "01/12/2026")
    type_day(view.in_force_from, "01/01/2027")
    tab_to(view.adopt_button)
    press(Qt.Key.Key_Space)
    settle(page.context, qtbot)
    assert adopted(page, qtbot) == [("verger-2027", "fr")]
    assert page.stack.currentWidget() is page.versions and focused() is page.versions.list
    item = page.versions.list.currentItem()
    assert [item.text(column) for column in range(5)] == [
        "verger-2027",
        "À venir",
        "1er janv. 2027",
        "1er déc. 2026",
        "Français",
    ]
    press(Qt.Key.Key_Return)
    settle(page.context, qtbot)
    assert page.stack.currentWidget() is page.reading and focused() is page.reading.tree


def test_too_early_an_entry_and_a_name_that_exists_are_said_beside_their_fields(
    page: TermsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    adopt(page, qtbot, "2026", dt.date(2026, 1, 1))
    opened(page, qtbot, tmp_path, FRENCH, "2026.txt")
    view = page.importing
    type_day(view.published_on, "01/12/2026")
    type_day(view.in_force_from, "10/12/2026")
    press(Qt.Key.Key_Return, CONTROL)
    settle(page.context, qtbot)
    assert "16 décembre 2026 au plus tôt (T01, CG-3.1)" in fault(view.rows["in_force_from"])
    assert "déjà adoptée" in fault(view.rows["label"]) and focused() is view.label
    assert view.rows["in_force_from"].why() is not None
    assert adopted(page, qtbot) == [("2026", "fr")]
    type_text("x")
    assert fault(view.rows["label"]) == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Space])
def test_a_file_being_read_is_stopped_by_keyboard(
    page: TermsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: Qt.Key
) -> None:
    posted: list[QuietMessage] = []
    page.context.message_posted.connect(posted.append)
    sleeping = (sys.executable, "-c", "import time; time.sleep(60)")
    monkeypatch.setattr(isolated, "command", lambda: sleeping)
    (tmp_path / "slow.txt").write_text(FRENCH, encoding="utf-8")
    page.open_file(tmp_path / "slow.txt")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.waiting)
    assert "Lecture de slow.txt" in said(page.waiting) and focused() is page.waiting.stop_button
    press(key)
    settle(page.context, qtbot)
    assert page.stack.currentWidget() is page.empty and adopted(page, qtbot) == []
    assert [one.text for one in posted] == ["La lecture est arrêtée : rien n’a été gardé."]


def test_a_second_file_takes_the_place_of_the_one_being_read(
    page: TermsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        sleeping = (sys.executable, "-c", "import time; time.sleep(60)")
        patched.setattr(isolated, "command", lambda: sleeping)
        (tmp_path / "slow.txt").write_text(FRENCH, encoding="utf-8")
        page.open_file(tmp_path / "slow.txt")
        qtbot.waitUntil(lambda: page.stack.currentWidget() is page.waiting)
    opened(page, qtbot, tmp_path, FRENCH)
    assert page.importing.preview is not None and page.importing.preview.name == "verger-2027.txt"


def test_missing_days_are_asked_for(page: TermsPage, qtbot: QtBot, tmp_path: Path) -> None:
    opened(page, qtbot, tmp_path, FRENCH)
    page.importing.adopt()
    settle(page.context, qtbot)
    rows = page.importing.rows
    assert fault(rows["published_on"]) and fault(rows["in_force_from"])
    assert adopted(page, qtbot) == [] and focused() is page.importing.published_on


def test_only_legal_adopts(page: TermsPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.context.set_person(Person("Camille Durand", "sales"))
    opened(page, qtbot, tmp_path, FRENCH)
    view = page.importing
    assert "le juridique l’adopte" in said(view)  # before anything is typed
    type_day(view.published_on, "01/12/2026")
    type_day(view.in_force_from, "01/01/2027")
    posted: list[QuietMessage] = []
    page.context.message_posted.connect(posted.append)
    view.adopt()
    settle(page.context, qtbot)
    assert posted[-1].problem and "juridique" in posted[-1].text and view.adopt_button.isEnabled()
    assert adopted(page, qtbot) == []


def test_lines_that_fit_nowhere_are_placed_by_keyboard(page: TermsPage, qtbot: QtBot, tmp_path: Path) -> None:
    opened(page, qtbot, tmp_path, DOUBLE)
    view = page.importing
    assert focused() is view.placing.list and view.placing.list.topLevelItemCount() == 1
    item = view.placing.list.currentItem()
    assert "RÉCOLTE TARDIVE" in item.text(1) and item.text(2)
    view.adopt()
    settle(page.context, qtbot)
    assert "1" in said(view.placing) and adopted(page, qtbot) == []
    assert (view.placing.kind.value(), view.placing.under.value()) == ("article", "")
    tab_to(view.placing.number)
    type_text("3")
    tab_to(view.placing.as_heading)
    press(Qt.Key.Key_Space)
    settle(page.context, qtbot)
    assert view.preview is not None and view.preview.terms.find("CG-3") is not None
    assert view.preview.terms.unplaced == () and "Toutes les lignes sont placées." in said(view)
    tab_to(view.placing.take_back)
    press(Qt.Key.Key_Space)
    assert view.preview.terms.find("CG-3") is None and len(view.preview.terms.unplaced) == 1
    tab_to(view.placing.as_text)
    press(Qt.Key.Key_Space)
    settle(page.context, qtbot)
    assert view.preview.terms.unplaced == () and view.preview.terms.find("CG-3") is None


def test_a_decision_that_cannot_be_kept_is_said_and_nothing_changes(
    page: TermsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(page, qtbot, tmp_path, DOUBLE)
    view, before = page.importing, page.importing.preview
    view.placing.number.set_value("1")
    view.placing.as_heading.click()
    settle(page.context, qtbot)
    assert view.preview is before and view.placing.as_heading.isEnabled()
    assert any(
        label.text() for label in view.placing.findChildren(QLabel) if label.property("role") == "problem"
    )


def test_escape_leaves_the_import_with_nothing_kept(page: TermsPage, qtbot: QtBot, tmp_path: Path) -> None:
    opened(page, qtbot, tmp_path, FRENCH)
    press(Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.empty and adopted(page, qtbot) == []


def test_an_import_left_by_escape_comes_back_by_undo_with_what_was_typed(
    page: TermsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    posted: list[QuietMessage] = []
    page.context.message_posted.connect(posted.append)
    opened(page, qtbot, tmp_path, DOUBLE)
    view = page.importing
    tab_to(view.placing.as_text)
    press(Qt.Key.Key_Space)
    settle(page.context, qtbot)
    type_day(view.published_on, "01/12/2026")
    press(Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.empty and "verger-2027.txt" in posted[-1].text
    assert posted[-1].undo is not None
    posted[-1].undo()
    assert page.stack.currentWidget() is view and focused() is view.label
    assert view.published_on.value() == "2026-12-01"
    assert view.preview is not None and not view.preview.terms.unplaced


def test_a_day_that_is_none_is_told_from_a_missing_one(page: TermsPage, qtbot: QtBot, tmp_path: Path) -> None:
    opened(page, qtbot, tmp_path, FRENCH)
    view = page.importing
    type_day(view.published_on, "32/13/2026")
    press(Qt.Key.Key_Return, CONTROL)
    settle(page.context, qtbot)
    assert fault(view.rows["published_on"]) == "Saisissez la date, par exemple 22/11/2026."
    assert fault(view.rows["in_force_from"]) == "Saisissez le jour d’entrée en vigueur."
    assert focused() is view.published_on


def test_the_earliest_entry_is_said_before_it_is_typed(page: TermsPage, qtbot: QtBot, tmp_path: Path) -> None:
    opened(page, qtbot, tmp_path, FRENCH)
    type_day(page.importing.published_on, "01/12/2026")
    assert "Au plus tôt le 16 décembre 2026" in said(page)


def test_a_file_that_cannot_be_read_is_said(page: TermsPage, qtbot: QtBot, tmp_path: Path) -> None:
    posted: list[QuietMessage] = []
    page.context.message_posted.connect(posted.append)
    (tmp_path / "vide.txt").write_bytes(b"")
    page.open_file(tmp_path / "vide.txt")
    settle(page.context, qtbot)
    assert posted[-1].problem and page.stack.currentWidget() is page.empty
    assert posted[-1].text == "vide.txt n’est pas importé. Le fichier est vide."


def test_a_version_is_read_with_both_languages_and_cited(page: TermsPage, qtbot: QtBot) -> None:
    adopt(page, qtbot, "2026-01", dt.date(2026, 1, 1))
    adopt(page, qtbot, "2026-01", dt.date(2026, 1, 1), ENGLISH, "en")
    page.show_list()
    press(Qt.Key.Key_Return)
    settle(page.context, qtbot)
    view = page.reading
    assert page.stack.currentWidget() is view and focused() is view.tree
    press(Qt.Key.Key_Down)
    shown = view.text.toPlainText()
    assert "La cueillette revient au locataire." in shown and "Picking is for the tenant." in shown
    assert "(absent de cette langue)" in shown  # CG-2.2 has no English text
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text() == "CG art. 2.1, version 2026-01"
    view.beside.setChecked(False)
    assert "Picking" not in view.text.toPlainText()
    press(Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.versions


def test_the_search_finds_clauses_and_opens_one(page: TermsPage, qtbot: QtBot) -> None:
    adopt(page, qtbot, "2026-01", dt.date(2026, 1, 1))
    page.search("cueill")
    settle(page.context, qtbot)
    assert "1 clause trouvée" in said(page) and page.search_text() == "cueill"
    page.focus_found()
    press(Qt.Key.Key_Return)
    settle(page.context, qtbot)
    assert page.reading.tree.ref() == "CG-2.1"
    page.show_list()
    view = page.versions
    assert not view.compare.isVisible() and view.read.isVisible() and view.passages.hasFocus()
    tab_to(view.read)
    press(Qt.Key.Key_Space)
    settle(page.context, qtbot)
    assert page.reading.tree.ref() == "CG-2.1"  # the passage, not the version that is out of sight
    page.show_list()
    page.search("poirier")
    settle(page.context, qtbot)
    assert "Aucune clause" in said(page)
    assert not view.read.isEnabled()
    page.search("")
    assert view.list.isVisible() and view.compare.isVisible()


def test_a_clause_named_elsewhere_opens_in_the_version_in_force(page: TermsPage, qtbot: QtBot) -> None:
    adopt(page, qtbot, "2026-01", dt.date(2026, 1, 1))
    adopt(page, qtbot, "2027-01", dt.date(2027, 1, 1))
    page.enter("CG-2.2")
    settle(page.context, qtbot)
    assert page.stack.currentWidget() is page.reading and page.reading.tree.ref() == "CG-2.2"
    assert "Version 2026-01" in said(page)


def test_two_versions_are_compared_and_one_is_proof_read(page: TermsPage, qtbot: QtBot) -> None:
    adopt(page, qtbot, "2026-01", dt.date(2026, 1, 1))
    assert not page.versions.compare.isEnabled()
    adopt(page, qtbot, "2027-01", dt.date(2027, 1, 1), FRENCH.replace("moitié", "quart"))
    page.versions._menu.aboutToShow.emit()
    (action,) = page.versions._menu.actions()
    action.trigger()
    settle(page.context, qtbot)
    assert "2026-01 → 2027-01" in said(page)
    press(Qt.Key.Key_Escape)
    tab_to(page.versions.proofs)
    press(Qt.Key.Key_Space)
    settle(page.context, qtbot)
    assert "Relecture" in said(page)


def signed_order(page: TermsPage, qtbot: QtBot, day: str = "2026-11-21") -> None:
    context = page.context

    def work(workspace: Workspace) -> None:
        made = start_sample_order(workspace, context.person, context.clock, context.chance).record
        against = check_context(workspace, context.clock)
        check = check_order(made.answers, against)
        order = freeze_record(
            workspace,
            made,
            check,
            issued_on=TODAY,
            chance=context.chance,
            mark=None,
            terms=against.in_force,
        )
        keep_version(workspace, made, order, context.person, context.clock.now())
        exported = workspace.orders.load(made.id)
        act = Act("order.signed", made.id, context.person.name, context.clock.now(), {"signed_on": day})
        workspace.orders.change_state(made.id, exported.row_version, OrderState.SIGNED, act)

    context.run(work)
    settle(context, qtbot)


@pytest.fixture
def contracts(page: TermsPage, qtbot: QtBot) -> Any:
    adopt(page, qtbot, "2026-01", dt.date(2026, 1, 1))
    adopt(page, qtbot, "2026-12", dt.date(2026, 12, 12))
    signed_order(page, qtbot)
    page.show_list()
    tab_to(page.versions.contracts)
    press(Qt.Key.Key_Space)
    settle(page.context, qtbot)
    return page.stack.currentWidget()


def situation(view: Any) -> list[str]:
    return [view.model.index(0, column).data() for column in (2, 3)]


def test_each_contract_stands_with_its_version_and_the_reason(contracts: Any, qtbot: QtBot) -> None:
    assert situation(contracts) == ["2026-01", "Peut refuser 2026-12 jusqu’au 11 décembre 2026"]
    assert "1 contrat sous 2026-01" in said(contracts)
    assert contracts.what.currentText() == "Le client a refusé la version 2026-12"
    why = contracts.list.why()
    assert why is not None and why.step.label == "version.binds"
    contracts.day.set_value("2026-12-12")
    contracts.day.editingFinished.emit()
    settle(contracts.context, qtbot)
    assert situation(contracts)[0] == "2026-12"
    contracts.day.setText("demain")
    contracts.day.editingFinished.emit()
    assert fault(contracts.day_row) and situation(contracts)[0] == "2026-12"


def test_a_refusal_is_entered_by_keyboard_and_taken_back(
    contracts: Any, qtbot: QtBot, page: TermsPage
) -> None:
    posted: list[QuietMessage] = []
    page.context.message_posted.connect(posted.append)
    tab_to(contracts.happened_on)
    type_text("23/11/2026")
    tab_to(contracts.record_button)
    press(Qt.Key.Key_Space)
    settle(page.context, qtbot)
    assert "venir" in fault(contracts.happened_row) and focused() is contracts.happened_on
    contracts.happened_on.selectAll()
    type_text("22/11/2026")
    assert fault(contracts.happened_row) == ""
    press(Qt.Key.Key_Return)
    settle(page.context, qtbot)
    assert situation(contracts)[1].startswith("A refusé 2026-12 le 22 novembre 2026")
    assert contracts.what.value() == "services_used" and contracts.withdraw_button.isEnabled()
    undo = posted[-1].undo
    assert undo is not None
    undo()
    settle(page.context, qtbot)
    assert situation(contracts)[1].startswith("Peut refuser")


def test_a_refusal_that_came_too_late_is_said_with_the_day_it_had_to_come(
    contracts: Any, qtbot: QtBot, page: TermsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page.context.clock, "today", lambda: dt.date(2027, 2, 1))
    contracts.day.set_value("2027-02-01")
    contracts.day.editingFinished.emit()
    settle(page.context, qtbot)
    assert contracts.what.itemData(0) == "services_used"  # what can no longer be refused comes last
    contracts.what.set_value("refused:2026-12")
    tab_to(contracts.happened_on)
    type_text("12/12/2026")
    press(Qt.Key.Key_Return)
    settle(page.context, qtbot)
    said_then = fault(contracts.happened_row)
    assert "12 décembre 2026" in said_then and "un refus doit être envoyé avant (CG-6.3.b)" in said_then


def test_a_day_of_use_and_the_end_of_a_contract_are_entered_by_keyboard(
    contracts: Any, qtbot: QtBot, page: TermsPage
) -> None:
    for kind, day, expected in (
        ("services_used", "22/11/2026", "Peut refuser"),
        ("contract_ended", "30/11/2026", "Peut refuser"),
    ):
        contracts.what.set_value(kind)
        tab_to(contracts.happened_on)
        type_text(day)
        tab_to(contracts.record_button)
        press(Qt.Key.Key_Space)
        settle(page.context, qtbot)
        assert fault(contracts.happened_row) == "" and situation(contracts)[1].startswith(expected)
    assert [action.text() for action in contracts.withdraw_button.menu().actions()] == [
        "Services utilisés le 22 novembre 2026",
        "Fin du contrat le 30 novembre 2026",
    ]
    contracts.day.set_value("2026-12-01")
    contracts.day.editingFinished.emit()
    settle(page.context, qtbot)
    assert situation(contracts) == ["aucune", "Terminé le 30 novembre 2026"]
    assert "1 terminé" in said(contracts)
    contracts.withdraw_button.menu().actions()[-1].trigger()
    settle(page.context, qtbot)
    assert situation(contracts)[0] == "2026-01"


def test_the_list_is_narrowed_and_written_as_a_sheet(
    contracts: Any, qtbot: QtBot, page: TermsPage, tmp_path: Path
) -> None:
    client = contracts.model.index(0, 1).data()
    contracts.narrowed.set_value("refused")
    contracts.narrowed.edited.emit()
    settle(page.context, qtbot)
    assert contracts.model.rowCount() == 0 and not contracts.save_button.isEnabled()
    assert "1 contrat sous 2026-01" in said(contracts), "the summary is of all contracts"
    contracts.narrowed.set_value("on:2026-01")
    contracts.narrowed.edited.emit()
    contracts.words.set_value(client.upper()[:6])
    contracts.words.edited.emit()
    settle(page.context, qtbot)
    assert contracts.model.rowCount() == 1
    page.context.files, page.context.sheets = FolderFiles(), SheetFiles()
    contracts._save(SheetKind.CSV, tmp_path)
    settle(page.context, qtbot)
    (file,) = tmp_path.glob("contrats-*.csv")
    assert "2026-01" in file.read_text(encoding="utf-8-sig")


def test_legal_names_the_clause_that_covers_a_point_by_keyboard(page: TermsPage, qtbot: QtBot) -> None:
    adopt(page, qtbot, "2026-01", dt.date(2026, 1, 1))
    tab_to(page.versions.coverage)
    press(Qt.Key.Key_Space)
    settle(page.context, qtbot)
    view = page.stack.currentWidget()
    assert isinstance(view, CoverageView) and focused() is view.list
    assert "0 point sur 9" in said(view)
    press(Qt.Key.Key_Down)
    tab_to(view.field)
    type_text("9.9")
    press(Qt.Key.Key_Return)
    settle(page.context, qtbot)
    assert "CG-9.9" in fault(view.row) and focused() is view.field
    view.field.selectAll()
    type_text("2.1")
    press(Qt.Key.Key_Return)
    settle(page.context, qtbot)
    item = view.list.currentItem()
    assert [item.text(0), item.text(2)] == ["DA-25.b", "CG-2.1"]
    assert item.text(3).startswith("Décidé par Louis Juriste") and focused() is view.list
    assert "La cueillette revient au locataire." in view.text.toPlainText() and "DA-25.b · " in said(view)
    posted: list[QuietMessage] = []
    page.context.message_posted.connect(posted.append)
    view.field.set_value("2.2")
    view.keep()
    settle(page.context, qtbot)
    assert "La moitié des fruits revient au Verger." in view.text.toPlainText()
    undo = posted[-1].undo
    assert undo is not None
    undo()
    settle(page.context, qtbot)
    assert view.field.value() == "CG-2.1" and "moitié" not in view.text.toPlainText()
    press(Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.versions


@pytest.fixture
def large() -> Iterator[None]:
    theme().choose("light", 14)
    yield
    theme().choose("light")


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_view_fits_a_small_window_and_names_what_takes_the_focus(
    page: TermsPage, qtbot: QtBot, tmp_path: Path, code: Any
) -> None:
    page.context.set_language(code)
    page.resize(740, 480)
    adopt(page, qtbot, "2026-01", dt.date(2026, 1, 1))
    adopt(page, qtbot, "2026-01", dt.date(2026, 1, 1), ENGLISH, "en")
    steps: list[Callable[[], None]] = [
        page.show_list,
        lambda: page.versions.read.click(),
        lambda: opened(page, qtbot, tmp_path, DOUBLE),
        lambda: page.versions.contracts.click(),
        lambda: page.versions.coverage.click(),
    ]
    for step in steps:
        step()
        settle(page.context, qtbot)
        assert page.minimumSizeHint().width() <= 740, page.stack.currentWidget()
        for area in page.findChildren(QScrollArea):
            if area.isVisible():
                assert area.widget().width() <= area.viewport().width()
        nameless = [
            widget
            for widget in page.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.objectName() != "qt_scrollarea_viewport"
            and not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
        ]
        assert not nameless


def test_return_opens_a_version_within_the_window_and_presses_no_button(
    page: TermsPage, qtbot: QtBot, desk: DeskContext
) -> None:
    adopt(page, qtbot, "2026-01", dt.date(2026, 1, 1))
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.show_desk("terms")
    settle(desk, qtbot)
    shown = window.current()
    assert isinstance(shown, TermsPage)
    tab_to(shown.versions.list)
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert shown.stack.currentWidget() is shown.reading and focused() is shown.reading.tree
    window.close()
    settle(desk, qtbot)

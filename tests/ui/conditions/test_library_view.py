"""The library on screen, by keyboard: found, read by versions, who uses it, taken out of use, as files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.library.built_in import built_in
from numspot_desk.contracts.library.exchange import library_file
from numspot_desk.contracts.library.picking import place
from numspot_desk.contracts.library.writing import document_of
from numspot_desk.documents.files import FolderFiles
from numspot_desk.ui.conditions.library_import import LibraryImportDialog, RefusedFileDialog
from numspot_desk.ui.conditions.library_view import LibraryView
from numspot_desk.ui.conditions.view import ConditionsPage
from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.conditions.write_clause import write_clause
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.library import ClauseOrigin
from numspot_desk.usecases.ports.orders import OrderRecord
from tests.contracts.library.clauses import clause
from tests.ui.conditions.shown import settle
from tests.ui.keyboard import CONTROL, press, tab_to, type_text

LAWYER = Person("Louis Juriste", "legal")


class Chosen:
    """Answers at once with the place that a test wants."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def folder(self, _parent: QWidget, _title: str, chosen: Callable[[Path], None]) -> None:
        chosen(self.path)

    def file(self, _parent: QWidget, _title: str, _filters: str, chosen: Callable[[Path], None]) -> None:
        chosen(self.path)

    def show(self, folder: Path) -> None:
        raise AssertionError(folder)


@pytest.fixture
def legal(desk: DeskContext) -> DeskContext:
    desk.set_person(LAWYER)
    desk.files = FolderFiles()
    return desk


@pytest.fixture
def view(page: ConditionsPage, desk: DeskContext, qtbot: QtBot) -> LibraryView:
    page.show_tab("library")
    settle(desk, qtbot)
    found = page.tab()
    assert isinstance(found, LibraryView)
    return found


def titles(view: LibraryView) -> list[str]:
    rows = (view.list.topLevelItem(row) for row in range(view.list.topLevelItemCount()))
    return [row.text(0) for row in rows if row is not None]


def messages(desk: DeskContext) -> list[str]:
    said: list[str] = []
    desk.message_posted.connect(lambda message: said.append(message.text))
    return said


def write(desk: DeskContext, qtbot: QtBot, **changes: Any) -> None:
    made = {**document_of(built_in()["breach-notice"]), "version": 2, **changes}
    desk.run(lambda store: write_clause(store, made, "Relu", LAWYER, desk.clock))
    settle(desk, qtbot)


def test_every_clause_stands_in_the_list_and_is_read_whole(view: LibraryView) -> None:
    assert len(titles(view)) == len(built_in())
    assert QApplication.focusWidget() is view.list
    view.choose("payment-term")
    said = view.reading.sheet.toPlainText()
    for part in (
        "[Délai depuis l’émission]",
        "Refusé",
        "C. com. L.441-10 I",
        "Seulement si",
        "Jamais à côté",
    ):
        assert part in said
    assert "Each invoice is due [Days from issue]" in said
    assert "fournie avec le programme" in said


def test_the_arrows_walk_and_return_reads(view: LibraryView) -> None:
    first = view.reading.sheet.toPlainText()
    press(Qt.Key.Key_Down)
    assert view.reading.sheet.toPlainText() != first
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is view.reading.sheet


def test_search_and_filters_narrow_the_list(page: ConditionsPage, view: LibraryView) -> None:
    page.search("accents reclamation")
    assert titles(view) == [] and view._rooms.currentIndex() == 1
    page.search("reclamation penalite")
    assert titles(view) == ["Délai de réclamation des pénalités"]
    assert "reclamation penalite" in view._count.text()
    page.search("mise en demeure")
    assert titles(view)[0] == "Préavis de mise en demeure pour manquement" and len(titles(view)) > 2
    view.show_all()
    assert len(titles(view)) == len(built_in()) and page.search_text() == ""
    view.kind.set_value("HDS")
    view.kind.edited.emit()
    hds = titles(view)
    assert 16 <= len(hds) < 40
    view.subject.set_value("sla_level")
    view.subject.edited.emit()
    assert len(titles(view)) == 2


def test_who_only_sells_reads(view: LibraryView, desk: DeskContext) -> None:
    for button in (view.new_button, view.import_button, view.reading.write_button):
        assert not button.isVisible()
    assert view.export_button.isVisible()
    assert "seul le juridique" in view._count.text()
    press(Qt.Key.Key_E, CONTROL)
    assert view.writing.editor is None
    desk.set_person(LAWYER)
    assert view.new_button.isVisible() and view.reading.write_button.isVisible()
    assert "juridique" not in view._count.text()


def test_versions_are_read_beside_each_other(view: LibraryView, legal: DeskContext, qtbot: QtBot) -> None:
    view.choose("breach-notice")
    assert not view.reading.marked.isVisible()
    write(legal, qtbot, text="Le délai pour remédier est de {delay}.")
    view.read()
    settle(legal, qtbot)
    reading = view.reading
    assert reading.versions.count() == 2 and "Louis Juriste" in reading.versions.itemText(0)
    assert "Le délai pour remédier" in reading.sheet.toPlainText()
    assert ": Relu" in reading.sheet.toPlainText().replace("\xa0", " ").replace(" :", ":")
    reading.marked.setChecked(True)
    assert "Changements depuis la version 1" in reading.sheet.toPlainText()
    reading.versions.set_value("1")
    reading.versions.edited.emit()
    assert "La partie à qui" in reading.sheet.toPlainText() and not reading.marked.isEnabled()


def test_the_orders_that_run_on_a_wording_are_listed_and_opened(
    records: dict[str, OrderRecord], view: LibraryView, desk: DeskContext, window: MainWindow, qtbot: QtBot
) -> None:
    record = records["clinic"]
    found = built_in()["breach-notice"]
    placed = place(dict(record.answers), found, {"delay": 30})
    origin = ClauseOrigin(found.id, 1, {"delay": 30})
    desk.run(
        lambda store: store.library.keep_origin(record.id, record.answers["derogations"][0]["id"], origin)
    )
    settle(desk, qtbot)
    assert placed.clause_id
    view.read()
    settle(desk, qtbot)
    view.choose("breach-notice")
    settle(desk, qtbot)
    uses = view.reading.uses
    row = uses.list.topLevelItem(0)
    assert row is not None and row.text(0) == record.number
    assert row.text(3) == "1" and row.text(4) == "modifié depuis"
    uses.list.setFocus()
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert isinstance(window.current(), OrderPage)


def test_a_clause_is_taken_out_of_use_with_a_reason_and_comes_back(
    legal: DeskContext, view: LibraryView, qtbot: QtBot
) -> None:
    view.choose("discount")
    tab_to(view.reading.retire_button)
    press(Qt.Key.Key_Space)
    settle(legal, qtbot)
    QApplication.processEvents()
    dialog = view.writing.retiring
    assert dialog is not None
    press(Qt.Key.Key_Tab)
    tab_to(dialog.keep)
    press(Qt.Key.Key_Space)
    settle(legal, qtbot)
    assert dialog.row.problems and QApplication.focusWidget() is dialog.note
    type_text("Doublon")
    tab_to(dialog.keep)
    press(Qt.Key.Key_Space)
    settle(legal, qtbot)
    entry = view.entry()
    assert entry is not None and entry.clause.id == "discount" and entry.clause.retired
    assert view.filter.kind == "retired" and len(titles(view)) == 1
    assert view.reading.retire_button.text() == "Remettre en service…"
    view.show_all()
    assert len(titles(view)) == len(built_in()) - 1


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_library_goes_out_and_the_same_file_brings_nothing(
    legal: DeskContext, view: LibraryView, tmp_path: Path, qtbot: QtBot
) -> None:
    said = messages(legal)
    view.files.chooser = Chosen(tmp_path)
    press(Qt.Key.Key_S, CONTROL)
    settle(legal, qtbot)
    (path,) = tmp_path.glob("bibliotheque-clauses-*.json")
    view.files.chooser = Chosen(path)
    press(Qt.Key.Key_O, CONTROL)
    settle(legal, qtbot)
    assert view.files.dialog is None and "n’apporte rien" in said[-1]


def test_what_a_file_brings_is_shown_then_kept(
    legal: DeskContext, view: LibraryView, tmp_path: Path, qtbot: QtBot
) -> None:
    write(legal, qtbot, text="Ici : {delay}.")
    theirs = {**document_of(built_in()["breach-notice"]), "version": 2, "text": "Là : {delay}."}
    path = tmp_path / "recue.json"
    path.write_bytes(library_file([clause(), clause(**theirs)]))
    view.files.open_file(path)
    settle(legal, qtbot)
    dialog = view.files.dialog
    assert isinstance(dialog, LibraryImportDialog)
    assert dialog.keep.text() == "Reprendre 1 version"
    assert "Là" in dialog.text.toPlainText() and "Ici" in dialog.text.toPlainText()
    assert QApplication.focusWidget() is dialog.list
    press(Qt.Key.Key_Space)
    assert dialog.chosen() == {"breach-notice"} and dialog.keep.text() == "Reprendre 2 versions"
    tab_to(dialog.keep)
    press(Qt.Key.Key_Space)
    settle(legal, qtbot)
    assert view.files.dialog is None
    settle(legal, qtbot)
    entry = view.library.entry("breach-notice")
    assert [one.clause.text for one in entry.versions[1:]] == ["Ici : {delay}.", "Là : {delay}."]
    assert "recue.json" in entry.latest.note
    assert "delay-clause" in view.library.by_id


def test_a_file_that_cannot_be_taken_is_shown_with_its_faults(
    legal: DeskContext, view: LibraryView, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "bibliotheque.json"
    octets = library_file([clause()])
    newer = json.dumps({**json.loads(octets), "format": "numspot-desk/library/7"}).encode()
    for content, said in (
        (octets[:-9], "incomplet"),
        (octets.replace(b"61", b"62"), "modifié"),
        (newer, "7"),
    ):
        path.write_bytes(content)
        view.files.open_file(path)
        settle(legal, qtbot)
        dialog = view.files.dialog
        assert isinstance(dialog, RefusedFileDialog)
        row = dialog.list.topLevelItem(0)
        assert row is not None and said in row.text(2)
        press(Qt.Key.Key_Escape)
        settle(legal, qtbot)
    assert len(view.library.entries) == len(built_in())


def test_a_file_that_is_not_there_is_said(
    legal: DeskContext, view: LibraryView, tmp_path: Path, qtbot: QtBot
) -> None:
    found: list[QuietMessage] = []
    legal.message_posted.connect(found.append)
    view.files.open_file(tmp_path / "rien.json")
    settle(legal, qtbot)
    assert found[-1].problem


# ── Look ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_small_window_with_large_letters_squeezes_nothing(
    legal: DeskContext, view: LibraryView, window: MainWindow, qtbot: QtBot, language: str
) -> None:
    legal.set_language(language)
    write(legal, qtbot)
    view.choose("breach-notice")
    theme().choose("light", 14.0)
    window.resize(800, 600)
    settle(legal, qtbot)
    QApplication.processEvents()
    assert view.split.orientation() is Qt.Orientation.Vertical
    reading = view.reading
    shown = [reading.versions, reading.write_button, reading.sheet, reading.uses]
    places = [one.geometry() for one in shown]
    for n, one in enumerate(places):
        assert not any(one.intersects(other) for other in places[n + 1 :])
    assert reading.sheet.height() >= 5 * theme().metrics().lineSpacing()
    theme().choose("light")

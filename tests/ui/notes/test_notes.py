"""A calculation put with a contract, read again, withdrawn: by keyboard, from both pages."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.ui.calculators.view import CalculatorsPage
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.view import HierarchyPage
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.notes.attach_dialog import AttachDialog
from numspot_desk.ui.notes.dialog import NotesDialog
from tests.ui.conditions.shown import settle
from tests.ui.keyboard import CONTROL, focused, press, type_text
from tests.usecases.calculations.test_outcome import FILLED
from tests.usecases.contract.test_facts_of_contract import NUMBER, answers
from tests.usecases.contract.test_show_hierarchy import signed
from tests.usecases.desk import draft

KEYS = CONTROL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def order_id(desk: DeskContext, qtbot: QtBot, tmp_path: Path) -> str:
    made: list[Any] = []
    day = dt.date(2026, 5, 4)
    desk.run(lambda store: signed(store, draft(store, answers()), tmp_path / "o", day), made.append)
    settle(desk, qtbot)
    return str(made[0].id)


@pytest.fixture
def window(desk: DeskContext, qtbot: QtBot, order_id: str) -> Iterator[MainWindow]:
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    shown.activateWindow()
    shown.show_desk("home")
    settle(desk, qtbot)
    yield shown
    for dialog in (*shown.findChildren(NotesDialog), *shown.findChildren(AttachDialog)):
        dialog.close()
    QApplication.processEvents()
    shown.close()
    settle(desk, qtbot)


@pytest.fixture
def page(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> CalculatorsPage:
    window.go("calculators", "refund")
    settle(desk, qtbot)
    found = window.current()
    assert isinstance(found, CalculatorsPage)
    found.show_typed(dict(FILLED["refund"]))
    settle(desk, qtbot)
    return found


def _asked(page: CalculatorsPage, desk: DeskContext, qtbot: QtBot) -> AttachDialog:
    press(Qt.Key.Key_J, KEYS)
    settle(desk, qtbot)
    assert page.notes.asked is not None
    return page.notes.asked


def _notes(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> NotesDialog:
    window.activateWindow()
    window.go("hierarchy", NUMBER)
    settle(desk, qtbot)
    found = window.current()
    assert isinstance(found, HierarchyPage)
    press(Qt.Key.Key_J, KEYS)
    settle(desk, qtbot)
    assert found.notes.dialog is not None
    return found.notes.dialog


def test_a_calculation_is_put_with_a_contract_read_there_and_withdrawn(
    page: CalculatorsPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    dialog = _asked(page, desk, qtbot)
    assert focused() is dialog.sought and dialog.list.count() == 1
    type_text(NUMBER)
    settle(desk, qtbot)
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    notes = _notes(window, desk, qtbot)
    assert notes.list.count() == 1 and "Remboursement" in notes.list.item(0).text()
    body = notes.body.toPlainText()
    assert NUMBER in body and "CG-6.3.b" in body and "36" in body
    notes.reason.setFocus()
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert notes.said.text(), "a reason is asked for"
    type_text("Autre facture")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert "Autre facture" in notes.body.toPlainText() and not notes.foot.isVisible()


def test_a_note_is_written_in_a_folder(
    page: CalculatorsPage, window: MainWindow, desk: DeskContext, qtbot: QtBot, tmp_path: Path
) -> None:
    _asked(page, desk, qtbot)
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    notes = _notes(window, desk, qtbot)
    note = notes.note()
    assert note is not None
    said: list[str] = []
    desk.message_posted.connect(lambda shown: said.append(shown.text))
    shown = window.current()
    assert isinstance(shown, HierarchyPage)
    shown.notes.save_document(note, tmp_path)
    settle(desk, qtbot)
    assert any(".docx" in one for one in said)


def test_what_is_refused_is_said_in_place(
    page: CalculatorsPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    dialog = _asked(page, desk, qtbot)
    dialog.title.set_value("FR76 3000 6000 0112 3456 7890 189")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert dialog.isVisible() and "compte bancaire" in dialog.said.text()
    dialog.sought.setFocus()
    type_text("personne")
    settle(desk, qtbot)
    assert dialog.list.count() == 0 and dialog.said.text()


def test_a_contract_without_notes_says_where_they_come_from(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    notes = _notes(window, desk, qtbot)
    assert notes.note() is None and "page des calculs" in notes.body.toPlainText()
    assert not notes.tools["word"].isEnabled()

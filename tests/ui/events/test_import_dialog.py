"""Events from a file, from the dialog of events: counted and refused by line first, kept whole afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.events.import_dialog import ImportDialog
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.order.page import OrderPage
from tests.ui.events.test_event_dialog import agenda, opened, order_id, settle, window
from tests.ui.keyboard import press, tab_to

__all__ = ["order_id", "window"]
HEAD = "Numéro;Date;Montant TTC;Payée le\n"


class Chosen:
    """Chooses one file at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def file(self, _parent: QWidget, _title: str, _filter: str, done: Callable[[Path], None]) -> None:
        done(self._path)

    def folder(self, _parent: QWidget, _title: str, done: Callable[[Path], None]) -> None:
        raise AssertionError

    def save(self, *_given: object) -> None:
        raise AssertionError


@pytest.fixture
def chosen(
    window: MainWindow,
    desk: DeskContext,
    qtbot: QtBot,
    tmp_path: Path,
) -> Iterator[Callable[[str], ImportDialog]]:
    """Chooses a file of this text by keyboard; gives what shows it."""
    page = window.current()
    assert isinstance(page, OrderPage)
    dialog = opened(window, desk, qtbot)

    def choose(text: str) -> ImportDialog:
        path = tmp_path / "factures.csv"
        path.write_text(text, encoding="utf-8")
        page.events.chooser = Chosen(path)  # type: ignore[assignment]
        tab_to(dialog.file)
        press(Qt.Key.Key_Space)
        settle(desk, qtbot)
        assert page.events.imported is not None
        return page.events.imported

    yield choose
    for shown in window.findChildren(ImportDialog):
        shown.reject()
    QApplication.processEvents()


def test_a_file_is_shown_then_kept_by_enter(
    window: MainWindow,
    desk: DeskContext,
    qtbot: QtBot,
    chosen: Callable[[str], ImportDialog],
) -> None:
    shown = chosen(HEAD + "F1;03/06/2026;1 234,50;\nF2;03/06/2026;10;10/06/2026\n")
    assert shown.counts.text() == "Factures · 3 nouveaux événements"
    assert "T22" not in agenda(desk, qtbot)
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    settle(desk, qtbot)
    assert agenda(desk, qtbot)["T22"] == "2026-06-30"
    page = window.current()
    assert isinstance(page, OrderPage) and page.events.dialog is not None
    assert page.events.dialog.list.count() == 3
    assert page.events.dialog.said.text() == "3 événements enregistrés."


def test_a_refused_line_is_told_with_its_column_and_nothing_is_kept(
    desk: DeskContext, qtbot: QtBot, chosen: Callable[[str], ImportDialog]
) -> None:
    shown = chosen(HEAD + "F1;03/06/2026;1 234,50;\nF2;hier;10;\n")
    assert "1 ligne refusée" in shown.counts.text()
    assert shown.refused.item(0).text().startswith("Ligne 3, Date")
    assert not shown.keep.isEnabled() and "rien" in shown.said.text()
    assert "T22" not in agenda(desk, qtbot)


def test_a_file_that_is_none_says_so(chosen: Callable[[str], ImportDialog]) -> None:
    shown = chosen("nom;couleur\nx;y\n")
    assert "colonnes" in shown.said.text() and not shown.keep.isEnabled()
    assert shown.counts.text() == "Rien n’est enregistré"

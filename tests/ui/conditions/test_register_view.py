"""The register of departures by keyboard: read whole, narrowed, sorted, given a reason, copied, exported."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.clauses.clause_reasons import NAME_LIMIT
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.sheets import SheetFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.ui.conditions.reason_dialog import ReasonDialog
from numspot_desk.ui.conditions.register_view import RegisterView
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderRecord
from tests.ui.conditions.shown import column, settle, words
from tests.ui.keyboard import CONTROL, NONE, focused, press, tab_to, type_text

SHIFT = Qt.KeyboardModifier.ShiftModifier
NOTICE = "Mise en demeure pour manquement\N{NO-BREAK SPACE}: 7 → 30 jours"
PAYMENT = "Délai de paiement\N{NO-BREAK SPACE}: fin du mois de la facture → 45 jours"


class Chosen:
    """Somebody who always chooses the same folder (`Chooser`)."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        chosen(self.place)

    def file(self, parent: QWidget, title: str, filters: str, chosen: Callable[[Path], None]) -> None:
        raise AssertionError("no file is asked for")

    def show(self, folder: Path) -> None:
        raise AssertionError("no folder is shown")


@pytest.fixture
def register(
    records: dict[str, OrderRecord], window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> Iterator[RegisterView]:
    """The register of the samples, the row of the formal notice chosen."""
    window.go("conditions", "register")
    settle(desk, qtbot)
    tab = window.current().tab()
    assert isinstance(tab, RegisterView)
    tab.table.choose_row(column(tab.model, "summary").index(NOTICE))
    settle(desk, qtbot)
    yield tab
    for dialog in tab.findChildren(ReasonDialog):
        dialog.reject()


def reason_of(register: RegisterView, qtbot: QtBot) -> ReasonDialog:
    """The dialog that asks for the reason, opened by its keys, the focus on its first field."""
    register.table.setFocus()
    press(Qt.Key.Key_M, CONTROL)
    found = register.findChild(ReasonDialog)
    assert found is not None
    qtbot.waitUntil(found.asked_by.hasFocus)
    return found


def test_the_chosen_departure_is_read_whole(register: RegisterView) -> None:
    panel = register.panel
    said = words(panel)
    assert NOTICE in said and "CG-6.3.a" in said and "non approuvé" in said
    assert "Demandé par Camille Durand" in said
    assert "trente jours calendaires" in panel.proposed.toPlainText()
    assert panel.standard.toPlainText() and panel.standard.accessibleName().startswith("CG-6.3.a")
    assert "3 dérogations" in words(register)


def test_a_term_without_a_clause_and_a_version_without_the_clause_say_so(
    register: RegisterView, desk: DeskContext, qtbot: QtBot
) -> None:
    register.table.choose_row(column(register.model, "summary").index(PAYMENT))
    settle(desk, qtbot)
    assert register.panel.standard.accessibleName().startswith("CG-A1.1")
    assert "quarante-cinq jours" in register.panel.proposed.toPlainText()


def test_a_reason_is_given_by_keyboard_and_taken_back(
    register: RegisterView, desk: DeskContext, qtbot: QtBot
) -> None:
    dialog = reason_of(register, qtbot)
    type_text("Direction des achats")
    press(Qt.Key.Key_Tab)
    type_text("Comité mensuel des paiements")
    tab_to(dialog.until)
    type_text("30/06/2027")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    row = register.row()
    assert row is not None
    assert row.asked_by == "Direction des achats" and row.reason.until == dt.date(2027, 6, 30)
    said = words(register.panel)
    assert "Demandé par Direction des achats" in said and "jusqu’au 30 juin 2027" in said
    assert "Comité mensuel des paiements" in said
    register.activateWindow()
    qtbot.waitUntil(register.table.hasFocus)
    again = reason_of(register, qtbot)
    assert again.asked_by.value() == "Direction des achats" and again.until.value() == "2027-06-30"
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: register.findChild(ReasonDialog) is None)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("until", "quand il pourra", "Saisissez la date"),
        ("asked_by", "x" * (NAME_LIMIT + 1), "raccourcissez"),
    ],
)
def test_a_reason_that_cannot_be_is_refused_in_place(
    register: RegisterView, desk: DeskContext, qtbot: QtBot, field: str, typed: str, said: str
) -> None:
    dialog = reason_of(register, qtbot)
    tab_to(dialog.rows[field].editor)
    type_text(typed)
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert dialog.isVisible() and said in words(dialog)
    assert QApplication.focusWidget() is dialog.rows[field].editor
    row = register.row()
    assert row is not None and row.reason.empty
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: register.findChild(ReasonDialog) is None)


def test_who_may_only_read_is_asked_for_no_reason(
    register: RegisterView, desk: DeskContext, qtbot: QtBot
) -> None:
    desk.set_person(Person("Aude Lectrice", "read_only"))
    settle(desk, qtbot)
    register.table.setFocus()
    press(Qt.Key.Key_M, CONTROL)
    assert register.findChild(ReasonDialog) is None
    assert not register.panel.reason_button.isEnabled()


def test_filters_narrow_and_one_button_shows_all_again(
    register: RegisterView, desk: DeskContext, qtbot: QtBot
) -> None:
    register.table.setFocus()
    press(Qt.Key.Key_F, CONTROL | SHIFT)
    assert register.filters.isVisible()
    target = register.filters.fields["target"]
    tab_to(target)
    while target.value() != "CG-6.3.a":
        press(Qt.Key.Key_Down)
    settle(desk, qtbot)
    assert column(register.model, "target") == ["CG-6.3.a"]
    assert "Clause\N{NO-BREAK SPACE}: CG-6.3.a" in words(register)
    tab_to(register.filters.client)
    type_text("nulle part")
    settle(desk, qtbot)
    assert register.model.rowCount() == 0 and "Aucune dérogation ne répond" in words(register)
    tab_to(register.clear_button)
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert register.model.rowCount() == 3 and not register.clear_button.isVisible()
    assert target.value() == "" and register.filters.client.value() == ""


def test_a_day_that_cannot_be_read_narrows_nothing(
    register: RegisterView, desk: DeskContext, qtbot: QtBot
) -> None:
    register.table.setFocus()
    press(Qt.Key.Key_F, CONTROL | SHIFT)
    tab_to(register.filters.until)
    type_text("bientôt")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert register.model.rowCount() == 3 and "Saisissez la date" in words(register.filters)


def test_a_heading_sorts(register: RegisterView, desk: DeskContext, qtbot: QtBot) -> None:
    place = next(n for n, one in enumerate(register.model.columns) if one.id == "target")
    for order, expected in (
        (Qt.SortOrder.AscendingOrder, ["CG-6.3.a", "CG-A1.1", "CG-A1.1"]),
        (Qt.SortOrder.DescendingOrder, ["CG-A1.1", "CG-A1.1", "CG-6.3.a"]),
    ):
        register.table.sortByColumn(place, order)
        settle(desk, qtbot)
        assert column(register.model, "target") == expected


def test_chosen_rows_are_copied_and_the_order_is_opened(
    register: RegisterView, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    register.table.setFocus()
    press(Qt.Key.Key_C, CONTROL)
    copied = QGuiApplication.clipboard().text()
    assert NOTICE in copied and "Clinique des Tilleuls" in copied and "\t" in copied
    press(Qt.Key.Key_Return, NONE)
    settle(desk, qtbot)
    assert isinstance(window.current(), OrderPage)


def test_the_list_is_written_as_it_is_narrowed(
    register: RegisterView, desk: DeskContext, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.files, desk.sheets, desk.word = FolderFiles(), SheetFiles(), WordFiles()
    register.export.chooser = Chosen(tmp_path)
    register.search("trente jours")
    settle(desk, qtbot)
    for keys in ((Qt.Key.Key_Return,), (Qt.Key.Key_Down, Qt.Key.Key_Return)):
        register.activateWindow()
        register.table.setFocus()
        qtbot.waitUntil(register.table.hasFocus)
        press(Qt.Key.Key_S, CONTROL)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.setActiveAction(menu.actions()[0])
        for key in keys:
            QTest.keyClick(menu, key)
        settle(desk, qtbot)
    (sheet,), (document,) = list(tmp_path.glob("*.xlsx")), list(tmp_path.glob("*.docx"))
    page = openpyxl.load_workbook(sheet).active
    assert page is not None
    heads, *body = list(page.iter_rows(values_only=True))
    assert len(body) == 1 and NOTICE in body[0]
    assert {"Texte standard", "Texte proposé", "Demandé par", "Approuvé par", "Pourquoi", "Jusqu’au"} <= set(
        heads
    )
    tables = docx.Document(str(document)).tables
    cells = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    assert NOTICE in cells and "Recherche\N{NO-BREAK SPACE}: trente jours" in cells


def test_the_register_speaks_english(register: RegisterView, desk: DeskContext, qtbot: QtBot) -> None:
    desk.set_language("en")
    settle(desk, qtbot)
    assert "Formal notice for breach: 7 → 30 days" in column(register.model, "summary")
    assert "3 departures" in words(register) and "not approved" in words(register.panel)
    assert focused() is not None


def test_a_long_list_is_counted_in_groups_of_three_digits(register: RegisterView) -> None:
    register.model._set_total(26_754)
    assert "26\N{NARROW NO-BREAK SPACE}754 dérogations" in words(register)

"""The list of orders by keyboard, on a real store: create, find, filter, put away, bring back, open."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.states import CancelReason, OrderState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.sheets import SheetFiles
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.ui.orders.cancel_dialog import CancelDialog
from numspot_desk.ui.orders.presenter import COLUMNS, OrderAct, acts_for
from numspot_desk.ui.orders.view import OrdersPage
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.orders import export_order_list
from numspot_desk.usecases.orders.cancellation import cancel_reason
from numspot_desk.usecases.orders.order_acts import OrderChanged, act, new_draft
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.files import SheetKind
from numspot_desk.usecases.ports.orders import OrderQuery, OrderRecord
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.samples.sample_answers import SAMPLES, sample_answers
from tests.ui.keyboard import CONTROL, press, tab_to, type_text


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


def settle(context: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not context.busy, timeout=10_000)


@pytest.fixture
def orders(desk: DeskContext, qtbot: QtBot) -> list[OrderRecord]:
    """The three samples, in the store."""

    def make(workspace: Workspace) -> list[OrderChanged]:
        return [
            new_draft(
                workspace,
                sample_answers(name, desk.clock.today()),
                "order.sample",
                desk.person,
                desk.clock,
                desk.chance,
            )
            for name in SAMPLES
        ]

    made: list[list[OrderChanged]] = []
    desk.run(make, made.append)
    settle(desk, qtbot)
    return [outcome.record for outcome in made[0]]


@pytest.fixture
def window(desk: DeskContext, orders: list[OrderRecord], qtbot: QtBot) -> Iterator[MainWindow]:
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    shown.activateWindow()
    shown.show_desk("orders")
    settle(desk, qtbot)
    yield shown
    shown.close()
    settle(desk, qtbot)


@pytest.fixture
def page(window: MainWindow) -> OrdersPage:
    found = window.current()
    assert isinstance(found, OrdersPage)
    return found


def names(page: OrdersPage) -> list[str]:
    return [page.model.row(number).client_name for number in range(page.model.rowCount())]


def ask_count(desk: DeskContext, qtbot: QtBot, query: OrderQuery) -> int:
    counts: list[int] = []
    desk.run(lambda workspace: workspace.orders.count(query), counts.append)
    settle(desk, qtbot)
    return counts[0]


def test_the_list_shows_state_client_amount_and_number(page: OrdersPage) -> None:
    assert page.model.rowCount() == 3
    cells = [str(page.model.index(0, column).data()) for column in range(4)]
    row = page.model.row(0)
    assert cells[0] == row.client_name and cells[1] == "Brouillon" and cells[3] == row.number
    assert cells[2].endswith("\N{NO-BREAK SPACE}€")
    assert page._count.text() == "3 commandes"


def test_typing_searches_as_it_goes_and_folds_accents(
    page: OrdersPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_F, CONTROL)
    type_text("CLINIQUE des tilleuls")
    qtbot.waitUntil(lambda: page.list.query.text == "CLINIQUE des tilleuls", timeout=2_000)
    settle(desk, qtbot)
    assert page.model.rowCount() == 1 and "Tilleuls" in names(page)[0]
    press(Qt.Key.Key_A, CONTROL)
    type_text("rien de tel")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert page.model.rowCount() == 0 and page.rooms.unmatched.isVisible()
    window.go("home")
    window.go("orders")
    assert window.top_bar.search.text() == "rien de tel"


def test_a_chip_filters_by_state(page: OrdersPage, desk: DeskContext, qtbot: QtBot) -> None:
    tab_to(page.chips[OrderState.SIGNED])
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert page.model.rowCount() == 0
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert page.model.rowCount() == 3


def test_ctrl_n_starts_an_order_and_opens_it(
    page: OrdersPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_N, CONTROL)
    settle(desk, qtbot)
    assert window.current() is not page
    assert ask_count(desk, qtbot, OrderQuery()) == 4
    window.go("orders")
    settle(desk, qtbot)
    assert page.model.rowCount() == 4


def test_enter_opens_the_order(page: OrdersPage, window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    row = page.model.row(0)
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert row.number in window.top_bar.title()


def test_del_removes_a_draft_and_ctrl_z_brings_it_back(
    page: OrdersPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    gone = page.model.row(0)
    press(Qt.Key.Key_Delete)
    settle(desk, qtbot)
    assert page.model.row_of(gone.id) is None
    assert window.quiet.text() == f"Brouillon {gone.number} supprimé."
    page.table.setFocus()
    press(Qt.Key.Key_Z, CONTROL)
    settle(desk, qtbot)
    back = page.model.row_of(gone.id)
    assert back is not None and page.table.selected_rows() == [back], "what came back is chosen"


def test_a_row_is_chosen_after_a_removal_and_several_after_they_come_back(
    page: OrdersPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Delete)
    settle(desk, qtbot)
    assert len(page.chosen()) == 1, "the next key acts on a row that is seen"
    press(Qt.Key.Key_A, CONTROL)
    both = {row.id for row in page.chosen()}
    page.do(OrderAct.ARCHIVE)
    settle(desk, qtbot)
    window.quiet.undo.click()
    settle(desk, qtbot)
    assert {row.id for row in page.chosen()} == both and len(both) == 2


def test_down_leads_from_the_search_to_what_it_found(
    page: OrdersPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_F, CONTROL)
    type_text("tilleuls")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.table
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert page.model.row(0).number in window.top_bar.title()


def test_several_orders_are_archived_at_once_and_come_back(
    page: OrdersPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_A, CONTROL)
    page.do(OrderAct.ARCHIVE)
    settle(desk, qtbot)
    assert page.model.rowCount() == 0 and window.quiet.text() == "3 commandes archivées."
    assert not page._save.isEnabled(), "an empty list is not exported"
    page.archive_chip.click()
    settle(desk, qtbot)
    assert page.model.rowCount() == 3
    assert str(page.model.index(0, 1).data()) == "Brouillon, archivée"
    page.archive_chip.click()
    settle(desk, qtbot)
    window.quiet.undo.click()
    settle(desk, qtbot)
    assert page.model.rowCount() == 3


def test_ctrl_d_duplicates(page: OrdersPage, window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    press(Qt.Key.Key_D, CONTROL)
    settle(desk, qtbot)
    assert ask_count(desk, qtbot, OrderQuery()) == 4


def test_a_draft_is_cancelled_with_an_undo(
    page: OrdersPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    row = page.model.row(0)
    page.do(OrderAct.CANCEL)
    dialog = page.findChild(CancelDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    press(Qt.Key.Key_Down)
    assert dialog.reasons[CancelReason.REPLACED].isChecked()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.findChild(CancelDialog) is None)
    settle(desk, qtbot)
    assert page.model.row(0).state is OrderState.CANCELLED
    reasons: list[CancelReason | None] = []
    desk.run(lambda workspace: cancel_reason(workspace, row.id), reasons.append)
    settle(desk, qtbot)
    assert reasons == [CancelReason.REPLACED]
    window.quiet.undo.click()
    settle(desk, qtbot)
    place = page.model.row_of(row.id)
    assert place is not None and page.model.row(place).state is OrderState.DRAFT


def test_enter_keeps_an_order_whose_cancellation_would_stand(
    page: OrdersPage, orders: list[OrderRecord], desk: DeskContext, qtbot: QtBot
) -> None:
    order = next(order for order in orders if "Tilleuls" in order.answers["client"]["legal_name"])

    def export(workspace: Workspace) -> None:
        data = {"answers": dict(order.answers), "creditor": {"ics": ""}}
        done = act("order.exported", order.id, desk.person, desk.clock.now())
        workspace.orders.freeze(order.id, order.row_version, data, fingerprint(data), "NS2026TEST", done)

    desk.run(export)
    settle(desk, qtbot)
    desk.announce(Changes(orders=frozenset({order.id})))
    settle(desk, qtbot)
    place = page.model.row_of(order.id)
    assert place is not None
    page.table.choose_row(place)
    page.do(OrderAct.CANCEL)
    box = page.findChild(CancelDialog)
    assert box is not None
    qtbot.waitUntil(lambda: box.isAncestorOf(QApplication.focusWidget()))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.findChild(CancelDialog) is None)
    assert page.model.row(place).state is OrderState.EXPORTED, "Enter keeps the order"
    page.do(OrderAct.NEW_VERSION)
    settle(desk, qtbot)
    assert ask_count(desk, qtbot, OrderQuery()) == 4


def test_copy_gives_a_table(page: OrdersPage) -> None:
    page.table.setFocus()
    press(Qt.Key.Key_A, CONTROL)
    press(Qt.Key.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("Client	État	")
    assert len(lines) == 4 and all(len(line.split("\t")) == len(lines[0].split("\t")) for line in lines)


def test_a_header_sorts_in_the_store(page: OrdersPage, desk: DeskContext, qtbot: QtBot) -> None:
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    settle(desk, qtbot)
    ascending = names(page)
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    settle(desk, qtbot)
    assert names(page) == ascending[::-1] and len(set(ascending)) == 3


def test_a_read_only_role_may_only_open(page: OrdersPage, desk: DeskContext) -> None:
    page.table.choose_row(0)
    desk.set_person(Person("Anne", "read_only"))
    assert acts_for(page.chosen(), desk.person) == {OrderAct.OPEN, OrderAct.HIERARCHY}
    assert not page._buttons[OrderAct.DUPLICATE].isEnabled()


def test_export_opens_the_review_of_the_order(
    page: OrdersPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    number = page.model.row(0).number
    page.do(OrderAct.EXPORT)
    settle(desk, qtbot)
    shown = window.current()
    assert isinstance(shown, OrderPage) and number in window.top_bar.title()
    assert shown.presenter.place.step == StepId.REVIEW


def test_shift_f10_opens_what_can_be_done_with_the_row(page: OrdersPage, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert "Annuler la commande…" in [action.text() for action in menu.actions()]
    menu.close()


def test_ctrl_s_exports_the_list_as_it_is_shown(
    page: OrdersPage, window: MainWindow, desk: DeskContext, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.files, desk.sheets = FolderFiles(), SheetFiles()
    page.list_export.chooser = Chosen(tmp_path)
    page.table.show_column(3, False)
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    settle(desk, qtbot)
    press(Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    settle(desk, qtbot)
    (path,) = tmp_path.glob("commandes-*.xlsx")
    assert window.quiet.text() == f"3 commandes écrites dans {path.name}."
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Client", "État", "Montant HT", "Modifiée le", "Offre valable jusqu’au")
    assert [row[0] for row in rows[1:]] == names(page)
    assert str(rows[1][3]) == "2026-11-22 00:00:00" and isinstance(rows[1][2], float)


def test_a_save_asked_while_the_list_is_read_comes_between_two_pages(
    page: OrdersPage, desk: DeskContext, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_order_list, "_AT_ONCE", 1)
    desk.files, desk.sheets = FolderFiles(), SheetFiles()
    page.list_export.chooser = Chosen(tmp_path)
    happened: list[str] = []
    read_page = export_order_list.ListReading.read_page

    def noted(self: Any, *given: Any) -> bool:
        happened.append("page")
        return read_page(self, *given)

    monkeypatch.setattr(export_order_list.ListReading, "read_page", noted)
    page.list_export.ask(SheetKind.CSV)
    desk.run(lambda _: happened.append("save"))
    settle(desk, qtbot)
    assert happened == ["page", "save", "page", "page"]
    assert len(list(tmp_path.glob("commandes-*.csv"))) == 1


@pytest.mark.parametrize("column", range(len(COLUMNS) - 1))
def test_every_column_but_the_passage_sorts(
    page: OrdersPage, desk: DeskContext, qtbot: QtBot, column: int
) -> None:
    page.table.show_column(column, True)
    page.table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    settle(desk, qtbot)
    ascending = names(page)
    page.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    settle(desk, qtbot)
    assert names(page) == ascending[::-1]

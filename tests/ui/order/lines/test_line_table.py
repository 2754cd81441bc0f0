"""The table of lines, typed like a spreadsheet by keyboard alone."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.order_document import get
from numspot_desk.ui.context import QuietMessage
from numspot_desk.ui.kit.explained import explanation_at
from numspot_desk.ui.order.lines.frozen_columns import FrozenColumns
from numspot_desk.ui.order.lines.line_cells import COLUMNS
from numspot_desk.ui.order.lines.line_table import LineTable
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.catalogue import PriceList
from tests.ui.order.typist import ALT, CONTROL, SHIFT, Typist

Ask = Callable[[Callable[[Any], Any]], Any]
COLUMN = {column.member: position for position, column in enumerate(COLUMNS)}


@pytest.fixture
def table(page: OrderPage, typist: Typist) -> LineTable:
    """The table of an order that has two accounts, with the focus in it."""
    typist.press(Qt.Key.Key_2, ALT)
    typist.answer("technical_accounts[0].email", "cloud@atelier.example")
    typist.answer("technical_accounts[0].region", "eu-west-2")
    typist.press(Qt.Key.Key_Tab)
    typist.press(Qt.Key.Key_3, ALT)
    return page.view(StepId.SERVICES).table


def _lines(page: OrderPage) -> list[dict[str, Any]]:
    return list(page.presenter.answers["lines"])


def _put(table: LineTable, row: int, member: str) -> None:
    table.go_to(row, COLUMN[member])


def _type_line(typist: Typist, *cells: str) -> None:
    for cell in cells:
        typist.type(cell)
        typist.press(Qt.Key.Key_Tab)


def test_a_line_is_made_by_typing_and_tab(page: OrderPage, typist: Typist, table: LineTable) -> None:
    _type_line(typist, "Machine virtuelle", "VM 4 vCPU é", "4", "mois", "100", "10")
    (line,) = _lines(page)
    assert line["service"] == "virtual_machine"
    assert (line["label"], line["quantity"], line["unit_price"]) == ("VM 4 vCPU é", "4", "100.00")
    assert (line["account"], line["region"], line["mode"]) == ("A1", "eu-west-2", "on_demand")
    assert table.currentIndex().column() == COLUMN["mode"], "the computed column is passed over"
    page.presenter.check()
    assert table.lines.index(0, COLUMN["net"]).data() == "360,00\u00a0€"


def test_each_cell_that_is_gone_to_is_told_and_explains_itself(
    page: OrderPage, typist: Typist, table: LineTable
) -> None:
    _type_line(typist, "Machine virtuelle", "VM", "4", "mois", "100", "10")
    _put(table, 0, "region")
    told: list[str] = []

    def tell() -> None:
        why = explanation_at(QApplication.focusWidget())
        told.append(why.title if why is not None else "")

    page.context.value_focused.connect(tell)
    page.presenter.put("lines[0].region", "autre", "x")
    page.presenter.check()
    typist.press(Qt.Key.Key_Left)
    typist.press(Qt.Key.Key_Right)
    assert told[-2] == "Ligne 1, net" and "A1" in told[-1]


def test_a_cell_is_in_the_draft_while_it_is_typed(page: OrderPage, typist: Typist, table: LineTable) -> None:
    _put(table, 0, "label")
    typist.type("VM en cours de fra")
    assert _lines(page)[0]["label"] == "VM en cours de fra"
    assert isinstance(typist.focused(), QLineEdit), "the cell is still being typed"


def test_a_cell_complains_once_it_is_left_and_no_longer_while_it_is_mended(
    page: OrderPage, typist: Typist, table: LineTable
) -> None:
    def said() -> list[str]:
        page.presenter.check()
        return [problem.code for problem in table.lines.problems_at(0, COLUMN["service"])]

    hint = page.view(StepId.SERVICES).cell_problem
    typist.type("Quantique")
    assert said() == [] and hint.role == "help"
    services = next(each for each in page.presenter.due.statuses() if each.step is StepId.SERVICES)
    view = page.view(StepId.SERVICES)
    told = (*view.problem_summary.problems, *page.summary.problems.problems)
    assert services.errors == 0 and not [each for each in told if each.field == "lines[0].service"]
    typist.press(Qt.Key.Key_Tab)
    assert [problem.code for problem in table.lines.problems_at(0, COLUMN["service"])] == said() != []
    _put(table, 0, "service")
    assert hint.role == "problem"
    typist.type("Quant")
    assert len(said()) == 1, "what was wrong and still is stays in sight"
    for _ in "Quant":
        typist.press(Qt.Key.Key_Backspace)
    typist.type("Snapshot")
    assert said() == [] and hint.role == "help"


@pytest.mark.parametrize("typing", [True, False])
def test_ctrl_tab_leaves_the_table_from_any_cell(
    page: OrderPage, typist: Typist, table: LineTable, typing: bool
) -> None:
    _type_line(typist, "Snapshot", "Avant")
    _put(table, 0, "label")
    if typing:
        typist.type("Après")
    typist.press(Qt.Key.Key_Tab, CONTROL)
    assert typist.focused() is not table and not table.isAncestorOf(typist.focused())
    assert _lines(page)[0]["label"] == ("Après" if typing else "Avant")
    table.setFocus()
    typist.press(Qt.Key.Key_Backtab, CONTROL | SHIFT)
    assert typist.focused() is not table


def test_escape_puts_back_what_was_there(page: OrderPage, typist: Typist, table: LineTable) -> None:
    _type_line(typist, "Snapshot", "Avant")
    _put(table, 0, "label")
    typist.type("Après")
    typist.press(Qt.Key.Key_Escape)
    assert _lines(page)[0]["label"] == "Avant"


def test_enter_goes_down_and_makes_lines(page: OrderPage, typist: Typist, table: LineTable) -> None:
    _put(table, 0, "label")
    for text in ("un", "deux", "trois"):
        typist.type(text)
        typist.press(Qt.Key.Key_Return)
    assert [line["label"] for line in _lines(page)] == ["un", "deux", "trois"]
    assert table.lines.is_to_come(table.currentIndex().row())


def test_arrows_move_and_typing_replaces(page: OrderPage, typist: Typist, table: LineTable) -> None:
    _put(table, 0, "label")
    typist.type("un")
    typist.press(Qt.Key.Key_Return)
    typist.press(Qt.Key.Key_Up)
    typist.press(Qt.Key.Key_Right)
    typist.type("7")
    typist.press(Qt.Key.Key_Return)
    assert _lines(page)[0]["quantity"] == "7"


def test_tab_leaves_the_table_from_its_last_row(page: OrderPage, typist: Typist, table: LineTable) -> None:
    _type_line(typist, "Snapshot")
    table.go_to(1, 0)
    table.setFocus()
    typist.press(Qt.Key.Key_Tab)
    assert typist.focused() is not table and not table.isAncestorOf(typist.focused())


def test_lines_are_pasted_from_a_spreadsheet(page: OrderPage, typist: Typist, table: LineTable) -> None:
    QApplication.clipboard().setText(
        "Machine virtuelle\tVM réservée\t12\tinstance\t7 200,00 €\t18 %\tRéservé\t01/01/2027\t31/12/2029\n"
        "Snapshot\tCopies\t4\u202f096\tGio/mois\t0,05\n"
    )
    typist.press(Qt.Key.Key_V, CONTROL)
    first, second = _lines(page)
    assert first["term"] == {"start": "2027-01-01", "end": "2029-12-31"}
    assert (first["mode"], first["unit_price"], first["discount_percent"]) == ("reserved", "7200.00", "18")
    assert (second["quantity"], second["unit_price"], second["region"]) == ("4096", "0.05", "eu-west-2")
    typist.press(Qt.Key.Key_Z, CONTROL)
    assert _lines(page) == []


def test_a_paste_with_titles_finds_its_columns(page: OrderPage, typist: Typist, table: LineTable) -> None:
    QApplication.clipboard().setText("Quantité\tService\tRemarque\n4\tSnapshot\tà oublier\n")
    typist.press(Qt.Key.Key_V, CONTROL)
    (line,) = _lines(page)
    assert (line["quantity"], line["service"]) == ("4", "snapshot")


def test_what_cannot_be_read_is_kept_and_named(page: OrderPage, typist: Typist, table: LineTable) -> None:
    _type_line(typist, "Snapshot", "x", "beaucoup")
    page.presenter.check()
    assert _lines(page)[0]["quantity"] == "beaucoup"
    index = table.lines.index(0, COLUMN["quantity"])
    assert index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    _put(table, 0, "quantity")
    said = page.view(StepId.SERVICES).cell_problem
    assert said.text() and said.problem and not said._sign.pixmap().isNull(), "not by colour alone"
    _put(table, 0, "label")
    assert said.role == "help" and said._sign.isHidden()


def test_lines_are_duplicated_moved_deleted_and_come_back(
    page: OrderPage, typist: Typist, table: LineTable
) -> None:
    _put(table, 0, "label")
    for text in ("un", "deux"):
        typist.type(text)
        typist.press(Qt.Key.Key_Return)
    _put(table, 0, "label")
    typist.press(Qt.Key.Key_D, CONTROL)
    assert [line["label"] for line in _lines(page)] == ["un", "un", "deux"]
    _put(table, 2, "label")
    typist.press(Qt.Key.Key_Up, ALT)
    assert [line["label"] for line in _lines(page)] == ["un", "deux", "un"]
    typist.press(Qt.Key.Key_Delete, CONTROL)
    assert [line["label"] for line in _lines(page)] == ["un", "un"]
    assert page.foot.undo_action.text() == "Annuler\N{NO-BREAK SPACE}: Supprimer une ligne"
    typist.press(Qt.Key.Key_Z, CONTROL)
    assert [line["label"] for line in _lines(page)] == ["un", "deux", "un"]


def test_delete_empties_the_cell_and_space_flips_beta(
    page: OrderPage, typist: Typist, table: LineTable
) -> None:
    _type_line(typist, "Snapshot", "x")
    _put(table, 0, "label")
    typist.press(Qt.Key.Key_Delete)
    assert _lines(page)[0]["label"] is None
    _put(table, 0, "beta")
    typist.press(Qt.Key.Key_Space)
    assert _lines(page)[0]["beta"] is True


def test_copy_keeps_formulas_from_being_formulas(page: OrderPage, typist: Typist, table: LineTable) -> None:
    _type_line(typist, "Snapshot", "=cmd|x")
    _put(table, 0, "label")
    typist.press(Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text() == "'=cmd|x"


def test_undo_in_a_cell_is_the_undo_of_the_step(page: OrderPage, typist: Typist, table: LineTable) -> None:
    _type_line(typist, "Snapshot", "x")
    _put(table, 0, "quantity")
    typist.type("12")
    typist.press(Qt.Key.Key_Z, CONTROL)
    assert _lines(page)[0]["quantity"] is None


def test_the_place_in_the_table_is_the_place_of_the_wizard(
    page: OrderPage, typist: Typist, table: LineTable
) -> None:
    _type_line(typist, "Snapshot", "x")
    assert page.presenter.place.field == "lines[0].quantity"
    page.presenter.go_to_field("lines[0].unit")
    assert table.currentIndex().column() == COLUMN["unit"]


def test_a_service_is_taken_from_the_price_list(page: OrderPage, typist: Typist, qtbot: QtBot) -> None:
    typist.press(Qt.Key.Key_3, ALT)
    table = page.view(StepId.SERVICES).table
    typist.press(Qt.Key.Key_Space, CONTROL)
    editor = typist.focused()
    assert isinstance(editor, QLineEdit) and QApplication.activePopupWidget() is not None
    item = page.presenter.price_list.items[0]
    typist.type(item.code)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView) and popup.model().rowCount() >= 1
    popup.setCurrentIndex(popup.model().index(0, 0))
    typist.qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(_lines(page)) and _lines(page)[0]["unit_price"] is not None)
    (line,) = _lines(page)
    assert (line["service"], line["label"], line["unit"]) == (item.service, item.label, item.unit)
    assert get(page.presenter.answers, "price_reference.kind") == "sample"
    assert table.currentIndex().column() == COLUMN["quantity"]


@pytest.mark.parametrize("kept", [True, False], ids=["dearer", "gone"])
def test_what_is_taken_after_midnight_has_the_price_of_the_day_that_began(
    page: OrderPage, typist: Typist, qtbot: QtBot, ask: Ask, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    said: list[str] = []
    page.context.message_posted.connect(lambda message: said.append(message.text))
    typist.press(Qt.Key.Key_3, ALT)
    typist.press(Qt.Key.Key_Space, CONTROL)
    item = page.presenter.price_list.items[0]
    typist.type(item.code)
    tomorrow = page.context.clock.today() + dt.timedelta(days=1)
    items = (replace(item, unit_price=item.unit_price + 7),) if kept else ()
    new = PriceList("", "Tarif", "public_list", tomorrow, items, page.context.clock.now())
    act = Act("catalogue.imported", "", "Camille", page.context.clock.now())
    ask(lambda store: store.catalogue.add(new, act))
    monkeypatch.setattr(page.context.clock, "today", lambda: tomorrow)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView)
    popup.setCurrentIndex(popup.model().index(0, 0))
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    if kept:
        (line,) = _lines(page)
        assert line["unit_price"] == str(item.unit_price + 7) and "porte le prix" in said[0]
        assert get(page.presenter.answers, "price_reference.date") == tomorrow.isoformat()
    else:
        assert "n’a pas ce service" in said[0]
        assert not [line for line in _lines(page) if line["unit_price"]]


def test_a_list_imported_meanwhile_is_offered_at_once(page: OrderPage, ask: Ask, qtbot: QtBot) -> None:
    now = page.context.clock.now()
    new = PriceList("", "Tarif", "public_list", now.date(), (), now)
    ask(lambda store: store.catalogue.add(new, Act("catalogue.imported", "", "Camille", now)))
    page.context.announce(Changes(catalogue=True))
    qtbot.waitUntil(lambda: page.presenter.price_list.label == "Tarif")


def test_the_model_keeps_the_rules_of_qt(
    page: OrderPage, typist: Typist, table: LineTable, qtmodeltester: ModelTester
) -> None:
    _type_line(typist, "Snapshot", "x")
    qtmodeltester.check(table.lines)


def test_two_hundred_lines_are_typed_without_waiting(
    page: OrderPage, typist: Typist, table: LineTable
) -> None:
    row = "Machine virtuelle\tVM\t1\tmois\t100,00\n"
    QApplication.clipboard().setText(row * 200)
    typist.press(Qt.Key.Key_V, CONTROL)
    assert len(_lines(page)) == 200
    _put(table, 150, "quantity")
    typist.type("42")
    assert _lines(page)[150]["quantity"] == "42"


# ── Room ─────────────────────────────────────────────────────────────────────────────────────────────


def _in_sight(table: LineTable, member: str) -> bool:
    left = table.columnViewportPosition(COLUMN[member])
    return left >= 0 and left + table.columnWidth(COLUMN[member]) <= table.viewport().width()


@pytest.fixture
def small(page: OrderPage, typist: Typist, table: LineTable) -> LineTable:
    """The table with a line, as wide as a screen of 1366 pixels leaves it."""
    _type_line(typist, "Machine virtuelle", "Machine virtuelle 16 vCPU", "4", "instance", "98765,43")
    page.resize(1164, 640)
    page.presenter.check()
    QApplication.processEvents()
    table.go_to(0, 0)
    return table


def test_what_a_line_costs_is_in_sight_beside_the_summary(page: OrderPage, small: LineTable) -> None:
    assert page.summary.isVisible()
    for column in COLUMNS[: COLUMN["net"] + 1]:
        assert _in_sight(small, column.member), column.member
    for member in ("unit_price", "net"):
        assert small.sizeHintForColumn(COLUMN[member]) <= small.columnWidth(COLUMN[member])


def test_service_and_description_stay_while_the_rest_is_scrolled(
    page: OrderPage, typist: Typist, small: LineTable
) -> None:
    (frozen,) = small.findChildren(FrozenColumns)
    assert not frozen.isVisible()
    for _ in range(COLUMN["qualification"]):
        typist.press(Qt.Key.Key_Right)
    assert small.horizontalScrollBar().value() > 0
    assert frozen.isVisible() and frozen.width() <= small.viewport().width() // 2
    while small.currentIndex().column() > COLUMN["quantity"]:
        typist.press(Qt.Key.Key_Left)
        left = small.columnViewportPosition(small.currentIndex().column())
        assert left >= (frozen.width() if frozen.isVisible() else 0), "the cell is in sight"
    typist.press(Qt.Key.Key_Left)
    assert not frozen.isVisible() and _in_sight(small, "label")
    typist.type("x")
    assert _lines(page)[0]["label"] == "x"


def test_a_click_on_a_column_that_stays_goes_to_its_cell(
    typist: Typist, small: LineTable, qtbot: QtBot
) -> None:
    (frozen,) = small.findChildren(FrozenColumns)
    small.go_to(0, COLUMN["beta"])
    where = frozen.visualRect(small.lines.index(0, COLUMN["label"])).center()
    qtbot.mouseClick(frozen.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert small.currentIndex().column() == COLUMN["label"]
    assert not frozen.isVisible() and small.hasFocus()


def test_a_column_sized_by_hand_keeps_its_width(page: OrderPage, small: LineTable) -> None:
    small.horizontalHeader().resizeSection(COLUMN["label"], 333)
    page.resize(1400, 700)
    QApplication.processEvents()
    assert small.columnWidth(COLUMN["label"]) == 333


def test_looking_through_the_services_writes_nothing_and_what_is_typed_is_saved(
    page: OrderPage, typist: Typist, table: LineTable, ask: Callable[[Any], Any]
) -> None:
    _put(table, 0, "service")
    typist.type("mach")
    editor = typist.focused()
    assert isinstance(editor, QLineEdit)
    typist.press(Qt.Key.Key_Down)
    typist.settle()
    order = page.presenter.record.id
    assert ask(lambda store: store.orders.load(order).answers["lines"][0]["service"]) == "virtual_machine"
    typist.press(Qt.Key.Key_Escape)
    assert editor.text() == "mach"
    assert QApplication.activePopupWidget() is None
    typist.press(Qt.Key.Key_Tab)
    assert _lines(page)[0]["service"] == "virtual_machine"


def test_looking_through_known_words_writes_nothing(
    page: OrderPage, typist: Typist, table: LineTable
) -> None:
    _type_line(typist, "Machine virtuelle", "VM", "1", "mois")
    _put(table, 0, "unit")
    typist.type("o")
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView)
    typist.press(Qt.Key.Key_Down, times=3)
    typist.press(Qt.Key.Key_Up)
    assert _lines(page)[0]["unit"] == "o"
    editor = table.focusWidget() or QApplication.focusWidget()
    assert isinstance(editor, QLineEdit) and editor.text() == "o"
    typist.press(Qt.Key.Key_Escape)
    typist.press(Qt.Key.Key_Escape)
    assert _lines(page)[0]["unit"] == "mois"


def test_escape_restores_a_cell_after_a_known_word_was_taken(
    page: OrderPage, typist: Typist, table: LineTable
) -> None:
    _type_line(typist, "Machine virtuelle", "VM", "1", "mois")
    _put(table, 0, "mode")
    typist.type("rés")
    typist.press(Qt.Key.Key_Down)
    typist.press(Qt.Key.Key_Return)
    assert _lines(page)[0]["mode"] == "reserved"
    typist.press(Qt.Key.Key_Escape)
    assert _lines(page)[0]["mode"] == "on_demand"


def test_cells_with_half_a_character_are_refused_by_their_row(
    page: OrderPage, typist: Typist, table: LineTable
) -> None:
    said: list[QuietMessage] = []
    page.context.message_posted.connect(said.append)
    QApplication.clipboard().setText("Snapshot\tA \N{GRINNING FACE}\nSnapshot\tB \ud83d C\n")
    _put(table, 0, "service")
    typist.press(Qt.Key.Key_V, CONTROL)
    assert _lines(page) == [] and "ligne 2" in said[-1].text
    QApplication.clipboard().setText("Snapshot\tA \N{GRINNING FACE}\r\nSnapshot\tB\N{LINE SEPARATOR}C\r\n")
    typist.press(Qt.Key.Key_V, CONTROL)
    assert [line["label"] for line in _lines(page)] == ["A \N{GRINNING FACE}", "B\N{LINE SEPARATOR}C"]


def test_at_the_smallest_window_the_net_amount_is_whole(page: OrderPage, small: LineTable) -> None:
    page.resize(744, 520)
    QApplication.processEvents()
    assert not page.summary.isVisible()
    for column in COLUMNS[: COLUMN["net"] + 1]:
        assert _in_sight(small, column.member), column.member


def test_a_discount_is_whole_beside_its_mark(page: OrderPage, typist: Typist, table: LineTable) -> None:
    _type_line(typist, "Machine virtuelle", "VM", "1", "mois", "100", "20")
    page.presenter.check()
    column = COLUMN["discount_percent"]
    assert table.columnWidth(column) >= table.sizeHintForColumn(column)

"""Rows come page by page; a change puts in and takes out just what differs; copy and columns."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.table import Fetched, LazyTableModel, PageKey, TableColumn
from numspot_desk.ui.kit.table_view import LazyTable
from numspot_desk.ui.kit.theme import theme
from numspot_desk.usecases.ports.workspace import Workspace
from tests.ui.keyboard import CONTROL, press


@dataclass(frozen=True)
class Fruit:
    id: str
    name: str
    weight: int


COLUMNS: tuple[TableColumn[Fruit], ...] = (
    TableColumn("name", "Client", lambda row, _: row.name, 200, sort="name", stretch=True),
    TableColumn("weight", "Number", lambda row, _: str(row.weight), 80, right=True),
    TableColumn("note", "State", lambda row, _: "a\tb\nc", 80, hidden=True),
)


class Basket:
    """The rows that a query would find."""

    def __init__(self, count: int) -> None:
        self.fruits = [Fruit(str(n), f"fruit {n}", n) for n in range(count)]
        self.asked: list[tuple[PageKey, int]] = []

    def fetch(self, workspace: Workspace, key: PageKey, limit: int) -> Fetched[Fruit]:
        self.asked.append((key, limit))
        start = key[0] if key else 0
        rows = tuple(self.fruits[start : start + limit])
        more = start + limit < len(self.fruits)
        return Fetched(rows, (start + limit,) if more else None)

    def count(self, workspace: Workspace) -> int:
        return len(self.fruits)


@pytest.fixture
def model(desk: DeskContext) -> LazyTableModel[Fruit]:
    return LazyTableModel[Fruit](desk, COLUMNS, lambda row: row.id, desk)


def settle(context: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not context.busy, timeout=5_000)


def test_the_model_keeps_qt_s_rules(
    model: LazyTableModel[Fruit], desk: DeskContext, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    basket = Basket(120)
    model.show(basket.fetch, basket.count)
    settle(desk, qtbot)
    qtmodeltester.check(model)
    settle(desk, qtbot)


def test_rows_come_as_they_are_wanted(model: LazyTableModel[Fruit], desk: DeskContext, qtbot: QtBot) -> None:
    basket = Basket(120)
    model.show(basket.fetch, basket.count)
    settle(desk, qtbot)
    assert (model.rowCount(), model.total) == (50, 120)
    while model.canFetchMore():
        model.fetchMore()
        assert not model.canFetchMore(), "one request at a time"
        settle(desk, qtbot)
    assert model.rowCount() == 120
    assert basket.asked == [(None, 50), ((50,), 50), ((100,), 50)]


def test_a_reload_touches_only_what_differs(
    model: LazyTableModel[Fruit], desk: DeskContext, qtbot: QtBot
) -> None:
    basket = Basket(10)
    model.show(basket.fetch, basket.count)
    settle(desk, qtbot)
    moves: list[str] = []
    model.modelReset.connect(lambda: moves.append("reset"))
    model.rowsRemoved.connect(lambda _, first, last: moves.append(f"out {first}-{last}"))
    model.rowsInserted.connect(lambda _, first, last: moves.append(f"in {first}-{last}"))
    model.dataChanged.connect(lambda first, last: moves.append(f"new {first.row()}-{last.row()}"))
    del basket.fruits[3]
    basket.fruits[5] = Fruit("6", "changed", 6)
    model.reload()
    settle(desk, qtbot)
    assert moves == ["out 3-3", "new 5-5"]
    moves.clear()
    basket.fruits.insert(0, Fruit("new", "new", 1))
    model.reload()
    settle(desk, qtbot)
    assert moves == ["in 0-0"]
    assert model.row_of("6") == 6


def test_an_answer_that_came_too_late_is_dropped(
    model: LazyTableModel[Fruit], desk: DeskContext, qtbot: QtBot
) -> None:
    model.show(Basket(80).fetch, Basket(80).count)
    model.show(Basket(3).fetch, Basket(3).count)
    settle(desk, qtbot)
    assert model.rowCount() == 3


def table_of(model: LazyTableModel[Fruit], desk: DeskContext, qtbot: QtBot) -> LazyTable:
    table = LazyTable(desk, model, "fruits")
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show()
    table.activateWindow()
    model.show(Basket(10).fetch, Basket(10).count)
    settle(desk, qtbot)
    return table


def test_the_keyboard_chooses_copies_opens_and_removes(
    model: LazyTableModel[Fruit], desk: DeskContext, qtbot: QtBot
) -> None:
    table = table_of(model, desk, qtbot)
    table.setFocus()
    table.selectRow(0)
    opened: list[int] = []
    removed: list[bool] = []
    table.opened.connect(opened.append)
    table.removal_asked.connect(lambda: removed.append(True))
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "Client\tNuméro\nfruit 0\t0\nfruit 1\t1"
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Delete)
    assert opened == [1] and removed == [True]


def test_columns_are_chosen_and_remembered(
    model: LazyTableModel[Fruit], desk: DeskContext, qtbot: QtBot
) -> None:
    table = table_of(model, desk, qtbot)
    menu = table.column_menu(table)
    choices = menu.actions()
    assert [choice.isChecked() for choice in choices] == [True, True, False]
    assert not choices[0].isEnabled(), "one column always stays"
    choices[2].setChecked(True)
    table.setColumnWidth(1, 140)
    menu.deleteLater()
    again = LazyTable(desk, model, "fruits")
    qtbot.addWidget(again)
    assert not again.isColumnHidden(2)
    assert again.columnWidth(1) == pytest.approx(140, abs=8)
    table.selectRow(0)
    assert table.as_text().splitlines()[1].split("\t") == ["fruit 0", "0", "a b c"]


def test_columns_grow_with_the_text(model: LazyTableModel[Fruit], desk: DeskContext, qtbot: QtBot) -> None:
    table = table_of(model, desk, qtbot)
    before = table.columnWidth(1)
    theme().choose("light", 18)
    try:
        assert table.columnWidth(1) > before * 1.5
    finally:
        theme().choose("light")


def test_a_header_asks_for_another_order(model: LazyTableModel[Fruit], desk: DeskContext) -> None:
    asked: list[tuple[str, bool]] = []
    model.sort_asked.connect(lambda name, descending: asked.append((name, descending)))
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.sort(1)
    assert asked == [("name", True)]


def test_the_rows_are_there_before_they_are_counted_and_another_query_is_not_counted_so(
    model: LazyTableModel[Fruit], desk: DeskContext, qtbot: QtBot
) -> None:
    said: list[tuple[str, int, int]] = []
    model.loaded.connect(lambda: said.append(("rows", model.rowCount(), model.total)))
    model.counted.connect(lambda: said.append(("count", model.rowCount(), model.total)))
    model.show(Basket(120).fetch, Basket(120).count)
    settle(desk, qtbot)
    assert said == [("rows", 50, 0), ("count", 50, 120)]
    said.clear()
    another = Basket(90)
    model.loaded.connect(
        lambda: model.show(another.fetch, another.count), Qt.ConnectionType.SingleShotConnection
    )
    model.show(Basket(70).fetch, Basket(70).count)
    settle(desk, qtbot)
    assert said == [("rows", 50, 120), ("rows", 50, 120), ("count", 50, 90)]

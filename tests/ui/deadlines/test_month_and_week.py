"""The month and the week by keyboard: through days, months and weeks, to the rows of the table and back."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.calendar import DayRows, Shown
from numspot_desk.ui.deadlines.month import MonthGrid
from numspot_desk.ui.deadlines.places import EntryAt
from numspot_desk.ui.deadlines.view import DeadlinesPage
from numspot_desk.ui.deadlines.week import WeekGrid
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.main_window import MainWindow
from tests.ui.deadlines.conftest import WORKSHOP, settle
from tests.ui.deadlines.rows import day, row
from tests.ui.keyboard import CONTROL, focused, press

SHIFT = Qt.KeyboardModifier.ShiftModifier
TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def month(page: DeadlinesPage, window: MainWindow, desk: DeskContext, qtbot: QtBot) -> MonthGrid:
    press(Qt.Key.Key_M, CONTROL | SHIFT)
    settle(desk, qtbot)
    assert focused() is page.body.month
    return page.body.month


@pytest.fixture
def week(page: DeadlinesPage, desk: DeskContext, qtbot: QtBot) -> WeekGrid:
    press(Qt.Key.Key_W, CONTROL | SHIFT)
    settle(desk, qtbot)
    assert focused() is page.body.week
    return page.body.week


def chosen(page: DeadlinesPage) -> set[dt.date | None]:
    """The days of the rows that are selected in the table."""
    return {page.model.row(number).day for number in page.table.selected_rows()}


def test_keys_walk_through_days_and_months(month: MonthGrid, page: DeadlinesPage) -> None:
    assert month.day() == TODAY and page.body.bar.title() == "Novembre 2026"
    for key, expected in (
        (Qt.Key.Key_Right, dt.date(2026, 11, 23)),
        (Qt.Key.Key_Down, dt.date(2026, 11, 30)),
        (Qt.Key.Key_Right, dt.date(2026, 12, 1)),
        (Qt.Key.Key_Up, dt.date(2026, 11, 24)),
        (Qt.Key.Key_Home, dt.date(2026, 11, 1)),
        (Qt.Key.Key_Left, dt.date(2026, 10, 31)),
        (Qt.Key.Key_PageDown, dt.date(2026, 11, 30)),
        (Qt.Key.Key_PageUp, dt.date(2026, 10, 30)),
        (Qt.Key.Key_End, dt.date(2026, 10, 31)),
        (Qt.Key.Key_T, TODAY),
    ):
        press(key)
        assert month.day() == page.body.day == expected
    assert month.month.shows(TODAY)


def test_a_day_selects_its_rows_and_a_row_its_day(
    month: MonthGrid, page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    page.body.go_to(dt.date(2026, 11, 30))
    settle(desk, qtbot)
    assert chosen(page) == {dt.date(2026, 11, 30)} and len(page.table.selected_rows()) > 1
    press(Qt.Key.Key_Return)
    assert focused() is page.table
    press(Qt.Key.Key_Home, CONTROL)
    first = page.model.row(0).day
    assert first is not None and month.day() == first != dt.date(2026, 11, 30)


def test_a_day_without_entries_opens_nothing_and_no_row_is_meant(
    month: MonthGrid, page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    page.body.go_to(dt.date(2026, 11, 30))
    settle(desk, qtbot)
    page.body.go_to(dt.date(2026, 11, 10))
    press(Qt.Key.Key_Return)
    assert focused() is month and page.current() is None and not page.table.selected_rows()
    press(Qt.Key.Key_F2)
    settle(desk, qtbot)
    assert page.acts.marking.dialog is None


def test_the_table_holds_what_the_picture_shows(
    month: MonthGrid, page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    days = [page.model.row(number).day for number in range(page.model.rowCount())]
    assert days and all(one is not None and one.month == 11 for one in days)
    press(Qt.Key.Key_PageUp, times=2)
    settle(desk, qtbot)
    assert [page.model.row(number).entry.about for number in range(page.model.rowCount())] == ["F-1"]
    assert month.day() == dt.date(2026, 9, 22)


def test_a_day_is_said_in_one_sentence(
    month: MonthGrid, page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    page.body.go_to(dt.date(2026, 9, 30))
    settle(desk, qtbot)
    index = month.currentIndex()
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "mercredi 30 septembre 2026, 1 échéance, dont 1 en retard"
    assert "Payer la facture · F-1 – Atelier du Test" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    interface = QAccessible.queryAccessibleInterface(month)
    assert interface.role() == QAccessible.Role.Table
    told = [interface.child(n).text(QAccessible.Text.Name) for n in range(interface.childCount())]
    assert spoken in told and "Semaine 40" in told and "mercredi" in told
    page.body.go_to(dt.date(2026, 11, 11))
    settle(desk, qtbot)
    spoken = month.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "mercredi 11 novembre 2026, jour férié, rien"


def test_the_most_pressing_entry_of_a_day_is_explained(
    month: MonthGrid, page: DeadlinesPage, window: MainWindow
) -> None:
    page.body.go_to(dt.date(2026, 11, 30))
    press(Qt.Key.Key_I, CONTROL)
    assert window.why_side.is_open()
    assert month.entry() is not None


def test_the_menu_of_a_day_leads_to_its_entries(
    month: MonthGrid, page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    page.body.go_to(dt.date(2026, 9, 30))
    settle(desk, qtbot)
    press(Qt.Key.Key_F10, SHIFT)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    actions = menu.actions()
    assert actions[0].text() == "Payer la facture · F-1 – Atelier du Test"
    actions[0].trigger()
    menu.close()
    current = page.table.current()
    assert focused() is page.table and current is not None and current.entry.about == "F-1"


def test_more_than_three_open_the_day(context: DeskContext, qtbot: QtBot) -> None:
    grid = MonthGrid(context, None)  # type: ignore[arg-type] # no page around it here
    qtbot.addWidget(grid)
    grid.resize(1000, 700)
    grid.show()
    grid.show_days(DayRows.of(row(day(8), name) for name in "abcde"), day(1), TODAY)
    index = grid.month.index_of(day(8))
    assert grid.month.cell(index).more == 2
    place = grid.ink.more_at(grid.visualRect(index).toRectF(), grid.month.cell(index))
    with qtbot.waitSignal(grid.opened, timeout=1000) as opened:
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.center().toPoint()))
    assert opened.args == [day(8), None]


def test_a_lower_month_shows_fewer_entries_and_counts_the_others(context: DeskContext, qtbot: QtBot) -> None:
    grid = MonthGrid(context, None)  # type: ignore[arg-type] # no page around it here
    qtbot.addWidget(grid)
    grid.show_days(DayRows.of(row(day(8), name) for name in "abc"), day(1), TODAY)
    grid.resize(1000, 700)
    grid.show()
    QApplication.processEvents()
    cell = grid.month.cell(grid.month.index_of(day(8)))
    assert (len(cell.lines), cell.more) == (3, 0)
    grid.resize(1000, 210)
    QApplication.processEvents()
    cell = grid.month.cell(grid.month.index_of(day(8)))
    assert cell.more == 3 - len(cell.lines) > 0


def test_a_click_on_a_day_of_the_next_month_goes_there(
    month: MonthGrid, page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    place = month.visualRect(month.month.index_of(dt.date(2026, 12, 4))).center()
    QTest.mouseClick(month.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: page.body.day == dt.date(2026, 12, 4))
    settle(desk, qtbot)
    assert page.body.bar.title() == "Décembre 2026" and month.day() == dt.date(2026, 12, 4)


def test_the_week_holds_all_entries_and_keys_go_on_beyond_it(
    week: WeekGrid, page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    assert page.body.bar.title() == "Semaine 47\N{NO-BREAK SPACE}: du 16 au 22 nov. 2026"
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_Home)
    settle(desk, qtbot)
    assert week.day() == dt.date(2026, 11, 30)
    held = {row_.entry.key for row_ in week.week.cell(week.currentIndex()).rows}
    assert len(held) == len(page.table.selected_rows()) > 1
    press(Qt.Key.Key_Down)
    second = week.entry()
    assert second is not None and page.current() is second
    press(Qt.Key.Key_Return)
    assert focused() is page.table and page.table.current() == second
    week.setFocus()
    press(Qt.Key.Key_Left)
    settle(desk, qtbot)
    assert week.day() == dt.date(2026, 11, 29)
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Right)
    settle(desk, qtbot)
    assert week.day() == dt.date(2026, 11, 30)


def test_a_limit_in_hours_shows_its_hour_and_an_entry_is_said_whole(
    context: DeskContext, qtbot: QtBot
) -> None:
    grid = WeekGrid(context, None)  # type: ignore[arg-type] # no page around it here
    qtbot.addWidget(grid)
    at = dt.datetime(2026, 12, 8, 9, 30, tzinfo=dt.UTC)
    apart = row(day(9), "b", safe=day(8), sure=day(10))
    grid.show_days(DayRows.of([row(None, "a", hour=at), apart]), day(8), TODAY)
    said = grid.week.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "10:30 Pay the invoice · a – Atelier du Test – Dans 16 jours".replace(
        "Pay the invoice", "Payer la facture"
    )
    spoken = grid.week.index(1, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Agissez au plus tard le 8 déc. 2026" in spoken
    assert (
        grid.week.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
        == "mardi 8 décembre 2026, 1 échéance"
    )


def test_in_a_small_window_the_picture_stands_alone_and_leads_to_the_table(
    page: DeadlinesPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    theme().choose("light", 14)
    try:
        window.resize(800, 600)
        press(Qt.Key.Key_M, CONTROL | SHIFT)
        settle(desk, qtbot)
        QApplication.processEvents()
        assert not page.body.has_table() and page.tools.folded.isVisible()
        assert not page.filters.isVisible()
        page.body.go_to(dt.date(2026, 11, 30))
        press(Qt.Key.Key_Return)
        settle(desk, qtbot)
        assert page.body.shown is Shown.MONTH and focused() is page.table
        assert not page.body.pictures.isVisible()
        assert chosen(page) == {dt.date(2026, 11, 30)}
    finally:
        theme().choose("light")


def test_the_view_and_the_chips_are_found_again_at_the_next_start(
    month: MonthGrid, page: DeadlinesPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    page.filters.states["overdue"].click()
    settle(desk, qtbot)
    kept = page.bookmark()
    assert "Atelier" not in kept
    page.show_all()
    press(Qt.Key.Key_A, CONTROL | SHIFT)
    page.enter(kept)
    settle(desk, qtbot)
    assert page.body.shown is Shown.MONTH and page.list.states == {"overdue"}
    page.enter(":nonsense;states=overdue,never;colour=red")
    assert page.body.shown is Shown.AGENDA and page.list.states == {"overdue"}


def test_another_page_leads_to_one_entry(
    month: MonthGrid, page: DeadlinesPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    held = [page.model.row(number) for number in range(page.model.rowCount())]
    wanted = next(row_ for row_ in held if row_.entry.about == "F-2")
    page.filters.states["overdue"].click()
    settle(desk, qtbot)
    window.go("deadlines", EntryAt(wanted.entry.key))
    settle(desk, qtbot)
    current = page.table.current()
    assert current is not None and current.entry.key == wanted.entry.key
    assert page.body.shown is Shown.AGENDA and focused() is page.table
    assert current.entry.contract.number == WORKSHOP


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_look_of_a_day_can_be_painted(context: DeskContext, qtbot: QtBot, colours: str) -> None:
    theme().choose(colours)
    try:
        grid = MonthGrid(context, None)  # type: ignore[arg-type] # no page around it here
        qtbot.addWidget(grid)
        grid.resize(1000, 700)
        rows = [
            row(day(8), safe=day(7), sure=day(10)),
            row(day(8), "b", open_end=True),
            row(day(20, 11), "c"),
            row(None, "d", hour=dt.datetime(2026, 12, 25, 9, 30, tzinfo=dt.UTC)),
        ]
        grid.show_days(DayRows.of(rows), day(8), day(8))
        image = grid.grab().toImage()
        assert len({image.pixel(x, y) for x in range(0, 1000, 7) for y in range(0, 700, 7)}) > 4
    finally:
        theme().choose("light")

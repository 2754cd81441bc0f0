"""From the first page and from the search over everything to one entry of the agenda."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.view import DeadlinesPage
from numspot_desk.ui.home.deadlines import DeadlineLine
from numspot_desk.ui.main_window import MainWindow
from tests.ui.deadlines.conftest import back_to, settle
from tests.ui.keyboard import CONTROL, focused, press, type_text


def arrived(window: MainWindow) -> str:
    """The key of the entry that is the current one on the page of deadlines."""
    page = window.current()
    assert isinstance(page, DeadlinesPage)
    row = page.table.current()
    assert row is not None and focused() is page.table
    return row.entry.key


def test_a_line_of_the_first_page_leads_to_its_entry(
    contracts: dict[str, str], window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    window.go("home")
    settle(desk, qtbot)
    page = window.current()
    assert page is not None
    lines = [one for one in page.findChildren(DeadlineLine) if one.isVisible()]
    known = page.known_deadlines()
    assert len(lines) > 1
    back_to(lines[1], qtbot)
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert arrived(window) == known[1].key


def test_the_search_over_everything_leads_to_an_entry(
    contracts: dict[str, str], window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    window.go("home")
    settle(desk, qtbot)
    press(Qt.Key.Key_K, CONTROL)
    type_text("contester")
    settle(desk, qtbot)
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert ":T23:" in arrived(window)

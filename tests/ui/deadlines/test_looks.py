"""The page with entries in it, in each view and both languages: names, Tab, large text in a small window."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.language.catalog import LanguageCode
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.calendar import Shown
from numspot_desk.ui.deadlines.view import DeadlinesPage
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.main_window import MainWindow
from tests.ui.deadlines.conftest import settle
from tests.ui.test_accessible import cut, focusable, name_of
from tests.ui.test_tab_order import against_the_eye, stops_of


@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize("shown", list(Shown))
def test_nothing_is_cut_or_nameless_with_large_text_in_a_small_window(
    page: DeadlinesPage,
    window: MainWindow,
    desk: DeskContext,
    qtbot: QtBot,
    shown: Shown,
    code: LanguageCode,
) -> None:
    desk.set_language(code)
    theme().choose("light", 14)
    try:
        window.resize(800, 600)
        page.body.bar.views[shown].click()
        settle(desk, qtbot)
        for folded in (True, False):
            page.tools.folded.setChecked(not folded)
            QApplication.processEvents()
            assert (window.width(), window.height()) == (800, 600)
            assert cut(page) == []
            assert [one for one in focusable(page) if not name_of(one).strip()] == []
    finally:
        theme().choose("light")


@pytest.mark.parametrize("shown", list(Shown))
def test_tab_goes_from_the_chips_to_the_bar_to_the_picture_to_the_table(
    page: DeadlinesPage, desk: DeskContext, qtbot: QtBot, shown: Shown
) -> None:
    page.body.bar.views[shown].click()
    settle(desk, qtbot)
    QApplication.processEvents()
    assert against_the_eye(page) == []
    stops, grid = stops_of(page), page.body.grid()
    assert page.table in stops and (grid is None or stops.index(grid) < stops.index(page.table))

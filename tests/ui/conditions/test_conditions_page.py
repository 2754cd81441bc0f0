"""The tabs of the page: reached by keyboard, remembered, each named in the list of keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.ui.conditions.coverage_view import CoverageAcross
from numspot_desk.ui.conditions.register_view import RegisterView
from numspot_desk.ui.conditions.view import TABS, ConditionsPage
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.main_window import MainWindow
from tests.ui.conditions.shown import settle, words
from tests.ui.keyboard import ALT, press


def place_of(tab: str) -> int:
    """Which Alt+digit brings a tab to the front."""
    return [spec.id for spec in TABS].index(tab) + 1


def test_alt_and_a_digit_bring_a_tab_to_the_front(
    page: ConditionsPage, desk: DeskContext, qtbot: QtBot
) -> None:
    for tab, kind in (("register", RegisterView), ("coverage", CoverageAcross)):
        press(Qt.Key(Qt.Key.Key_0 + place_of(tab)), ALT)
        settle(desk, qtbot)
        assert isinstance(page.tab(), kind) and page.stack.currentWidget() is page.tab()
        assert [name for name, button in page.buttons.items() if button.isChecked()] == [tab]
        assert page.bookmark() == tab
        keys = dict(page.shortcuts())
        assert keys[f"Alt+{place_of(tab)}"] == page.buttons[tab].text() and "Return" in keys


@pytest.mark.parametrize(
    ("tab", "said"), [("coverage", "Aucun contrat qualifié"), ("register", "Aucune dérogation")]
)
def test_an_empty_workspace_says_what_will_stand_there(
    page: ConditionsPage, desk: DeskContext, qtbot: QtBot, tab: str, said: str
) -> None:
    page.show_tab(tab)
    settle(desk, qtbot)
    assert said in words(page.tab())


def test_the_page_is_reached_from_the_navigation_and_the_search_narrows_its_tab(
    records: object, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    window.go("conditions", "register")
    settle(desk, qtbot)
    page = window.current()
    assert isinstance(page, ConditionsPage) and page.searchable()
    tab = page.tab()
    assert isinstance(tab, RegisterView)
    rows = tab.model.rowCount()
    page.search("trente jours")
    settle(desk, qtbot)
    assert page.search_text() == "trente jours" and 0 < tab.model.rowCount() < rows
    page.focus_found()
    assert QApplication.focusWidget() is tab.table
    page.show_tab("coverage")
    settle(desk, qtbot)
    assert page.search_text() == ""

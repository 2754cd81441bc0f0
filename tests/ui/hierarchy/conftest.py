"""The page of the hierarchy, on a contract with a derogation that holds and one that is void."""

import pytest
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.view import HierarchyPage
from tests.ui.hierarchy.shown import prepare, settle


@pytest.fixture
def page(desk: DeskContext, qtbot: QtBot) -> HierarchyPage:
    made: list[str] = []
    desk.run(lambda store: prepare(store, desk), made.append)
    settle(desk, qtbot)
    shown = HierarchyPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.show()
    shown.activateWindow()
    shown.enter(made[0])
    settle(desk, qtbot)
    return shown

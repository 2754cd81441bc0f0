"""The page of the special conditions in the real window, over the sample orders and general terms."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from numspot_desk.ui.conditions.view import ConditionsPage
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.samples.sample_workspace import fill_sample_workspace
from tests.ui.conditions.shown import settle


@pytest.fixture
def records(desk: DeskContext, qtbot: QtBot) -> dict[str, OrderRecord]:
    """The sample orders, by name, in the store."""
    made: dict[str, OrderRecord] = {}
    desk.run(lambda store: fill_sample_workspace(store, desk.person, desk.clock, desk.chance), made.update)
    settle(desk, qtbot)
    return made


@pytest.fixture
def window(desk: DeskContext, qtbot: QtBot) -> Iterator[MainWindow]:
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    shown.activateWindow()
    shown.show_desk("home")
    settle(desk, qtbot)
    yield shown
    shown.close()
    settle(desk, qtbot)


@pytest.fixture
def page(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> ConditionsPage:
    """The page with whatever the store holds; `records` asked before it fills the store."""
    window.go("conditions")
    settle(desk, qtbot)
    found = window.current()
    assert isinstance(found, ConditionsPage)
    return found

"""The page of the special conditions in the real window, over the sample orders and general terms."""

import pytest
from pytestqt.qtbot import QtBot

from numspot_desk.ui.conditions.view import ConditionsPage
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.samples.sample_workspace import fill_sample_workspace
from tests.ui.conftest import settle


@pytest.fixture
def records(desk: DeskContext, qtbot: QtBot) -> dict[str, OrderRecord]:
    """The sample orders, by name, in the store."""
    made: dict[str, OrderRecord] = {}
    desk.run(lambda store: fill_sample_workspace(store, desk.person, desk.clock, desk.chance), made.update)
    settle(desk, qtbot)
    return made


@pytest.fixture
def page(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> ConditionsPage:
    """The page with whatever the store holds; `records` asked before it fills the store."""
    window.go("conditions")
    settle(desk, qtbot)
    found = window.current()
    assert isinstance(found, ConditionsPage)
    return found

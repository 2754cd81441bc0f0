"""A desk with contracts whose deadlines are known, its window, and a clock that the test sets."""

import datetime as dt
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.agenda.reminders import Reminder
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.reminders.bell import Bell
from tests.ui.conftest import NOON
from tests.ui.deadlines.conftest import contracts, settle

__all__ = ["contracts"]


class SetClock:
    """A clock that stands still until the test moves it."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> dt.datetime:
        return self.at

    def today(self) -> dt.date:
        return self.at.date()


class Reminding:
    """The bell of a window, its clock, and what was told so far."""

    def __init__(self, desk: DeskContext, window: MainWindow, clock: SetClock, qtbot: QtBot) -> None:
        self.desk, self.window, self.clock = desk, window, clock
        self.bell: Bell = window.top_bar.bell
        self.told: list[Reminder] = []
        self._qtbot = qtbot
        desk.reminded.connect(self.told.extend)

    def settle(self) -> None:
        """Wait until all is answered."""
        settle(self.desk, self._qtbot)

    def look(self, **later: int) -> None:
        """So much later the application looks at the clock."""
        self.clock.at += dt.timedelta(**later)
        self.bell.watch.glance()
        self.settle()

    def listed(self) -> list[str]:
        """What stands in the list, by event."""
        return [f"{one.row.entry.rule} {one.row.entry.about}".strip() for one in self.bell.watch.listed]


@pytest.fixture
def clock(context: DeskContext) -> SetClock:
    context.clock = SetClock()
    return context.clock


@pytest.fixture
def window(
    clock: SetClock, desk: DeskContext, contracts: dict[str, str], qtbot: QtBot
) -> Iterator[MainWindow]:
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    shown.activateWindow()
    shown.show_desk("home")
    settle(desk, qtbot)
    yield shown
    shown.close()
    settle(desk, qtbot)


@pytest.fixture
def reminding(desk: DeskContext, window: MainWindow, clock: SetClock, qtbot: QtBot) -> Reminding:
    made = Reminding(desk, window, clock, qtbot)
    made.look()
    return made

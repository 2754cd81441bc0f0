"""The icon outside the window: only where it was chosen, naming no client, silent beside a window in use."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from numspot_desk.app.tray import Tray
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.reminders.choices import ICON, NOTICES, NOWHERE, OUTSIDE, want
from tests.ui.conftest import context, desk
from tests.ui.deadlines.conftest import contracts
from tests.ui.reminders.conftest import Reminding, clock, reminding, window

__all__ = ["clock", "context", "contracts", "desk", "reminding", "window"]
CLIENTS = ("Atelier du Test", "Ville du Test")


class Icon(QSystemTrayIcon):
    """An icon in an area that is always there; keeps what it was asked to show."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown = False
        self.messages: list[tuple[str, str]] = []

    def setVisible(self, visible: bool) -> None:  # noqa: N802
        self.shown = visible

    def isVisible(self) -> bool:  # noqa: N802
        return self.shown

    def showMessage(self, title: str, message: str, *_: object) -> None:  # noqa: N802
        self.messages.append((title, message))


class Outside:
    """A tray, and how often it asked for the window."""

    def __init__(self, context: DeskContext, window: MainWindow) -> None:
        self.context, self.came = context, 0
        self.tray = Tray(context, window, self._come, Icon)

    def _come(self) -> None:
        self.came += 1

    @property
    def icon(self) -> Icon:
        """The icon that was made."""
        assert isinstance(self.tray.icon, Icon)
        return self.tray.icon

    def choose(self, what: str) -> None:
        """As the settings do."""
        self.context.preferences.put(OUTSIDE, what)
        self.context.reminders_chosen.emit()

    def labels(self) -> list[str]:
        """What its menu offers."""
        return [one.text() for one in self.tray._menu.actions() if one.text()]


@pytest.fixture
def outside(desk: DeskContext, window: MainWindow) -> Outside:
    return Outside(desk, window)


def behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program is in use."""
    state = Qt.ApplicationState.ApplicationInactive
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: state)


def test_there_is_no_icon_before_somebody_chose_one(outside: Outside) -> None:
    assert outside.tray.icon is None
    outside.choose(ICON)
    assert outside.icon.shown
    outside.choose(NOWHERE)
    assert not outside.icon.shown
    outside.choose(NOTICES)
    want(outside.context.preferences, False)
    outside.context.reminders_chosen.emit()
    assert not outside.icon.shown, "no reminders, no icon"


def test_an_icon_alone_notifies_nothing(
    outside: Outside, reminding: Reminding, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind(monkeypatch)
    outside.choose(ICON)
    reminding.look(days=60)
    assert reminding.told and outside.icon.messages == []


def test_a_notification_names_contract_and_day_and_no_client(
    outside: Outside, reminding: Reminding, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind(monkeypatch)
    outside.choose(NOTICES)
    told = len(reminding.told)
    reminding.look(days=7)
    ((title, said),) = outside.icon.messages
    count = len(reminding.told) - told
    assert title == f"NumSpot Desk · {count} rappel{'s' if count > 1 else ''}"
    assert "CMD-2026-" in said and "2026" in said
    everything = title + said + outside.icon.toolTip() + "".join(outside.labels())
    assert not [name for name in CLIENTS if name in everything] and "F-1" not in everything


def test_a_window_in_use_needs_no_notification(outside: Outside, reminding: Reminding) -> None:
    outside.choose(NOTICES)
    assert QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
    reminding.look(days=60)
    assert reminding.told and outside.icon.messages == []


def test_its_menu_opens_the_list_and_a_click_brings_the_window(
    outside: Outside, reminding: Reminding
) -> None:
    outside.choose(ICON)
    count = len(reminding.listed())
    assert outside.labels() == ["Afficher la fenêtre", f"Rappels ({count})", "Quitter"]
    assert outside.icon.toolTip() == f"NumSpot Desk · Rappels ({count})"
    outside.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    outside.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert outside.came == 1
    outside.icon.messageClicked.emit()
    reminding.settle()
    assert outside.came == 2 and reminding.bell.dialog is not None
    reminding.bell.dialog.reject()


def test_locked_it_counts_nothing(
    outside: Outside, reminding: Reminding, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind(monkeypatch)
    outside.choose(NOTICES)
    reminding.desk.close_workspace()
    reminding.settle()
    reminding.look(days=60)
    assert outside.icon.messages == [] and outside.icon.toolTip() == "NumSpot Desk · Verrouillé"
    assert outside.labels() == ["Afficher la fenêtre", "Quitter"]


def test_it_speaks_the_language_of_the_desk_and_leaves_with_it(outside: Outside) -> None:
    outside.choose(ICON)
    outside.context.set_language("en")
    assert outside.labels()[0] == "Show the window"
    outside.context.ending.emit()
    assert not outside.icon.shown

"""The icon in the system's notification area, where a person chose one, and the notifications it shows.

Closing the window ends the application as ever: the icon is a way back to a window that is behind others. The
list of reminders in the application is what counts: a system may hold a notification back, and says nothing.
Nothing here names a client; locked, nothing is counted either.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from numspot_desk.contracts.agenda.reminders import Reminder
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.reminders.choices import NOTICES, NOWHERE, outside, wanted

TITLE = "NumSpot Desk"


class Tray(QObject):
    """Made once the first window is painted; shows an icon as long as the person wants one."""

    def __init__(
        self,
        context: DeskContext,
        window: MainWindow,
        come: Callable[[], None],
        make: Callable[[QObject], QSystemTrayIcon] = QSystemTrayIcon,
    ) -> None:
        super().__init__(window)
        self.context = context
        self.icon: QSystemTrayIcon | None = None
        self._window = window
        self._come = come
        self._make = make
        self._bell = window.top_bar.bell
        self._bell.watch.changed.connect(self._dress)
        context.reminded.connect(self._notify)
        context.reminders_chosen.connect(self._chosen)
        context.language_changed.connect(self._dress)
        context.workspace_changed.connect(self._dress)
        context.ending.connect(self._hide)
        theme().changed.connect(self._dress)
        self._chosen()

    def _chosen(self) -> None:
        """Show the icon, or hide it, as the person wants."""
        preferences = self.context.preferences
        if not wanted(preferences) or outside(preferences) == NOWHERE:
            self._hide()
            return
        if self.icon is None:
            self.icon = self._make(self)
            self._menu = QMenu(self._window)
            self.icon.setContextMenu(self._menu)
            self.icon.activated.connect(self._activated)
            self.icon.messageClicked.connect(self._open_list)
        self._dress()
        self.icon.setVisible(True)

    def _hide(self) -> None:
        if self.icon is not None:
            self.icon.setVisible(False)

    def _dress(self) -> None:
        if self.icon is None:
            return
        text, count = self.context.language.text, len(self._bell.watch.listed)
        listed = text("{name} ({n})", name=text("Reminders"), n=count) if count else text("Reminders")
        self.icon.setIcon(icon("bell", "accent"))
        is_open = self.context.has_workspace
        self.icon.setToolTip(f"{TITLE} · {listed if is_open else text('Locked')}")
        self._menu.clear()
        self._menu.addAction(text("Show the window")).triggered.connect(self._show)
        if is_open:
            self._menu.addAction(listed).triggered.connect(self._open_list)
        if is_open and self.context.safety is not None:
            self._menu.addAction(text("Lock now")).triggered.connect(self._window.lock)
        self._menu.addSeparator()
        self._menu.addAction(text("Quit")).triggered.connect(self._window.close)

    def _notify(self, reminders: Sequence[Reminder]) -> None:
        """Tell outside the window what was just told, where the window is not the one in use."""
        from numspot_desk.ui.reminders.words import count, outside_text

        in_use = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        if self.icon is None or in_use or not self.context.has_workspace:
            return
        if self.icon.isVisible() and outside(self.context.preferences) == NOTICES:
            language = self.context.language
            title = f"{TITLE} · {count(reminders, language)}"
            self.icon.showMessage(title, outside_text(reminders, language), icon("bell", "accent"), 10_000)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self._come()

    def _show(self, _checked: bool = False) -> None:
        self._come()

    def _open_list(self, _checked: bool = False) -> None:
        self._come()
        self._bell.open()

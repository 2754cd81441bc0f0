"""The bell of the top bar: how many reminders stand in the list, and the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.page import Command
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.reminders.choices import wanted
from numspot_desk.ui.reminders.watch import ReminderWatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numspot_desk.contracts.agenda.reminders import Reminder
    from numspot_desk.ui.reminders.dialog import RemindersDialog

KEYS: Final = "Ctrl+R"
NAME: Final = N_("Reminders")
_MOST: Final = 99


class Bell(QToolButton):
    """Hidden where the person wants no reminders; a picture alone where there is little room."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.dialog: RemindersDialog | None = None
        self.watch = ReminderWatch(context, self)
        self.watch.changed.connect(self.dress)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self.open)
        QShortcut(QKeySequence(KEYS), self, self.open, context=Qt.ShortcutContext.WindowShortcut)
        context.reminded.connect(self._announce)
        context.reminders_chosen.connect(self.dress)
        context.language_changed.connect(self.dress)
        context.workspace_changed.connect(self._close)
        theme().changed.connect(self.dress)
        self.dress()

    def set_room(self, plenty: bool) -> None:
        """Whether there is room for the count beside the picture."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if plenty else style.ToolButtonIconOnly)

    def open(self) -> None:
        """Show the list."""
        from numspot_desk.ui.reminders.dialog import RemindersDialog

        if self.dialog is None and self.context.has_workspace:
            self.dialog = RemindersDialog(self.context, self.watch, self.window())
            self.dialog.finished.connect(self._closed)
            self.dialog.open()

    def commands(self) -> list[Command]:
        """What the search over everything offers."""
        return [Command(self._name(), "bell", self.open)] if wanted(self.context.preferences) else []

    def dress(self) -> None:
        """Icon, count and names as they are now."""
        count = len(self.watch.listed)
        self.setVisible(wanted(self.context.preferences))
        self.setIcon(icon("bell", "accent" if count else "muted"))
        self.setText(f"{_MOST}+" if count > _MOST else str(count) if count else "")
        self.setAccessibleName(self._name())
        self.setToolTip(f"{self._name()} ({KEYS})")

    def _name(self) -> str:
        text, count = self.context.language.text, len(self.watch.listed)
        return text("{name} ({n})", name=text(NAME), n=count) if count else text(NAME)

    def _announce(self, reminders: Sequence[Reminder]) -> None:
        from numspot_desk.ui.reminders.words import count

        said = count(reminders, self.context.language)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _closed(self) -> None:
        self.dialog = None

    def _close(self, is_open: bool) -> None:
        if not is_open and self.dialog is not None:
            self.dialog.reject()

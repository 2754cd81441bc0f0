"""The bottom line: when the last edit was saved, the store's state, language, and the declared role.

A quiet message takes the place of the first while it shows.
"""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.frame.quiet import QuietBar
from numspot_desk.ui.kit.icons import icon, pixmap
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID, TextSize

ROLES = {"sales": N_("Sales"), "legal": N_("Legal"), "read_only": N_("Read only")}
_ICON = 16


class StatusLine(QWidget):
    """`person_asked` and `help_asked` are for the frame; the language switches here."""

    person_asked = Signal()
    help_asked = Signal()
    lock_asked = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._saved_at: dt.datetime | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "status")
        self._saved_sign = QLabel(self)
        self.saved = QLabel(self)
        self.quiet = QuietBar(context, self)
        self.quiet.appeared.connect(self._show_saved)
        self.store = QToolButton(self)
        self.person = QToolButton(self)
        self.language = QToolButton(self)
        self.help = QToolButton(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID // 4, 2 * GRID, GRID // 4)
        layout.setSpacing(GRID)
        layout.addWidget(self._saved_sign)
        layout.addWidget(self.saved)
        layout.addWidget(self.quiet, 100)
        layout.addStretch(1)
        for button in (self.store, self.person, self.language, self.help):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            layout.addWidget(button)
        self.store.clicked.connect(self.lock_asked)
        self.person.clicked.connect(self.person_asked)
        self.language.clicked.connect(self._switch)
        self.help.clicked.connect(self.help_asked)
        context.saved.connect(self._was_saved)
        for signal in (context.language_changed, context.person_changed, theme().changed):
            signal.connect(self.dress)
        context.workspace_changed.connect(self.dress)
        self.dress()

    def _was_saved(self, at: dt.datetime) -> None:
        self._saved_at = at
        self.dress()

    def _show_saved(self, message_shown: bool) -> None:
        for label in (self._saved_sign, self.saved):
            label.setVisible(not message_shown)

    def _switch(self) -> None:
        self.context.set_language("en" if self.context.language.code == "fr" else "fr")

    def dress(self) -> None:
        """All texts and icons as they are now, and room for a message of two lines."""
        lines = 2 * theme().metrics(TextSize.SMALL).lineSpacing()
        self.setMinimumHeight(max(lines, self.quiet.wanted_height()) + GRID // 2)
        language, text = self.context.language, self.context.language.text
        if self._saved_at is not None:
            self.saved.setText(text("Saved at {time}", time=language.formats.time(self._saved_at)))
            self._saved_sign.setPixmap(pixmap("check", "success", _ICON, self.devicePixelRatioF()))
        else:
            self.saved.setText("")
        is_open = self.context.has_workspace
        self.store.setIcon(icon("lock" if not is_open else "shield", "muted"))
        self.store.setText(text("Encrypted") if is_open else text("Locked"))
        self.store.setEnabled(is_open and self.context.safety is not None)
        self._name(self.store, text("The workspace is open and encrypted. Lock now (Ctrl+L)"))
        person = self.context.person
        role = text(ROLES.get(person.role, person.role))
        self.person.setIcon(icon("person", "muted"))
        self.person.setText(f"{person.name} · {role}" if person.name else role)
        self._name(
            self.person,
            text("Role {role}, as declared: nothing proves it on this computer. Change it", role=role),
        )
        self.language.setIcon(icon("language", "muted"))
        self.language.setText("English" if language.code == "fr" else "Français")
        self._name(self.language, "Switch to English" if language.code == "fr" else "Passer en français")
        self.help.setIcon(icon("help", "muted"))
        self.help.setText("F1")
        self._name(self.help, text("Keyboard shortcuts"))

    @staticmethod
    def _name(button: QPushButton | QToolButton, name: str) -> None:
        button.setToolTip(name)
        button.setAccessibleName(name)

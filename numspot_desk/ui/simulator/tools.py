"""The tools of the simulator: what can be done with the scenario that is edited, with names where there is
room, else with icons."""

from typing import Final

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.keys import keys_said
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID

TOOLS: Final = (
    ("more", N_("Add an event"), "plus", "Ctrl+Shift+N"),
    ("edit", N_("Change"), "draft", "F2"),
    ("duplicate", N_("Duplicate"), "copy", "Ctrl+D"),
    ("earlier", N_("A day earlier"), "chevron-left", "Alt+Left"),
    ("later", N_("A day later"), "chevron-right", "Alt+Right"),
    ("remove", N_("Remove the scenario"), "trash", "Ctrl+Shift+Delete"),
    ("why", N_("Why?"), "why", ""),
)
"""Each tool: its id, name, icon and keys."""
FILES: Final = (
    ("word", N_("Word document")),
    ("pdf", N_("PDF")),
    ("picture", N_("Picture (PNG and SVG)")),
)
_ROOM: Final = 130
"""Width, in letters, above which tools show their names beside their icons."""


class SimulatorTools(QWidget):
    """Its buttons and actions are connected by the page, which has `save` beside the contract."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        layout = FlowLayout(self, spacing=GRID // 2)
        self.buttons = {name: QPushButton(self) for name, *_ in TOOLS}
        for button in self.buttons.values():
            set_role(button, "quiet")
            layout.addWidget(button)
        self.save = QToolButton(parent)
        self.save.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.files = {name: QAction(self) for name, _ in FILES}
        menu = QMenu(self.save)
        menu.addActions(list(self.files.values()))
        self.save.setMenu(menu)
        theme().changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        named = self.width() >= _ROOM * theme().metrics().averageCharWidth()
        for name, label, picture, keys in TOOLS:
            button = self.buttons[name]
            said = text(label)
            button.setText(said if named else "")
            button.setIcon(icon(picture, "accent"))
            button.setAccessibleName(said)
            button.setToolTip(f"{said} ({keys_said(keys)})" if keys else said)
        self.save.setIcon(icon("save", "muted"))
        said = text("Save as Word, PDF or picture (Ctrl+S)")
        self.save.setToolTip(said)
        self.save.setAccessibleName(said)
        for name, label in FILES:
            self.files[name].setText(text(label))

    def allow(self, *, scenario: bool, full: bool, step: bool) -> None:
        """Which tools have something to work on."""
        for button in self.buttons.values():
            button.setEnabled(scenario)
        self.buttons["duplicate"].setEnabled(scenario and not full)
        self.buttons["why"].setEnabled(step)
        self.save.setEnabled(scenario)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.retranslate()

"""To whom of legal a review is given: a name, among those the settings know or any other."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.kit.form import FormRow, make_room
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID

_SHOWN: Final = 120
"""Characters of the note that are shown."""


class DelegateDialog(QDialog):
    """`chosen` carries the name. It stays until the review is given: a name that cannot take it is said at
    the field. `note` is what goes with it, written in the review panel."""

    chosen = Signal(str)

    def __init__(self, context: DeskContext, names: Sequence[str], note: str, parent: QWidget) -> None:
        super().__init__(parent)
        text = context.language.text
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(text("Delegate the review"))
        heading = QLabel(self.windowTitle(), self)
        set_role(heading, "heading")
        self.name = TextField(context, self)
        if names:
            completer = QCompleter(list(names), self.name)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.name.setCompleter(completer)
        known = message("With a signatory power: {names}", names=", ".join(names)) if names else ""
        self.row = FormRow(context, N_("Name of the person of legal"), self.name, known, parent=self)
        self.name.textEdited.connect(lambda _text: self.row.set_problems([]))
        words = " ".join(note.split())
        if len(words) > _SHOWN:
            words = words[: _SHOWN - 1] + "…"
        goes = (
            text("Your note goes with it: “{note}”", note=words) if words else text("No note goes with it.")
        )
        declared = text("Names and roles are declared here, not proved.")
        help_ = QLabel(f"{goes}\n{declared}", self)
        help_.setWordWrap(True)
        help_.setTextFormat(Qt.TextFormat.PlainText)
        set_role(help_, "muted")
        keep = QPushButton(text("Keep the review"), self)
        keep.setAutoDefault(False)
        keep.clicked.connect(self.reject)
        self.give = QPushButton(text("Delegate"), self)
        set_role(self.give, "primary")
        self.give.setDefault(True)
        self.give.clicked.connect(self._choose)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(keep)
        buttons.addWidget(self.give)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for widget in (heading, self.row, help_):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.setMinimumWidth(56 * GRID)
        self.name.setFocus()

    def show_problem(self, said: Message) -> None:
        """Say why this name cannot take the review; it stays to be corrected."""
        self.give.setEnabled(True)
        self.row.set_problems([problem("invalid_value", "", said)])
        make_room(self, self.row)
        self.name.selectAll()
        self.name.setFocus()

    def reject(self) -> None:
        """Close, unless the review is being given: what came of it is said first."""
        if self.give.isEnabled():
            super().reject()

    def _choose(self) -> None:
        self.give.setEnabled(False)
        self.chosen.emit(self.name.value())

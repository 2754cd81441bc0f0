"""To whom of legal a review is given: a name, among those the settings know or any other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID


class DelegateDialog(QDialog):
    """`chosen` carries the name. The note of the review panel goes with it."""

    chosen = Signal(str)

    def __init__(self, context: DeskContext, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        text = context.language.text
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(text("Delegate the review"))
        self.name = TextField(context, self)
        if names:
            completer = QCompleter(list(names), self.name)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.name.setCompleter(completer)
        row = FormRow(context, N_("Name of the person of legal"), self.name, may_fail=False, parent=self)
        said = text("The note you wrote goes with it. Names and roles are declared here, not proved.")
        if names:
            known = text("With a signatory power: {names}", names=", ".join(names))
            said = f"{known}\n{said}"
        help_ = QLabel(said, self)
        help_.setWordWrap(True)
        help_.setTextFormat(Qt.TextFormat.PlainText)
        set_role(help_, "muted")
        buttons = QDialogButtonBox(self)
        keep = buttons.addButton(text("Keep the review"), QDialogButtonBox.ButtonRole.RejectRole)
        self.give = buttons.addButton(text("Delegate"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setAutoDefault(False)
        self.give.setDefault(True)
        buttons.rejected.connect(self.reject)
        buttons.accepted.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for widget in (row, help_, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(50 * GRID)
        self.name.setFocus()

    def _choose(self) -> None:
        name = self.name.value()
        self.accept()
        self.chosen.emit(name)

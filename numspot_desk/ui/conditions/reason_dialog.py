"""Who asked for a departure, why, until when it is meant: three answers beside the order, never printed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from numspot_desk.contracts.clauses.clause_reasons import ClauseReason
from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.language.typed import NotTyped, parse_date
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import DateField, LongTextField, TextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID


class ReasonDialog(QDialog):
    """`given` carries a `ClauseReason`. It stays open until `accept`: what is refused is said in place."""

    given = Signal(object)

    def __init__(self, context: DeskContext, about: str, reason: ClauseReason, parent: QWidget) -> None:
        super().__init__(parent)
        text = context.language.text
        self.setWindowTitle(text("Reason of a departure"))
        heading = QLabel(about, self)
        heading.setWordWrap(True)
        set_role(heading, "heading")
        self.asked_by = TextField(context, self)
        self.why = LongTextField(context, parent=self)
        self.until = DateField(context, self)
        self.rows = {
            "asked_by": FormRow(
                context,
                N_("Asked by"),
                self.asked_by,
                N_("Who asked for it at the client or at NumSpot."),
                optional=True,
                parent=self,
            ),
            "why": FormRow(context, N_("Why"), self.why, optional=True, parent=self),
            "until": FormRow(
                context,
                N_("Until"),
                self.until,
                N_("Left empty: as long as the contract."),
                optional=True,
                parent=self,
            ),
        }
        self.asked_by.set_value(reason.asked_by)
        self.why.set_value(reason.why)
        self.until.set_value("" if reason.until is None else reason.until.isoformat())
        said = QLabel(
            text("Kept beside the order, for internal use: no document to the client prints it."), self
        )
        said.setWordWrap(True)
        set_role(said, "muted")
        buttons = QDialogButtonBox(self)
        leave = buttons.addButton(text("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.keep = buttons.addButton(text("Keep"), QDialogButtonBox.ButtonRole.ApplyRole)
        leave.setAutoDefault(False)
        self.keep.setDefault(True)
        buttons.rejected.connect(self.reject)
        self.keep.clicked.connect(self._give)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for widget in (heading, *self.rows.values(), said, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(50 * GRID)
        self.asked_by.setFocus()

    def refuse(self, field: str, sentence: Message) -> None:
        """Say beside a field why the reason was not kept."""
        row = self.rows[field]
        row.set_problems([problem("invalid_value", field, sentence)])
        row.editor.setFocus()

    def _give(self) -> None:
        for row in self.rows.values():
            row.set_problems(())
        typed = self.until.value()
        try:
            until = parse_date(typed) if typed else None
        except NotTyped:
            self.refuse("until", message("Type the date, such as 22/11/2026."))
            return
        self.given.emit(ClauseReason(self.asked_by.value(), self.why.value(), until))

"""Why a clause of the library is taken out of use, or brought back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, Message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import LongTextField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID


class RetireDialog(QDialog):
    """`given` carries the reason. It stays open until `accept`: what is refused is said in place."""

    given = Signal(str)

    def __init__(self, context: DeskContext, clause: LibraryClause, uses: int, parent: QWidget) -> None:
        super().__init__(parent)
        language = context.language
        text = language.text
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(text("Bring back into use") if clause.retired else text("Take out of use"))
        heading = QLabel(clause.title.in_language(language.code), self)
        set_role(heading, "heading")
        said = QLabel(self._said(context, uses, retired=clause.retired), self)
        set_role(said, "muted")
        for label in (heading, said):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.note = LongTextField(context, parent=self)
        self.row = FormRow(context, N_("Why"), self.note, parent=self)
        buttons = QDialogButtonBox(self)
        leave = buttons.addButton(text("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.keep = buttons.addButton(self.windowTitle(), QDialogButtonBox.ButtonRole.ApplyRole)
        leave.setAutoDefault(False)
        self.keep.setDefault(True)
        buttons.rejected.connect(self.reject)
        self.keep.clicked.connect(lambda: self.given.emit(self.note.value()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for widget in (heading, said, self.row, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(50 * GRID)
        self.note.setFocus()

    def refuse(self, sentence: Message) -> None:
        """Say beside the field why nothing was kept."""
        self.row.set_problems([problem("invalid_value", "note", sentence)])
        self.note.setFocus()

    @staticmethod
    def _said(context: DeskContext, uses: int, *, retired: bool) -> str:
        text = context.language.text
        if retired:
            return text("Orders can take it again. This is kept as another version.")
        said = text("No order can take it any more. This is kept as another version and can be undone.")
        if not uses:
            return said
        kept = context.language.ntext(
            "{n} order has it and keeps it.", "{n} orders have it and keep it.", uses
        )
        return f"{said} {kept}"

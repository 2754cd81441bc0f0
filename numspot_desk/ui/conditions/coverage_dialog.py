"""The matrix of one order in a window of its own: from the wizard, where gaps are covered from the library,
and from the list over all contracts, where it is read.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from numspot_desk.contracts.clauses.coverage import Matrix
from numspot_desk.ui.conditions.coverage_matrix import CoverageMatrix
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID

_LETTERS = 150
_LINES = 36


class CoverageDialog(QDialog):
    """`clause_asked` and `add_asked` are those of the matrix; `order_asked` to open the order."""

    clause_asked = Signal(str)
    add_asked = Signal(str)
    order_asked = Signal()

    def __init__(
        self, context: DeskContext, about: str, parent: QWidget, *, editable: bool, may_open: bool = False
    ) -> None:
        super().__init__(parent)
        self.context = context
        text = context.language.text
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(text("Coverage"))
        heading = QLabel(about, self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        set_role(heading, "heading")
        self.matrix = CoverageMatrix(context, self)
        self.matrix.editable = editable
        self.matrix.clause_asked.connect(self.clause_asked)
        self.matrix.add_asked.connect(self.add_asked)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(text("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        if may_open:
            opening = buttons.addButton(text("Open the order"), QDialogButtonBox.ButtonRole.ActionRole)
            opening.setAutoDefault(False)
            opening.clicked.connect(self._open)
        self.matrix.add_button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        layout.addWidget(self.matrix, 1)
        layout.addWidget(buttons)
        self._fit(parent)
        self.matrix.tree.setFocus()

    def show_matrices(self, found: Sequence[Matrix], chosen: str = "", subject: str = "") -> None:
        """Show the checklists of the order."""
        self.matrix.show_matrices(found, chosen, subject)
        for button in self.matrix.tabs.values():
            button.setAutoDefault(False)

    def _open(self) -> None:
        self.accept()
        self.order_asked.emit()

    def _fit(self, parent: QWidget) -> None:
        """As large as the matrix asks for, within the window."""
        metrics, window = theme().metrics(), parent.window()
        wide, high = _LETTERS * metrics.averageCharWidth(), _LINES * metrics.lineSpacing()
        self.resize(min(wide, window.width() - 4 * GRID), min(high, window.height() - 4 * GRID))

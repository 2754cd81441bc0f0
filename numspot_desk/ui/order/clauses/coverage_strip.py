"""The coverage strip: each subject of a checklist is a cell with its id and a mark.

A cell says in words (tooltip, screen reader) what the subject is and which clause covers it; choosing it
asks the step to show that clause, or to add one. Colour never stands alone.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.language.messages import Message
from numspot_desk.rules.checklists import Coverage
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID


class CoverageStrip(QWidget):
    """One checklist."""

    chosen = Signal(str)  # the id of a subject

    def __init__(self, context: DeskContext, *, blocking: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._missing = ("✗", "cell-uncovered") if blocking else ("!", "cell-warning")
        self._coverage: Coverage | None = None
        self._head = QLabel(self)
        self._head.setWordWrap(True)
        set_role(self._head, "help")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._head)
        self._cells = FlowLayout(spacing=GRID // 2)
        layout.addLayout(self._cells)
        self.cells: dict[str, QPushButton] = {}

    def show_coverage(self, coverage: Coverage) -> None:
        """Show which subjects are covered."""
        if coverage == self._coverage:
            return
        self._coverage = coverage
        for subject in coverage.checklist.subjects:
            if subject.id not in self.cells:
                cell = QPushButton(self)
                cell.clicked.connect(self._clicked)
                self.cells[subject.id] = cell
                self._cells.addWidget(cell)
                cell.show()  # at once, not with the next layout: somebody may be on the way to it
        self.retranslate()

    def head(self) -> str:
        """How many subjects are covered, as it is said."""
        return self._head.text()

    def retranslate(self) -> None:
        """Say every cell again."""
        if self._coverage is None:
            return
        text = self.context.language.text
        covered = 0
        for subject in self._coverage.checklist.subjects:
            clauses = self._coverage.covered_by[subject.id]
            title = self.context.language.render(Message(subject.english))
            if clauses:
                covered += 1
                mark, role = "✓", "cell-covered"
                state = text("covered by {clauses}", clauses=", ".join(clauses))
            elif subject.required:
                (mark, role), state = self._missing, text("not covered")
            else:
                mark, role, state = "–", "cell-optional", text("only when it applies")
            cell = self.cells[subject.id]
            short = subject.id.partition("-")[2] or subject.id.removeprefix("HDS.")
            cell.setText(f"{short} {mark}")
            set_role(cell, role)
            named = f"{subject.id}, {subject.framework}" if subject.framework else subject.id
            cell.setToolTip(f"{named} – {title}: {state}")
            cell.setAccessibleName(f"{named}, {title}, {state}")
        count = len(self._coverage.checklist.subjects)
        self._head.setText(
            self.context.language.ntext(
                "{n} subject of {count} covered", "{n} subjects of {count} covered", covered, count=count
            )
        )

    def _clicked(self) -> None:
        sender = self.sender()
        for subject, cell in self.cells.items():
            if cell is sender:
                self.chosen.emit(subject)
                return

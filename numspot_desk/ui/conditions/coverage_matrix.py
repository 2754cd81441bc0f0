"""The matrix of an order: for each checklist, subject by subject, the clauses of the order and of the general
terms that cover it, or the gap; the certificate; what P13 says. One key adds a clause that covers a gap.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QTreeWidgetItem, QVBoxLayout, QWidget

from numspot_desk.contracts.clauses.coverage import CoverRow, CoverState, Matrix, Validity
from numspot_desk.rules.checklists import DATA_ACT
from numspot_desk.ui.conditions.coverage_words import (
    STATES,
    acceptance_said,
    certificate_said,
    heading,
    state_said,
    subject_said,
)
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.row_tree import RowTree

_ROW = Qt.ItemDataRole.UserRole
_COLUMNS = 4
_ASKED = 1
"""The column that takes the room left: what a subject asks."""


class MatrixTree(RowTree):
    """Insert and + act on the current subject as the button does; Ctrl+C copies the whole checklist."""

    add_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Insert, Qt.Key.Key_Plus):
            self.add_asked.emit()
            event.accept()
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_text())
            return
        super().keyPressEvent(event)

    def as_text(self) -> str:
        """Every row under the headings, tab-separated, to paste into a sheet or a letter."""
        columns, head = range(self.columnCount()), self.headerItem()
        items = [head, *(self.topLevelItem(row) for row in range(self.topLevelItemCount()))]
        return "\n".join(
            "\t".join(" ".join(item.text(column).split()) for column in columns)
            for item in items
            if item is not None
        )


class CoverageMatrix(QWidget):
    """`clause_asked` carries the id of a clause to show, `add_asked` the subject of a gap to cover; where
    nothing can be added (`editable` false), gaps are said and no more."""

    clause_asked = Signal(str)
    add_asked = Signal(str)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.editable = False
        self._matrices: tuple[Matrix, ...] = ()
        self._chosen = ""
        self.tabs: dict[str, QPushButton] = {}
        self._chips = FlowLayout()
        self._certificate, self._acceptance, self._detail = QLabel(self), QLabel(self), QLabel(self)
        for label in (self._certificate, self._acceptance, self._detail):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.tree = MatrixTree(self)
        self.tree.setColumnCount(_COLUMNS)
        self.tree.setWordWrap(False)
        header = self.tree.header()
        header.setStretchLastSection(False)
        for column in range(_COLUMNS):
            stretches = column == _ASKED
            header.setSectionResizeMode(
                column,
                QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.ResizeToContents,
            )
        self.tree.currentItemChanged.connect(self._current)
        self.tree.itemActivated.connect(self._activated)
        self.tree.add_asked.connect(self._add)
        self.add_button = QPushButton(self)
        self.add_button.clicked.connect(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._chips)
        layout.addWidget(self._certificate)
        layout.addWidget(self._acceptance)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self._detail)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        theme().changed.connect(self.retranslate)
        context.language_changed.connect(self.retranslate)
        self.retranslate()

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────

    def show_matrices(self, found: Sequence[Matrix], chosen: str = "", subject: str = "") -> None:
        """Show the checklists of an order; `chosen` is the one in front, `subject` the current row."""
        self._matrices = tuple(found)
        names = [one.checklist.id for one in found]
        if chosen in names:
            self._chosen = chosen
        elif self._chosen not in names:
            lacking = [one.checklist.id for one in found if one.gaps]
            self._chosen = next(iter((*lacking, *names)), "")
        for name in names:
            if name not in self.tabs:
                button = QPushButton(self)
                button.setCheckable(True)
                button.setAutoExclusive(True)
                set_role(button, "chip")
                button.clicked.connect(_Choosing(self, name))
                self.tabs[name] = button
                self._chips.addWidget(button)
        for name, button in self.tabs.items():
            button.setVisible(name in names)
        self._fill(subject)

    def choose(self, checklist: str) -> None:
        """Bring a checklist to the front."""
        self._chosen = checklist
        self._fill()

    def matrix(self) -> Matrix | None:
        """The checklist in front."""
        return next((one for one in self._matrices if one.checklist.id == self._chosen), None)

    def row(self) -> CoverRow | None:
        """The current subject."""
        item = self.tree.currentItem()
        return None if item is None else item.data(0, _ROW)

    def _fill(self, subject: str = "") -> None:
        shown, language = self.matrix(), self.context.language
        current = self.row()
        wanted = subject or (current.subject.id if current is not None else "")
        for one in self._matrices:
            button = self.tabs[one.checklist.id]
            button.setText(heading(one, language))
            button.setIcon(icon(*_standing(one)))
            button.setChecked(one.checklist.id == self._chosen)
        self.tree.clear()
        for label in (self._certificate, self._acceptance):
            label.hide()
        if shown is None:
            return
        for row in shown.rows:
            self._add_row(row, shown)
        self._choose_row(wanted)
        if shown.certificate is not None:
            self._certificate.setText(certificate_said(shown.certificate, language))
            fine = shown.certificate.validity is Validity.VALID and not shown.certificate.outlived_by
            set_role(self._certificate, "muted" if fine else "warning")
            self._certificate.show()
        if shown.use_is_no_acceptance:
            self._acceptance.setText(acceptance_said(language))
            set_role(self._acceptance, "warning")
            self._acceptance.show()

    def _add_row(self, row: CoverRow, shown: Matrix) -> None:
        language, subject = self.context.language, row.subject
        _name, picture, colour = STATES[row.state]
        blocking = shown.checklist.id != DATA_ACT
        if row.state is CoverState.GAP and not blocking:
            picture, colour = "warning", "warning"
        title, state = subject.title(language.code), state_said(row, language, blocking=blocking)
        asked = f"{title} ({subject.framework})" if subject.framework else title
        cells = (subject.id, asked, ", ".join((*row.clauses, *row.terms)), state)
        item = QTreeWidgetItem(self.tree, list(cells))
        item.setData(0, _ROW, row)
        item.setIcon(3, icon(picture, colour))
        for column, cell in enumerate(cells):
            item.setToolTip(column, cell)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(cell for cell in cells if cell))

    def _choose_row(self, wanted: str) -> None:
        items = [self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount())]
        rows = [(item, item.data(0, _ROW)) for item in items if item is not None]
        found = [item for item, row in rows if row.subject.id == wanted]
        found += [item for item, row in rows if row.state is CoverState.GAP]
        found += [item for item, _row in rows]
        if found:
            self.tree.setCurrentItem(found[0])
            self.tree.scrollToItem(found[0])

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self.tree.setAccessibleName(text("Subjects of the checklist"))
        self.tree.setHeaderLabels(
            [
                text("Subject"),
                text("What it asks"),
                text("Clauses"),
                text("Coverage"),
            ]
        )
        self.tree.header().setMinimumSectionSize(12 * theme().metrics().averageCharWidth())
        self.add_button.setText(text("Cover with a clause of the library"))
        self.add_button.setIcon(icon("plus", "accent"))
        self._fill()
        self._current()

    # ── Acting ───────────────────────────────────────────────────────────────────────────────────

    def _current(self) -> None:
        row = self.row()
        self.add_button.setVisible(self.editable)
        self.add_button.setEnabled(row is not None and not row.clauses)
        self._detail.setText("" if row is None else subject_said(row, self.context.language))

    def _activated(self, item: QTreeWidgetItem) -> None:
        row = item.data(0, _ROW)
        if row.clauses:
            self.clause_asked.emit(row.clauses[0])
        else:
            self._add()

    def _add(self) -> None:
        row = self.row()
        if self.editable and row is not None and not row.clauses:
            self.add_asked.emit(row.subject.id)


def _standing(matrix: Matrix) -> tuple[str, str]:
    """Icon and colour of a checklist: a gap of the Data Act warns and does not block."""
    if not matrix.gaps:
        return "check", "success"
    return ("warning", "warning") if matrix.checklist.id == DATA_ACT else ("error", "problem")


class _Choosing:
    def __init__(self, matrix: CoverageMatrix, name: str) -> None:
        self._matrix, self._name = matrix, name

    def __call__(self) -> None:
        self._matrix.choose(self._name)

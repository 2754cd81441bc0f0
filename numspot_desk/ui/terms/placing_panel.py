"""The lines of a file that fit nowhere, each with its reason, and what a person says they are.

The panel only asks: `decided` carries the decisions by line number. Applying them is
`usecases.general_terms.adopt_terms`.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.language.messages import N_, Message
from numspot_desk.terms.tree import Line, Terms
from numspot_desk.terms.written import AsHeading, AsParagraph
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import ChoiceField, TextField
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.terms_words import KIND_NAMES, clause_line, likely, open_at

_LINE = Qt.ItemDataRole.UserRole
_FEWEST_ROWS, _MOST_ROWS = 2, 5


class PlacingPanel(QWidget):
    """Hidden while every line is placed and nothing can be taken back."""

    decided = Signal(object)
    taken_back = Signal()
    looked_at = Signal(str)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._terms: Terms | None = None
        self._heading, self._problem = QLabel(self), QLabel(self)
        set_role(self._heading, "label")
        set_role(self._problem, "problem")
        self._problem.setWordWrap(True)
        self.list = QTreeWidget(self)
        self.list.setColumnCount(3)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setMinimumWidth(20 * GRID)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.currentItemChanged.connect(self._current)
        self.kind = ChoiceField(context, list(KIND_NAMES.items()), self)
        self.under = ChoiceField(context, [], self)
        self.number = TextField(context, self)
        self.number.setMaximumWidth(14 * GRID)
        self._rows = [
            FormRow(context, N_("The line begins"), self.kind, may_fail=False, parent=self),
            FormRow(context, N_("Within"), self.under, may_fail=False, parent=self),
            FormRow(context, N_("Its number"), self.number, may_fail=False, parent=self),
        ]
        self.as_heading, self.as_text, self.take_back = (QPushButton(self) for _ in range(3))
        set_role(self.take_back, "quiet")
        self.as_heading.clicked.connect(self._place_heading)
        self.as_text.clicked.connect(self._place_text)
        self.take_back.clicked.connect(self.taken_back)
        self._lay_out()
        theme().changed.connect(self._dress)
        context.language_changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(2 * GRID)
        for row, share in zip(self._rows, (2, 3, 1), strict=True):
            choices.addWidget(row, share)
        held = QWidget(self)
        buttons = FlowLayout(held)
        for button in (self.as_heading, self.as_text, self.take_back):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._heading)
        layout.addWidget(self.list)
        layout.addLayout(choices)
        layout.addWidget(held)
        layout.addWidget(self._problem)

    def show_lines(self, terms: Terms, *, can_take_back: bool) -> None:
        """Show the lines that are left to place."""
        self._terms = terms
        self._problem.setText("")
        self.list.clear()
        for one in terms.unplaced:
            reason = self.context.language.render(one.reason)
            item = QTreeWidgetItem(self.list, [str(one.line.number), one.line.text, reason])
            item.setData(0, _LINE, one.line)
            for column, said in enumerate((str(one.line.number), one.line.text, reason)):
                item.setToolTip(column, said)
        self.take_back.setEnabled(can_take_back)
        self.setVisible(bool(terms.unplaced) or can_take_back)
        for widget in (self.list, self.as_heading, self.as_text, *self._rows):
            widget.setVisible(bool(terms.unplaced))
        self._say()
        self._dress()
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)

    def say_problem(self, message: Message) -> None:
        """Say why a decision, or the adoption, could not be."""
        self._problem.setText(self.context.language.render(message))

    def set_busy(self, busy: bool) -> None:
        """While the file is read again, nothing else is decided."""
        for button in (self.as_heading, self.as_text, self.take_back):
            button.setEnabled(not busy)

    # ── Deciding ─────────────────────────────────────────────────────────────────────────────────

    def chosen(self) -> list[Line]:
        """The lines that are selected, from the top."""
        found = [item.data(0, _LINE) for item in self.list.selectedItems()]
        return sorted(found, key=lambda line: line.number)

    def _place_text(self) -> None:
        if lines := self.chosen():
            self.decided.emit({line.number: AsParagraph() for line in lines})

    def _place_heading(self) -> None:
        if lines := self.chosen():
            label = self.number.value().strip() if len(lines) == 1 else ""
            heading = AsHeading(self.kind.value(), self.under.value(), label)
            self.decided.emit({line.number: heading for line in lines})

    def _current(self, item: QTreeWidgetItem | None) -> None:
        """Offer the clauses that stand open at the line, and show the one that holds it."""
        if item is None or self._terms is None:
            return
        held = open_at(self._terms, item.data(0, _LINE).number)
        top = self.context.language.text("the document itself")
        self.under.clear()
        self.under.addItem(top, "")
        for node in held:
            self.under.addItem(clause_line(node), node.ref)
        kind, under = likely(item.data(0, _LINE).text, held)
        self.kind.set_value(kind)
        self.under.set_value(under)
        self.number.set_value("")
        if held:
            self.looked_at.emit(held[-1].ref)

    # ── Words ────────────────────────────────────────────────────────────────────────────────────

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self.as_heading.setText(text("Make it a clause"))
        self.as_text.setText(text("Text of the clause before"))
        self.take_back.setText(text("Take back the last decision"))
        self.number.setPlaceholderText(text("optional"))
        self.list.setAccessibleName(text("Lines to place"))
        self.list.setHeaderLabels([text("Line"), text("Text"), text("Why it is not placed")])
        if self._terms is not None:
            for number, one in enumerate(self._terms.unplaced):
                if (item := self.list.topLevelItem(number)) is not None:
                    item.setText(2, self.context.language.render(one.reason))
        self._say()
        self._dress()

    def _say(self) -> None:
        count = 0 if self._terms is None else len(self._terms.unplaced)
        language = self.context.language
        self._heading.setText(
            language.ntext("{n} line to place by hand", "{n} lines to place by hand", count)
            if count
            else language.text("Every line is placed.")
        )

    def _dress(self) -> None:
        metrics = theme().metrics()
        rows = min(max(self.list.topLevelItemCount(), _FEWEST_ROWS), _MOST_ROWS)
        each = self.list.sizeHintForRow(0) if self.list.topLevelItemCount() else metrics.height()
        head = self.list.header().sizeHint().height()
        self.list.setFixedHeight(head + each * rows + 2 * GRID)
        self.list.setColumnWidth(0, metrics.horizontalAdvance("00000000"))
        self.list.setColumnWidth(1, metrics.averageCharWidth() * 45)
        self.take_back.setIcon(icon("undo"))

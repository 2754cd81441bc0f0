"""What legal decides about a version one line after another: a list, below it the field of the current line,
the button that keeps it, and what is said where it cannot be kept.

What the lines are, and where what is made here stands, is up to the subclasses: the points of the Data Act,
the clauses that the rules name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidgetItem, QWidget

from numspot_desk.contracts.problems import problem
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.terms.row_tree import RowTree
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import DeskError

_LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class DecidedLine:
    """One line: what it stands for, the key that finds it again, its cells; `waits` for a decision."""

    held: Any
    key: str
    cells: tuple[str, ...]
    waits: bool


class DecidingView(QWidget):
    """`closed` when the person goes back. `question` and `example` are the msgids of the field's label and
    help."""

    closed = Signal()

    WIDTHS: ClassVar[tuple[int, ...]]
    """Letters that each column but the last has room for."""
    SIGNED: ClassVar[int]
    """The column that shows whether a line waits."""

    def __init__(
        self, context: DeskContext, question: str, example: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._back = QPushButton(self)
        set_role(self._back, "quiet")
        self._back.clicked.connect(self.closed)
        self._heading, self._summary = QLabel(self), QLabel(self)
        set_role(self._heading, "heading")
        set_role(self._summary, "muted")
        for label in (self._heading, self._summary):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.list = RowTree(self)
        self.list.setColumnCount(len(self.WIDTHS) + 1)
        self.list.currentItemChanged.connect(self._show_current)
        self.field = TextField(context, self)
        self.field.returnPressed.connect(self.keep)
        self.row = FormRow(context, question, self.field, example, parent=self)
        self.keep_button = QPushButton(self)
        self.keep_button.clicked.connect(self.keep)
        theme().changed.connect(self._dress)
        context.language_changed.connect(self.retranslate)

    def keep(self) -> None:
        """Keep what the field says of the current line; what cannot be is said beside the field."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self._back.setText(text("Back to the versions"))
        self.keep_button.setText(text("Keep this decision"))

    def _read(self) -> None:
        raise NotImplementedError

    def _show_current(self) -> None:
        """Show the current line below the list."""
        raise NotImplementedError

    # ── What the subclasses ask ──────────────────────────────────────────────────────────────────

    def _current(self) -> Any:
        """What the current line stands for; None where there is none."""
        item = self.list.currentItem()
        return None if item is None else item.data(0, _LINE).held

    def _acts(self, other: QPushButton) -> QWidget:
        """The button that keeps, and another one."""
        held = QWidget(self)
        acts = FlowLayout(held)
        acts.addWidget(self.keep_button)
        acts.addWidget(other)
        return held

    def _put_lines(self, lines: Iterable[DecidedLine]) -> None:
        """Fill the list; the current line stays, or is the first."""
        before = self.list.currentItem()
        kept = None if before is None else before.data(0, _LINE).key
        self.list.clear()
        for line in lines:
            item = QTreeWidgetItem(self.list, list(line.cells))
            item.setData(0, _LINE, line)
            item.setIcon(self.SIGNED, icon("warning", "warning") if line.waits else icon("check", "success"))
            for column, cell in enumerate(line.cells):
                item.setToolTip(column, cell)
            if line.key == kept:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)

    def _decide(
        self,
        point: str,
        work: Callable[[Workspace], Changes],
        refused: type[DeskError],
        undo: Callable[[], None] | None = None,
    ) -> None:
        """Have legal's decision on a point kept; `refused` is what the field then says."""
        context = self.context
        self.row.set_problems(())

        def done(changes: Changes) -> None:
            context.announce(changes)
            context.post(context.language.text("Decided for {point}.", point=point), undo)
            self._read()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

        def failed(error: BaseException) -> None:
            if isinstance(error, refused):
                self.row.set_problems([problem("invalid_value", "", error.message)])
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                context.failed(error)

        context.run(work, done, failed, owner=self)

    def _dress(self) -> None:
        self._back.setIcon(icon("chevron-left", "accent"))
        room = theme().metrics().averageCharWidth()
        for column, letters in enumerate(self.WIDTHS):
            self.list.setColumnWidth(column, letters * room)

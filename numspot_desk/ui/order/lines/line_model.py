"""The table model of the order's lines, over the answers of the presenter; the last row is a line to come.

It keeps nothing of its own: after an edit, rows are inserted, removed or marked as changed, never reset.
How a cell reads and is shown is `line_cells`; problems come from the check.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from numspot_desk.contracts.order.line_edits import add_lines, lines_of, new_line, put_in_line
from numspot_desk.contracts.problems import Problem, Severity
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.order.lines.line_cells import (
    COLUMNS,
    CellKind,
    LineColumn,
    editable_text,
    member_value,
    read,
    shown,
)
from numspot_desk.ui.order.presenter import OrderPresenter

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()


class LineModel(QAbstractTableModel):
    """Lines of the order; one column for each of `COLUMNS`. `marked` when the problems shown are others."""

    marked = Signal()

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = presenter
        self._lines: Sequence[Mapping[str, Any]] = lines_of(presenter.answers)
        self._editable = presenter.editable
        self._problems: dict[tuple[int, int], list[Problem]] = {}

    # ── Following the answers ────────────────────────────────────────────────────────────────────────

    def show_answers(self) -> None:
        """Bring the rows in step with the answers."""
        old, new = self._lines, lines_of(self.presenter.answers)
        if self._editable != self.presenter.editable:
            self.beginResetModel()
            self._lines, self._editable = new, self.presenter.editable
            self.endResetModel()
            return
        if old is new:
            return
        head = _same(old, new)
        tail = _same(list(reversed(old[head:])), list(reversed(new[head:])))
        gone, come = len(old) - head - tail, len(new) - head - tail
        if come > gone:
            first = head + gone + (1 if tail == 0 and self._editable else 0)  # the row to come becomes real
            self.beginInsertRows(_NOWHERE, first, first + come - gone - 1)
            self._lines = new
            self.endInsertRows()
        elif gone > come:
            self.beginRemoveRows(_NOWHERE, head + come, head + gone - 1)
            self._lines = new
            self.endRemoveRows()
        self._lines = new
        last = max(head + max(gone, come) - 1, head)
        self.dataChanged.emit(
            self.index(head, 0), self.index(min(last, self.rowCount() - 1), len(COLUMNS) - 1)
        )

    def show_check(self) -> None:
        """Mark the cells that have problems, and write the computed amounts."""
        found: dict[tuple[int, int], list[Problem]] = {}
        for problem in self.presenter.due.now():
            cell = cell_of(problem.field)
            if cell is not None:
                found.setdefault(cell, []).append(problem)
        self._problems = found
        self.marked.emit()
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(COLUMNS) - 1))

    # ── What a view asks ─────────────────────────────────────────────────────────────────────────────

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines) + (1 if self._editable else 0)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def is_to_come(self, row: int) -> bool:
        """Whether this is the empty row at the end."""
        return row >= len(self._lines)

    def problems_at(self, row: int, column: int) -> Sequence[Problem]:
        """What is wrong with a cell."""
        return self._problems.get((row, column), ())

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self._editable and COLUMNS[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self.context.language.text(COLUMNS[section].title)
        if orientation is Qt.Orientation.Horizontal and role == Role.TextAlignmentRole:
            return _alignment(COLUMNS[section])
        if orientation is Qt.Orientation.Vertical and role == Role.DisplayRole:
            return "+" if self.is_to_come(section) else str(section + 1)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), COLUMNS[index.column()]
        if role == Role.DisplayRole:
            return self._shown(row, column)
        if role == Role.EditRole:
            return (
                "" if self.is_to_come(row) else editable_text(column, self._lines[row], self.context.language)
            )
        if role == Role.TextAlignmentRole:
            return _alignment(column)
        return self._marked(index, role)

    def _marked(self, index: Index, role: int) -> Any:
        problems = self.problems_at(index.row(), index.column())
        if role == Role.AccessibleTextRole:
            return f"{self.headerData(index.column(), Qt.Orientation.Horizontal)}: {self.data(index)}"
        if not problems:
            whole = role == Role.ToolTipRole and COLUMNS[index.column()].kind is CellKind.TEXT
            return self.data(index) if whole else None
        error = any(problem.severity is Severity.ERROR for problem in problems)
        if role in (Role.ToolTipRole, Role.AccessibleDescriptionRole, Role.StatusTipRole):
            return "\n".join(self.sentence(problem) for problem in problems)
        if role == Role.DecorationRole:
            return icon("error", "problem") if error else icon("warning", "warning")
        if role == Role.BackgroundRole:
            return theme().colour("problem_ground" if error else "warning_ground")
        return None

    def sentence(self, problem: Problem) -> str:
        """A problem in words, with its clause."""
        text = self.context.language.render(problem.message)
        return f"{text} ({problem.clause})" if problem.clause else text

    def _shown(self, row: int, column: LineColumn) -> str:
        if self.is_to_come(row):
            return self.context.language.text("New line…") if column is COLUMNS[0] else ""
        if column.kind is CellKind.NET:
            result = self.presenter.check_result
            amount = (
                result.totals.amount_of(row) if result is not None and result.totals is not None else None
            )
            return "" if amount is None else self.context.language.formats.money(amount)
        return shown(column, self._lines[row], self.context.language)

    # ── What a person types ──────────────────────────────────────────────────────────────────────────

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.type_in(index.row(), index.column(), str(value))
        return True

    def type_in(self, row: int, column: int, text: str) -> None:
        """Take the text of a cell as it is typed; in the row to come it makes the line."""
        self.put_value(row, column, read(COLUMNS[column], text, self.context.language), typed=text)

    def put_value(self, row: int, column: int, value: Any, *, typed: str = "") -> None:
        """Answer a cell with a value of the document."""
        member = COLUMNS[column].member
        answers = self.presenter.answers
        field = field_of(row, column)
        if self.is_to_come(row):
            if not typed.strip():
                return
            made = add_lines(answers, row, [new_line(answers)])
            self.presenter.edit(put_in_line(made, row, member, value), N_("Add a line"), field)
        elif member_value(self._lines[row], member) != value:
            self.presenter.edit(
                put_in_line(answers, row, member, value), N_("Edit a line"), field, typing=True
            )

    def value_at(self, row: int, column: int) -> Any:
        """The value of a cell as the document holds it."""
        return None if self.is_to_come(row) else member_value(self._lines[row], COLUMNS[column].member)


def field_of(row: int, column: int) -> str:
    """The path of the answer that a cell edits."""
    return f"lines[{row}].{COLUMNS[column].member}"


def cell_of(field: str) -> tuple[int, int] | None:
    """The cell that edits a field of a line; a fault of the whole line or term stands in its first cell."""
    head, bracket, rest = field.partition("]")
    if not head.startswith("lines[") or not bracket or not head[6:].isdigit():
        return None
    member = rest.removeprefix(".")
    member = {"": "service", "term": "term.start"}.get(member, member)
    for position, column in enumerate(COLUMNS):
        if column.member == member:
            return int(head[6:]), position
    return int(head[6:]), 0


def _same(one: Sequence[Any], other: Sequence[Any]) -> int:
    """How many items both start with."""
    for position, (left, right) in enumerate(zip(one, other, strict=False)):
        if left is not right:
            return position
    return min(len(one), len(other))


def _alignment(column: LineColumn) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right_aligned else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter

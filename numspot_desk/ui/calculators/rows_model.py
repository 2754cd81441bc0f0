"""The rows of a table of a calculator, as they are typed: text by column, one blank row at the end."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import theme
from numspot_desk.usecases.calculations.parts import Entry, Kind, Rows
from numspot_desk.usecases.calculations.told import shown
from numspot_desk.usecases.calculations.typed_facts import TRUE, is_blank

Index = QModelIndex | QPersistentModelIndex
Row = dict[str, str]
_ROLE: Final = Qt.ItemDataRole
_ROOT: Final = QModelIndex()
_RIGHT: Final = (Kind.AMOUNT, Kind.NUMBER, Kind.WHOLE)


class RowsModel(QAbstractTableModel):
    """`edited` tells that a person changed something; `rows` is what was typed, without the blank row."""

    edited = Signal()

    def __init__(self, context: DeskContext, part: Rows) -> None:
        super().__init__()
        self.context = context
        self.part = part
        self._rows: list[Row] = []
        self._problems: dict[tuple[int, str], str] = {}

    @property
    def rows(self) -> list[Row]:
        """The rows as they were typed."""
        return [dict(row) for row in self._rows]

    def column_at(self, section: int) -> Entry:
        """The column of a section."""
        return self.part.columns[section]

    def show_rows(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = [dict(row) for row in rows]
        self._problems = {}
        self.endResetModel()

    def show_problems(self, problems: Mapping[tuple[int, str], str]) -> None:
        """Mark the cells, by row and column, that cannot be used."""
        if problems != self._problems:
            self._problems = dict(problems)
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [_ROLE.DecorationRole, _ROLE.ToolTipRole])

    def type_in(self, row: int, section: int, text: str) -> None:
        """Put a text in a cell; in the blank row it begins another."""
        column = self.column_at(section)
        if row == len(self._rows):
            if not text.strip():
                return
            self.beginInsertRows(QModelIndex(), row + 1, row + 1)
            self._rows.append({one.key: one.default for one in self.part.columns})
            self.endInsertRows()
        if self._rows[row].get(column.key, "") != text:
            self._rows[row][column.key] = text
            self.dataChanged.emit(self.index(row, section), self.index(row, section))
            self.edited.emit()

    def remove(self, places: Sequence[int]) -> list[Row]:
        """Take rows out; the rows as they were come back."""
        former = self.rows
        kept = [row for place, row in enumerate(self._rows) if place not in set(places)]
        if len(kept) != len(former):
            self.show_rows(kept)
            self.edited.emit()
        return former

    def put_back(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Show rows that a person asked for: taken out before, pasted, or read from a file."""
        self.show_rows(rows)
        self.edited.emit()

    def paste(self, row: int, section: int, lines: Sequence[Sequence[str]]) -> None:
        """Put a block of cells in, from this one on; what goes past the last column is left out."""
        rows = self.rows
        columns = self.part.columns
        for down, cells in enumerate(lines):
            while len(rows) <= row + down:
                rows.append({one.key: one.default for one in columns})
            for column, text in zip(columns[section:], cells, strict=False):
                rows[row + down][column.key] = text.strip()
        self.put_back([one for one in rows if not is_blank(columns, one)])

    # ── Qt ───────────────────────────────────────────────────────────────────────────────────────

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows) + 1

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.part.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            return self.context.language.text(self.column_at(section).label)
        if role == _ROLE.TextAlignmentRole and self.column_at(section).kind in _RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        ticked = self.column_at(index.column()).kind is Kind.FLAG
        return flags | (Qt.ItemFlag.ItemIsUserCheckable if ticked else Qt.ItemFlag.ItemIsEditable)

    def text_at(self, index: Index) -> str:
        """The text of a cell as it was typed."""
        if index.row() >= len(self._rows):
            return ""
        column = self.column_at(index.column())
        return self._rows[index.row()].get(column.key, column.default)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        column = self.column_at(index.column())
        problem = self._problems.get((index.row(), column.key))
        ticked = column.kind is Kind.FLAG
        match role:
            case _ROLE.EditRole:
                return self.text_at(index)
            case _ROLE.DisplayRole if not ticked:
                return shown(column, self.text_at(index), self.context.language)
            case _ROLE.CheckStateRole if ticked and index.row() < len(self._rows):
                on = self.text_at(index) == TRUE
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            case _ROLE.DecorationRole if problem:
                return icon("error", "problem")
            case _ROLE.BackgroundRole if problem:
                return theme().colour("problem_ground")
            case _ROLE.ToolTipRole | _ROLE.AccessibleDescriptionRole if problem:
                return problem
            case _ROLE.AccessibleTextRole:
                said = shown(column, self.text_at(index), self.context.language)
                name = self.context.language.text(column.label)
                return self.context.language.text("{label}: {value}", label=name, value=said)
            case _ROLE.TextAlignmentRole if column.kind in _RIGHT:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        if role == _ROLE.CheckStateRole and index.row() < len(self._rows):
            on = Qt.CheckState(value) is Qt.CheckState.Checked
            self.type_in(index.row(), index.column(), TRUE if on else "")
            return True
        return False

"""The tables of the price list page: priced services, previewed lines, faults. Read-only, in memory.

A price list has at most a few thousand rows and comes whole, so that these models hold it.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from numspot_desk.contracts.catalogue import TITLES
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import Message, message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.order.labels import MODE_LABELS, SERVICE_LABELS
from numspot_desk.usecases.ports.catalogue import CatalogueItem
from numspot_desk.usecases.prices.import_prices import PreviewRow, RowFault

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("code", "service", "label", "unit_price", "unit", "mode", "region", "qualification", "beta")
"""The columns of the format, in the order people read them: the price before the seldom ones."""
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class Line:
    """One row to show: its cells as text, its place in the file (0: none), and whether it is faulty."""

    cells: Sequence[str]
    line: int = 0
    faulty: bool = False


class PriceTable(QAbstractTableModel):
    """Priced services, one a row, in the columns of the format; of a file, the line number first."""

    def __init__(
        self, context: DeskContext, parent: QObject | None = None, *, numbered: bool = False
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._numbered = numbered
        self._all: list[Line] = []
        self._shown: list[Line] = []
        self._folded: list[str] = []

    def show_items(self, items: Sequence[CatalogueItem]) -> None:
        """Show priced services."""
        self._fill([Line(self._cells(item)) for item in items])

    def show_rows(self, rows: Sequence[PreviewRow], faulty: Container[int] = ()) -> None:
        """Show the lines of a file: what was read where it could be, the text as written elsewhere. Those
        whose number is in `faulty` are marked."""
        self._fill(
            [
                Line(
                    self._cells(row.item)
                    if row.item is not None
                    else [row.cells.get(column, "") for column in COLUMNS],
                    row.line,
                    row.line in faulty,
                )
                for row in rows
            ]
        )

    def narrow(self, text: str) -> None:
        """Show the rows that hold every word of the text, whatever its case and accents."""
        words = fold_line(text).split()
        self.beginResetModel()
        self._shown = [
            line
            for line, held in zip(self._all, self._folded, strict=True)
            if all(word in held for word in words)
        ]
        self.endResetModel()

    def row_of_line(self, line: int) -> int:
        """The row that shows this line of the file; -1 when none does."""
        return next((i for i, shown in enumerate(self._shown) if shown.line == line), -1)

    def _fill(self, lines: list[Line]) -> None:
        self.beginResetModel()
        self._all = self._shown = lines
        self._folded = [fold_line(" ".join(line.cells)) for line in lines]
        self.endResetModel()

    def _cells(self, item: CatalogueItem) -> list[str]:
        text = self._context.language.text
        return [
            item.code,
            text(SERVICE_LABELS[item.service]),
            item.label,
            self._context.language.formats.price(item.unit_price),
            item.unit,
            text(MODE_LABELS[item.mode]),
            item.region or "",
            item.qualification or "",
            text("Beta") if item.beta else "",
        ]

    # ── Qt ───────────────────────────────────────────────────────────────────────────────────────

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS) + self._numbered

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._shown[index.row()]
        column = index.column() - self._numbered
        if role == Qt.ItemDataRole.DisplayRole:
            return str(line.line) if column < 0 else line.cells[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and (column < 0 or COLUMNS[column] == "unit_price"):
            return _RIGHT
        if role == Qt.ItemDataRole.DecorationRole and column < 0 and line.faulty:
            return icon("error", "problem")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = section - self._numbered
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= 0 and COLUMNS[column] == "unit_price":
            return _RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        text = self._context.language.text
        return text("Line") if column < 0 else text(TITLES[COLUMNS[column]])


class FaultTable(QAbstractTableModel):
    """What is wrong in a file: line, column, sentence."""

    def __init__(self, context: DeskContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._faults: Sequence[RowFault] = ()

    def show_faults(self, faults: Sequence[RowFault]) -> None:
        """Show these faults."""
        self.beginResetModel()
        self._faults = faults
        self.endResetModel()

    def fault(self, row: int) -> RowFault:
        """The fault of a row."""
        return self._faults[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._faults)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        fault = self._faults[index.row()]
        column = Message(TITLES[fault.column]) if fault.column else message("Whole line")
        cells = (str(fault.line), column, fault.message)
        cell = cells[index.column()]
        return self._context.text(cell) if isinstance(cell, Message) else cell

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        text = self._context.language.text
        return (text("Line"), text("Column"), text("What to correct"))[section]

"""The tree model of an explanation: one row a line, told by `usecases.explaining.explanations`."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import TextSize
from numspot_desk.usecases.explaining.explanations import Line, LineKind

Index = QModelIndex | QPersistentModelIndex
_TEXT_ROLES = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
)
_ICONS = {
    LineKind.RESULT: ("value", "text"),
    LineKind.INPUT: ("value", "muted"),
    LineKind.CLAUSE: ("clause", "accent"),
    LineKind.READING: ("reading", "special"),
    LineKind.ASIDE: ("aside", "muted"),
}


class _Node:
    def __init__(self, line: Line, parent: "_Node | None", row: int) -> None:
        self.line, self.parent, self.row = line, parent, row
        self.children = [_Node(inner, self, number) for number, inner in enumerate(line.lines)]


class ExplanationModel(QAbstractItemModel):
    """Rows are the lines under the result; the result itself is the heading of the panel."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root: _Node | None = None

    def show(self, line: Line) -> None:
        """Show another explanation."""
        self.beginResetModel()
        self._root = _Node(line, None, 0)
        self.endResetModel()

    def line(self, index: Index) -> Line | None:
        """The line at an index."""
        return self._node(index).line if index.isValid() else None

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        node = self._node(parent) if parent.isValid() else self._root
        if node is None or not 0 <= row < len(node.children) or column != 0:
            return QModelIndex()
        return self.createIndex(row, column, node.children[row])

    def parent(self, index: Index = QModelIndex()) -> Any:
        if not index.isValid():
            return QModelIndex()
        above = self._node(index).parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        node = self._node(parent) if parent.isValid() else self._root
        return len(node.children) if node is not None else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._node(index).line
        match role:
            case (
                Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole
            ):
                return line.text
            case Qt.ItemDataRole.DecorationRole:
                return icon(*_ICONS[line.kind])
            case Qt.ItemDataRole.ForegroundRole:
                name = {LineKind.CLAUSE: "accent", LineKind.ASIDE: "muted"}.get(line.kind, "text")
                return theme().colour(name)
            case Qt.ItemDataRole.FontRole if line.kind is LineKind.CLAUSE:
                font = theme().font(TextSize.BODY)
                font.setUnderline(True)
                return font
            case _:
                return None

    def _node(self, index: Index) -> _Node:
        node: _Node = index.internalPointer()
        return node

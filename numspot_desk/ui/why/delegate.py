"""Lines of the explanation that go on below where the panel is narrow."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from numspot_desk.ui.kit.icons import SIZE
from numspot_desk.ui.kit.tokens import GRID

_SIDES = SIZE + 3 * GRID
_NARROWEST = 10 * GRID


class WrappedLines(QStyledItemDelegate):
    """Gives each row the height that its text needs in the width it has."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree
        tree.setWordWrap(True)
        tree.setTextElideMode(Qt.TextElideMode.ElideNone)
        tree.header().sectionResized.connect(tree.scheduleDelayedItemsLayout)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        width = self._tree.viewport().width() - depth * self._tree.indentation() - _SIDES
        room = QRect(0, 0, max(width, _NARROWEST), 0)
        text = str(index.data())
        needed = self._tree.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), text)
        return QSize(room.width() + _SIDES, max(needed.height(), SIZE) + GRID)

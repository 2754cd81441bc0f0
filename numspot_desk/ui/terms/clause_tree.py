"""The tree of the clauses of general terms: reference and title, read and gone through by keyboard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QWidget

from numspot_desk.terms.tree import Node, Terms
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.terms.terms_words import clause_line

_REF = Qt.ItemDataRole.UserRole
_OPEN_UNDER = 30


class ClauseTree(QTreeWidget):
    """`chosen` carries the reference of the current clause."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(2 * GRID)
        self.setMinimumWidth(26 * GRID)
        self.currentItemChanged.connect(self._current)

    def show_terms(self, terms: Terms, keep: str = "") -> None:
        """Show these clauses, the one of reference `keep` as the current one where it is there."""
        self.blockSignals(True)
        self.clear()
        for node in terms.nodes:
            self._add(self.invisibleRootItem(), node)
        if self.topLevelItemCount() < _OPEN_UNDER:
            self.expandToDepth(0)
        self.blockSignals(False)
        if not (keep and self.go(keep)) and (first := self.topLevelItem(0)) is not None:
            self.setCurrentItem(first)

    def go(self, ref: str) -> bool:
        """Make a clause the current one; false where there is none of this reference."""
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            if item.data(0, _REF) == ref:
                self.setCurrentItem(item)
                self.scrollToItem(item)
                return True
            walk += 1
        return False

    def ref(self) -> str:
        """The reference of the current clause; "" where there is none."""
        item = self.currentItem()
        return "" if item is None else str(item.data(0, _REF))

    def _add(self, above: QTreeWidgetItem, node: Node) -> None:
        said = clause_line(node)
        item = QTreeWidgetItem(above, [said])
        item.setData(0, _REF, node.ref)
        item.setToolTip(0, said)
        for child in node.children:
            self._add(item, child)

    def _current(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(0, _REF))

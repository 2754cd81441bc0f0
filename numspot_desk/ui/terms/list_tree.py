"""The list beside a comparison and a proof-reading: headings, and entries that F8 goes through."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QWidget

from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.why.delegate import WrappedLines

_HELD = Qt.ItemDataRole.UserRole
_SIGN = Qt.ItemDataRole.UserRole + 1


class ListTree(QTreeWidget):
    """`chosen` carries what an entry holds, when it becomes the current one."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setIndentation(2 * GRID)
        self.setUniformRowHeights(False)
        self.setItemDelegate(WrappedLines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(36 * GRID)
        self.currentItemChanged.connect(self._current)
        theme().changed.connect(self._dress)

    def add_heading(self, text: str, *, opened: bool) -> QTreeWidgetItem:
        """A heading at the end of the list."""
        item = QTreeWidgetItem(self, [text])
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        item.setExpanded(opened)
        return item

    def add_entry(
        self, under: QTreeWidgetItem, text: str, sign: tuple[str, str], held: Any
    ) -> QTreeWidgetItem:
        """An entry under a heading or another entry; `sign` is its icon and the token of its colour."""
        item = QTreeWidgetItem(under, [text])
        item.setIcon(0, icon(*sign))
        item.setData(0, _HELD, held)
        item.setData(0, _SIGN, sign)
        item.setToolTip(0, text)
        return item

    def held(self) -> Any:
        """What the current entry holds; None on a heading."""
        item = self.currentItem()
        return None if item is None else item.data(0, _HELD)

    def step(self, by: int) -> bool:
        """Go to the next (1) or the former (-1) entry, its heading opened; false where there is none."""
        current = self.currentItem()
        items = list(self._items())
        here = -1 if current is None else next(n for n, one in enumerate(items) if one is current)
        return self._go(items[here + 1 :] if by > 0 else items[: max(here, 0)][::-1])

    def first(self) -> bool:
        """Go to the first entry."""
        return self._go(list(self._items()))

    def _go(self, way: Sequence[QTreeWidgetItem]) -> bool:
        """Go to the first of these that is an entry without entries of its own."""
        item = next((one for one in way if one.data(0, _HELD) is not None and not one.childCount()), None)
        if item is None:
            return False
        above = item.parent()
        while above is not None:
            above.setExpanded(True)
            above = above.parent()
        self.setCurrentItem(item)
        self.scrollToItem(item)
        return True

    def _items(self) -> Iterator[QTreeWidgetItem]:
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            yield item
            walk += 1

    def _current(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and (held := item.data(0, _HELD)) is not None:
            self.chosen.emit(held)

    def _dress(self) -> None:
        for item in self._items():
            if (sign := item.data(0, _SIGN)) is not None:
                item.setIcon(0, icon(*sign))

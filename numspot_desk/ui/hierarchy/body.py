"""What stands where on the hierarchy page: the contract and its day above, what is to be known first, the
tools, the tree beside what is read. In a small window the day stands beside the contract, and what is
secondary is folded away, so that the tree and the text keep most of the height.
"""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.announcements import Announcements
from numspot_desk.ui.hierarchy.chooser import ContractChooser
from numspot_desk.ui.hierarchy.day_bar import DayBar
from numspot_desk.ui.hierarchy.presenter import HierarchyPresenter
from numspot_desk.ui.hierarchy.reading import Reading
from numspot_desk.ui.hierarchy.tools import ToolRow
from numspot_desk.ui.hierarchy.tree import HierarchyTree
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID

_SPLIT: Final = "hierarchy.split"
_TALL: Final = 40
"""Height, in lines, below which what is secondary is folded away."""
_WIDE: Final = 60
"""Width, in letters, above which the day has room beside the contract."""


class HierarchyBody(QWidget):
    """The widgets of the page and their places; the page connects them."""

    def __init__(self, context: DeskContext, presenter: HierarchyPresenter, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._folded: tuple[bool, bool] | None = None
        self.contracts = ContractChooser(context, self)
        self.order = QToolButton(self)
        self.days = DayBar(context, self)
        self.announcements = Announcements(context, self)
        self.tools = ToolRow(context, self)
        self.tree = HierarchyTree(context, self)
        self.reading = Reading(context, presenter, self)
        self._head = QHBoxLayout()
        self._head.setSpacing(GRID)
        self._head.addWidget(self.contracts, 1)
        self._head.addWidget(self.order)
        self.split = self._split()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(GRID)
        self._column.addLayout(self._head)
        for widget in (self.days, self.announcements, self.tools):
            self._column.addWidget(widget)
        self._column.addWidget(self.split, 1)

    def _split(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.tree)
        split.addWidget(self.reading)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setChildrenCollapsible(False)
        split.restoreState(self.context.preferences.get_bytes(_SPLIT))
        split.splitterMoved.connect(self._keep_split)
        return split

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        for widget in (self.contracts, self.days, self.tools):
            widget.retranslate()
        self.order.setToolTip(text("Open the order (Ctrl+Enter)"))
        self.order.setAccessibleName(text("Open the order"))
        self.order.setIcon(icon("orders", "muted"))
        self.tree.setAccessibleName(text("Subjects and documents of the contract"))
        self.reading.sheet.setAccessibleName(text("Prevailing text"))
        self.reading.picture.setAccessibleName(text("Picture of the documents and derogations"))

    def fit(self, room: QSize) -> None:
        """Fold away what is secondary where a page of this size has no room for it."""
        letters = theme().metrics()
        short = room.height() < _TALL * letters.lineSpacing()
        beside = short and room.width() >= _WIDE * letters.averageCharWidth()
        if (short, beside) == self._folded:
            return
        self._folded = short, beside
        around = GRID if short else 2 * GRID
        self._column.setContentsMargins(3 * GRID, around, 3 * GRID, around)
        if beside:
            self._head.insertWidget(1, self.days)
        else:
            self._column.insertWidget(1, self.days)
        self.days.set_narrow(narrow=short)
        self.announcements.set_short(short=short)

    def move_split(self, letters: int) -> None:
        """Give the tree more room, or less, by so many letters."""
        tree, reading = self.split.sizes()
        moved = letters * self.fontMetrics().averageCharWidth()
        self.split.setSizes([max(tree + moved, 0), max(reading - moved, 0)])
        self._keep_split()

    def _keep_split(self) -> None:
        self.context.preferences.put_bytes(_SPLIT, self.split.saveState())

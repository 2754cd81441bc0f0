"""The first columns of a table, still in sight when the rest is scrolled sideways.

A second view of the same rows lies over the table; it only paints and takes clicks, and is there only
while the table is scrolled away. Going to one of its cells scrolls the table back, so that typing always
happens in the table itself.
"""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from numspot_desk.ui.kit.theme import set_role


class FrozenColumns(QTableView):
    """Keeps the first `count` columns of a table in sight, as long as they leave it half of its room."""

    def __init__(self, table: QTableView, count: int) -> None:
        super().__init__(table)
        self._table = table
        self._count = count
        set_role(self, "frozen")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(table.wordWrap())
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.setAutoScroll(False)
        for column in range(count, table.model().columnCount()):
            self.setColumnHidden(column, True)
        table.horizontalHeader().sectionResized.connect(self.fit)
        table.horizontalScrollBar().valueChanged.connect(self.fit)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        table.viewport().installEventFilter(self)
        self.pressed.connect(self._pressed)
        self.doubleClicked.connect(table.edit)
        self.hide()

    def kept(self) -> int:
        """How many columns stay in sight in the room of now; none is kept that would leave too little."""
        room = self._table.viewport().width() // 2
        for count in range(self._count, 0, -1):
            if self._width(count) <= room:
                return count
        return 0

    def width_kept(self) -> int:
        """How much of the table's room the columns in sight take, in pixels."""
        return self._width(self.kept())

    def fit(self) -> None:
        """Lie where the columns would be, or be gone while they are there themselves."""
        table, kept = self._table, self.kept()
        self.setVisible(kept > 0 and table.horizontalScrollBar().value() > 0)
        if self.isHidden():
            return
        for column in range(self._count):
            self.setColumnHidden(column, column >= kept)
            self.setColumnWidth(column, table.columnWidth(column))
        header = table.horizontalHeader().height()
        self.horizontalHeader().setFixedHeight(header)
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        corner = table.viewport().geometry().topLeft()
        self.setGeometry(
            corner.x(), corner.y() - header, self._width(kept), table.viewport().height() + header
        )
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

    def _width(self, count: int) -> int:
        return sum(self._table.columnWidth(column) for column in range(count))

    def _pressed(self, index: QModelIndex) -> None:
        self._table.setFocus(Qt.FocusReason.MouseFocusReason)
        self._table.setCurrentIndex(index)

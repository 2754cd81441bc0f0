"""The tree of the hierarchy page: subjects and documents by rank, each row with the letter of its rank.

Rows come from the presenter; the tree keeps what is open and chosen when they are shown again.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPen, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from numspot_desk.rules.clauses import Document
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.rows import Row
from numspot_desk.ui.hierarchy.sheets import RANK_TOKENS
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID, TextSize, Tokens
from numspot_desk.usecases.contract.paper_words import RANK_NAMES

KEY: Final = Qt.ItemDataRole.UserRole
NOTE: Final = Qt.ItemDataRole.UserRole + 1
_LETTER: Final = QSize(28, 18)
_NAME: Final = 8
"""So many letters of a row's name are worth more than what became of it."""


def rank_icon(rank: Document, *, outlined: bool) -> QIcon:
    """The letters of a rank on their tint; outlined for what is incorporated."""
    sharpness = theme().sharpness()
    picture = QPixmap(_LETTER * sharpness)
    picture.setDevicePixelRatio(sharpness)
    picture.fill(Qt.GlobalColor.transparent)
    token = RANK_TOKENS[rank]
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0.5, 0.5, _LETTER.width() - 1, _LETTER.height() - 1)
    painter.setPen(QPen(theme().colour(token)) if outlined else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(Qt.GlobalColor.transparent) if outlined else theme().colour(f"{token}_ground"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme().colour(token))
    font = QFont(theme().font(TextSize.SMALL, bold=True))
    font.setPixelSize(11)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, rank.value)
    painter.end()
    made = QIcon(picture)
    made.addPixmap(picture, QIcon.Mode.Selected)  # the letters stay as readable on the chosen row
    return made


class _NotedRow(QStyledItemDelegate):
    """The text at the left, cut where it has to be; what became of it whole at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        note = str(index.data(NOTE) or "")
        if not note:
            super().paint(painter, option, index)
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        font = theme().font(TextSize.SMALL)
        width = theme().metrics(TextSize.SMALL).horizontalAdvance(note) + 2 * GRID
        style = option.widget.style()
        words = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, shown, option.widget)
        room = words.width() - width
        if room < _NAME * option.fontMetrics.averageCharWidth():
            note, room = "", words.width()  # its colour still tells, and the answer says it
        text = option.fontMetrics.elidedText(shown.text, Qt.TextElideMode.ElideRight, room)
        shown.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, option.widget)
        pen = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.save()
        painter.setPen(theme().colour("text") if pen is None else pen.color())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(option.font)
        painter.drawText(words.adjusted(2, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | middle, text)
        painter.setFont(font)
        painter.setPen(theme().colour("muted") if pen is None else pen.color())
        painter.drawText(words.adjusted(0, 0, -GRID, 0), Qt.AlignmentFlag.AlignRight | middle, note)
        painter.restore()


class HierarchyTree(QTreeView):
    """`chosen` carries the key of the row that people came to."""

    chosen = Signal(str)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._filling = False
        self._contract = ""
        self._shown: tuple[tuple[Row, ...], Tokens, float] | None = None
        self._icons: dict[tuple[Document, bool], QIcon] = {}
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_NotedRow(self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIconSize(_LETTER)
        self.setIndentation(2 * GRID)
        self.setMinimumWidth(26 * GRID)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.selectionModel().currentChanged.connect(self._current_changed)

    def show_rows(
        self, rows: Sequence[Row], chosen: str, *, contract: str = "", all_open: bool = False
    ) -> None:
        """Show these rows, with what was open of the same contract still open, and the chosen one current."""
        same, self._contract = contract == self._contract, contract
        shown = (tuple(rows), theme().tokens, theme().points(TextSize.BODY))
        if same and shown == self._shown and not all_open:
            self.choose(chosen)
            return
        self._shown = shown
        self._icons.clear()
        known = set(self.row_keys()) if same else set()
        at_first = set(_opened(rows))
        opened = {key for index, key in self._indexes() if key in known and self.isExpanded(index)}
        self._filling = True
        self._model.clear()
        for row in rows:
            self._model.appendRow(self._item(row))
        for index, key in list(self._indexes()):
            fresh = key not in known and key in at_first
            self.setExpanded(index, all_open or fresh or key in opened)
        self._filling = False
        self.choose(chosen)

    def choose(self, key: str) -> None:
        """Make the row with this key current, without saying that it was chosen."""
        found = next((index for index, name in self._indexes() if name == key and key), None)
        self._filling = True
        self.setCurrentIndex(found if found is not None else QModelIndex())
        if found is not None:
            self.scrollTo(found)
        self._filling = False

    def row_keys(self) -> list[str]:
        """The keys of every row, in order."""
        return [key for _index, key in self._indexes()]

    def _indexes(self, parent: QModelIndex | None = None) -> Iterator[tuple[QModelIndex, str]]:
        above = QModelIndex() if parent is None else parent
        for number in range(self._model.rowCount(above)):
            index = self._model.index(number, 0, above)
            yield index, str(index.data(KEY) or "")
            yield from self._indexes(index)

    def _item(self, row: Row) -> QStandardItem:
        item = QStandardItem(row.text)
        item.setData(row.key, KEY)
        item.setData(row.note, NOTE)
        whole = self._said(row)
        item.setToolTip("\n".join(filter(None, (row.text, row.detail or row.note))))
        item.setData(whole, Qt.ItemDataRole.AccessibleTextRole)
        item.setData(self._of_rank(row), Qt.ItemDataRole.AccessibleDescriptionRole)
        if row.rank is not None:
            item.setIcon(self._icon(row.rank, outlined=row.outlined))
        if row.key.startswith("head:"):
            item.setFont(theme().font(TextSize.BODY, bold=True))
        if row.loud:
            item.setForeground(theme().colour("problem"))
        elif row.note and row.key.startswith("clause:"):
            item.setForeground(theme().colour("muted"))
        for below in row.rows:
            item.appendRow(self._item(below))
        return item

    def _icon(self, rank: Document, *, outlined: bool) -> QIcon:
        """Drawn once for all the rows that bear it."""
        if (rank, outlined) not in self._icons:
            self._icons[rank, outlined] = rank_icon(rank, outlined=outlined)
        return self._icons[rank, outlined]

    def _said(self, row: Row) -> str:
        """The row for a screen reader: its rank, its text, what became of it."""
        rank = "" if row.rank is None else row.rank.value
        return ". ".join(filter(None, (rank, row.text, row.detail or row.note)))

    def _of_rank(self, row: Row) -> str:
        """The rank of a row in words, for a screen reader."""
        text = self.context.language.text
        if row.rank is None:
            return ""
        rank = text(RANK_NAMES[row.rank])
        return text("incorporated, with the rank of: {rank}", rank=rank) if row.outlined else rank

    def _current_changed(self, now: QModelIndex) -> None:
        key = str(now.data(KEY) or "") if now.isValid() else ""
        if key and not self._filling:
            self.chosen.emit(key)


def _opened(rows: Sequence[Row]) -> Iterator[str]:
    """The keys of the rows that show what is below them at first."""
    for row in rows:
        if row.opened:
            yield row.key
        yield from _opened(row.rows)

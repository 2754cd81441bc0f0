"""Both days of an entry in the table: the safe and the sure one as two marks joined by a line, each with its
day; nothing where every reading agrees."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.row_words import both_days
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID

ROW = Qt.ItemDataRole.UserRole
"""The role under which the table gives the entry of a row."""
_MARK = 4.0
_LINE = 3 * GRID


class SidesDelegate(QStyledItemDelegate):
    """Paints the marks in the middle, so that they stand below each other from row to row."""

    def __init__(self, context: DeskContext, table: QTableView) -> None:
        super().__init__(table)
        self._context, self._table = context, table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        self._table.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, self._table)
        row = index.data(ROW)
        if isinstance(row, Stands) and (days := both_days(row, self._context.language)) is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._marks(painter, QRectF(option.rect), days, unsafe=row.unsafe)
            painter.restore()

    def _marks(self, painter: QPainter, place: QRectF, days: tuple[str, str], *, unsafe: bool) -> None:
        middle, ends = place.center(), (place.center().x() - _LINE / 2, place.center().x() + _LINE / 2)
        colour = theme().colour("warning" if unsafe else "accent")
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(ends[0], middle.y()), QPointF(ends[1], middle.y()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for x in ends:
            painter.drawEllipse(QPointF(x, middle.y()), _MARK, _MARK)
        painter.setPen(theme().colour("text"))
        room = middle.x() - _LINE / 2 - 2 * _MARK - place.left() - GRID / 2
        metrics = painter.fontMetrics()
        for said, left, side in (
            (days[0], place.left() + GRID / 2, Qt.AlignmentFlag.AlignRight),
            (days[1], ends[1] + 2 * _MARK, Qt.AlignmentFlag.AlignLeft),
        ):
            cut = metrics.elidedText(said, Qt.TextElideMode.ElideRight, round(room))
            painter.drawText(
                QRectF(left, place.top(), room, place.height()), side | Qt.AlignmentFlag.AlignVCenter, cut
            )

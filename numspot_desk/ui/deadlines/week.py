"""The week as seven columns: every entry of each day, with its hour where it has one."""

import datetime as dt
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.rules.holidays import is_public_holiday
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.calendar import WEEK, DayCell, Piece, arranged, week_of
from numspot_desk.ui.deadlines.day_words import day_said, entry_said
from numspot_desk.ui.deadlines.grid import DayGrid, DayModel, later
from numspot_desk.ui.kit.table import Index
from numspot_desk.ui.kit.tokens import GRID


class WeekModel(DayModel):
    """A row a line, a column a day."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(context, parent)
        self._cells: tuple[DayCell, ...] = ()
        self._lines = 0

    def arrange(self) -> None:
        week = week_of(self.day, self.context.language.formats.first_weekday)
        self._cells = arranged(week, self.held, None)
        self._lines = max(1, *(len(cell.lines) for cell in self._cells))

    def shows(self, day: dt.date) -> bool:
        return any(cell.day == day for cell in self._cells)

    def index_of(self, day: dt.date) -> QModelIndex:
        return self.index(0, (day - self._cells[0].day).days)

    def cell(self, index: Index) -> DayCell:
        return self._cells[index.column()]

    def piece(self, index: Index) -> Piece | None:
        """What the line holds on the day."""
        lines = self.cell(index).lines
        return lines[index.row()] if index.row() < len(lines) else None

    def entry(self, index: Index) -> Stands | None:
        piece = self.piece(index)
        return None if piece is None else piece.row

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._lines

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        spoken = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        )
        if role in spoken and index.isValid() and (row := self.entry(index)) is not None:
            return entry_said(row, self.context.language)
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        return super().data(index, role)

    def heading(self, day: dt.date) -> str:
        language = self.context.language
        number = language.formats.day_short(day) if day.day == 1 else str(day.day)
        said = f"{language.formats.weekday(day)} {number}"
        if day == self.today:
            said = f"● {said}"
        return f"{said} · {language.text('holiday')}" if is_public_holiday(day) else said

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        said = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if orientation is Qt.Orientation.Horizontal and role in said:
            return day_said(self._cells[section], self.today, self.context.language)
        return super().headerData(section, orientation, role)


class WeekGrid(DayGrid):
    """The arrows go by days and entries, Page Up and Down by weeks, Home and End to the ends of the week."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        self.week = WeekModel(context, parent)
        super().__init__(context, self.week, parent)
        self.week.setParent(self)
        self.setItemDelegate(_WeekDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._heighten()

    def moved(self, day: dt.date, event: QKeyEvent) -> dt.date | None:
        column = self.currentIndex().column()
        match event.key():
            case Qt.Key.Key_Left if column > 0:
                return None  # the table walks along the line
            case Qt.Key.Key_Right if column < WEEK - 1:
                return None
            case Qt.Key.Key_PageUp:
                return later(day, -WEEK)
            case Qt.Key.Key_PageDown:
                return later(day, WEEK)
            case Qt.Key.Key_Home:
                return week_of(day, self.context.language.formats.first_weekday)[0]
            case Qt.Key.Key_End:
                return week_of(day, self.context.language.formats.first_weekday)[-1]
            case _:
                return super().moved(day, event)

    def sizeHint(self) -> QSize:
        return QSize(90 * GRID, 60 * GRID)

    def minimumSizeHint(self) -> QSize:
        return QSize(40 * GRID, 12 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The days go on below their entries."""
        painter = QPainter(self.viewport())
        for column in range(WEEK):
            place = QRectF(self.columnViewportPosition(column), 0, self.columnWidth(column), 0)
            place.setHeight(self.viewport().height())
            self.ink.ground(painter, place, self.week.cell(self.week.index(0, column)).day)
        painter.end()
        super().paintEvent(event)

    def _dress(self) -> None:
        super()._dress()
        self._heighten()

    def _heighten(self) -> None:
        self.verticalHeader().setDefaultSectionSize(round(2 * self.ink.line + GRID))


class _WeekDelegate(QStyledItemDelegate):
    def __init__(self, grid: WeekGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        grid, place = self._grid, QRectF(option.rect)
        look, piece = grid.look(index), grid.week.piece(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(place)
        grid.ink.ground(painter, place, grid.week.cell(index).day)
        if piece is not None:
            grid.ink.entry(painter, place, piece, look)
        grid.ink.frame(painter, place, look)
        painter.restore()

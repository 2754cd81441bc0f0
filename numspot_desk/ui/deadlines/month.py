"""The month as a table of its weeks: at most three entries a day and «+n», which opens the day."""

import datetime as dt
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.calendar import (
    LINES,
    WEEK,
    DayCell,
    DayRows,
    arranged,
    months_later,
    week_number,
    weeks_of,
)
from numspot_desk.ui.deadlines.grid import DayGrid, DayModel, later
from numspot_desk.ui.kit.table import Index
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID


class MonthModel(DayModel):
    """The weeks of a month, a row each. `lines`: how many a day has room for."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(context, parent)
        self.lines = LINES
        self._weeks: tuple[tuple[DayCell, ...], ...] = ()

    def arrange(self) -> None:
        weeks = weeks_of(self.day, self.context.language.formats.first_weekday)
        self._weeks = tuple(arranged(week, self.held, self.lines) for week in weeks)

    def set_lines(self, lines: int) -> bool:
        """Show so many lines a day; whether that is another number."""
        if lines == self.lines:
            return False
        self.lines = lines
        self.arrange()
        return True

    def shows(self, day: dt.date) -> bool:
        return (day.year, day.month) == (self.day.year, self.day.month)

    def index_of(self, day: dt.date) -> QModelIndex:
        first = self._weeks[0][0].day
        return self.index(*divmod((day - first).days, WEEK))

    def cell(self, index: Index) -> DayCell:
        return self._weeks[index.row()][index.column()]

    def entry(self, index: Index) -> Stands | None:
        return None

    def weeks(self) -> tuple[tuple[DayCell, ...], ...]:
        """The days, week by week."""
        return self._weeks

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._weeks)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            return super().headerData(section, orientation, role)
        number = week_number([cell.day for cell in self._weeks[section]])
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(number)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self.context.language.text("Week {n}", n=number)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            case _:
                return None


class MonthGrid(DayGrid):
    """The arrows go by days and weeks, Page Up and Down by months, with Shift by years; Home and End to the
    ends of the month."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        self.month = MonthModel(context, parent)
        super().__init__(context, self.month, parent)
        self.month.setParent(self)
        self.setItemDelegate(_MonthDelegate(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        down = self.verticalHeader()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.setSectionsClickable(False)
        down.setMinimumSectionSize(GRID)
        down.setHighlightSections(False)

    def moved(self, day: dt.date, event: QKeyEvent) -> dt.date | None:
        match event.key():
            case Qt.Key.Key_Up:
                return later(day, -WEEK)
            case Qt.Key.Key_Down:
                return later(day, WEEK)
            case Qt.Key.Key_PageUp:
                return months_later(day, -1)
            case Qt.Key.Key_PageDown:
                return months_later(day, 1)
            case Qt.Key.Key_Home:
                return day.replace(day=1)
            case Qt.Key.Key_End:
                return later(months_later(day.replace(day=1), 1), -1)
            case _:
                return super().moved(day, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on «+n» opens the day."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            cell = self.month.cell(index)
            if self.ink.more_at(QRectF(self.visualRect(index)), cell).contains(event.position()):
                self.opened.emit(cell.day, None)
                return
        super().mousePressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(90 * GRID, 60 * GRID)

    def minimumSizeHint(self) -> QSize:
        weeks = 6 * (theme().metrics().height() + GRID)
        return QSize(40 * GRID, weeks + self.horizontalHeader().sizeHint().height())

    def show_days(self, held: DayRows, day: dt.date, today: dt.date) -> None:
        super().show_days(held, day, today)
        self._fit()

    def _fit(self) -> None:
        """As many lines as a day has room for, three at most."""
        weeks = max(self.month.rowCount(), 1)
        if self.month.set_lines(min(self.ink.room(self.viewport().height() / weeks), LINES)):
            self.viewport().update()


class _MonthDelegate(QStyledItemDelegate):
    def __init__(self, grid: MonthGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(option.rect)
        painter.setClipRect(place)
        self._grid.ink.day(painter, place, self._grid.month.cell(index), self._grid.look(index))
        painter.restore()

"""The agenda and its picture: the month or the week above or beside the table, or alone where there is no
room for both; and the bar that moves through time.

The table is the truth; the picture points at its rows. Which rows there are is decided by the page.
"""

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.calendar import DayRows, Shown, months_later, week_of, weeks_of
from numspot_desk.ui.deadlines.day_words import range_said
from numspot_desk.ui.deadlines.grid import DayGrid, later
from numspot_desk.ui.deadlines.month import MonthGrid
from numspot_desk.ui.deadlines.period_bar import PeriodBar
from numspot_desk.ui.deadlines.week import WeekGrid
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID

if TYPE_CHECKING:  # what prints is loaded when somebody prints
    from numspot_desk.ui.deadlines.printing import Picture

_WIDE: Final = 220
"""Letters across above which the table stands beside the picture."""
_HIGH: Final = 26
"""Lines down above which it stands below it."""


class CalendarBody(QWidget):
    """`shown_changed` when another view is wanted; `day_changed` carries the day that the person came to,
    `opened` the day and the entry that is wanted in the table."""

    shown_changed = Signal(object)  # Shown
    day_changed = Signal(object)  # date
    opened = Signal(object, object)  # date, Stands or None

    def __init__(self, context: DeskContext, table: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.table = context, table
        self.shown, self.day = Shown.AGENDA, context.clock.today()
        self._held = DayRows()
        self._table_first = False
        self.month, self.week = MonthGrid(context, self), WeekGrid(context, self)
        self.pictures = QStackedWidget(self)
        for grid in (self.month, self.week):
            self.pictures.addWidget(grid)
            grid.day_asked.connect(self.go_to)
            grid.day_chosen.connect(self._chosen)
            grid.opened.connect(self.opened)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(GRID // 2)
        self.split.addWidget(self.pictures)
        self.split.addWidget(table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.split)
        self.bar = PeriodBar(context, self)
        self.bar.view_asked.connect(self._view_asked)
        self.bar.moved.connect(self._step)
        self.bar.today_asked.connect(lambda: self.go_to(self.context.clock.today()))
        self.pictures.hide()

    # ── What is shown ────────────────────────────────────────────────────────────────────────────

    def grid(self) -> DayGrid | None:
        """The picture in front; None in the agenda."""
        return {Shown.MONTH: self.month, Shown.WEEK: self.week}.get(self.shown)

    def show_as(self, shown: Shown) -> None:
        """Show the agenda, the month or the week."""
        self.shown, self._table_first = shown, False
        grid = self.grid()
        if grid is not None:
            self.pictures.setCurrentWidget(grid)
        self._arrange()
        self._show()

    def show_rows(self, held: DayRows) -> None:
        """Show these entries in the picture."""
        self._held = held
        self._show()

    def range(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day that the picture shows; None in the agenda."""
        first_weekday = self.context.language.formats.first_weekday
        match self.shown:
            case Shown.MONTH:
                weeks = weeks_of(self.day, first_weekday)
                return weeks[0][0], weeks[-1][-1]
            case Shown.WEEK:
                week = week_of(self.day, first_weekday)
                return week[0], week[-1]
            case _:
                return None

    def picture(self) -> "Picture | None":
        """What is shown, to be painted on paper; None for the agenda, which is a table."""
        if self.shown is Shown.AGENDA:
            return None
        from numspot_desk.ui.deadlines.printing import Picture

        first_weekday, today = self.context.language.formats.first_weekday, self.context.clock.today()
        if self.shown is Shown.WEEK:
            return Picture([week_of(self.day, first_weekday)], self._held, self.bar.title(), today, None)
        weeks = weeks_of(self.day, first_weekday)
        return Picture(weeks, self._held, self.bar.title(), today, self.day)

    def go_to(self, day: dt.date) -> None:
        """Choose a day, whether it is shown already or not."""
        self.day = day
        grid = self.grid()
        if grid is not None:
            if grid.days.shows(day):
                grid.choose(day)
            else:
                grid.show_days(self._held, day, self.context.clock.today())
            self.bar.say(range_said(self.shown, day, self.context.language))
        self.day_changed.emit(day)

    def show_table(self) -> None:
        """Bring the table to the front where there is no room beside the picture; Esc and the names of the
        views lead back."""
        self._table_first = not self.has_table()
        self._arrange()

    def has_table(self) -> bool:
        """Whether the table is seen beside or below the picture."""
        return not self.table.isHidden()

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self.month.setAccessibleName(text("Deadlines of the month, day by day"))
        self.week.setAccessibleName(text("Deadlines of the week, day by day"))
        self.bar.retranslate()
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────

    def _show(self) -> None:
        grid = self.grid()
        self.bar.show_as(self.shown)
        if grid is not None:
            grid.show_days(self._held, self.day, self.context.clock.today())
            self.bar.say(range_said(self.shown, self.day, self.context.language))

    def _arrange(self) -> None:
        """The table beside the picture, below it, or not at all."""
        metrics = theme().metrics()
        wide = self.width() > _WIDE * metrics.averageCharWidth()
        high = self.height() > _HIGH * metrics.height()
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        wanted = across if wide else down
        if self.split.orientation() != wanted:
            self.split.setOrientation(wanted)
        pictured, roomy = self.shown is not Shown.AGENDA, wide or high
        first = self._table_first and pictured and not roomy
        shown = not pictured or roomy or first
        self.pictures.setVisible(pictured and not first)
        if shown == self.table.isHidden():
            self.table.setVisible(shown)
        if shown and pictured and not first and not self._moved():
            room = self.width() if wide else self.height()
            self.split.setSizes([room * 3 // 5, room * 2 // 5] if wide else [room * 3 // 4, room // 4])

    def _moved(self) -> bool:
        """Whether both have room already, as the person or an earlier arrangement gave it."""
        return all(size > 12 * GRID for size in self.split.sizes())

    def _chosen(self, day: dt.date) -> None:
        grid = self.grid()
        if grid is not None and not grid.days.shows(day):
            QTimer.singleShot(0, self, partial(self.go_to, day))  # not while the click is being handled
            return
        self.day = day
        self.day_changed.emit(day)

    def _view_asked(self, shown: Shown) -> None:
        self.show_as(shown)
        self.shown_changed.emit(shown)

    def _step(self, steps: int) -> None:
        """A month, or a week, on or back."""
        if self.shown is Shown.WEEK:
            self.go_to(later(self.day, 7 * steps))
        else:
            self.go_to(months_later(self.day, steps))

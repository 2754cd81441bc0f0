"""What the month and the week have in common: a table of days that the keyboard walks through.

The picture decides nothing: it says which day the person came to (`day_asked`), which day or entry is to be
opened in the agenda (`opened`), and shows the days that it is given.
"""

import datetime as dt
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.deadlines.calendar import DayCell, DayRows, week_of
from numspot_desk.ui.deadlines.day_words import TOLD, day_said, entries_said, name_said
from numspot_desk.ui.deadlines.explained import Explained
from numspot_desk.ui.deadlines.ink import Ink, Look
from numspot_desk.ui.deadlines.row_words import picture
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.table import Index
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID

DAYS = 7


class DayModel(QAbstractTableModel):
    """The days that are shown, a column a weekday."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.held = DayRows()
        self.day = self.today = context.clock.today()

    def show_days(self, held: DayRows, day: dt.date, today: dt.date) -> None:
        """Show these entries around this day."""
        self.beginResetModel()
        self.held, self.day, self.today = held, day, today
        self.arrange()
        self.endResetModel()

    def arrange(self) -> None:
        """Put the entries into their days."""
        raise NotImplementedError

    def shows(self, day: dt.date) -> bool:
        """Whether this day is one of those to be looked at now."""
        raise NotImplementedError

    def index_of(self, day: dt.date) -> QModelIndex:
        """The place of a day that is shown."""
        raise NotImplementedError

    def cell(self, index: Index) -> DayCell:
        """The day of a place."""
        raise NotImplementedError

    def entry(self, index: Index) -> Stands | None:
        """The entry of a place, where a place holds one."""
        raise NotImplementedError

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else DAYS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        language, cell = self.context.language, self.cell(index)
        match role:
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.DisplayRole:
                return day_said(cell, self.today, language)
            case Qt.ItemDataRole.AccessibleDescriptionRole | Qt.ItemDataRole.ToolTipRole:
                return entries_said(cell, language)
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        formats = self.context.language.formats
        day = week_of(self.day, formats.first_weekday)[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.heading(day)
            case Qt.ItemDataRole.AccessibleTextRole:
                return formats.weekday(day, short=False)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            case _:
                return None

    def heading(self, day: dt.date) -> str:
        """What stands above a column."""
        return self.context.language.formats.weekday(day)


class DayGrid(QTableView):
    """`day_asked` carries the day that keys lead to, whether it is shown or not; `day_chosen` one that was
    clicked or walked to; `opened` the day, and the entry where one was meant, that is wanted in the
    agenda."""

    day_asked = Signal(object)  # date
    day_chosen = Signal(object)  # date
    opened = Signal(object, object)  # date, Stands or None

    def __init__(self, context: DeskContext, model: DayModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.days = context, model
        self._choosing = False
        self.explained = Explained(context, self)
        self.ink = Ink(theme().tokens, context.language)
        set_role(self, "calendar")
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu_at)
        across = self.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        across.setMinimumSectionSize(GRID)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.selectionModel().currentChanged.connect(self._came_to)
        self.doubleClicked.connect(self._open)
        theme().changed.connect(self._dress)
        context.language_changed.connect(self._dress)

    def show_days(self, held: DayRows, day: dt.date, today: dt.date) -> None:
        """Show these entries, this day chosen."""
        self.days.show_days(held, day, today)
        self.choose(day)

    def choose(self, day: dt.date) -> None:
        """Make this the chosen day; it is one of those shown. Nobody is told."""
        index = self.currentIndex()
        if not index.isValid() or self.days.cell(index).day != day:
            self._choosing = True
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.days.index_of(day), flags)
            self._choosing = False
        self.viewport().update()

    def day(self) -> dt.date:
        """The chosen day."""
        index = self.currentIndex()
        return self.days.cell(index).day if index.isValid() else self.days.day

    def entry(self) -> Stands | None:
        """The entry that the keyboard is at; of a day, the most pressing one; None where there is none."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        rows = self.days.cell(index).rows
        return self.days.entry(index) or (rows[0] if rows else None)

    def look(self, index: Index) -> Look:
        """How the day of a place is shown."""
        day = self.days.cell(index).day
        return Look(
            within=self.days.shows(day),
            today=day == self.days.today,
            chosen=index == self.currentIndex(),
            focused=self.hasFocus(),
        )

    def why(self) -> WhyRequest | None:
        """How the entry that the keyboard is at was counted."""
        row = self.entry()
        return None if row is None else self.explained.of(row)

    def moved(self, day: dt.date, event: QKeyEvent) -> dt.date | None:
        """The day that a key leads to from a day; None for a key that moves none."""
        match event.key():
            case Qt.Key.Key_Left:
                return later(day, -1)
            case Qt.Key.Key_Right:
                return later(day, 1)
            case Qt.Key.Key_T:
                return self.context.clock.today()
            case _:
                return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        day = self.moved(self.day(), event) if not plain else None
        if day is not None:
            self.day_asked.emit(day)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not plain:
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_F10 and plain == Qt.KeyboardModifier.ShiftModifier:
            self._menu_at(self.visualRect(self.currentIndex()).center())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters do not look for days."""

    def _came_to(self, index: QModelIndex) -> None:
        if index.isValid() and not self._choosing:
            self.day_chosen.emit(self.days.cell(index).day)
        self.context.value_focused.emit()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.days.cell(index).day, self.days.entry(index))

    def _menu_at(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if not index.isValid():
            return
        cell = self.days.cell(index)
        self.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row in cell.rows[:TOLD]:
            action = QAction(icon(*picture(row)), name_said(row, self.context.language), menu)
            action.triggered.connect(_Opening(self, cell.day, row))
            menu.addAction(action)
        if cell.rows:
            menu.addSeparator()
        whole = QAction(icon("table"), self.context.language.text("Show this day in the agenda"), menu)
        whole.triggered.connect(_Opening(self, cell.day, None))
        menu.addAction(whole)
        menu.popup(self.viewport().mapToGlobal(place))

    def _dress(self) -> None:
        self.ink = Ink(theme().tokens, self.context.language, self.devicePixelRatioF())
        self.days.show_days(self.days.held, self.days.day, self.days.today)
        self.choose(self.days.day)


class _Opening:
    def __init__(self, grid: DayGrid, day: dt.date, row: Stands | None) -> None:
        self._grid, self._day, self._row = grid, day, row

    def __call__(self, _checked: bool = False) -> None:
        self._grid.opened.emit(self._day, self._row)


def later(day: dt.date, days: int) -> dt.date:
    """So many days later, as far as there are days."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))

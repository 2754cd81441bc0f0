"""The page «Échéances»: the agenda of all contracts as a table, a month or a week, narrowed by chips and by
the search of the top bar.

The table is the truth, month and week are its pictures (`body`). What is shown is decided in `presenter`;
`reader` reads it from the index; what people add is kept by `marking`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from numspot_desk.contracts.agenda.standing import Stands, stands, state_of
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.acts import ACTS, RowActs
from numspot_desk.ui.deadlines.body import CalendarBody
from numspot_desk.ui.deadlines.calendar import DayRows, Shown
from numspot_desk.ui.deadlines.calendar_export import KEYS as CALENDAR_KEYS
from numspot_desk.ui.deadlines.calendar_export import NAME as CALENDAR_NAME
from numspot_desk.ui.deadlines.calendar_export import CalendarExport
from numspot_desk.ui.deadlines.period_bar import VIEWS
from numspot_desk.ui.deadlines.places import EntryAt
from numspot_desk.ui.deadlines.presenter import OPEN, AgendaList, Choice, between, ordered, toggled
from numspot_desk.ui.deadlines.reader import AgendaReader
from numspot_desk.ui.deadlines.table import AgendaModel, AgendaTable
from numspot_desk.ui.deadlines.tools import AgendaTools
from numspot_desk.ui.kit.empty import EmptyState
from numspot_desk.ui.kit.page import Command, Page
from numspot_desk.ui.kit.rooms import ListRooms
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.deadlines.explain_entry import explained_entry
from numspot_desk.usecases.ports.workspace import Workspace

_BOOKMARK = ":"
"""What a bookmark begins with: anything else is a text to search for."""
_FILTER_KEYS = "Ctrl+Shift+F"
_PRINTED = 2_000
"""How many entries of the agenda are printed at most."""


class DeadlinesPage(Page):
    """`enter` takes a text to search for, a bookmark, or an `EntryAt` to go to."""

    page_id: ClassVar[str] = "deadlines"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list = AgendaList()
        self._rows: tuple[Stands, ...] = ()
        self._days: tuple[dt.date, dt.date] | None = None
        self._read_on: dt.date | None = None
        self._wanted = ""
        self._empty = True
        self.reader = AgendaReader(context, self)
        self.reader.changed.connect(self._counted_again)
        self.reader.day_passed.connect(self._day_passed)
        self.model = AgendaModel(context, self)
        self.model.loaded.connect(self._loaded)
        self.model.counted.connect(self._say)
        self.table = AgendaTable(context, self.model, self)
        self.table.opened.connect(self._open_row)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._row_menu)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.body = CalendarBody(context, self.table, self)
        self.model.sort_asked.connect(self._sort)
        self.body.shown_changed.connect(self._view_changed)
        self.body.day_changed.connect(self._day_changed)
        self.body.opened.connect(self._opened)
        self.calendar_export = CalendarExport(context, self)
        self.tools = AgendaTools(context, self.body.bar, self)
        self.filters = self.tools.filters
        self.filters.changed.connect(self.show_list)
        self.acts = RowActs(context, self.body, self.current, self._chosen_rows)
        self.acts.narrowed.connect(self._only)
        self._build()
        context.changed.connect(self._changed)
        theme().changed.connect(self.acts.retranslate)
        self.retranslate()

    def _build(self) -> None:
        tools = self.tools
        tools.filters_toggled.connect(self._say)
        tools.clear.clicked.connect(self.show_all)
        tools.columns.clicked.connect(self._choose_columns)
        tools.print.clicked.connect(self.show_pages)
        tools.calendar.clicked.connect(self.export_calendar)
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Print), self.show_pages),
            (QKeySequence(CALENDAR_KEYS), self.export_calendar),
            (QKeySequence(_FILTER_KEYS), tools.open_filters),
            *((QKeySequence(keys), self.body.bar.views[shown].click) for shown, _, _, keys in VIEWS),
        ):
            action = QAction(self)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)
        nothing = EmptyState(
            self.context,
            "deadlines",
            N_("No deadline"),
            N_("The deadlines of your contracts will stand here, with the day to act by."),
        )
        unmatched = N_("No deadline matches the search and the filters.")
        self.rooms = ListRooms(self.context, self.body, nothing, unmatched, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(tools)
        layout.addWidget(self.rooms, 1)

    # ── Page ─────────────────────────────────────────────────────────────────────────────────────

    def title(self) -> str:
        return self.context.language.text("Deadlines")

    def searchable(self) -> bool:
        return True

    def search_text(self) -> str:
        return self.list.text

    def search(self, text: str) -> None:
        if text != self.list.text:
            self.show_list(replace(self.list, text=text))

    def focus_found(self) -> None:
        self._front().setFocus(Qt.FocusReason.OtherFocusReason)

    def bookmark(self) -> str:
        return f"{_BOOKMARK}{self.body.shown};{self.list.bookmark()}"

    def shortcuts(self) -> list[tuple[str, str]]:
        text = self.context.language.text
        return [
            *((keys, text(label)) for _, label, _, keys in ACTS),
            *((keys, text(name)) for _, name, _, keys in VIEWS),
            (_FILTER_KEYS, text("Narrow to a contract, a client or an owner")),
            ("T", text("Go to today, in the calendar")),
            ("PgUp", text("The month or week before, in the calendar")),
            ("PgDown", text("The next month or week, in the calendar")),
            ("Ctrl+P", text("Print")),
            (CALENDAR_KEYS, text(CALENDAR_NAME)),
            ("Ctrl+C", text("Copy the chosen rows")),
        ]

    def commands(self) -> list[Command]:
        text = self.context.language.text
        found = [Command(text("Print"), "print", self.show_pages)] if self.model.total else []
        found.append(Command(text(CALENDAR_NAME), "export", self.export_calendar))
        if self.list.filtered:
            found.append(Command(text("Show all"), "close", self.show_all))
        for shown, name, picture, _ in VIEWS:
            if shown is not self.body.shown:
                found.append(Command(text(name), picture, self.body.bar.views[shown].click))
        return found

    def enter(self, argument: Any = None) -> None:
        match argument:
            case EntryAt(key):
                self.body.show_as(Shown.AGENDA)
                self._find(key)
            case str() if argument.startswith(_BOOKMARK):
                view, _, narrowed = argument.removeprefix(_BOOKMARK).partition(";")
                self.body.show_as(Shown(view) if view in set(Shown) else Shown.AGENDA)
                self.list = self.list.narrowed_by(narrowed)
            case str():
                self.show_list(replace(self.list.bare(), text=argument))
        if self._read_on != self.context.clock.today():
            self.read()
        else:
            self.show_list(self.list)
        self._front().setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        text = self.context.language.text
        self.table.setAccessibleName(text("Deadlines of all contracts"))
        self.body.retranslate()
        self.tools.retranslate()
        self.acts.retranslate()
        if self._read_on is not None:
            self.show_list(self.list)  # words are searched and sorted in the language of the reader
        self._say()

    # ── List ─────────────────────────────────────────────────────────────────────────────────────

    def read(self) -> None:
        """Count what changed, and show the agenda anew."""
        self._read_on = self.context.clock.today()
        self.reader.read()

    def show_list(self, wanted: AgendaList) -> None:
        """Show the agenda as it is narrowed now; of a month or a week, what stands in it."""
        searched, again = wanted.text != self.list.text, wanted == self.list
        self.list = wanted
        self.filters.show_list(wanted)
        self._days = self.body.range()
        if self.context.has_workspace:
            if self._days is None:
                self.model.show_query(self.reader.query(wanted), keep=again)
            else:
                self.reader.between(wanted, *self._days, self._arrived)
            self.reader.counts(wanted, self._states_counted)
        if searched:
            self.title_changed.emit()

    def show_all(self) -> None:
        """Narrow by nothing: everything that has neither passed nor been done."""
        self.show_list(self.list.bare())
        self._front().setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrived(self, rows: tuple[Stands, ...]) -> None:
        """The entries of the days that the picture shows."""
        if self._days is not None:
            self.body.show_rows(DayRows.of(rows))
            self._rows = ordered(between(rows, *self._days), self.list, self.context.language)
            self.model.show_rows(self._rows)

    def _states_counted(self, counts: Mapping[str, int]) -> None:
        self.filters.show_counts(counts)
        if counts or not self.list.filtered:
            self._empty = not counts
        self._say()

    def _counted_again(self) -> None:
        self.show_list(self.list)

    def _day_passed(self) -> None:
        """It is another day, while the page stood open."""
        self._read_on = None
        if self.isVisible():
            self.read()

    def _find(self, key: str) -> None:
        """Narrow to the contract of an entry, in whatever state the entry is, and bring the person to it."""
        now, today = self.context.clock.now(), self.context.clock.today()

        def place(store: Workspace) -> tuple[str, str]:
            entry = explained_entry(store, key, today)
            row = stands(entry, now, store.marks.of([key]).get(key))
            return entry.contract.number, state_of(row)

        def found(at: tuple[str, str]) -> None:
            number, state = at
            self._wanted = key
            states = frozenset[str]() if state in OPEN else frozenset({state})
            self.show_list(replace(self.list.bare(), contracts=frozenset({number}), states=states))

        self.context.run(place, found, owner=self)

    def _sort(self, name: str, descending: bool) -> None:
        wanted = replace(self.list, sort=name, descending=descending)
        if wanted != self.list:
            self.show_list(wanted)

    def _changed(self, changes: Changes) -> None:
        if not (changes.orders or changes.mandates or changes.terms or changes.settings or changes.marks):
            return
        self._read_on = None
        if self.isVisible():
            self.read()

    def _loaded(self) -> None:
        pictured = self.body.shown is not Shown.AGENDA and not self._empty
        if self.model.rowCount() or pictured or not self.reader.complete:
            self.rooms.show_rows()
            self._choose()
        else:
            self.rooms.show_none(narrowed=self.list.filtered)
        self._say()

    def _choose(self) -> None:
        """Bring the person to the entry that is looked for, to the rows of the chosen day, or back."""
        if self._wanted:
            place = self.model.row_of_entry(self._wanted)
            if place is not None:
                self._wanted = ""
                self.table.choose_row(place)
            elif self.model.canFetchMore():
                self.model.fetchMore()
        elif self.body.shown is not Shown.AGENDA:
            self._choose_day(self.body.day)
        elif self.model.rowCount() and not self.table.selected_rows():
            self.table.choose_row(max(self.table.currentIndex().row(), 0))

    def _say(self) -> None:
        self.tools.say(self.model.total, self.reader.left)
        self.tools.fit(
            self.height(), empty=self._empty, filtered=self.list.filtered, table=self.body.has_table()
        )

    # ── Picture and table ────────────────────────────────────────────────────────────────────────

    def _front(self) -> QWidget:
        """What the keyboard goes to first."""
        return self.body.grid() or self.table

    def _view_changed(self, _shown: Shown) -> None:
        self.show_list(self.list)
        self._front().setFocus(Qt.FocusReason.OtherFocusReason)

    def _day_changed(self, day: dt.date) -> None:
        days = self.body.range()
        if days is not None and days != self._days:
            self.show_list(self.list)
        else:
            self._choose_day(day)

    def _choose_day(self, day: dt.date) -> None:
        """Select the rows of a day in the table."""
        places = self.model.rows_on(day)
        if places:
            self.table.choose_rows(places)
        else:
            self.table.selectionModel().clear()

    def _row_changed(self, index: QModelIndex) -> None:
        """The picture follows the table where the keyboard is in it."""
        grid = self.body.grid()
        if grid is not None and index.isValid() and self.table.hasFocus():
            day = self.model.row(index.row()).day
            if day is not None:
                self.body.day = day
                grid.choose(day)

    def _opened(self, day: dt.date, row: Stands | None) -> None:
        """Bring the person to the day, or to the entry, in the table; nowhere where there is none."""
        if row is None and not self.model.rows_on(day):
            return
        if not self.body.has_table():
            self.body.show_table()
            self._say()
        place = None if row is None else self.model.row_of_entry(row.entry.key)
        if place is not None:
            self.table.choose_row(place)
        else:
            self._choose_day(day)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ── Acts ─────────────────────────────────────────────────────────────────────────────────────

    def current(self) -> Stands | None:
        """The entry that the keyboard is at, in the picture or in the table."""
        grid = self.body.grid()
        return grid.entry() if grid is not None and grid.hasFocus() else self.table.current()

    def _chosen_rows(self) -> list[Stands]:
        """The rows that are selected where the keyboard is in the table, else the current entry."""
        places = self.table.selected_rows() if self.table.hasFocus() else []
        if len(places) > 1:
            return [self.model.row(place) for place in places]
        row = self.current()
        return [] if row is None else [row]

    def export_calendar(self) -> None:
        """Write deadlines as a calendar file: the chosen rows, what is listed, a contract's, or all."""
        chosen = [self.model.row(number) for number in self.table.selected_rows()]
        ask = partial(self.calendar_export.open, chosen)
        if self._days is not None:
            ask(self._rows)
        elif self.list.filtered and self.model.total:
            self.reader.first(self.list, self.model.total, ask)
        else:
            ask(())

    def show_pages(self) -> None:
        """Show the pages of what is listed, to look at or to print."""
        if self._days is None:
            self.reader.first(self.list, _PRINTED, self._show_printed)
        else:
            self._show_printed(self._rows)

    def _show_printed(self, rows: tuple[Stands, ...]) -> None:
        from numspot_desk.ui.deadlines.printing import show_pages

        if rows:
            show_pages(self.context, self, rows, self.body.picture())

    def _open_row(self, number: int) -> None:
        self.context.go("order", self.model.row(number).entry.contract.order_id)

    def _only(self, choice: Choice) -> None:
        """Narrow to a contract, a client or an owner."""
        if choice.value not in getattr(self.list, choice.field):
            self.show_list(toggled(self.list, choice))

    def _row_menu(self, place: QPoint) -> None:
        if self.table.current() is not None:
            self.acts.show_menu(self.table.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say()

    def _choose_columns(self) -> None:
        button = self.tools.columns
        self.table.column_menu(self).popup(button.mapToGlobal(button.rect().bottomLeft()))

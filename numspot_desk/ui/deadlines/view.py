"""The page «Échéances»: the agenda of all contracts, narrowed by chips and by the search of the top bar.

The table is the truth. What is shown is decided in `presenter`; `reader` reads it some contracts at a time.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.filters import AgendaFilters
from numspot_desk.ui.deadlines.presenter import AgendaList
from numspot_desk.ui.deadlines.printing import printed
from numspot_desk.ui.deadlines.reader import AgendaReader
from numspot_desk.ui.deadlines.table import AgendaModel, AgendaTable, why_of
from numspot_desk.ui.events.actions import KEYS, EventActions
from numspot_desk.ui.kit.empty import EmptyState
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.page import Command, Page
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.changes import Changes

ACTS = (
    ("open", N_("Open the contract"), "orders", "Return"),
    ("why", N_("Why this day?"), "why", "Ctrl+I"),
    ("events", N_("Events of the contract"), "calendar", KEYS),
    ("contract", N_("Only this contract"), "filter", "Ctrl+Shift+K"),
    ("client", N_("Only this client"), "client", "Ctrl+Shift+J"),
)
"""What can be done with a row: id, name, icon, keys. The frame asks "why?" itself."""
_OWN_KEYS = ("events", "contract", "client")


class DeadlinesPage(Page):
    """`enter` takes a text to search for."""

    page_id: ClassVar[str] = "deadlines"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list = AgendaList()
        self._read_on: dt.date | None = None
        self.reader = AgendaReader(context, self)
        self.reader.changed.connect(self._arrived)
        self.model = AgendaModel(context, self)
        self.model.loaded.connect(self._loaded)
        self.model.counted.connect(self._say)
        self.model.sort_asked.connect(self._sort)
        self.filters = AgendaFilters(context, self)
        self.filters.changed.connect(self._chips_changed)
        self.table = AgendaTable(context, self.model, self)
        self.table.opened.connect(self._open_row)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._row_menu)
        self.events = EventActions(context, self)
        self._acts = self._make_acts()
        self._build()
        context.changed.connect(self._changed)
        theme().changed.connect(self._dress)
        self.retranslate()

    def _make_acts(self) -> dict[str, QAction]:
        does: dict[str, Callable[[], None]] = {
            "open": self.open_contract,
            "why": self._ask_why,
            "events": self.open_events,
            "contract": partial(self._only, "number"),
            "client": partial(self._only, "client"),
        }
        made = {}
        for name, _, _, keys in ACTS:
            action = QAction(self.table)
            action.triggered.connect(_Doing(does[name]))
            if name in _OWN_KEYS:
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                self.table.addAction(action)
            made[name] = action
        return made

    def _build(self) -> None:
        self._count = QLabel(self)
        set_role(self._count, "count")
        self.clear_button, self.columns_button, self.print_button = (QPushButton(self) for _ in range(3))
        bar = FlowLayout(spacing=GRID // 2)
        bar.addWidget(self._count)
        for button, act in (
            (self.clear_button, self.show_all),
            (self.columns_button, self._choose_columns),
            (self.print_button, self.show_pages),
        ):
            set_role(button, "quiet")
            button.clicked.connect(act)
            bar.addWidget(button)
        self._printing = QAction(self)
        self._printing.setShortcut(QKeySequence(QKeySequence.StandardKey.Print))
        self._printing.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._printing.triggered.connect(self.show_pages)
        self.addAction(self._printing)
        self._nothing = EmptyState(
            self.context,
            "deadlines",
            N_("No deadline"),
            N_("The deadlines of your contracts will stand here, with the day to act by."),
        )
        self._unfound = EmptyState(
            self.context,
            "search",
            N_("Nothing found"),
            N_("No deadline matches the search and the filters."),
        )
        self._rooms = QStackedWidget(self)
        for room in (self.table, self._nothing, self._unfound):
            self._rooms.addWidget(room)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.filters)
        layout.addLayout(bar)
        layout.addWidget(self._rooms, 1)

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
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def shortcuts(self) -> list[tuple[str, str]]:
        text = self.context.language.text
        return [
            *((keys, text(label)) for _, label, _, keys in ACTS),
            ("Ctrl+P", text("Print")),
            ("Ctrl+C", text("Copy the chosen rows")),
        ]

    def commands(self) -> list[Command]:
        text = self.context.language.text
        found = [Command(text("Print"), "print", self.show_pages)] if self.model.rowCount() else []
        if self.list.filtered:
            found.append(Command(text("Show all"), "close", self.show_all))
        return found

    def enter(self, argument: Any = None) -> None:
        if isinstance(argument, str):
            self.show_list(replace(self.list.bare(), text=argument))
        if self._read_on != self.context.clock.today():
            self.read()
        else:
            self._stand_now()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        text = self.context.language.text
        self.clear_button.setText(text("Show all"))
        self.columns_button.setText(text("Columns"))
        self.print_button.setText(text("Print"))
        self.table.setAccessibleName(text("Deadlines of all contracts"))
        for name, label, _, _ in ACTS:
            self._acts[name].setText(text(label))
        self._dress()
        if self.reader.complete:
            self.show_list(self.list)  # words are searched and sorted in the language of the reader
        self._say()

    # ── List ─────────────────────────────────────────────────────────────────────────────────────

    def read(self) -> None:
        """Read all contracts again."""
        self._read_on = self.context.clock.today()
        self.reader.read()

    def show_list(self, wanted: AgendaList) -> None:
        """Show the agenda as it is narrowed now."""
        searched = wanted.text != self.list.text
        self.list = wanted
        self.filters.show_list(wanted)
        self.model.show_rows(wanted.shown(self.context.language))
        if searched:
            self.title_changed.emit()

    def show_all(self) -> None:
        """Narrow by nothing: everything that has not passed."""
        self.show_list(self.list.bare())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrived(self) -> None:
        self._stand_now()

    def _stand_now(self) -> None:
        self.show_list(self.list.of(self.reader.entries, self.reader.marks, self.context.clock.now()))

    def _chips_changed(self) -> None:
        self.show_list(self.filters.asked(self.list))

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
        if self.model.rowCount() or not self.reader.complete:
            self._rooms.setCurrentWidget(self.table)
            if self.model.rowCount() and not self.table.selected_rows():
                self.table.choose_row(max(self.table.currentIndex().row(), 0))
        else:
            self._rooms.setCurrentWidget(self._unfound if self.list.filtered else self._nothing)
        self._say()

    def _say(self) -> None:
        language, total = self.context.language, self.model.total
        said = language.ntext("{n} deadline", "{n} deadlines", total, n=Decimal(total)) if total else ""
        self._count.setText(said)
        self._count.setVisible(bool(said))
        self.clear_button.setVisible(self.list.filtered)
        bare = not self.list.rows
        self.filters.setHidden(bare)
        self.columns_button.setHidden(bare)
        self.print_button.setHidden(bare)
        self.print_button.setEnabled(total > 0)

    # ── Acts ─────────────────────────────────────────────────────────────────────────────────────

    def open_contract(self) -> None:
        """Open the order of the current row."""
        if (row := self.table.current()) is not None:
            self.context.go("order", row.entry.contract.order_id)

    def open_events(self) -> None:
        """Open the events of the contract of the current row, to enter one or to correct one."""
        if (row := self.table.current()) is not None:
            self.events.open(row.entry.contract.order_id)

    def show_pages(self) -> None:
        """Show the pages of what is listed, to look at or to print."""
        from numspot_desk.ui.preview.pages import PagesDialog

        rows = self.list.shown(self.context.language)
        if rows:
            document = printed(rows, self._printed_heading(), self.context.language, self)
            dialog = PagesDialog(self.context, document.print_, self, landscape=True)
            dialog.finished.connect(document.deleteLater)
            dialog.open()

    def _printed_heading(self) -> str:
        language = self.context.language
        on = language.formats.date_long(self.context.clock.today())
        return language.text("Deadlines on {day}", day=on)

    def _open_row(self, number: int) -> None:
        self.context.go("order", self.model.row(number).entry.contract.order_id)

    def _ask_why(self) -> None:
        if (row := self.table.current()) is not None:
            self.context.why_requested.emit(why_of(row, self.context))

    def _only(self, field: str) -> None:
        """Narrow to the contract, or to the client, of the current row."""
        if (row := self.table.current()) is not None:
            self.show_list(replace(self.list, text=getattr(row.entry.contract, field)))

    def _row_menu(self, place: QPoint) -> None:
        if self.table.current() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self._acts.values()))
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _choose_columns(self) -> None:
        button = self.columns_button
        self.table.column_menu(self).popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _dress(self) -> None:
        self.clear_button.setIcon(icon("close", "accent"))
        self.columns_button.setIcon(icon("columns", "accent"))
        self.print_button.setIcon(icon("print", "accent"))
        for name, _, picture, _ in ACTS:
            self._acts[name].setIcon(icon(picture))


class _Doing:
    """An act without the flag that a triggered action carries."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act

    def __call__(self, _checked: bool = False) -> None:
        self._act()

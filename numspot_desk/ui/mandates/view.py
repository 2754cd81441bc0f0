"""The page of mandates: chips that filter, the list, and in its place one mandate when it is opened.

What is shown is decided in `presenter`; one mandate is `detail`, what is recorded of it `recording`.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from numspot_desk.contracts.mandate_life.life import WARNINGS
from numspot_desk.contracts.mandate_life.states import STATE_NAMES, MandateState
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.empty import EmptyState
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.page import Command, Page
from numspot_desk.ui.kit.rooms import ListRooms
from numspot_desk.ui.kit.table import LazyTableModel
from numspot_desk.ui.kit.table_view import LazyTable
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.mandates.bank_file import BankFile
from numspot_desk.ui.mandates.detail import ACTS, MandateView
from numspot_desk.ui.mandates.letters import Letters
from numspot_desk.ui.mandates.presenter import STATE_ICONS, MandateAct, MandateList, columns
from numspot_desk.ui.mandates.recording import Recording
from numspot_desk.ui.mandates.register_export import RegisterExport
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.mandates.plan_debits import PlannedDebit, planned_debits
from numspot_desk.usecases.mandates.read_mandate import BookLine, MandateDetail, read_mandate
from numspot_desk.usecases.ports.mandates import MandateFile, MandateQuery, MandateRow
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import NoSuchRecord
from numspot_desk.usecases.roles import may_write

ROOM_FOR_NAMES: Final = 90
"""Width of the page, in letters, above which the buttons show their names beside their icons."""
Found = tuple[MandateDetail, tuple[PlannedDebit, ...]]


class MandatesPage(Page):
    """`enter` takes the reference of a mandate to open."""

    page_id: ClassVar[str] = "mandates"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        today = context.clock.today()
        self.list = MandateList(MandateQuery(today))
        self._stale = True
        self._wanted = ""
        self.model = LazyTableModel[MandateRow](context, columns(today), lambda row: row.rum.upper(), self)
        self.recording = Recording(context, self)
        self.letters = Letters(context, self)
        self.bank_file = BankFile(context, self)
        self._type_old = QAction(self)
        self._type_old.setShortcut(QKeySequence(QKeySequence.StandardKey.New))
        self._type_old.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._type_old.triggered.connect(self.recording.ask_old_mandate)
        self.addAction(self._type_old)
        self._build()
        self._connect()
        self.retranslate()

    # ── Building ─────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        listed = QWidget(self)
        chips = FlowLayout()
        self.chips: dict[MandateState, QPushButton] = {}
        for state in MandateState:
            self.chips[state] = self._chip(listed, chips)
        self.soon = self._chip(listed, chips)
        self.table = LazyTable(self.context, self.model, "mandates", listed)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        bar = FlowLayout(spacing=GRID // 2)
        self._count = QLabel(listed)
        set_role(self._count, "count")
        bar.addWidget(self._count)
        self.register = RegisterExport(self.context, lambda: self.list.query, listed)
        self._columns, self.importing, self.to_bank, self.blank, self.exporting = (
            QPushButton(listed) for _ in range(5)
        )
        for button, act in (
            (self._columns, self._choose_columns),
            (self.importing, self._import),
            (self.to_bank, self.bank_file.ask),
            (self.blank, self._choose_form),
            (self.exporting, self._choose_kind),
        ):
            set_role(button, "quiet")
            button.clicked.connect(act)
            bar.addWidget(button)
        saving = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), listed)
        saving.activated.connect(self._choose_kind)
        nothing = EmptyState(
            self.context,
            "mandates",
            N_("No mandate yet"),
            N_("A mandate stands here once its order is exported. One made elsewhere can be typed in."),
            [self._type_old],
        )
        unmatched = N_("No mandate matches the search and the filters.")
        self.rooms = ListRooms(self.context, self.table, nothing, unmatched, listed)
        layout = QVBoxLayout(listed)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(chips)
        layout.addLayout(bar)
        layout.addWidget(self.rooms, 1)
        layout.addWidget(self.register)
        self.mandate = MandateView(self.context, self)
        self._views = QStackedWidget(self)
        self._views.addWidget(listed)
        self._views.addWidget(self.mandate)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._views)

    def _chip(self, parent: QWidget, chips: FlowLayout) -> QPushButton:
        chip = QPushButton(parent)
        chip.setCheckable(True)
        set_role(chip, "chip")
        chip.clicked.connect(self._chips_changed)
        chips.addWidget(chip)
        return chip

    def _connect(self) -> None:
        self.table.opened.connect(self._open_row)
        self.model.loaded.connect(self._loaded)
        self.model.counted.connect(self._say_count)
        self.model.sort_asked.connect(self._sort)
        self.mandate.left.connect(self.show_all)
        self.mandate.asked.connect(self._ask)
        self.mandate.removal_asked.connect(self._remove)
        self.mandate.save_asked.connect(self._save_file)
        self.mandate.order_asked.connect(lambda order: self.context.go("order", order))
        self.recording.opened.connect(self.open_mandate)
        self.context.changed.connect(self._changed)
        self.context.person_changed.connect(self._dress)
        theme().changed.connect(self.retranslate)

    # ── Page ─────────────────────────────────────────────────────────────────────────────────────

    def title(self) -> str:
        if self._views.currentWidget() is self.mandate:
            return self.mandate.title()
        return self.context.language.text("Mandates")

    def primary_action(self) -> QAction | None:
        return self._type_old

    def searchable(self) -> bool:
        return self._views.currentWidget() is not self.mandate

    def search_text(self) -> str:
        return self.list.query.text

    def search(self, text: str) -> None:
        if text != self.list.query.text:
            self.show_list(self.list.searched(text))

    def focus_found(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def shortcuts(self) -> list[tuple[str, str]]:
        text = self.context.language.text
        return [
            (self._type_old.shortcut().toString(), self._type_old.text()),
            ("Return", text("Open")),
            ("Ctrl+S", text("Export the register")),
            ("Esc", text("All mandates")),
            ("Del", text("Take back the chosen fact")),
            *((keys, text(label)) for _, label, _, keys in ACTS),
        ]

    def commands(self) -> Sequence[Command]:
        return self.mandate.commands() if self._views.currentWidget() is self.mandate else ()

    def enter(self, argument: Any = None) -> None:
        if isinstance(argument, str) and argument:
            self.open_mandate(argument)
            return
        self._see_today()
        if self._views.currentWidget() is self.mandate:
            if self._stale:
                self._read(self._wanted)
            self.mandate.focus_first()
        else:
            if self._stale:
                self.show_list(self.list)
            self.table.setFocus()

    def retranslate(self) -> None:
        text = self.context.language.text
        self._type_old.setText(text("Type an old mandate"))
        self._type_old.setToolTip(text("A mandate made elsewhere, with its own reference"))
        for state, chip in self.chips.items():
            chip.setText(text(STATE_NAMES[state]))
            chip.setIcon(icon(*STATE_ICONS[state]))
        self.soon.setText(text("Ends within {n} days", n=max(WARNINGS)))
        self.soon.setIcon(icon("warning", "warning"))
        self.table.setAccessibleName(text("Mandates"))
        self._columns.setIcon(icon("columns", "accent"))
        self.importing.setIcon(icon("import", "accent"))
        self.to_bank.setIcon(icon("send", "accent"))
        self.blank.setIcon(icon("file", "accent"))
        self.exporting.setIcon(icon("save", "accent"))
        self._dress()
        self._say_count()
        self.mandate.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def _dress(self) -> None:
        """Names beside the icons where there is room for them; what only writers do."""
        text = self.context.language.text
        roomy = self.width() > ROOM_FOR_NAMES * theme().metrics().averageCharWidth()
        for button, name, short in (
            (self._columns, text("Columns"), text("Columns")),
            (self.importing, text("Import debits (CSV)…"), text("Import (CSV)…")),
            (self.to_bank, text("Debits for the bank…"), text("Debits for the bank…")),
            (self.blank, text("Blank form…"), text("Blank form…")),
            (self.exporting, text("Export the register"), text("Export the register")),
        ):
            button.setText(short if roomy else "")
            button.setToolTip(name)
            button.setAccessibleName(name)
        writes = may_write(self.context.person)
        self._type_old.setEnabled(writes)
        self.importing.setVisible(writes)
        self.to_bank.setVisible(writes)
        self.mandate.retranslate()

    # ── List ─────────────────────────────────────────────────────────────────────────────────────

    def show_list(self, wanted: MandateList) -> None:
        """Show another list: search, states, ends, order."""
        self.list = wanted
        self._stale = False
        for state, chip in self.chips.items():
            chip.setChecked(state in wanted.query.states)
        self.soon.setChecked(wanted.query.ends_by is not None)
        self.model.show(wanted.fetch, wanted.count)

    def show_all(self) -> None:
        """Go back from a mandate to the list."""
        opened, self._wanted = self._wanted, ""
        self._views.setCurrentIndex(0)
        self.setFocusProxy(self.table)
        self.title_changed.emit()
        self._see_today()
        if self._stale:
            self.show_list(self.list)
        row = self.model.row_of(opened.upper())
        if row is not None:
            self.table.choose_row(row)
        self.table.setFocus()

    def _see_today(self) -> None:
        """The list as it stands today, where the day has changed since."""
        today = self.context.clock.today()
        if today != self.list.query.day:
            self.model.columns = columns(today)
            self.list = self.list.on(today)
            self._stale = True

    def _chips_changed(self) -> None:
        states = frozenset(state for state, chip in self.chips.items() if chip.isChecked())
        by = self.list.query.day + dt.timedelta(days=max(WARNINGS)) if self.soon.isChecked() else None
        self.show_list(self.list.of_states(states).ending_by(by))

    def _sort(self, name: str, descending: bool) -> None:
        wanted = self.list.sorted_by(name, descending)
        if wanted != self.list:
            self.list = wanted
            if not self._stale:
                self.show_list(wanted)

    def _loaded(self) -> None:
        if self.model.rowCount():
            self.rooms.show_rows()
            if not self.table.selected_rows():
                self.table.choose_row(max(self.table.currentIndex().row(), 0))
        else:
            self.rooms.show_none(narrowed=self.list.filtered)
        self.exporting.setEnabled(self.model.rowCount() > 0)

    def _say_count(self) -> None:
        total = self.model.total
        self._count.setText(
            self.context.language.ntext("{n} mandate", "{n} mandates", total) if total else ""
        )

    # ── One mandate ──────────────────────────────────────────────────────────────────────────────

    def open_mandate(self, rum: str) -> None:
        """Show one mandate in place of the list."""
        self._wanted = rum.upper()
        self._read(rum)

    def _open_row(self, number: int) -> None:
        self.open_mandate(self.model.row(number).rum)

    def _read(self, rum: str) -> None:
        today = self.context.clock.today()

        def read(workspace: Workspace) -> Found:
            return read_mandate(workspace, rum, today), planned_debits(workspace, rum)

        self.context.run(read, self._show, self._not_read, owner=self)

    def _show(self, found: Found) -> None:
        detail, planned = found
        if detail.rum.upper() != self._wanted:
            return  # the person went on meanwhile
        arriving = self._views.currentWidget() is not self.mandate
        self.mandate.show_mandate(detail, planned)
        self._views.setCurrentWidget(self.mandate)
        self.setFocusProxy(self.mandate.timeline)  # for who gives the focus back to the page
        self.title_changed.emit()
        if arriving:
            self.mandate.focus_first()

    def _not_read(self, error: BaseException) -> None:
        if isinstance(error, NoSuchRecord):
            self.show_all()
        self.context.failed(error)

    def _ask(self, act: MandateAct) -> None:
        detail = self.mandate.detail
        if detail is None:
            return
        if act is MandateAct.LETTER:
            button = self.mandate.buttons[act]
            menu = self.letters.menu(detail, self.mandate.planned)
            menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
        else:
            self.recording.ask(act, detail)

    def _remove(self, held: BookLine | PlannedDebit) -> None:
        if self.mandate.detail is not None and may_write(self.context.person):
            self.recording.ask_removal(self.mandate.detail, held)

    def _save_file(self, kept: MandateFile) -> None:
        if self.mandate.detail is not None:
            self.recording.save_file(kept, self.mandate.detail.rum)

    def _changed(self, changes: Changes) -> None:
        if not (changes.mandates or changes.orders):
            return
        self._stale = True
        if not self.isVisible():
            return
        if self._views.currentWidget() is self.mandate:
            self._read(self._wanted)
        else:
            self._stale = False
            self.model.reload()

    # ── Buttons ──────────────────────────────────────────────────────────────────────────────────

    def _choose_columns(self) -> None:
        self.table.column_menu(self).popup(self._columns.mapToGlobal(self._columns.rect().bottomLeft()))

    def _choose_form(self) -> None:
        menu = self.letters.blank_menu()
        menu.popup(self.blank.mapToGlobal(self.blank.rect().bottomLeft()))

    def _choose_kind(self) -> None:
        if self.exporting.isEnabled():
            menu = self.register.menu(self)
            menu.popup(self.exporting.mapToGlobal(self.exporting.rect().bottomLeft()))

    def _import(self) -> None:
        self.recording.import_debits()

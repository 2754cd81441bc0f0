"""The register of departures from the general terms over all contracts: the list, its filters, the chosen
departure read whole beneath; who asked for it and why; the register as files.
"""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.clauses.clause_reasons import ClauseReason
from numspot_desk.language.messages import N_
from numspot_desk.ui.conditions.departure_panel import DeparturePanel
from numspot_desk.ui.conditions.reason_dialog import ReasonDialog
from numspot_desk.ui.conditions.register_export import RegisterExport
from numspot_desk.ui.conditions.register_filters import RegisterFilters
from numspot_desk.ui.conditions.register_presenter import COLUMNS, RegisterList
from numspot_desk.ui.conditions.tab import ConditionsTab
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.empty import EmptyState
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.rooms import ListRooms
from numspot_desk.ui.kit.table import LazyTableModel
from numspot_desk.ui.kit.table_view import LazyTable
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.conditions.clause_reasons import ReasonRefused, keep_reason
from numspot_desk.usecases.conditions.departure_words import summary
from numspot_desk.usecases.conditions.deviation_register import Deviation, deviations
from numspot_desk.usecases.ports.register import RegisterChoices, RegisterRow
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.roles import may_write


class RegisterView(ConditionsTab):
    """`enter` takes a text to search for."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list = RegisterList()
        self._stale = True
        self._kept = ""
        self.model = LazyTableModel[RegisterRow](context, COLUMNS, lambda row: row.id, self)
        self.model.loaded.connect(self._loaded)
        self.model.counted.connect(self._say)
        self.model.sort_asked.connect(self._sort)
        self.table = LazyTable(context, self.model, "register", self)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self.table.opened.connect(self._open_row)
        self.table.selectionModel().currentRowChanged.connect(self._current)
        self.panel = DeparturePanel(context, self)
        self.panel.reason_asked.connect(self.give_reason)
        self.panel.order_asked.connect(self._open_current)
        self.filters = RegisterFilters(context, self)
        self.filters.changed.connect(self._narrow)
        self.filters.hide()
        self.export = RegisterExport(context, lambda: self.list, self)
        self._build()
        theme().changed.connect(self._dress)
        context.changed.connect(self._changed)
        self.retranslate()

    def _build(self) -> None:
        self._count = QLabel(self)
        set_role(self._count, "count")
        self._count.setWordWrap(True)
        self.narrow_button, self.clear_button, self.columns_button, self.save_button = (
            QPushButton(self) for _ in range(4)
        )
        self.narrow_button.setCheckable(True)
        set_role(self.narrow_button, "chip")
        self.narrow_button.toggled.connect(self._show_filters)
        for button in (self.clear_button, self.columns_button, self.save_button):
            set_role(button, "quiet")
        self.clear_button.clicked.connect(self._clear)
        self.columns_button.clicked.connect(self._choose_columns)
        self._kinds = QMenu(self)
        self.save_button.setMenu(self._kinds)
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Save), self._choose_kind),
            (QKeySequence("Ctrl+M"), self.give_reason),
            (QKeySequence("Ctrl+Shift+F"), self.narrow_button.toggle),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        bar = FlowLayout(spacing=GRID // 2)
        for widget in (self.narrow_button, self.clear_button, self.columns_button, self.save_button):
            bar.addWidget(widget)
        nothing = EmptyState(
            self.context,
            "conditions",
            N_("No departure"),
            N_("Every clause of your orders that departs from the general terms will stand here."),
        )
        both = QWidget(self)
        inside = QVBoxLayout(both)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GRID)
        inside.addWidget(self.table, 3)
        inside.addWidget(self.panel, 2)
        unmatched = N_("No departure matches the search and the filters.")
        self.rooms = ListRooms(self.context, both, nothing, unmatched, self)
        whole = QWidget(self)
        within = QVBoxLayout(whole)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(GRID // 2)
        within.addLayout(bar)
        within.addWidget(self.filters)
        within.addWidget(self._count)
        within.addWidget(self.rooms, 1)
        area = QScrollArea(self)  # in a small window with large letters, nothing is squeezed
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(whole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(area, 1)
        layout.addWidget(self.export)

    # ── Tab ──────────────────────────────────────────────────────────────────────────────────────

    def enter(self, argument: Any = None) -> None:
        if isinstance(argument, str):
            self.list = RegisterList().searched(argument)
            self._stale = True
        if self._stale:
            self.read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def searchable(self) -> bool:
        return True

    def search_text(self) -> str:
        return self.list.query.text

    def search(self, text: str) -> None:
        if text != self.list.query.text:
            self.list = self.list.searched(text)
            self.read()

    def focus_found(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def shortcuts(self) -> list[tuple[str, str]]:
        text = self.context.language.text
        return [
            ("Return", text("Open the order")),
            ("Ctrl+M", text("Who asked, why, until when…")),
            ("Ctrl+Shift+F", text("Filters")),
            ("Ctrl+S", text("Export the register")),
            ("Ctrl+C", text("Copy the chosen rows")),
        ]

    def retranslate(self) -> None:
        text = self.context.language.text
        self.narrow_button.setText(text("Filters"))
        self.clear_button.setText(text("Show all"))
        self.columns_button.setText(text("Columns"))
        self.save_button.setText(text("Export the register"))
        self.table.setAccessibleName(text("Register of departures"))
        self.export.fill(self._kinds)
        self.filters.retranslate()
        self.panel.retranslate()
        self._say()
        self._dress()

    # ── List ─────────────────────────────────────────────────────────────────────────────────────

    def read(self) -> None:
        """Read the list as it is narrowed, and what it can be narrowed to."""
        if not self.context.has_workspace:
            return
        self._stale = False
        self._kept = self._identity()
        self.filters.show_list(self.list)
        self.model.show(self.list.fetch, self.list.count)
        self.context.run(_choices, self.filters.offer, owner=self)

    def row(self) -> RegisterRow | None:
        """The current row."""
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() and self.model.rowCount() else None

    def _identity(self) -> str:
        row = self.row()
        return "" if row is None else row.id

    def _narrow(self) -> None:
        wanted = self.filters.asked(self.list)
        if wanted != self.list:
            self.list = wanted
            self._kept = self._identity()
            self.model.show(wanted.fetch, wanted.count)

    def _clear(self) -> None:
        query = self.list.query
        self.list = RegisterList().sorted_by(query.sort.value, query.descending)
        self.read()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sort(self, name: str, descending: bool) -> None:
        wanted = self.list.sorted_by(name, descending)
        if wanted != self.list:
            self.list = wanted
            if not self._stale:
                self.read()

    def _changed(self, changes: Changes) -> None:
        if not (changes.orders or changes.terms or changes.settings or changes.library):
            return
        if self.isVisible():
            self._kept = self._identity()
            self.model.reload()
            self.context.run(_choices, self.filters.offer, owner=self)
        else:
            self._stale = True

    def _loaded(self) -> None:
        if self.model.rowCount():
            self.rooms.show_rows()
            self.table.choose_row(self.model.row_of(self._kept) or 0)
        else:
            self.rooms.show_none(narrowed=self.list.filtered)
        self.save_button.setEnabled(self.model.rowCount() > 0)
        bare = not self.model.rowCount() and not self.list.filtered
        for button in (self.narrow_button, self.columns_button, self.save_button):
            button.setHidden(bare)
        self._say()
        self._current()

    def _say(self) -> None:
        language = self.context.language
        total, narrowed = self.model.total, self.list.said(language)
        said = ""
        if total:
            said = language.ntext("{n} departure", "{n} departures", total, n=Decimal(total))
        self._count.setText(" · ".join(part for part in (said, *narrowed) if part))
        self._count.setVisible(bool(self._count.text()))
        self.clear_button.setVisible(self.list.filtered)

    # ── The chosen one ───────────────────────────────────────────────────────────────────────────

    def _current(self) -> None:
        row, context = self.row(), self.context
        if row is None:
            self.panel.show_deviation(None)
            return
        today, code = context.clock.today(), context.language.code

        def read(workspace: Workspace) -> Deviation:
            return deviations(workspace, [row], today, code)[0]

        def shown(found: Deviation) -> None:
            current = self.row()
            if current is not None and current.id == found.row.id:
                self.panel.show_deviation(found)

        context.run(read, shown, owner=self)

    def _open_row(self, number: int) -> None:
        self.context.go("order", self.model.row(number).order_id)

    def _open_current(self) -> None:
        if (row := self.row()) is not None:
            self.context.go("order", row.order_id)

    def give_reason(self) -> None:
        """Ask who wanted the current departure, why and until when."""
        row = self.row()
        if row is None or not may_write(self.context.person):
            return
        about = summary(row, self.context.language)
        dialog = ReasonDialog(self.context, about, row.reason, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(lambda reason: self._keep(dialog, row, reason))
        dialog.open()

    def _keep(self, dialog: ReasonDialog, row: RegisterRow, reason: ClauseReason) -> None:
        context = self.context

        def kept(changes: Changes) -> None:
            dialog.accept()
            if not changes.orders:
                return
            context.announce(changes)
            context.post(
                context.language.text("The reason is kept."), lambda: self._put_back(row, row.reason)
            )

        def refused(error: BaseException) -> None:
            if isinstance(error, ReasonRefused):
                dialog.refuse(error.field, error.message)
            else:
                context.failed(error)

        context.run(
            lambda workspace: keep_reason(
                workspace, row.order_id, row.clause_id, reason, context.person, context.clock
            ),
            kept,
            refused,
            owner=self,
        )

    def _put_back(self, row: RegisterRow, reason: ClauseReason) -> None:
        context = self.context
        context.run(
            lambda workspace: keep_reason(
                workspace, row.order_id, row.clause_id, reason, context.person, context.clock
            ),
            context.announce,
            owner=self,
        )

    # ── Bar ──────────────────────────────────────────────────────────────────────────────────────

    def _show_filters(self, shown: bool) -> None:
        self.filters.setVisible(shown)
        if shown:
            self.filters.fields["standing"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_columns(self) -> None:
        button = self.columns_button
        self.table.column_menu(self).popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _choose_kind(self) -> None:
        if self.model.rowCount():
            self.save_button.showMenu()

    def _dress(self) -> None:
        self.narrow_button.setIcon(icon("filter", "muted"))
        self.clear_button.setIcon(icon("close", "accent"))
        self.columns_button.setIcon(icon("columns", "accent"))
        self.save_button.setIcon(icon("save", "accent"))


def _choices(workspace: Workspace) -> RegisterChoices:
    return workspace.register.choices()

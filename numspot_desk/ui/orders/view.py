"""The page of orders: chips that filter, the list, and the acts on the chosen orders.

What is shown and allowed is decided in `presenter`, the acts themselves in `actions`.
"""

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.empty import EmptyState
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.page import Page
from numspot_desk.ui.kit.rooms import ListRooms
from numspot_desk.ui.kit.states import state_icon, state_label
from numspot_desk.ui.kit.table import LazyTableModel
from numspot_desk.ui.kit.table_view import LazyTable
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.orders.actions import OrderActions
from numspot_desk.ui.orders.list_export import ListExport
from numspot_desk.ui.orders.presenter import (
    COLUMNS,
    FOUND_COLUMN,
    OrderAct,
    OrderList,
    acts_for,
    exported_columns,
)
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.orders.export_order_list import ListColumn
from numspot_desk.usecases.ports.orders import OrderQuery, OrderSummary

ACTS = (
    (OrderAct.OPEN, N_("Open"), "orders", "Return"),
    (OrderAct.HIERARCHY, N_("Hierarchy of the contract"), "hierarchy", "Ctrl+H"),
    (OrderAct.DUPLICATE, N_("Duplicate"), "copy", "Ctrl+D"),
    (OrderAct.NEW_VERSION, N_("New version"), "version", "Ctrl+Shift+N"),
    (OrderAct.EXPORT, N_("Export"), "export", "Ctrl+E"),
    (OrderAct.HAND_OVER, N_("Hand over to a colleague…"), "send", "Ctrl+Shift+H"),
    (OrderAct.BRANCHES, N_("Branches…"), "moved", "Ctrl+Shift+B"),
    (OrderAct.SAVE_JSON, N_("Save as JSON…"), "file", ""),
    (OrderAct.CANCEL, N_("Cancel the order…"), "slash-circle", ""),
    (OrderAct.ARCHIVE, N_("Archive"), "archive", ""),
    (OrderAct.UNARCHIVE, N_("Bring back from the archive"), "undo", ""),
    (OrderAct.REMOVE, N_("Remove the draft"), "trash", ""),
)
BUTTONS = (
    OrderAct.HIERARCHY,
    OrderAct.DUPLICATE,
    OrderAct.NEW_VERSION,
    OrderAct.EXPORT,
    OrderAct.HAND_OVER,
    OrderAct.ARCHIVE,
)
"""The acts that stand as buttons; the others are in the menu of the row."""
ROOM_FOR_NAMES = 100
"""Width of the page, in letters, above which the acts show their names beside their icons."""


class OrdersPage(Page):
    """`enter` takes a text to search for, or a set of states to filter by."""

    page_id: ClassVar[str] = "orders"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list = OrderList()
        self._stale = True
        self._arriving: frozenset[str] = frozenset()
        self.model = LazyTableModel[OrderSummary](context, COLUMNS, lambda row: row.id, self)
        self.actions_on = OrderActions(context, self)
        self._new = QAction(self)
        self._new.setShortcut(QKeySequence(QKeySequence.StandardKey.New))
        self._new.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._new.triggered.connect(self.actions_on.start)
        self.addAction(self._new)
        self._build()
        self.model.loaded.connect(self._loaded)
        self.model.counted.connect(self._say_count)
        self.model.sort_asked.connect(self._sort)
        context.changed.connect(self._changed)
        context.person_changed.connect(self._dress_acts)
        theme().changed.connect(self.retranslate)
        self.retranslate()

    # ── Building ─────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.chips: dict[OrderState, QPushButton] = {}
        chips = FlowLayout()
        for state in OrderState:
            chip = QPushButton(self)
            chip.setCheckable(True)
            set_role(chip, "chip")
            chip.clicked.connect(self._chips_changed)
            self.chips[state] = chip
            chips.addWidget(chip)
        self.archive_chip = QPushButton(self)
        self.archive_chip.setCheckable(True)
        set_role(self.archive_chip, "chip")
        self.archive_chip.clicked.connect(self._chips_changed)
        chips.addWidget(self.archive_chip)

        self.table = LazyTable(self.context, self.model, "orders", self)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(4, Qt.SortOrder.DescendingOrder)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._row_menu)
        self.table.opened.connect(self._open_row)
        self.table.removal_asked.connect(self._put_away)
        self.table.selectionModel().selectionChanged.connect(self._dress_acts)

        self._acts: dict[OrderAct, QAction] = {}
        for act, _, _, keys in ACTS:
            action = QAction(self.table)
            if keys and act is not OrderAct.OPEN:
                action.setShortcut(QKeySequence(keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                self.table.addAction(action)
            action.triggered.connect(_Doing(self, act))
            self._acts[act] = action
        self._buttons: dict[OrderAct, QPushButton] = {}
        bar = FlowLayout(spacing=GRID // 2)
        self._count = QLabel(self)
        set_role(self._count, "count")
        bar.addWidget(self._count)
        for act in BUTTONS:
            button = QPushButton(self)
            set_role(button, "quiet")
            button.clicked.connect(self._acts[act].trigger)
            self._buttons[act] = button
            bar.addWidget(button)
        self._columns = QPushButton(self)
        set_role(self._columns, "quiet")
        self._columns.clicked.connect(self._choose_columns)
        bar.addWidget(self._columns)
        self.list_export = ListExport(self.context, self._what_is_shown, self)
        self._save = QPushButton(self)
        set_role(self._save, "quiet")
        self._save.clicked.connect(self._choose_kind)
        bar.addWidget(self._save)
        self.incoming = QPushButton(self)
        set_role(self.incoming, "quiet")
        self.incoming.clicked.connect(self._choose_incoming)
        bar.addWidget(self.incoming)
        receiving = QShortcut(QKeySequence("Ctrl+Shift+R"), self)
        receiving.activated.connect(self._receive)
        saving = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        saving.activated.connect(self._choose_kind)

        nothing = EmptyState(
            self.context, "orders", N_("No order yet"), N_("Orders that you create stand here."), [self._new]
        )
        unmatched = N_("No order matches the search and the filters.")
        self.rooms = ListRooms(self.context, self.table, nothing, unmatched, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(chips)
        layout.addLayout(bar)
        layout.addWidget(self.rooms, 1)
        layout.addWidget(self.list_export)

    # ── Page ─────────────────────────────────────────────────────────────────────────────────────

    def title(self) -> str:
        return self.context.language.text("Orders")

    def primary_action(self) -> QAction | None:
        return self._new

    def searchable(self) -> bool:
        return True

    def search_text(self) -> str:
        return self.list.query.text

    def search(self, text: str) -> None:
        if text != self.list.query.text:
            self.show_list(self.list.searched(text))

    def focus_found(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def shortcuts(self) -> list[tuple[str, str]]:
        text = self.context.language.text
        rows = [(keys, text(label)) for _, label, _, keys in ACTS if keys]
        new = self._new.shortcut().toString()
        return [
            (new, self._new.text()),
            *rows,
            ("Ctrl+C", text("Copy the rows")),
            ("Ctrl+S", text("Export the list")),
            ("Ctrl+Shift+R", text("Receive a hand-over…")),
            ("Del", text("Archive or remove")),
        ]

    def enter(self, argument: Any = None) -> None:
        if isinstance(argument, str):
            self.show_list(OrderList().searched(argument))
        elif isinstance(argument, frozenset):
            self.show_list(OrderList().of_states(argument))
        elif self._stale:
            self.show_list(self.list)
        self.table.setFocus()
        if isinstance(argument, Path):
            self.actions_on.handover.take(argument)

    def retranslate(self) -> None:
        text = self.context.language.text
        self._new.setText(text("New order"))
        self._new.setToolTip(text("Start an order"))
        for state, chip in self.chips.items():
            chip.setText(text(state_label(state)))
            chip.setIcon(icon(*state_icon(state)))
        self.archive_chip.setText(text("Archived"))
        self.archive_chip.setIcon(icon("archive", "muted"))
        self.table.setAccessibleName(text("Orders"))
        for act, label, picture, _ in ACTS:
            self._acts[act].setText(text(label))
            self._acts[act].setIcon(icon(picture))
        for act, button in self._buttons.items():
            button.setIcon(icon(next(row[2] for row in ACTS if row[0] is act), "accent"))
        self._columns.setIcon(icon("columns", "accent"))
        self._save.setIcon(icon("save", "accent"))
        self.incoming.setIcon(icon("import", "accent"))
        self._name_buttons()
        self._say_count()
        self._dress_acts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_buttons()

    def _name_buttons(self) -> None:
        """Names beside the icons of the acts where there is room for them."""
        roomy = self.width() > ROOM_FOR_NAMES * theme().metrics().averageCharWidth()
        names = {button: self._acts[act].text() for act, button in self._buttons.items()}
        names[self._columns] = self.context.language.text("Columns")
        names[self._save] = self.context.language.text("Export the list")
        names[self.incoming] = self.context.language.text("Receive")
        for button, name in names.items():
            button.setText(name if roomy else "")
            button.setToolTip(name)
            button.setAccessibleName(name)

    # ── List ─────────────────────────────────────────────────────────────────────────────────────

    def show_list(self, wanted: OrderList) -> None:
        """Show another list: search, states, archive, order."""
        self.list = wanted
        self._stale = False
        for state, chip in self.chips.items():
            chip.setChecked(state in wanted.query.states)
        self.archive_chip.setChecked(wanted.query.archived)
        self.model.show(wanted.fetch, wanted.count)

    def chosen(self) -> list[OrderSummary]:
        """The chosen rows."""
        return [self.model.row(number) for number in self.table.selected_rows()]

    def _chips_changed(self) -> None:
        states = frozenset(state for state, chip in self.chips.items() if chip.isChecked())
        self.show_list(self.list.of_states(states).with_archived(self.archive_chip.isChecked()))

    def _sort(self, name: str, descending: bool) -> None:
        wanted = self.list.sorted_by(name, descending)
        if wanted != self.list:
            self.list = wanted
            if not self._stale:
                self.show_list(wanted)

    def _changed(self, changes: Changes) -> None:
        if not changes.orders:
            return
        if self.isVisible():
            self._arriving = frozenset(order for order in changes.orders if self.model.row_of(order) is None)
            self.model.reload()
        else:
            self._stale = True

    def _loaded(self) -> None:
        if self.model.rowCount():
            self.rooms.show_rows()
            found = any(self.model.row(n).snippet for n in range(self.model.rowCount()))
            self.table.setColumnHidden(FOUND_COLUMN, not (found and self.list.query.text))
            self._choose_some()
        else:
            self.rooms.show_none(narrowed=self.list.filtered)
        self._save.setEnabled(self.model.rowCount() > 0)
        self._dress_acts()

    def _choose_some(self) -> None:
        """Choose what just came back; and leave no list without a chosen row, for the next key to act on."""
        arrived = [row for order in self._arriving if (row := self.model.row_of(order)) is not None]
        self._arriving = frozenset()
        if arrived:
            self.table.choose_rows(sorted(arrived))
        elif not self.table.selected_rows():
            self.table.choose_row(max(self.table.currentIndex().row(), 0))

    def _say_count(self) -> None:
        total = self.model.total
        self._count.setText(self.context.language.ntext("{n} order", "{n} orders", total) if total else "")

    # ── Acts ─────────────────────────────────────────────────────────────────────────────────────

    def do(self, act: OrderAct) -> None:
        """Do something with the chosen rows, if that is allowed."""
        rows = self.chosen()
        if act in acts_for(rows, self.context.person):
            self.actions_on.do(act, rows)

    def _dress_acts(self) -> None:
        allowed = acts_for(self.chosen(), self.context.person)
        for act, action in self._acts.items():
            action.setEnabled(act in allowed)
        for act, button in self._buttons.items():
            button.setEnabled(act in allowed)

    def _row_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        allowed = acts_for(self.chosen(), self.context.person)
        for act, _, _, _ in ACTS:
            if act in allowed:
                menu.addAction(self._acts[act])
        if not menu.isEmpty():
            menu.popup(self.table.viewport().mapToGlobal(place))

    def _open_row(self, number: int) -> None:
        self.context.go("order", self.model.row(number).id)

    def _put_away(self) -> None:
        allowed = acts_for(self.chosen(), self.context.person)
        for act in (OrderAct.REMOVE, OrderAct.ARCHIVE):
            if act in allowed:
                self.do(act)
                return

    def _choose_columns(self) -> None:
        self.table.column_menu(self).popup(self._columns.mapToGlobal(self._columns.rect().bottomLeft()))

    def _choose_kind(self) -> None:
        """Ask in which form the list leaves, unless it is empty."""
        if self.model.rowCount():
            menu = self.list_export.menu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._save.mapToGlobal(self._save.rect().bottomLeft()))
            menu.setActiveAction(menu.actions()[0])

    def _choose_incoming(self) -> None:
        """What can come in: a hand-over, or an order as JSON."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = self.context.language.text
        menu.addAction(icon("import"), text("Receive a hand-over…"), self._receive)
        menu.addAction(icon("file"), text("Bring in an order (JSON)…"), self._bring_in)
        menu.popup(self.incoming.mapToGlobal(self.incoming.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _receive(self) -> None:
        self.actions_on.handover.ask_to_receive()

    def _bring_in(self) -> None:
        self.actions_on.handover.ask_to_bring_in()

    def _what_is_shown(self) -> tuple[OrderQuery, list[ListColumn]]:
        return self.list.query, exported_columns(self.table.shown_columns(), self.context.language)


class _Doing:
    def __init__(self, page: OrdersPage, act: OrderAct) -> None:
        self._page, self._act = page, act

    def __call__(self) -> None:
        self._page.do(self._act)

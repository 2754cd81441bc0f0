"""The list of reminders: what presses most first; opened, put off or put away.

Nothing here changes a deadline. What is put away comes back with the next rung of its entry.
"""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.agenda.reminders import Reminder
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.places import EntryAt
from numspot_desk.ui.deadlines.row_words import picture, state, what, when
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.table import Fetched, LazyTableModel, PageKey, TableColumn
from numspot_desk.ui.kit.table_view import LazyTable
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.reminders.watch import ReminderWatch
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.deadlines.mark_entry import mark
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.roles import may_write

LATER: Final = ((1, N_("Tomorrow")), (7, N_("In a week")), (30, N_("In thirty days")))
"""By how many days what is chosen can be put off."""
_WIDTH, _HEIGHT = 130 * GRID, 60 * GRID
COLUMNS: Final[tuple[TableColumn[Reminder], ...]] = (
    TableColumn(
        "state", N_("State"), lambda one, to: state(one.row, to), 160, picture=lambda one: picture(one.row)
    ),
    TableColumn("day", N_("Day"), lambda one, to: when(one.row, to), 110),
    TableColumn("what", N_("What"), lambda one, to: what(one.row, to), 200, stretch=True),
    TableColumn("client", N_("Client"), lambda one, _: one.row.entry.contract.client, 140),
    TableColumn("number", N_("Contract"), lambda one, _: one.row.entry.contract.number, 172),
)


class ReminderModel(LazyTableModel[Reminder]):
    """Shows reminders that are in hand, a page at a time."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(context, COLUMNS, lambda one: "\n".join(one.id), parent)

    def show_list(self, reminders: Sequence[Reminder]) -> None:
        """Show these, in this order."""

        def fetch(_: Workspace, key: PageKey, limit: int) -> Fetched[Reminder]:
            start = 0 if key is None else int(key[0])
            end = start + limit
            return Fetched(reminders[start:end], (end,) if end < len(reminders) else None)

        self.show(fetch, lambda _: len(reminders))


class RemindersDialog(QDialog):
    """Deleted when it closes. Enter opens the entry of the current row on the page of deadlines."""

    def __init__(self, context: DeskContext, watch: ReminderWatch, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = context
        self._watch = watch
        self.model = ReminderModel(context, self)
        self.table = LazyTable(context, self.model, "reminders", self)
        self.model.loaded.connect(self._loaded)
        self.table.opened.connect(self._open_row)
        self.table.removal_asked.connect(self.put_away)
        text = context.language.text
        self.setWindowTitle(text("Reminders"))
        self.table.setAccessibleName(text("Reminders"))
        heading, note = QLabel(text("Reminders"), self), QLabel(self)
        set_role(heading, "heading")
        set_role(note, "muted")
        note.setWordWrap(True)
        note.setText(
            text("What is put away comes back at the next reminder of its deadline, until it is done.")
        )
        self._nothing = QLabel(text("No reminder. The deadlines that come closer will stand here."), self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        set_role(self._nothing, "muted")
        self._rooms = QStackedWidget(self)
        self._rooms.addWidget(self.table)
        self._rooms.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        layout.addWidget(note)
        layout.addWidget(self._rooms, 1)
        layout.addLayout(self._buttons())
        QShortcut(QKeySequence("Ctrl+Shift+Del"), self, self.put_all_away)
        room = parent.size()
        self.resize(min(_WIDTH, room.width() - 4 * GRID), min(_HEIGHT, room.height() - 4 * GRID))
        watch.changed.connect(self._show)
        self._show()
        self.table.setFocus()

    def chosen(self) -> list[Reminder]:
        """The chosen rows."""
        return [self.model.row(number) for number in self.table.selected_rows()]

    def open_entry(self) -> None:
        """Go to the entry of the current row, on the page of deadlines."""
        index = self.table.currentIndex()
        if index.isValid():
            self._open_row(index.row())

    def put_away(self) -> None:
        """Take the chosen rows out of the list."""
        if found := self.chosen():
            self._watch.put_away(found)

    def put_all_away(self) -> None:
        """Take everything out of the list."""
        if self._watch.listed:
            self._watch.put_away(self._watch.listed)

    def put_off(self, days: int) -> None:
        """Remind of the chosen rows again so many days from now."""
        until = self.context.clock.today() + dt.timedelta(days=days)
        keys, context = [one.id.key for one in self.chosen()], self.context
        person, clock = context.person, context.clock

        def work(workspace: Workspace) -> None:
            with workspace.transaction():
                for key in keys:
                    mark(workspace, key, person=person, clock=clock, snoozed_until=until)

        context.run(work, self._marked, owner=self)

    def _marked(self, _: None) -> None:
        self.context.announce(Changes(marks=True))

    def _open_row(self, number: int) -> None:
        row = self.model.row(number).row
        self.accept()
        self.context.go("deadlines", EntryAt(row.entry.key))

    def _show(self) -> None:
        self.model.show_list(self._watch.listed)

    def _loaded(self) -> None:
        any_row = self.model.rowCount() > 0
        held = self._rooms.isAncestorOf(self.focusWidget() or self)
        self._rooms.setCurrentWidget(self.table if any_row else self._nothing)
        if any_row and not self.table.selected_rows():
            self.table.choose_row(min(max(self.table.currentIndex().row(), 0), self.model.rowCount() - 1))
        for button in (self.go, self.away, self.all_away, self.later):
            button.setEnabled(any_row)
        if held and not any_row:
            self.close_button.setFocus()

    def _buttons(self) -> FlowLayout:
        text = self.context.language.text
        self.go, self.later, self.away, self.all_away, self.close_button = (
            QPushButton(self) for _ in range(5)
        )
        set_role(self.go, "primary")
        menu = QMenu(self.later)
        for days, label in LATER:
            action = QAction(text(label), menu)
            action.triggered.connect(partial(self._put_off, days))
            menu.addAction(action)
        self.later.setMenu(menu)
        self.later.setVisible(may_write(self.context.person))
        line = FlowLayout(spacing=GRID)
        for button, label, picture_, act in (
            (self.go, text("Open the deadline"), "deadlines", self.open_entry),
            (self.later, text("Remind me again…"), "", None),
            (self.away, text("Put away"), "archive", self.put_away),
            (self.all_away, text("Put all away"), "", self.put_all_away),
            (self.close_button, text("Close"), "", self.reject),
        ):
            button.setText(label)
            button.setAutoDefault(False)
            if picture_ and button is not self.go:
                button.setIcon(icon(picture_))
            if act is not None:
                button.clicked.connect(act)
            line.addWidget(button)
        self.away.setToolTip("Del")
        self.all_away.setToolTip("Ctrl+Shift+Del")
        return line

    def _put_off(self, days: int, _checked: bool = False) -> None:
        self.put_off(days)

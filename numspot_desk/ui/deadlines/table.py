"""The table of the agenda: page by page from the index, both days painted, words spoken."""

import datetime as dt
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.deadlines.explained import Explained
from numspot_desk.ui.deadlines.row_words import (
    COLUMNS,
    DAY,
    NOTE,
    OWNER,
    SIDES,
    identity,
    note,
    owner,
    sides_said,
    when,
)
from numspot_desk.ui.deadlines.sides import ROW, SidesDelegate
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.table import Fetched, Index, LazyTableModel, PageKey
from numspot_desk.ui.kit.table_view import LazyTable
from numspot_desk.usecases.deadlines.due_index import rows_of
from numspot_desk.usecases.ports.due import DueQuery
from numspot_desk.usecases.ports.workspace import Workspace


class AgendaModel(LazyTableModel[Stands]):
    """Shows rows that are in hand, a page at a time, or, for a calendar that points at them, at once."""

    def __init__(self, context: DeskContext, parent: QObject) -> None:
        super().__init__(context, COLUMNS, identity, parent)

    def show_rows(self, rows: tuple[Stands, ...]) -> None:
        """Show these rows, all of them at once: a calendar points at them."""
        self.show(lambda _store, _key, _limit: Fetched(rows, None), lambda _: len(rows))

    def show_query(self, query: DueQuery, *, keep: bool) -> None:
        """Show what the index answers, page by page; `keep` as many rows as there are."""
        held = self.rowCount() if keep else 0

        def fetch(store: Workspace, key: PageKey, limit: int) -> Fetched[Stands]:
            found = store.due.page(query, key, limit if key else max(limit, held))
            return Fetched(rows_of(found.rows, query), found.next_key)

        def count(store: Workspace) -> int:
            counts = store.due.counts(query)
            return sum(n for state, n in counts.items() if state in query.states)

        self.show(fetch, count)

    def row_of_entry(self, key: str) -> int | None:
        """The number of the fetched row of an entry."""
        return next((n for n in range(self.rowCount()) if self.row(n).entry.key == key), None)

    def rows_on(self, day: dt.date) -> list[int]:
        """The numbers of the fetched rows of a day."""
        return [number for number in range(self.rowCount()) if self.row(number).day == day]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column, language = self.row(index.row()), index.column(), self.context.language
        spoken = role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if role == ROW:
            return row
        if spoken and column == DAY:
            return when(row, language)
        if spoken and column == SIDES:
            return sides_said(row, language)
        if column == OWNER and role == Qt.ItemDataRole.DecorationRole:
            return icon("note", "muted") if note(row, language) else None
        if column == OWNER and spoken:
            return "\n".join(filter(None, (owner(row), note(row, language))))
        if column == NOTE and role == Qt.ItemDataRole.DisplayRole:
            return note(row, language).replace("\n", " – ")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            role = Qt.ItemDataRole.DisplayRole
        return super().data(index, role)


class AgendaTable(LazyTable):
    """Answers "why?" for its current row."""

    def __init__(self, context: DeskContext, model: AgendaModel, parent: QWidget) -> None:
        super().__init__(context, model, "deadlines", parent)
        self.agenda = model
        self.explained = Explained(context, self)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.setItemDelegateForColumn(SIDES, SidesDelegate(context, self))
        self.selectionModel().currentRowChanged.connect(context.value_focused)

    def current(self) -> Stands | None:
        """The current row."""
        index = self.currentIndex()
        return self.agenda.row(index.row()) if index.isValid() and self.agenda.rowCount() else None

    def why(self) -> WhyRequest | None:
        """How the day of the current row was counted."""
        row = self.current()
        return None if row is None else self.explained.of(row)

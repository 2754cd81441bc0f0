"""The table of the agenda: rows of a list that is already read, both days painted, words spoken."""

import datetime as dt
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.deadlines.row_words import (
    COLUMNS,
    NOTE,
    OWNER,
    SIDES,
    identity,
    note,
    owner,
    sides_said,
    what,
)
from numspot_desk.ui.deadlines.sides import ROW, SidesDelegate
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.table import PAGE, Fetched, Index, LazyTableModel, PageKey
from numspot_desk.ui.kit.table_view import LazyTable
from numspot_desk.usecases.ports.workspace import Workspace


class AgendaModel(LazyTableModel[Stands]):
    """Shows rows that are in hand, a page at a time, or, for a calendar that points at them, at once."""

    def __init__(self, context: DeskContext, parent: QObject) -> None:
        super().__init__(context, COLUMNS, identity, parent)

    def show_rows(self, rows: tuple[Stands, ...], at_once: int = PAGE) -> None:
        """Show these rows, in this order; so many of them at once."""

        def fetch(_: Workspace, key: PageKey, limit: int) -> Fetched[Stands]:
            start = 0 if key is None else int(key[0])
            end = start + (limit if key else max(limit, at_once))
            return Fetched(rows[start:end], (end,) if end < len(rows) else None)

        self.show(fetch, lambda _: len(rows))

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
        return None if row is None else why_of(row, self.context)


def why_of(row: Stands, context: DeskContext) -> WhyRequest:
    """The explanation of an entry that was counted now, under its name."""
    assert row.entry.why is not None
    return WhyRequest(what(row, context.language), row.entry.why, row.entry.contract.events)

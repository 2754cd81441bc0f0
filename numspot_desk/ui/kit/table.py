"""Tables over many rows: pages fetched by key as they come into view, sorted and filtered in SQL.

The model holds the rows it has fetched and is told how to fetch more; it never sorts or filters itself
and, when rows change, puts in and takes out just these, so that selection and scroll stay. What every
table offers to people lives in `table_view`.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from numspot_desk.language.catalog import Language
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import theme
from numspot_desk.usecases.ports.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")
PageKey = tuple[Any, ...] | None
PAGE = 50


@dataclass(frozen=True)
class Fetched(Generic[Row]):
    """Rows in order, and the key to ask the next ones with."""

    rows: Sequence[Row]
    next_key: PageKey


@dataclass(frozen=True)
class TableColumn(Generic[Row]):
    """One column: what it says of a row. `sort` is the query's name for it, None where there is none;
    `value` the amount or day that an exported sheet holds, None where it holds the text."""

    id: str
    label: str  # msgid
    text: Callable[[Row, Language], str]
    width: int
    sort: str | None = None
    right: bool = False
    picture: Callable[[Row], tuple[str, str]] | None = None
    hidden: bool = False  # until the person chooses it
    stretch: bool = False  # takes the room that is left
    value: Callable[[Row], Decimal | dt.date | None] | None = None


Fetch = Callable[[Workspace, PageKey, int], Fetched[Row]]
Count = Callable[[Workspace], int]


class LazyTableModel(QAbstractTableModel, Generic[Row]):
    """`loaded` after each answer; `counted` once it is known how many rows there are in all, which may take
    longer than the first of them; `sort_asked` when a header is clicked."""

    loaded = Signal()
    counted = Signal()
    sort_asked = Signal(str, bool)

    def __init__(
        self,
        context: DeskContext,
        columns: Sequence[TableColumn[Row]],
        identity: Callable[[Row], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.columns = tuple(columns)
        self.total = 0
        self._identity = identity
        self._fetch: Fetch[Row] | None = None
        self._count: Count | None = None
        self._rows: list[Row] = []
        self._next: PageKey = None
        self._asked = 0
        self._fetching = False
        theme().changed.connect(self._repaint)
        context.language_changed.connect(self._repaint)

    # ── Fetching ─────────────────────────────────────────────────────────────────────────────────

    def show(self, fetch: Fetch[Row], count: Count) -> None:
        """Show the rows of another query, from its start, and say how many it has."""
        self._fetch, self._count = fetch, count
        self._ask(None, PAGE)

    def reload(self) -> None:
        """Ask again for what is shown, keeping selection and place."""
        self._ask(None, max(PAGE, len(self._rows)))

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:
        return not parent.isValid() and self._next is not None and not self._fetching

    def fetchMore(self, parent: Index = QModelIndex()) -> None:
        if self.canFetchMore(parent):
            self._ask(self._next, PAGE)

    def _ask(self, key: PageKey, limit: int) -> None:
        fetch = self._fetch
        if fetch is None:
            return
        self._asked += 1
        asked = self._asked
        self._fetching = True
        more = key is not None

        def answered(answer: Fetched[Row]) -> None:
            self._answered(asked, answer, more)

        def failed(error: BaseException) -> None:
            self._fetching = False
            self.context.failed(error)

        self.context.run(lambda workspace: fetch(workspace, key, limit), answered, failed, owner=self)

    def _answered(self, asked: int, answer: Fetched[Row], more: bool) -> None:
        if asked != self._asked:
            return
        self._fetching = False
        self._next = answer.next_key
        if more:
            self._put_in(len(self._rows), list(answer.rows))
        else:
            self._replace(list(answer.rows))
        if self._next is None:
            self._set_total(len(self._rows))
        elif not more and (count := self._count) is not None:
            self.context.run(count, lambda total: self._counted(count, total), owner=self)
        self.loaded.emit()

    def _counted(self, count: Count, total: int) -> None:
        if count is self._count:  # else another query is shown by now
            self._set_total(total)

    def _set_total(self, total: int) -> None:
        self.total = total
        self.counted.emit()

    def _replace(self, rows: list[Row]) -> None:
        """Take out and put in only what differs between the rows shown and these."""
        old = [self._identity(row) for row in self._rows]
        new = [self._identity(row) for row in rows]
        head = 0
        while head < min(len(old), len(new)) and old[head] == new[head]:
            head += 1
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        if len(old) - tail > head:
            self.beginRemoveRows(QModelIndex(), head, len(old) - tail - 1)
            del self._rows[head : len(old) - tail]
            self.endRemoveRows()
        self._put_in(head, rows[head : len(new) - tail])
        for number, row in enumerate(rows):
            if self._rows[number] != row:
                self._rows[number] = row
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))

    def _put_in(self, at: int, rows: list[Row]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self._rows[at:at] = rows
            self.endInsertRows()

    # ── Reading ──────────────────────────────────────────────────────────────────────────────────

    def row(self, number: int) -> Row:
        """A fetched row. Raises `IndexError`."""
        return self._rows[number]

    def row_of(self, identity: str) -> int | None:
        """Where a row stands, None when it is not fetched."""
        return next((n for n, row in enumerate(self._rows) if self._identity(row) == identity), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return column.text(self._rows[index.row()], self.context.language)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.DecorationRole if column.picture is not None:
                return icon(*column.picture(self._rows[index.row()]))
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.context.language.text(column.label)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case _:
                return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and (name := self.columns[column].sort) is not None:
            self.sort_asked.emit(name, order is Qt.SortOrder.DescendingOrder)

    def _repaint(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

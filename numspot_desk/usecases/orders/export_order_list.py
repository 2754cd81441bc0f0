"""Exporting the list of orders as it is shown: same search, filters, order and columns, every row of it.

A sheet is headings and typed cells; `documents.sheets` writes it as CSV or XLSX. The rows are extracted
columns: no answers document is read, and nothing of a bank account is among them.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from numspot_desk.language.messages import message
from numspot_desk.usecases.ports.files import Cell, FileWriter, Sheet, SheetKind, SheetWriter
from numspot_desk.usecases.ports.orders import OrderQuery, OrderSort, OrderSummary
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Progress

_AT_ONCE: Final = 500


@dataclass(frozen=True)
class ListColumn:
    """One column of the list: its heading in the person's language, and what it holds for a row."""

    heading: str
    value: Callable[[OrderSummary], Cell]


class ListReading:
    """The rows that the query shows, read a page at a time: between two pages others may save.

    An order that changes meanwhile stands once: as it was met, or last when its change took it past the
    page being read. `begun` is the instant of the start.
    """

    def __init__(self, query: OrderQuery, columns: Sequence[ListColumn], begun: dt.datetime) -> None:
        self._query = query
        self._columns = columns
        self._begun = begun
        self._rows: dict[str, Sequence[Cell]] = {}
        self._key: tuple[object, ...] | None = None
        self._total: int | None = None

    def read_page(self, workspace: Workspace, progress: Progress | None = None) -> bool:
        """Read the next page; whether there is one more. Raises `Cancelled` when the person stops it."""
        if self._total is None:
            self._total = workspace.orders.count(self._query)
        if progress is not None:
            progress.step(len(self._rows), self._total, message("Reading the orders"))
        page = workspace.orders.page(self._query, self._key, _AT_ONCE)
        self._take(page.rows)
        self._key = page.next_key
        if self._key is None:
            self._take_changed(workspace)
        return self._key is not None

    def sheet(self, title: str, *, decimal_comma: bool) -> Sheet:
        """What was read, in the order of the list."""
        headings = [column.heading for column in self._columns]
        return Sheet(title, headings, list(self._rows.values()), decimal_comma)

    def _take(self, rows: Sequence[OrderSummary]) -> None:
        for row in rows:
            self._rows.setdefault(row.id, [column.value(row) for column in self._columns])

    def _take_changed(self, workspace: Workspace) -> None:
        latest = replace(self._query, sort=OrderSort.UPDATED, descending=True)
        key: tuple[object, ...] | None = None
        while True:
            page = workspace.orders.page(latest, key, _AT_ONCE)
            changed = [row for row in page.rows if row.updated_at >= self._begun]
            self._take(changed)
            key = page.next_key
            if key is None or len(changed) < len(page.rows):
                return


def write_order_list(
    sheet: Sheet,
    folder: Path,
    stem: str,
    at: dt.datetime,
    kind: SheetKind,
    sheets: SheetWriter,
    files: FileWriter,
    progress: Progress | None = None,
) -> Path:
    """Write the sheet in the folder as `stem-2026-11-22-143205.xlsx`, whole or not at all.

    `at` is local time. Raises `FileRefused` where the folder cannot be written, and `Cancelled`."""
    name = f"{stem}-{at:%Y-%m-%d-%H%M%S}.{kind.value}"
    return files.write_all(folder, {name: sheets.write(sheet, kind, progress)})[0]

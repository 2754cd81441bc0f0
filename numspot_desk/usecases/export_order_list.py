"""Exporting the list of orders as it is shown: same search, filters, order and columns, every row of it.

A sheet is headings and typed cells; `documents.sheets` writes it as CSV or XLSX. The rows are extracted
columns: no answers document is read, and nothing of a bank account is among them.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from numspot_desk.language.messages import message
from numspot_desk.usecases.ports.files import Cell, FileWriter, Sheet, SheetKind, SheetWriter
from numspot_desk.usecases.ports.orders import OrderQuery, OrderSummary
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Progress

_AT_ONCE: Final = 500


@dataclass(frozen=True)
class ListColumn:
    """One column of the list: its heading in the person's language, and what it holds for a row."""

    heading: str
    value: Callable[[OrderSummary], Cell]


def read_order_list(
    workspace: Workspace,
    query: OrderQuery,
    columns: Sequence[ListColumn],
    title: str,
    progress: Progress | None = None,
) -> Sheet:
    """Every row that the query shows, in its order. Raises `Cancelled` when the person stops it."""
    total = workspace.orders.count(query)
    rows: list[Sequence[Cell]] = []
    key: tuple[object, ...] | None = None
    while True:
        if progress is not None:
            progress.step(len(rows), total, message("Reading the orders"))
        page = workspace.orders.page(query, key, _AT_ONCE)
        rows += [[column.value(row) for column in columns] for row in page.rows]
        key = page.next_key
        if key is None:
            return Sheet(title, [column.heading for column in columns], rows)


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

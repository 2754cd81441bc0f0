"""A price list file as rows of text: CSV in the forms that spreadsheets write, and XLSX.

Nothing is guessed silently: what cannot be read is refused with its line. What a cell means is the
business of `contracts.catalogue`. Formulas are refused: a price list holds values.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from numspot_desk.contracts.catalogue import column_named
from numspot_desk.language.messages import Message, message
from numspot_desk.usecases.files.csv_text import MOST_COLUMNS, Row, csv_rows, decoded
from numspot_desk.usecases.refusals import FileRefused

LARGEST_FILE: Final = 5 * 1024 * 1024
_LARGEST_UNPACKED: Final = 60 * 1024 * 1024
_MOST_PARTS: Final = 500
MOST_ROWS: Final = 20_000
_LONGEST_CELL: Final = 1000
_SEPARATORS: Final = ";,\t"
_CHUNK: Final = 256 * 1024


@dataclass(frozen=True)
class BadCell:
    """A cell that holds no value: a formula, an error, too much text. `column` counts from 0."""

    line: int
    column: int
    message: Message


@dataclass(frozen=True)
class Table:
    """A file read: its first row holds the headings."""

    headings: Row
    rows: Sequence[Row]
    bad_cells: Sequence[BadCell]


def read_table(name: str, content: bytes) -> Table:
    """The rows of a file by its name (`.csv`, `.txt`, `.tsv` or `.xlsx`). Raises `FileRefused`."""
    if len(content) > LARGEST_FILE:
        raise FileRefused(message("The file is larger than 5 MB. A price list is smaller: check the file."))
    suffix = name.rpartition(".")[2].lower()
    bad: list[BadCell] = []
    if suffix in ("csv", "txt", "tsv"):
        text = decoded(content)
        rows = _filled(csv_rows(text, _separator(text)))
    elif suffix == "xlsx":
        rows = _filled(_xlsx_rows(content, bad))
    else:
        raise FileRefused(message("Only CSV and XLSX files are read. Save the price list as one of them."))
    if not rows:
        raise FileRefused(message("The file is empty."))
    return Table(rows[0], rows[1:], bad)


def _filled(rows: Iterator[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        if any(cell.strip() for cell in row.cells):
            kept.append(row)
        if len(kept) > MOST_ROWS + 1:
            raise FileRefused(message("The file has more than {limit} rows.", limit=MOST_ROWS))
    return kept


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────────


def _separator(text: str) -> str:
    """The separator with which most headings are known; a comma in a French file stands in amounts."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def known(separator: str) -> int:
        return sum(column_named(cell.strip(' "')) is not None for cell in first.split(separator))

    return max(_SEPARATORS, key=lambda separator: (known(separator), first.count(separator)))


# ── XLSX ─────────────────────────────────────────────────────────────────────────────────────────────


def _xlsx_rows(content: bytes, bad: list[BadCell]) -> Iterator[Row]:
    _refuse_hostile(content)
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            for cells in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS):
                line = next((cell.row for cell in cells if cell.value is not None), 0)
                if line:
                    yield Row(line, [_cell_text(cell, line, i, bad) for i, cell in enumerate(cells)])
        finally:
            book.close()
    except (
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        SyntaxError,
        zipfile.BadZipFile,
    ) as e:
        # What openpyxl raises for a workbook whose parts do not fit together.
        raise FileRefused(
            message("The workbook cannot be read. Open it in your spreadsheet and save it again.")
        ) from e


def _refuse_hostile(content: bytes) -> None:
    """Unpacked sizes are counted, not believed; document types (entities) have no place in a workbook."""
    unreadable = message("The workbook cannot be read. Open it in your spreadsheet and save it again.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            left = _LARGEST_UNPACKED
            for part in parts[: _MOST_PARTS + 1]:
                with packed.open(part) as stream:
                    start = stream.read(4096)
                    left -= len(start)
                    while left >= 0 and (chunk := stream.read(_CHUNK)):
                        left -= len(chunk)
                if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                    raise FileRefused(unreadable)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise FileRefused(unreadable) from error
    if left < 0 or len(parts) > _MOST_PARTS:
        raise FileRefused(message("The workbook is too large to be a price list."))


def _cell_text(cell: Any, line: int, column: int, bad: list[BadCell]) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        bad.append(BadCell(line, column, message("This cell holds a formula. Paste its value instead.")))
        return ""
    if cell.data_type == "e":
        bad.append(BadCell(line, column, message("This cell holds an error of the spreadsheet.")))
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        # A workbook keeps binary numbers; fifteen digits are those that the spreadsheet shows.
        return _without_exponent(value)
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    text = str(value)
    if len(text) > _LONGEST_CELL:
        bad.append(
            BadCell(line, column, message("The text is longer than {limit} characters.", limit=_LONGEST_CELL))
        )
        return ""
    return text


def _without_exponent(value: float) -> str:
    from decimal import Decimal

    return format(Decimal(format(value, ".15g")), "f")

"""Sheets as CSV and XLSX: amounts and days as values, everything else as text.

Text that a spreadsheet would run as a formula stays text: in XLSX by the type of its cell, in CSV by an
apostrophe in front. The same sheet gives the same bytes: a workbook carries a fixed instant.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from typing import Any, Final

from numspot_desk.language.messages import message
from numspot_desk.usecases.ports.files import Cell, Sheet, SheetKind
from numspot_desk.usecases.ports.world import Progress

_RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a text begins that some spreadsheet takes for a formula, full-width forms included."""
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 32_767
_STEP: Final = 500
_STILL: Final = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)  # the first instant that a ZIP archive can name
_WIDTHS: Final = (12, 60)


class SheetFiles:
    """Implements `SheetWriter` of the ports."""

    def write(self, sheet: Sheet, kind: SheetKind, progress: Progress | None = None) -> bytes:
        """The bytes of the file. Raises `Cancelled` when the person stops it."""
        return _xlsx(sheet, progress) if kind is SheetKind.XLSX else _csv(sheet)


def _csv(sheet: Sheet) -> bytes:
    """What the spreadsheets of the reader's language open with its columns and amounts: semicolons where the
    comma is the decimal sign, else commas. A byte order mark keeps the accents."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";" if sheet.decimal_comma else ",", lineterminator="\r\n")
    writer.writerow([_inert(heading) for heading in sheet.headings])
    for row in sheet.rows:
        writer.writerow([_csv_cell(cell, sheet.decimal_comma) for cell in row])
    return target.getvalue().encode("utf-8-sig", "replace")


def _csv_cell(cell: Cell, decimal_comma: bool) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            written = format(cell, "f")
            return written.replace(".", ",") if decimal_comma else written
        case dt.date():
            return cell.isoformat()
        case _:
            return _inert(cell)


def _inert(text: str) -> str:
    shown = text.replace("\0", "")
    return f"'{shown}" if shown.lstrip(" \xa0").startswith(_RUNS) or shown.startswith(_RUNS) else shown


def _xlsx(sheet: Sheet, progress: Progress | None) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.created = _STILL
    book.properties.creator = "NumSpot Desk"
    page = book.active
    assert page is not None
    page.title = re.sub(r"[\[\]:*?/\\]", " ", sheet.title)[:31] or "1"
    for place, heading in enumerate(sheet.headings, start=1):
        _put(page.cell(1, place), heading)
        page.cell(1, place).font = Font(bold=True)
        longest = max([len(heading), *(len(_shown(row[place - 1])) for row in sheet.rows)])
        page.column_dimensions[get_column_letter(place)].width = min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1])
    for line, row in enumerate(sheet.rows, start=2):
        if progress is not None and line % _STEP == 0:
            progress.step(line, len(sheet.rows), message("Writing the workbook"))
        for place, cell in enumerate(row, start=1):
            _put(page.cell(line, place), cell)
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    return _still(book)


def _format(number: Decimal) -> str:
    """With every decimal it has, two at least: a level of 99.999619 shown as 100.00 would look met."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int), "a cell holds a finite number"
    return "#,##0." + "0" * max(-exponent, 2) if exponent else "0"


def _put(target: Any, cell: Cell) -> None:
    match cell:
        case None:
            return
        case Decimal():
            target.value = cell
            target.number_format = _format(cell)
        case dt.date():
            target.value = cell
            target.number_format = "dd/mm/yyyy"
        case _:
            target.value = _NOT_IN_XML.sub("", cell)[:_LONGEST]
            target.data_type = "s"  # whatever it begins with, it is no formula


def _shown(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _still(book: Any) -> bytes:
    """The workbook with every part dated alike, so that the same rows give the same bytes."""
    first, target = io.BytesIO(), io.BytesIO()
    book.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in made.infolist():
            content = made.read(part)
            if part.filename == "docProps/core.xml":  # the library dates it when it saves
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(part.filename, _STILL.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    return target.getvalue()

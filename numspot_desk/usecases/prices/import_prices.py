"""Importing a dated price list: preview a file, then keep all of it or nothing; the template to fill in.

Files become rows in `price_table`, rows become priced services in `contracts.catalogue`.
"""

import csv
import datetime as dt
import io
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from numspot_desk.contracts.catalogue import (
    COLUMNS,
    REQUIRED,
    TITLES,
    PricedService,
    column_named,
    read_row,
)
from numspot_desk.language.catalog import Language
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import Message, message
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.files.csv_text import Row
from numspot_desk.usecases.files.price_table import Table, read_table
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.catalogue import CatalogueItem, PriceList
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Chance, Clock
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.samples.sample_prices import sample_price_list

PUBLIC_LIST: Final = "public_list"
_TEMPLATE_ROWS: Final = ("VM-4-8", "VM-4-8-R12", "OBJ-STD", "VM-4-8-HDS")


class ImportRefused(DeskError):
    """The price list has faults, or no date or name: nothing was imported."""


@dataclass(frozen=True)
class RowFault:
    """What is wrong in the file: the line as the person's program numbers it, the column (or None for the
    whole line) and the sentence."""

    line: int
    column: str | None
    message: Message


@dataclass(frozen=True)
class PreviewRow:
    """One line of the file, read where it can be. `cells` is its text by column, as written."""

    line: int
    cells: dict[str, str]
    item: CatalogueItem | None


@dataclass(frozen=True)
class Preview:
    """What an import would keep. Nothing is kept while there is a fault."""

    name: str
    rows: Sequence[PreviewRow]
    faults: Sequence[RowFault]
    ignored_headings: Sequence[str]

    @property
    def ready(self) -> bool:
        """Whether every line can be kept."""
        return bool(self.rows) and not self.faults

    @property
    def items(self) -> tuple[CatalogueItem, ...]:
        """The priced services read."""
        return tuple(row.item for row in self.rows if row.item is not None)


def preview_prices(name: str, content: bytes) -> Preview:
    """Read a price list file and say, line by line, what is in it and what is wrong with it.

    `name` gives the kind of file by its ending. Raises `FileRefused` when it cannot be read at all.
    """
    table = read_table(name, content)
    columns = _columns(table.headings)
    faults = _heading_faults(table.headings.line, columns)
    if faults:
        return Preview(name, (), faults, ())
    rows = [_preview_row(row, columns) for row in table.rows]
    faults = [*_cell_faults(table, columns), *_row_faults(rows, table), *_repeated(rows)]
    if not rows:
        faults = [RowFault(table.headings.line, None, message("There is no line under the headings."))]
    ignored = [
        heading.strip()
        for heading in table.headings.cells
        if heading.strip() and column_named(heading) is None
    ]
    return Preview(name, rows, sorted(faults, key=lambda fault: fault.line), ignored)


def import_prices(
    workspace: Workspace,
    preview: Preview,
    label: str,
    dated: dt.date,
    person: Person,
    clock: Clock,
    chance: Chance,
) -> Changes:
    """Keep a previewed price list under its name and date. Raises `ImportRefused` and keeps nothing when
    the preview has a fault or the name is empty."""
    if not preview.ready:
        raise ImportRefused(
            message("The price list has faults: nothing was imported. Correct the file and choose it again.")
        )
    if not label.strip():
        raise ImportRefused(message("Give the price list a name, such as “Public prices 2027”."))
    now = clock.now()
    kept = PriceList(
        id=str(uuid.UUID(bytes=chance.bytes(16), version=4)),
        label=label.strip()[:200],
        kind=PUBLIC_LIST,
        dated=dated,
        items=preview.items,
        imported_at=now,
    )
    details = {"label": kept.label, "dated": dated.isoformat(), "items": len(kept.items)}
    act = Act("catalogue.imported", kept.id, person.name, now, details)
    with workspace.transaction():
        workspace.catalogue.add(kept, act)
    return Changes(catalogue=True)


def template(language: Language) -> bytes:
    """A CSV file to fill in, with the headings in the person's language and four invented lines; opens in
    Excel with its accents and columns."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";" if language.code == "fr" else ",", lineterminator="\r\n")
    writer.writerow([language.text(TITLES[column]) for column in COLUMNS])
    items = {item.code: item for item in sample_price_list().items}
    for code in _TEMPLATE_ROWS:
        writer.writerow(_template_cells(items[code], language))
    return target.getvalue().encode("utf-8-sig")


def _template_cells(item: CatalogueItem, language: Language) -> list[str]:
    price = format(item.unit_price, "f")
    return [
        item.code,
        item.service,
        item.label,
        item.region or "",
        language.text("on demand") if item.mode == "on_demand" else language.text("reserved"),
        item.unit,
        price.replace(".", ",") if language.code == "fr" else price,
        item.qualification or "",
        language.text("yes") if item.beta else language.text("no"),
    ]


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────


def _columns(headings: Row) -> dict[int, str]:
    """The column each position holds. A heading that comes twice counts once: see `_heading_faults`."""
    return {i: named for i, cell in enumerate(headings.cells) if (named := column_named(cell)) is not None}


def _heading_faults(line: int, columns: dict[int, str]) -> list[RowFault]:
    named = list(columns.values())
    faults = [
        RowFault(line, column, message("The column “{column}” is missing.", column=Message(TITLES[column])))
        for column in REQUIRED
        if column not in named
    ]
    faults += [
        RowFault(
            line, column, message("The column “{column}” is there twice.", column=Message(TITLES[column]))
        )
        for column in dict.fromkeys(named)
        if named.count(column) > 1
    ]
    return faults


def _preview_row(row: Row, columns: dict[int, str]) -> PreviewRow:
    cells = {column: row.cells[i].strip() for i, column in columns.items() if i < len(row.cells)}
    read = read_row(cells)
    item = CatalogueItem(**asdict(read)) if isinstance(read, PricedService) else None
    return PreviewRow(row.line, cells, item)


def _cell_faults(table: Table, columns: dict[int, str]) -> list[RowFault]:
    """Cells without a value, in the columns that are read."""
    return [
        RowFault(bad.line, columns[bad.column], bad.message)
        for bad in table.bad_cells
        if bad.column in columns
    ]


def _row_faults(rows: Sequence[PreviewRow], table: Table) -> list[RowFault]:
    reported = {bad.line for bad in table.bad_cells}
    faults: list[RowFault] = []
    for row in rows:
        if row.item is not None or row.line in reported:
            continue
        read = read_row(row.cells)
        if not isinstance(read, PricedService):
            faults += [RowFault(row.line, fault.column, fault.message) for fault in read]
    return faults


def _repeated(rows: Sequence[PreviewRow]) -> list[RowFault]:
    """Codes name one service each, whatever their case."""
    first: dict[str, int] = {}
    faults: list[RowFault] = []
    for row in rows:
        code = fold_line(row.cells.get("code", ""))
        if not code:
            continue
        if code in first:
            sentence = message("The code of line {line} is used again.", line=first[code])
            faults.append(RowFault(row.line, "code", sentence))
        first.setdefault(code, row.line)
    return faults

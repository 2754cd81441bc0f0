"""The register of departures as files: a workbook with every row whole, a Word document to read.

What is exported is what the list shows. The workbook holds text as text, never a formula; the document is in
French and bounded, so that it can be read.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from numspot_desk.contracts.content.deviation_register import MOST, Entry, deviation_register
from numspot_desk.language.catalog import Language, load_language
from numspot_desk.language.messages import message
from numspot_desk.usecases.conditions.departure_words import RUNG_NAMES, summary
from numspot_desk.usecases.conditions.deviation_register import Deviation
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.files import Cell, FileWriter, Sheet, SheetKind, SheetWriter, WordWriter
from numspot_desk.usecases.ports.world import Progress
from numspot_desk.usecases.refusals import DeskError


class TooLong(DeskError):
    """More departures than a document to read can hold. Nothing was written."""


@dataclass(frozen=True)
class RegisterColumn:
    """One column of the workbook: its heading in the person's language, and what it holds of a departure."""

    heading: str
    value: Callable[[Deviation], Cell]


def register_sheet(
    found: Sequence[Deviation], columns: Sequence[RegisterColumn], title: str, *, decimal_comma: bool
) -> Sheet:
    """The departures as a sheet, every text whole."""
    rows = [[column.value(one) for column in columns] for one in found]
    return Sheet(title, [column.heading for column in columns], rows, decimal_comma)


def write_register_sheet(
    sheet: Sheet,
    folder: Path,
    stem: str,
    at: dt.datetime,
    sheets: SheetWriter,
    files: FileWriter,
    progress: Progress | None = None,
) -> Path:
    """Write the workbook, whole or not at all; `at` is local time. Raises `FileRefused`, `Cancelled`."""
    name = f"{stem}-{at:%Y-%m-%d-%H%M%S}.xlsx"
    return files.write_all(folder, {name: sheets.write(sheet, SheetKind.XLSX, progress)})[0]


def write_register_document(
    found: Sequence[Deviation],
    folder: Path,
    person: Person,
    at: dt.datetime,
    narrowed_to: Sequence[str],
    word: WordWriter,
    files: FileWriter,
) -> Path:
    """Write the document, contract by contract. Raises `TooLong`, `FileRefused`."""
    if len(found) > MOST:
        raise TooLong(
            message(
                "A document of {count} departures could not be read: narrow the list to {most} at most, or"
                " export the workbook.",
                count=len(found),
                most=MOST,
            )
        )
    together = sorted(found, key=_by_contract)
    entries = [entry_of(one, load_language("fr")) for one in together]
    document = deviation_register(entries, person.name, at.date(), narrowed_to)
    name = f"registre-des-derogations-{at:%Y-%m-%d-%H%M%S}.docx"
    return files.write_all(folder, {name: word.write(document)})[0]


def _by_contract(one: Deviation) -> tuple[str, int, int]:
    return one.row.number, one.row.revision, one.row.position


def entry_of(one: Deviation, french: Language) -> Entry:
    """A departure as the document shows it."""
    row, standard = one.row, one.standard
    return Entry(
        order_id=row.order_id,
        number=row.number,
        revision=row.revision,
        client=row.client_name,
        state=row.state.value,
        clause=row.clause,
        target=row.target,
        title=standard.title,
        label=standard.label or "",
        lacking=standard.lacking,
        standard=standard.text,
        proposed=row.proposed,
        summary=summary(row, french),
        rung=french.text(RUNG_NAMES[row.rung]).lower(),
        asked_by=row.asked_by,
        approved_by=row.approved_by,
        why=row.reason.why,
        until=row.reason.until,
    )

"""A calculation as a Word document, in French, or as a workbook in the reader's language."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.contracts.content.calculation import Part, calculation
from numspot_desk.language.catalog import Language, load_language
from numspot_desk.usecases.calculations.told import VALUES, Told, figure, sections
from numspot_desk.usecases.ports.files import Cell, FileWriter, Sheet, SheetKind, SheetWriter, WordWriter


def document_of(answer: Told, author: str, at: dt.datetime) -> Document:
    """The note of a calculation told in French; `at` is local time."""
    french = load_language("fr")
    parts = [
        Part(name, [(pair.name, pair.said) for pair in pairs]) for name, pairs in sections(answer, french)
    ]
    return calculation(answer.title, answer.headline, answer.warnings, parts, author, at.date())


def write_document(
    answer: Told, author: str, at: dt.datetime, folder: Path, word: WordWriter, files: FileWriter
) -> Path:
    """Write the note of a calculation told in French; `at` is local time. Raises `FileRefused`."""
    name = f"note-de-calcul-{at:%Y-%m-%d-%H%M%S}.docx"
    return files.write_all(folder, {name: word.write(document_of(answer, author, at))})[0]


def write_workbook(
    answer: Told,
    values: Mapping[str, Any],
    at: dt.datetime,
    language: Language,
    folder: Path,
    sheets: SheetWriter,
    files: FileWriter,
) -> Path:
    """Write a calculation told in this language as a workbook, its `values` as numbers and days. Raises
    `FileRefused`."""
    content = sheets.write(calculation_sheet(answer, values, language), SheetKind.XLSX)
    stem = language.text("calculation")
    name = f"{stem}-{at:%Y-%m-%d-%H%M%S}.xlsx"
    return files.write_all(folder, {name: content})[0]


def calculation_sheet(answer: Told, values: Mapping[str, Any], language: Language) -> Sheet:
    """One row a line of the note: its part, what it is called, what it says."""
    text = language.text
    figures = {text(VALUES[key][0]): figure(key, values[key]) for key in VALUES if key in values}
    rows: list[tuple[Cell, ...]] = [(answer.title, answer.headline, None)]
    rows += [(text("To be verified"), one, None) for one in answer.warnings]
    for heading, pairs in sections(answer, language):
        for pair in pairs:
            known = figures.get(pair.name) if pairs is answer.figures else None
            rows.append((heading, pair.name, pair.said if known is None else known))
    return Sheet(answer.title, [text("Part"), text("Name"), text("Value")], rows)

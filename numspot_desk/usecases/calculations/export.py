"""A calculation as a Word document, in French, or as a workbook in the reader's language."""

import datetime as dt
from pathlib import Path

from numspot_desk.contracts.content.calculation import Part, calculation
from numspot_desk.language.catalog import Language, load_language
from numspot_desk.usecases.answers.answered import Answered
from numspot_desk.usecases.calculations.parts import Calculator, Values
from numspot_desk.usecases.calculations.told import VALUES, Told, figure, sections, told
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.files import Cell, FileWriter, Sheet, SheetKind, SheetWriter, WordWriter


def write_document(
    calculator: Calculator,
    values: Values,
    found: Answered,
    folder: Path,
    person: Person,
    at: dt.datetime,
    word: WordWriter,
    files: FileWriter,
) -> Path:
    """Write the note of a calculation; `at` is local time. Raises `FileRefused`."""
    french = load_language("fr")
    answer = told(calculator, values, found, french)
    parts = [
        Part(name, [(pair.name, pair.said) for pair in pairs]) for name, pairs in sections(answer, french)
    ]
    document = calculation(answer.title, answer.headline, answer.warnings, parts, person.name, at.date())
    name = f"note-de-calcul-{at:%Y-%m-%d-%H%M%S}.docx"
    return files.write_all(folder, {name: word.write(document)})[0]


def write_workbook(
    calculator: Calculator,
    values: Values,
    found: Answered,
    folder: Path,
    at: dt.datetime,
    language: Language,
    sheets: SheetWriter,
    files: FileWriter,
) -> Path:
    """Write the calculation as a workbook, its figures as numbers. Raises `FileRefused`."""
    answer = told(calculator, values, found, language)
    content = sheets.write(calculation_sheet(answer, found, language), SheetKind.XLSX)
    stem = language.text("calculation")
    name = f"{stem}-{at:%Y-%m-%d-%H%M%S}.xlsx"
    return files.write_all(folder, {name: content})[0]


def calculation_sheet(answer: Told, found: Answered, language: Language) -> Sheet:
    """One row a line of the note: its part, what it is called, what it says."""
    text = language.text
    figures = {text(VALUES[key][0]): figure(key, found.values[key]) for key in VALUES if key in found.values}
    rows: list[tuple[Cell, ...]] = [(answer.title, answer.headline, None)]
    rows += [(text("To be verified"), one, None) for one in answer.warnings]
    for heading, pairs in sections(answer, language):
        for pair in pairs:
            known = figures.get(pair.name) if pairs is answer.figures else None
            rows.append((heading, pair.name, pair.said if known is None else known))
    return Sheet(answer.title, [text("Part"), text("Name"), text("Value")], rows)

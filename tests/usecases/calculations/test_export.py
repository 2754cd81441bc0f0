"""A calculation as files: the document and the workbook hold what the screen tells."""

import datetime as dt
import io
from pathlib import Path

import docx
import openpyxl
import pytest

from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.sheets import SheetFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.language.catalog import load_language
from numspot_desk.language.zone import PARIS
from numspot_desk.usecases.calculations.calculators import BY_ID, CALCULATORS
from numspot_desk.usecases.calculations.export import write_document, write_workbook
from numspot_desk.usecases.calculations.outcome import calculate
from numspot_desk.usecases.calculations.rates_kept import known_rates
from numspot_desk.usecases.calculations.told import told
from tests.usecases.calculations.test_outcome import FILLED

AT = dt.datetime(2026, 11, 22, 14, 32, tzinfo=PARIS)


@pytest.mark.parametrize("ident", [one.id for one in CALCULATORS])
def test_the_files_hold_the_result(ident: str, tmp_path: Path) -> None:
    calculator, values = BY_ID[ident], FILLED[ident]
    found = calculate(calculator, values, known_rates()).found
    assert found is not None
    french = load_language("fr")
    answer = told(calculator, values, found, french)
    word = write_document(answer, "Camille Durand", AT, tmp_path, WordFiles(), FolderFiles())
    book = write_workbook(answer, found.values, AT, french, tmp_path, SheetFiles(), FolderFiles())
    document = docx.Document(io.BytesIO(word.read_bytes()))  # type: ignore[arg-type]
    written = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert any(clause in written for step in [found.why] for clause in step.clauses)
    rows = list(openpyxl.load_workbook(book).active.iter_rows(values_only=True))
    main = next(found.values[key] for key in calculator.main if isinstance(found.values[key], str))
    if "-" in main:
        assert any(isinstance(row[2], dt.datetime) and f"{row[2]:%Y-%m-%d}" == main for row in rows)
    else:
        assert any(
            isinstance(row[2], int | float) and f"{row[2]:.6f}" == f"{float(main):.6f}" for row in rows
        )


def test_a_level_keeps_every_decimal_in_a_workbook(tmp_path: Path) -> None:
    calculator, values = BY_ID["availability"], FILLED["availability"]
    found = calculate(calculator, values, known_rates()).found
    assert found is not None
    answer, french = told(calculator, values, found, load_language("fr")), load_language("fr")
    book = write_workbook(answer, found.values, AT, french, tmp_path, SheetFiles(), FolderFiles())
    cells = {row[1].value: row[2] for row in openpyxl.load_workbook(book).active.iter_rows()}
    assert cells["Niveau constaté"].number_format == "#,##0.000000"


def test_what_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    link = '=HYPERLINK("http://x")'
    invoice = {"number": link, "amount_incl_tax": "120", "amount_excl_tax": "100", "due": "31/01/2026"}
    values = {"invoices": [invoice], "counted_to": "30/06/2026"}
    calculator, french = BY_ID["late_payment"], load_language("fr")
    found = calculate(calculator, values, known_rates()).found
    assert found is not None
    answer = told(calculator, values, found, french)
    book = write_workbook(answer, found.values, AT, french, tmp_path, SheetFiles(), FolderFiles())
    cells = [cell for row in openpyxl.load_workbook(book).active.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert any(link in str(cell.value) for cell in cells)

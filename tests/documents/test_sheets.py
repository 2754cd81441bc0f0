"""Sheets read back: values as values, text as text whatever it begins with, the same bytes twice."""

import csv
import datetime as dt
import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from numspot_desk.documents.sheets import SheetFiles
from numspot_desk.language.messages import Message
from numspot_desk.usecases.ports.files import Sheet, SheetKind
from numspot_desk.usecases.refusals import Cancelled

DAY = dt.date(2026, 12, 23)
HOSTILE = [
    "=cmd|'/c calc'!A1",
    "+33 1 02 03 04 05",
    "-2+3",
    "@SUM(A1)",
    "  =1+1",
    "\t=1+1",
    "\uff1dHYPERLINK()",
    "|calc",
]
SHEET = Sheet(
    "Commandes : [2026]/*",
    ["Client", "Montant HT", "Valable"],
    [
        ["Hôpital ; Sœur « É »", Decimal("54182.90"), DAY],
        ["", None, None],
        *[[t, Decimal("-1.50"), DAY] for t in HOSTILE],
    ],
)


def test_a_workbook_holds_amounts_days_and_text_and_no_formula() -> None:
    page = openpyxl.load_workbook(io.BytesIO(SheetFiles().write(SHEET, SheetKind.XLSX))).active
    assert page is not None and page.freeze_panes == "A2"
    assert [cell.value for cell in page[1]] == SHEET.headings
    assert page["A2"].value == "Hôpital ; Sœur « É »"
    assert page["B2"].data_type == "n" and Decimal(str(page["B2"].value)) == Decimal("54182.90")
    assert str(page["C2"].value) == "2026-12-23 00:00:00" and page["C2"].is_date
    assert page["B3"].value is None
    for line, text in enumerate(HOSTILE, start=4):
        cell = page.cell(line, 1)
        assert (cell.data_type, cell.value) == ("s", text), "exactly the text, and never a formula"


def test_a_csv_file_opens_in_a_french_spreadsheet_and_runs_nothing() -> None:
    content = SheetFiles().write(SHEET, SheetKind.CSV)
    assert content.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == SHEET.headings
    assert rows[1] == ["Hôpital ; Sœur « É »", "54182,90", "2026-12-23"] and rows[2] == ["", "", ""]
    assert [row[0] for row in rows[3:]] == [f"'{text}" for text in HOSTILE]
    assert {row[1] for row in rows[3:]} == {"-1,50"}, "an amount is a number, its sign no formula"


def test_a_csv_file_in_english_has_commas_between_columns_and_points_in_amounts() -> None:
    content = SheetFiles().write(replace(SHEET, decimal_comma=False), SheetKind.CSV)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[1] == ["Hôpital ; Sœur « É »", "54182.90", "2026-12-23"]


@pytest.mark.parametrize("kind", list(SheetKind))
def test_the_same_sheet_gives_the_same_bytes(kind: SheetKind) -> None:
    assert SheetFiles().write(SHEET, kind) == SheetFiles().write(SHEET, kind)


class Stops:
    """A progress that is stopped at once."""

    def step(self, done: int, total: int, what: Message) -> None:
        raise Cancelled


def test_a_long_workbook_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        SheetFiles().write(Sheet("x", ["x"], [["a"]] * 600), SheetKind.XLSX, Stops())


@pytest.mark.parametrize("kind", list(SheetKind))
def test_characters_that_no_workbook_holds_are_left_out(kind: SheetKind) -> None:
    content = SheetFiles().write(Sheet("", ["x"], [["a\0b\x07c\ud800"], ["n" * 40_000]]), kind)
    if kind is SheetKind.XLSX:
        page = openpyxl.load_workbook(io.BytesIO(content)).active
        assert page is not None and page["A2"].value == "abc" and len(page["A3"].value) == 32_767
        assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    else:
        assert b"\0" not in content

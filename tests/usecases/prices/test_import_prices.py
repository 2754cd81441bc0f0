"""Price lists from CSV and XLSX: read in every form that spreadsheets write, kept whole or not at all."""

import datetime as dt
import io
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from numspot_desk.language.catalog import LANGUAGES, LanguageCode, load_language
from numspot_desk.usecases.files.price_table import LARGEST_FILE, MOST_ROWS
from numspot_desk.usecases.prices.import_prices import Preview, preview_prices, template
from numspot_desk.usecases.refusals import FileRefused
from numspot_desk.usecases.samples.sample_prices import sample_price_list

CSV = (
    "Code;Service;Libellé;Mode;Unité;Prix unitaire HT\r\n"
    "VM-1;virtual_machine;VM « à l’été »;à la demande;mois;1 234,50\r\n"
    "\r\n"
    "OBJ;stockage objet;Objet;réservé;Gio;0,02\r\n"
)


def _faults(preview: Preview) -> list[tuple[int, str | None, str]]:
    return [(fault.line, fault.column, fault.message.msgid) for fault in preview.faults]


def _prices(preview: Preview) -> dict[str, Decimal]:
    assert preview.ready, _faults(preview)
    return {item.code: item.unit_price for item in preview.items}


def _workbook(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


HEADINGS = ["code", "service", "label", "mode", "unit", "unit_price"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_a_csv_is_read_in_every_encoding_and_separator(encoding: str, separator: str) -> None:
    text = CSV if separator != "," else CSV.replace("1 234,50", "1 234.50").replace("0,02", "0.02")
    content = text.replace(";", separator).encode(encoding)
    preview = preview_prices("Tarifs.CSV", content)
    assert _prices(preview) == {"VM-1": Decimal("1234.50"), "OBJ": Decimal("0.02")}
    assert [row.line for row in preview.rows] == [2, 4]
    assert preview.items[0].label == "VM « à l’été »"


def test_quoted_cells_may_hold_separators_and_line_breaks_are_refused_as_text() -> None:
    good = CSV.replace("VM « à l’été »", '"VM; ""4"" vCPU"')
    assert preview_prices("t.csv", good.encode()).items[0].label == 'VM; "4" vCPU'
    broken = CSV.replace("VM « à l’été »", '"VM\n4"')
    assert _faults(preview_prices("t.csv", broken.encode())) == [
        (2, "label", "“{text}” holds a character that cannot be printed.")
    ]


def test_a_missing_or_doubled_heading_is_named() -> None:
    assert _faults(preview_prices("t.csv", b"Code;Service;Code\nA;api;B\n"))[0][2] == (
        "The column “{column}” is missing."
    )
    doubled = CSV.replace("Libellé", "Libellé;label", 1)
    assert _faults(preview_prices("t.csv", doubled.encode())) == [
        (1, "label", "The column “{column}” is there twice.")
    ]


def test_faults_name_line_and_column_and_nothing_is_ready() -> None:
    bad = CSV.replace("0,02", "douze").replace("OBJ", "vm-1")
    preview = preview_prices("t.csv", bad.encode())
    assert not preview.ready
    assert set(_faults(preview)) == {
        (4, "unit_price", "“{text}” cannot be read as an amount."),
        (4, "code", "The code of line {line} is used again."),
    }
    assert [row.item is not None for row in preview.rows] == [True, False]


def test_a_short_line_lacks_its_last_cells() -> None:
    bad = CSV.replace(";Gio;0,02", "")
    assert {column for _line, column, _text in _faults(preview_prices("t.csv", bad.encode()))} == {
        "unit",
        "unit_price",
    }


def test_a_heading_that_is_not_ours_is_said_to_be_ignored() -> None:
    content = CSV.replace("Prix unitaire HT", "Prix unitaire HT;Remise").encode()
    assert preview_prices("t.csv", content).ignored_headings == ["Remise"]


def test_an_empty_list_has_a_fault() -> None:
    assert not preview_prices("t.csv", CSV.splitlines()[0].encode()).ready


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", b""),
        ("t.csv", b" \n;;\n"),
        ("t.csv", b"\x81\x8d" + CSV.encode()),
        ("t.csv", CSV.encode("utf-16-le")),
        ("t.csv", b"x" * (LARGEST_FILE + 1)),
        ("t.csv", CSV.replace("VM « ", '"VM ').encode()),
        ("t.csv", ("a;" * 100).encode()),
        ("t.csv", b"code\n" + b"a\n" * (MOST_ROWS + 1)),
        ("t.xls", b"\xd0\xcf\x11\xe0"),
        ("t", b"code"),
        ("t.xlsx", b"PK\x03\x04 not a workbook"),
        ("t.xlsx", CSV.encode()),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(name: str, content: bytes) -> None:
    with pytest.raises(FileRefused):
        preview_prices(name, content)


def test_a_workbook_gives_numbers_dates_and_text() -> None:
    content = _workbook(
        [
            HEADINGS,
            ["VM-1", "virtual_machine", dt.date(2026, 1, 2), "on_demand", "mois", 0.1 + 0.2],
            [None] * 6,
            [42, "api", "API", "reserved", "mois", 1200],
            ["TINY", "api", "API", "reserved", "mois", 0.00001],
        ]
    )
    preview = preview_prices("t.xlsx", content)
    assert _prices(preview) == {"VM-1": Decimal("0.3"), "42": Decimal(1200), "TINY": Decimal("0.00001")}
    assert preview.items[0].label == "2026-01-02"
    assert [row.line for row in preview.rows] == [2, 4, 5]


def test_a_formula_in_a_workbook_is_refused_by_line() -> None:
    content = _workbook([HEADINGS, ["VM", "api", "=1+1", "on_demand", "mois", "=A1*2"]])
    assert {(line, column) for line, column, _text in _faults(preview_prices("t.xlsx", content))} == {
        (2, "label"),
        (2, "unit_price"),
    }


def test_a_workbook_that_unpacks_to_too_much_or_declares_entities_is_refused() -> None:
    def packed(content: bytes) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", content)
        return target.getvalue()

    for content in (packed(b"<a/>" + b" " * 70_000_000), packed(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")):
        with pytest.raises(FileRefused):
            preview_prices("t.xlsx", content)


def test_every_truncation_of_a_workbook_is_refused_or_read_never_a_crash() -> None:
    content = _workbook([HEADINGS, ["VM", "api", "API", "on_demand", "mois", 1]])
    for cut in range(0, len(content), 97):
        with pytest.raises(FileRefused):
            preview_prices("t.xlsx", content[:cut])


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_template_imports_as_it_is(code: LanguageCode) -> None:
    preview = preview_prices("modèle.csv", template(load_language(code)))
    assert len(_prices(preview)) == 4


def test_the_sample_list_is_whole_and_names_itself_a_sample() -> None:
    sample = sample_price_list()
    assert sample.kind == "sample"
    assert len({item.code for item in sample.items}) == len(sample.items)
    assert {item.service for item in sample.items} >= {"virtual_machine", "cockpit", "data_recovery"}
    assert any(item.beta for item in sample.items)

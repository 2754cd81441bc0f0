"""The register of mandates as a sheet: masked unless asked, formula-safe, every row, read back."""

import datetime as dt
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.sheets import SheetFiles
from numspot_desk.language.catalog import load_language
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.mandates import export_mandates
from numspot_desk.usecases.mandates.export_mandates import (
    HEADINGS,
    RegisterAsked,
    note_whole_accounts,
    register_of,
    write_register,
)
from numspot_desk.usecases.mandates.mandate_acts import Desk, open_mandate
from numspot_desk.usecases.mandates.plan_debits import Plan, plan_debit
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.files import SheetKind
from numspot_desk.usecases.ports.mandates import MandateQuery
from numspot_desk.usecases.refusals import MoveRefused
from tests.usecases.desk import Counting
from tests.usecases.mandate_desk import (
    IBAN,
    RUM,
    SIGNED_ON,
    AnyDay,
    desk_of,
    order_in,
    prepared,
    signed_mandate,
    workspace_on,
)

FRENCH = load_language("fr")


@pytest.fixture
def by() -> Desk:
    return desk_of(AnyDay())


@pytest.fixture
def store(tmp_path: Path, by: Desk) -> Iterator[OpenWorkspace]:
    with workspace_on(tmp_path / "w", AnyDay()) as opened:
        order = order_in(opened).id
        signed_mandate(opened, order, by)
        open_mandate(opened, order, prepared("+1-1", debtor='=HYPERLINK("x")'), by)
        yield opened


def asked(**changed: bool) -> RegisterAsked:
    return RegisterAsked(MandateQuery(SIGNED_ON), FRENCH, **changed)


def test_the_register_masks_accounts_and_keeps_text_text(store: OpenWorkspace) -> None:
    sheet = register_of(store, asked())
    for kind in SheetKind:
        content = SheetFiles().write(sheet, kind)
        assert IBAN.encode() not in content
    book = openpyxl.load_workbook(io.BytesIO(SheetFiles().write(sheet, SheetKind.XLSX)))
    rows = list(book.active.iter_rows())
    assert [cell.value for cell in rows[0]] == [FRENCH.text(heading) for heading in HEADINGS]
    evil = next(row for row in rows if row[0].value == "+1-1")
    assert evil[1].value == '=HYPERLINK("x")' and {cell.data_type for cell in evil} <= {"s", "n", "d"}
    text = SheetFiles().write(sheet, SheetKind.CSV).decode("utf-8-sig")
    assert "'=HYPERLINK" in text and "'+1-1" in text
    signed = next(row for row in rows if row[0].value == "OLD-2019-7")
    assert signed[2].value == "FR14 •••• 2606" and signed[4].value == "Signé"
    assert signed[7].value.date().isoformat() == "2029-12-01"


def test_the_register_tells_the_next_planned_debit_as_the_list_does(store: OpenWorkspace, by: Desk) -> None:
    day = dt.date(2026, 12, 21)
    told = Plan(day, "F-1", SIGNED_ON, Decimal("120.50"), SIGNED_ON)
    plan_debit(store, RUM, told, by)
    row = next(row for row in register_of(store, asked()).rows if row[0] == RUM)
    assert str(row[8]).replace("\N{NO-BREAK SPACE}", " ") == "Prélèvement prévu le 21 décembre 2026"


def test_whole_accounts_are_for_those_who_write_and_noted_in_the_log(store: OpenWorkspace, by: Desk) -> None:
    assert IBAN in str(register_of(store, asked(whole=True)).rows)
    note_whole_accounts(store, by, 2)
    entry = store.audit.entries(limit=1)[0]
    assert (entry.kind, entry.details) == ("mandate.accounts_exported", {"count": 2})
    with pytest.raises(MoveRefused):
        note_whole_accounts(store, Desk(Person("Lea", "read_only"), AnyDay(), Counting(9000)), 2)


def test_every_page_is_read(store: OpenWorkspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_mandates, "AT_ONCE", 1)
    assert len(register_of(store, asked()).rows) == 2


def test_the_file_is_named_by_its_instant_alone(store: OpenWorkspace, tmp_path: Path) -> None:
    sheet = register_of(store, asked())
    at = AnyDay().now()
    path = write_register(sheet, tmp_path, "mandats", at, SheetKind.CSV, SheetFiles(), FolderFiles())
    assert re.fullmatch(r"mandats-\d{4}-\d{2}-\d{2}-\d{6}\.csv", path.name)

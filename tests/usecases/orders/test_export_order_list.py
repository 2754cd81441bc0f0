"""The list of orders as a file: every row the query shows, in its order, and no bank account."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.sheets import SheetFiles
from numspot_desk.language.messages import Message
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.orders import export_order_list
from numspot_desk.usecases.orders.export_order_list import ListColumn, ListReading, write_order_list
from numspot_desk.usecases.orders.order_acts import new_draft
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.files import Sheet, SheetKind
from numspot_desk.usecases.ports.orders import OrderQuery, OrderSort
from numspot_desk.usecases.ports.world import Progress
from numspot_desk.usecases.refusals import Cancelled, FileRefused
from numspot_desk.usecases.samples.sample_answers import CLINIC, SAMPLES
from tests.usecases.desk import NOON, PERSON, Counting, FixedClock, sample, workspace_in

COLUMNS = [
    ListColumn("Client", lambda row: row.client_name),
    ListColumn("Montant", lambda row: row.excl_tax),
    ListColumn("Trouvé", lambda row: row.snippet),
]


def read_list(workspace: OpenWorkspace, query: OrderQuery, progress: Progress | None = None) -> Sheet:
    reading = ListReading(query, COLUMNS, NOON)
    while reading.read_page(workspace, progress):
        pass
    return reading.sheet("Commandes", decimal_comma=True)


class Stops:
    """A progress that is stopped at its second step."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def step(self, done: int, total: int, what: Message) -> None:
        self.steps.append((done, total))
        if len(self.steps) == 2:
            raise Cancelled


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_in(tmp_path / "workspace") as workspace:
        chance = Counting()
        for name in SAMPLES:
            new_draft(workspace, sample(name), "order.sample", PERSON, FixedClock(), chance)
        yield workspace


def test_every_row_comes_page_after_page_in_the_order_of_the_list(
    desk: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_order_list, "_AT_ONCE", 1)
    query = OrderQuery(sort=OrderSort.AMOUNT, descending=False)
    sheet = read_list(desk, query)
    assert [row[0] for row in sheet.rows] == [row.client_name for row in desk.orders.page(query).rows]
    amounts = [row[1] for row in sheet.rows if isinstance(row[1], Decimal)]
    assert len(sheet.rows) == 3 and amounts == sorted(amounts)


@pytest.mark.parametrize("descending", [True, False])
def test_an_order_that_changes_while_the_list_is_read_stands_in_it_once(
    desk: OpenWorkspace, monkeypatch: pytest.MonkeyPatch, descending: bool
) -> None:
    monkeypatch.setattr(export_order_list, "_AT_ONCE", 1)
    query = OrderQuery(sort=OrderSort.UPDATED, descending=descending)
    before = [row.client_name for row in desk.orders.page(query).rows]
    last, first = (desk.orders.page(query).rows[place] for place in (-1, 0))
    reading = ListReading(query, COLUMNS, NOON)
    assert reading.read_page(desk)
    for row in (last, first):
        record = desk.orders.load(row.id)
        acted = Act("order.cancelled", row.id, PERSON.name, NOON)
        desk.orders.change_state(row.id, record.row_version, OrderState.CANCELLED, acted)
    while reading.read_page(desk):
        pass
    names = [row[0] for row in reading.sheet("Commandes", decimal_comma=True).rows]
    assert sorted(map(str, names)) == sorted(before)


def test_only_what_the_search_shows_is_exported(desk: OpenWorkspace) -> None:
    sheet = read_list(desk, OrderQuery(text="tilleuls"))
    assert len(sheet.rows) == 1 and sheet.headings == ["Client", "Montant", "Trouvé"]


@pytest.mark.parametrize("kind", list(SheetKind))
def test_no_bank_account_leaves_with_the_list(desk: OpenWorkspace, tmp_path: Path, kind: SheetKind) -> None:
    iban = sample(CLINIC)["mandate"]["iban"].replace(" ", "")
    sheet = read_list(desk, OrderQuery(text="tilleuls"))
    assert len(iban) > 20 and iban not in "".join(str(cell) for row in sheet.rows for cell in row)
    assert not read_list(desk, OrderQuery(text=iban)).rows


def test_stopping_leaves_no_file(desk: OpenWorkspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_order_list, "_AT_ONCE", 1)
    progress = Stops()
    with pytest.raises(Cancelled):
        read_list(desk, OrderQuery(), progress)
    assert progress.steps == [(0, 3), (1, 3)]


@pytest.mark.parametrize("kind", list(SheetKind))
def test_the_file_is_named_after_its_instant(desk: OpenWorkspace, tmp_path: Path, kind: SheetKind) -> None:
    sheet = read_list(desk, OrderQuery())
    path = write_order_list(sheet, tmp_path, "commandes", NOON, kind, SheetFiles(), FolderFiles())
    assert path.name == f"commandes-2026-12-01-110000.{kind.value}" and path.stat().st_size > 100
    assert [found.name for found in tmp_path.iterdir() if found.is_file()] == [path.name], (
        "nothing half-written"
    )


def test_a_file_that_somebody_else_wrote_stays(desk: OpenWorkspace, tmp_path: Path) -> None:
    there = tmp_path / "commandes-2026-12-01-110000.csv"
    there.write_bytes(b"mine")
    sheet = read_list(desk, OrderQuery())
    with pytest.raises(FileRefused):
        write_order_list(sheet, tmp_path, "commandes", NOON, SheetKind.CSV, SheetFiles(), FolderFiles())
    assert there.read_bytes() == b"mine"

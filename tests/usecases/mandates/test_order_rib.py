"""The RIB of an order: kept once, encrypted, apart from signed copies, seen with the mandate it becomes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from numspot_desk.documents.files import FolderFiles
from numspot_desk.store.names import STORE_FILE
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.files.scanned_files import Scan
from numspot_desk.usecases.mandates.mandate_acts import Desk
from numspot_desk.usecases.mandates.order_rib import keep_order_rib, order_ribs
from numspot_desk.usecases.orders.signed_copies import kept_files, save_kept_file
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.mandates import FileKind
from numspot_desk.usecases.refusals import MoveRefused, NoSuchRecord
from tests.usecases.desk import Counting, export
from tests.usecases.mandate_desk import IBAN, AnyDay, desk_of, order_in, workspace_on

RIB = Scan("rib.pdf", b"%PDF-1.7 " + IBAN.encode())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_on(tmp_path / "w", AnyDay()) as opened:
        yield opened


def test_a_rib_goes_from_the_draft_to_the_mandate(store: OpenWorkspace, tmp_path: Path) -> None:
    order = order_in(store)
    by = desk_of(AnyDay())
    assert keep_order_rib(store, order.id, RIB, by).orders == {order.id}
    assert not keep_order_rib(store, order.id, RIB, by).orders, "one file is kept once"
    (kept,) = order_ribs(store, order.id)
    assert (kept.name, kept.kind, kept_files(store, order.id)) == ("rib.pdf", "rib", ())
    assert IBAN.encode() not in (tmp_path / "w" / STORE_FILE).read_bytes()
    export(store, order, tmp_path / "out", clock=AnyDay())
    (rum,) = store.mandates.of_order(order.id)
    assert [one.kind for one in store.mandates.files(rum)] == [FileKind.RIB]
    assert keep_order_rib(store, order.id, Scan("b.png", b"\x89PNG"), by).mandates == {rum.upper()}
    (tmp_path / "copies").mkdir()
    saved = save_kept_file(store, order.id, kept.id, tmp_path / "copies", FolderFiles())
    assert saved.read_bytes() == RIB.content and store.audit.verify().broken_at is None


def test_a_rib_is_refused_to_readers_and_to_orders_that_are_not_there(store: OpenWorkspace) -> None:
    order = order_in(store)
    reader = Desk(Person("Lea", "read_only"), AnyDay(), Counting(9000))
    with pytest.raises(MoveRefused):
        keep_order_rib(store, order.id, RIB, reader)
    with pytest.raises(NoSuchRecord):
        keep_order_rib(store, "0" * 36, RIB, desk_of(AnyDay()))
    assert order_ribs(store, order.id) == ()

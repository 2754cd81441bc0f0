"""A kept file listed and saved back byte for byte, and what is refused, against the real store."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.orders.attach_signed_copy import (
    LARGEST,
    SigningDayRefused,
    attach_signed_copy,
    read_signed_copy,
)
from numspot_desk.usecases.orders.signed_copies import kept_files, save_kept_file
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import Attachment, OrderRecord
from numspot_desk.usecases.refusals import FileRefused, MoveRefused, NoSuchRecord
from tests.usecases.desk import PERSON, TODAY, FixedClock, draft, export, sample, workspace_in

PDF = b"%PDF-1.7\r\n\x00\xff signed"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


@pytest.fixture
def exported(workspace: OpenWorkspace, tmp_path: Path) -> OrderRecord:
    record = draft(workspace, sample("workshop"))
    export(workspace, record, tmp_path / "out")
    return workspace.orders.load(record.id)


def attach(workspace: OpenWorkspace, order: OrderRecord, name: str, content: bytes = PDF) -> Attachment:
    made, _ = attach_signed_copy(workspace, order.id, name, content, TODAY, person=PERSON, clock=FixedClock())
    return made


def test_a_copy_comes_back_byte_for_byte_under_a_plain_name(
    workspace: OpenWorkspace, exported: OrderRecord, tmp_path: Path
) -> None:
    kept = attach(workspace, exported, "Commande signée & tamponnée.PDF")
    assert kept_files(workspace, exported.id) == (kept,)
    path = save_kept_file(workspace, exported.id, kept.id, tmp_path / "copies", FolderFiles())
    assert path == tmp_path / "copies" / f"{exported.number}-Commande-signee-tamponnee.pdf"
    assert path.read_bytes() == PDF
    assert [each.name for each in path.parent.iterdir()] == [path.name], "nothing temporary is left"
    assert save_kept_file(workspace, exported.id, kept.id, path.parent, FolderFiles()) == path


@pytest.mark.parametrize("name", ["../../CON.pdf", "=cmd|x.pdf", "\u202e.pdf", "é" * 300 + ".pdf", "???"])
def test_a_hostile_name_stays_in_the_folder(
    workspace: OpenWorkspace, exported: OrderRecord, tmp_path: Path, name: str
) -> None:
    kept = attach(workspace, exported, name)
    path = save_kept_file(workspace, exported.id, kept.id, tmp_path / "copies", FolderFiles())
    assert path.parent == tmp_path / "copies" and path.read_bytes() == PDF
    assert path.name.startswith(exported.number) and len(path.name) <= 64


def test_copies_of_one_name_are_saved_beside_each_other(
    workspace: OpenWorkspace, exported: OrderRecord, tmp_path: Path
) -> None:
    kept = [
        attach(workspace, exported, name, PDF + name.encode())
        for name in ("Scan.pdf", "scan.pdf", "scan 2.pdf")
    ]
    paths = [
        save_kept_file(workspace, exported.id, each.id, tmp_path / "copies", FolderFiles())
        for each in reversed(kept)
    ]
    assert len({path.name.lower() for path in paths}) == 3
    assert {path.read_bytes() for path in paths} == {PDF + each.name.encode() for each in kept}


def test_another_file_of_that_name_is_left_alone(
    workspace: OpenWorkspace, exported: OrderRecord, tmp_path: Path
) -> None:
    kept = attach(workspace, exported, "scan.pdf")
    there = tmp_path / f"{exported.number}-scan.pdf"
    there.write_bytes(b"mine")
    with pytest.raises(FileRefused):
        save_kept_file(workspace, exported.id, kept.id, tmp_path, FolderFiles())
    assert there.read_bytes() == b"mine"
    with pytest.raises(FileRefused):
        save_kept_file(workspace, exported.id, kept.id, tmp_path / "gone" / "away", FolderFiles())


def test_a_damaged_copy_is_refused_before_anything_is_written(
    workspace: OpenWorkspace, exported: OrderRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = attach(workspace, exported, "scan.pdf")
    monkeypatch.setattr(workspace.orders, "attachment_content", lambda _id: PDF[:-1])
    with pytest.raises(FileRefused, match="no longer what was attached"):
        save_kept_file(workspace, exported.id, kept.id, tmp_path / "copies", FolderFiles())
    assert not (tmp_path / "copies").exists()


def test_a_copy_of_another_order_is_not_given(
    workspace: OpenWorkspace, exported: OrderRecord, tmp_path: Path
) -> None:
    kept = attach(workspace, exported, "scan.pdf")
    other = draft(workspace, sample("clinic"), "CMD-2026-7K3Q9XM5")
    with pytest.raises(NoSuchRecord):
        save_kept_file(workspace, other.id, kept.id, tmp_path / "copies", FolderFiles())


def test_an_order_is_not_signed_without_its_day(workspace: OpenWorkspace, exported: OrderRecord) -> None:
    def sign(person: Person = PERSON) -> None:
        attach_signed_copy(workspace, exported.id, "a.pdf", PDF, None, person=person, clock=FixedClock())

    with pytest.raises(SigningDayRefused):
        sign()
    assert workspace.orders.load(exported.id).state is OrderState.EXPORTED
    attach(workspace, exported, "a.pdf")
    sign()
    acts = [each for each in workspace.audit.entries(exported.id) if "signed" in each.kind]
    days = [each.details.get("signed_on") for each in acts]
    assert days.count(TODAY.isoformat()) == 2 and days.count(None) == 1, "a further copy states no day"
    with pytest.raises(MoveRefused):
        sign(Person("Camille Durand", "read_only"))
    assert len(kept_files(workspace, exported.id)) == 2


def test_the_size_is_looked_at_before_the_file_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(4 * 1024**3)
    with pytest.raises(FileRefused, match="25 MB"):
        read_signed_copy(huge)
    just = tmp_path / "just.pdf"
    with just.open("wb") as file:
        file.truncate(LARGEST)
    assert len(read_signed_copy(just)) == LARGEST


def test_what_is_no_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        read_signed_copy(tmp_path)
    with pytest.raises(FileRefused):
        read_signed_copy(tmp_path / "gone.pdf")
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(FileRefused):
        read_signed_copy(tmp_path / "pipe.pdf")

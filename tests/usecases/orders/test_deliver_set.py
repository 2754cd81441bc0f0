"""Delivery of an exported order and the signed copy, against the real store."""

import datetime as dt
from collections.abc import Iterator, Mapping
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.mail import DraftFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.files.scanned_files import LARGEST
from numspot_desk.usecases.orders.attach_signed_copy import attach_signed_copy
from numspot_desk.usecases.orders.deliver_set import exported_set, write_mail_draft, write_pdf_set
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.world import Progress
from numspot_desk.usecases.refusals import FileRefused, MoveRefused
from tests.usecases.desk import PERSON, TODAY, FixedClock, draft, export, sample, workspace_in

PDF = b"%PDF-1.7 signed"


class CopyPdf:
    """Stands for the office program: the PDF of a file is its name."""

    def available(self) -> bool:
        return True

    def convert_all(
        self, files: Mapping[str, bytes], progress: Progress | None = None
    ) -> Mapping[str, bytes]:
        return {Path(name).with_suffix(".pdf").name: b"%PDF-" + name.encode() for name in files}


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


def sign(workspace: OpenWorkspace, record: OrderRecord, content: bytes = PDF, **changes: object) -> object:
    made: dict[str, object] = {"name": "signé.pdf", "signed_on": TODAY}
    made |= changes
    return attach_signed_copy(
        workspace, record.id, str(made["name"]), content, made["signed_on"], person=PERSON, clock=FixedClock()
    )


def test_the_mail_draft_carries_the_very_set(
    workspace: OpenWorkspace, exported: OrderRecord, tmp_path: Path
) -> None:
    made = exported_set(workspace, exported.id, WordFiles())
    path = write_mail_draft(made, tmp_path / "mail", DraftFiles(), FolderFiles(), CopyPdf())
    mail = message_from_bytes(path.read_bytes(), policy=default)
    attached = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
    words = {name: content for name, content in attached.items() if name.endswith(".docx")}
    assert words == {name.name: name.read_bytes() for name in (tmp_path / "out").glob("*.docx")}
    assert len(attached) == 2 * len(words)
    assert exported.number in mail["Subject"]


def test_each_document_has_its_pdf(workspace: OpenWorkspace, exported: OrderRecord, tmp_path: Path) -> None:
    made = exported_set(workspace, exported.id, WordFiles())
    paths = write_pdf_set(made, tmp_path / "pdf", CopyPdf(), FolderFiles())
    assert [path.suffix for path in paths] == [".pdf", ".pdf"]


def test_a_draft_has_nothing_to_deliver(workspace: OpenWorkspace, tmp_path: Path) -> None:
    record = draft(workspace, sample("workshop"))
    with pytest.raises(MoveRefused):
        exported_set(workspace, record.id, WordFiles())
    with pytest.raises(MoveRefused):
        sign(workspace, record)


def test_the_signed_copy_makes_the_order_signed(workspace: OpenWorkspace, exported: OrderRecord) -> None:
    sign(workspace, exported, name="C:\\Bureau\\..\\signé\u202e.docx")
    assert workspace.orders.load(exported.id).state is OrderState.SIGNED
    (kept,) = workspace.orders.attachments(exported.id)
    assert kept.name == "signé.pdf" and kept.kind == "signed_copy"
    assert workspace.orders.attachment_content(kept.id) == PDF
    signed = next(entry for entry in workspace.audit.entries(exported.id) if entry.kind == "order.signed")
    assert signed.details["signed_on"] == TODAY.isoformat()
    sign(workspace, exported, b"\xff\xd8\xff second", name="scan.jpg")
    assert len(workspace.orders.attachments(exported.id)) == 2


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"<html>", b"x" * 3])
def test_a_file_that_is_no_signed_copy_is_refused(
    workspace: OpenWorkspace, exported: OrderRecord, content: bytes
) -> None:
    with pytest.raises(FileRefused):
        sign(workspace, exported, content)
    assert workspace.orders.load(exported.id).state is OrderState.EXPORTED


def test_a_copy_too_large_or_a_day_out_of_place_is_refused(
    workspace: OpenWorkspace, exported: OrderRecord
) -> None:
    with pytest.raises(FileRefused):
        sign(workspace, exported, PDF + bytes(LARGEST))
    for day in (TODAY + dt.timedelta(1), TODAY - dt.timedelta(1)):
        with pytest.raises(MoveRefused):
            sign(workspace, exported, signed_on=day)
    assert not list(workspace.orders.attachments(exported.id))

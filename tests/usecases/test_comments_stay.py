"""What colleagues write to each other about an order leaves in no document, no message and no list."""

import io
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from numspot_desk.contracts.clauses.clause_reasons import ClauseReason
from numspot_desk.contracts.order.order_check import check_order
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.mail import DraftFiles
from numspot_desk.documents.sheets import SheetFiles
from numspot_desk.documents.word import WordFiles
from numspot_desk.documents.word_redline import WordRedlines
from numspot_desk.language.catalog import load_language
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.ui.conditions.register_presenter import sheet_columns
from numspot_desk.usecases.conditions.clause_reasons import keep_reason
from numspot_desk.usecases.conditions.deviation_memo import memo_of, write_deviation_memo
from numspot_desk.usecases.conditions.deviation_register import RegisterReading
from numspot_desk.usecases.conditions.export_register import (
    register_sheet,
    write_register_document,
    write_register_sheet,
)
from numspot_desk.usecases.contract.consolidate_terms import consolidation_of, write_consolidation
from numspot_desk.usecases.orders.deliver_set import exported_set, write_mail_draft
from numspot_desk.usecases.orders.edit_order import check_context_on
from numspot_desk.usecases.orders.order_json import save_order_json
from numspot_desk.usecases.ports.register import RegisterQuery
from numspot_desk.usecases.reviews.comment import begin_thread
from numspot_desk.usecases.reviews.read_review import content_of
from numspot_desk.usecases.reviews.review_order import add_remark, approve_order, request_review
from tests.usecases.contract.test_consolidate_terms import TERMS, derogation
from tests.usecases.desk import (
    LAWYER,
    NOON,
    PERSON,
    TODAY,
    FixedClock,
    draft,
    export,
    read_all,
    sample,
    workspace_in,
)
from tests.usecases.general_terms.test_terms_in_force import adopt

CLOCK = FixedClock()
COMMENT, REASON, NOTE, REMARK = "PlancherDouzePourCent", "DemandeDuDirecteur", "UrgentVendredi", "TropLong"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def inside(path: Path) -> bytes:
    """The bytes of a file, those of each part where it is a package or a message of parts."""
    content = path.read_bytes()
    return _parts(content) if path.suffix != ".eml" else _message(content)


def _message(content: bytes) -> bytes:
    whole = message_from_bytes(content, policy=default)
    headers = "\n".join(f"{name}: {value}" for name, value in whole.items()).encode()
    texts = [part.get_payload(decode=True) for part in whole.walk() if not part.is_multipart()]
    assert len(texts) > 1
    return headers + b"".join(_parts(bytes(text)) for text in texts)


def _parts(content: bytes) -> bytes:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return b"".join(package.read(name) for name in package.namelist())


def test_comments_reasons_and_review_notes_are_in_nothing_that_leaves(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = draft(workspace, sample("clinic"))
    order, seen = record.id, content_of(record)
    clause = record.answers["derogations"][0]["id"]
    begin_thread(workspace, order, "derogations[0]", "Dérogation 1", COMMENT, PERSON, CLOCK)
    keep_reason(workspace, order, clause, ClauseReason(REASON, REASON, None), PERSON, CLOCK)
    request_review(workspace, order, seen, NOTE, PERSON, CLOCK)
    add_remark(workspace, order, seen, "derogations[0]", "Dérogation 1", REMARK, LAWYER, CLOCK)
    read_all(workspace, record)
    approve_order(workspace, order, seen, NOTE, LAWYER, CLOCK)
    out, mail = tmp_path / "out", tmp_path / "mail"
    mail.mkdir()
    export(workspace, workspace.orders.load(order), out)
    write_mail_draft(exported_set(workspace, order, WordFiles()), mail, DraftFiles(), FolderFiles())
    save_order_json(workspace, order, mail, FolderFiles())
    written = [path for folder in (out, mail) for path in folder.iterdir()]
    assert {path.suffix for path in written} >= {".docx", ".eml", ".json"}
    for path in written:
        for words in (COMMENT, REASON, NOTE, REMARK):
            assert words.encode() not in inside(path), path.name
    attached = exported_set(workspace, order, WordFiles())
    assert COMMENT not in repr(attached.order.data())


def test_comments_are_in_no_paper_of_the_desk_either(workspace: OpenWorkspace, tmp_path: Path) -> None:
    """The consolidated terms, the internal memo and the register as a workbook and as a document."""
    adopt(workspace, "2026", "2026-01-01", TERMS)
    clause = derogation(1, "CG-2.1", "replace", "Trente jours francs.", "breach_notice")
    record = draft(workspace, sample("workshop") | {"derogations": [clause], "general_terms": None})
    begin_thread(workspace, record.id, "derogations[0]", "Dérogation 1", COMMENT, PERSON, CLOCK)
    begin_thread(workspace, record.id, "client.legal_name", "Client", COMMENT, LAWYER, CLOCK)
    files, word, out = FolderFiles(), WordFiles(), tmp_path / "out"
    check = check_order(record.answers, check_context_on(workspace, TODAY))
    write_consolidation(consolidation_of(workspace, record.id, check, WordRedlines(), NOON), out, files)
    write_deviation_memo(memo_of(workspace, record.id, LAWYER, CLOCK), out, word, files)
    reading = RegisterReading(RegisterQuery(), TODAY)
    while reading.read_page(workspace):
        pass
    found = reading.deviations(workspace)
    sheet = register_sheet(found, sheet_columns(load_language("fr")), "Registre", decimal_comma=True)
    write_register_sheet(sheet, out, "registre", NOON, SheetFiles(), files)
    write_register_document(found, out, PERSON, NOON, (), word, files)
    written = list(out.iterdir())
    assert len(written) == 4
    for path in written:
        assert b"Trente jours francs" in inside(path), path.name
        assert COMMENT.encode() not in inside(path), path.name

"""Comments on a clause: threads beside the order, kept with their version, never in anything exported."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from numspot_desk.contracts.canonical import canonical_json
from numspot_desk.contracts.order.order_document import put
from numspot_desk.contracts.reviewing.comments import CommentKind
from numspot_desk.store.workspace import OpenWorkspace, open_workspace
from numspot_desk.usecases.orders.archive_order import archive_orders
from numspot_desk.usecases.orders.duplicate_order import duplicate_order
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.refusals import MoveRefused, NoSuchRecord
from numspot_desk.usecases.reviews.comment import answer_thread, begin_thread, read_comments
from numspot_desk.usecases.reviews.read_review import standing_approval
from numspot_desk.usecases.reviews.review_acts import LONGEST_NOTE, NoteRefused
from tests.usecases.desk import (
    LAWYER,
    PERSON,
    Counting,
    FixedClock,
    approved,
    draft,
    export,
    sample,
    workspace_in,
)

CLOCK = FixedClock()
READER = Person("Anne Lectrice", "read_only")
SECRET = "Zylquat : jamais hors d’ici"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_in(tmp_path / "workspace") as opened:
        yield opened


@pytest.fixture
def order(desk: OpenWorkspace) -> OrderRecord:
    return draft(desk, sample("clinic"))


def begun(desk: OpenWorkspace, order: OrderRecord, words: str = SECRET) -> str:
    begin_thread(desk, order.id, "derogations[0]", "D1", words, PERSON, CLOCK)
    return read_comments(desk, order)[-1].thread.id


def test_a_thread_goes_back_and_forth(desk: OpenWorkspace, order: OrderRecord, tmp_path: Path) -> None:
    thread = begun(desk, order)
    assert answer_thread(desk, order.id, thread, "D’accord.", LAWYER, CLOCK).orders == {order.id}
    answer_thread(desk, order.id, thread, "", PERSON, CLOCK, CommentKind.RESOLVED)
    shown = read_comments(desk, order)[0]
    assert shown.field == "derogations[0]" and shown.from_revision is None and shown.thread.resolved
    assert [(e.actor, e.role, e.words) for e in shown.thread.entries] == [
        (PERSON.name, "sales", SECRET),
        (LAWYER.name, "legal", "D’accord."),
        (PERSON.name, "sales", ""),
    ]
    answer_thread(desk, order.id, thread, "Finalement…", LAWYER, CLOCK, CommentKind.REOPENED)
    assert not read_comments(desk, order)[0].thread.resolved
    with pytest.raises(MoveRefused, match="meanwhile"):
        answer_thread(desk, order.id, thread, "", LAWYER, CLOCK, CommentKind.REOPENED)
    desk.close()
    with open_workspace(tmp_path / "workspace", bytes(range(32)), clock=CLOCK) as opened:
        assert len(read_comments(opened, order)[0].thread.entries) == 4


def test_a_comment_is_no_content_and_leaves_no_words_in_the_log(
    desk: OpenWorkspace, order: OrderRecord
) -> None:
    record = approved(desk, order)
    thread = begun(desk, record)
    answer_thread(desk, record.id, thread, SECRET, LAWYER, CLOCK)
    assert desk.orders.load(record.id) == record and standing_approval(desk, record) is not None
    rows = desk.audit.entries(record.id)[:2]
    assert {row.kind for row in rows} == {"order.comment"}
    assert "Zylquat" not in str([row.details for row in desk.audit.entries()])
    assert desk.audit.verify().broken_at is None


@pytest.mark.parametrize("words", ["", " \n", "x" * (LONGEST_NOTE + 1), "a\x00b", "\ud800"])
def test_words_that_cannot_be_read_are_refused(desk: OpenWorkspace, order: OrderRecord, words: str) -> None:
    thread = begun(desk, order)
    head = desk.audit.head()
    with pytest.raises(NoteRefused):
        begin_thread(desk, order.id, "derogations[0]", "D1", words, PERSON, CLOCK)
    with pytest.raises(NoteRefused):
        answer_thread(desk, order.id, thread, words, PERSON, CLOCK)
    assert desk.audit.head() == head


def test_who_only_reads_writes_no_comment(desk: OpenWorkspace, order: OrderRecord) -> None:
    thread = begun(desk, order)
    for person in (READER, Person(" ", "sales")):
        with pytest.raises(MoveRefused):
            begin_thread(desk, order.id, "derogations[0]", "D1", "Non", person, CLOCK)
        with pytest.raises(MoveRefused):
            answer_thread(desk, order.id, thread, "", person, CLOCK, CommentKind.RESOLVED)
    assert len(read_comments(desk, order)) == 1, "and reads them"


def test_an_archived_order_and_an_unknown_thread_are_refused(desk: OpenWorkspace, order: OrderRecord) -> None:
    thread = begun(desk, order)
    with pytest.raises(NoSuchRecord):
        answer_thread(desk, order.id, "nobody", "Non", PERSON, CLOCK)
    archive_orders(desk, [order.id], True, PERSON, CLOCK)
    with pytest.raises(MoveRefused, match="archive"):
        answer_thread(desk, order.id, thread, "Non", PERSON, CLOCK)


def test_comments_stay_with_their_version_and_show_in_the_next(
    desk: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    thread = begun(desk, order)
    assert export(desk, approved(desk, order), tmp_path / "out").frozen
    second = new_version(desk, order.id, PERSON, CLOCK).record
    shown = read_comments(desk, second)
    assert [(each.from_revision, each.field) for each in shown] == [(1, "derogations[0]")]
    with pytest.raises(MoveRefused, match="stay with version"):
        answer_thread(desk, second.id, thread, "Ici ?", PERSON, CLOCK)
    own = begun(desk, second, "Nouvelle question")
    assert [each.thread.id for each in read_comments(desk, second)] == [thread, own]
    assert [each.thread.id for each in read_comments(desk, order)] == [thread]
    copy = duplicate_order(desk, order.id, PERSON, CLOCK, Counting(900)).record
    assert read_comments(desk, copy) == ()


def test_a_thread_follows_its_clause_and_survives_its_removal(
    desk: OpenWorkspace, order: OrderRecord
) -> None:
    begun(desk, order)
    clauses = list(order.answers["derogations"])
    moved = OrderRecord(**{**vars(order), "answers": put(order.answers, "derogations", clauses[::-1])})
    assert read_comments(desk, moved)[0].field == f"derogations[{len(clauses) - 1}]"
    gone = OrderRecord(**{**vars(order), "answers": put(order.answers, "derogations", clauses[1:])})
    assert read_comments(desk, gone)[0].field is None


def test_no_comment_is_in_anything_exported(desk: OpenWorkspace, order: OrderRecord, tmp_path: Path) -> None:
    record = approved(desk, order)
    answer_thread(desk, record.id, begun(desk, record), SECRET, LAWYER, CLOCK)
    result = export(desk, record, tmp_path / "out")
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert result.frozen and len(written) > 2
    for path in written:
        found = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                found += [package.read(name) for name in package.namelist()]
        assert not any(b"Zylquat" in each for each in found), path.name
    version = desk.orders.version(record.id)
    assert version is not None
    assert b"Zylquat" not in canonical_json(dict(version.data))
    assert "Zylquat" not in json.dumps(dict(desk.orders.load(record.id).answers), ensure_ascii=False)

"""The review against the real store: each step and each refusal, approvals bound to content and approver."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.content.frozen import FrozenOrder
from numspot_desk.contracts.order.order_document import get, put
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.reviewing.review import ReviewKind, ReviewStep, content_fingerprint, latest_round
from numspot_desk.store.workspace import OpenWorkspace, open_workspace
from numspot_desk.usecases.conditions import check_clauses
from numspot_desk.usecases.deadlines.what_waits import what_waits
from numspot_desk.usecases.orders.archive_order import archive_orders
from numspot_desk.usecases.orders.cancel_order import cancel_order, undo_cancel
from numspot_desk.usecases.orders.duplicate_order import duplicate_order
from numspot_desk.usecases.orders.edit_order import DraftHandle, open_order, save_edit
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.orders.order_acts import OrderChanged
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act as AuditAct
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from numspot_desk.usecases.refusals import MoveRefused, StaleRecord
from numspot_desk.usecases.reviews.read_review import content_of, read_review, standing_approval
from numspot_desk.usecases.reviews.review_acts import LONGEST_NOTE, NoteRefused, ReviewRefused
from numspot_desk.usecases.reviews.review_order import (
    add_remark,
    approve_order,
    modify_again,
    refuse_order,
    request_review,
    return_order,
    take_review,
    withdraw_review,
)
from numspot_desk.usecases.settings.change_settings import change_four_eyes, change_threshold, read_settings
from tests.usecases.desk import (
    CONTEXT,
    LAWYER,
    NOON,
    PERSON,
    Counting,
    FixedClock,
    approved,
    draft,
    export,
    read_all,
    sample,
    workspace_in,
)

CLOCK = FixedClock()
READER = Person("Anne Lectrice", "read_only")
Act = Callable[[OpenWorkspace, OrderRecord, Person], OrderChanged]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_in(tmp_path / "workspace") as opened:
        yield opened


@pytest.fixture
def order(desk: OpenWorkspace) -> OrderRecord:
    """A ready draft that needs a review."""
    return draft(desk, sample("clinic"))


def seen(record: OrderRecord) -> str:
    return content_of(record)


def asked(desk: OpenWorkspace, record: OrderRecord, note: str = "À relire, merci.") -> OrderRecord:
    return request_review(desk, record.id, seen(record), note, PERSON, CLOCK).record


def edited(desk: OpenWorkspace, record: OrderRecord, path: str, value: Any) -> OrderRecord:
    handle = DraftHandle(record.id, record.row_version)
    save_edit(desk, handle, put(record.answers, path, value), Place("review"), CONTEXT, CLOCK)
    return desk.orders.load(record.id)


def kinds(desk: OpenWorkspace, record: OrderRecord) -> list[str]:
    return [entry.kind for entry in reversed(desk.audit.entries(record.id))]


def approved_by(desk: OpenWorkspace, record: OrderRecord, who: Person) -> OrderChanged:
    """Every clause, then the order, by one person; all or nothing."""
    with desk.transaction():
        if who.role == "legal" and desk.orders.load(record.id).state is OrderState.IN_REVIEW:
            read_all(desk, record, who)
        return approve_order(desk, record.id, seen(record), "Note", who, CLOCK)


ACTS: dict[str, Act] = {
    "request": lambda desk, it, who: request_review(desk, it.id, seen(it), "Note", who, CLOCK),
    "take": lambda desk, it, who: take_review(desk, it.id, seen(it), who, CLOCK),
    "remark": lambda desk, it, who: add_remark(
        desk, it.id, seen(it), "derogations[0]", "D1", "Trop long", who, CLOCK
    ),
    "approve": lambda desk, it, who: approved_by(desk, it, who),
    "return": lambda desk, it, who: return_order(desk, it.id, seen(it), "Note", who, CLOCK),
    "refuse": lambda desk, it, who: refuse_order(desk, it.id, seen(it), "Note", who, CLOCK),
    "withdraw": lambda desk, it, who: withdraw_review(desk, it.id, seen(it), who, CLOCK),
    "modify": lambda desk, it, who: modify_again(desk, it.id, seen(it), who, CLOCK),
}
BEFORE = {
    "request": OrderState.DRAFT,
    "take": OrderState.IN_REVIEW,
    "remark": OrderState.IN_REVIEW,
    "approve": OrderState.IN_REVIEW,
    "return": OrderState.IN_REVIEW,
    "refuse": OrderState.IN_REVIEW,
    "withdraw": OrderState.IN_REVIEW,
    "modify": OrderState.APPROVED,
}
AFTER = {
    "request": OrderState.IN_REVIEW,
    "take": OrderState.IN_REVIEW,
    "remark": OrderState.IN_REVIEW,
    "approve": OrderState.APPROVED,
    "return": OrderState.DRAFT,
    "refuse": OrderState.REFUSED,
    "withdraw": OrderState.DRAFT,
    "modify": OrderState.DRAFT,
}
LEGAL_ONLY = ("take", "remark", "approve", "return", "refuse")
IN_STATE: dict[OrderState, Callable[[OpenWorkspace, OrderRecord], OrderRecord]] = {
    OrderState.DRAFT: lambda _, record: record,
    OrderState.IN_REVIEW: asked,
    OrderState.APPROVED: approved,
    OrderState.CANCELLED: lambda desk, record: cancel_order(desk, record.id, PERSON, CLOCK).record,
}


@pytest.mark.parametrize("name", ACTS)
def test_each_step_moves_the_order_and_leaves_its_trace(
    desk: OpenWorkspace, order: OrderRecord, name: str
) -> None:
    record = IN_STATE[BEFORE[name]](desk, order)
    if name == "approve":
        read_all(desk, record)
        record = desk.orders.load(record.id)
    rows, steps = len(kinds(desk, record)), len(desk.reviews.steps(record.id))
    person = LAWYER if name in LEGAL_ONLY else PERSON
    outcome = ACTS[name](desk, record, person)
    assert outcome.record.state is AFTER[name] and outcome.changes.orders == {record.id}
    assert outcome.record.answers == order.answers
    assert outcome.record.row_version == record.row_version + 1
    step = desk.reviews.steps(record.id)[-1]
    assert (step.actor, step.role, step.at, step.content) == (person.name, person.role, NOON, seen(record))
    assert len(desk.reviews.steps(record.id)) == steps + 1
    assert len(kinds(desk, record)) == rows + 1
    assert desk.audit.verify().broken_at is None


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("state", IN_STATE)
def test_a_step_out_of_place_changes_nothing(
    desk: OpenWorkspace, order: OrderRecord, name: str, state: OrderState
) -> None:
    record = IN_STATE[state](desk, order)
    if state is BEFORE[name]:
        return
    head = desk.audit.head()
    with pytest.raises(MoveRefused):
        ACTS[name](desk, record, LAWYER)
    assert desk.orders.load(record.id) == record and desk.audit.head() == head


@pytest.mark.parametrize("name", ACTS)
def test_roles_are_held(desk: OpenWorkspace, order: OrderRecord, name: str) -> None:
    record = IN_STATE[BEFORE[name]](desk, order)
    refused = [READER, PERSON] if name in LEGAL_ONLY else [READER]
    for person in refused:
        with pytest.raises(MoveRefused):
            ACTS[name](desk, record, person)
    assert desk.orders.load(record.id) == record


@pytest.mark.parametrize("name", ACTS)
def test_content_that_is_not_what_was_seen_is_refused(
    desk: OpenWorkspace, order: OrderRecord, name: str
) -> None:
    record = IN_STATE[BEFORE[name]](desk, order)
    steps = desk.reviews.steps(record.id)
    other = OrderRecord(**{**vars(record), "answers": put(record.answers, "client.legal_name", "Autre")})
    with pytest.raises(StaleRecord):
        ACTS[name](desk, other, LAWYER)
    assert desk.orders.load(record.id) == record and desk.reviews.steps(record.id) == steps


def test_an_archived_order_is_not_reviewed(desk: OpenWorkspace, order: OrderRecord) -> None:
    record = archive_orders(desk, [order.id], True, PERSON, CLOCK).record
    with pytest.raises(MoveRefused, match="archive"):
        asked(desk, record)


def test_an_order_with_blocking_points_is_not_sent(desk: OpenWorkspace) -> None:
    order = draft(desk, sample("town"))
    with pytest.raises(ReviewRefused) as refusal:
        asked(desk, order)
    assert refusal.value.problems and all(problem.field for problem in refusal.value.problems)
    assert desk.orders.load(order.id) == order and not desk.reviews.steps(order.id)


def test_what_came_to_block_an_order_in_review_blocks_its_approval(
    desk: OpenWorkspace, order: OrderRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = asked(desk, order)
    blocked = open_order(desk, draft(desk, sample("town"), "CMD-2026-00000009").id, CLOCK)
    verdict = blocked.record.answers
    real = check_clauses.check_order
    monkeypatch.setattr(check_clauses, "check_order", lambda _, context: real(verdict, context))
    with pytest.raises(ReviewRefused):
        ACTS["approve"](desk, record, LAWYER)
    assert desk.orders.load(record.id).state is OrderState.IN_REVIEW


@pytest.mark.parametrize("name", ("request", "take", "approve"))
def test_who_asks_and_who_decides_has_a_name(desk: OpenWorkspace, order: OrderRecord, name: str) -> None:
    record = IN_STATE[BEFORE[name]](desk, order)
    with pytest.raises(MoveRefused, match="name"):
        ACTS[name](desk, record, Person("  ", "legal"))


# ── Notes ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("note", ("x" * (LONGEST_NOTE + 1), "a\x00b", "a\x1bb", "\ud800"))
def test_a_note_that_cannot_be_read_is_refused(desk: OpenWorkspace, order: OrderRecord, note: str) -> None:
    with pytest.raises(NoteRefused):
        asked(desk, order, note)
    assert desk.orders.load(order.id) == order


def test_returning_and_refusing_say_why(desk: OpenWorkspace, order: OrderRecord) -> None:
    record = asked(desk, order)
    for act in (return_order, refuse_order):
        with pytest.raises(NoteRefused):
            act(desk, record.id, seen(record), " \n ", LAWYER, CLOCK)
    with pytest.raises(NoteRefused):
        add_remark(desk, record.id, seen(record), "derogations[0]", "D1", "", LAWYER, CLOCK)
    ACTS["remark"](desk, record, LAWYER)
    back = return_order(desk, record.id, seen(record), "", LAWYER, CLOCK).record
    assert back.state is OrderState.DRAFT
    steps = read_review(desk, back).round
    assert [step.kind for step in steps] == [
        ReviewKind.REQUESTED,
        ReviewKind.REMARK,
        ReviewKind.RETURNED,
    ]
    assert (steps[1].field, steps[1].about, steps[1].note) == ("derogations[0]", "D1", "Trop long")


def test_a_remark_of_an_earlier_round_does_not_excuse_a_return_without_a_word(
    desk: OpenWorkspace, order: OrderRecord
) -> None:
    record = asked(desk, order)
    ACTS["remark"](desk, record, LAWYER)
    record = asked(desk, ACTS["withdraw"](desk, record, PERSON).record)
    with pytest.raises(NoteRefused):
        return_order(desk, record.id, seen(record), "", LAWYER, CLOCK)


def test_notes_and_names_stay_out_of_the_audit_log(desk: OpenWorkspace, order: OrderRecord) -> None:
    record = asked(desk, order, "Appeler Mme Martin au 06 12 34 56 78")
    ACTS["remark"](desk, record, LAWYER)
    ACTS["return"](desk, record, LAWYER)
    for entry in desk.audit.entries(order.id):
        written = str(entry.details)
        for hidden in ("Martin", "06 12", "Trop long", LAWYER.name, PERSON.name, "Note"):
            assert hidden not in written
    notes = [entry.details.get("note") for entry in reversed(desk.audit.entries(order.id))]
    assert len(set(filter(None, notes))) == 3, "each note is bound to its row by its digest"


def test_hostile_notes_are_kept_as_plain_text(desk: OpenWorkspace, order: OrderRecord) -> None:
    note = "=cmd|' /C calc'!A0\n{{7*7}} <b>gras</b> \u202egauche"
    asked(desk, order, note)
    assert desk.reviews.steps(order.id)[0].note == note


# ── Four eyes ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", (PERSON.name, f"  {PERSON.name.upper()} "))
def test_the_author_does_not_approve_under_four_eyes(
    desk: OpenWorkspace, order: OrderRecord, name: str
) -> None:
    change_four_eyes(desk, True, LAWYER, CLOCK)
    record = asked(desk, order)
    with pytest.raises(MoveRefused, match="four eyes"):
        ACTS["approve"](desk, record, Person(name, "legal"))
    assert ACTS["approve"](desk, record, LAWYER).record.state is OrderState.APPROVED


def test_who_asked_for_the_review_does_not_approve_either(desk: OpenWorkspace, order: OrderRecord) -> None:
    change_four_eyes(desk, True, LAWYER, CLOCK)
    record = ACTS["request"](desk, order, LAWYER).record
    with pytest.raises(MoveRefused, match="four eyes"):
        ACTS["approve"](desk, record, LAWYER)


def test_without_four_eyes_one_person_may_do_both(desk: OpenWorkspace, order: OrderRecord) -> None:
    record = asked(desk, order)
    assert ACTS["approve"](desk, record, Person(PERSON.name, "legal")).record.state is OrderState.APPROVED


def test_the_settings_of_the_review_do_not_overwrite_each_other(desk: OpenWorkspace) -> None:
    assert change_four_eyes(desk, True, LAWYER, CLOCK).settings
    assert change_threshold(desk, "20", LAWYER, CLOCK).settings
    kept = read_settings(desk)
    assert (kept.four_eyes, kept.discount_threshold) == (True, "20")
    assert not change_four_eyes(desk, True, LAWYER, CLOCK).settings
    with pytest.raises(MoveRefused):
        change_four_eyes(desk, False, READER, CLOCK)


# ── The approval ─────────────────────────────────────────────────────────────────────────────────────


def test_an_approval_names_its_approver_its_content_and_its_row(
    desk: OpenWorkspace, order: OrderRecord
) -> None:
    record = approved(desk, order)
    approval = read_review(desk, record).approval
    assert approval is not None and approval.step.actor == LAWYER.name
    assert approval.step.content == content_fingerprint(order.number, order.revision, order.answers)
    entry = desk.audit.entries(order.id)[0]
    assert (entry.kind, entry.digest) == ("order.approved", approval.head)
    assert entry.details["content"] == approval.step.content


def test_one_changed_word_voids_the_approval(desk: OpenWorkspace, order: OrderRecord, tmp_path: Path) -> None:
    record = approved(desk, order)
    with pytest.raises(MoveRefused):
        edited(desk, record, "derogations[0].text", "Autre chose.")
    record = ACTS["modify"](desk, record, PERSON).record
    word = get(record.answers, "derogations[0].text") + " Bien."
    record = edited(desk, record, "derogations[0].text", word)
    review = open_order(desk, record.id, CLOCK).review
    assert review.approval is None
    assert review.voided is not None and review.voided.actor == LAWYER.name
    result = export(desk, record, tmp_path / "out")
    assert not result.frozen and desk.orders.load(record.id).state is OrderState.DRAFT
    assert "order.approved" in kinds(desk, record), "what happened stays in the log"
    record = approved(desk, record)
    approval = standing_approval(desk, record)
    assert approval is not None and approval.step.content != review.voided.content


def test_modifying_again_voids_the_approval_even_when_nothing_changed(
    desk: OpenWorkspace, order: OrderRecord
) -> None:
    record = ACTS["modify"](desk, approved(desk, order), PERSON).record
    assert standing_approval(desk, record) is None and read_review(desk, record).voided is not None


def test_an_approval_does_not_come_back_with_a_cancelled_order(
    desk: OpenWorkspace, order: OrderRecord
) -> None:
    record = approved(desk, order)
    cancel_order(desk, record.id, PERSON, CLOCK)
    record = undo_cancel(desk, record.id, PERSON, CLOCK).record
    assert standing_approval(desk, record) is None
    record = asked(desk, record)
    assert standing_approval(desk, record) is None


def test_neither_a_duplicate_nor_a_new_version_inherits_an_approval(
    desk: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    record = approved(desk, order)
    copy = duplicate_order(desk, record.id, PERSON, CLOCK, Counting(500)).record
    assert standing_approval(desk, copy) is None and not desk.reviews.steps(copy.id)
    left = read_review(desk, copy).left_behind
    assert left is not None and (left.number, left.revision) == (record.number, 1)
    assert export(desk, record, tmp_path / "out").frozen
    assert standing_approval(desk, desk.orders.load(record.id)) is not None
    second = new_version(desk, record.id, PERSON, CLOCK).record
    assert standing_approval(desk, second) is None
    left = read_review(desk, second).left_behind
    assert left is not None and (left.step.actor, left.revision) == (LAWYER.name, 1)
    asked(desk, second)
    assert read_review(desk, desk.orders.load(second.id)).left_behind is None
    assert content_of(second) != content_of(record)


def test_content_changed_behind_the_program_is_not_approved(
    desk: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    record = approved(desk, order)
    with desk._session.transaction() as connection:
        connection.execute(
            text("UPDATE order_documents SET answers = replace(answers, 'Clinique', 'Cliniquo')")
        )
    changed = desk.orders.load(record.id)
    assert changed.answers != record.answers
    assert standing_approval(desk, changed) is None
    assert not export(desk, changed, tmp_path / "out").frozen


def test_an_approval_that_the_log_does_not_know_does_not_count(
    desk: OpenWorkspace, order: OrderRecord
) -> None:
    record = asked(desk, order)
    forged = ReviewStep(ReviewKind.APPROVED, NOON, LAWYER.name, "legal", content_of(record))
    row = AuditAct("order.something", record.id, LAWYER.name, NOON)
    record = desk.reviews.record(record.id, record.row_version, forged, row, OrderState.APPROVED)
    assert standing_approval(desk, record) is None


# ── Export ───────────────────────────────────────────────────────────────────────────────────────────


def test_an_approved_order_is_exported_without_the_draft_mark(
    desk: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    record = approved(desk, order)
    approval = standing_approval(desk, record)
    assert approval is not None
    assert export(desk, record, tmp_path / "out").frozen
    version = desk.orders.version(record.id)
    assert version is not None
    frozen = FrozenOrder.from_data(version.data)
    assert frozen.draft is None and frozen.audit_head == approval.head
    assert desk.audit.sequence_of(approval.head) is not None


def test_an_order_in_review_is_only_printed_as_a_draft(desk: OpenWorkspace, tmp_path: Path) -> None:
    order = asked(desk, draft(desk, sample("workshop")))
    result = export(desk, order, tmp_path / "out")
    assert not result.frozen and desk.orders.load(order.id).state is OrderState.IN_REVIEW
    assert any("projet" in file.path.name for file in result.files)


def test_the_head_of_a_void_approval_is_not_printed(desk: OpenWorkspace, tmp_path: Path) -> None:
    order = approved(desk, draft(desk, sample("workshop")))
    order = ACTS["modify"](desk, order, PERSON).record
    assert export(desk, order, tmp_path / "out").frozen, "this order needs no review"
    version = desk.orders.version(order.id)
    assert version is not None and FrozenOrder.from_data(version.data).audit_head is None


def test_a_refused_order_has_no_set_and_goes_on_as_a_new_version(
    desk: OpenWorkspace, order: OrderRecord, tmp_path: Path
) -> None:
    record = ACTS["refuse"](desk, asked(desk, order), LAWYER).record
    with pytest.raises(MoveRefused, match="refused"):
        export(desk, record, tmp_path / "out", draft=True)
    second = new_version(desk, record.id, PERSON, CLOCK).record
    assert (second.revision, second.state) == (2, OrderState.DRAFT)


def test_who_only_reads_prints_drafts_and_fixes_nothing(desk: OpenWorkspace, tmp_path: Path) -> None:
    order = draft(desk, sample("workshop"))
    with pytest.raises(MoveRefused):
        export(desk, order, tmp_path / "out", person=READER)
    assert not (tmp_path / "out").exists()
    assert not export(desk, order, tmp_path / "draft", person=READER, draft=True).frozen


# ── Kept ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_review_is_there_after_the_program_was_closed(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    with workspace_in(folder) as desk:
        order = approved(desk, draft(desk, sample("clinic")))
    with open_workspace(folder, bytes(range(32)), clock=CLOCK) as desk:
        assert standing_approval(desk, desk.orders.load(order.id)) is not None


def test_a_failure_in_the_middle_leaves_neither_step_nor_state(
    desk: OpenWorkspace, order: OrderRecord
) -> None:
    head = desk.audit.head()
    with pytest.raises(RuntimeError), desk.transaction():
        asked(desk, order)
        raise RuntimeError("power cut")
    assert desk.orders.load(order.id) == order
    assert not desk.reviews.steps(order.id) and desk.audit.head() == head


def test_the_latest_round_starts_at_the_last_request() -> None:
    def step(kind: ReviewKind) -> ReviewStep:
        return ReviewStep(kind, NOON, "A", "legal", fingerprint({}))

    made = [step(kind) for kind in (ReviewKind.REQUESTED, ReviewKind.RETURNED)]
    assert latest_round([]) == ()
    assert latest_round([step(ReviewKind.REOPENED)]) == ()
    assert latest_round([*made, step(ReviewKind.REQUESTED)]) == (step(ReviewKind.REQUESTED),)
    assert latest_round(made) == tuple(made)


def test_orders_in_review_wait_for_legal(desk: OpenWorkspace, order: OrderRecord) -> None:
    assert what_waits(desk).in_review == 0
    asked(desk, order)
    assert what_waits(desk).in_review == 1
    ACTS["approve"](desk, desk.orders.load(order.id), LAWYER)
    assert what_waits(desk).in_review == 0

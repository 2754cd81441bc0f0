"""The review of an order between sales and legal: request, take, remark, approve, return, refuse, withdraw,
modify again.

Each act names the fingerprint of the content that the person saw, and is refused when the order holds
another one by now. Whether an approval still holds is read in `read_review`. Roles are declared, not proved.
"""

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from numspot_desk.contracts.order_check import check_order
from numspot_desk.contracts.problems import Problem, Severity
from numspot_desk.contracts.review import BegunNote, ReviewKind, ReviewStep
from numspot_desk.contracts.review_place import anchor_of
from numspot_desk.contracts.states import OrderState
from numspot_desk.language.messages import message
from numspot_desk.usecases.edit_order import check_context
from numspot_desk.usecases.order_acts import OrderChanged, changed
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.read_review import APPROVED, Review, content_of, read_review
from numspot_desk.usecases.refusals import DeskError, MoveRefused, StaleRecord
from numspot_desk.usecases.roles import require_legal, require_writer

LONGEST_NOTE: Final = 10_000
"""Characters that a note may have."""
AUDIT_KINDS: Final = {
    ReviewKind.REQUESTED: "order.review_requested",
    ReviewKind.TAKEN: "order.review_taken",
    ReviewKind.REMARK: "order.review_remark",
    ReviewKind.APPROVED: APPROVED,
    ReviewKind.RETURNED: "order.review_returned",
    ReviewKind.REFUSED: "order.review_refused",
    ReviewKind.WITHDRAWN: "order.review_withdrawn",
    ReviewKind.REOPENED: "order.review_reopened",
}

_CARRY_NOTES: Final = frozenset(
    {
        ReviewKind.REQUESTED,
        ReviewKind.REMARK,
        ReviewKind.APPROVED,
        ReviewKind.RETURNED,
        ReviewKind.REFUSED,
    }
)


class ReviewRefused(DeskError):
    """The order has problems that block, so that it is neither sent for review nor approved: nothing was
    written. `problems` are those that block, each at its place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            message(
                "{count} points block this order: settle them before the review goes on.",
                count=len(problems),
            )
        )
        self.problems = tuple(problems)


class NoteRefused(DeskError):
    """A note that is missing, too long or not readable: nothing was written."""


def request_review(
    workspace: Workspace, order_id: str, seen: str, note: str, person: Person, clock: Clock
) -> OrderChanged:
    """Send a draft for review. Raises `ReviewRefused` when something blocks it, `StaleRecord`,
    `MoveRefused`, `NoteRefused`."""
    require_writer(person)
    with workspace.transaction():
        record = _expected(workspace, order_id, seen, OrderState.DRAFT)
        _require_name(person)
        _refuse_blocked(workspace, record, clock)
        step = _step(ReviewKind.REQUESTED, record, person, clock, _note(note))
        return _record(workspace, record, step, OrderState.IN_REVIEW)


def take_review(workspace: Workspace, order_id: str, seen: str, person: Person, clock: Clock) -> OrderChanged:
    """Say that this person of legal looks after the review. Somebody else may take it over."""
    require_legal(person)
    with workspace.transaction():
        record = _expected(workspace, order_id, seen, OrderState.IN_REVIEW)
        _require_name(person)
        return _record(workspace, record, _step(ReviewKind.TAKEN, record, person, clock))


def add_remark(
    workspace: Workspace,
    order_id: str,
    seen: str,
    field: str,
    about: str,
    note: str,
    person: Person,
    clock: Clock,
) -> OrderChanged:
    """Keep a remark of legal on one place of the order in review: `field` is its path, `about` its name."""
    require_legal(person)
    with workspace.transaction():
        record = _expected(workspace, order_id, seen, OrderState.IN_REVIEW)
        step = _step(ReviewKind.REMARK, record, person, clock, _required(note), field=field, about=about)
        return _record(workspace, record, step)


def approve_order(
    workspace: Workspace, order_id: str, seen: str, note: str, person: Person, clock: Clock
) -> OrderChanged:
    """Approve the content that was seen. Raises `MoveRefused` for anybody but legal and, under four eyes, for
    who wrote the order or asked for its review; `ReviewRefused`, `StaleRecord`, `NoteRefused`."""
    require_legal(person)
    with workspace.transaction():
        record = _expected(workspace, order_id, seen, OrderState.IN_REVIEW)
        _require_name(person)
        _require_other_eyes(workspace, record, person)
        _refuse_blocked(workspace, record, clock)
        step = _step(ReviewKind.APPROVED, record, person, clock, _note(note))
        own = approves_own(record, read_review(workspace, record), person.name)
        return _record(workspace, record, step, OrderState.APPROVED, {"own_order": True} if own else {})


def return_order(
    workspace: Workspace, order_id: str, seen: str, note: str, person: Person, clock: Clock
) -> OrderChanged:
    """Send the order back to draft, with a note on the whole or remarks made in this review."""
    require_legal(person)
    with workspace.transaction():
        record = _expected(workspace, order_id, seen, OrderState.IN_REVIEW)
        made = read_review(workspace, record).round
        remarked = any(step.kind is ReviewKind.REMARK for step in made)
        words = _note(note) if remarked else _required(note)
        step = _step(ReviewKind.RETURNED, record, person, clock, words)
        return _record(workspace, record, step, OrderState.DRAFT)


def refuse_order(
    workspace: Workspace, order_id: str, seen: str, note: str, person: Person, clock: Clock
) -> OrderChanged:
    """Refuse the order for good, with the reason."""
    require_legal(person)
    with workspace.transaction():
        record = _expected(workspace, order_id, seen, OrderState.IN_REVIEW)
        step = _step(ReviewKind.REFUSED, record, person, clock, _required(note))
        return _record(workspace, record, step, OrderState.REFUSED)


def withdraw_review(
    workspace: Workspace, order_id: str, seen: str, person: Person, clock: Clock
) -> OrderChanged:
    """Take an order in review back to draft: nobody has decided yet."""
    require_writer(person)
    with workspace.transaction():
        record = _expected(workspace, order_id, seen, OrderState.IN_REVIEW)
        step = _step(ReviewKind.WITHDRAWN, record, person, clock)
        return _record(workspace, record, step, OrderState.DRAFT)


def modify_again(
    workspace: Workspace, order_id: str, seen: str, person: Person, clock: Clock
) -> OrderChanged:
    """Make an approved order a draft again; its approval is void from then on."""
    require_writer(person)
    with workspace.transaction():
        record = _expected(workspace, order_id, seen, OrderState.APPROVED)
        step = _step(ReviewKind.REOPENED, record, person, clock)
        return _record(workspace, record, step, OrderState.DRAFT)


def keep_note(
    workspace: Workspace, order_id: str, note: BegunNote, person: Person, clock: Clock
) -> dt.datetime:
    """Keep, durably, what this person is writing on an order and has not sent; an empty note forgets it. The
    result is the instant of the save. Raises `NoSuchRecord`, `WorkspaceRefused`."""
    now = clock.now()
    workspace.reviews.keep_begun(order_id, person.role, note if note.text.strip() else None, now)
    return now


def approves_own(record: OrderRecord, review: Review, name: str) -> bool:
    """Whether this name wrote the order or asked for its review."""
    concerned = [record.author, *(step.actor for step in review.round[:1])]
    return any(same_person(name, each) for each in concerned)


def same_person(one: str, other: str) -> bool:
    """Whether two declared names are one, whatever their case, accents' form and spaces."""
    return _name(one) == _name(other)


# ── Inside ───────────────────────────────────────────────────────────────────────────────────────────


def _expected(workspace: Workspace, order_id: str, seen: str, state: OrderState) -> OrderRecord:
    """The order, when it stands in this state with the content that was seen."""
    record = workspace.orders.load(order_id)
    if record.archived:
        raise MoveRefused(message("This order is in the archive: bring it back first."))
    if record.state is not state:
        raise MoveRefused(
            message(
                "Order {number} is in another state by now: nothing was changed. Open it again.",
                number=record.number,
            )
        )
    if content_of(record) != seen:
        raise StaleRecord(
            message(
                "Order {number} no longer says what you have on screen: nothing was changed. Open it again"
                " and read it before you decide.",
                number=record.number,
            )
        )
    return record


def _refuse_blocked(workspace: Workspace, record: OrderRecord, clock: Clock) -> None:
    check = check_order(record.answers, check_context(workspace, clock))
    found = [problem for problem in check.problems if problem.severity is Severity.ERROR]
    if found:
        raise ReviewRefused(found)


def _require_name(person: Person) -> None:
    if not person.name.strip():
        raise MoveRefused(
            message("A review names who asks and who decides: write your name in the settings first.")
        )


def _require_other_eyes(workspace: Workspace, record: OrderRecord, person: Person) -> None:
    review = read_review(workspace, record)
    if review.four_eyes and approves_own(record, review, person.name):
        raise MoveRefused(
            message(
                "You wrote this order or asked for its review: somebody else of legal approves it (four eyes,"
                " in the settings)."
            )
        )


def _note(text: str) -> str:
    note = text.strip()
    if len(note) > LONGEST_NOTE:
        raise NoteRefused(message("This note is too long: {most} characters at most.", most=LONGEST_NOTE))
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in note):
        raise NoteRefused(message("This note holds hidden characters: delete them, or type the text again."))
    return note


def _required(text: str) -> str:
    note = _note(text)
    if not note:
        raise NoteRefused(message("Write a note first: who reads it needs to know what to change, and why."))
    return note


def _step(
    kind: ReviewKind,
    record: OrderRecord,
    person: Person,
    clock: Clock,
    note: str = "",
    *,
    field: str = "",
    about: str = "",
) -> ReviewStep:
    anchor = anchor_of(record.answers, field) if field else {}
    content = content_of(record)
    return ReviewStep(kind, clock.now(), person.name, person.role, content, note, field, about, anchor)


def _record(
    workspace: Workspace,
    record: OrderRecord,
    step: ReviewStep,
    new: OrderState | None = None,
    more: Mapping[str, Any] | None = None,
) -> OrderChanged:
    details: dict[str, Any] = {
        "number": record.number,
        "revision": record.revision,
        "content": step.content,
        "role": step.role,
        "note": hashlib.sha256(step.note.encode()).hexdigest() if step.note else None,
        "field": step.field or None,
        **(more or {}),
    }
    if step.kind in _CARRY_NOTES:
        workspace.reviews.keep_begun(record.id, step.role, None, step.at)
    act = Act(AUDIT_KINDS[step.kind], record.id, step.actor, step.at, details)
    return changed(workspace.reviews.record(record.id, record.row_version, step, act, new))


def _name(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())

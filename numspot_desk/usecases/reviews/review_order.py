"""The review of an order as a whole: request, take, remark, approve, return, refuse, withdraw, modify again.

Each act names the fingerprint of the content that the person saw, and is refused when the order holds
another one by now. Whether an approval still holds is read in `read_review`; clause by clause is
`review_parts`. Roles are declared, not proved.
"""

import datetime as dt
from typing import Any

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.problems import problem
from numspot_desk.contracts.reviewing.review import BegunNote, ReviewKind
from numspot_desk.contracts.reviewing.review_parts import PartKind, PartReview, PartState
from numspot_desk.language.messages import Message, message
from numspot_desk.usecases.orders.order_acts import OrderChanged
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import MoveRefused
from numspot_desk.usecases.reviews.read_review import THRESHOLD, Review, read_review
from numspot_desk.usecases.reviews.review_acts import (
    check_of,
    expected,
    keep_step,
    note_of,
    require_name,
    require_other_eyes,
    require_power,
    required_note,
    step_of,
)
from numspot_desk.usecases.reviews.review_rules import ReviewAct
from numspot_desk.usecases.settings.kept_settings import discount_threshold


class PartsOpen(MoveRefused):
    """Parts of the order are not approved yet, so that the whole is not either: nothing was written.
    `problems` names each at its place."""

    def __init__(self, review: Review) -> None:
        waiting = [each for each in review.parts if not review.counts(each)]
        super().__init__(
            message(
                "{count} clauses or lines are not approved: read each, then approve the order.",
                count=len(waiting),
            )
        )
        self.problems = tuple(problem("review_required", each.part.field, _where(each)) for each in waiting)


def _where(each: PartReview) -> Message:
    """Which part it is and what it waits for."""
    part, state = each.part, PART_STATES[each.state]
    if part.kind is PartKind.LINE:
        named = message("Line {n}: {label}", n=part.position + 1, label=str(part.content.get("label") or "–"))
        return message("{part} – {state}", part=named, state=state)
    named = (
        message("Payment term") if part.kind is PartKind.PAYMENT else message("Clause {name}", name=part.id)
    )
    return message("{part} – {state}", part=named, state=state)


PART_STATES = {
    PartState.TO_READ: message("To be read by legal."),
    PartState.APPROVED: message("Approved by who wrote the order: somebody else of legal reads it."),
    PartState.TO_CHANGE: message("Sent back: to be changed."),
    PartState.CHANGED: message("Changed since it was read: to be read again."),
}
"""What is said of a part that does not count as approved."""


def request_review(
    workspace: Workspace, order_id: str, seen: str, note: str, person: Person, clock: Clock
) -> OrderChanged:
    """Send a draft for review. Raises `ReviewRefused` when something blocks it, `StaleRecord`,
    `MoveRefused`, `NoteRefused`."""
    with workspace.transaction():
        record = expected(workspace, order_id, seen, ReviewAct.REQUEST, person)
        require_name(person)
        check_of(workspace, record, clock)
        rules = {THRESHOLD: format(discount_threshold(workspace), "f")}
        step = step_of(ReviewKind.REQUESTED, record, person, clock, note_of(note), kept=rules)
        changed = _changed_since(read_review(workspace, record))
        return keep_step(workspace, record, step, OrderState.IN_REVIEW, changed)


def take_review(workspace: Workspace, order_id: str, seen: str, person: Person, clock: Clock) -> OrderChanged:
    """Say that this person of legal looks after the review. Somebody else may take it over."""
    with workspace.transaction():
        record = expected(workspace, order_id, seen, ReviewAct.TAKE, person)
        require_name(person)
        return keep_step(workspace, record, step_of(ReviewKind.TAKEN, record, person, clock))


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
    with workspace.transaction():
        record = expected(workspace, order_id, seen, ReviewAct.REMARK, person)
        step = step_of(
            ReviewKind.REMARK, record, person, clock, required_note(note), field=field, about=about
        )
        return keep_step(workspace, record, step)


def approve_order(
    workspace: Workspace, order_id: str, seen: str, note: str, person: Person, clock: Clock
) -> OrderChanged:
    """Approve the content that was seen, each part of it approved before. Raises `MoveRefused` for anybody
    but legal and, under four eyes, for who wrote the order or asked for its review; `PartsOpen`,
    `PowerRefused`, `ReviewRefused`, `StaleRecord`, `NoteRefused`."""
    with workspace.transaction():
        record = expected(workspace, order_id, seen, ReviewAct.APPROVE, person)
        require_name(person)
        require_other_eyes(workspace, record, person)
        totals = check_of(workspace, record, clock).totals
        require_power(workspace, None if totals is None else totals.excl_tax, person)
        review = read_review(workspace, record)
        if not review.all_count:
            raise PartsOpen(review)
        kept = dict(record.answers)
        step = step_of(ReviewKind.APPROVED, record, person, clock, note_of(note), kept=kept)
        own = review.own_to(person.name)
        return keep_step(workspace, record, step, OrderState.APPROVED, {"own_order": True} if own else {})


def return_order(
    workspace: Workspace, order_id: str, seen: str, note: str, person: Person, clock: Clock
) -> OrderChanged:
    """Send the order back to draft, with a note on the whole or remarks made in this review."""
    with workspace.transaction():
        record = expected(workspace, order_id, seen, ReviewAct.RETURN, person)
        made = read_review(workspace, record).round
        remarked = any(step.kind in (ReviewKind.REMARK, ReviewKind.PART_RETURNED) for step in made)
        words = note_of(note) if remarked else required_note(note)
        kept = dict(record.answers)
        step = step_of(ReviewKind.RETURNED, record, person, clock, words, kept=kept)
        return keep_step(workspace, record, step, OrderState.DRAFT)


def refuse_order(
    workspace: Workspace, order_id: str, seen: str, note: str, person: Person, clock: Clock
) -> OrderChanged:
    """Refuse the order for good, with the reason."""
    with workspace.transaction():
        record = expected(workspace, order_id, seen, ReviewAct.REFUSE, person)
        step = step_of(ReviewKind.REFUSED, record, person, clock, required_note(note))
        return keep_step(workspace, record, step, OrderState.REFUSED)


def withdraw_review(
    workspace: Workspace, order_id: str, seen: str, person: Person, clock: Clock
) -> OrderChanged:
    """Take an order in review back to draft: nobody has decided yet."""
    with workspace.transaction():
        record = expected(workspace, order_id, seen, ReviewAct.WITHDRAW, person)
        step = step_of(ReviewKind.WITHDRAWN, record, person, clock)
        return keep_step(workspace, record, step, OrderState.DRAFT)


def modify_again(
    workspace: Workspace, order_id: str, seen: str, person: Person, clock: Clock
) -> OrderChanged:
    """Make an approved order a draft again; its approval is void from then on."""
    with workspace.transaction():
        record = expected(workspace, order_id, seen, ReviewAct.MODIFY, person)
        step = step_of(ReviewKind.REOPENED, record, person, clock)
        return keep_step(workspace, record, step, OrderState.DRAFT)


def keep_note(
    workspace: Workspace, order_id: str, note: BegunNote, person: Person, clock: Clock
) -> dt.datetime:
    """Keep, durably, what this person is writing on an order and has not sent; an empty note forgets it. The
    result is the instant of the save. Raises `NoSuchRecord`, `WorkspaceRefused`."""
    now = clock.now()
    workspace.reviews.keep_begun(order_id, person.role, note if note.text.strip() else None, now)
    return now


def _changed_since(review: Review) -> dict[str, Any]:
    """For the audit row of a request: the paths that changed since legal last decided, and the parts whose
    approval they void, with the digests of what was read and of what stands there now."""
    voided = {
        each.part.field: [each.step.part, each.part.fingerprint]
        for each in review.parts
        if each.state is PartState.CHANGED and each.step is not None
    }
    taken_out = [step.part for step in review.gone]
    found = {"changed": [each.field for each in review.changes], "voided": voided, "taken_out": taken_out}
    return {name: value for name, value in found.items() if value}

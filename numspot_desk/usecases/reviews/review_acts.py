"""What the acts of a review share: the order as it was seen, who may not approve what, notes, and the step
that is kept with its audit row.

The acts themselves are in `review_order` (the order as a whole), `review_parts` (clause by clause) and
`delegate_review`; who may do what in which state is in `review_rules`.
"""

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from numspot_desk.contracts.order.order_check import OrderCheck
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.problems import Problem, Severity
from numspot_desk.contracts.reviewing.review import ReviewKind, ReviewStep
from numspot_desk.contracts.reviewing.review_place import anchor_of
from numspot_desk.language.messages import message
from numspot_desk.usecases.conditions.check_clauses import check_with_clauses
from numspot_desk.usecases.orders.edit_order import check_context
from numspot_desk.usecases.orders.order_acts import OrderChanged, changed
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import DeskError, MoveRefused, StaleRecord
from numspot_desk.usecases.reviews.read_review import APPROVED, content_of, read_review
from numspot_desk.usecases.reviews.review_rules import ReviewAct, require_role, require_state
from numspot_desk.usecases.settings.kept_settings import signing_powers

LONGEST_NOTE: Final = 10_000
"""Characters that a note may have."""
AUDIT_KINDS: Final = {
    ReviewKind.REQUESTED: "order.review_requested",
    ReviewKind.TAKEN: "order.review_taken",
    ReviewKind.DELEGATED: "order.review_delegated",
    ReviewKind.REMARK: "order.review_remark",
    ReviewKind.APPROVED: APPROVED,
    ReviewKind.RETURNED: "order.review_returned",
    ReviewKind.REFUSED: "order.review_refused",
    ReviewKind.WITHDRAWN: "order.review_withdrawn",
    ReviewKind.REOPENED: "order.review_reopened",
    ReviewKind.PART_APPROVED: "order.clause_approved",
    ReviewKind.PART_RETURNED: "order.clause_returned",
    ReviewKind.PART_UNREAD: "order.clause_unread",
}
_CARRY_NOTES: Final = frozenset(
    {
        ReviewKind.REQUESTED,
        ReviewKind.DELEGATED,
        ReviewKind.REMARK,
        ReviewKind.APPROVED,
        ReviewKind.RETURNED,
        ReviewKind.REFUSED,
        ReviewKind.PART_RETURNED,
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


class PowerRefused(MoveRefused):
    """The order is above the signatory power of who would approve it: nothing was written."""


def expected(workspace: Workspace, order_id: str, seen: str, act: ReviewAct, person: Person) -> OrderRecord:
    """The order, when this person may do the act on it and it holds the content that was seen. Raises
    `MoveRefused`, `StaleRecord`, `NoSuchRecord`."""
    require_role(act, person)
    record = workspace.orders.load(order_id)
    require_state(act, record)
    if content_of(record) != seen:
        raise StaleRecord(
            message(
                "Order {number} no longer says what you have on screen: nothing was changed. Open it again"
                " and read it before you decide.",
                number=record.number,
            )
        )
    return record


def check_of(workspace: Workspace, record: OrderRecord, clock: Clock) -> OrderCheck:
    """The check of the order today. Raises `ReviewRefused` when something blocks it."""
    check = check_with_clauses(workspace, record, check_context(workspace, clock))
    found = [problem for problem in check.problems if problem.severity is Severity.ERROR]
    if found:
        raise ReviewRefused(found)
    return check


def require_name(person: Person) -> None:
    """Raises `MoveRefused` for somebody without a name."""
    if not person.name.strip():
        raise MoveRefused(
            message("A review names who asks and who decides: write your name in the settings first.")
        )


def require_other_eyes(workspace: Workspace, record: OrderRecord, person: Person) -> None:
    """Raises `MoveRefused`, by name, for who wrote the order or asked for its review, under four eyes."""
    review = read_review(workspace, record)
    if review.four_eyes and review.own_to(person.name):
        raise MoveRefused(
            message(
                "{name} wrote this order or asked for its review: somebody else of legal approves it (four"
                " eyes, in the settings).",
                name=person.name.strip(),
            )
        )


def require_power(workspace: Workspace, amount: Decimal | None, person: Person) -> None:
    """Raises `PowerRefused` when the amount of the order is above this person's signatory power."""
    powers = signing_powers(workspace)
    if powers.suffices(person.name, amount):
        return
    enough = powers.enough_for(amount)
    raise PowerRefused(
        message(
            "This order is above your signatory power ({power} euros before tax). Delegate the review to"
            " {names}, or let legal change the powers in the settings.",
            power=powers.of(person.name),
            names=", ".join(enough) if enough else message("somebody whose power reaches it"),
        )
    )


def note_of(text: str) -> str:
    """A note without the spaces around it. Raises `NoteRefused`."""
    note = text.strip()
    if len(note) > LONGEST_NOTE:
        raise NoteRefused(message("This note is too long: {most} characters at most.", most=LONGEST_NOTE))
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in note):
        raise NoteRefused(message("This note holds hidden characters: delete them, or type the text again."))
    return note


def required_note(text: str) -> str:
    """A note that is there. Raises `NoteRefused`."""
    note = note_of(text)
    if not note:
        raise NoteRefused(message("Write a note first: who reads it needs to know what to change, and why."))
    return note


def step_of(
    kind: ReviewKind,
    record: OrderRecord,
    person: Person,
    clock: Clock,
    note: str = "",
    *,
    field: str = "",
    about: str = "",
    part: str = "",
    given_to: str = "",
    kept: Mapping[str, Any] | None = None,
) -> ReviewStep:
    """A step of this person on the order as it is."""
    return ReviewStep(
        kind,
        clock.now(),
        person.name,
        person.role,
        content_of(record),
        note,
        field,
        about,
        anchor_of(record.answers, field) if field else {},
        part,
        given_to,
        kept or {},
    )


def keep_step(
    workspace: Workspace,
    record: OrderRecord,
    step: ReviewStep,
    new: OrderState | None = None,
    more: Mapping[str, Any] | None = None,
) -> OrderChanged:
    """Keep a step with its audit row: paths and digests, no words and no names."""
    details: dict[str, Any] = {
        "number": record.number,
        "revision": record.revision,
        "content": step.content,
        "role": step.role,
        "note": _digest(step.note),
        "field": step.field or None,
        **({"part": step.part} if step.part else {}),
        **({"given_to": _digest(f"{step.content}{step.given_to}")} if step.given_to else {}),
        **(more or {}),
    }
    if step.kind in _CARRY_NOTES:
        workspace.reviews.keep_begun(record.id, step.role, None, step.at)
    act = Act(AUDIT_KINDS[step.kind], record.id, step.actor, step.at, details)
    return changed(workspace.reviews.record(record.id, record.row_version, step, act, new))


def _digest(words: str) -> str | None:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest() if words else None

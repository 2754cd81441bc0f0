"""The review of an order clause by clause: approve parts, send one back with a note, take either back.

A part is named by the fingerprint of what was read. It is refused when the order holds other content by
now. What these acts say of a part counts for as long as it says the same
(`contracts.reviewing.review_parts`).
"""

from collections.abc import Sequence

from numspot_desk.contracts.reviewing.review import ReviewKind
from numspot_desk.contracts.reviewing.review_parts import PartReview
from numspot_desk.language.messages import message
from numspot_desk.usecases.orders.order_acts import OrderChanged
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import StaleRecord
from numspot_desk.usecases.reviews.read_review import Review, read_review
from numspot_desk.usecases.reviews.review_acts import (
    expected,
    keep_step,
    require_name,
    require_other_eyes,
    required_note,
    step_of,
)
from numspot_desk.usecases.reviews.review_rules import ReviewAct


def approve_parts(
    workspace: Workspace,
    order_id: str,
    seen: str,
    parts: Sequence[tuple[str, str]],
    person: Person,
    clock: Clock,
) -> OrderChanged:
    """Approve parts of the order: each by its fingerprint, with the name it is shown under. All or none.

    Raises `StaleRecord` when one of them says something else by now; `MoveRefused` under four eyes for who
    wrote the order. A part that counts as approved already is left as it is.
    """
    with workspace.transaction():
        record = expected(workspace, order_id, seen, ReviewAct.APPROVE_PART, person)
        require_name(person)
        require_other_eyes(workspace, record, person)
        review, outcome = read_review(workspace, record), OrderChanged(record)
        for part, about in parts:
            found = _part(review, record, part)
            if not review.counts(found):
                outcome = _keep(
                    workspace, outcome.record, ReviewKind.PART_APPROVED, found, about, "", person, clock
                )
        return outcome


def return_part(
    workspace: Workspace,
    order_id: str,
    seen: str,
    part: str,
    about: str,
    note: str,
    person: Person,
    clock: Clock,
) -> OrderChanged:
    """Say that a part is to be changed, and why; the order stays in review until it is sent back. Raises
    `StaleRecord`, `NoteRefused`, `MoveRefused`."""
    with workspace.transaction():
        record = expected(workspace, order_id, seen, ReviewAct.RETURN_PART, person)
        require_name(person)
        found = _part(read_review(workspace, record), record, part)
        words = required_note(note)
        return _keep(workspace, record, ReviewKind.PART_RETURNED, found, about, words, person, clock)


def unread_part(
    workspace: Workspace, order_id: str, seen: str, part: str, about: str, person: Person, clock: Clock
) -> OrderChanged:
    """Take back what was said of a part: it is to be read again. Raises `StaleRecord`, `MoveRefused`."""
    with workspace.transaction():
        record = expected(workspace, order_id, seen, ReviewAct.UNREAD_PART, person)
        found = _part(read_review(workspace, record), record, part)
        return _keep(workspace, record, ReviewKind.PART_UNREAD, found, about, "", person, clock)


def _part(review: Review, record: OrderRecord, fingerprint: str) -> PartReview:
    for each in review.parts:
        if each.part.fingerprint == fingerprint:
            return each
    raise StaleRecord(
        message(
            "A clause of order {number} no longer says what you have on screen: nothing was changed. Open the"
            " order again and read it before you decide.",
            number=record.number,
        )
    )


def _keep(
    workspace: Workspace,
    record: OrderRecord,
    kind: ReviewKind,
    found: PartReview,
    about: str,
    note: str,
    person: Person,
    clock: Clock,
) -> OrderChanged:
    part = found.part
    step = step_of(
        kind,
        record,
        person,
        clock,
        note,
        field=part.field,
        about=about,
        part=part.fingerprint,
        kept=part.content,
    )
    return keep_step(workspace, record, step)

"""Comment on a clause or a line, answer, resolve, take up again: threads between sales and legal.

Comments stand beside the order and are never exported; the audit log holds their digests. They void no
approval, for they are no content. A read-only role reads them.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numspot_desk.contracts.reviewing.comments import Comment, CommentKind, CommentThread
from numspot_desk.contracts.reviewing.review_place import anchor_of, place_now
from numspot_desk.language.messages import message
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import MoveRefused
from numspot_desk.usecases.reviews.review_acts import note_of, required_note
from numspot_desk.usecases.reviews.review_rules import ReviewAct, require_role, require_state

_ACTS = {
    CommentKind.MESSAGE: "order.comment",
    CommentKind.RESOLVED: "order.comment_resolved",
    CommentKind.REOPENED: "order.comment_reopened",
}


@dataclass(frozen=True)
class ShownThread:
    """A thread as a version shows it: where its place is now (None when it was taken out), and the version it
    was written on where that is an earlier one."""

    thread: CommentThread
    field: str | None
    from_revision: int | None = None


def read_comments(workspace: Workspace, record: OrderRecord) -> tuple[ShownThread, ...]:
    """The threads of this version and of the earlier ones, those of this version last."""
    return shown_threads(workspace.comments.of(record.id), record.revision, record.answers)


def shown_threads(
    threads: Sequence[CommentThread], revision: int, answers: Mapping[str, Any]
) -> tuple[ShownThread, ...]:
    """The threads, each at its place in these answers."""
    return tuple(
        ShownThread(
            each,
            place_now(answers, each.field, each.anchor),
            each.revision if each.revision != revision else None,
        )
        for each in threads
    )


def begin_thread(
    workspace: Workspace, order_id: str, field: str, about: str, words: str, person: Person, clock: Clock
) -> Changes:
    """Begin a thread on a place of the order: `field` is its path, `about` its name. Raises `MoveRefused` for
    a read-only role and an archived order, `NoteRefused`, `NoSuchRecord`."""
    require_role(ReviewAct.COMMENT, person)
    with workspace.transaction():
        record = workspace.orders.load(order_id)
        require_state(ReviewAct.COMMENT, record)
        first = _entry(CommentKind.MESSAGE, required_note(words), person, clock)
        anchor = anchor_of(record.answers, field)
        thread = CommentThread("", record.id, record.revision, field, about, anchor, (first,))
        workspace.comments.begin(thread, _act(record, field, first))
    return Changes(orders=frozenset({order_id}))


def answer_thread(
    workspace: Workspace,
    order_id: str,
    thread_id: str,
    words: str,
    person: Person,
    clock: Clock,
    kind: CommentKind = CommentKind.MESSAGE,
) -> Changes:
    """Answer in a thread; or resolve it or take it up again, with words or without. `order_id` is the version
    that is on screen: a thread of an earlier one is read there, and answered on its own version.

    Raises `MoveRefused`, `NoteRefused`, `NoSuchRecord`.
    """
    require_role(ReviewAct.COMMENT if kind is CommentKind.MESSAGE else ReviewAct.RESOLVE, person)
    with workspace.transaction():
        thread = workspace.comments.thread(thread_id)
        if thread.order_id != order_id:
            raise MoveRefused(
                message(
                    "These comments stay with version {revision}: begin new ones here.",
                    revision=thread.revision,
                )
            )
        record = workspace.orders.load(order_id)
        require_state(ReviewAct.COMMENT, record)
        if kind is not CommentKind.MESSAGE and thread.resolved is (kind is CommentKind.RESOLVED):
            raise MoveRefused(message("Somebody has done this meanwhile: nothing was changed."))
        said = required_note(words) if kind is CommentKind.MESSAGE else note_of(words)
        entry = _entry(kind, said, person, clock)
        workspace.comments.add(thread_id, entry, _act(record, thread.field, entry))
    return Changes(orders=frozenset({order_id}))


def _entry(kind: CommentKind, words: str, person: Person, clock: Clock) -> Comment:
    if not person.name.strip():
        raise MoveRefused(message("A comment names who wrote it: write your name in the settings first."))
    return Comment(kind, clock.now(), person.name, person.role, words)


def _act(record: OrderRecord, field: str, entry: Comment) -> Act:
    words = entry.words.encode("utf-8", "surrogatepass")
    details = {
        "number": record.number,
        "revision": record.revision,
        "field": field,
        "role": entry.role,
        "words": hashlib.sha256(words).hexdigest() if words else None,
    }
    return Act(_ACTS[entry.kind], record.id, entry.actor, entry.at, details)

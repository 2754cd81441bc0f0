"""What is said on the clauses of an order: a clause's threads, who may speak, begin, answer, close. No Qt.

The threads come with the order and are read again after each of these; what a comment is lives in
`contracts.reviewing.comments`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from numspot_desk.contracts.reviewing.comments import CommentKind, CommentThread
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.ui.order.screen import Runner
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.reviews.comment import ShownThread, answer_thread, begin_thread, shown_threads
from numspot_desk.usecases.reviews.review_rules import ReviewAct, allowed


class ClauseComments:
    """The comments on the clauses of the open order. `shown` is called when they were read again."""

    def __init__(
        self,
        order: OrderPresenter,
        run: Runner,
        person: Callable[[], Person],
        clock: Clock,
        announce: Callable[[Changes], None],
        shown: Callable[[], None],
    ) -> None:
        self._order = order
        self._run = run
        self._person = person
        self._clock = clock
        self._announce = announce
        self._shown = shown

    def threads(self, path: str) -> tuple[ShownThread, ...]:
        """The comments on a clause, those of earlier versions first."""
        opened = self._order.opened
        if opened is None:
            return ()
        record = opened.record
        found = shown_threads(opened.comments, record.revision, self._order.answers)
        return tuple(one for one in found if one.field is not None and _within(one.field, path))

    @property
    def allowed(self) -> bool:
        """Whether this person may comment on the order in its state."""
        opened = self._order.opened
        if opened is None or opened.record.archived:
            return False
        return allowed(ReviewAct.COMMENT, self._person().role, opened.record.state)

    def say(self, path: str, about: str, words: str, thread: ShownThread | None) -> None:
        """Say something on a clause: in a thread, or as the first of a new one."""
        order_id, person, clock = self._order.record.id, self._person(), self._clock
        self._order.save()  # the thread is bound to the clause as it stands on the screen
        if thread is None:
            field = f"{path}.text"
            self._run(
                lambda desk: begin_thread(desk, order_id, field, about, words, person, clock), self._said
            )
        else:
            known = thread.thread.id
            self._run(lambda desk: answer_thread(desk, order_id, known, words, person, clock), self._said)

    def resolve(self, thread: ShownThread, words: str) -> None:
        """Close a thread, with words or without."""
        order_id, person, clock = self._order.record.id, self._person(), self._clock
        known = thread.thread.id
        self._run(
            lambda desk: answer_thread(desk, order_id, known, words, person, clock, CommentKind.RESOLVED),
            self._said,
        )

    def _said(self, changes: Changes) -> None:
        order_id = self._order.record.id

        def read(found: Sequence[CommentThread]) -> None:
            if self._order.opened is not None and self._order.record.id == order_id:
                self._order.opened = replace(self._order.opened, comments=tuple(found))
                self._shown()

        self._run(lambda workspace: workspace.comments.of(order_id), read)
        self._announce(changes)


def _within(field: str, path: str) -> bool:
    return field == path or field.startswith(f"{path}.")

"""What the store keeps of the comments on clauses; a thread itself is in `contracts.reviewing.comments`."""

from collections.abc import Sequence
from typing import Protocol

from numspot_desk.contracts.reviewing.comments import Comment, CommentThread
from numspot_desk.usecases.ports.audit import Act


class CommentStore(Protocol):
    """Comments beside the orders, kept for good."""

    def of(self, order_id: str) -> Sequence[CommentThread]:
        """The threads of this version and of the earlier ones of the same order, each in the order in which
        it was begun."""
        ...

    def thread(self, thread_id: str) -> CommentThread:
        """One thread. Raises `NoSuchRecord`."""
        ...

    def begin(self, thread: CommentThread, act: Act) -> CommentThread:
        """Keep a new thread with its first entries and the audit row; the id is given here. Raises
        `NoSuchRecord` for an order that no longer exists."""
        ...

    def add(self, thread_id: str, entry: Comment, act: Act) -> CommentThread:
        """Add an entry to a thread, with its audit row. Raises `NoSuchRecord`."""
        ...

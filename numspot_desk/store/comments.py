"""The comments on clauses as they are kept: threads of entries beside the order, each with its audit row.

The words stand here and never in the audit log, nor in anything that is exported.
"""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from numspot_desk.contracts.reviewing.comments import Comment, CommentKind, CommentThread
from numspot_desk.language.messages import message
from numspot_desk.store import audit, order_rows
from numspot_desk.store.schema import comment_threads, comments, orders
from numspot_desk.store.session import Session
from numspot_desk.store.types import plain, storable
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.refusals import NoSuchRecord

_THREADS: Final = select(comment_threads, orders.c.revision).join(orders)


class Comments:
    """The comments of one workspace (`CommentStore`)."""

    def __init__(self, session: Session, chance: Chance) -> None:
        self._session = session
        self._chance = chance

    def of(self, order_id: str) -> Sequence[CommentThread]:
        """The threads of this version and of the earlier ones of the same order, oldest first."""
        with self._session.transaction() as connection:
            row = order_rows.row_of(connection, order_id)
            family = (orders.c.family_id == row.family_id) & (orders.c.revision <= row.revision)
            return _read(connection, _THREADS.where(family))

    def thread(self, thread_id: str) -> CommentThread:
        """One thread. Raises `NoSuchRecord`."""
        with self._session.transaction() as connection:
            return _one(connection, thread_id)

    def begin(self, thread: CommentThread, act: Act) -> CommentThread:
        """Keep a new thread with its first entries and the audit row. Raises `NoSuchRecord`."""
        thread_id = str(uuid.UUID(bytes=self._chance.bytes(16), version=4))
        with self._session.transaction() as connection:
            order_rows.row_of(connection, thread.order_id)
            connection.execute(
                comment_threads.insert().values(
                    id=thread_id,
                    order_id=thread.order_id,
                    field=storable(thread.field),
                    about=storable(thread.about),
                    anchor=plain(thread.anchor),
                )
            )
            for entry in thread.entries:
                _insert(connection, thread_id, entry)
            audit.append(connection, replace(act, subject=thread.order_id), self._chance)
            return _one(connection, thread_id)

    def add(self, thread_id: str, entry: Comment, act: Act) -> CommentThread:
        """Add an entry to a thread, with its audit row. Raises `NoSuchRecord`."""
        with self._session.transaction() as connection:
            thread = _one(connection, thread_id)
            _insert(connection, thread_id, entry)
            audit.append(connection, replace(act, subject=thread.order_id), self._chance)
            return _one(connection, thread_id)


def _insert(connection: Connection, thread_id: str, entry: Comment) -> None:
    last = select(func.max(comments.c.position)).where(comments.c.thread_id == thread_id)
    kept = {**vars(entry), "kind": entry.kind.value, "actor": storable(entry.actor)}
    kept["words"] = storable(entry.words)
    position = (connection.execute(last).scalar() or 0) + 1
    connection.execute(comments.insert().values(thread_id=thread_id, position=position, **kept))


def _one(connection: Connection, thread_id: str) -> CommentThread:
    found = _read(connection, _THREADS.where(comment_threads.c.id == thread_id))
    if not found:
        raise NoSuchRecord(message("This thread of comments no longer exists: its draft was deleted."))
    return found[0]


def _read(connection: Connection, query: Select[Any]) -> list[CommentThread]:
    threads = connection.execute(query).all()
    ids = [row.id for row in threads]
    entries: dict[str, list[Comment]] = {each: [] for each in ids}
    listed = select(comments).where(comments.c.thread_id.in_(ids)).order_by(comments.c.position)
    for row in connection.execute(listed):
        said = Comment(CommentKind(row.kind), row.at, row.actor, row.role, row.words)
        entries[row.thread_id].append(said)
    found = [
        CommentThread(
            row.id, row.order_id, row.revision, row.field, row.about, row.anchor, tuple(entries[row.id])
        )
        for row in threads
    ]
    return sorted(found, key=lambda thread: (thread.revision, thread.entries[0].at, thread.id))

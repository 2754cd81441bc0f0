"""Reviews of orders: steps taken, comments, notes being written."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from numspot_desk.contracts.reviewing.comments import CommentKind
from numspot_desk.contracts.reviewing.review import ReviewKind
from numspot_desk.store.tables.base import metadata, one_of, order_id, row_id
from numspot_desk.store.types import Document, Instant

review_steps = Table(
    "review_steps",
    metadata,
    order_id(primary_key=True, ondelete="CASCADE"),
    Column("position", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("content", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("anchor", Document, nullable=True),
    Column("part", String(64), nullable=False, server_default=""),
    Column("given_to", Text, nullable=False, server_default=""),
    Column("kept", Document, nullable=True),
    CheckConstraint("position >= 1", name="position"),
    CheckConstraint("length(content) = 64", name="content"),
    CheckConstraint("length(part) IN (0, 64)", name="part"),
    one_of("kind", [kind.value for kind in ReviewKind]),
)

comment_threads = Table(
    "comment_threads",
    metadata,
    row_id(),
    order_id(primary_key=False, ondelete="CASCADE"),
    Column("field", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("anchor", Document, nullable=False),
    CheckConstraint("length(id) = 36", name="id"),
    Index(None, "order_id"),
)

comments = Table(
    "comments",
    metadata,
    Column(
        "thread_id",
        String(36),
        ForeignKey("comment_threads.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    ),
    Column("position", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("words", Text, nullable=False),
    CheckConstraint("position >= 1", name="position"),
    one_of("kind", [kind.value for kind in CommentKind]),
)

review_notes = Table(  # being written, not sent yet
    "review_notes",
    metadata,
    order_id(primary_key=True, ondelete="CASCADE"),
    Column("role", String(16), primary_key=True, nullable=False),
    Column("place", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

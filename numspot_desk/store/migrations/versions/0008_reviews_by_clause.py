"""The review of each clause, delegation, and the comments on a clause."""

import sqlalchemy as sa
from alembic import op

from numspot_desk.store.types import Document, Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = (
    "'requested', 'taken', 'remark', 'approved', 'returned', 'refused', 'withdrawn', 'reopened',"
    " 'delegated', 'part_approved', 'part_returned', 'part_unread'"
)
KEPT = "order_id, position, kind, at, actor, role, content, note, field, about, anchor"


def upgrade() -> None:
    """Build the table of steps anew, for its kinds grow; make those of the comments."""
    op.rename_table("review_steps", "review_steps_before")
    op.create_table(
        "review_steps",
        sa.Column("order_id", sa.String(36), nullable=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("anchor", Document, nullable=True),
        sa.Column("part", sa.String(64), nullable=False, server_default=""),
        sa.Column("given_to", sa.Text, nullable=False, server_default=""),
        sa.Column("kept", Document, nullable=True),
        sa.PrimaryKeyConstraint("order_id", "position", name="pk_review_steps"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], ondelete="CASCADE", name="fk_review_steps_order_id_orders"
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_review_steps_position")),
        sa.CheckConstraint("length(content) = 64", name=op.f("ck_review_steps_content")),
        sa.CheckConstraint("length(part) IN (0, 64)", name=op.f("ck_review_steps_part")),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_review_steps_kind")),
    )
    op.execute(f"INSERT INTO review_steps ({KEPT}) SELECT {KEPT} FROM review_steps_before")
    op.drop_table("review_steps_before")
    _comments()


def _comments() -> None:
    op.create_table(
        "comment_threads",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("order_id", sa.String(36), nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("anchor", Document, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_comment_threads"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], ondelete="CASCADE", name="fk_comment_threads_order_id_orders"
        ),
        sa.CheckConstraint("length(id) = 36", name=op.f("ck_comment_threads_id")),
    )
    op.create_index("ix_comment_threads_order_id", "comment_threads", ["order_id"])
    op.create_table(
        "comments",
        sa.Column("thread_id", sa.String(36), nullable=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("thread_id", "position", name="pk_comments"),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["comment_threads.id"],
            ondelete="CASCADE",
            name="fk_comments_thread_id_comment_threads",
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_comments_position")),
        sa.CheckConstraint("kind IN ('message', 'resolved', 'reopened')", name=op.f("ck_comments_kind")),
    )

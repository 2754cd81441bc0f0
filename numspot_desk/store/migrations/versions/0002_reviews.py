"""The steps of legal reviews: requests, remarks, approvals and what became of them."""

import sqlalchemy as sa
from alembic import op

from numspot_desk.store.types import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KINDS = "'requested', 'taken', 'remark', 'approved', 'returned', 'refused', 'withdrawn', 'reopened'"


def upgrade() -> None:
    """Create the table; no order had a review before."""
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
        sa.PrimaryKeyConstraint("order_id", "position", name="pk_review_steps"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], ondelete="CASCADE", name="fk_review_steps_order_id_orders"
        ),
        sa.CheckConstraint("position >= 1", name=op.f("ck_review_steps_position")),
        sa.CheckConstraint("length(content) = 64", name=op.f("ck_review_steps_content")),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_review_steps_kind")),
    )

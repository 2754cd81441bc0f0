"""The notes that somebody is writing, and what the line or clause of a remark was known by."""

import sqlalchemy as sa
from alembic import op

from numspot_desk.store.types import Document, Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; remarks made before keep the path they had."""
    op.add_column("review_steps", sa.Column("anchor", Document, nullable=True))
    op.create_table(
        "review_notes",
        sa.Column("order_id", sa.String(36), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("updated_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("order_id", "role", name="pk_review_notes"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], ondelete="CASCADE", name="fk_review_notes_order_id_orders"
        ),
    )

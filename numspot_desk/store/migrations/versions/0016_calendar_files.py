"""What calendar files were given, so that later ones change and cancel the same events."""

import sqlalchemy as sa
from alembic import op

from numspot_desk.store.types import Document, Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; nothing of either was kept before."""
    op.create_table(
        "calendar_entries",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("family_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("written_at", Instant, nullable=False),
        sa.Column("cancelled", sa.Boolean, nullable=False),
        sa.Column("said", Document, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_calendar_entries"),
        sa.ForeignKeyConstraint(["family_id"], ["orders.id"], name="fk_calendar_entries_family_id_orders"),
        sa.CheckConstraint("length(key) >= 1", name=op.f("ck_calendar_entries_key")),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_calendar_entries_sequence")),
    )
    op.create_index("ix_calendar_entries_family_id", "calendar_entries", ["family_id"])
    op.create_table(
        "calendar_files",
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("path", name="pk_calendar_files"),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_calendar_files_sha256")),
    )

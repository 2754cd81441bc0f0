"""The reminders that were told, and which entries each calendar file holds."""

import sqlalchemy as sa
from alembic import op

from numspot_desk.store.types import Instant

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; nothing of them was kept before."""
    op.create_table(
        "reminders_told",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("due", sa.String(32), nullable=False),
        sa.Column("rung", sa.String(32), nullable=False),
        sa.Column("place", sa.BigInteger, nullable=False),
        sa.Column("told_at", Instant, nullable=False),
        sa.Column("passed_over", sa.Boolean, nullable=False),
        sa.Column("put_away_at", Instant),
        sa.PrimaryKeyConstraint("key", "due", "rung", name="pk_reminders_told"),
        sa.UniqueConstraint("place", name="uq_reminders_told_place"),
        sa.CheckConstraint("length(key) >= 1", name=op.f("ck_reminders_told_key")),
    )
    op.create_table(
        "reminders_begun",
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("at", name="pk_reminders_begun"),
    )
    op.create_table(
        "calendar_members",
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("path", "key", name="pk_calendar_members"),
        sa.CheckConstraint("length(key) >= 1", name=op.f("ck_calendar_members_key")),
    )

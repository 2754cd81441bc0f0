"""What people added to the entries of the agenda: who has one, that it is done, a note, a later day."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; nothing of it was kept before."""
    op.create_table(
        "agenda_marks",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("family_id", sa.String(36), nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("done_on", sa.Date),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("snoozed_until", sa.Date),
        sa.Column("for_day", sa.Date),
        sa.PrimaryKeyConstraint("key", name="pk_agenda_marks"),
        sa.ForeignKeyConstraint(["family_id"], ["orders.id"], name="fk_agenda_marks_family_id_orders"),
        sa.CheckConstraint("length(key) >= 1", name=op.f("ck_agenda_marks_key")),
    )
    op.create_index("ix_agenda_marks_family_id", "agenda_marks", ["family_id"])

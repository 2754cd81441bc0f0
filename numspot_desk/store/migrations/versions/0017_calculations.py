"""What stands in the forms of the calculators, and notes with contracts."""

import sqlalchemy as sa
from alembic import op

from numspot_desk.store.types import Document, Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; nothing of either was kept before."""
    op.create_table(
        "calculation_drafts",
        sa.Column("calculator", sa.String(64), nullable=False),
        sa.Column("typed", Document, nullable=False),
        sa.Column("updated_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("calculator", name="pk_calculation_drafts"),
        sa.CheckConstraint("length(calculator) >= 1", name=op.f("ck_calculation_drafts_calculator")),
    )
    op.create_table(
        "contract_notes",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("family_id", sa.String(36), nullable=False),
        sa.Column("withdraws", sa.String(36), nullable=True),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("content", Document, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contract_notes"),
        sa.ForeignKeyConstraint(["family_id"], ["orders.id"], name="fk_contract_notes_family_id_orders"),
        sa.ForeignKeyConstraint(
            ["withdraws"], ["contract_notes.id"], name="fk_contract_notes_withdraws_contract_notes"
        ),
        sa.UniqueConstraint("sequence", name="uq_contract_notes_sequence"),
        sa.UniqueConstraint("withdraws", name="uq_contract_notes_withdraws"),
        sa.CheckConstraint("length(id) = 36", name=op.f("ck_contract_notes_id")),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_contract_notes_sequence")),
        sa.CheckConstraint("length(words) >= 1", name=op.f("ck_contract_notes_words")),
    )
    op.create_index("ix_contract_notes_family_id_sequence", "contract_notes", ["family_id", "sequence"])

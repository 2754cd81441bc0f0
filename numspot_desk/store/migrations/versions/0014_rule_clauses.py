"""Where the clauses that the rules name stand in each version of the general terms."""

import sqlalchemy as sa
from alembic import op

from numspot_desk.store.types import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; nothing of it was kept before."""
    op.create_table(
        "terms_rule_clauses",
        sa.Column("sequence", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("label_key", sa.Text, nullable=False),
        sa.Column("clause", sa.Text, nullable=False),
        sa.Column("ref", sa.Text, nullable=True),
        sa.Column("proposed", sa.Text, nullable=True),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("kept_at", Instant, nullable=False),
        sa.Column("kept_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_terms_rule_clauses"),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_terms_rule_clauses_sequence")),
        sa.CheckConstraint("length(clause) >= 1", name=op.f("ck_terms_rule_clauses_clause")),
        sa.CheckConstraint(
            "standing IN ('followed', 'decided')", name=op.f("ck_terms_rule_clauses_standing")
        ),
    )
    op.create_index("ix_terms_rule_clauses_label_key_clause", "terms_rule_clauses", ["label_key", "clause"])

"""The clause library: versions of clauses, and the wording that clauses of orders were taken from."""

import sqlalchemy as sa
from alembic import op

from numspot_desk.store.types import Document, Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; nothing of either was kept before."""
    op.create_table(
        "library_clauses",
        sa.Column("clause_id", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("document", Document, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("clause_id", "version", name="pk_library_clauses"),
        sa.CheckConstraint("length(clause_id) >= 1", name=op.f("ck_library_clauses_clause_id")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_library_clauses_version")),
    )
    op.create_table(
        "clause_origins",
        sa.Column("order_id", sa.String(36), nullable=False),
        sa.Column("clause_id", sa.String(40), nullable=False),
        sa.Column("library_id", sa.String(40), nullable=False),
        sa.Column("library_version", sa.Integer, nullable=False),
        sa.Column("clause_values", Document, nullable=False),
        sa.Column("stands", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("order_id", "clause_id", name="pk_clause_origins"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name="fk_clause_origins_order_id_orders", ondelete="CASCADE"
        ),
        sa.CheckConstraint("length(clause_id) >= 1", name=op.f("ck_clause_origins_clause_id")),
        sa.CheckConstraint("library_version >= 1", name=op.f("ck_clause_origins_library_version")),
    )
    op.create_index(
        "ix_clause_origins_library_id_library_version_order_id",
        "clause_origins",
        ["library_id", "library_version", "order_id"],
    )

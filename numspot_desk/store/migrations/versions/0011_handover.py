"""Hand-over between laptops: files sent and received, branches of versions, received audit rows."""

import sqlalchemy as sa
from alembic import op

from numspot_desk.store.types import Document, Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; nothing was handed over before."""
    op.create_table(
        "handover_files",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("direction", sa.String(16), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.PrimaryKeyConstraint("id", "direction", name="pk_handover_files"),
        sa.CheckConstraint("length(id) = 36", name=op.f("ck_handover_files_id")),
        sa.CheckConstraint("direction IN ('sent', 'received')", name=op.f("ck_handover_files_direction")),
    )
    op.create_index("ix_handover_files_number", "handover_files", ["number"])
    _beside_orders(
        "order_lines_of_descent",
        sa.CheckConstraint("length(variant) = 64", name=op.f("ck_order_lines_of_descent_variant")),
    )
    _beside_orders(
        "order_branches",
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("kept_at", Instant, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("document", Document, nullable=False),
        sa.CheckConstraint("length(variant) = 64", name=op.f("ck_order_branches_variant")),
        sa.CheckConstraint("standing IN ('open', 'set_aside')", name=op.f("ck_order_branches_standing")),
    )
    op.create_table(
        "received_audit",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("body", Document, nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "sequence", "number", name="pk_received_audit"),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_received_audit_digest")),
    )
    op.create_index("ix_received_audit_number", "received_audit", ["number"])


def _beside_orders(name: str, *more: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("order_id", sa.String(36), nullable=False),
        sa.Column("variant", sa.String(64), nullable=False),
        *more,
        sa.PrimaryKeyConstraint("order_id", "variant", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], ondelete="CASCADE", name=f"fk_{name}_order_id_orders"
        ),
    )

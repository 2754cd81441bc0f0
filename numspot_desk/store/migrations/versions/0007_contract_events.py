"""What happened to contracts, dated and never changed; which clauses of a version cover which point."""

import sqlalchemy as sa
from alembic import op

from numspot_desk.store.types import Document, Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; nothing of either was kept before."""
    op.create_table(
        "terms_coverage",
        sa.Column("sequence", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("label_key", sa.Text, nullable=False),
        sa.Column("point", sa.String(32), nullable=False),
        sa.Column("clauses", Document, nullable=False),
        sa.Column("decided_at", Instant, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_terms_coverage"),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_terms_coverage_sequence")),
        sa.CheckConstraint("length(point) >= 1", name=op.f("ck_terms_coverage_point")),
    )
    op.create_index("ix_terms_coverage_label_key_point", "terms_coverage", ["label_key", "point"])
    op.create_table(
        "contract_events",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("family_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=True),
        sa.Column("on_day", sa.Date, nullable=True),
        sa.Column("data", Document, nullable=False),
        sa.Column("supersedes", sa.String(36), nullable=True),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contract_events"),
        sa.UniqueConstraint("sequence", name="uq_contract_events_sequence"),
        sa.UniqueConstraint("supersedes", name="uq_contract_events_supersedes"),
        sa.ForeignKeyConstraint(["family_id"], ["orders.id"], name="fk_contract_events_family_id_orders"),
        sa.ForeignKeyConstraint(
            ["supersedes"], ["contract_events.id"], name="fk_contract_events_supersedes_contract_events"
        ),
        sa.CheckConstraint("length(id) = 36", name=op.f("ck_contract_events_id")),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_contract_events_sequence")),
        sa.CheckConstraint("length(kind) >= 1", name=op.f("ck_contract_events_kind")),
        sa.CheckConstraint("at IS NULL OR on_day IS NULL", name=op.f("ck_contract_events_moment")),
    )
    op.create_index("ix_contract_events_family_id_sequence", "contract_events", ["family_id", "sequence"])

"""Adopted versions of the general terms, their clauses to search, and the refusals of clients."""

import sqlalchemy as sa
from alembic import op

from numspot_desk.store.types import Document, Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; nothing was adopted before."""
    op.create_table(
        "terms_versions",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("label_key", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("published_on", sa.Date, nullable=False),
        sa.Column("in_force_from", sa.Date, nullable=False),
        sa.Column("adopted_at", Instant, nullable=False),
        sa.Column("source_name", sa.Text, nullable=False),
        sa.Column("source_sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_terms_versions"),
        sa.UniqueConstraint("label_key", "language", name="uq_terms_versions_label_key_language"),
        sa.CheckConstraint("length(id) = 36", name=op.f("ck_terms_versions_id")),
        sa.CheckConstraint("length(label) BETWEEN 1 AND 200", name=op.f("ck_terms_versions_label")),
        sa.CheckConstraint("length(source_sha256) = 64", name=op.f("ck_terms_versions_source_sha256")),
        sa.CheckConstraint("in_force_from > published_on", name=op.f("ck_terms_versions_days")),
    )
    op.create_table(
        "terms_texts",
        sa.Column("version_id", sa.String(36), nullable=False),
        sa.Column("document", Document, nullable=False),
        sa.Column("source", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("version_id", name="pk_terms_texts"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["terms_versions.id"], name="fk_terms_texts_version_id_terms_versions"
        ),
    )
    op.create_table(
        "terms_nodes",
        sa.Column("version_id", sa.String(36), nullable=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("version_id", "position", name="pk_terms_nodes"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["terms_versions.id"], name="fk_terms_nodes_version_id_terms_versions"
        ),
        sa.CheckConstraint("position >= 0", name=op.f("ck_terms_nodes_position")),
    )
    op.create_table(
        "terms_refusals",
        sa.Column("family_id", sa.String(36), nullable=False),
        sa.Column("label_key", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("refused_at", Instant, nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("family_id", "label_key", name="pk_terms_refusals"),
        sa.ForeignKeyConstraint(["family_id"], ["orders.id"], name="fk_terms_refusals_family_id_orders"),
    )

"""The book of each mandate and where it stands, begun with what the first exported version printed."""

import sqlalchemy as sa
from alembic import op

from numspot_desk.contracts.mandate_life.book import Book, Entry
from numspot_desk.contracts.mandate_life.facts import KINDS
from numspot_desk.store.mandate_rows import fact_row, first_id, printed, standing_columns
from numspot_desk.store.types import Document, Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_KINDS = ", ".join(f"'{kind}'" for kind in sorted(KINDS.values()))
_STATES = "'draft', 'sent', 'signed', 'active', 'suspended', 'revoked', 'replaced', 'lapsed'"


def upgrade() -> None:
    """Create the tables and begin a book for every reference that a version printed."""
    facts = _facts()
    _files()
    standings = _standings()
    connection = op.get_bind()
    kept = sa.table("mandates", sa.column("rum_key"))
    versions = sa.table("order_versions", sa.column("rum_key"), sa.column("frozen_at", Instant))
    for sequence, rum_key in enumerate(connection.execute(sa.select(kept.c.rum_key)).scalars().all(), 1):
        fact = printed(connection, rum_key)
        if fact is None:
            continue
        at = connection.execute(
            sa.select(sa.func.min(versions.c.frozen_at)).where(versions.c.rum_key == rum_key)
        ).scalar_one()
        entry = Entry(first_id(rum_key), fact)
        op.bulk_insert(facts, [fact_row(entry, sequence, rum_key, "", at)])
        op.bulk_insert(standings, [dict(standing_columns(rum_key, Book((entry,))))])


def _facts() -> sa.Table:
    table = op.create_table(
        "mandate_facts",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("rum_key", sa.String(35), nullable=False),
        sa.Column("kind", sa.String(16), nullable=True),
        sa.Column("on_day", sa.Date, nullable=True),
        sa.Column("data", Document, nullable=False),
        sa.Column("takes_back", sa.String(36), nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.Column("recorded_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mandate_facts"),
        sa.ForeignKeyConstraint(["rum_key"], ["mandates.rum_key"], name="fk_mandate_facts_rum_key_mandates"),
        sa.ForeignKeyConstraint(
            ["takes_back"], ["mandate_facts.id"], name="fk_mandate_facts_takes_back_mandate_facts"
        ),
        sa.UniqueConstraint("sequence", name="uq_mandate_facts_sequence"),
        sa.UniqueConstraint("takes_back", name="uq_mandate_facts_takes_back"),
        sa.CheckConstraint("length(id) = 36", name=op.f("ck_mandate_facts_id")),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_mandate_facts_sequence")),
        sa.CheckConstraint("(kind IS NULL) = (on_day IS NULL)", name=op.f("ck_mandate_facts_day")),
        sa.CheckConstraint(
            "(kind IS NULL) = (takes_back IS NOT NULL)", name=op.f("ck_mandate_facts_takes_back")
        ),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_mandate_facts_kind")),
    )
    op.create_index("ix_mandate_facts_rum_key_sequence", "mandate_facts", ["rum_key", "sequence"])
    return table


def _files() -> None:
    op.create_table(
        "mandate_files",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("rum_key", sa.String(35), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("added_at", Instant, nullable=False),
        sa.Column("added_by", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mandate_files"),
        sa.ForeignKeyConstraint(["rum_key"], ["mandates.rum_key"], name="fk_mandate_files_rum_key_mandates"),
        sa.CheckConstraint("length(id) = 36", name=op.f("ck_mandate_files_id")),
        sa.CheckConstraint("size = length(content)", name=op.f("ck_mandate_files_size")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_mandate_files_sha256")),
        sa.CheckConstraint("kind IN ('rib', 'form', 'evidence')", name=op.f("ck_mandate_files_kind")),
    )
    op.create_index("ix_mandate_files_rum_key", "mandate_files", ["rum_key"])


def _standings() -> sa.Table:
    table = op.create_table(
        "mandate_standings",
        sa.Column("rum_key", sa.String(35), nullable=False),
        sa.Column("debtor", sa.Text, nullable=False),
        sa.Column("debtor_sort", sa.Text, nullable=False),
        sa.Column("iban_masked", sa.Text, nullable=False),
        sa.Column("scheme", sa.String(4), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("signed_on", sa.Date, nullable=True),
        sa.Column("last_collected", sa.Date, nullable=True),
        sa.Column("ends_on", sa.Date, nullable=True),
        sa.Column("ends_sort", sa.Date, nullable=False),
        sa.Column("ends_why", sa.String(16), nullable=True),
        sa.PrimaryKeyConstraint("rum_key", name="pk_mandate_standings"),
        sa.ForeignKeyConstraint(
            ["rum_key"], ["mandates.rum_key"], name="fk_mandate_standings_rum_key_mandates"
        ),
        sa.CheckConstraint(
            "(ends_on IS NULL) = (ends_why IS NULL)", name=op.f("ck_mandate_standings_ends_why")
        ),
        sa.CheckConstraint("scheme IN ('core', 'b2b')", name=op.f("ck_mandate_standings_scheme")),
        sa.CheckConstraint(f"stage IN ({_STATES})", name=op.f("ck_mandate_standings_stage")),
    )
    for column in ("debtor_sort", "ends_sort"):
        op.create_index(f"ix_mandate_standings_{column}_rum_key", "mandate_standings", [column, "rum_key"])
    return table

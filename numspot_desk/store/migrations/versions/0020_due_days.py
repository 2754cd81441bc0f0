"""The index of what falls due: counted from the contracts at the first start, and again as they change."""

import sqlalchemy as sa
from alembic import op

from numspot_desk.store.types import Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, with every contract to be counted."""
    op.create_table(
        "due_contracts",
        sa.Column("family_id", sa.String(36), nullable=False),
        sa.Column("number", sa.String(40), nullable=False, server_default=""),
        sa.Column("client", sa.Text, nullable=False, server_default=""),
        sa.Column("client_sort", sa.Text, nullable=False, server_default=""),
        sa.Column("words", sa.Text, nullable=False, server_default=""),
        sa.Column("counted_by", sa.String(64), nullable=False, server_default=""),
        sa.Column("counted_on", sa.Date, nullable=False, server_default="9999-12-31"),
        sa.Column("good_until", sa.Date, nullable=False, server_default="0001-01-01"),
        sa.Column("stale", sa.Integer, nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("family_id", name="pk_due_contracts"),
        sa.ForeignKeyConstraint(
            ["family_id"], ["orders.id"], name="fk_due_contracts_family_id_orders", ondelete="CASCADE"
        ),
        sa.CheckConstraint("stale IN (0, 1)", name=op.f("ck_due_contracts_stale")),
    )
    op.create_index("ix_due_contracts_stale", "due_contracts", ["stale"])
    op.create_table(
        "due_days",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("family_id", sa.String(36), nullable=False),
        sa.Column("order_id", sa.String(36), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("rule", sa.String(16), nullable=False),
        sa.Column("step", sa.String(32)),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("clause", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("party", sa.String(16), nullable=False),
        sa.Column("duty", sa.Integer, nullable=False),
        sa.Column("in_hours", sa.Integer, nullable=False),
        sa.Column("safe_day", sa.Date),
        sa.Column("safe_at", Instant),
        sa.Column("sure_day", sa.Date),
        sa.Column("sure_at", Instant),
        sa.Column("span_first", sa.Date),
        sa.Column("span_last", sa.Date),
        sa.Column("alternatives", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("marked", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("quiet_until", sa.Date, nullable=False),
        sa.Column("mark_words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("day", "at", "id", name="pk_due_days"),
        sa.ForeignKeyConstraint(
            ["family_id"],
            ["due_contracts.family_id"],
            name="fk_due_days_family_id_due_contracts",
            ondelete="CASCADE",
        ),
        sa.CheckConstraint("length(key) >= 1", name=op.f("ck_due_days_key")),
    )
    op.create_index("ix_due_days_family_id", "due_days", ["family_id"])
    op.create_index(
        "ix_due_days_standing",
        "due_days",
        ["done", "duty", "day", "at", "kind", "party", "quiet_until"],
    )
    op.create_index("ix_due_days_span", "due_days", ["span_last", "span_first"])
    op.execute(
        "INSERT INTO due_contracts (family_id) SELECT DISTINCT orders.family_id FROM orders"
        " JOIN order_versions ON order_versions.order_id = orders.id"
    )

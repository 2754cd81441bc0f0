"""Reasons of departures from the general terms; where each order departs and what it leaves uncovered, as
columns, taken from the orders that are there."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from numspot_desk.store.departures import extracted
from numspot_desk.store.types import Document

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and fill what is extracted; no reason was kept before."""
    _beside_orders(
        "clause_reasons",
        sa.Column("clause_id", sa.String(40), nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("until", sa.Date, nullable=True),
        sa.CheckConstraint("length(clause_id) >= 1", name=op.f("ck_clause_reasons_clause_id")),
        key="clause_id",
    )
    texts = ("field", "target", "proposed", "approved_by", "search_text")
    departures = _beside_orders(
        "departures",
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("clause_id", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("effect", sa.String(16), nullable=False),
        sa.Column("data", Document, nullable=False),
        sa.Column("rung", sa.String(16), nullable=False),
        sa.Column("discount", sa.BigInteger, nullable=True),
        sa.Column("superseded", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.CheckConstraint("position >= 0", name=op.f("ck_departures_position")),
        sa.CheckConstraint("superseded IN (0, 1)", name=op.f("ck_departures_superseded")),
        sa.CheckConstraint(
            "(kind = 'discount') = (discount IS NOT NULL)", name=op.f("ck_departures_discount")
        ),
        sa.CheckConstraint(
            "kind IN ('derogation', 'special', 'payment', 'discount')", name=op.f("ck_departures_kind")
        ),
        sa.CheckConstraint(
            "rung IN ('preferred', 'acceptable', 'needs_legal', 'refused', 'own')",
            name=op.f("ck_departures_rung"),
        ),
        key="position",
    )
    op.create_index("ix_departures_target_order_id", "departures", ["target", "order_id"])
    coverage = _beside_orders(
        "order_coverage",
        sa.Column("checklist", sa.String(16), nullable=False),
        sa.Column("uncovered", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("valid_until", sa.Date, nullable=True),
        sa.Column("lines_end", sa.Date, nullable=True),
        sa.CheckConstraint("length(checklist) >= 1", name=op.f("ck_order_coverage_checklist")),
        key="checklist",
    )
    connection = op.get_bind()
    kept = sa.table("orders", sa.column("id"))
    made = {table.name: table for table in (departures, coverage)}
    for order_id in connection.execute(sa.select(kept.c.id)).scalars().all():
        for table, rows in extracted(connection, order_id).items():
            here = made[table.name]
            if rows:  # of what is extracted today, the columns of this revision
                names = [column.name for column in here.c]
                op.bulk_insert(here, [{name: row[name] for name in names} for row in rows])


def _beside_orders(name: str, *columns: Any, key: str) -> sa.Table:
    return op.create_table(
        name,
        sa.Column("order_id", sa.String(36), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("order_id", key, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], ondelete="CASCADE", name=f"fk_{name}_order_id_orders"
        ),
    )

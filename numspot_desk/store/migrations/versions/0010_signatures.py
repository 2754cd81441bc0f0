"""The day each version of an order was signed, and the general terms it names, as columns of their own."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from alembic import op

from numspot_desk.rules.time import paris_day
from numspot_desk.store.types import Document, Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and fill them from what was frozen and from the log of acts."""
    terms = op.create_table(
        "version_terms",
        sa.Column("order_id", sa.String(36), nullable=False),
        sa.Column("label", sa.Text, nullable=True),
        sa.Column("published_on", sa.Date, nullable=True),
        sa.Column("in_force_from", sa.Date, nullable=True),
        sa.PrimaryKeyConstraint("order_id", name="pk_version_terms"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["order_versions.order_id"], name="fk_version_terms_order_id_order_versions"
        ),
    )
    signatures = op.create_table(
        "signatures",
        sa.Column("order_id", sa.String(36), nullable=False),
        sa.Column("signed_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("order_id", name="pk_signatures"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_signatures_order_id_orders"),
    )
    connection = op.get_bind()
    frozen = sa.table("order_versions", sa.column("order_id"), sa.column("data", Document))
    named = [_terms(row) for row in connection.execute(sa.select(frozen))]
    if named:
        op.bulk_insert(terms, named)
    signed = [{"order_id": one, "signed_on": day} for one, day in _signed(connection).items()]
    if signed:
        op.bulk_insert(signatures, signed)


def _terms(row: Any) -> dict[str, Any]:
    said = row.data.get("terms") or {}
    days = {name: _day(said.get(name)) for name in ("published_on", "in_force_from")}
    return {"order_id": row.order_id, "label": said.get("label"), **days}


def _signed(connection: sa.Connection) -> dict[str, dt.date]:
    """By version, the day entered with its signed copy; where the log holds none, that of its last change."""
    orders = sa.table("orders", sa.column("id"), sa.column("state"), sa.column("updated_at", Instant))
    bound = sa.select(orders).where(orders.c.state.in_(("signed", "active", "terminated")))
    found = {row.id: paris_day(row.updated_at) for row in connection.execute(bound)}
    names = ("kind", "sequence", "subject")
    audit = sa.table("audit", sa.column("details", Document), *(sa.column(name) for name in names))
    acts = sa.select(audit).where(audit.c.kind == "order.signed").order_by(audit.c.sequence)
    for row in connection.execute(acts):
        if (day := _day(row.details.get("signed_on"))) is not None:
            found[row.subject] = day
    return found


def _day(written: object) -> dt.date | None:
    return dt.date.fromisoformat(written) if isinstance(written, str) else None

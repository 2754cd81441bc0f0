"""What happened to contracts: their events."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from numspot_desk.store.tables.base import metadata, row_id
from numspot_desk.store.types import Document, Instant

contract_events = Table(  # what happened to a contract: an order with its later versions
    "contract_events",
    metadata,
    row_id(),
    Column("sequence", BigInteger, nullable=False),
    Column("family_id", String(36), ForeignKey("orders.id"), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("at", Instant, nullable=True),
    Column("on_day", Date, nullable=True),
    Column("data", Document, nullable=False),
    Column("supersedes", String(36), ForeignKey("contract_events.id"), nullable=True),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", Text, nullable=False),
    UniqueConstraint("sequence"),
    UniqueConstraint("supersedes"),
    CheckConstraint("length(id) = 36", name="id"),
    CheckConstraint("sequence >= 1", name="sequence"),
    CheckConstraint("length(kind) >= 1", name="kind"),
    CheckConstraint("at IS NULL OR on_day IS NULL", name="moment"),
    Index(None, "family_id", "sequence"),
)

"""Price lists."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from numspot_desk.store.tables.base import metadata, one_of, row_id
from numspot_desk.store.types import ExactDecimal, Instant

price_lists = Table(
    "price_lists",
    metadata,
    row_id(),
    Column("label", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("dated", Date, nullable=False),
    Column("imported_at", Instant, nullable=False),
    CheckConstraint("length(id) = 36", name="id"),
    one_of("kind", ["sample", "public_list"]),
    Index(None, "dated"),
)

price_items = Table(
    "price_items",
    metadata,
    Column("list_id", String(36), ForeignKey("price_lists.id"), primary_key=True, nullable=False),
    Column("position", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("code", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("region", Text, nullable=True),
    Column("mode", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("unit_price", ExactDecimal, nullable=False),
    Column("qualification", Text, nullable=True),
    Column("beta", Boolean(create_constraint=True, name="beta"), nullable=False),
    CheckConstraint("position >= 0", name="position"),
    one_of("mode", ["on_demand", "reserved"]),
)

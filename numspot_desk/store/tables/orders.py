"""Orders as people edit them, with what lists show and search; files attached to them."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.store.tables.base import metadata, one_of, order_id, row_id
from numspot_desk.store.types import Cents, Document, Instant

CURRENT, ARCHIVED, DELETED = "current", "archived", "deleted"
"""Where an order is kept. A deleted draft can be brought back until the store is next tidied."""

orders = Table(
    "orders",
    metadata,
    row_id(),
    Column("family_id", String(36), ForeignKey("orders.id"), nullable=False),
    Column("number", String(40), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("state_rank", Integer, nullable=False),
    Column("shelf", String(16), nullable=False),
    Column("row_version", Integer, nullable=False),
    Column("recency", BigInteger, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("author", Text, nullable=False),
    Column("client_name", Text, nullable=False),
    Column("client_key", Text, nullable=False),
    Column("client_sort", Text, nullable=False),
    Column("client_search", Text, nullable=False),
    Column("excl_tax", Cents, nullable=True),
    Column("amount_sort", BigInteger, nullable=False),
    Column("offer_valid_until", Date, nullable=True),
    Column("valid_sort", Date, nullable=False, server_default="0001-01-01"),
    Column("problems", Integer, nullable=False),
    UniqueConstraint("number", "revision"),
    UniqueConstraint("recency"),
    CheckConstraint("length(id) = 36", name="id"),
    CheckConstraint("length(number) BETWEEN 1 AND 40", name="number"),
    CheckConstraint("revision >= 1", name="revision"),
    CheckConstraint("row_version >= 1", name="row_version"),
    CheckConstraint("recency >= 1", name="recency"),
    CheckConstraint("problems >= 0", name="problems"),
    CheckConstraint("updated_at >= created_at", name="updated_after_created"),
    one_of("state", [state.value for state in OrderState]),
    one_of("shelf", [CURRENT, ARCHIVED, DELETED]),
    # One index a sort of the list. Each holds the recency, which the search finds orders by, and the state,
    # which the list is narrowed by: a page never reads the rows that it does not show.
    Index(None, "shelf", "recency", "state_rank"),
    Index(None, "shelf", "state_rank", "recency"),
    Index(None, "shelf", "client_sort", "recency", "state_rank"),
    Index(None, "shelf", "amount_sort", "recency", "state_rank"),
    Index(None, "shelf", "number", "revision", "recency", "state_rank"),
    Index(None, "shelf", "valid_sort", "recency", "state_rank"),
    Index(None, "shelf", "problems", "recency", "state_rank"),
    Index("ix_orders_clients", "client_key", "recency", "client_search"),
    Index(None, "family_id"),
)

order_documents = Table(
    "order_documents",
    metadata,
    order_id(primary_key=True, ondelete="CASCADE"),
    Column("answers", Document, nullable=False),
    Column("step", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("search_text", Text, nullable=False),
    Column("steps_left", Text, nullable=False, server_default=""),
)

signatures = Table(
    "signatures",
    metadata,
    order_id(primary_key=True),
    Column("signed_on", Date, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    row_id(),
    order_id(primary_key=False, ondelete="CASCADE"),
    Column("kind", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 36", name="id"),
    CheckConstraint("size = length(content)", name="size"),
    CheckConstraint("length(sha256) = 64", name="sha256"),
    Index(None, "order_id"),
)

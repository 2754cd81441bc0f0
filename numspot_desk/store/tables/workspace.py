"""The workspace itself: its settings, who acted, and the audit log."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from numspot_desk.store.tables.base import metadata, row_id
from numspot_desk.store.types import Document, Instant

workspace = Table(
    "workspace",
    metadata,
    row_id(),
    Column("created_at", Instant, nullable=False),
    CheckConstraint("length(id) = 36", name="id"),
)

settings = Table(
    "settings",
    metadata,
    Column("name", String(64), primary_key=True, nullable=False),
    Column("value", Document, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

actors = Table(  # who acted, apart from the chain, so that a name can be erased and the chain still hold
    "actors",
    metadata,
    row_id(),
    Column("seal", String(64), nullable=False),
    Column("salt", String(32), nullable=True),
    Column("name", Text, nullable=True),
    UniqueConstraint("name"),
    CheckConstraint("length(id) = 36", name="id"),
    CheckConstraint("length(seal) = 64", name="seal"),
    CheckConstraint("(salt IS NULL) = (name IS NULL)", name="erased_together"),
)

audit = Table(
    "audit",
    metadata,
    Column("sequence", BigInteger, primary_key=True, nullable=False, autoincrement=False),
    Column("format", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor_id", String(36), ForeignKey("actors.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", Document, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    UniqueConstraint("digest"),
    CheckConstraint("sequence >= 1", name="sequence"),
    CheckConstraint("length(previous) = 64", name="previous"),
    CheckConstraint("length(digest) = 64", name="digest"),
    Index(None, "subject", "sequence"),
)

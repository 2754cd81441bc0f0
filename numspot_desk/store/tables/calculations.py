"""Calculations: what stands in the form of each calculator, and the notes that were put with contracts."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from numspot_desk.store.tables.base import metadata, row_id
from numspot_desk.store.types import Document, Instant

calculation_drafts = Table(  # one row a calculator in which something was typed
    "calculation_drafts",
    metadata,
    Column("calculator", String(64), primary_key=True, nullable=False),
    Column("typed", Document, nullable=False),
    Column("updated_at", Instant, nullable=False),
    CheckConstraint("length(calculator) >= 1", name="calculator"),
)

contract_notes = Table(  # a row is a note, or takes back the one it names
    "contract_notes",
    metadata,
    row_id(),
    Column("sequence", BigInteger, nullable=False),
    Column("family_id", String(36), ForeignKey("orders.id"), nullable=False),
    Column("withdraws", String(36), ForeignKey("contract_notes.id"), nullable=True),
    Column("words", Text, nullable=False),
    Column("content", Document, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Text, nullable=False),
    UniqueConstraint("sequence"),
    UniqueConstraint("withdraws"),
    CheckConstraint("length(id) = 36", name="id"),
    CheckConstraint("sequence >= 1", name="sequence"),
    CheckConstraint("length(words) >= 1", name="words"),
    Index(None, "family_id", "sequence"),
)

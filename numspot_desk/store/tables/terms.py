"""Adopted general terms, and what was decided of them."""

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

from numspot_desk.store.tables.base import metadata, one_of, row_id
from numspot_desk.store.types import Document, Instant

terms_versions = Table(
    "terms_versions",
    metadata,
    row_id(),
    Column("label", Text, nullable=False),
    Column("label_key", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("published_on", Date, nullable=False),
    Column("in_force_from", Date, nullable=False),
    Column("adopted_at", Instant, nullable=False),
    Column("source_name", Text, nullable=False),
    Column("source_sha256", String(64), nullable=False),
    UniqueConstraint("label_key", "language"),
    CheckConstraint("length(id) = 36", name="id"),
    CheckConstraint("length(label) BETWEEN 1 AND 200", name="label"),
    CheckConstraint("length(source_sha256) = 64", name="source_sha256"),
    CheckConstraint("in_force_from > published_on", name="days"),
)

terms_texts = Table(  # apart, so that lists of versions read no text
    "terms_texts",
    metadata,
    Column("version_id", String(36), ForeignKey("terms_versions.id"), primary_key=True, nullable=False),
    Column("document", Document, nullable=False),
    Column("source", LargeBinary, nullable=False),
)

terms_nodes = Table(
    "terms_nodes",
    metadata,
    Column("version_id", String(36), ForeignKey("terms_versions.id"), primary_key=True, nullable=False),
    Column("position", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("ref", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", Text, nullable=False),
    CheckConstraint("position >= 0", name="position"),
)

terms_refusals = Table(
    "terms_refusals",
    metadata,
    Column("family_id", String(36), ForeignKey("orders.id"), primary_key=True, nullable=False),
    Column("label_key", Text, primary_key=True, nullable=False),
    Column("label", Text, nullable=False),
    Column("refused_at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", Text, nullable=False),
)

terms_coverage = Table(  # each decision is a row of its own; the latest of a point counts
    "terms_coverage",
    metadata,
    Column("sequence", BigInteger, primary_key=True, nullable=False, autoincrement=False),
    Column("label_key", Text, nullable=False),
    Column("point", String(32), nullable=False),
    Column("clauses", Document, nullable=False),
    Column("decided_at", Instant, nullable=False),
    Column("decided_by", Text, nullable=False),
    CheckConstraint("sequence >= 1", name="sequence"),
    CheckConstraint("length(point) >= 1", name="point"),
    Index(None, "label_key", "point"),
)

terms_rule_clauses = Table(  # where clauses that the rules name stand; the latest row of a clause counts
    "terms_rule_clauses",
    metadata,
    Column("sequence", BigInteger, primary_key=True, nullable=False, autoincrement=False),
    Column("label_key", Text, nullable=False),
    Column("clause", Text, nullable=False),
    Column("ref", Text, nullable=True),
    Column("proposed", Text, nullable=True),
    Column("standing", String(16), nullable=False),
    Column("kept_at", Instant, nullable=False),
    Column("kept_by", Text, nullable=False),
    CheckConstraint("sequence >= 1", name="sequence"),
    CheckConstraint("length(clause) >= 1", name="clause"),
    one_of("standing", ["followed", "decided"]),
    Index(None, "label_key", "clause"),
)

"""Hand-over between laptops: files known, variants of versions, branches, logs received."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, String, Table, Text

from numspot_desk.store.tables.base import metadata, one_of, order_id, row_id
from numspot_desk.store.types import Document, Instant

handover_files = Table(  # what was handed over and received, so that a file received twice is known
    "handover_files",
    metadata,
    row_id(),
    Column("direction", String(16), primary_key=True, nullable=False),
    Column("number", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("workspace_id", String(36), nullable=False),
    CheckConstraint("length(id) = 36", name="id"),
    one_of("direction", ["sent", "received"]),
    Index(None, "number"),
)

order_lines_of_descent = Table(  # the variants that each version follows from, as the laptops agreed
    "order_lines_of_descent",
    metadata,
    order_id(primary_key=True, ondelete="CASCADE"),
    Column("variant", String(64), primary_key=True, nullable=False),
    CheckConstraint("length(variant) = 64", name="variant"),
)

order_branches = Table(  # other contents of a version, received, or put aside for one that was
    "order_branches",
    metadata,
    order_id(primary_key=True, ondelete="CASCADE"),
    Column("variant", String(64), primary_key=True, nullable=False),
    Column("standing", String(16), nullable=False),
    Column("kept_at", Instant, nullable=False),
    Column("sender", Text, nullable=False),
    Column("document", Document, nullable=False),
    CheckConstraint("length(variant) = 64", name="variant"),
    one_of("standing", ["open", "set_aside"]),
)

received_audit = Table(  # rows and heads of other workspaces' logs: one that changes later was rewritten
    "received_audit",
    metadata,
    Column("workspace_id", String(36), primary_key=True, nullable=False),
    Column("sequence", BigInteger, primary_key=True, nullable=False, autoincrement=False),
    Column("number", String(40), primary_key=True, nullable=False),
    Column("name", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("body", Document, nullable=True),
    CheckConstraint("length(digest) = 64", name="digest"),
    Index(None, "number"),
)

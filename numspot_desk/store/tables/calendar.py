"""What calendar files were given: the entries of the agenda as last written, the files, what each holds."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Index, String, Table, Text

from numspot_desk.store.tables.base import metadata
from numspot_desk.store.types import Document, Instant

calendar_entries = Table(  # one row an entry of the agenda that was ever in a calendar file
    "calendar_entries",
    metadata,
    Column("key", Text, primary_key=True, nullable=False),
    Column("family_id", String(36), ForeignKey("orders.id"), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("cancelled", Boolean, nullable=False),
    Column("said", Document, nullable=False),
    CheckConstraint("length(key) >= 1", name="key"),
    CheckConstraint("sequence >= 0", name="sequence"),
    Index(None, "family_id"),
)

calendar_files = Table(  # by path, what the last export wrote: only that is ever written over
    "calendar_files",
    metadata,
    Column("path", Text, primary_key=True, nullable=False),
    Column("sha256", String(64), nullable=False),
    CheckConstraint("length(sha256) = 64", name="sha256"),
)

calendar_members = Table(  # the entries that the file of a path was ever given
    "calendar_members",
    metadata,
    Column("path", Text, primary_key=True, nullable=False),
    Column("key", Text, primary_key=True, nullable=False),
    CheckConstraint("length(key) >= 1", name="key"),
)

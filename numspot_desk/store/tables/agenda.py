"""The agenda: what people added to its entries."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, String, Table, Text

from numspot_desk.store.tables.base import metadata

agenda_marks = Table(  # one row an entry that somebody marked; the entry itself is computed
    "agenda_marks",
    metadata,
    Column("key", Text, primary_key=True, nullable=False),
    Column("family_id", String(36), ForeignKey("orders.id"), nullable=False),
    Column("owner", Text, nullable=False),
    Column("done_on", Date),
    Column("evidence", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("snoozed_until", Date),
    Column("for_day", Date),
    CheckConstraint("length(key) >= 1", name="key"),
    Index(None, "family_id"),
)

"""The agenda: what people added to its entries, and an index of them that can always be counted again."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from numspot_desk.store.tables.base import metadata
from numspot_desk.store.types import Instant

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

due_contracts = Table(  # a contract whose agenda is held in `due_days`, and what it was counted by
    "due_contracts",
    metadata,
    Column("family_id", String(36), ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True),
    Column("number", String(40), nullable=False, server_default=""),
    Column("client", Text, nullable=False, server_default=""),
    Column("client_sort", Text, nullable=False, server_default=""),
    Column("words", Text, nullable=False, server_default=""),
    Column("counted_by", String(64), nullable=False, server_default=""),
    Column("counted_on", Date, nullable=False, server_default="9999-12-31"),
    Column("good_until", Date, nullable=False, server_default="0001-01-01"),
    Column("stale", Integer, nullable=False, server_default="1"),
    CheckConstraint("stale IN (0, 1)", name="stale"),
    Index(None, "stale"),
)

due_days = Table(  # a cache: an entry of an agenda as it was last counted, with what its mark is found by
    "due_days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "family_id", String(36), ForeignKey("due_contracts.family_id", ondelete="CASCADE"), nullable=False
    ),
    Column("order_id", String(36), nullable=False),
    Column("key", Text, nullable=False),
    Column("rule", String(16), nullable=False),
    Column("step", String(32), nullable=True),
    Column("event", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("clause", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("party", String(16), nullable=False),
    Column("duty", Integer, nullable=False),
    Column("in_hours", Integer, nullable=False),
    Column("safe_day", Date, nullable=True),
    Column("safe_at", Instant, nullable=True),
    Column("sure_day", Date, nullable=True),
    Column("sure_at", Instant, nullable=True),
    Column("span_first", Date, nullable=True),
    Column("span_last", Date, nullable=True),
    Column("alternatives", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("marked", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("owner", Text, nullable=False),
    Column("quiet_until", Date, nullable=False),
    Column("mark_words", Text, nullable=False),
    CheckConstraint("length(key) >= 1", name="key"),
    # By time, as it is shown; what is due by a day is counted in the second index alone.
    Index("ix_due_days_family_id", "family_id"),
    Index("ix_due_days_standing", "done", "duty", "day", "at", "kind", "party", "quiet_until"),
    Index("ix_due_days_name", "rule", "step", "day"),
    Index("ix_due_days_span", "span_last", "span_first"),
)

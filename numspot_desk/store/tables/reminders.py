"""The reminders that were told, so that none is told twice."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, String, Table, Text

from numspot_desk.store.tables.base import metadata
from numspot_desk.store.types import Instant

reminders_told = (
    Table(  # one row a rung that was told or passed over; `place` counts them, as clocks may go back
        "reminders_told",
        metadata,
        Column("key", Text, primary_key=True, nullable=False),
        Column("due", String(32), primary_key=True, nullable=False),
        Column("rung", String(32), primary_key=True, nullable=False),
        Column("place", BigInteger, nullable=False, unique=True),
        Column("told_at", Instant, nullable=False),
        Column("passed_over", Boolean, nullable=False),
        Column("put_away_at", Instant),
        CheckConstraint("length(key) >= 1", name="key"),
    )
)

reminders_begun = Table(  # one row: since when the workspace reminds
    "reminders_begun",
    metadata,
    Column("at", Instant, primary_key=True, nullable=False),
)

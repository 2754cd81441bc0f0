"""Special conditions and derogations: the library, origins of clauses, departures and their reasons."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Index, Integer, String, Table, Text

from numspot_desk.contracts.clauses.departure_kinds import RUNGS, DepartureKind
from numspot_desk.store.tables.base import metadata, one_of, order_id
from numspot_desk.store.types import Document, Instant

library_clauses = Table(  # versions of clauses written or imported here; those of the program stand in files
    "library_clauses",
    metadata,
    Column("clause_id", String(40), primary_key=True, nullable=False),
    Column("version", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("document", Document, nullable=False),
    Column("note", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Text, nullable=False),
    CheckConstraint("length(clause_id) >= 1", name="clause_id"),
    CheckConstraint("version >= 1", name="version"),
)

clause_origins = Table(  # the wording of the library that a clause of an order was taken from
    "clause_origins",
    metadata,
    order_id(primary_key=True, ondelete="CASCADE"),
    Column("clause_id", String(40), primary_key=True, nullable=False),
    Column("library_id", String(40), nullable=False),
    Column("library_version", Integer, nullable=False),
    Column("clause_values", Document, nullable=False),
    Column("stands", Boolean, nullable=False),  # whether the order has the clause still, as of its last save
    CheckConstraint("length(clause_id) >= 1", name="clause_id"),
    CheckConstraint("library_version >= 1", name="library_version"),
    Index(None, "library_id", "library_version", "order_id"),
)

clause_reasons = Table(  # who asked for a departure from the general terms, why, until when
    "clause_reasons",
    metadata,
    order_id(primary_key=True, ondelete="CASCADE"),
    Column("clause_id", String(40), primary_key=True, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("until", Date, nullable=True),
    CheckConstraint("length(clause_id) >= 1", name="clause_id"),
)

departures = Table(  # extracted: where an order departs from the general terms, for the register over all
    "departures",
    metadata,
    order_id(primary_key=True, ondelete="CASCADE"),
    Column("position", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("clause_id", String(40), nullable=False),
    Column("field", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("subject", String(40), nullable=False),
    Column("effect", String(16), nullable=False),
    Column("proposed", Text, nullable=False),
    Column("data", Document, nullable=False),
    Column("rung", String(16), nullable=False),
    Column("discount", BigInteger, nullable=True),  # ten-thousandths of a percent, compared in SQL
    Column("approved_by", Text, nullable=False),
    Column("superseded", Boolean(create_constraint=True, name="superseded"), nullable=False),
    Column("search_text", Text, nullable=False),
    CheckConstraint("position >= 0", name="position"),
    CheckConstraint("(kind = 'discount') = (discount IS NOT NULL)", name="discount"),
    one_of("kind", [kind.value for kind in DepartureKind]),
    one_of("rung", RUNGS),
    # All that the register is sorted and narrowed by but for its texts, so that no row is read for it.
    Index(
        "ix_departures_listed",
        "superseded",
        "discount",
        "target",
        "subject",
        "rung",
        "approved_by",
        "order_id",
        "position",
        "clause_id",
    ),
)

order_coverage = Table(  # extracted: what the clauses of an order leave uncovered of a checklist
    "order_coverage",
    metadata,
    order_id(primary_key=True, ondelete="CASCADE"),
    Column("checklist", String(16), primary_key=True, nullable=False),
    Column("uncovered", Text, nullable=False),  # the ids, in their order, a space between two
    Column("scope", Text, nullable=False),
    Column("valid_until", Date, nullable=True),
    Column("lines_end", Date, nullable=True),  # the last day of the lines qualified so
    CheckConstraint("length(checklist) >= 1", name="checklist"),
)

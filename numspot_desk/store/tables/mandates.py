"""SEPA mandates: their references, facts, files, and where each stands."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from numspot_desk.contracts.mandate_life.facts import KINDS as MANDATE_FACTS
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.contracts.mandate_life.states import MandateState
from numspot_desk.store.tables.base import metadata, one_of, row_id
from numspot_desk.store.types import Document, Instant

mandates = Table(
    "mandates",
    metadata,
    Column("rum_key", String(35), primary_key=True, nullable=False),
    Column("rum", String(35), nullable=False),
    Column("family_id", String(36), ForeignKey("orders.id"), nullable=False),
    CheckConstraint("rum_key = upper(rum)", name="rum_key"),
    CheckConstraint("length(rum) BETWEEN 1 AND 35", name="rum"),
    Index(None, "family_id"),
)

mandate_facts = Table(  # what happened to a mandate, and what was taken back; see contracts.mandate_life
    "mandate_facts",
    metadata,
    row_id(),
    Column("sequence", BigInteger, nullable=False),
    Column("rum_key", String(35), ForeignKey("mandates.rum_key"), nullable=False),
    Column("kind", String(16), nullable=True),
    Column("on_day", Date, nullable=True),
    Column("data", Document, nullable=False),
    Column("takes_back", String(36), ForeignKey("mandate_facts.id"), nullable=True),
    Column("reason", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", Text, nullable=False),
    UniqueConstraint("sequence"),
    UniqueConstraint("takes_back"),
    CheckConstraint("length(id) = 36", name="id"),
    CheckConstraint("sequence >= 1", name="sequence"),
    CheckConstraint("(kind IS NULL) = (on_day IS NULL)", name="day"),
    CheckConstraint("(kind IS NULL) = (takes_back IS NOT NULL)", name="takes_back"),
    one_of("kind", sorted(MANDATE_FACTS.values())),
    Index(None, "rum_key", "sequence"),
)

mandate_files = Table(  # the RIB, the signed form, what proves a revocation: encrypted with the store
    "mandate_files",
    metadata,
    row_id(),
    Column("rum_key", String(35), ForeignKey("mandates.rum_key"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 36", name="id"),
    CheckConstraint("size = length(content)", name="size"),
    CheckConstraint("length(sha256) = 64", name="sha256"),
    one_of("kind", ["rib", "form", "evidence"]),
    Index(None, "rum_key"),
)

mandate_standings = Table(  # extracted: where each mandate stands, so that lists read no fact
    "mandate_standings",
    metadata,
    Column("rum_key", String(35), ForeignKey("mandates.rum_key"), primary_key=True, nullable=False),
    Column("debtor", Text, nullable=False),
    Column("debtor_sort", Text, nullable=False),
    Column("iban_masked", Text, nullable=False),
    Column("scheme", String(4), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("signed_on", Date, nullable=True),
    Column("last_collected", Date, nullable=True),
    Column("ends_on", Date, nullable=True),
    Column("ends_sort", Date, nullable=False),
    Column("ends_why", String(16), nullable=True),
    CheckConstraint("(ends_on IS NULL) = (ends_why IS NULL)", name="ends_why"),
    one_of("scheme", [scheme.value for scheme in Scheme]),
    one_of("stage", [state.value for state in MandateState]),
    Index(None, "debtor_sort", "rum_key"),
    Index(None, "ends_sort", "rum_key"),
)

"""The tables of a workspace, the same on SQLite and PostgreSQL, every constraint named.

An order's list columns stand in `orders`, its document in `order_documents` (lists never read
documents); what was exported stands in `order_versions` and the typed facts beside it. Search indexes
and triggers, which differ by engine, live in `engine`. A change here needs a revision in `migrations`.
"""

from collections.abc import Iterable

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from numspot_desk.contracts.comments import CommentKind
from numspot_desk.contracts.departures import RUNGS, DepartureKind
from numspot_desk.contracts.mandate_life.facts import KINDS as MANDATE_FACTS
from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.contracts.mandate_life.standing import MandateState
from numspot_desk.contracts.review import ReviewKind
from numspot_desk.contracts.states import OrderState
from numspot_desk.store.types import Cents, Document, ExactDecimal, Instant

REVISION = "0015"
"""The revision of the tables below; a file with a higher one was written by a newer program."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id(name: str = "id", *, primary_key: bool = True) -> Column[str]:
    return Column(name, String(36), primary_key=primary_key, nullable=False)


def _order_id(*, primary_key: bool, ondelete: str | None = None) -> Column[str]:
    target = ForeignKey("orders.id", ondelete=ondelete)
    return Column("order_id", String(36), target, primary_key=primary_key, nullable=False)


def _one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


CURRENT, ARCHIVED, DELETED = "current", "archived", "deleted"
"""Where an order is kept. A deleted draft can be brought back until the store is next tidied."""

revisions = Table(  # alembic's own table, so that a new file needs no alembic
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False, primary_key=True),
)

workspace = Table(
    "workspace",
    metadata,
    _id(),
    Column("created_at", Instant, nullable=False),
    CheckConstraint("length(id) = 36", name="id"),
)

orders = Table(
    "orders",
    metadata,
    _id(),
    Column("family_id", String(36), ForeignKey("orders.id"), nullable=False),
    Column("number", String(40), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("state_rank", Integer, nullable=False),
    Column("shelf", String(16), nullable=False),
    Column("row_version", Integer, nullable=False),
    Column("recency", BigInteger, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("author", Text, nullable=False),
    Column("client_name", Text, nullable=False),
    Column("client_key", Text, nullable=False),
    Column("client_sort", Text, nullable=False),
    Column("client_search", Text, nullable=False),
    Column("excl_tax", Cents, nullable=True),
    Column("amount_sort", BigInteger, nullable=False),
    Column("offer_valid_until", Date, nullable=True),
    Column("valid_sort", Date, nullable=False, server_default="0001-01-01"),
    Column("problems", Integer, nullable=False),
    UniqueConstraint("number", "revision"),
    UniqueConstraint("recency"),
    CheckConstraint("length(id) = 36", name="id"),
    CheckConstraint("length(number) BETWEEN 1 AND 40", name="number"),
    CheckConstraint("revision >= 1", name="revision"),
    CheckConstraint("row_version >= 1", name="row_version"),
    CheckConstraint("recency >= 1", name="recency"),
    CheckConstraint("problems >= 0", name="problems"),
    CheckConstraint("updated_at >= created_at", name="updated_after_created"),
    _one_of("state", [state.value for state in OrderState]),
    _one_of("shelf", [CURRENT, ARCHIVED, DELETED]),
    # One index a sort of the list. Each holds the recency, which the search finds orders by, and the state,
    # which the list is narrowed by: a page never reads the rows that it does not show.
    Index(None, "shelf", "recency", "state_rank"),
    Index(None, "shelf", "state_rank", "recency"),
    Index(None, "shelf", "client_sort", "recency", "state_rank"),
    Index(None, "shelf", "amount_sort", "recency", "state_rank"),
    Index(None, "shelf", "number", "revision", "recency", "state_rank"),
    Index(None, "shelf", "valid_sort", "recency", "state_rank"),
    Index(None, "shelf", "problems", "recency", "state_rank"),
    Index("ix_orders_clients", "client_key", "recency", "client_search"),
    Index(None, "family_id"),
)

order_documents = Table(
    "order_documents",
    metadata,
    _order_id(primary_key=True, ondelete="CASCADE"),
    Column("answers", Document, nullable=False),
    Column("step", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("search_text", Text, nullable=False),
    Column("steps_left", Text, nullable=False, server_default=""),
)

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

order_versions = Table(
    "order_versions",
    metadata,
    _order_id(primary_key=True),
    Column("frozen_at", Instant, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("data", Document, nullable=False),
    Column("rum_key", String(35), ForeignKey("mandates.rum_key"), nullable=True),
    CheckConstraint("length(fingerprint) = 64", name="fingerprint"),
    Index(None, "rum_key"),
)

version_facts = Table(
    "version_facts",
    metadata,
    Column("order_id", String(36), ForeignKey("order_versions.order_id"), primary_key=True, nullable=False),
    Column("client_name", Text, nullable=False),
    Column("siren", String(9), nullable=True),
    Column("vat_number", Text, nullable=True),
    Column("public_body", Boolean(create_constraint=True, name="public_body"), nullable=False),
    Column("payment_means", Text, nullable=True),
    Column("price_reference", Text, nullable=True),
    Column("price_dated", Date, nullable=True),
    Column("offer_valid_until", Date, nullable=True),
    Column("excl_tax", Cents, nullable=True),
    CheckConstraint("siren IS NULL OR length(siren) = 9", name="siren"),
)

version_terms = Table(  # the general terms that an exported order names
    "version_terms",
    metadata,
    Column("order_id", String(36), ForeignKey("order_versions.order_id"), primary_key=True, nullable=False),
    Column("label", Text, nullable=True),
    Column("published_on", Date, nullable=True),
    Column("in_force_from", Date, nullable=True),
)

signatures = Table(
    "signatures",
    metadata,
    _order_id(primary_key=True),
    Column("signed_on", Date, nullable=False),
)

version_lines = Table(
    "version_lines",
    metadata,
    Column("order_id", String(36), ForeignKey("order_versions.order_id"), primary_key=True, nullable=False),
    Column("position", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("service", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("region", Text, nullable=True),
    Column("mode", Text, nullable=False),
    Column("term_start", Date, nullable=True),
    Column("term_end", Date, nullable=True),
    Column("quantity", ExactDecimal, nullable=False),
    Column("unit", Text, nullable=False),
    Column("unit_price", ExactDecimal, nullable=False),
    Column("discount_percent", ExactDecimal, nullable=False),
    Column("qualification", Text, nullable=True),
    Column("beta", Boolean(create_constraint=True, name="beta"), nullable=False),
    CheckConstraint("position >= 0", name="position"),
    CheckConstraint("(term_start IS NULL) = (term_end IS NULL)", name="term"),
    CheckConstraint("term_end IS NULL OR term_end >= term_start", name="term_order"),
    _one_of("mode", ["on_demand", "reserved"]),
)

version_clauses = Table(
    "version_clauses",
    metadata,
    Column("order_id", String(36), ForeignKey("order_versions.order_id"), primary_key=True, nullable=False),
    Column("position", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("origin", Text, nullable=False),
    Column("clause_id", Text, nullable=False),
    Column("kind", Text, nullable=True),
    Column("target", Text, nullable=True),
    Column("subject", Text, nullable=True),
    Column("effect", Text, nullable=True),
    Column("wording", Text, nullable=False),
    CheckConstraint("position >= 0", name="position"),
    _one_of("origin", ["derogation", "special_conditions"]),
)

version_mandates = Table(
    "version_mandates",
    metadata,
    Column("order_id", String(36), ForeignKey("order_versions.order_id"), primary_key=True, nullable=False),
    Column("rum_key", String(35), ForeignKey("mandates.rum_key"), nullable=False),
    Column("debtor_name", Text, nullable=False),
    Column("iban", String(34), nullable=False),
    Column("bic", String(11), nullable=True),
    Column("signed_on", Date, nullable=True),
    CheckConstraint("iban = upper(iban) AND length(iban) BETWEEN 15 AND 34", name="iban"),
    CheckConstraint("bic IS NULL OR length(bic) IN (8, 11)", name="bic"),
    Index(None, "rum_key"),
)

mandate_facts = Table(  # what happened to a mandate, and what was taken back; see contracts.mandate_life
    "mandate_facts",
    metadata,
    _id(),
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
    _one_of("kind", sorted(MANDATE_FACTS.values())),
    Index(None, "rum_key", "sequence"),
)

mandate_files = Table(  # the RIB, the signed form, what proves a revocation: encrypted with the store
    "mandate_files",
    metadata,
    _id(),
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
    _one_of("kind", ["rib", "form", "evidence"]),
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
    _one_of("scheme", [scheme.value for scheme in Scheme]),
    _one_of("stage", [state.value for state in MandateState]),
    Index(None, "debtor_sort", "rum_key"),
    Index(None, "ends_sort", "rum_key"),
)

review_steps = Table(
    "review_steps",
    metadata,
    _order_id(primary_key=True, ondelete="CASCADE"),
    Column("position", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("content", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("anchor", Document, nullable=True),
    Column("part", String(64), nullable=False, server_default=""),
    Column("given_to", Text, nullable=False, server_default=""),
    Column("kept", Document, nullable=True),
    CheckConstraint("position >= 1", name="position"),
    CheckConstraint("length(content) = 64", name="content"),
    CheckConstraint("length(part) IN (0, 64)", name="part"),
    _one_of("kind", [kind.value for kind in ReviewKind]),
)

comment_threads = Table(
    "comment_threads",
    metadata,
    _id(),
    _order_id(primary_key=False, ondelete="CASCADE"),
    Column("field", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("anchor", Document, nullable=False),
    CheckConstraint("length(id) = 36", name="id"),
    Index(None, "order_id"),
)

comments = Table(
    "comments",
    metadata,
    Column(
        "thread_id",
        String(36),
        ForeignKey("comment_threads.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    ),
    Column("position", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("words", Text, nullable=False),
    CheckConstraint("position >= 1", name="position"),
    _one_of("kind", [kind.value for kind in CommentKind]),
)

review_notes = Table(  # being written, not sent yet
    "review_notes",
    metadata,
    _order_id(primary_key=True, ondelete="CASCADE"),
    Column("role", String(16), primary_key=True, nullable=False),
    Column("place", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    _id(),
    _order_id(primary_key=False, ondelete="CASCADE"),
    Column("kind", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 36", name="id"),
    CheckConstraint("size = length(content)", name="size"),
    CheckConstraint("length(sha256) = 64", name="sha256"),
    Index(None, "order_id"),
)

price_lists = Table(
    "price_lists",
    metadata,
    _id(),
    Column("label", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("dated", Date, nullable=False),
    Column("imported_at", Instant, nullable=False),
    CheckConstraint("length(id) = 36", name="id"),
    _one_of("kind", ["sample", "public_list"]),
    Index(None, "dated"),
)

price_items = Table(
    "price_items",
    metadata,
    Column("list_id", String(36), ForeignKey("price_lists.id"), primary_key=True, nullable=False),
    Column("position", Integer, primary_key=True, nullable=False, autoincrement=False),
    Column("code", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("region", Text, nullable=True),
    Column("mode", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("unit_price", ExactDecimal, nullable=False),
    Column("qualification", Text, nullable=True),
    Column("beta", Boolean(create_constraint=True, name="beta"), nullable=False),
    CheckConstraint("position >= 0", name="position"),
    _one_of("mode", ["on_demand", "reserved"]),
)

terms_versions = Table(
    "terms_versions",
    metadata,
    _id(),
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
    _one_of("standing", ["followed", "decided"]),
    Index(None, "label_key", "clause"),
)

contract_events = Table(  # what happened to a contract: an order with its later versions
    "contract_events",
    metadata,
    _id(),
    Column("sequence", BigInteger, nullable=False),
    Column("family_id", String(36), ForeignKey("orders.id"), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("at", Instant, nullable=True),
    Column("on_day", Date, nullable=True),
    Column("data", Document, nullable=False),
    Column("supersedes", String(36), ForeignKey("contract_events.id"), nullable=True),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", Text, nullable=False),
    UniqueConstraint("sequence"),
    UniqueConstraint("supersedes"),
    CheckConstraint("length(id) = 36", name="id"),
    CheckConstraint("sequence >= 1", name="sequence"),
    CheckConstraint("length(kind) >= 1", name="kind"),
    CheckConstraint("at IS NULL OR on_day IS NULL", name="moment"),
    Index(None, "family_id", "sequence"),
)

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
    _order_id(primary_key=True, ondelete="CASCADE"),
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
    _order_id(primary_key=True, ondelete="CASCADE"),
    Column("clause_id", String(40), primary_key=True, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("until", Date, nullable=True),
    CheckConstraint("length(clause_id) >= 1", name="clause_id"),
)

departures = Table(  # extracted: where an order departs from the general terms, for the register over all
    "departures",
    metadata,
    _order_id(primary_key=True, ondelete="CASCADE"),
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
    _one_of("kind", [kind.value for kind in DepartureKind]),
    _one_of("rung", RUNGS),
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
    _order_id(primary_key=True, ondelete="CASCADE"),
    Column("checklist", String(16), primary_key=True, nullable=False),
    Column("uncovered", Text, nullable=False),  # the ids, in their order, a space between two
    Column("scope", Text, nullable=False),
    Column("valid_until", Date, nullable=True),
    Column("lines_end", Date, nullable=True),  # the last day of the lines qualified so
    CheckConstraint("length(checklist) >= 1", name="checklist"),
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
    _id(),
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

handover_files = Table(  # what was handed over and received, so that a file received twice is known
    "handover_files",
    metadata,
    _id(),
    Column("direction", String(16), primary_key=True, nullable=False),
    Column("number", String(40), nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("workspace_id", String(36), nullable=False),
    CheckConstraint("length(id) = 36", name="id"),
    _one_of("direction", ["sent", "received"]),
    Index(None, "number"),
)

order_lines_of_descent = Table(  # the variants that each version follows from, as the laptops agreed
    "order_lines_of_descent",
    metadata,
    _order_id(primary_key=True, ondelete="CASCADE"),
    Column("variant", String(64), primary_key=True, nullable=False),
    CheckConstraint("length(variant) = 64", name="variant"),
)

order_branches = Table(  # other contents of a version, received, or put aside for one that was
    "order_branches",
    metadata,
    _order_id(primary_key=True, ondelete="CASCADE"),
    Column("variant", String(64), primary_key=True, nullable=False),
    Column("standing", String(16), nullable=False),
    Column("kept_at", Instant, nullable=False),
    Column("sender", Text, nullable=False),
    Column("document", Document, nullable=False),
    CheckConstraint("length(variant) = 64", name="variant"),
    _one_of("standing", ["open", "set_aside"]),
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

APPEND_ONLY = (
    audit,
    order_versions,
    version_facts,
    version_terms,
    signatures,
    version_lines,
    version_clauses,
    version_mandates,
    mandates,
    mandate_facts,
    mandate_files,
    library_clauses,
    terms_versions,
    terms_texts,
    terms_nodes,
    terms_coverage,
    terms_rule_clauses,
    contract_events,
)
"""Tables whose rows are written once: where the engine can, a trigger refuses to change or remove them."""

"""What was exported: frozen versions with their typed facts."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from numspot_desk.store.tables.base import metadata, one_of, order_id
from numspot_desk.store.types import Cents, Document, ExactDecimal, Instant

order_versions = Table(
    "order_versions",
    metadata,
    order_id(primary_key=True),
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
    one_of("mode", ["on_demand", "reserved"]),
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
    one_of("origin", ["derogation", "special_conditions"]),
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

"""The tables of a workspace, the same on SQLite and PostgreSQL, every constraint named.

An order's list columns stand in `orders`, its document in `order_documents` (lists never read
documents); what was exported stands in `order_versions` and the typed facts beside it. Search indexes
and triggers, which differ by engine, live in `engine`. A change here needs a revision in `migrations`.
"""

from numspot_desk.store.tables.agenda import agenda_marks, due_contracts, due_days
from numspot_desk.store.tables.base import metadata, revisions
from numspot_desk.store.tables.calculations import calculation_drafts, contract_notes
from numspot_desk.store.tables.calendar import calendar_entries, calendar_files, calendar_members
from numspot_desk.store.tables.conditions import (
    clause_origins,
    clause_reasons,
    departures,
    library_clauses,
    order_coverage,
)
from numspot_desk.store.tables.contracts import contract_events
from numspot_desk.store.tables.handover import (
    handover_files,
    order_branches,
    order_lines_of_descent,
    received_audit,
)
from numspot_desk.store.tables.mandates import mandate_facts, mandate_files, mandate_standings, mandates
from numspot_desk.store.tables.orders import (
    ARCHIVED,
    CURRENT,
    DELETED,
    attachments,
    order_documents,
    orders,
    signatures,
)
from numspot_desk.store.tables.prices import price_items, price_lists
from numspot_desk.store.tables.reminders import reminders_begun, reminders_told
from numspot_desk.store.tables.reviews import comment_threads, comments, review_notes, review_steps
from numspot_desk.store.tables.terms import (
    terms_coverage,
    terms_nodes,
    terms_refusals,
    terms_rule_clauses,
    terms_texts,
    terms_versions,
)
from numspot_desk.store.tables.versions import (
    order_versions,
    version_clauses,
    version_facts,
    version_lines,
    version_mandates,
    version_terms,
)
from numspot_desk.store.tables.workspace import actors, audit, settings, workspace

__all__ = [
    "APPEND_ONLY",
    "ARCHIVED",
    "CURRENT",
    "DELETED",
    "REVISION",
    "actors",
    "agenda_marks",
    "attachments",
    "audit",
    "calculation_drafts",
    "calendar_entries",
    "calendar_files",
    "calendar_members",
    "clause_origins",
    "clause_reasons",
    "comment_threads",
    "comments",
    "contract_events",
    "contract_notes",
    "departures",
    "due_contracts",
    "due_days",
    "handover_files",
    "library_clauses",
    "mandate_facts",
    "mandate_files",
    "mandate_standings",
    "mandates",
    "metadata",
    "order_branches",
    "order_coverage",
    "order_documents",
    "order_lines_of_descent",
    "order_versions",
    "orders",
    "price_items",
    "price_lists",
    "received_audit",
    "reminders_begun",
    "reminders_told",
    "review_notes",
    "review_steps",
    "revisions",
    "settings",
    "signatures",
    "terms_coverage",
    "terms_nodes",
    "terms_refusals",
    "terms_rule_clauses",
    "terms_texts",
    "terms_versions",
    "version_clauses",
    "version_facts",
    "version_lines",
    "version_mandates",
    "version_terms",
    "workspace",
]

REVISION = "0021"
"""The revision of the tables below; a file with a higher one was written by a newer program."""

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
    contract_notes,
)
"""Tables whose rows are written once: where the engine can, a trigger refuses to change or remove them."""

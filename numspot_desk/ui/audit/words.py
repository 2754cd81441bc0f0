"""What the acts and the faults of the audit log are called. No Qt."""

from collections.abc import Mapping
from typing import Any, Final

from numspot_desk.language.messages import N_
from numspot_desk.usecases.ports.audit import AuditEntry, FaultKind

ACTS: Final[Mapping[str, str]] = {
    "catalogue.imported": N_("Price list imported"),
    "contract.event_corrected": N_("Event of a contract corrected"),
    "contract.event_recorded": N_("Event of a contract recorded"),
    "contract.event_withdrawn": N_("Event of a contract withdrawn"),
    "contract.events_imported": N_("Events of contracts imported"),
    "contract.fact_named": N_("Fact of a contract named"),
    "contract.fact_withdrawn": N_("Fact of a contract withdrawn"),
    "contract.note_added": N_("Note put with a contract"),
    "contract.note_withdrawn": N_("Note of a contract withdrawn"),
    "contract.reading_chosen": N_("Reading of a contract chosen"),
    "contract.reading_taken_back": N_("Reading of a contract taken back"),
    "deadline.marked": N_("Deadline marked"),
    "deadlines.exported": N_("Deadlines exported as a calendar"),
    "keys.keychain_left": N_("Opening by the session ended"),
    "keys.keychain_used": N_("Opening by the session chosen"),
    "keys.passphrase_set": N_("Passphrase changed"),
    "keys.recovery_key_kept": N_("Recovery key put away"),
    "keys.recovery_key_made": N_("Recovery key made"),
    "library.clause_changed": N_("Clause of the library written"),
    "library.clause_retired": N_("Clause of the library taken out of use"),
    "library.clauses_imported": N_("Clauses of the library imported"),
    "mandate.accounts_exported": N_("Register of mandates exported with whole accounts"),
    "mandate.debit_planned": N_("Direct debit planned"),
    "mandate.debit_taken_back": N_("Planned direct debit removed"),
    "mandate.file_kept": N_("File kept with a mandate"),
    "mandate.opened": N_("Mandate made elsewhere typed in"),
    "mandate.recorded": N_("Facts of a mandate recorded"),
    "mandate.taken_back": N_("Fact of a mandate taken back"),
    "order.approved": N_("Order approved"),
    "order.archived": N_("Order archived"),
    "order.cancellation_undone": N_("Cancellation undone"),
    "order.cancelled": N_("Order cancelled"),
    "order.clause_approved": N_("Clause approved"),
    "order.clause_returned": N_("Clause to change"),
    "order.clause_unread": N_("Clause to read again"),
    "order.comment": N_("Comment on a clause"),
    "order.comment_reopened": N_("Comments taken up again"),
    "order.comment_resolved": N_("Comments resolved"),
    "order.draft_removed": N_("Draft removed"),
    "order.draft_restored": N_("Draft restored"),
    "order.duplicated": N_("Order duplicated"),
    "order.exported": N_("Order exported"),
    "order.new_version": N_("New version made"),
    "order.rib_kept": N_("RIB kept with an order"),
    "order.review_delegated": N_("Review delegated"),
    "order.review_refused": N_("Order refused by legal"),
    "order.review_remark": N_("Remark of legal"),
    "order.review_reopened": N_("Approved order modified again"),
    "order.review_requested": N_("Sent for review"),
    "order.review_returned": N_("Sent back by legal"),
    "order.review_taken": N_("Review taken in charge"),
    "order.review_withdrawn": N_("Taken back to draft"),
    "order.sample": N_("Sample order started"),
    "order.signed": N_("Order signed"),
    "order.signed_copy_attached": N_("Signed copy attached"),
    "order.started": N_("Order started"),
    "order.unarchived": N_("Order taken out of the archive"),
    "settings.creditor": N_("NumSpot’s own data changed"),
    "settings.creditor_account": N_("Account of the direct debits changed"),
    "settings.review": N_("Rules of the review changed"),
    "settings.ecb_rates": N_("Rates of the European Central Bank added"),
    "settings.laws": N_("Laws added or checked"),
    "terms.adopted": N_("General terms adopted"),
    "terms.coverage_decided": N_("Cover by the general terms decided"),
    "terms.refusal_withdrawn": N_("Refusal of general terms withdrawn"),
    "terms.refused": N_("General terms refused by a client"),
    "terms.rule_clause_decided": N_("Clause of a rule decided"),
    "terms.rule_clauses_followed": N_("Clauses of the rules looked for"),
    "workspace.backed_up": N_("Backup made"),
    "workspace.created": N_("Workspace created"),
    "workspace.restored": N_("Backup restored"),
}
"""What an act is called; one of a later program shows its own name."""
FAULTS: Final[Mapping[FaultKind, str]] = {
    FaultKind.EDITED: N_("Row {n} does not say what was written."),
    FaultKind.MISSING: N_("Rows are missing from number {n} on."),
    FaultKind.DETACHED: N_("Row {n} does not follow the one before."),
    FaultKind.RENAMED: N_("Row {n} is under another name than was written."),
}


def act_name(kind: str) -> str:
    """The msgid of what an act is called."""
    return ACTS.get(kind, kind)


def about(entry: AuditEntry) -> str:
    """What an act is about: the number of the order where it names one, else its path or subject."""
    details: Mapping[str, Any] = entry.details
    number, revision, field = (details.get(name) for name in ("number", "revision", "field"))
    if isinstance(number, str):
        named = f"{number} v{revision}" if isinstance(revision, int) else number
        return f"{named} · {field}" if isinstance(field, str) and field else named
    return entry.subject

"""What the events of a contract, their fields and choices are called, and one event where it is listed."""

from collections.abc import Iterable, Mapping
from typing import Final

from numspot_desk.contracts.agenda.entries import about, has_name
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.rules.events import Event

KIND_NAMES: Final[Mapping[str, str]] = {
    "termination_notice": N_("Termination notice"),
    "formal_notice": N_("Formal notice"),
    "breach_termination_mail": N_("Termination for breach"),
    "terms_refused": N_("Refusal of new general terms"),
    "inactivity_notice": N_("Notice of inactivity"),
    "service_consumed": N_("Service consumed"),
    "personal_data_breach_known": N_("Personal-data breach known"),
    "ticket_opened": N_("Ticket opened"),
    "client_asked": N_("Client asked about a ticket"),
    "client_answered": N_("Client answered about a ticket"),
    "maintenance_planned": N_("Maintenance planned"),
    "mandate_revoked": N_("Mandate revoked"),
    "snapshot_created": N_("Snapshot created"),
    "recovery_ordered": N_("Data recovery ordered"),
    "recovery_received": N_("Recovered data received"),
    "export_control_notice": N_("Export-control notice"),
    "corruption_notice": N_("Corruption notice"),
    "erasure_notice": N_("Erasure notice"),
    "early_erasure_requested": N_("Early erasure asked for"),
    "reservation_notified": N_("Reservation on a service"),
    "penalty_claimed": N_("Penalty claimed"),
    "general_terms_published": N_("General terms published"),
    "last_use": N_("Last use of the services"),
    "services_ended": N_("End of the services"),
    "everything_terminated": N_("All services terminated"),
    "sla_period_ended": N_("SLA period ended"),
    "sla_credit_granted": N_("SLA credit granted"),
    "audit_done": N_("Audit done"),
    "penetration_test_planned": N_("Penetration test planned"),
    "invoice_issued": N_("Invoice issued"),
    "invoice_paid": N_("Invoice paid"),
    "invoice_disputed": N_("Invoice disputed"),
    "direct_debit_planned": N_("Direct debit planned for the contract"),
    "debit_made": N_("Debit made"),
    "mandate_signed": N_("Mandate signed"),
    "reserved_term": N_("Reserved term"),
    "outage": N_("Outage of services"),
    "suspension": N_("Suspension of services"),
}
"""What each kind of event is called."""

FIELD_NAMES: Final[Mapping[str, str]] = {
    "at": N_("Date and time"),
    "on": N_("Day"),
    "by": N_("Sent by"),
    "reason": N_("Reason"),
    "received_at": N_("Received on"),
    "terms": N_("General terms refused"),
    "severity": N_("Severity"),
    "ticket": N_("Ticket"),
    "effective_on": N_("Takes effect on"),
    "enters_into_force": N_("Enters into force on"),
    "number": N_("Invoice number"),
    "amount_incl_tax": N_("Amount including tax"),
    "amount_excl_tax": N_("Amount excluding tax"),
    "start": N_("First day"),
    "end": N_("Last day"),
    "from": N_("First day"),
    "to": N_("Last day"),
    "force_majeure": N_("Force majeure"),
    "answers": N_("Answers"),
    "cancels": N_("Cancels"),
}
"""What each field of an event is called."""

OPTION_NAMES: Final[Mapping[str, str]] = {
    "client": N_("Client"),
    "numspot": N_("NumSpot"),
    "breach": N_("Breach"),
    "non_payment": N_("Non-payment"),
    "judicial_authority": N_("Judicial authority"),
    "administrative_authority": N_("Administrative authority"),
    "security_risk": N_("Security risk"),
    "unreasonable_use": N_("Unreasonable use"),
    "true": N_("Yes"),
    "false": N_("No"),
    "1": N_("1 – blocking"),
    "2": N_("2 – serious"),
    "3": N_("3 – minor"),
}
"""What the choices within an event are called."""


def event_name(event: Event) -> Message:
    """An event in a few words: its kind, its number where it has one, its day."""
    kind = Message(KIND_NAMES[event.kind])
    number = about(event)
    if number:
        return message("{kind} {number} of {day}", kind=kind, number=number, day=event.day)
    return message("{kind} of {day}", kind=kind, day=event.day)


def event_names(events: Iterable[Event]) -> Mapping[str, Message]:
    """What the events are called, by their ids, for explanations of what follows from them. An event whose id
    is a name already keeps it."""
    return {one.id: event_name(one) for one in events if not has_name(one.id)}

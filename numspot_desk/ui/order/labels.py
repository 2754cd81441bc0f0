"""What the words of the order format are called on screen, as msgids: services, subjects, steps, means.

Only names live here; the form of each field (its label and help) is in `questions`.
"""

from collections.abc import Mapping
from typing import Final

from numspot_desk.contracts.order.flow import StepId, StepState
from numspot_desk.language.messages import N_
from numspot_desk.usecases.explaining.subject_names import SUBJECT_NAMES

STEP_TITLES: Final[Mapping[StepId, str]] = {
    StepId.CLIENT: N_("Client"),
    StepId.ACCOUNTS: N_("Technical accounts"),
    StepId.SERVICES: N_("Services"),
    StepId.FINANCIAL: N_("Financial terms"),
    StepId.CONDITIONS: N_("Derogations and conditions"),
    StepId.MANDATE: N_("SEPA mandate"),
    StepId.REVIEW: N_("Review and export"),
}

STEP_INTRODUCTIONS: Final[Mapping[StepId, str]] = {
    StepId.CLIENT: N_("Who orders, and whom we write to."),
    StepId.ACCOUNTS: N_("The accounts that will hold the resources: one region each."),
    StepId.SERVICES: N_("One line per service. Paste from a spreadsheet, or search the price list."),
    StepId.FINANCIAL: N_("How and when the client pays, and the prices this order refers to."),
    StepId.CONDITIONS: N_(
        "What this order changes in the general terms, and the special conditions it needs."
    ),
    StepId.MANDATE: N_("The debit authorisation, laid out like the paper form."),
    StepId.REVIEW: N_("Everything at a glance before the documents are made."),
}

STATE_LABELS: Final[Mapping[StepState, str]] = {
    StepState.UNTOUCHED: N_("to do"),
    StepState.IN_PROGRESS: N_("in progress"),
    StepState.COMPLETE: N_("complete"),
    StepState.WITH_PROBLEMS: N_("with problems"),
}

STATE_ICONS: Final[Mapping[StepState, tuple[str, str]]] = {
    StepState.UNTOUCHED: ("step-untouched", "muted"),
    StepState.IN_PROGRESS: ("step-progress", "accent"),
    StepState.COMPLETE: ("step-complete", "success"),
    StepState.WITH_PROBLEMS: ("error", "problem"),
}
"""The icon of a state and its colour token."""

SERVICE_LABELS: Final[Mapping[str, str]] = {
    "virtual_machine": N_("Virtual machine"),
    "object_storage": N_("Object storage"),
    "persistent_volume": N_("Persistent volume"),
    "snapshot": N_("Snapshot"),
    "non_persistent_storage": N_("Non-persistent storage"),
    "load_balancer": N_("Load balancer"),
    "internal_network": N_("Internal network"),
    "internet_access": N_("Internet access"),
    "dns_ntp_dhcp": N_("DNS, NTP, DHCP"),
    "metadata": N_("Metadata"),
    "firewall": N_("Firewall"),
    "api": N_("API"),
    "identity": N_("Identity (EIM)"),
    "support": N_("Support"),
    "cockpit": N_("Cockpit"),
    "data_recovery": N_("Data recovery"),
    "professional_service": N_("Professional service"),
}

MODE_LABELS: Final[Mapping[str, str]] = {"on_demand": N_("On demand"), "reserved": N_("Reserved")}

QUALIFICATION_LABELS: Final[Mapping[str, str]] = {"HDS": N_("HDS"), "SecNumCloud": N_("SecNumCloud")}

PAYMENT_LABELS: Final[Mapping[str, str]] = {
    "direct_debit": N_("SEPA direct debit"),
    "transfer": N_("Bank transfer"),
}

PRICE_REFERENCE_LABELS: Final[Mapping[str, str]] = {
    "order": N_("The prices of this order"),
    "public_list": N_("The public price list"),
    "sample": N_("The sample price list"),
}

EFFECT_LABELS: Final[Mapping[str, str]] = {
    "replace": N_("Replaces the clause"),
    "complete": N_("Completes the clause"),
    "exclude": N_("Sets the clause aside"),
}

SUBJECT_LABELS: Final = SUBJECT_NAMES

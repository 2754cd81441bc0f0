"""What the subjects of the order format are called, as msgids: one list for screens and answers."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from numspot_desk.language.messages import N_

SUBJECT_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "payment_term": N_("Payment term"),
        "payment_means": N_("Means of payment"),
        "price": N_("Price"),
        "price_hold": N_("Price hold"),
        "discount": N_("Discount"),
        "breach_notice": N_("Formal notice for breach"),
        "suspension_notice": N_("Notice before suspension"),
        "termination_notice": N_("Notice of termination"),
        "liability_cap": N_("Liability cap"),
        "sla_level": N_("Service level"),
        "penalty_cap": N_("Penalty cap"),
        "penalty_claim_window": N_("Time to claim a penalty"),
        "data_location": N_("Data location"),
        "audit": N_("Audit"),
        "penetration_test": N_("Penetration tests"),
        "reversibility": N_("Reversibility"),
        "data_retention": N_("Data retention"),
        "confidentiality_term": N_("Length of confidentiality"),
        "references": N_("Use as a reference"),
        "notification_address": N_("Address for notices"),
        "beta": N_("Beta services"),
        "jurisdiction": N_("Jurisdiction"),
        "subcontracting": N_("Subcontracting"),
        "personal_data": N_("Personal data"),
        "export_control": N_("Export control"),
        "insurance": N_("Insurance"),
        "end_of_life": N_("End of life"),
        "support": N_("Support"),
        "other": N_("Other"),
    }
)

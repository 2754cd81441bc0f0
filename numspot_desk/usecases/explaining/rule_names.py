"""What each rule is called for a person: a time limit (T…), an amount (M…), a rule of precedence (P…), or
the question that a reading answers (R…)."""

from typing import Final

from numspot_desk.contracts.agenda.names import LIMIT_NAMES
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.rules.readings import READINGS

OTHER_NAMES: Final[dict[str, str]] = {
    "M1": N_("Service penalty"),
    "M2": N_("Cap of liability"),
    "M3": N_("Cost of a late payment"),
    "M4": N_("Refund of prepaid services"),
    "M5": N_("Totals of an order"),
    "M6": N_("Availability of a service"),
    "P1": N_("The higher document prevails"),
    "P2": N_("Two clauses of one rank"),
    "P3": N_("What the contract is interpreted by"),
    "P4": N_("The client's own terms and earlier talks"),
    "P5": N_("Beta services"),
    "P6": N_("The French text prevails"),
    "P7": N_("Clauses that give way by their own words"),
    "P8": N_("Mandatory law"),
    "P9": N_("Consumers are outside"),
    "P10": N_("Which version governs a contract"),
    "P11": N_("Professional services are outside"),
    "P12": N_("Switching under the Data Act"),
    "P13": N_("Acceptance for a qualified service"),
}
"""What the rules are called that are no time limit."""


def rule_name(rule: str, language: Language) -> str:
    """The name of a rule in a language; its id for one that is not known."""
    reading = READINGS.get(rule)
    if reading is not None:
        return reading.question_fr if language.code == "fr" else reading.question_en
    msgid = LIMIT_NAMES.get(rule) or OTHER_NAMES.get(rule)
    return rule if msgid is None else language.text(msgid)

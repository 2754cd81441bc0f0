"""What can be wrong with an order or a mandate: one `Problem` per fault, with its code, place and clause.

The codes and their severities are those other tools rely on. Finding problems lives in the checks;
showing them lives in `ui` and in the commands.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from numspot_desk.language.messages import Message
from numspot_desk.rules.explain import Step


class Severity(StrEnum):
    """`ERROR` blocks "ready to sign"; `WARNING` is shown and does not block."""

    ERROR = "error"
    WARNING = "warning"


_WARNINGS: Final = frozenset(
    {
        "account_region_duplicate",
        "payment_derogation",
        "review_required",
        "professional_service_outside_terms",
        "beta_line",
        "sample_price",
        "price_lists_mixed",
        "vat_number_missing",
        "public_procurement_missing",
        "offer_expired",
    }
)
_ERRORS: Final = frozenset(
    {
        "missing_field",
        "unknown_field",
        "invalid_value",
        "control_character",
        "consumer_not_eligible",
        "invalid_siren",
        "invalid_vat",
        "invalid_iban",
        "invalid_bic",
        "bic_country_mismatch",
        "vat_siren_mismatch",
        "unknown_account",
        "region_mismatch",
        "term_required",
        "term_on_demand",
        "term_end_before_start",
        "missing_special_conditions",
        "uncovered_subject",
        "mandate_required",
        "payment_term_over_legal_maximum",
        "target_clause_unknown",
        "void_clause",
        "open_conflict",
    }
)
CODES: Final = _ERRORS | _WARNINGS


def severity_of(code: str) -> Severity:
    """The severity that a code has unless its row says otherwise (`uncovered_subject` of the Data Act)."""
    if code not in CODES:
        raise KeyError(code)
    return Severity.WARNING if code in _WARNINGS else Severity.ERROR


@dataclass(frozen=True)
class Problem:
    """One fault: `field` is the path in the order document (`lines[0].term.end`), `clause` the reference
    it rests on (`CG-A4`, `P9`, an article of law) or None, `why` the explanation where one was computed,
    `typed` the text that is none of the words a choice accepts, or no day, for screens that say it in words
    of their own."""

    code: str
    field: str
    severity: Severity
    clause: str | None
    message: Message
    why: Step | None = None
    typed: str | None = None


def problem(
    code: str,
    field: str,
    message: Message,
    *,
    clause: str | None = None,
    why: Step | None = None,
    severity: Severity | None = None,
) -> Problem:
    """A `Problem` of a known code, with the code's own severity unless one is given."""
    return Problem(code, field, severity or severity_of(code), clause, message, why)

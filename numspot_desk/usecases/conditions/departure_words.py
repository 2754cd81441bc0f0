"""What a departure from the general terms changes, in one plain line: the length, percentage or amount that
moves, else how the clause is changed.

The figures of the general terms are those of the rules; a departure that the rules do not count is named by
its subject alone.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.contracts.clauses.departure_kinds import DepartureKind
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.rules.amounts.penalty import INVOICE_SHARE
from numspot_desk.rules.lengths import Length, length_in, written
from numspot_desk.rules.payment_term import GENERAL_TERMS, from_data
from numspot_desk.rules.table import TABLE
from numspot_desk.usecases.explaining.explanation_labels import Unit
from numspot_desk.usecases.explaining.explanations import value_text
from numspot_desk.usecases.explaining.subject_names import SUBJECT_NAMES
from numspot_desk.usecases.ports.register import RegisterRow

RUNG_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "preferred": N_("Preferred"),
        "acceptable": N_("Acceptable"),
        "needs_legal": N_("For legal"),
        "refused": N_("Not granted"),
        "own": N_("Own wording"),
    }
)
"""What the rungs of the register are called."""
_PERCENT: Final = MappingProxyType(
    {"penalty_cap": INVOICE_SHARE * 100, "liability_cap": Decimal(50)}  # CG-8; CG-10.1.a
)
_EFFECTS: Final = MappingProxyType(
    {
        "replace": N_("{subject}: replaced"),
        "complete": N_("{subject}: completed"),
    }
)


def summary(row: RegisterRow, language: Language) -> str:
    """What a departure changes: «Mise en demeure : 7 → 30 jours»."""
    subject = language.text(SUBJECT_NAMES.get(row.subject, row.subject))
    if row.kind is DepartureKind.DISCOUNT and row.discount is not None:
        return language.text(
            "{subject}: {percent} on line {line} ({label})",
            subject=subject,
            percent=language.formats.percent(row.discount),
            line=row.data.get("line", ""),
            label=row.data.get("label", ""),
        )
    if row.effect == "exclude":
        return language.text("{subject}: set aside", subject=subject)
    moved = _moved(row.subject, row.data, language)
    if moved is None:
        how = _EFFECTS.get(row.effect, N_("{subject}: settled otherwise"))
        return language.text(how, subject=subject)
    before, after = moved
    if not before:
        return language.text("{label}: {value}", label=subject, value=after)
    return language.text("{subject}: {before} → {after}", subject=subject, before=before, after=after)


def _moved(subject: str, data: Mapping[str, Any], language: Language) -> tuple[str, str] | None:
    """What the general terms say and what is agreed, as far as figures tell; "" where they have none."""
    if subject == "payment_term":
        term = from_data(data)
        if term is None:
            return None
        agreed = language.text("end of the month of the invoice")
        if term != GENERAL_TERMS:
            agreed = value_text(written(term), language, Unit.LENGTH)
        return language.text("end of the month of the invoice"), agreed
    if (length := length_in(data)) is not None:
        return _lengths(subject, length, language)
    if (percent := _number(data.get("percent"))) is not None:
        base = _PERCENT.get(subject)
        shown = "" if base is None else language.formats.percent(base)
        return shown, language.formats.percent(percent)
    if (amount := _number(data.get("amount"))) is not None:
        return "", language.formats.money(amount)
    return None


def _lengths(subject: str, agreed: Length, language: Language) -> tuple[str, str]:
    after = value_text(written(agreed), language, Unit.LENGTH)
    base = next((row.length for row in TABLE.rows if row.subject == subject and row.length), None)
    if base is None:
        return "", after
    if base.unit == agreed.unit:  # «7 → 30 jours»: the unit once
        return str(base.count), after
    return value_text(written(base), language, Unit.LENGTH), after


def _number(value: object) -> Decimal | None:
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None

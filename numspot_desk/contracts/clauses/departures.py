"""Where an order departs from the general terms: its derogations, the special clauses that replace or exclude
one of theirs, a payment term of its own, its discounts.

Read from the answers of any order, complete or not, and from what the library says of the clauses taken from
it. Which discounts count is a setting, so that all are found here. Who approved what is not in the answers.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.contracts.clauses.clause_reasons import DISCOUNT, PAYMENT
from numspot_desk.contracts.clauses.departure_kinds import OWN_WORDING, DepartureKind
from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.library.judging import judge
from numspot_desk.contracts.library.recovering import values_in
from numspot_desk.contracts.order.order_document import SUBJECTS
from numspot_desk.contracts.order.order_document import get as answer_at
from numspot_desk.contracts.order.order_facts import OrderFacts, SpecialFacts, read_facts
from numspot_desk.contracts.reviewing.review_parts import parts_of
from numspot_desk.language.folding import fold
from numspot_desk.rules.payment_term import GENERAL_TERMS, from_data
from numspot_desk.rules.provisions import Effect
from numspot_desk.rules.subjects import CLAUSES, subjects_of

_OTHER: Final = "other"
_DUE: Final = "CG-A1.1"
_DEPARTS: Final = frozenset({Effect.REPLACE, Effect.EXCLUDE})
_AGAINST: Final = re.compile(r"derog|nonobstant|contrairement a|remplace|ecarte|notwithstanding|in place of")
_NAMED: Final = re.compile(
    r"\bCG-[A-Z]?\d[\w.]*|(?i:\barticle|\bart\.?)\s+(\d{1,2}(?:\.\d{1,2})*(?:\.[a-c])?)"
    r"(?=[^.]{0,40}(?i:conditions générales|\bCG\b|general terms))"
)
_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True)
class Departure:
    """One departure. `clause_id` is its id in the order; `field` its path; `target` the clause of the general
    terms it changes ("" where none is named); `proposed` its words, "" for a payment term and a discount,
    which are in `data`; `percent` the discount; `part` the fingerprint that an approval of it is bound to."""

    kind: DepartureKind
    clause_id: str
    field: str
    target: str
    subject: str
    effect: str
    proposed: str
    data: Mapping[str, Any] = dataclasses.field(default_factory=lambda: _NONE)
    rung: str = OWN_WORDING
    percent: Decimal | None = None
    part: str = ""


@dataclass(frozen=True)
class Taken:
    """What a clause of an order was taken from: a version of the library, with its values."""

    clause: LibraryClause
    values: Mapping[str, Any]


def departures_of(
    answers: Mapping[str, Any], number: str, revision: int, taken: Mapping[str, Taken] = _NONE
) -> tuple[Departure, ...]:
    """Every departure of a version of an order, in the order of its clauses. `taken`: by clause id, what came
    from the library."""
    facts = read_facts(answers)
    parts = {part.field: part.fingerprint for part in parts_of(number, revision, answers, Decimal(0))}
    found = (
        *_derogations(facts, taken),
        *_special_clauses(facts, answers, taken),
        *_payment(facts),
        *_discounts(facts),
    )
    return tuple(_with_part(one, parts) for one in found)


def _with_part(one: Departure, parts: Mapping[str, str]) -> Departure:
    return dataclasses.replace(one, part=parts.get(one.field, ""))


def _derogations(facts: OrderFacts, taken: Mapping[str, Taken]) -> Iterator[Departure]:
    for one in facts.derogations:
        yield Departure(
            DepartureKind.DEROGATION,
            one.id,
            f"derogations[{one.position}]",
            one.target or next(iter(CLAUSES.get(one.subject, ())), ""),
            one.subject or _OTHER,
            one.effect,
            one.text,
            one.data,
            _rung(taken.get(one.id), one.text),
        )


def _special_clauses(
    facts: OrderFacts, answers: Mapping[str, Any], taken: Mapping[str, Taken]
) -> Iterator[Departure]:
    for special in facts.special_conditions:
        for position, clause in enumerate(special.clauses):
            place = f"special_conditions[{special.position}].clauses[{position}]"
            said = answer_at(answers, f"{place}.text")
            text = said if isinstance(said, str) else ""
            found = _changed_by(special, position, text, taken.get(clause.id))
            if found is not None:
                target, subject, effect = found
                rung = _rung(taken.get(clause.id), text)
                yield Departure(
                    DepartureKind.SPECIAL, clause.id, place, target, subject, effect, text, rung=rung
                )


def _changed_by(
    special: SpecialFacts, position: int, text: str, taken: Taken | None
) -> tuple[str, str, str] | None:
    """The clause of the general terms that a special clause changes, the subject, and how: as the library
    says of it, as its own words do, or because it speaks of a subject that they settle (CG-2.2)."""
    if taken is not None and taken.clause.effect in _DEPARTS:
        clause = taken.clause
        target = clause.target or next(iter(CLAUSES.get(clause.subject, ())), "")
        return target, clause.subject or _OTHER, clause.effect.value if clause.effect else ""
    named = _target_in(text)
    subject = next((one for one in special.clauses[position].subjects if one in SUBJECTS), "")
    if named:
        return named, subject or next(iter(subjects_of(named)), _OTHER), Effect.REPLACE.value
    if subject:
        return next(iter(CLAUSES.get(subject, ())), ""), subject, ""
    return None


def _target_in(text: str) -> str:
    """The clause that a free text says it departs from; "" where it names none."""
    if not _AGAINST.search(fold(text)):
        return ""
    found = _NAMED.search(text)
    if found is None:
        return ""
    return f"CG-{found[1]}" if found[1] else found[0].rstrip(".")


def _payment(facts: OrderFacts) -> Iterator[Departure]:
    """A payment term other than that of the general terms, where no derogation states it."""
    term = facts.payment_term
    stated = any(
        one.subject == "payment_term" and from_data(one.data) is not None for one in facts.derogations
    )
    if term is None or term == GENERAL_TERMS or stated:
        return
    data = {"days": term.days, "end_of_month": term.end_of_month}
    yield Departure(
        DepartureKind.PAYMENT, PAYMENT, PAYMENT, _DUE, "payment_term", Effect.REPLACE.value, "", data
    )


def _discounts(facts: OrderFacts) -> Iterator[Departure]:
    for line in facts.lines:
        if line.discount_percent:
            yield Departure(
                DepartureKind.DISCOUNT,
                DISCOUNT,
                f"lines[{line.position}]",
                _DUE,
                "discount",
                Effect.REPLACE.value,
                "",
                {"line": line.position + 1, "label": line.label},
                percent=line.discount_percent,
            )


def _rung(taken: Taken | None, text: str) -> str:
    """Where the library sees the clause as it stands; own wording where it no longer says what was taken."""
    if taken is None:
        return OWN_WORDING
    values = values_in(taken.clause, taken.values, text)
    return OWN_WORDING if values is None else judge(taken.clause, values).rung.value

"""What covers each subject of a checklist in an order: clauses of the order, the general terms that govern,
nothing; and how long the certificate that stands behind it is valid.

Whether a gap blocks is decided in `checks.special_conditions`; here it is laid out to be read.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from numspot_desk.contracts.checks.special_conditions import CoveredPoints, order_clauses
from numspot_desk.contracts.order.order_document import QUALIFICATIONS
from numspot_desk.contracts.order.order_facts import LineFacts, OrderFacts
from numspot_desk.rules.checklists import CHECKLISTS, DATA_ACT, Checklist, Subject

LADDER: Final = (90, 60, 30)
"""Days before the end of a certificate at which it is warned of, each more pressing than the one before."""
SECNUMCLOUD: Final = "SecNumCloud"


class CoverState(StrEnum):
    """How a subject stands. `CONDITIONAL`: nothing covers it, and it is asked for only if its case arises."""

    ORDER = "order"
    TERMS = "terms"
    GAP = "gap"
    CONDITIONAL = "conditional"


@dataclass(frozen=True)
class CoverRow:
    """A subject: the clauses of the order that cover it, and those of the governing general terms."""

    subject: Subject
    clauses: tuple[str, ...]
    terms: tuple[str, ...]

    @property
    def state(self) -> CoverState:
        """How it stands."""
        if self.clauses:
            return CoverState.ORDER
        if self.terms:
            return CoverState.TERMS
        return CoverState.GAP if self.subject.required else CoverState.CONDITIONAL


class Validity(StrEnum):
    """How a certificate stands on a day."""

    MISSING = "missing"
    VALID = "valid"
    SOON = "soon"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Certificate:
    """The certificate (HDS) or attestation (SecNumCloud) that an order names, on a day. `left` counts the
    days to its last one, 0 on the day itself, below after it; `within` is the step of the ladder it is under.
    `outlived_by`: the positions of the lines qualified whose term goes on after it."""

    kind: str
    scope: str
    issued_on: dt.date | None
    valid_until: dt.date | None
    left: int | None
    within: int | None
    outlived_by: tuple[int, ...]

    @property
    def validity(self) -> Validity:
        """How it stands."""
        if self.left is None:
            return Validity.MISSING
        if self.left < 0:
            return Validity.EXPIRED
        return Validity.VALID if self.within is None else Validity.SOON


@dataclass(frozen=True)
class Matrix:
    """A checklist laid out for an order. `special` is the position of the special conditions of this kind in
    the order, None where it has none; `use_is_no_acceptance` is said of SecNumCloud (P13)."""

    checklist: Checklist
    rows: tuple[CoverRow, ...]
    certificate: Certificate | None
    special: int | None
    use_is_no_acceptance: bool = False

    @property
    def gaps(self) -> tuple[Subject, ...]:
        """The subjects asked for that nothing covers."""
        return tuple(row.subject for row in self.rows if row.state is CoverState.GAP)

    @property
    def covered(self) -> int:
        """How many subjects something covers."""
        return sum(bool(row.clauses or row.terms) for row in self.rows)


def matrices(facts: OrderFacts, terms: CoveredPoints, on: dt.date) -> tuple[Matrix, ...]:
    """The checklists that an order has to meet on a day, each laid out; `terms`: by subject, the clauses of
    the governing general terms that cover it."""
    wanted = kinds_of(facts)
    return tuple(_matrix(name, facts, terms, on) for name in CHECKLISTS if name in wanted or name == DATA_ACT)


def kinds_of(facts: OrderFacts) -> frozenset[str]:
    """The qualifications that an order speaks of: of its lines, or of its special conditions."""
    found = {line.qualification for line in facts.lines}
    found |= {special.kind for special in facts.special_conditions}
    return frozenset(found & set(QUALIFICATIONS))


def _matrix(name: str, facts: OrderFacts, terms: CoveredPoints, on: dt.date) -> Matrix:
    covering = by_subject(order_clauses(facts))
    rows = tuple(
        CoverRow(subject, covering.get(subject.id, ()), terms.get(subject.id, ()))
        for subject in CHECKLISTS[name].subjects
    )
    special = next((one.position for one in facts.special_conditions if one.kind == name), None)
    certificate = certificate_of(facts, name, on) if name in QUALIFICATIONS else None
    return Matrix(CHECKLISTS[name], rows, certificate, special, name == SECNUMCLOUD)


def by_subject(clauses: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, tuple[str, ...]]:
    """Clauses, each with the subjects it covers, turned round: each clause once a subject."""
    found: dict[str, dict[str, None]] = {}
    for reference, subjects in clauses:
        for subject in subjects:
            found.setdefault(subject, {})[reference] = None
    return {subject: tuple(references) for subject, references in found.items()}


def certificate_of(facts: OrderFacts, kind: str, on: dt.date) -> Certificate:
    """The certificate of a kind as it stands on a day: the one of the order that lasts longest."""
    named = [one for one in facts.special_conditions if one.kind == kind and one.valid_until is not None]
    best = max(named, key=lambda one: one.valid_until or dt.date.min, default=None)
    if best is None or best.valid_until is None:
        return Certificate(kind, "", None, None, None, None, ())
    return Certificate(
        kind,
        best.scope,
        best.issued_on,
        best.valid_until,
        days_left(best.valid_until, on),
        step_within(best.valid_until, on),
        tuple(one.position for one in _qualified(facts.lines, kind) if _outlives(one, best.valid_until)),
    )


def days_left(valid_until: dt.date, on: dt.date) -> int:
    """The days from a day to the last one of a certificate; negative once it has passed."""
    return (valid_until - on).days


def step_within(valid_until: dt.date, on: dt.date) -> int | None:
    """The lowest step of the ladder that a certificate is under; None for one that is far away or over."""
    left = days_left(valid_until, on)
    return min((step for step in LADDER if 0 <= left <= step), default=None)


def _qualified(lines: Iterable[LineFacts], kind: str) -> Iterator[LineFacts]:
    return (line for line in lines if line.qualification == kind)


def _outlives(line: LineFacts, valid_until: dt.date) -> bool:
    """Whether the term of a line goes on after the certificate; a line without term has no end to compare."""
    return line.end is not None and line.end > valid_until

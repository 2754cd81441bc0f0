"""The verdict on every clause of an order: within the library, a fallback of it, a deviation, void by law, or
aimed at a clause that the governing general terms lack; with what is wrong among the clauses.

`assess` is pure: any clauses whatever get an answer, their order never counts, and what did not change since
an earlier assessment is taken from it, so that a keystroke costs one clause. What a clause moves is
`clause_verdict_effects`; its words are read by `clause_verdict_words`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final

from numspot_desk.contracts.checks.derogations import setting_of, term_text
from numspot_desk.contracts.clauses.clause_verdict_clauses import OrderClause
from numspot_desk.contracts.clauses.clause_verdict_effects import ORDER_TERM, Effects, Standing, effects
from numspot_desk.contracts.clauses.clause_verdict_figures import figure_findings
from numspot_desk.contracts.clauses.clause_verdict_words import (
    Fault,
    Finding,
    Surroundings,
    terms_defined,
    word_findings,
)
from numspot_desk.contracts.clauses.departures import Taken
from numspot_desk.contracts.clauses.void_words import void_by, void_message
from numspot_desk.contracts.library.clause import Rung
from numspot_desk.contracts.library.conditions import (
    Situation,
    condition_text,
    excluded_by,
    situation_of,
    unmet,
)
from numspot_desk.contracts.library.judging import Reason, judge
from numspot_desk.contracts.library.rendering import NotRendered, render
from numspot_desk.contracts.order.order_document import EFFECTS, SUBJECTS
from numspot_desk.contracts.order.order_facts import OrderFacts
from numspot_desk.contracts.shown import shown
from numspot_desk.language.messages import Message, message
from numspot_desk.rules import clauses as references
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.mandatory_law import Setting, Void, void_by_law
from numspot_desk.rules.payment_term import PaymentTerm
from numspot_desk.rules.precedence import conflicting
from numspot_desk.rules.provisions import Effect, Provision


class Verdict(StrEnum):
    """What is to be said of a clause, the best first."""

    COMPLIANT = "compliant"
    FALLBACK = "fallback"
    DEVIATION = "deviation"
    UNKNOWN_TARGET = "unknown_target"
    VOID = "void"


@dataclass(frozen=True)
class Ground:
    """What the clauses of an order are held against: the day, whom the law protects, the references of the
    governing general terms (None: the known ones), what holds in the order, and its own payment term."""

    on: dt.date
    setting: Setting = field(default_factory=Setting)
    references: frozenset[str] | None = None
    met: frozenset[str] = frozenset()
    payment_term: PaymentTerm | None = None


@dataclass(frozen=True)
class ClauseVerdict:
    """The verdict on one clause, the article of law or the clause it rests on, and the sentence that says it.
    `rung` is that of the ladder where the clause stands as the library has it; `modified` that it came from
    the library and no longer says the same; `reasons` the library's own."""

    clause: OrderClause
    verdict: Verdict
    message: Message
    clauses: tuple[str, ...] = ()
    rung: Rung | None = None
    modified: bool = False
    reasons: tuple[Reason, ...] = ()
    findings: tuple[Finding, ...] = ()
    void: Void | None = None
    taken: Taken | None = None

    @property
    def blocking(self) -> bool:
        """Whether the clause cannot go to a client as it stands."""
        return self.verdict in (Verdict.VOID, Verdict.UNKNOWN_TARGET) or any(
            one.blocking for one in self.findings
        )

    def has(self, fault: Fault) -> bool:
        """Whether a finding of this sort was made."""
        return any(one.fault is fault for one in self.findings)


@dataclass(frozen=True)
class Assessment:
    """The verdicts on the clauses of an order, in its order."""

    ground: Ground
    verdicts: tuple[ClauseVerdict, ...]
    around: Surroundings
    alone: Mapping[str, ClauseVerdict]
    among: "_Among" = field(repr=False)
    moved: dict[str, tuple[Sequence[Provision], Effects]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def by_path(self) -> Mapping[str, ClauseVerdict]:
        """The verdicts by the path of their clause."""
        return {one.clause.path: one for one in self.verdicts}

    def effects(self, path: str) -> Effects | None:
        """What one clause moves beside the others; None for a derogation whose subject or effect is open."""
        found = self.by_path.get(path)
        if found is None:
            return None
        if not found.clause.is_derogation:
            return Effects(Standing.APPLIES)
        provision = found.clause.provision
        if provision is None:
            return None
        others = [p for one in self.verdicts if one is not found and (p := one.clause.provision) is not None]
        asked = [provision, *others, *_own_term(self.ground)]
        known, moved = self.moved.get(path, ((), Effects(Standing.APPLIES)))
        if known != asked:
            moved = effects(provision, asked[1:], self.ground.on, self.ground.setting)
            self.moved[path] = asked, moved
        return moved


def ground_of(facts: OrderFacts, on: dt.date, terms_references: frozenset[str] | None) -> Ground:
    """The ground of an order on a day, under general terms that have these references."""
    return Ground(on, setting_of(facts, on), terms_references, situation_of(facts).met, facts.payment_term)


# ── Assessing ────────────────────────────────────────────────────────────────────────────────────────


def assess(
    found: Sequence[OrderClause],
    ground: Ground,
    taken: Mapping[str, Taken] | None = None,
    before: Assessment | None = None,
) -> Assessment:
    """The verdict on every clause. `taken`: what came from the library, by the clause's own id. `before`: an
    earlier assessment; what it says of a clause is kept where the clause and the ground are the same."""
    taken = taken or {}
    around = _surroundings(found, ground)
    kept = before.alone if before is not None and before.ground == ground and before.around == around else {}
    alone: dict[str, ClauseVerdict] = {}
    for clause in found:
        source = taken.get(clause.id) if clause.id else None
        known = kept.get(clause.path)
        same = known is not None and known.clause == clause and known.taken == source
        alone[clause.path] = known if same and known is not None else _alone(clause, source, ground, around)
    among = _among(alone, ground, before.among if before is not None and before.ground == ground else None)
    verdicts = tuple(
        replace(one, findings=(*one.findings, *among.findings[path])) if path in among.findings else one
        for path, one in alone.items()
    )
    moved = before.moved if before is not None and before.ground == ground else {}
    return Assessment(ground, verdicts, around, alone, among, dict(moved))


def _surroundings(found: Sequence[OrderClause], ground: Ground) -> Surroundings:
    own = {clause.ref for clause in found} | {clause.id for clause in found if clause.id}
    own |= {f"CP-{clause.id}" for clause in found if clause.is_derogation and clause.id}
    defined = {term for clause in found for term in terms_defined(clause.text)}
    return Surroundings(ground.references, frozenset(own), frozenset(defined))


def _alone(clause: OrderClause, source: Taken | None, ground: Ground, around: Surroundings) -> ClauseVerdict:
    """The verdict on a clause whatever stands beside it."""
    findings = (*word_findings(clause.text, around), *_incomplete(clause))
    first = _origin(clause, source, ground)
    if source is None or first.modified:  # the library puts the same in its words and its figures
        findings = (*findings, *figure_findings(clause))
    first = replace(first, findings=(*findings, *first.findings))
    provision = clause.provision
    void = None if provision is None else void_by_law(provision, ground.setting)
    if void is not None:
        return replace(
            first, verdict=Verdict.VOID, message=void_message(void), clauses=(void.law,), void=void
        )
    if clause.target and not references.known(clause.target, ground.references):
        said = message(
            "The general terms of this order have no clause {clause}. Choose the one that this changes.",
            clause=shown(clause.target),
        )
        return replace(first, verdict=Verdict.UNKNOWN_TARGET, message=said, clauses=("CG-2.2",))
    return first


def _incomplete(clause: OrderClause) -> Iterator[Finding]:
    if not clause.is_derogation:
        return
    if not clause.target:
        said = message("It names no clause of the general terms. Choose the one that it changes.")
        yield Finding(Fault.INCOMPLETE, said, "target")
    if clause.subject not in SUBJECTS:
        yield Finding(Fault.INCOMPLETE, message("Its subject is not chosen. Choose it."), "subject")
    if clause.effect not in EFFECTS:
        said = message("It does not say whether it replaces, completes or excludes. Choose it.")
        yield Finding(Fault.INCOMPLETE, said, "effect")


_RUNGS: Final = MappingProxyType(
    {
        Rung.PREFERRED: (Verdict.COMPLIANT, message("Preferred wording of the library.")),
        Rung.ACCEPTABLE: (Verdict.FALLBACK, message("Accepted fallback of the library.")),
        Rung.NEEDS_LEGAL: (Verdict.DEVIATION, message("The library leaves these values to legal.")),
        Rung.REFUSED: (Verdict.DEVIATION, message("The library refuses these values.")),
    }
)


def _origin(clause: OrderClause, source: Taken | None, ground: Ground) -> ClauseVerdict:
    """What the clause is beside the library: as it has it, modified, or written freely."""
    at = (clause.target,) if clause.target else clause.covers
    if source is None:
        said = message("Written freely: legal reads it.")
        return ClauseVerdict(clause, Verdict.DEVIATION, said, at)
    held = judge(source.clause, source.values, ground.setting)
    findings = tuple(_against_order(source, held.reasons, ground))
    if modified(clause, source):
        said = message("The wording is no longer the library’s: legal reads it.")
        return ClauseVerdict(
            clause, Verdict.DEVIATION, said, at, modified=True, findings=findings, taken=source
        )
    verdict, said = _RUNGS[held.rung]
    laws = tuple(dict.fromkeys(one.law for one in held.reasons if one.law and one.rung is Rung.REFUSED))
    if held.rung is Rung.REFUSED and laws:
        verdict, said, at = Verdict.VOID, void_by(laws[0]), laws
    return ClauseVerdict(
        clause, verdict, said, at, held.rung, reasons=held.reasons, findings=findings, taken=source
    )


def modified(clause: OrderClause, source: Taken) -> bool:
    """Whether a clause no longer says what its version of the library says with its values: other words,
    other data, another target, subject or effect."""
    try:
        rendered = render(source.clause, source.values)
    except NotRendered:
        return True
    if clause.wording != " ".join(rendered.text.split()):
        return True
    if not clause.is_derogation:
        return False
    own = source.clause
    aimed = (own.target or "", own.subject, own.effect.value if own.effect is not None else "")
    return aimed != (clause.target, clause.subject, clause.effect) or dict(rendered.data) != dict(clause.data)


def _against_order(source: Taken, reasons: Iterable[Reason], ground: Ground) -> Iterator[Finding]:
    for reason in reasons:
        if reason.parameter is not None and reason.said is not None and reason.rung is Rung.REFUSED:
            yield Finding(Fault.PARAMETER, reason.said, reason.parameter.name, about=reason.parameter.label)
    for condition in unmet(source.clause, Situation(ground.met)):
        if not condition.startswith("clause:"):
            said = message(
                "This clause is only for an order where {condition}.", condition=condition_text(condition)
            )
            yield Finding(Fault.CONDITION, said, condition)


# ── Among each other ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Among:
    """What is wrong between clauses, by path; and `asked`, what it was found from."""

    asked: Sequence[tuple[object, ...]]
    findings: Mapping[str, Sequence[Finding]]


def _among(alone: Mapping[str, ClauseVerdict], ground: Ground, before: _Among | None) -> _Among:
    """The open conflicts of each clause with others; words that changed beside data change none."""
    asked = [
        (path, one.clause.id, one.clause.ref, one.clause.kind, one.clause.provision, one.void, one.taken)
        for path, one in alone.items()
    ]
    if before is not None and before.asked == asked:
        return before
    found: dict[str, list[Finding]] = {}
    for path, finding in (*_conflicts(alone, ground), *_exclusive(alone), *_repeated(alone)):
        found.setdefault(path, []).append(finding)
    return _Among(asked, found)


def _own_term(ground: Ground) -> tuple[Provision, ...]:
    """The order's own payment term as one of its clauses."""
    term = ground.payment_term
    if term is None:
        return ()
    data = {"days": term.days, "end_of_month": term.end_of_month}
    return (
        Provision(
            ORDER_TERM,
            Document.PARTICULAR,
            "CP-payment",
            "payment_term",
            Effect.REPLACE,
            data,
            "CG-A1.1",
        ),
    )


def _conflicts(alone: Mapping[str, ClauseVerdict], ground: Ground) -> Iterator[tuple[str, Finding]]:
    """Clauses of one rank that say different things on one point (P2)."""
    by_subject: dict[str, list[Provision]] = {}
    void = {path for path, one in alone.items() if one.void is not None}
    for path, one in alone.items():
        if one.clause.provision is not None and path not in void:
            by_subject.setdefault(one.clause.subject, []).append(one.clause.provision)
    for own in _own_term(ground):
        if own.subject in by_subject and void_by_law(own, ground.setting) is None:
            by_subject[own.subject].append(own)
    for same in by_subject.values():
        for group in conflicting(same) if len(same) > 1 else ():
            ids = [provision.id for provision in group]
            for path in ids:
                if path in alone:
                    yield path, _conflict([other for other in ids if other != path], alone, ground)


def _conflict(others: Sequence[str], alone: Mapping[str, ClauseVerdict], ground: Ground) -> Finding:
    clauses = [alone[path].clause for path in others if path in alone]
    if not clauses and ground.payment_term is not None:
        said = message(
            "The order’s own payment term says {term}. Keep one payment term.",
            term=term_text(ground.payment_term),
        )
        return Finding(Fault.CONFLICT, said, others=tuple(others))
    named = ", ".join(sorted(shown(one.ref) for one in clauses))
    said = message("It differs from {others} on one point and has the same rank. Keep one.", others=named)
    return Finding(Fault.CONFLICT, said, others=tuple(one.path for one in clauses))


def _exclusive(alone: Mapping[str, ClauseVerdict]) -> Iterator[tuple[str, Finding]]:
    """Clauses of the library that cannot stand side by side, and one that stands twice."""
    from_library = [(path, one.taken.clause) for path, one in alone.items() if one.taken is not None]
    by_id: dict[str, list[str]] = {}
    for path, clause in from_library:
        by_id.setdefault(clause.id, []).append(path)
    for path, clause in from_library:
        near = {other.id: other for _path, other in from_library if _path != path}
        others = [
            place
            for other in excluded_by(clause, near.values())
            for place in by_id[other.id]
            if place != path
            and (other.id != clause.id or alone[place].clause.kind == alone[path].clause.kind)
        ]
        if others:
            named = ", ".join(sorted(shown(alone[at].clause.ref) for at in others))
            said = message("The library lets it stand beside {others} in no order. Keep one.", others=named)
            yield path, Finding(Fault.EXCLUSIVE, said, others=tuple(others))


def _repeated(alone: Mapping[str, ClauseVerdict]) -> Iterator[tuple[str, Finding]]:
    counted = Counter((one.clause.kind, one.clause.id) for one in alone.values() if one.clause.id)
    for path, one in alone.items():
        if counted[one.clause.kind, one.clause.id] > 1:
            said = message("Another clause has the id {id}. Give each its own.", id=shown(one.clause.id))
            yield path, Finding(Fault.INCOMPLETE, said, "id")

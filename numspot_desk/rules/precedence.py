"""Which provision governs a subject on a day: rank, versions, languages, betas, conflicts.

None applies: nothing governs. One: it does. Several equal: fine. Several different of one rank: an open
conflict, never decided here. The order in which provisions are given never counts; losers stay in the
answer. Which version of the general terms binds is found in `versions`; what decides stands in
`data/precedence.toml`.
"""

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.rules.checklists import SUBJECTS
from numspot_desk.rules.clauses import Document, NoClause, Reference, parse, sort_key
from numspot_desk.rules.explain import SetAside, Step
from numspot_desk.rules.mandatory_law import Setting, Void, default_by_law, void_by_law
from numspot_desk.rules.payment_term import from_data
from numspot_desk.rules.provisions import Effect, Provision


def _read() -> Mapping[str, Any]:
    path = Path(__file__).parent / "data" / "precedence.toml"
    return MappingProxyType(tomllib.loads(path.read_text(encoding="utf-8")))


DECIDES: Final = _read()
RANKS: Final = tuple(Document(name) for name in DECIDES["ranking"])
"""Highest first (CG-2.2), unless the parties agreed another ranking."""
REFERENCE: Final = Document(DECIDES["reference"])
"""What the contract is interpreted by, whatever prevails (P3)."""
WITHOUT_RANK: Final[tuple[str, ...]] = tuple(DECIDES["without_rank"])
_BETA: Final = parse(DECIDES["beta"])


@dataclass(frozen=True)
class Outside:
    """A document without rank (P4): its id and its kind, one of `WITHOUT_RANK`."""

    id: str
    kind: str


@dataclass(frozen=True)
class Context:
    """What else decides. `beta`: whether the question is about a beta service; None: as soon as CG-18.3 is
    among the provisions. `bound_from`: the day from which the version of the general terms that binds is in
    force (P10); None: the latest in force. `outside`: what has no rank. `ranked_by`: where the ranking
    stands, which is CG-2.2 unless the parties agreed another. `apart`: the clauses of the general terms that
    are given without the paragraphs which others name."""

    ranking: tuple[Document, ...] = RANKS
    beta: bool | None = None
    bound_from: dt.date | None = None
    outside: tuple[Outside, ...] = ()
    ranked_by: str = "CG-2.2"
    apart: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Settled:
    """One step: by this rule and clause, `winner` prevails over `loser`."""

    rule: str
    winner: str
    loser: str
    clause: str


@dataclass(frozen=True)
class Governance:
    """What governs a subject on a day.

    `prevailing` is None with an open conflict at the highest rank, or when nothing speaks. `stack`: ids of
    the provisions in force, prevailing first. `still_governs`: per lower provision, the data it still
    decides. `yields`: clauses of the general terms that give way by their own words (P7). `conflicts`:
    groups of ids of one rank that differ. `outside`: what has no rank (P4).
    """

    subject: str
    on: dt.date
    prevailing: str | None
    stack: tuple[str, ...]
    steps: tuple[Settled, ...]
    still_governs: tuple[tuple[str, tuple[str, ...]], ...]
    yields: tuple[Settled, ...]
    void: tuple[Void, ...]
    conflicts: tuple[tuple[str, ...], ...]
    outside: tuple[Outside, ...]
    why: Step


def governing(
    subject: str,
    on: dt.date,
    provisions: Iterable[Provision],
    setting: Setting | None = None,
    context: Context | None = None,
) -> Governance:
    """What governs `subject` on the day `on` among the provisions of one contract."""
    setting, context = setting or Setting(on=on), context or Context()
    speaking = [p for p in provisions if p.subject == subject and _speaks(p, on, context)]
    void = tuple(found for p in _ordered(speaking, context) if (found := void_by_law(p, setting)) is not None)
    void_ids = {found.provision for found in void}
    valid = [p for p in speaking if p.id not in void_ids]
    beaten = tuple(sorted(_beaten(valid), key=lambda step: (step.rule, step.loser, step.winner)))
    gone = {step.loser for step in beaten}
    stack = _ordered((p for p in valid if p.id not in gone), context)
    conflicts = _conflicts(stack, context)
    open_at_top = bool(stack) and any(stack[0].id in group for group in conflicts)
    prevailing = None if open_at_top or not stack else stack[0]
    ranked = tuple(_by_rank(prevailing, stack, context))
    steps = (*ranked, *_by_beta(stack), *beaten)
    yields = tuple(_gives_way(prevailing, stack, context))
    told_void = tuple(_told_void(p, one) for one in void for p in speaking if p.id == one.provision)
    outside = (SetAside("precedence.without_rank", one.id, clauses=("CG-2.2",)) for one in context.outside)
    by_law = default_by_law(subject, setting)
    return Governance(
        subject,
        on,
        None if prevailing is None else prevailing.id,
        tuple(p.id for p in stack),
        steps,
        _still_governs(stack),
        yields,
        void,
        conflicts,
        context.outside,
        _why(
            prevailing,
            stack,
            context.ranked_by,
            told_void,
            (*_lower(ranked, valid), *_told(beaten, valid), *outside),
            conflicts,
            by_law,
        ),
    )


def conflicting(provisions: Sequence[Provision]) -> list[tuple[Provision, ...]]:
    """Groups of provisions of one rank and subject that say different things on the same point (P2)."""
    groups: list[list[Provision]] = []
    for provision in sorted(provisions, key=lambda p: p.id):
        clashing = [group for group in groups if any(differ(provision, other) for other in group)]
        merged = [other for group in clashing for other in group]
        groups = [group for group in groups if group not in clashing]
        groups.append([*merged, provision])
    return [tuple(sorted(group, key=lambda p: p.id)) for group in groups if len(group) > 1]


def differ(one: Provision, other: Provision) -> bool:
    """Whether two provisions of one rank cannot both hold.

    They speak of the same point when they change the same clause, one a part of the other's (its point, its
    paragraph), or state the same data; then they differ unless they state the same, or one only completes
    what the other leaves unsaid.
    """
    if one.subject != other.subject or one.document is not other.document:
        return False
    if other.id in (one.replaces,) or one.id in (other.replaces,):
        return False
    if one.subject == "payment_term":
        terms = from_data(one.data), from_data(other.data)
        if None not in terms:
            return terms[0] != terms[1]
    said, other_said = _said(one), _said(other)
    if any(said[key] != other_said[key] for key in said.keys() & other_said.keys()):
        return True
    if Effect.COMPLETE in (one.effect, other.effect):
        return False
    if one.target != other.target and not _nested(one, other):
        return False
    if one.effect is not other.effect:
        return True
    if one.target != other.target and one.effect is Effect.EXCLUDE and not (said or other_said):
        return False
    if said or other_said:
        return said.keys() != other_said.keys()
    return one.wording != other.wording


def _nested(one: Provision, other: Provision) -> bool:
    """Whether two provisions above the general terms name a clause of these and a part of it."""
    if one.document is Document.GENERAL:
        return False
    named, part = _reference(one.target), _reference(other.target)
    if named is None or part is None:
        return False
    return part.part_of(named) or named.part_of(part)


def reaches(higher: Provision, lower: Provision, apart: frozenset[str] = frozenset()) -> bool:
    """Whether a provision speaks of the point that a lower one settles.

    One that names a single paragraph of the general terms reaches that paragraph alone, and no clause above
    the general terms that names another. A clause among `apart` is its other paragraphs: it stays as it is.
    """
    named = _paragraph(higher.target)
    if named is None:
        return True
    general = lower.document is Document.GENERAL
    place = _reference(lower.clause if general else lower.target)
    if place is None:
        return True
    if place.paragraph is not None or place.clause != named.clause:
        return place == named
    return not (general and lower.clause in apart)


def _paragraph(target: str | None) -> Reference | None:
    named = _reference(target)
    return named if named is not None and named.paragraph is not None else None


def _reference(text: str | None) -> Reference | None:
    try:
        return None if text is None else parse(text)
    except NoClause:
        return None


def _said(provision: Provision) -> Mapping[str, Any]:
    """The data of a provision without the subjects of the checklists that it settles (`covers`): these say
    where it answers, not what."""
    covers = provision.data.get("covers")
    if not isinstance(covers, list | tuple) or not SUBJECTS.keys() & set(map(str, covers)):
        return provision.data
    return {key: value for key, value in provision.data.items() if key != "covers"}


def _speaks(provision: Provision, on: dt.date, context: Context) -> bool:
    """Whether a provision is in force, of a version that binds, and not for betas where none is meant."""
    if provision.in_force_from is not None and provision.in_force_from > on:
        return False
    if provision.document is not Document.GENERAL:
        return True
    if context.beta is False and provision.subject != "beta" and _is_beta(provision):
        return False
    bound, start = context.bound_from, provision.in_force_from
    return bound is None or start is None or start <= bound


def _is_beta(provision: Provision) -> bool:
    return provision.document is Document.GENERAL and provision.named_by_rules(_BETA)


def _beaten(provisions: Sequence[Provision]) -> Iterator[Settled]:
    """What another text of the same rank takes out: an amendment that says so (P2), a later version of the
    general terms (P10), the text in the other language (P6)."""
    for p in provisions:
        for other in provisions:
            if p.id == other.id or p.document is not other.document:
                continue
            if other.replaces == p.id:
                yield Settled("P2", other.id, p.id, "CG-2.2")
            elif p.clause == other.clause and _later(other, p):
                yield Settled("P10", other.id, p.id, "CG-3.1")
            elif p.clause == other.clause and _prior_language(other, p):
                yield Settled("P6", other.id, p.id, "CG-18.5")


def _later(one: Provision, other: Provision) -> bool:
    if one.document is not Document.GENERAL or one.in_force_from is None:
        return False
    return one.in_force_from > (other.in_force_from or dt.date.min)


def _prior_language(one: Provision, other: Provision) -> bool:
    order: list[str] = DECIDES["languages"]
    if one.language not in order or other.language not in order or one.in_force_from != other.in_force_from:
        return False
    return order.index(one.language) < order.index(other.language)


def _conflicts(stack: Sequence[Provision], context: Context) -> tuple[tuple[str, ...], ...]:
    """Open conflicts rank by rank; what speaks of betas alone is settled by P5."""
    found = []
    for rank in context.ranking:
        same = [p for p in stack if p.document is rank]
        for part in ([p for p in same if _is_beta(p)], [p for p in same if not _is_beta(p)]):
            found += [tuple(p.id for p in group) for group in conflicting(part)]
    return tuple(found)


def _ordered(provisions: Iterable[Provision], context: Context) -> list[Provision]:
    return sorted(
        provisions,
        key=lambda p: (context.ranking.index(p.document), not _is_beta(p), sort_key(p.clause), p.id),
    )


def _by_rank(prevailing: Provision | None, stack: Sequence[Provision], context: Context) -> Iterator[Settled]:
    """Each lower provision with the first of a higher rank that reaches it."""
    if prevailing is None:
        return
    for place, lower in enumerate(stack):
        above = (p for p in stack[:place] if p.document is not lower.document)
        winner = next((p for p in above if reaches(p, lower, context.apart)), None)
        if winner is not None:
            yield Settled("P1", winner.id, lower.id, context.ranked_by)


def _by_beta(stack: Sequence[Provision]) -> Iterator[Settled]:
    general = [p for p in stack if p.document is Document.GENERAL]
    beta = next((p for p in general if _is_beta(p)), None)
    for other in general:
        if beta is not None and not _is_beta(other):
            yield Settled("P5", beta.id, other.id, str(_BETA))


def _gives_way(
    prevailing: Provision | None, stack: Sequence[Provision], context: Context
) -> Iterator[Settled]:
    for lower in stack:
        if prevailing is None or lower.document is not Document.GENERAL:
            continue
        for row in DECIDES["gives_way"]:
            within = lower.named_by_rules(parse(row["clause"]))
            given = within and lower.subject in row["subjects"] and prevailing.document.value in row["to"]
            if given and reaches(prevailing, lower, context.apart):
                yield Settled("P7", prevailing.id, lower.id, row["clause"])


def _still_governs(stack: Sequence[Provision]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Per lower provision, the keys of its data that no higher one states."""
    said: set[str] = set(stack[0].data) if stack else set()
    kept: list[tuple[str, tuple[str, ...]]] = []
    for lower in stack[1:]:
        kept.append((lower.id, tuple(sorted(lower.data.keys() - said))))
        said |= set(lower.data)
    return tuple(kept)


def _told_void(provision: Provision, void: Void) -> Step:
    return Step("precedence.void", provision.clause, (provision.clause, void.law), uses=(void.why,))


def _lower(ranked: Iterable[Settled], provisions: Sequence[Provision]) -> Iterator[SetAside]:
    """What a higher rank prevails over."""
    clauses = {p.id: p.clause for p in provisions}
    for one in ranked:
        yield SetAside("precedence.lower_rank", clauses[one.loser], clauses=(one.clause,))


def _told(beaten: Iterable[Settled], provisions: Sequence[Provision]) -> Iterator[SetAside]:
    """What another text of the same rank takes out, each with the rule that does."""
    clauses = {p.id: p.clause for p in provisions}
    for one in beaten:
        yield SetAside(f"precedence.beaten.{one.rule}", clauses[one.loser], clauses=(one.clause,))


def _why(
    prevailing: Provision | None,
    stack: Sequence[Provision],
    ranked_by: str,
    void: Sequence[Step],
    aside: Sequence[SetAside],
    conflicts: Sequence[Sequence[str]],
    by_law: Step | None,
) -> Step:
    speaking = (
        Step(f"precedence.{p.effect}", p.clause, (p.clause,), params={"document": p.document.value})
        for p in stack
    )
    uses = (*speaking, *void)
    left = tuple(aside)
    if prevailing is not None:
        read_by = Step("precedence.interpreted_by", REFERENCE.value, ("CG-2.2",))
        return Step(
            "precedence.prevails", prevailing.clause, (ranked_by,), uses=(*uses, read_by), set_aside=left
        )
    if conflicts:
        clauses = tuple(p.clause for name in conflicts[0] for p in stack if p.id == name)
        return Step("precedence.open_conflict", clauses, ("CG-2.2",), uses=uses, set_aside=left)
    uses = uses if by_law is None else (*uses, by_law)
    return Step("precedence.nothing", None, uses=uses, set_aside=left)

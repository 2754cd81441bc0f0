"""Which provision governs a subject on a day: rank, open conflicts, clauses void by law (P1, P2, P8, P12).

None applies: nothing governs. One: it does. Several equal: fine. Several different of one rank: an open
conflict, never decided here. The order in which provisions are given never counts; losers stay in the
answer.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from numspot_desk.rules.clauses import Document, sort_key
from numspot_desk.rules.explain import SetAside, Step
from numspot_desk.rules.mandatory_law import Setting, Void, void_by_law
from numspot_desk.rules.payment_term import from_data
from numspot_desk.rules.provisions import Effect, Provision

RANKS = (Document.SPECIAL, Document.PARTICULAR, Document.GENERAL)
"""Highest first (CG-2.2)."""


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
    decides. `conflicts`: groups of ids of one rank that differ.
    """

    subject: str
    on: dt.date
    prevailing: str | None
    stack: tuple[str, ...]
    steps: tuple[Settled, ...]
    still_governs: tuple[tuple[str, tuple[str, ...]], ...]
    void: tuple[Void, ...]
    conflicts: tuple[tuple[str, ...], ...]
    why: Step


def governing(
    subject: str, on: dt.date, provisions: Iterable[Provision], setting: Setting | None = None
) -> Governance:
    """What governs `subject` on the day `on` among the provisions of one contract."""
    setting = setting or Setting(on=on)
    speaking = [p for p in provisions if p.subject == subject and _in_force(p, on)]
    void = tuple(found for p in _ordered(speaking) if (found := void_by_law(p, setting)) is not None)
    void_ids = {found.provision for found in void}
    standing = _without_superseded([p for p in speaking if p.id not in void_ids])
    stack = _ordered(standing)
    conflicts = tuple(
        tuple(p.id for p in group)
        for rank in RANKS
        for group in conflicting([p for p in stack if p.document is rank])
    )
    top_conflict = bool(conflicts) and bool(stack) and any(stack[0].id in group for group in conflicts)
    prevailing = None if top_conflict or not stack else stack[0]
    steps = tuple(
        Settled("P1", prevailing.id, lower.id, "CG-2.2")
        for lower in stack
        if prevailing is not None and lower.document is not prevailing.document
    )
    return Governance(
        subject,
        on,
        None if prevailing is None else prevailing.id,
        tuple(p.id for p in stack),
        steps,
        _still_governs(stack),
        void,
        conflicts,
        _why(prevailing, stack, void, conflicts),
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

    They speak of the same point when they change the same clause or state the same data; then they differ
    unless they state the same, or one only completes what the other leaves unsaid.
    """
    if one.subject != other.subject or one.document is not other.document:
        return False
    if other.id in (one.replaces,) or one.id in (other.replaces,):
        return False
    if one.subject == "payment_term":
        terms = from_data(one.data), from_data(other.data)
        if None not in terms:
            return terms[0] != terms[1]
    shared = one.data.keys() & other.data.keys()
    if any(one.data[key] != other.data[key] for key in shared):
        return True
    if one.target != other.target or Effect.COMPLETE in (one.effect, other.effect):
        return False
    if one.effect is not other.effect:
        return True
    if one.data or other.data:
        return one.data.keys() != other.data.keys()
    return one.wording != other.wording


def _in_force(provision: Provision, on: dt.date) -> bool:
    return provision.in_force_from is None or provision.in_force_from <= on


def _without_superseded(provisions: list[Provision]) -> list[Provision]:
    """Without what an amendment replaces by its own words (P2), and without a clause of the general terms
    of which a later version is in force (P10)."""
    replaced = {p.replaces for p in provisions if p.replaces is not None}
    latest: dict[str, dt.date] = {}
    for p in provisions:
        if p.document is Document.GENERAL and p.in_force_from is not None:
            latest[p.clause] = max(latest.get(p.clause, p.in_force_from), p.in_force_from)
    return [
        p
        for p in provisions
        if p.id not in replaced
        and not (
            p.document is Document.GENERAL
            and p.clause in latest
            and (p.in_force_from or dt.date.min) < latest[p.clause]
        )
    ]


def _ordered(provisions: Iterable[Provision]) -> list[Provision]:
    return sorted(provisions, key=lambda p: (RANKS.index(p.document), sort_key(p.clause), p.id))


def _still_governs(stack: Sequence[Provision]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Per lower provision, the keys of its data that no higher one states."""
    said: set[str] = set(stack[0].data) if stack else set()
    kept: list[tuple[str, tuple[str, ...]]] = []
    for lower in stack[1:]:
        kept.append((lower.id, tuple(sorted(lower.data.keys() - said))))
        said |= set(lower.data)
    return tuple(kept)


def _why(
    prevailing: Provision | None,
    stack: Sequence[Provision],
    void: Sequence[Void],
    conflicts: Sequence[Sequence[str]],
) -> Step:
    uses = tuple(
        Step(f"precedence.{p.effect}", p.clause, (p.clause,), params={"document": p.document.value})
        for p in stack
    ) + tuple(found.why for found in void)
    aside = tuple(
        SetAside("precedence.lower_rank", p.clause, clauses=("CG-2.2",))
        for p in stack
        if prevailing is not None and p.document is not prevailing.document
    )
    if prevailing is not None:
        return Step("precedence.prevails", prevailing.clause, ("CG-2.2",), uses=uses, set_aside=aside)
    if conflicts:
        return Step("precedence.open_conflict", tuple(conflicts[0]), ("CG-2.2",), uses=uses)
    return Step("precedence.nothing", None, uses=uses)

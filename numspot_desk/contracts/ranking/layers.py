"""The layers of an answer: the clause that prevails, and every other with what became of it.

The rules say who prevails (`rules.precedence`); here that becomes a role for each clause with its text, and
what it still governs. The questions are put in `hierarchy`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from numspot_desk.contracts.ranking.papers import Clause, Saying
from numspot_desk.rules.explain import Step
from numspot_desk.rules.precedence import Governance, reaches
from numspot_desk.rules.provisions import Effect, Provision


@dataclass(frozen=True, order=True)
class Topic:
    """A question: a subject, or for clauses that no subject names, the clause of the general terms."""

    subject: str
    target: str = ""


class Role(StrEnum):
    """What became of a clause on a topic. `AGREES`: of the rank of the prevailing one, saying the same.
    `BESIDE`: of a lower rank, and nothing above it reaches it (a derogation that names one paragraph leaves
    the others)."""

    PREVAILS = "prevails"
    AGREES = "agrees"
    BELOW = "below"
    BESIDE = "beside"
    CONFLICT = "conflict"
    REPLACED = "replaced"
    VOID = "void"


class Keeps(StrEnum):
    """What a clause of the stack still governs: all that the prevailing one completes, what it leaves
    unsaid, or nothing."""

    ALL = "all"
    UNSAID = "unsaid"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Layer:
    """A clause of the stack: its role, the rule that gives it (P…), the clause or the article of law that
    rule rests on, and the clause that prevails over this one (`winner`, an id). `keeps` and the keys of its
    data that it alone states."""

    clause: Clause
    saying: Saying
    role: Role
    rule: str = ""
    because: str = ""
    keeps: Keeps = Keeps.NOTHING
    keys: tuple[str, ...] = ()
    winner: str = ""


@dataclass(frozen=True)
class Answer:
    """What governs a topic on a day. `prevailing` is None where nothing does or legal has to settle a
    conflict; `stack` holds every other clause that speaks of it: those in force by rank, then the rest.
    `astray` are the clauses that a derogation names and the general terms of the day do not have."""

    topic: Topic
    governance: Governance
    prevailing: Layer | None
    stack: tuple[Layer, ...]
    why: Step
    astray: tuple[str, ...] = ()

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Every clause that speaks of the topic, the prevailing one first."""
        return self.stack if self.prevailing is None else (self.prevailing, *self.stack)

    @property
    def open_conflict(self) -> bool:
        """Whether legal has to settle something."""
        return bool(self.governance.conflicts)

    def outcome(self) -> tuple[object, ...]:
        """What two answers are compared by."""
        return tuple((layer.clause.id, layer.role, layer.keeps, layer.keys) for layer in self.layers)


Spoken = Mapping[str, tuple[Clause, Saying]]
"""The clauses that speak of a topic, by id."""


def layers(
    found: Governance, spoken: Spoken, apart: frozenset[str] = frozenset()
) -> tuple[Layer | None, tuple[Layer, ...]]:
    """The prevailing clause, and every other: in force by rank, those that nothing reaches last, then
    replaced, then void. `apart`: as for the rules."""
    prevailing = None if found.prevailing is None else Layer(*spoken[found.prevailing], Role.PREVAILS)
    standing = sorted(_standing(found, spoken, apart), key=lambda layer: layer.role is Role.BESIDE)
    return prevailing, (*standing, *_replaced(found, spoken), *_void(found, spoken))


def _standing(found: Governance, spoken: Spoken, apart: frozenset[str]) -> Iterator[Layer]:
    steps = {step.loser: step for step in (*found.steps, *found.yields)}
    at_odds = {name for group in found.conflicts for name in group}
    keys = dict(found.still_governs)
    stack = [spoken[name][0].provision(spoken[name][1]) for name in found.stack]
    for place, provision in enumerate(stack):
        name = provision.id
        if name == found.prevailing:
            continue
        step = steps.get(name)
        above = [p for p in stack[:place] if p.document is not provision.document]
        above = [p for p in above if reaches(p, provision, apart)]
        if step is not None and step.rule == "P5":
            above.append(stack[[p.id for p in stack].index(step.winner)])
        role = _role(provision, stack[0], above, at_odds)
        rule, because, winner = ("", "", "") if step is None else (step.rule, step.clause, step.winner)
        if role is Role.CONFLICT:
            rule, because, winner = "P2", "CG-2.2", ""
        open_above = found.prevailing is None and role is Role.BELOW
        keeps = Keeps.NOTHING if open_above else _keeps(role, above)
        yield Layer(*spoken[name], role, rule, because, keeps, keys.get(name, ()), winner)


def _role(provision: Provision, first: Provision, above: Sequence[Provision], at_odds: set[str]) -> Role:
    if provision.id in at_odds:
        return Role.CONFLICT
    if above:
        return Role.BELOW
    return Role.AGREES if provision.document is first.document else Role.BESIDE


_WORST = (Keeps.NOTHING, Keeps.UNSAID, Keeps.ALL)
_LEFT: Mapping[Effect, Keeps] = {
    Effect.COMPLETE: Keeps.ALL,
    Effect.STATES: Keeps.UNSAID,
    Effect.REPLACE: Keeps.UNSAID,
    Effect.EXCLUDE: Keeps.NOTHING,
}


def _keeps(role: Role, above: Sequence[Provision]) -> Keeps:
    """What is left to a clause by all that prevail over it: the least that one of them leaves."""
    if role in (Role.AGREES, Role.BESIDE):
        return Keeps.ALL
    if role is Role.CONFLICT:
        return Keeps.NOTHING
    return min((_LEFT[p.effect] for p in above), key=_WORST.index)


def _replaced(found: Governance, spoken: Spoken) -> Iterator[Layer]:
    steps = {step.loser: step for step in found.steps}
    standing = {*found.stack, *(void.provision for void in found.void)}
    for name in sorted(spoken.keys() - standing):
        if (step := steps.get(name)) is not None:
            yield Layer(*spoken[name], Role.REPLACED, step.rule, step.clause, winner=step.winner)


def _void(found: Governance, spoken: Spoken) -> Iterator[Layer]:
    for void in found.void:
        yield Layer(*spoken[void.provision], Role.VOID, void.rule, void.law)

"""Two versions of general terms, clause by clause: same, reworded, moved, renumbered, added or removed.

Which clause became which is found in `pairing`; this module says what that means: the status of each pair,
its place, the rules that rest on it, and the contracts whose derogations it touches. Word-level
differences are in `word_diff`. Nothing is settled by the order of arguments: the other way round, what
was added is removed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from numspot_desk.rules.changes import rules_of, rules_resting_on
from numspot_desk.rules.clauses import NoClause, Reference, parse
from numspot_desk.terms.pairing import Clause, clauses_of, longest_rise, pair
from numspot_desk.terms.slight import Slight, Slightness, StaleReference
from numspot_desk.terms.split_and_merged import standing_elsewhere
from numspot_desk.terms.tree import Node, Terms
from numspot_desk.terms.word_diff import Piece, word_diff


class Status(StrEnum):
    """What became of a clause. Reworded counts before its place: a clause reworded and moved is reworded."""

    SAME = "same"
    REWORDED = "reworded"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    ADDED = "added"
    REMOVED = "removed"


class Weight(StrEnum):
    """How much a change weighs for the reader, the most first."""

    RULES = "rules"
    """A computed rule or a contract's derogation rests on what was reworded, added or removed."""
    WORDING = "wording"
    """Other words, nothing computed rests on them."""
    FORM = "form"
    """The same words at another place, under another number, or with other quotes, dashes and spaces."""


@dataclass(frozen=True)
class Change:
    """One clause of either side. `ref` is its reference in the new version (in the old one for a removed
    clause), `old_ref` the old one where it differs; `place` is `moved`, `renumbered`, or None where it
    stayed. `rules` rest on the old text; `contracts` derogate from it. `slight` tells why other words say
    the same; `elsewhere` is the clause of the other version that gave most sentences of an added one (a
    split), or took those of a removed one (a merger)."""

    status: Status
    old: Node | None
    new: Node | None
    place: Status | None = None
    rules: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()
    slight: Slight | None = None
    elsewhere: str | None = None

    @property
    def ref(self) -> str:
        """Where the clause stands, in the new version if it is there."""
        return self._node.ref

    @property
    def old_ref(self) -> str | None:
        """Where it stood, when that was elsewhere."""
        if self.old is None or self.new is None or self.old.ref == self.new.ref:
            return None
        return self.old.ref

    @property
    def renamed(self) -> bool:
        """Whether it defines under another name what was defined before: its reference is its name."""
        if self.old is None or self.new is None:
            return False
        former, name = (node.ref.partition(":")[2] for node in (self.old, self.new))
        return bool(former and name) and former != name

    @property
    def title(self) -> str:
        """What the clause is called, "" where it has no title; a definition has its term."""
        return self._node.title or self._node.ref.partition(":")[2]

    @property
    def before(self) -> str | None:
        """The old words: its paragraphs, below its title where the title changed; None when added."""
        return None if self.old is None else self._wording(self.old)

    @property
    def after(self) -> str | None:
        """The new words; None when removed."""
        return None if self.new is None else self._wording(self.new)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The words kept, deleted and inserted."""
        return word_diff(self.before or "", self.after or "")

    @property
    def weight(self) -> Weight:
        """How much the change weighs for the reader."""
        if self.status in (Status.SAME, Status.MOVED, Status.RENUMBERED) or self.slight is not None:
            return Weight.FORM
        return Weight.RULES if self.rules or self.contracts else Weight.WORDING

    @property
    def _node(self) -> Node:
        node = self.new or self.old
        assert node is not None
        return node

    def _wording(self, node: Node) -> str:
        retitled = self.old is None or self.new is None or self.old.title != self.new.title
        return "\n".join(part for part in (node.title if retitled else "", node.text) if part)


@dataclass(frozen=True)
class Comparison:
    """Every clause of both versions once, in the order of the new text; a removed clause stands after the
    one it followed."""

    old: Terms
    new: Terms
    clauses: tuple[Change, ...]
    slightness: Slightness = field(repr=False, compare=False)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The clauses that are not the same."""
        return tuple(one for one in self.clauses if one.status is not Status.SAME)

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many clauses have each status."""
        found = dict.fromkeys(Status, 0)
        for one in self.clauses:
            found[one.status] += 1
        return MappingProxyType(found)

    @cached_property
    def stale_references(self) -> tuple[StaleReference, ...]:
        """The references that are written as before although the clause they named has another number, or is
        gone: they lead elsewhere now."""
        return tuple(
            stale
            for one in self.clauses
            if one.old is not None and one.new is not None
            for stale in self.slightness.stale(one.old, one.new)
        )


def compare(
    old: Terms,
    new: Terms,
    derogations: Mapping[str, Iterable[str]] | None = None,
    called: Callable[[str], str] | None = None,
) -> Comparison:
    """Compare two versions. `derogations`: for each contract, the clauses of the old version that its
    particular or special conditions name (`{"CMD-2026-…": ("CG-6.3.a",)}`). `called`: what the rules call a
    clause of the old version, "" where they know none; None: its own reference."""
    before, after = clauses_of(old), clauses_of(new)
    pairs = pair(before, after)
    became = {before[origin].node.ref: after[position].node.ref for origin, position in pairs.items()}
    slightness = Slightness(old, new, became)
    touched = _Touched(derogations or {}, slightness, called or str)
    stays = _in_order(before, after, pairs)
    backwards = {position: origin for origin, position in pairs.items()}
    found: list[Change] = []
    for position, clause in enumerate(after):
        origin = backwards.get(position)
        if origin is None:
            above = _above(clause, after, before, backwards)
            found.append(touched.added(clause.node, above))
            continue
        place = _place(before[origin], clause, pairs, stays=origin in stays)
        found.append(touched.paired(before[origin].node, clause.node, place))
    clauses = _with_their_halves(_with_removed(found, before, pairs, touched))
    return Comparison(old, new, clauses, slightness)


def _with_their_halves(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes, those of one side with the clause that shares their sentences."""
    worded = (Status.REWORDED, Status.ADDED, Status.REMOVED)
    halves = standing_elsewhere((one.old, one.new) for one in changes if one.status in worded)
    return tuple(
        replace(one, elsewhere=halves[key])
        if one.status is not Status.REWORDED and (key := id(one.old or one.new)) in halves
        else one
        for one in changes
    )


def _above(
    clause: Clause, after: Sequence[Clause], before: Sequence[Clause], backwards: Mapping[int, int]
) -> str | None:
    """The old reference of the nearest clause above an added one that the old version has."""
    holder = clause.parent
    while holder is not None:
        if holder in backwards:
            return before[backwards[holder]].node.ref
        holder = after[holder].parent
    return None


def _with_removed(
    found: Sequence[Change], before: Sequence[Clause], pairs: Mapping[int, int], touched: "_Touched"
) -> list[Change]:
    """The changes of the new side with each removed clause after the one it followed in the old text."""
    following: dict[int, list[Change]] = {}
    last = -1
    for position, clause in enumerate(before):
        if position in pairs:
            last = pairs[position]
        else:
            following.setdefault(last, []).append(touched.removed(clause.node))
    whole = following.get(-1, [])
    for position, change in enumerate(found):
        whole += [change, *following.get(position, ())]
    return whole


# ── Place ──


def _in_order(before: Sequence[Clause], after: Sequence[Clause], pairs: Mapping[int, int]) -> set[int]:
    """The old clauses that kept their order among the parts of their clause: the most that can."""
    families: dict[tuple[int | None, int | None], list[tuple[int, int]]] = {}
    for origin, position in sorted(pairs.items()):
        family = before[origin].parent, after[position].parent
        families.setdefault(family, []).append((origin, position))
    return {origin for family in families.values() for origin in longest_rise(family)}


def _place(old: Clause, new: Clause, pairs: Mapping[int, int], *, stays: bool) -> Status | None:
    same_holder = new.parent is None if old.parent is None else pairs.get(old.parent, -1) == new.parent
    if not (same_holder and stays):
        return Status.MOVED
    return None if old.node.ref == new.node.ref else Status.RENUMBERED


# ── What a change touches ──


class _Touched:
    """Makes changes with the rules and contracts that they touch."""

    def __init__(
        self,
        derogations: Mapping[str, Iterable[str]],
        slightness: Slightness,
        called: Callable[[str], str],
    ) -> None:
        self._slightness = slightness
        self._called = called
        self._targets = [
            (contract, target)
            for contract, refs in sorted(derogations.items())
            for target in (_parsed(ref) for ref in refs)
            if target is not None
        ]

    def paired(self, old: Node, new: Node, place: Status | None) -> Change:
        """A clause that both versions have."""
        worded = old.title != new.title or old.text != new.text
        status = Status.REWORDED if worded else place or Status.SAME
        slight = self._slightness.of(old, new) if worded else None
        if status is Status.SAME or (slight is Slight.TYPOGRAPHY and place is None):
            return Change(status, old, new, slight=slight)
        whole = old.text != new.text and slight is None
        rules, contracts = self._resting(old.ref, whole=whole)
        return Change(status, old, new, place, rules, contracts, slight)

    def removed(self, old: Node) -> Change:
        """A clause that only the old version has."""
        rules, contracts = self._resting(old.ref, whole=bool(old.text))
        return Change(Status.REMOVED, old, None, None, rules, contracts)

    def added(self, new: Node, above: str | None) -> Change:
        """A clause that only the new version has: it touches what rests on the clause it was added to."""
        if above is None:
            return Change(Status.ADDED, None, new)
        rules, contracts = self._resting(above, whole=False)
        return Change(Status.ADDED, None, new, None, rules, contracts)

    def _resting(self, ref: str, *, whole: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The rules and contracts that rest on a clause or what holds it; `whole`: on its parts as well, for
        other words at the head of a clause reach them."""
        clause = _parsed(ref)
        if clause is None:
            return (), ()
        name = self._called(ref)
        rules = () if not name else rules_of(name) if whole else rules_resting_on(name)
        contracts = {
            contract
            for contract, target in self._targets
            if clause.within(target) or (whole and target.within(clause))
        }
        return rules, tuple(sorted(contracts))


def _parsed(ref: str) -> Reference | None:
    try:
        return parse(ref).clause
    except NoClause:  # a defined term with a sign that references have a use for
        return None

"""Which clause of one version became which of another: `pair(before, after)`.

From the surest sign to the weakest: the same words; the same title or number under clauses that belong
together; then the most alike, first among the parts of clauses that belong together, then anywhere. Each
clause is taken once. Sentences are compared by words, and only a bounded number of them.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from numspot_desk.terms.tree import Node, Terms
from numspot_desk.terms.word_diff import similarity

_NAMED: Final = 0.3
"""How alike clauses of one title, or of one number, must be."""
_NEAR: Final = 0.5
"""How alike parts of clauses that belong together must be."""
_FAR: Final = 0.65
"""How alike clauses at unlike places must be."""
_WORTH_SEEKING: Final = 6
"""Clauses of fewer words are not looked for at other places: too many are alike."""
_FAMILY: Final = 60
"""Most parts on each side compared all with all; above, only neighbours are."""
_NEIGHBOURS: Final = 15
_MOST_FAR: Final = 20_000
_RARE: Final = 12
"""A word that more clauses hold than this says nothing about which belong together."""
_MOST_SHARED: Final = 300_000
"""Most pairs of clauses looked at for the rare words they share."""
_WORD: Final = re.compile(r"\w+")
_OWN_NUMBER: Final = re.compile(r"[.:/-]")


@dataclass(frozen=True)
class Clause:
    """A node at its position in the text, with the position of the one that holds it."""

    node: Node
    parent: int | None

    @cached_property
    def key(self) -> tuple[str, str, str]:
        """What makes two clauses the same."""
        return (_family(self.node), self.node.title, self.node.text)

    @cached_property
    def words(self) -> list[str]:
        """Its words without case, title included."""
        return _WORD.findall(f"{self.node.title} {self.node.text}".casefold())

    @cached_property
    def name(self) -> tuple[str, str] | None:
        """What it is called: its title, or the term it defines; None where it has neither."""
        title = self.node.title or self.node.ref.partition(":")[2]
        called = " ".join(_WORD.findall(title.casefold()))
        return (_family(self.node), called) if called else None

    @property
    def label(self) -> tuple[str, str]:
        """Its own number below the clause that holds it."""
        return (_family(self.node), _OWN_NUMBER.split(self.node.ref)[-1])


def clauses_of(terms: Terms) -> list[Clause]:
    """Every node in the order of the text."""
    found: list[Clause] = []

    def walk(nodes: Iterable[Node], parent: int | None) -> None:
        for node in nodes:
            found.append(Clause(node, parent))
            walk(node.children, len(found) - 1)

    walk(terms.nodes, None)
    return found


def pair(before: Sequence[Clause], after: Sequence[Clause]) -> dict[int, int]:
    """The position in `after` of each clause of `before` that is still there."""
    pairing = _Pairing(before, after)
    pairing.by_key(lambda clause: (clause.key, clause.node.ref), 0.0)
    pairing.by_key(lambda clause: clause.key if clause.words else None, 0.0)
    pairing.by_key(lambda clause: clause.name and (clause.name, clause.node.ref), 0.0)
    pairing.by_key(lambda clause: clause.name, _NAMED)
    for _round in range(2):  # what a first round pairs brings its parts together
        pairing.within_families()
        pairing.by_key(lambda clause: (clause.node.kind, clause.node.ref), _NAMED)
    pairing.anywhere()
    pairing.within_families()
    return pairing.found


def longest_rise(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """The first members of the longest chain of pairs whose second members rise; the pairs come in the
    order of the first."""
    ends: list[int] = []
    chain: list[int] = []
    previous: list[int] = []
    for number, (_first, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        previous.append(chain[length - 1] if length else -1)
        ends[length : length + 1] = [second]
        chain[length : length + 1] = [number]
    found: list[int] = []
    number = chain[-1] if chain else -1
    while number >= 0:
        found.append(pairs[number][0])
        number = previous[number]
    return found[::-1]


class _Pairing:
    """The pairs found so far, and what is still free on each side."""

    def __init__(self, before: Sequence[Clause], after: Sequence[Clause]) -> None:
        self._before, self._after = before, after
        self._taken: set[int] = set()
        self.found: dict[int, int] = {}

    def _free(self) -> tuple[list[int], list[int]]:
        old = [number for number in range(len(self._before)) if number not in self.found]
        new = [number for number in range(len(self._after)) if number not in self._taken]
        return old, new

    def _take(self, old: int, new: int) -> None:
        self.found[old] = new
        self._taken.add(new)

    def by_key(self, key: Callable[[Clause], Hashable | None], at_least: float) -> None:
        """Pair the free clauses whose key only one of each side has, when they are alike enough. Where
        several have it, those under clauses that belong together are paired."""
        old, new = self._free()
        groups: defaultdict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, free, clauses in ((0, old, self._before), (1, new, self._after)):
            for number in free:
                value = key(clauses[number])
                if value is not None:
                    groups[value][side].append(number)
        several: list[tuple[list[int], list[int]]] = []
        for ours, theirs in groups.values():
            if len(ours) == len(theirs) == 1:
                self._take_if_alike(ours[0], theirs[0], at_least)
            elif ours and theirs:
                several.append((ours, theirs))
        holders = dict(self.found)  # as they are now: the order of the groups never decides
        for ours, theirs in several:
            self._by_holder(ours, theirs, holders, at_least)

    def _by_holder(
        self, ours: Sequence[int], theirs: Sequence[int], holders: Mapping[int, int], at_least: float
    ) -> None:
        held: defaultdict[int | None, list[int]] = defaultdict(list)
        for number in theirs:
            held[self._after[number].parent].append(number)
        mine: defaultdict[int | None, list[int]] = defaultdict(list)
        for number in ours:
            mine[self._before[number].parent].append(number)
        for parent, members in mine.items():
            if parent is None or parent in holders:
                others = held[None if parent is None else holders[parent]]
                for one, other in zip(members, others, strict=False):
                    self._take_if_alike(one, other, at_least)

    def _take_if_alike(self, old: int, new: int, at_least: float) -> None:
        if at_least == 0.0 or self._score(old, new, at_least) > 0.0:
            self._take(old, new)

    def _score(self, old: int, new: int, at_least: float) -> float:
        """How alike two clauses are by their words. Two titles alone, without text, are alike by name."""
        one, other = self._before[old], self._after[new]
        if _family(one.node) != _family(other.node):
            return 0.0
        if not one.node.text and not other.node.text and one.name == other.name:
            return 1.0
        return similarity(one.words, other.words, at_least)

    # ── The most alike ──

    def within_families(self) -> None:
        """Pair the free parts of clauses that belong together, the most alike first."""
        old, new = self._free()
        theirs: defaultdict[int | None, list[int]] = defaultdict(list)
        for number in new:
            theirs[self._after[number].parent].append(number)
        ours: defaultdict[int | None, list[int]] = defaultdict(list)
        for number in old:
            ours[self._before[number].parent].append(number)
        for parent, members in ours.items():
            if parent is None or parent in self.found:
                others = theirs[None if parent is None else self.found[parent]]
                self._best_first(self._crossed(members, others), _NEAR)

    @staticmethod
    def _crossed(members: Sequence[int], others: Sequence[int]) -> Iterator[tuple[int, int]]:
        for place, one in enumerate(members):
            around = slice(max(place - _NEIGHBOURS, 0), place + _NEIGHBOURS + 1)
            for other in others if max(len(members), len(others)) <= _FAMILY else others[around]:
                yield one, other

    def anywhere(self) -> None:
        """Pair free clauses at unlike places that share rare words, the most alike first."""
        old, new = self._free()
        ours, theirs = self._holders(old, self._before), self._holders(new, self._after)
        shared: defaultdict[tuple[int, int], int] = defaultdict(int)
        for word in sorted(ours.keys() & theirs.keys()):
            if len(shared) > _MOST_SHARED:
                break
            if len(ours[word]) <= _RARE and len(theirs[word]) <= _RARE:
                for one in ours[word]:
                    for other in theirs[word]:
                        shared[one, other] += 1
        likely = sorted(shared, key=lambda each: (-shared[each], abs(each[0] - each[1]), sum(each)))
        self._best_first(likely[:_MOST_FAR], _FAR)

    @staticmethod
    def _holders(free: Iterable[int], clauses: Sequence[Clause]) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number in free:
            if len(clauses[number].words) >= _WORTH_SEEKING:
                for word in set(clauses[number].words):
                    found[word].append(number)
        return found

    def _best_first(self, candidates: Iterable[tuple[int, int]], at_least: float) -> None:
        """Take the most alike, then the nearest. Ties are settled the same way from either side."""
        scored = []
        for old, new in candidates:
            score = self._score(old, new, at_least)
            if score > 0.0:
                same_label = self._before[old].label == self._after[new].label
                scored.append((-score, not same_label, abs(old - new), old + new, old, new))
        for *_order, old, new in sorted(scored):
            if old not in self.found and new not in self._taken:
                self._take(old, new)


def _family(node: Node) -> str:
    """Articles, points and letters change into one another; an annex or a definition does not."""
    return (
        "clause" if node.kind in ("article", "point", "letter", "part", "section", "heading") else node.kind
    )

"""Where the sentences of a clause went that one version alone has: `standing_elsewhere(changes)`.

A clause split in two shows as one reworded and one added, clauses merged as one reworded and one removed.
The pairing of clauses is one to one; this finds the other half by whole sentences.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from numspot_desk.terms.tree import Node
from numspot_desk.terms.word_diff import plain

_SENTENCE: Final = re.compile(r"[^.;:\n]+")
_SHORTEST: Final = 24
"""Characters from which on a sentence is unlike others by itself."""
_MOST_OF: Final = 0.6
"""How much of a clause must stand in the other."""
_COMMON: Final = 5
"""A sentence that more clauses hold than this says nothing about where one went."""


def standing_elsewhere(pairs: Iterable[tuple[Node | None, Node | None]]) -> Mapping[int, str]:
    """For the nodes (by `id`) that one side alone has: the reference of the clause of the other side that
    took most of their sentences, or gave them. `pairs` are the clauses that are not the same word for
    word."""
    listed = list(pairs)
    found: dict[int, str] = {}
    for mine, theirs in ((0, 1), (1, 0)):
        alone = [one for pair in listed if pair[theirs] is None and (one := pair[mine]) is not None]
        if not alone:
            continue
        holders: defaultdict[str, set[str]] = defaultdict(set)
        for pair in listed:
            if (other := pair[theirs]) is not None:
                for sentence in set(_sentences(other)).difference(_sentences(pair[mine])):
                    holders[sentence].add(other.ref)
        for node in alone:
            ref = _taken_by(node, holders)
            if ref is not None:
                found[id(node)] = ref
    return found


def _taken_by(node: Node, holders: Mapping[str, set[str]]) -> str | None:
    sentences = list(_sentences(node))
    taken: Counter[str] = Counter()
    for sentence in sentences:
        refs = holders.get(sentence, ())
        for ref in sorted(refs) if len(refs) <= _COMMON else ():
            taken[ref] += len(sentence)
    if not taken:
        return None
    ref, length = max(taken.items(), key=lambda each: each[1])
    return ref if length >= _MOST_OF * len(plain(node.text)) else None


def _sentences(node: Node | None) -> Iterator[str]:
    if node is not None:
        for found in _SENTENCE.finditer(node.text):
            sentence = plain(found[0]).strip(' ,"-')
            if len(sentence) >= _SHORTEST:
                yield sentence

"""Defined terms and where they are used: `defined_terms(terms)`.

A term is defined in the clause of definitions, in passing («ci-après le "Portail"»), or by a line of its own
(«"Portail" désigne»). A use is the term
with its capitals, in the plural or in capitals throughout; the longest term counts. What is wrong with them
is said in `proofs`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from numspot_desk.terms.places import Passage, Place, passages
from numspot_desk.terms.tree import Terms

WORD: Final = re.compile(r"[^\W\d_]+")
_JOINT: Final = re.compile(r"[ \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+|['’-]")
_IN_PASSING: Final = re.compile(
    r"(?:(?i:ci-après|définie?s? comme|hereinafter|hereafter|referred to as|defined as)"
    r"(?:\s+[^\W\d_]+['’]?){0,4}?\s*|\((?i:the|an?|collectively,? the)\s+)"
    r"[«“\"]\s*(?P<term>[A-ZÀ-Þ][^«»“”\"\n]{0,60}?)\s*[»”\"]"
)
_STATED: Final = re.compile(
    r"(?m)^[-–•\s]*[«“\"]\s*(?P<term>[A-ZÀ-Þ][^«»“”\"\n]{0,80}?)\s*[»”\"]"
    r"\s*(?i:désigne(?:nt)?|signifie(?:nt)?|s['’]entend(?:ent)?|means?|refers?\s+to|:)(?!\w)"
)


@dataclass(frozen=True)
class Definition:
    """A term with its other names, and where it is defined."""

    term: str
    names: tuple[str, ...]
    place: Place


@dataclass
class DefinedTerms:
    """Every definition, and the places of its uses outside of it, in the order of the text; `own` are the
    places where a definition names its own term."""

    definitions: Sequence[Definition]
    uses: dict[Definition, list[Place]] = field(default_factory=dict)
    own: list[Place] = field(default_factory=list)

    def links(self) -> Iterator[tuple[Place, Definition]]:
        """Each use with the definition that it leads to."""
        for definition, places in self.uses.items():
            for place in places:
                yield place, definition


def defined_terms(terms: Terms) -> DefinedTerms:
    """The terms that are defined, and their uses."""
    found = list(passages(terms))
    definitions = [*_listed(terms), *_in_passing(found)]
    book = _Book(definitions)
    made = DefinedTerms(definitions, {definition: [] for definition in definitions})
    for passage in found:
        for definition, start, end in book.uses(passage.text):
            place = passage.place(start, end)
            (made.own if _own(definition, place) else made.uses[definition]).append(place)
    return made


def _listed(terms: Terms) -> Iterator[Definition]:
    for node in terms.walk():
        if node.kind == "definition":
            term = _term(node.ref)
            names = dict.fromkeys((term.removesuffix("(s)"), *map(_term, node.aliases)))
            start = max(node.text.find(term), 0)
            yield Definition(
                term, tuple(names), Passage(node, "text", node.text).place(start, start + len(term))
            )


def _term(ref: str) -> str:
    return ref.partition(":")[2]


def _in_passing(found: Iterable[Passage]) -> Iterator[Definition]:
    for passage in found:
        if passage.part == "text":
            stated = () if passage.node.kind == "definition" else _STATED.finditer(passage.text)
            for match in (*_IN_PASSING.finditer(passage.text), *stated):
                place = passage.place(match.start("term"), match.end("term"))
                yield Definition(match["term"], (match["term"],), place)


def _own(definition: Definition, place: Place) -> bool:
    """Whether this is the definition itself: its clause where it has one, else the words that define."""
    where = definition.place
    if definition.names != (definition.term,) or ":" in where.ref:
        return place.ref == where.ref
    return place == where


class _Book:
    """The names of all terms by their first word, the longest first."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._by_first: defaultdict[str, list[tuple[list[tuple[str, bool]], Definition]]] = defaultdict(list)
        for definition in definitions:
            for name in definition.names:
                words = [(stem(word), word[:1].isupper()) for word in WORD.findall(name)]
                if words:
                    self._by_first[words[0][0]].append((words, definition))
        for names in self._by_first.values():
            names.sort(key=lambda each: -len(each[0]))

    def uses(self, text: str) -> Iterator[tuple[Definition, int, int]]:
        """Each use in a text with its first character and the one after its last."""
        words = list(WORD.finditer(text))
        number = 0
        while number < len(words):
            found = self._at(text, words, number) if words[number][0][0].isupper() else None
            if found is None:
                number += 1
                continue
            definition, count = found
            yield definition, words[number].start(), words[number + count - 1].end()
            number += count

    def _at(self, text: str, words: Sequence[re.Match[str]], number: int) -> tuple[Definition, int] | None:
        for name, definition in self._by_first.get(stem(words[number][0]), ()):
            met = words[number : number + len(name)]
            if (
                len(met) == len(name)
                and all(
                    stem(word[0]) == wanted and (word[0][0].isupper() or not capital)
                    for word, (wanted, capital) in zip(met, name, strict=True)
                )
                and all(joined(text, one, other) for one, other in pairwise(met))
            ):
                return definition, len(name)
        return None


def joined(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether only a space, an apostrophe or a hyphen stands between two words."""
    return _JOINT.fullmatch(text, one.end(), other.start()) is not None


def stem(word: str) -> str:
    """A word without case and without the sign of a plural, French or English."""
    plain = word.casefold()
    if len(plain) > 3:
        plain = plain.removesuffix("s").removesuffix("x")
    return f"{plain[:-2]}au" if plain.endswith("al") else plain

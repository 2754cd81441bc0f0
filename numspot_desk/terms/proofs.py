"""The proof-reading list of general terms: `proofs(terms)`, each finding with its places.

Terms with a capital that nothing defines, definitions without use or given twice, references to clauses that
do not exist or that are called otherwise. A finding is a hint for a person: nothing is corrected.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from numspot_desk.terms.cross_references import CrossReference, cross_references
from numspot_desk.terms.defined_terms import WORD, DefinedTerms, defined_terms, joined, stem
from numspot_desk.terms.places import Passage, Place, passages
from numspot_desk.terms.tree import Terms


class Fault(StrEnum):
    """What a finding is about."""

    BROKEN_REFERENCE = "broken_reference"
    WRONG_TITLE = "wrong_title"
    UNDEFINED = "undefined"
    DEFINED_TWICE = "defined_twice"
    UNUSED = "unused"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: `text` as it is written, `expected` the true title of a clause called otherwise,
    all its places."""

    fault: Fault
    text: str
    places: tuple[Place, ...]
    expected: str = ""


@dataclass(frozen=True)
class Proofs:
    """The definitions with their uses, the references between clauses, and the findings in the order of their
    first places."""

    terms: Terms
    defined: DefinedTerms
    references: tuple[CrossReference, ...]
    findings: tuple[Finding, ...]


_DETERMINERS: Final = frozenset((
    "le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "au", "aux", "ce", "cet", "cette", "ces",
    "son", "sa", "ses", "leur", "leurs", "notre", "nos", "votre", "vos", "tout", "toute", "tous", "toutes",
    "chaque", "aucun", "aucune", "quelque", "quelques", "plusieurs", "the", "a", "an", "any", "each", "such",
    "its", "their", "this", "these", "every", "all",
))  # fmt: skip
_STRONG: Final = _DETERMINERS - {"d", "de", "du", "all"}
"""What stands before a thing; the others stand before names as well."""
_CONNECTORS: Final = frozenset(("de", "du", "des", "d", "l", "la", "of"))
_INSTITUTIONS: Final = frozenset(map(stem, (
    "code", "union", "état", "europe", "commission", "cour", "tribunal", "registre", "journal", "règlement",
    "directive", "loi", "décret", "convention", "accord", "traité", "déclaration", "internet", "article",
    "annexe", "chapitre", "section", "sla", "préambule", "ministère", "république", "organisation", "nation",
    "banque", "office", "agence", "regulation", "act", "court", "parliament", "member", "state", "annex",
    "schedule", "clause", "conseil", "parlement", "council", "ministry", "chambre", "european", "européen",
)))  # fmt: skip
"""A group of words that begins with one of these names an institution or a text, and needs no definition."""

_ABBREVIATED: Final = re.compile(r"\s*\((?:ou\s+|or\s+)?[A-Z][A-Z0-9]{1,9}s?\)")
"""What follows a name that is given with its letters: it is known by them."""


def proofs(terms: Terms) -> Proofs:
    """Look through terms for what a careful reader would mark."""
    defined, references = defined_terms(terms), cross_references(terms)
    findings = [
        *_references(references),
        *_undefined(terms, defined),
        *_defined_twice(defined),
        *(
            Finding(Fault.UNUSED, definition.term, (definition.place,))
            for definition, places in defined.uses.items()
            if not places
        ),
    ]
    order = {node.ref: number for number, node in enumerate(terms.walk())}
    findings.sort(key=lambda one: (order[one.places[0].ref], one.places[0].start, one.fault))
    return Proofs(terms, defined, references, tuple(findings))


def _references(references: Iterable[CrossReference]) -> Iterator[Finding]:
    for one in references:
        if one.target is None:
            yield Finding(Fault.BROKEN_REFERENCE, one.text, (one.place,))
        elif one.wrong_title:
            yield Finding(
                Fault.WRONG_TITLE, f"{one.text} « {one.title} »", (one.place,), one.true_title or ""
            )


def _defined_twice(defined: DefinedTerms) -> Iterator[Finding]:
    by_term: defaultdict[tuple[str, ...], list[Place]] = defaultdict(list)
    written: dict[tuple[str, ...], str] = {}
    for definition in defined.definitions:
        key = tuple(stem(word) for word in WORD.findall(definition.term))
        by_term[key].append(definition.place)
        written.setdefault(key, definition.term)
    for key, places in by_term.items():
        if len(places) > 1:
            yield Finding(Fault.DEFINED_TWICE, written[key], tuple(places))


# ── Terms with a capital that nothing defines ──


def _undefined(terms: Terms, defined: DefinedTerms) -> Iterator[Finding]:
    texts = [passage for passage in passages(terms) if passage.part == "text"]
    covered: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    known = (place for place, _definition in defined.links())
    for place in (*known, *defined.own, *(definition.place for definition in defined.definitions)):
        if place.part == "text":
            covered[place.ref].append((place.start, place.end))
    names = _names(texts)
    met: defaultdict[tuple[str, ...], list[Place]] = defaultdict(list)
    written: dict[tuple[str, ...], str] = {}
    for passage in texts:
        for start, end in _capitals(passage, covered[passage.node.ref], names):
            text = passage.text[start:end]
            key = tuple(stem(word) for word in WORD.findall(text))
            met[key].append(passage.place(start, end))
            written.setdefault(key, " ".join(text.split()))
    for key, places in met.items():
        yield Finding(Fault.UNDEFINED, written[key], tuple(places))


def _names(texts: Sequence[Passage]) -> frozenset[str]:
    """Words that are names: within a sentence they have a capital, nothing stands before them as before a
    thing, and they are never written without a capital."""
    capital: set[str] = set()
    small: set[str] = set()
    for passage in texts:
        words = list(WORD.finditer(passage.text))
        for before, word in pairwise(words):
            if not word[0][0].isupper():
                small.add(stem(word[0]))
            elif (
                joined(passage.text, before, word)
                and before[0].casefold() not in _STRONG
                and not before[0][0].isupper()
            ):
                capital.add(stem(word[0]))
    return frozenset(capital - small)


def _capitals(
    passage: Passage, covered: Sequence[tuple[int, int]], names: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Each group of words that looks like a defined term and is none: it has a capital after a determiner."""
    text = passage.text
    words = list(WORD.finditer(text))
    number = 1
    while number < len(words):
        before, word = words[number - 1], words[number]
        if not (word[0][0].isupper() and before[0].casefold() in _DETERMINERS and joined(text, before, word)):
            number += 1
            continue
        last = _last_of(text, words, number)
        known = any(start <= word.start() < end for start, end in covered)
        named = _goes_on(text, words, number) or _ABBREVIATED.match(text, words[last].end())
        if not known and not named and not _sets_apart(word[0], names):
            yield word.start(), words[last].end()
        number = number + 1 if known else last + 1


def _last_of(text: str, words: Sequence[re.Match[str]], first: int) -> int:
    """The last word of a group that begins with a capital: `Espace de Suivi`, `Sous-traitant`."""
    last = first
    for number in range(first + 1, min(first + 9, len(words))):
        before, word = words[number - 1], words[number]
        if not joined(text, before, word):
            break
        hyphen = text[before.end()] == "-" and last == number - 1
        if hyphen or (word[0][0].isupper() and not _is_sign(word[0])):
            last = number
        elif word[0].casefold() not in _CONNECTORS:
            break
    return last


def _goes_on(text: str, words: Sequence[re.Match[str]], number: int) -> bool:
    """Whether a word goes on a name that begins before it: `Chiffre d'Affaires`, `Données de Santé`."""
    before = words[number - 1]
    return (
        number > 1
        and before[0].casefold() in _CONNECTORS
        and words[number - 2][0][0].isupper()
        and joined(text, words[number - 2], before)
    )


def _sets_apart(word: str, names: frozenset[str]) -> bool:
    return _is_sign(word) or stem(word) in names or stem(word) in _INSTITUTIONS


def _is_sign(word: str) -> bool:
    """An acronym, or a name with capitals inside."""
    return len(word) < 2 or any(letter.isupper() for letter in word[1:])

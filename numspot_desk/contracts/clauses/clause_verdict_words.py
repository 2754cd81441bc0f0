"""What is wrong with the words of one clause: nothing written, hidden characters and fields of a word
processor, references to clauses that do not exist, terms with a capital that nothing defines.

Pure: the same text held against the same references gives the same findings. What a clause does is judged in
`clause_verdict`; nothing is corrected here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from numspot_desk.contracts.library.clause import Words
from numspot_desk.contracts.library.pasted import first_field, first_hidden
from numspot_desk.contracts.order.order_document import CLAUSE_LIMIT
from numspot_desk.contracts.shown import shown
from numspot_desk.language.messages import Message, message
from numspot_desk.rules import clauses
from numspot_desk.terms.defined_terms import defined_terms
from numspot_desk.terms.proofs import Fault as Proof
from numspot_desk.terms.proofs import proofs
from numspot_desk.terms.tree import Line, Node, Terms


class Fault(StrEnum):
    """What a finding is about. The last ones concern the clause among the others."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    HIDDEN = "hidden_character"
    FIELD = "field"
    BROKEN_REFERENCE = "broken_reference"
    UNDEFINED = "undefined_term"
    FIGURES = "figures"
    NEVER_CAPPED = "never_capped"
    INCOMPLETE = "incomplete"
    PARAMETER = "parameter"
    CONDITION = "condition"
    CONFLICT = "open_conflict"
    EXCLUSIVE = "exclusive"


@dataclass(frozen=True)
class Finding:
    """One thing to look at: `text` is what stands there, `others` the paths of the clauses concerned, `about`
    the place to fill in that it is about. `blocking`: the clause cannot go to a client like this."""

    fault: Fault
    message: Message
    text: str = ""
    others: tuple[str, ...] = ()
    blocking: bool = True
    about: Words | None = None


@dataclass(frozen=True)
class Surroundings:
    """What a text is held against: the references of the governing general terms (None: the known ones),
    those of the order's own clauses, and the terms that its clauses define."""

    references: frozenset[str] | None = None
    own: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()


_HERE: Final = "CP-X"
_CITED: Final = re.compile(
    r"(?<![\w-])(?:(?P<own>(?:CP|CS)-[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*)"
    r"|(?P<general>CG-[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*)(?P<term>:[^\W\d_][^,.;:()«»\"\n#/]{0,99})?)"
)
_SECTION: Final = re.compile(r"CP-\d{1,3}", re.ASCII)
_NOT_OF_THE_TERMS: Final = re.compile(
    r"[^.;\n]{0,40}?\b(?:présente[s]?\s+(?:conditions?\s+(?:particulières|spécifiques)|commande|clause|stipulation)"
    r"|bon\s+de\s+commande|conditions?\s+(?:particulières|spécifiques)|certificat|référentiel|SecNumCloud)",
    re.IGNORECASE,
)
_NAMES: Final = re.compile(r"Espace\s+économique\s+européen|Espace\s+Schengen|European\s+Economic\s+Area")
_ALONE: Final = re.compile(r"(?i:point|section|partie|clause)s?\s+[0-9A-Z]+\Z")


def word_findings(text: str, around: Surroundings) -> tuple[Finding, ...]:
    """What a careful reader would mark in the text of a clause, each thing once."""
    if not text.strip():
        return (Finding(Fault.EMPTY, message("The clause says nothing yet. Write it or take it out.")),)
    read = (found for paragraph in text.split("\n") for found in _of_paragraph(paragraph, around))
    return tuple(dict.fromkeys((*_length(text), *_pasted(text), *read)))


@lru_cache(maxsize=2048)
def _of_paragraph(text: str, around: Surroundings) -> tuple[Finding, ...]:
    return (*_broken(text, around), *_read(text, around)) if text.strip() else ()


def terms_defined(text: str) -> frozenset[str]:
    """The terms that a clause defines itself («ci-après le "Portail"»)."""
    return frozenset(term for paragraph in text.split("\n") for term in _defined_in(paragraph))


@lru_cache(maxsize=2048)
def _defined_in(paragraph: str) -> tuple[str, ...]:
    made = Terms("", "fr", [_node(_HERE, "point", paragraph)])
    return tuple(one.term for one in defined_terms(made).definitions)


def _length(text: str) -> Iterator[Finding]:
    if len(text) > CLAUSE_LIMIT:
        said = message(
            "The clause has {length} characters, and {limit} at most fit. Shorten it or cut it in two.",
            length=len(text),
            limit=CLAUSE_LIMIT,
        )
        yield Finding(Fault.TOO_LONG, said)


def _pasted(text: str) -> Iterator[Finding]:
    field = first_field(text)
    if field is not None:
        said = message("The text holds a field of a word processor: {field}.", field=shown(field))
        yield Finding(Fault.FIELD, said, field)
    hidden = first_hidden(text, lines=True)
    if hidden is not None:
        said = message("The text holds an invisible character ({character}).", character=hidden)
        yield Finding(Fault.HIDDEN, said, hidden)


def _broken(text: str, around: Surroundings) -> Iterator[Finding]:
    """References in the grammar of the program (`CG-6.3.a`, `CP-D2`, `CS-HDS-3`) that lead nowhere."""
    told: set[str] = set()
    for found in _CITED.finditer(text):
        if found["own"] is not None:
            cited = found["own"]
            exists = cited in around.own or _SECTION.fullmatch(cited) is not None
            said = message("This order has no clause {clause}.", clause=shown(cited))
        else:
            cited, exists = _general(found, around.references)
            said = message("The general terms of this order have no clause {clause}.", clause=shown(cited))
        if not exists and cited not in told:
            told.add(cited)
            yield Finding(Fault.BROKEN_REFERENCE, said, cited)


def _general(found: re.Match[str], references: frozenset[str] | None) -> tuple[str, bool]:
    """The reference to the general terms that stands there, as far as one exists: a term may be of several
    words, and the sentence goes on behind it."""
    ref, term = found["general"], found["term"]
    if term is None:
        return ref, clauses.known(ref, references)
    words = term.split(" ")
    for count in range(len(words), 0, -1):
        named = ref + " ".join(words[:count])
        if clauses.known(named, references):
            return named, True
    return ref + words[0], False


def _read(text: str, around: Surroundings) -> Iterator[Finding]:
    """What reading it as a part of the general terms finds: «article 40», a term without definition."""
    for one in proofs(_with(text, around)).findings:
        if one.places[0].ref != _HERE:
            continue
        if one.fault is Proof.UNDEFINED:
            if _NAMES.match(text, one.places[0].start):
                continue
            said = message(
                "“{term}” has a capital like a defined term, and nothing defines it.", term=shown(one.text)
            )
            yield Finding(Fault.UNDEFINED, said, one.text, blocking=False)
        elif one.fault is Proof.BROKEN_REFERENCE and not _elsewhere(text, one.text, one.places[0].end):
            said = message("The general terms of this order have no {clause}.", clause=shown(one.text))
            yield Finding(Fault.BROKEN_REFERENCE, said, one.text)


def _elsewhere(text: str, call: str, end: int) -> bool:
    """Whether a reference is not one to the general terms: a mere «point 3», or a clause of another text."""
    return _ALONE.fullmatch(call) is not None or _NOT_OF_THE_TERMS.match(text, end) is not None


def _with(text: str, around: Surroundings) -> Terms:
    """The text as one more clause of terms that have the references and the definitions."""
    extra = [_node(f"CG-1:{term}", "definition") for term in sorted(around.terms)]
    return Terms("", "fr", [*_bare(around.references), *extra, _node(_HERE, "point", text)])


@lru_cache(maxsize=16)
def _bare(references: frozenset[str] | None) -> tuple[Node, ...]:
    known = clauses.KNOWN if references is None else references
    return tuple(_node(ref, "definition" if ref.startswith("CG-1:") else "point") for ref in sorted(known))


def _node(ref: str, kind: str, text: str = "") -> Node:
    return Node(ref, kind, lines=[Line(1, text)] if text else [])

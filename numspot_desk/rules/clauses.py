"""Clause references: their grammar, their order, the ones the general terms have, and their titles.

One grammar for the program, the exports and the data files (contract-rules, section 1): `CG-6.3.a`,
`CG-1:Commande`, `CG-A2.V.A.11`, `CP-4`, `CS-HDS-3`; `#2` is a paragraph of a node, `/1` a titled passage
without a number of its own. What a clause says is not here.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final


class Document(StrEnum):
    """Whose clause it is; the ranks of CG-2.2, highest first."""

    SPECIAL = "CS"
    PARTICULAR = "CP"
    GENERAL = "CG"


class NoClause(ValueError):
    """The text is not a clause reference."""


_REFERENCE = re.compile(
    r"(?P<document>CG|CP|CS)-(?P<path>[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*)"
    r"(?::(?P<term>[^\s#/:][^#/:\x00-\x1f]{0,99}))?(?:/(?P<heading>[1-9]\d{0,3}))?(?:#(?P<paragraph>[1-9]\d{0,4}))?"
)
_PART = re.compile(r"\d+|[A-Za-z]+", re.ASCII)
_ROMAN: Final[Mapping[str, int]] = MappingProxyType(
    {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
)
_MANY = 10**6


@dataclass(frozen=True)
class Reference:
    """A parsed reference. `parts` are the steps of its path (`("A2", "V", "A", "11")`)."""

    document: Document
    parts: tuple[str, ...]
    term: str | None = None
    heading: int | None = None
    paragraph: int | None = None

    def __str__(self) -> str:
        joint = "." if self.document is Document.GENERAL else "-"
        text = f"{self.document}-{joint.join(self.parts)}"
        text += f":{self.term}" if self.term is not None else ""
        text += f"/{self.heading}" if self.heading is not None else ""
        return text + (f"#{self.paragraph}" if self.paragraph is not None else "")

    @property
    def clause(self) -> "Reference":
        """The clause itself, without the paragraph or the titled passage."""
        return Reference(self.document, self.parts, self.term)

    def within(self, other: "Reference") -> bool:
        """Whether this is the other clause or a part of it (`CG-6.3.a` is within `CG-6`)."""
        if self.document is not other.document or self.parts[: len(other.parts)] != other.parts:
            return False
        return other.term is None or self.term == other.term

    def part_of(self, other: "Reference") -> bool:
        """The same down to passages and paragraphs: `CG-6.3.a#2` is part of `CG-6.3.a`, not of its `#1`."""
        if not self.within(other):
            return False
        if other.heading is None and other.paragraph is None:
            return True
        same = self.clause == other.clause and self.heading == other.heading
        return same and other.paragraph in (None, self.paragraph)


@lru_cache(maxsize=4096)
def parse(text: str) -> Reference:
    """The reference that a text holds. Raises `NoClause`."""
    found = _REFERENCE.fullmatch(text)
    if found is None:
        raise NoClause(text)
    document = Document(found["document"])
    path = found["path"]
    if document is Document.GENERAL and "-" in path:
        raise NoClause(text)
    if document is not Document.GENERAL and found["term"] is not None:
        raise NoClause(text)
    return Reference(
        document,
        tuple(path.split(".") if document is Document.GENERAL else re.split(r"[.-]", path)),
        found["term"],
        int(found["heading"]) if found["heading"] else None,
        int(found["paragraph"]) if found["paragraph"] else None,
    )


def is_reference(text: str) -> bool:
    """Whether the text is a clause reference, existing or not."""
    try:
        parse(text)
    except NoClause:
        return False
    return True


def sort_key(text: str) -> tuple[object, ...]:
    """The place of a clause in the contract: CS, CP, CG; preamble, articles, annexes; numbers as numbers,
    roman ones too; a clause before its parts. Raises `NoClause`."""
    reference = parse(text)
    rank = tuple(Document).index(reference.document)
    steps = tuple(
        _step_key(part, numerals=position == 1 and reference.parts[0] == "A2")
        for position, part in enumerate(reference.parts)
    )
    return (rank, steps, _folded(reference.term or ""), reference.heading or 0, reference.paragraph or 0)


def _folded(term: str) -> str:
    """The term as dictionaries order it: without case, accents or punctuation."""
    plain = unicodedata.normalize("NFKD", term).casefold()
    return "".join(character for character in plain if character.isalnum() or character == " ")


def _step_key(part: str, *, numerals: bool) -> tuple[tuple[int, int, str], ...]:
    if part == "P":
        return ((0, 0, ""),)
    if numerals and part in _ROMAN:
        return ((1, _ROMAN[part], ""),)
    return tuple(
        (1, min(int(piece), _MANY), "") if piece.isdigit() else (2, 0, piece) for piece in _PART.findall(part)
    )


def in_order(references: Iterable[str]) -> list[str]:
    """The references in the order of the contract."""
    return sorted(references, key=sort_key)


def _read() -> tuple[Mapping[str, tuple[str, str]], Mapping[str, str]]:
    content = tomllib.loads((Path(__file__).parent / "data" / "clauses.toml").read_text(encoding="utf-8"))
    titles = {ref: (french, english) for ref, (french, english) in content["titles"].items()}
    return MappingProxyType(titles), MappingProxyType(dict(content["aliases"]))


TITLES, ALIASES = _read()
KNOWN: Final = frozenset(TITLES) | frozenset(ALIASES)
"""The references that count as existing when no general terms were imported."""


def title(ref: str, language: str = "fr") -> str | None:
    """The title of a clause of the general terms in `fr` or `en`; a paragraph has its clause's. None when
    the clause is not known."""
    base = ref.partition("#")[0].partition("/")[0]
    found = TITLES.get(ALIASES.get(base, base))
    return None if found is None else found[language == "en"]


def known(ref: str, references: frozenset[str] | None = None) -> bool:
    """Whether a clause of the general terms exists: among `references` (of the imported terms), else among
    those of contract-rules, section 1. A paragraph (`#2`) exists with its clause."""
    existing = KNOWN if references is None else references
    if ref in existing:
        return True
    try:
        reference = parse(ref)
    except NoClause:
        return False
    if reference.paragraph is None:
        return False
    return ref.rpartition("#")[0] in existing

"""What differs between two texts, word by word: `word_diff(old, new)`.

Character exact: the kept and deleted pieces joined are the old text, the kept and inserted ones the new.
A number with its decimals is one word, so is an elided article (`l’`). Which texts belong together is
decided in `comparing`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import Indel

_WORDS: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’](?=\w))?|\s|[\W_]")
_MOST_CELLS: Final = 60_000_000
"""Above so many pairs of words, whole paragraphs are compared first; what memory they take follows."""
_BRIDGE: Final = 3
"""Kept words between two changes up to this many letters and digits would only break them up."""
_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("‘’ʼ", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}–—•·", "-"),
        **dict.fromkeys("\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"),
        **dict(zip("ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸº", "AAACEEEEIIOOUUUY°", strict=True)),
        "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "…": "...",
    }
)  # fmt: skip
_ENDS: Final = ";.,"
_CLOSE: Final = re.compile(r' (?=[;:!?.,)%€"])|(?<=[(")]) (?=[^(])|(?<=") ')
"""Spaces that stand or not before and after a sign without changing what it says."""


class Mark(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Piece:
    """A run of text with one mark."""

    mark: Mark
    text: str


def words(text: str) -> list[str]:
    """The text cut into words, signs and single spaces; joined they are the text."""
    return _WORDS.findall(text)


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces that turn the old text into the new; a deletion stands before what replaces it."""
    if old == new:
        return (Piece(Mark.KEPT, old),) if old else ()
    before, after = words(old), words(new)
    if len(before) * len(after) > _MOST_CELLS:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    return tuple(_pieces(_bridged(_matched(before, after))))


def similarity(old: Sequence[str], new: Sequence[str], at_least: float = 0.0) -> float:
    """How much two lists of words have in common, from 0 to 1; 0 below `at_least`. The same both ways."""
    return Indel.normalized_similarity(old, new, score_cutoff=at_least)


def old_text(pieces: Iterable[Piece]) -> str:
    """The text before, from its pieces."""
    return "".join(piece.text for piece in pieces if piece.mark is not Mark.INSERTED)


def new_text(pieces: Iterable[Piece]) -> str:
    """The text after, from its pieces."""
    return "".join(piece.text for piece in pieces if piece.mark is not Mark.DELETED)


def plain(text: str) -> str:
    """The text without what only typography sets apart: kind of quotes, dashes, spaces and ligatures, spaces
    beside signs, accents of capitals, line breaks."""
    return _CLOSE.sub("", " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split()))


def typographic(old: str, new: str) -> bool:
    """Whether only typography sets two texts apart: as `plain`, or the signs that end the items of a list."""
    one, other = plain(old), plain(new)
    if one == other:
        return True
    lines = 1 + max(old.count("\n"), new.count("\n"))
    if abs(len(one) - len(other)) > lines * len(_ENDS):
        return False
    if lines == 1:
        return one.rstrip(_ENDS) == other.rstrip(_ENDS)
    said, says = ({word.rstrip(_ENDS) for word in text.split()} for text in (one, other))
    return said == says and _items(old) == _items(new)


def _items(text: str) -> list[str]:
    return [plain(line).rstrip(_ENDS) for line in text.splitlines()]


@dataclass
class _Step:
    """What stood before and what stands after, where they differ; `kept` where they are the same."""

    gone: str
    come: str
    kept: bool


def _matched(before: Sequence[str], after: Sequence[str]) -> list[_Step]:
    """Kept and changed stretches in turn."""
    steps: list[_Step] = []
    gone = come = 0
    for block in Indel.opcodes(before, after).as_matching_blocks():
        if gone < block.a or come < block.b:
            changed = "".join(before[gone : block.a]), "".join(after[come : block.b])
            steps.append(_Step(*changed, kept=False))
        gone, come = block.a + block.size, block.b + block.size
        if block.size:
            kept = "".join(before[block.a : gone])
            steps.append(_Step(kept, kept, kept=True))
    return steps


def _bridged(steps: Sequence[_Step]) -> list[_Step]:
    """A few letters kept between two changes go with them: a sentence rewritten reads as one replacement,
    not as crumbs around every `de`."""
    joined: list[_Step] = []
    for number, step in enumerate(steps):
        between = step.kept and 0 < number < len(steps) - 1
        if between and "\n" not in step.gone and sum(map(str.isalnum, step.gone)) <= _BRIDGE:
            joined[-1] = _Step(joined[-1].gone + step.gone, joined[-1].come + step.come, kept=False)
        elif joined and joined[-1].kept == step.kept:
            joined[-1] = _Step(joined[-1].gone + step.gone, joined[-1].come + step.come, step.kept)
        else:
            joined.append(step)
    return joined


def _pieces(steps: Iterable[_Step]) -> Iterator[Piece]:
    for step in steps:
        if step.kept:
            yield Piece(Mark.KEPT, step.gone)
            continue
        if step.gone:
            yield Piece(Mark.DELETED, step.gone)
        if step.come:
            yield Piece(Mark.INSERTED, step.come)

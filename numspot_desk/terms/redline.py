"""A comparison as one text with its changes marked: `redline(comparison)`, paragraph by paragraph.

Accepting every mark gives the new text, refusing every mark the old one, to the character. A moved clause
is deleted where it stood and inserted where it stands. How this becomes a Word file is in `documents`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from numspot_desk.terms.comparing import Comparison
from numspot_desk.terms.pairing import longest_rise
from numspot_desk.terms.tree import Node
from numspot_desk.terms.word_diff import Mark, Piece, similarity, word_diff, words

_ALIKE: Final = 0.35
"""Paragraphs less alike than this are not one paragraph reworded."""
_MOST_PAIRS: Final = 2_500


class Form(StrEnum):
    """What a paragraph is on the page."""

    TITLE = "title"
    ARTICLE = "article"
    CLAUSE = "clause"
    TEXT = "text"


@dataclass(frozen=True)
class Origin:
    """Where a change comes from: its name (`CP-D1`), and what a comment on it says."""

    name: str
    words: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and what became of it: the paragraph itself (`mark`) and the words in it. `origins` name
    what changed it, where that is to be told."""

    form: Form
    mark: Mark
    pieces: tuple[Piece, ...]
    origins: tuple[Origin, ...] = ()


Written = tuple[Form, str]
"""A paragraph as it stands in one version."""
ARTICLES: Final = frozenset({"preamble", "article", "annex", "part"})
"""The kinds of clauses whose heading is that of an article."""


def redline(comparison: Comparison) -> tuple[Paragraph, ...]:
    """The paragraphs of both versions, those of the old one that are gone where they stood."""
    return (*_title(comparison), *_clauses(comparison))


def _title(comparison: Comparison) -> Iterator[Paragraph]:
    old, new = comparison.old.title, comparison.new.title
    if old or new:
        yield from paragraphs([(Form.TITLE, old)] if old else [], [(Form.TITLE, new)] if new else [])


def _clauses(comparison: Comparison) -> Iterator[Paragraph]:
    old, new = list(comparison.old.walk()), list(comparison.new.walk())
    place = {id(node): number for number, node in enumerate(old)}
    origins = [
        -1 if change.old is None else place[id(change.old)]
        for change in comparison.clauses
        if change.new is not None
    ]
    pairs = sorted((origin, number) for number, origin in enumerate(origins) if origin >= 0)
    stays = set(longest_rise(pairs))
    old_done = new_done = 0
    for origin, number in [*(pair for pair in pairs if pair[0] in stays), (len(old), len(new))]:
        for node in old[old_done:origin]:
            yield from paragraphs(_written(node), [])
        for node in new[new_done:number]:
            yield from paragraphs([], _written(node))
        if origin < len(old):
            yield from paragraphs(_written(old[origin]), _written(new[number]))
        old_done, new_done = origin + 1, number + 1


def _written(node: Node) -> list[Written]:
    """The paragraphs of a clause as its text has them, its heading first."""
    form = Form.ARTICLE if node.kind in ARTICLES else Form.CLAUSE
    lines = [line.text for line in node.lines]
    if node.heading_line is None:
        return [(Form.TEXT, line) for line in lines]
    heading = node.marker + node.title
    if node.marker and node.lines and node.lines[0].number == node.heading_line:
        return [(Form.TEXT, heading + lines[0]), *((Form.TEXT, line) for line in lines[1:])]
    return [(form, heading), *((Form.TEXT, line) for line in lines)]


# ── Paragraphs of one clause ──


def paragraphs(old: Sequence[Written], new: Sequence[Written]) -> Iterator[Paragraph]:
    """The paragraphs of a clause before and after, those that are alike marked word by word."""
    before = after = 0
    for origin, place in [*_aligned(old, new), (len(old), len(new))]:
        for form, text in old[before:origin]:
            yield Paragraph(form, Mark.DELETED, _whole(Mark.DELETED, text))
        for form, text in new[after:place]:
            yield Paragraph(form, Mark.INSERTED, _whole(Mark.INSERTED, text))
        if origin < len(old):
            yield Paragraph(new[place][0], Mark.KEPT, word_diff(old[origin][1], new[place][1]))
        before, after = origin + 1, place + 1


def _whole(mark: Mark, text: str) -> tuple[Piece, ...]:
    return (Piece(mark, text),) if text else ()


def _aligned(old: Sequence[Written], new: Sequence[Written]) -> list[tuple[int, int]]:
    """Which paragraphs of a clause belong together, in order: the chain that is the most alike in all."""
    if len(old) * len(new) > _MOST_PAIRS:
        return [(place, place) for place in range(min(len(old), len(new))) if old[place] == new[place]]
    before, after = ([words(text) for _form, text in side] for side in (old, new))
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [
        [_likeness(old[row], new[column], before[row], after[column]) for column in range(len(new))]
        for row in range(len(old))
    ]
    for row in reversed(range(len(old))):
        for column in reversed(range(len(new))):
            together = alike[row][column] + best[row + 1][column + 1] if alike[row][column] else 0.0
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    chain: list[tuple[int, int]] = []
    row = column = 0
    while row < len(old) and column < len(new):
        if alike[row][column] and best[row][column] == alike[row][column] + best[row + 1][column + 1]:
            chain.append((row, column))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return chain


def _likeness(old: Written, new: Written, before: Sequence[str], after: Sequence[str]) -> float:
    if (old[0] is Form.TEXT) != (new[0] is Form.TEXT):
        return 0.0
    if old[1] == new[1]:
        return 1.0
    at_least = 0.0 if old[0] is not Form.TEXT else _ALIKE
    return similarity(before, after, at_least)

"""What can be told of the lines of general terms before any is placed: which stand alone, which are items of
lists, what the document calls its articles, what number comes further down.

Which line is a heading, and where it goes, is decided in `outline`.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice, pairwise
from typing import Final

from numspot_desk.language.messages import Message, message
from numspot_desk.terms.headings import (
    GROUPS,
    Heading,
    begins_clause,
    is_sentence,
    is_stopped_title,
    is_title,
    is_title_below,
    possible,
    rank,
    reads_on,
)
from numspot_desk.terms.open_clauses import following
from numspot_desk.terms.tree import Line
from numspot_desk.terms.written import Look, Written

UNRANKED: Final = 99
"""The rank of a heading of which neither a style nor a mark tells how deep it stands."""
_COUNTED: Final = re.compile(r"\s*(\d{1,3})\s?[.)–-]\s")
_FRENCH: Final = re.compile(r"\b(?:le|la|les|des|du|et|est|une|dans|pour)\b", re.I)
_ENGLISH: Final = re.compile(r"\b(?:the|of|and|to|is|shall|any|for|by|with)\b", re.I)
_LETTER: Final = re.compile(r"\b[IVX]\b", re.I)
"""A numeral that may be a letter."""
_PLAIN: Final = Look()
_FARTHEST: Final = 120
_WRAPPED: Final = 40
"""A line that is longer and begins with a capital may be the first of a paragraph broken into lines."""


class Layout:
    """`lines` are those of the body that are not blank, in its order."""

    def __init__(self, body: Sequence[Line], written: Written) -> None:
        self.lines = [line for line in body if line.text.strip()]
        self._looks = written.looks
        self._possible: dict[int, tuple[Heading, ...]] = {}
        blank = {line.number for line in body if not line.text.strip()}
        spaced = len(blank) * 3 >= len(self.lines)
        self.titles_alone = spaced or written.paragraphs
        self.apart = written.paragraphs
        styled = any(look.level and look.listed for look in self._looks.values())
        free = [line for line in self.lines if not (styled and self.look(line).listed)]
        styled_headings = {line.number for line in self.lines if self.look(line).level}
        first, last = (body[0].number, body[-1].number) if body else (0, 0)
        # a heading has nothing just above it; a title without a strong word has nothing just below either
        self.headed = styled_headings | {
            line.number for line in free if not spaced or line.number == first or line.number - 1 in blank
        }
        self.ended = styled_headings | {
            line.number for line in free if not spaced or line.number == last or line.number + 1 in blank
        }
        self.alone = self.headed & self.ended
        self.items = _items(self.lines)
        self.has_articles = self._several("article")
        self.sections_are_articles = not self.has_articles and self._several("named section")
        self.has_articles = self.has_articles or self.sections_are_articles
        self.sections_hold_articles = self.has_articles and self._sections_hold_articles()

    def look(self, line: Line) -> Look:
        """What the file tells of a line besides its text."""
        return self._looks.get(line.number, _PLAIN)

    def possible(self, line: Line) -> tuple[Heading, ...]:
        """What a line may be, by its look."""
        if line.number not in self._possible:
            self._possible[line.number] = tuple(map(self._lettered, possible(line.text)))
        return self._possible[line.number]

    def _lettered(self, heading: Heading) -> Heading:
        """Annex I is the first one, but the ninth where an annex H stands in the text."""
        written = _LETTER.search(heading.marker) if heading.kind == "annex" else None
        letter = written.group().upper() if written else ""
        if letter and chr(ord(letter) - 1) in self._annexes:
            return replace(heading, label=letter)
        return heading

    @cached_property
    def _annexes(self) -> frozenset[str]:
        """What the annexes are numbered by, as their headings tell one by one."""
        found = (heading for line in self.lines for heading in possible(line.text))
        return frozenset(heading.label for heading in found if heading.kind == "annex")

    def rank(self, line: Line) -> int:
        """How deep a heading stands by its style or its Markdown marks, from 1."""
        return self.look(line).level or rank(line.text) or UNRANKED

    def after(self, index: int) -> Line | None:
        """The line after the one at an index."""
        return self.lines[index + 1] if index + 1 < len(self.lines) else None

    def stands(self, index: int) -> bool:
        """Whether a numbered title stands on its own and is no item of a list."""
        line, after = self.lines[index], self.after(index)
        if self.look(line).level:
            return True
        if line.number not in self.headed or line.number in self.items:
            return False
        if line.number in self.alone or after is None:
            return line.number in self.alone
        wrapped = len(after.text) > _WRAPPED and after.text[0].isupper()
        return wrapped or reads_on(after.text)

    def title_below(self, index: int, heading: Heading) -> Line | None:
        """The line below a heading that is its number alone, where that line can be its title."""
        after = self.after(index)
        if (
            heading.rest
            or heading.kind == "preamble"
            or after is None
            or not (after.number in self.ended or after.text.isupper())
            or not is_title_below(after.text)
            or any(self.possible(after))
        ):
            return None
        return after

    def has_stopped_title(self, index: int, rest: str) -> bool:
        """Whether the rest of a heading is a title that ends with a full stop, its text on the line below."""
        after = self.after(index)
        return (
            is_stopped_title(rest)
            and self.lines[index].number in self.alone
            and after is not None
            and reads_on(after.text)
            and not any(heading.kind in ("article", "annex", *GROUPS) for heading in self.possible(after))
        )

    def mentioned(self, index: int, label: str) -> bool:
        """Whether a line only names the annex with this number: the annex itself begins further down, after
        an article, or this line stands in a list of annexes."""
        after = self.after(index)
        between = after is not None and any(heading.kind == "annex" for heading in self.possible(after))
        for place in self._tops:
            if place <= index:
                continue
            for heading in self.possible(self.lines[place]):
                between = between or heading.kind == "article"
                if between and heading.kind == "annex" and heading.label == label:
                    return True
        return False

    @cached_property
    def _tops(self) -> list[int]:
        """Where articles and annexes begin, by their looks."""
        return [
            index
            for index, line in enumerate(self.lines)
            if any(
                heading.kind in ("article", "annex")
                and self._begins_article(heading.kind, line, heading.rest)
                for heading in self.possible(line)
            )
        ]

    def followed(self, index: int, kind: str, label: str) -> bool:
        """Whether the next number of this kind comes further down in the same article or annex."""
        return self._comes(index, (kind, following(kind, label)), self._article_lines)

    def goes_on(self, index: int, label: str) -> bool:
        """Whether a list of letters goes on with this one, at an index or below, before anything else is
        numbered."""
        return self._comes(index - 1, ("letter", label), self._ends_of_lists)

    def _comes(self, index: int, number: tuple[str, str], ends: Sequence[int]) -> bool:
        """Whether a number comes after an index, not too far, and before one of the ends."""
        places = self._numbers.get(number, ())
        at = bisect_right(places, index)
        if at == len(places) or places[at] > index + _FARTHEST:
            return False
        end = bisect_right(ends, index)
        return end == len(ends) or places[at] <= ends[end]

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], list[int]]:
        """Where each number stands, by kind and label."""
        found: dict[tuple[str, str], list[int]] = {}
        for index, line in enumerate(self.lines):
            for heading in self.possible(line):
                found.setdefault((heading.kind, heading.label), []).append(index)
        return found

    @cached_property
    def _article_lines(self) -> list[int]:
        return [index for index, line in enumerate(self.lines) if self._begins_any(line)]

    @cached_property
    def _ends_of_lists(self) -> list[int]:
        return [
            index
            for index, line in enumerate(self.lines)
            if self.look(line).level or self._begins_any(line) or any(map(_ends_list, self.possible(line)))
        ]

    def _begins_any(self, line: Line) -> bool:
        return any(self._begins_article(one.kind, line, one.rest) for one in self.possible(line))

    def counts(self, line: Line, rest: str) -> bool:
        """Whether what follows a number is a numbered paragraph: "2. The fee is due in advance."."""
        return (
            line.number in self.headed
            and (self.apart or line.number not in self.items)
            and not self.look(line).row
            and is_sentence(rest)
        )

    def _begins_article(self, kind: str, line: Line, rest: str) -> bool:
        return (
            kind in ("article", "annex", "preamble", *GROUPS[:3])
            and line.number in self.headed
            and (not rest or is_title(rest))
        )

    def _several(self, kind: str) -> bool:
        """Whether at least two lines look like headings of this kind."""
        found = (
            line
            for line in self.lines
            if line.number in self.headed
            and any(one.kind == kind and (not one.rest or is_title(one.rest)) for one in self.possible(line))
        )
        return len(list(islice(found, 2))) == 2

    def _sections_hold_articles(self) -> bool:
        """Whether an article begins right below a section, its title apart; else sections part articles."""
        below = 0
        for line in self.lines:
            kinds = {heading.kind for heading in self.possible(line)} if line.number in self.headed else set()
            if below and "article" in kinds:
                return True
            below = 2 if "named section" in kinds else max(0, below - 1)
        return False


def _ends_list(heading: Heading) -> bool:
    """Whether what a line may be ends a list of letters."""
    if heading.kind in ("number", "roman", "section"):
        return is_title(heading.rest)
    return heading.kind in ("decimal", "heading", "sla")


def language_of(lines: Sequence[Line]) -> str:
    """`fr` or `en`, by their most frequent words."""
    text = " ".join(line.text for line in lines[:2000])
    return "en" if len(_ENGLISH.findall(text)) > len(_FRENCH.findall(text)) else "fr"


def heading_in_row(cells: Sequence[str]) -> Message | None:
    """Why a row of a table may not be mere text: a clause begins in one of its cells."""
    if not any(map(begins_clause, cells)):
        return None
    return message("A clause seems to begin in this row of a table.")


def _items(lines: Sequence[Line]) -> set[int]:
    """The lines of lists by number: each on the line below the number before it, no text between."""
    found: set[int] = set()
    for line, after in pairwise(lines):
        if after.number != line.number + 1:
            continue
        first, second = _COUNTED.match(line.text), _COUNTED.match(after.text)
        if first and second and int(second[1]) == int(first[1]) + 1:
            found |= {line.number, after.number}
    return found

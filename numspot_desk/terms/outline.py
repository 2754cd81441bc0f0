"""General terms as a tree, from the lines of their text: `outline_of(written)`.

The table of contents goes, every other line becomes the heading or a paragraph of one node. Numbering
restarts in each article and lists look like points, so a numbered line is a heading only where its number
is the expected one and it stands on its own like a title. What looks like a heading but fits nowhere stays
a paragraph and is reported. What a person decided about a line goes first.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import Final

from numspot_desk.language.messages import Message, message
from numspot_desk.terms.contents import without_contents
from numspot_desk.terms.deciding import decided_heading
from numspot_desk.terms.headings import (
    Heading,
    defined_term,
    holds_definitions,
    is_bare_title,
    is_title,
    is_title_below,
    possible,
    reads_on,
)
from numspot_desk.terms.open_clauses import HEADING, KIND_OF, LEVELS, OpenClauses, below, numbered
from numspot_desk.terms.tree import Line, Node, Terms, TermsRefused, Unplaced
from numspot_desk.terms.written import NONE_PLACED, AsHeading, AsParagraph, Look, Placements, Written

_FRENCH: Final = re.compile(r"\b(?:le|la|les|des|du|et|est|une|dans|pour)\b", re.I)
_ENGLISH: Final = re.compile(r"\b(?:the|of|and|to|is|shall|any|for|by|with)\b", re.I)
_MOST_LEVELS: Final = 8
_COUNTED: Final = re.compile(r"\s*(\d{1,3})\s?[.)–-]\s")
_PLAIN: Final = Look()
_LONGEST_TITLE: Final = 300


def outline_of(written: Written, placements: Placements = NONE_PLACED) -> Terms:
    """The tree of general terms from their lines, with what a person decided about single ones.
    Raises `TermsRefused` when a decision cannot be kept."""
    title, contents, body = without_contents(written)
    if strangers := sorted(set(placements) - {line.number for line in body if line.text.strip()}):
        raise TermsRefused(
            message("Line {line} is no text of a clause: it cannot be placed.", line=strangers[0])
        )
    builder = _Builder(body, written, placements)
    builder.build()
    return Terms(
        title,
        _language(body),
        tuple(builder.open.roots),
        tuple(builder.unplaced),
        tuple(contents),
        tuple(written.remarks),
    )


def open_at(written: Written, line: int, placements: Placements = NONE_PLACED) -> tuple[str, ...]:
    """The references of the clauses that are open at a line, outermost first."""
    _title, _contents, body = without_contents(written)
    builder = _Builder(body, written, placements)
    builder.build(before=line)
    return tuple(node.ref for _level, node in builder.open.path)


def _language(lines: Sequence[Line]) -> str:
    text = " ".join(line.text for line in lines[:2000])
    return "en" if len(_ENGLISH.findall(text)) > len(_FRENCH.findall(text)) else "fr"


class _Builder:
    """Places one line after the other."""

    def __init__(self, body: Sequence[Line], written: Written, placements: Placements) -> None:
        self._all = body
        self._lines = [line for line in body if line.text.strip()]
        self._looks = written.looks
        self._placements = placements
        blank = {line.number for line in body if not line.text.strip()}
        spaced = len(blank) * 3 >= len(self._lines)
        self._titles_alone = spaced or written.paragraphs
        styled = any(look.level and look.listed for look in self._looks.values())
        free = [line for line in self._lines if not (styled and self._look(line).listed)]
        styled_headings = {line.number for line in self._lines if self._look(line).level}
        first, last = (body[0].number, body[-1].number) if body else (0, 0)
        # a heading has nothing just above it; a title without a strong word has nothing just below either
        self._headed = styled_headings | {
            line.number for line in free if not spaced or line.number == first or line.number - 1 in blank
        }
        self._ended = styled_headings | {
            line.number for line in free if not spaced or line.number == last or line.number + 1 in blank
        }
        self._alone = self._headed & self._ended
        self._items = _items(self._lines)
        self._has_articles = self._several("article")
        self._sections_are_articles = not self._has_articles and self._several("named section")
        self._has_articles = self._has_articles or self._sections_are_articles
        self.open = OpenClauses()
        self.unplaced: list[Unplaced] = []
        self._taken: int | None = None  # the line that is the title of the heading above it
        self._resume: Node | None = None  # the clause that goes on after a list of letters

    def _look(self, line: Line) -> Look:
        return self._looks.get(line.number, _PLAIN)

    def _several(self, kind: str) -> bool:
        """Whether at least two lines look like headings of this kind."""
        found = (
            line
            for line in self._lines
            if line.number in self._headed
            and any(one.kind == kind and (not one.rest or is_title(one.rest)) for one in possible(line.text))
        )
        return len(list(islice(found, 2))) == 2

    def build(self, before: int | None = None) -> None:
        """Place every line, or those before one."""
        for index, line in enumerate(self._lines):
            if before is not None and line.number >= before:
                return
            if line.number == self._taken:
                continue
            after = self._lines[index + 1] if index + 1 < len(self._lines) else None
            match self._placements.get(line.number):
                case AsHeading() as decided:
                    begun = decided_heading(self.open, line, decided)
                    titled = not begun.heading.marker or len(begun.heading.rest) <= _LONGEST_TITLE
                    self._add(begun.node, begun.level, begun.heading, line, titled=titled)
                case AsParagraph():
                    self._place_paragraph(line)
                case None if self._look(line).row or not self._place_heading(line, after):
                    self._place_paragraph(line)

    # ── Headings ──

    def _place_heading(self, line: Line, after: Line | None) -> bool:
        doubt: Message | None = None
        for heading in possible(line.text):
            placed, reason = self._try(heading, line, after)
            if placed:
                return True
            doubt = doubt or reason
        if doubt is not None:
            self.unplaced.append(Unplaced(line, doubt))
            return False
        return self._try_bare(line, after)

    def _try(self, heading: Heading, line: Line, after: Line | None) -> tuple[bool, Message | None]:
        if heading.kind == "named section":
            if not self._sections_are_articles:
                return False, None
            heading = replace(heading, kind="article")
        kind = heading.kind
        titled = is_title(heading.rest) or self._look(line).level is not None
        if kind == "heading":
            self._start_heading(line, heading)
            return True, None
        if kind in ("preamble", "title", "article", "annex"):
            if line.number not in self._headed or (heading.rest and not titled and kind != "article"):
                return False, None
            named = self._with_title_below(heading, after)
            begun = self._start_top(named, line)
            if begun[0] and after is not None and named is not heading:
                self._taken = after.number
            return begun
        if kind == "decimal":
            return self._start_decimal(heading, line)
        if kind == "letter":
            return self._start_letter(heading, line, after), None
        if not (titled and self._stands(line, after)):
            return False, None
        if kind == "sla" and not self.open.inside("annex", "article"):
            return False, None
        return self._start_numbered(heading, line), None

    def _stands(self, line: Line, after: Line | None) -> bool:
        """Whether a numbered title stands on its own and is no item of a list."""
        if self._look(line).level:
            return True
        if line.number not in self._headed or line.number in self._items:
            return False
        return line.number in self._alone or (after is not None and reads_on(after.text))

    def _with_title_below(self, heading: Heading, after: Line | None) -> Heading:
        """A heading that is its number alone takes the title on the line below it."""
        if (
            heading.rest
            or heading.kind == "preamble"
            or after is None
            or not (after.number in self._ended or after.text.isupper())
            or after.number in self._placements
            or not is_title_below(after.text)
            or any(possible(after.text))
        ):
            return heading
        return replace(heading, marker=heading.marker + "\n", rest=after.text)

    def _follows(self, label: str) -> bool:
        """Whether an article may stand here without a gap: the next one, or 3bis after 3."""
        expected = self.open.next_label("article", "")
        return label == expected or (not label.isdigit() and label[:-1].startswith(str(int(expected) - 1)))

    def _start_top(self, heading: Heading, line: Line) -> tuple[bool, Message | None]:
        if heading.kind == "title" and self.open.inside("annex"):
            heading = replace(heading, kind="roman")  # a part of the annex
        if heading.kind == "article" and self.open.inside("annex"):
            return False, message("This article stands inside an annex.")
        first = self.open.roots[0] if self.open.roots else None
        if heading.kind == "preamble" and first and not first.marker + first.title:
            self._start_heading(line, heading)  # lines stood before it
            return True, None
        parent = self.open.above(LEVELS[heading.kind])
        ref = {
            "preamble": "CG-P",
            "title": f"CG-T{heading.label}",
            "annex": f"CG-A{heading.label}",
        }.get(heading.kind) or below(parent, heading.label)
        if self.open.exists(ref):
            return False, message("Another clause has this number already.")
        if heading.kind == "article" and not self._follows(heading.label):
            self.unplaced.append(Unplaced(line, message("A number is missing before this one.")))
        self._start(heading.kind, ref, heading, line)
        return True, None

    def _start_decimal(self, heading: Heading, line: Line) -> tuple[bool, Message | None]:
        """A number such as 3.2.1 stands under the open clause numbered 3.2, else in the annex."""
        parts = heading.label.split(".")
        if len(parts) > _MOST_LEVELS:
            return False, None
        holder = self.open.numbered_as(".".join(parts[:-1]))
        annex = next((node for _level, node in self.open.path if node.kind == "annex"), None)
        if holder is not None:
            level, ref = holder[0] + 1, below(holder[1], parts[-1])
        elif annex is not None or (len(parts) == 2 and not self._has_articles):
            level, ref = LEVELS["article"] + len(parts) - 1, below(annex, heading.label)
        else:
            return False, message("This number belongs to no clause that is open here.")
        if self.open.exists(ref):
            return False, message("Another clause has this number already.")
        self.open.close(level)
        self._add(Node(ref, "point"), level, heading, line)
        return True, None

    def _start_numbered(self, heading: Heading, line: Line) -> bool:
        """A point, part, section or service level: only with the number that is expected there."""
        kind = heading.kind
        if kind == "number" and not self._has_articles and not self.open.inside("annex", "part", "section"):
            kind = "article"
        level = LEVELS[kind]
        parent = self.open.above(level)
        if kind in ("roman", "section") and self._has_articles and not self.open.inside("annex"):
            return False
        if heading.label != self.open.next_label(kind, "" if parent is None else parent.ref):
            return False
        ref = below(parent, heading.label)
        if self.open.exists(ref):
            return False
        self._start(kind, ref, heading, line)
        return True

    def _start_letter(self, heading: Heading, line: Line, after: Line | None) -> bool:
        """A titled letter holds the paragraphs that follow; a lettered item of a list is its own text, and
        what follows the list goes on with the clause above."""
        level = LEVELS["letter"]
        parent = self._resume or self.open.above(level)
        if parent is None or parent.kind in ("definition", "preamble"):
            return False
        if heading.label != self.open.next_label("letter", parent.ref):
            return False
        titled = line.number in self._alone and is_title(heading.rest)
        if not titled and heading.label == "a" and not self._goes_on(after):
            return False
        ref = below(parent, heading.label)
        if self.open.exists(ref):
            return False
        self.open.close(level)
        self.open.note("letter", parent.ref, heading.label)
        self._add(Node(ref, "letter"), level, heading, line, titled=titled)
        self._resume = None if titled else parent
        return True

    @staticmethod
    def _goes_on(after: Line | None) -> bool:
        return after is not None and any(
            heading.kind == "letter" and heading.label == "b" for heading in possible(after.text)
        )

    def _try_bare(self, line: Line, after: Line | None) -> bool:
        """A title without a number: alone on its line, with running text after it."""
        if self._look(line).level and self.open.path and len(line.text) <= _LONGEST_TITLE:
            self._start_heading(line, Heading("heading", "", "", line.text))
            return True
        if (
            not self._titles_alone
            or line.number not in self._alone
            or not self.open.path
            or not is_bare_title(line.text)
            or after is None
            or len(after.text) <= len(line.text)
            or is_bare_title(after.text)
            or "\t" in after.text
            or any(possible(after.text))
            or not reads_on(after.text)
        ):
            return False
        self._start_heading(line, Heading("heading", "", "", line.text))
        return True

    def _start_heading(self, line: Line, heading: Heading) -> None:
        self.open.close_kinds("sla", "heading", "letter", "definition")
        self._resume = None
        parent = self.open.current or self.open.preamble()
        node = Node(self.open.passage(parent), "heading", heading.marker, heading.rest, line.number)
        node.closing = heading.closing
        self.open.attach(node, parent, HEADING)

    # ── Paragraphs ──

    def _place_paragraph(self, line: Line) -> None:
        if self._resume is not None:
            parent, self._resume = self._resume, None
            self.open.close(LEVELS["letter"])
            self.open.attach(Node(self.open.passage(parent), "heading"), parent, HEADING)
        node = self.open.current or self.open.preamble()
        defining = node if node.kind != "definition" else self.open.path[-2][1]
        if holds_definitions(defining.title) and self._define(line, defining):
            return
        node.lines.append(line)

    def _define(self, line: Line, clause: Node) -> bool:
        found = defined_term(line.text)
        if found is None:
            return False
        term, also = found
        base = numbered(clause)
        ref = f"{base}:{term}"
        if self.open.exists(ref):
            return False
        self.open.close_kinds("definition")
        node = Node(ref, "definition", lines=[line], aliases=tuple(f"{base}:{name}" for name in also))
        self.open.attach(node, clause, HEADING)
        return True

    # ── The path of open nodes ──

    def _start(self, kind: str, ref: str, heading: Heading, line: Line) -> None:
        level = LEVELS[kind]
        parent = self.open.above(level)
        self.open.close(level)
        self.open.note(kind, "" if kind == "article" or parent is None else parent.ref, heading.label)
        self._add(Node(ref, KIND_OF.get(kind, kind)), level, heading, line)

    def _add(
        self, node: Node, level: int, heading: Heading, line: Line, *, titled: bool | None = None
    ) -> None:
        node.marker, node.heading_line, node.closing = heading.marker, line.number, heading.closing
        if is_title(heading.rest) if titled is None else titled:
            node.title = heading.rest
        elif heading.rest:
            node.lines.append(Line(line.number, heading.rest))
        self.open.attach(node, self.open.current, level, heading.label)
        self._resume = None


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

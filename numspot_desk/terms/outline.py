"""General terms as a tree, from the lines of their text: `outline(content)`.

The table of contents goes, every other line becomes the heading or a paragraph of one node. Numbering
restarts in each article and lists look like points, so a numbered line is a heading only where its number
is the expected one and it stands on its own like a title. What looks like a heading but fits nowhere stays
a paragraph and is reported.
"""

import re
from collections.abc import Sequence
from typing import Final

from numspot_desk.language.messages import Message, message
from numspot_desk.terms.contents import without_contents
from numspot_desk.terms.headings import (
    Heading,
    as_roman,
    defined_term,
    holds_definitions,
    is_bare_title,
    is_title,
    possible,
    roman,
)
from numspot_desk.terms.text_reader import read_lines
from numspot_desk.terms.tree import Line, Node, Terms, Unplaced

_LEVELS: Final = {
    "title": 1,
    "annex": 1,
    "preamble": 2,
    "article": 2,
    "sla": 3,
    "roman": 3,
    "section": 4,
    "number": 5,
    "letter": 7,
}
_KINDS: Final = {"title": "part", "roman": "part", "number": "point"}
_FRENCH: Final = re.compile(r"\b(?:le|la|les|des|du|et|est|une|dans|pour)\b", re.I)
_ENGLISH: Final = re.compile(r"\b(?:the|of|and|to|is|shall|any|for|by|with)\b", re.I)
_MOST_LEVELS: Final = 8


def outline(content: bytes) -> Terms:
    """The tree of general terms kept as text or Markdown. Raises `TermsRefused`."""
    return outline_of(read_lines(content))


def outline_of(lines: Sequence[Line]) -> Terms:
    """The tree of general terms from their lines, blank ones included."""
    title, contents, body = without_contents(lines)
    builder = _Builder(body)
    builder.build()
    return Terms(title, _language(body), builder.roots, builder.unplaced, contents)


def _language(lines: Sequence[Line]) -> str:
    text = " ".join(line.text for line in lines[:2000])
    return "en" if len(_ENGLISH.findall(text)) > len(_FRENCH.findall(text)) else "fr"


class _Builder:
    """Places one line after the other. `open` is the path of nodes from the root to the current one, each
    with its level; a new heading closes those of its level and below."""

    def __init__(self, body: Sequence[Line]) -> None:
        self._all = body
        self._lines = [line for line in body if line.text.strip()]
        blank = {line.number for line in body if not line.text.strip()}
        self._spaced = len(blank) * 3 >= len(self._lines)
        self._alone = {
            line.number for line in self._lines if not self._spaced or self._bounded(line.number, blank)
        }
        self._has_articles = sum(1 for line in self._lines if self._is_article(line)) >= 2
        self.roots: list[Node] = []
        self.unplaced: list[Unplaced] = []
        self._open: list[tuple[int, Node]] = []
        self._numbers: dict[tuple[str, str], str] = {}
        self._refs: set[str] = set()
        self._resume: Node | None = None  # the clause that goes on after a list of letters

    def _bounded(self, number: int, blank: set[int]) -> bool:
        first, last = self._all[0].number, self._all[-1].number
        return (number == first or number - 1 in blank) and (number == last or number + 1 in blank)

    def _is_article(self, line: Line) -> bool:
        return line.number in self._alone and any(
            heading.kind == "article" and (not heading.rest or is_title(heading.rest))
            for heading in possible(line.text)
        )

    def build(self) -> None:
        for index, line in enumerate(self._lines):
            after = self._lines[index + 1] if index + 1 < len(self._lines) else None
            if not self._place_heading(line, after):
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
        kind, alone = heading.kind, line.number in self._alone
        if kind == "heading":
            self._start_heading(line, heading.marker, heading.rest)
            return True, None
        if kind in ("preamble", "title", "article", "annex"):
            if not alone or (heading.rest and not is_title(heading.rest) and kind != "article"):
                return False, None
            return self._start_top(heading, line)
        if kind == "decimal":
            return self._start_decimal(heading, line)
        if kind == "letter":
            return self._start_letter(heading, line, after), None
        if not (alone and is_title(heading.rest)):
            return False, None
        if kind == "sla" and not self._inside("annex", "article"):
            return False, None
        return self._start_numbered(heading, line), None

    def _start_top(self, heading: Heading, line: Line) -> tuple[bool, Message | None]:
        if heading.kind == "article" and self._inside("annex"):
            return False, message("This article stands inside an annex.")
        if heading.kind == "preamble" and self.roots and not self.roots[0].marker + self.roots[0].title:
            self._start_heading(line, heading.marker, heading.rest)  # lines stood before it
            return True, None
        parent = self._parent_for(_LEVELS[heading.kind])
        ref = {
            "preamble": "CG-P",
            "title": f"CG-T{heading.label}",
            "annex": f"CG-A{heading.label}",
        }.get(heading.kind) or _below(parent, heading.label)
        if ref in self._refs:
            return False, message("Another clause has this number already.")
        if heading.kind == "article" and not self._expected("article", "", heading.label):
            self.unplaced.append(Unplaced(line, message("A number is missing before this one.")))
        self._start(heading.kind, ref, heading, line)
        return True, None

    def _start_decimal(self, heading: Heading, line: Line) -> tuple[bool, Message | None]:
        parts = heading.label.split(".")
        if len(parts) > _MOST_LEVELS:
            return False, None
        ref = f"CG-{heading.label}"
        parent = ".".join(ref.split(".")[:-1])
        holder = next((node for _level, node in self._open if node.ref == parent), None)
        annex = next((node for _level, node in self._open if node.kind == "annex"), None)
        if holder is None and annex is not None:
            ref, holder = f"{annex.ref}.{heading.label}", annex
        if holder is None and (len(parts) != 2 or self._has_articles):
            return False, message("This number belongs to no clause that is open here.")
        if ref in self._refs:
            return False, message("Another clause has this number already.")
        level = _LEVELS["article"] + len(parts) - 1
        self._close(level)
        self._add(Node(ref, "point"), level, heading, line)
        return True, None

    def _start_numbered(self, heading: Heading, line: Line) -> bool:
        """A point, part, section or service level: only with the number that is expected there."""
        kind = heading.kind
        if kind == "number" and not self._has_articles and not self._inside("annex", "part", "section"):
            kind = "article"
        level = _LEVELS[kind]
        parent = self._parent_for(level)
        if kind in ("roman", "section") and self._has_articles and not self._inside("annex"):
            return False
        if not self._expected(kind, "" if parent is None else parent.ref, heading.label):
            return False
        ref = _below(parent, heading.label)
        if ref in self._refs:
            return False
        self._start(kind, ref, heading, line)
        return True

    def _start_letter(self, heading: Heading, line: Line, after: Line | None) -> bool:
        """A titled letter holds the paragraphs that follow; a lettered item of a list is its own text, and
        what follows the list goes on with the clause above."""
        level = _LEVELS["letter"]
        parent = self._resume or self._parent_for(level)
        if parent is None or parent.kind in ("definition", "preamble"):
            return False
        if not self._expected("letter", parent.ref, heading.label):
            return False
        titled = line.number in self._alone and is_title(heading.rest)
        if not titled and heading.label == "a" and not self._goes_on(after):
            return False
        ref = _below(parent, heading.label)
        if ref in self._refs:
            return False
        self._close(level)
        self._note("letter", parent.ref, heading.label)
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
        if (
            not self._spaced
            or line.number not in self._alone
            or not self._open
            or not is_bare_title(line.text)
            or after is None
            or len(after.text) <= len(line.text)
            or is_bare_title(after.text)
            or "\t" in after.text
            or any(possible(after.text))
        ):
            return False
        self._start_heading(line, "", line.text)
        return True

    def _start_heading(self, line: Line, marker: str, title: str) -> None:
        while self._open and self._open[-1][1].kind in ("sla", "heading", "letter", "definition"):
            self._open.pop()
        parent = self._open[-1][1] if self._open else self._preamble()
        node = Node(self._passage(parent), "heading", marker, title, line.number)
        self._attach(node, parent, 6)

    # ── Paragraphs ──

    def _place_paragraph(self, line: Line) -> None:
        if self._resume is not None:
            parent, self._resume = self._resume, None
            self._close(_LEVELS["letter"])
            self._attach(Node(self._passage(parent), "heading"), parent, 6)
        node = self._open[-1][1] if self._open else self._preamble()
        defining = node if node.kind != "definition" else self._open[-2][1]
        if holds_definitions(defining.title) and self._define(line, defining):
            return
        node.lines.append(line)

    def _define(self, line: Line, clause: Node) -> bool:
        found = defined_term(line.text)
        if found is None:
            return False
        term, also = found
        base = _numbered(clause)
        ref = f"{base}:{term}"
        if ref in self._refs:
            return False
        if self._open[-1][1].kind == "definition":
            self._open.pop()
        node = Node(ref, "definition", lines=[line], aliases=tuple(f"{base}:{name}" for name in also))
        self._attach(node, clause, 6)
        return True

    def _preamble(self) -> Node:
        """Text before any heading is a preamble without a title."""
        if "CG-P" in self._refs:
            return self.roots[0]
        node = Node("CG-P", "preamble")
        self._attach(node, None, _LEVELS["preamble"])
        return node

    # ── The path of open nodes ──

    def _start(self, kind: str, ref: str, heading: Heading, line: Line) -> None:
        level = _LEVELS[kind]
        parent = self._parent_for(level)
        self._close(level)
        self._note(kind, "" if kind == "article" or parent is None else parent.ref, heading.label)
        self._add(Node(ref, _KINDS.get(kind, kind)), level, heading, line)

    def _add(
        self, node: Node, level: int, heading: Heading, line: Line, *, titled: bool | None = None
    ) -> None:
        node.marker, node.heading_line = heading.marker, line.number
        if is_title(heading.rest) if titled is None else titled:
            node.title = heading.rest
        elif heading.rest:
            node.lines.append(Line(line.number, heading.rest))
        self._attach(node, self._open[-1][1] if self._open else None, level)
        self._resume = None

    def _attach(self, node: Node, parent: Node | None, level: int) -> None:
        (self.roots if parent is None else parent.children).append(node)
        self._refs.add(node.ref)
        self._open.append((level, node))

    def _close(self, level: int) -> None:
        while self._open and self._open[-1][0] >= level:
            self._open.pop()

    def _parent_for(self, level: int) -> Node | None:
        return next((node for depth, node in reversed(self._open) if depth < level), None)

    def _inside(self, *kinds: str) -> bool:
        return any(node.kind in kinds for _level, node in self._open)

    def _passage(self, parent: Node) -> str:
        return f"{parent.ref}/{1 + sum(child.kind == 'heading' for child in parent.children)}"

    # ── Numbers that follow one another ──

    def _note(self, kind: str, parent: str, label: str) -> None:
        self._numbers[kind, parent] = label

    def _expected(self, kind: str, parent: str, label: str) -> bool:
        return label == _next(kind, self._numbers.get((kind, parent)))


def _next(kind: str, label: str | None) -> str:
    """The number that follows: the first of its kind after None."""
    match kind:
        case "roman":
            return as_roman((roman(label) or 0) + 1) if label else "I"
        case "section" | "letter":
            first = "A" if kind == "section" else "a"
            return chr(ord(label) + 1) if label else first
        case "sla":
            return f"SLA{int(label.removeprefix('SLA')) + 1}" if label else "SLA1"
        case _:
            return str(int(label) + 1) if label and label.isdigit() else "1"


def _numbered(node: Node) -> str:
    """The reference that parts of a node build on: a titled passage adds nothing to it."""
    return node.ref.split("/")[0]


def _below(parent: Node | None, label: str) -> str:
    return f"CG-{label}" if parent is None or parent.kind == "preamble" else f"{_numbered(parent)}.{label}"

"""General terms as a tree, from the lines of their text: `outline_of(written)`.

The table of contents goes, every other line becomes the heading or a paragraph of one node. Numbering
restarts in each article and lists look like points, so a numbered line is a heading only where its number
is the expected one and it stands on its own like a title. What looks like a heading but fits nowhere stays
a paragraph and is reported. What a person decided about a line goes first.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from numspot_desk.language.messages import Message, message
from numspot_desk.terms.contents import without_contents
from numspot_desk.terms.deciding import decided_heading
from numspot_desk.terms.headings import (
    GROUPS,
    Heading,
    defined_in_row,
    defined_term,
    holds_definitions,
    is_bare_title,
    is_divider,
    is_item,
    is_title,
    reads_on,
)
from numspot_desk.terms.layout import UNRANKED, Layout, heading_in_row, language_of
from numspot_desk.terms.open_clauses import (
    HEADING,
    KIND_OF,
    LEVELS,
    OpenClauses,
    below,
    following,
    numbered,
    top_ref,
)
from numspot_desk.terms.tree import Line, Node, Terms, TermsRefused, Unplaced
from numspot_desk.terms.written import NONE_PLACED, AsHeading, AsParagraph, Placements, Written

_MOST_LEVELS: Final = 8
_LONGEST_TITLE: Final = 300
_HOLDERS: Final = ("article", "annex", "preamble")


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
        language_of(body),
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


class _Builder:
    """Places one line after the other."""

    def __init__(self, body: Sequence[Line], written: Written, placements: Placements) -> None:
        self._layout = Layout(body, written)
        self._placements = placements
        self.open = OpenClauses()
        self.unplaced: list[Unplaced] = []
        self._index = 0  # of the line that is placed
        self._taken: set[int] = set()  # lines that belong to the heading above them
        self._resume: Node | None = None  # the clause that goes on after a list of letters
        self._ranks: dict[str, int] = {}  # how deep headings stand by their looks

    def build(self, before: int | None = None) -> None:
        """Place every line, or those before one."""
        for index, line in enumerate(self._layout.lines):
            if before is not None and line.number >= before:
                return
            if line.number in self._taken:
                continue
            self._index = index
            match self._placements.get(line.number):
                case AsHeading() as decided:
                    begun = decided_heading(self.open, line, decided)
                    titled = not begun.heading.marker or len(begun.heading.rest) <= _LONGEST_TITLE
                    self._add(begun.node, begun.level, begun.heading, line, titled=titled)
                case AsParagraph():
                    self._place_paragraph(line)
                case None if self._layout.look(line).row or not self._place_heading(line):
                    self._place_paragraph(line)

    # ── Headings ──

    def _place_heading(self, line: Line) -> bool:
        if self._place_divided(line):
            return True
        doubt: Message | None = None
        for heading in self._layout.possible(line):
            placed, reason = self._try(heading, line)
            if placed:
                return True
            doubt = doubt or reason
        if doubt is None:
            placed, doubt = self._try_bare(line)
            if placed:
                return True
        if doubt is not None:
            self.unplaced.append(Unplaced(line, doubt))
        return False

    def _place_divided(self, line: Line) -> bool:
        """A line that only announces the annexes belongs to the heading of the first of them."""
        after = self._layout.after(self._index)
        if after is None or after.number in self._placements or not is_divider(line.text):
            return False
        for heading in self._layout.possible(after):
            if heading.kind == "annex" and (not heading.rest or is_title(heading.rest)):
                self._index += 1
                divided = self._with_title_below(heading)
                marker = line.text + "\n" + divided.marker
                if self._start_top(replace(divided, marker=marker), line)[0]:
                    self._taken |= {after.number} | self._title_line(heading, divided)
                    return True
                self._index -= 1
        return False

    def _try(self, heading: Heading, line: Line) -> tuple[bool, Message | None]:
        heading = self._section(heading)
        kind = heading.kind
        titled = is_title(heading.rest) or self._layout.look(line).level is not None
        if kind == "heading":
            return self._start_heading(line, heading)
        if kind in ("preamble", "article", "annex", *GROUPS):
            free = kind in ("preamble", "article") and heading.label != ""
            if line.number not in self._layout.headed or (heading.rest and not titled and not free):
                return False, None
            named = self._with_title_below(heading)
            begun = self._start_top(named, line)
            if begun[0]:
                self._taken |= self._title_line(heading, named)
            return begun
        if kind in ("decimal", "lettered"):
            return self._start_decimal(heading, line)
        if kind == "letter":
            return self._start_letter(heading, line), None
        if kind == "number" and self._layout.counts(line, heading.rest):
            return self._start_counted(heading, line), None
        if not (titled and self._layout.stands(self._index)):
            return False, None
        if kind == "sla" and not self.open.inside("annex", "article"):
            return False, None
        return self._start_numbered(heading, line), None

    def _section(self, heading: Heading) -> Heading:
        """What a section is in this document: an article, a part above articles, or a point of one."""
        if heading.kind != "named section" or self._layout.sections_hold_articles:
            return heading
        return replace(heading, kind="article" if self._layout.sections_are_articles else "number")

    def _with_title_below(self, heading: Heading) -> Heading:
        """A heading that is its number alone takes the title on the line below it."""
        below_it = self._layout.title_below(self._index, heading)
        if below_it is None or below_it.number in self._placements:
            return heading
        return replace(heading, marker=heading.marker + "\n", rest=below_it.text)

    def _title_line(self, heading: Heading, named: Heading) -> set[int]:
        after = self._layout.after(self._index)
        return {after.number} if after is not None and named is not heading else set()

    def _start_top(self, heading: Heading, line: Line) -> tuple[bool, Message | None]:
        kind = heading.kind
        if kind in GROUPS and self.open.inside("annex"):
            heading = replace(heading, kind="roman")  # a part of the annex
        in_annex = kind == "article" and self.open.inside("annex")
        if in_annex and not self.open.counts_own(heading.label):
            return False, message("This article stands inside an annex.")
        if kind == "annex" and not heading.label:
            heading = replace(heading, label=self.open.next_label("annex", ""))
        if kind == "annex" and self._layout.mentioned(self._index, heading.label):
            return False, None
        first = self.open.roots[0] if self.open.roots else None
        if kind == "preamble" and first and not first.marker + first.title:
            return self._start_heading(line, heading)  # lines stood before it
        parent = self.open.above(LEVELS[heading.kind])
        ref = top_ref(heading.kind, heading.label, parent)
        if self.open.exists(ref):
            return False, message("Another clause has this number already.")
        if kind == "article" and not in_annex and not self.open.follows(heading.label):
            self.unplaced.append(Unplaced(line, message("A number is missing before this one.")))
        titled = kind == "preamble" or self._layout.has_stopped_title(self._index, heading.rest)
        self._start(heading.kind, ref, heading, line, titled=titled or None)
        return True, None

    def _start_decimal(self, heading: Heading, line: Line) -> tuple[bool, Message | None]:
        """A number such as 3.2.1 stands under the open clause numbered 3.2, else in the annex."""
        parts = heading.label.split(".")
        if len(parts) > _MOST_LEVELS:
            return False, None
        lettered = heading.kind == "lettered"
        kinds = ("point", "part", "section", "annex") if lettered else ("article", "point")
        holder = self.open.numbered_as(".".join(parts[:-1]), *kinds)
        annex = next((node for _level, node in self.open.path if node.kind == "annex"), None)
        if holder is not None:
            level, ref = max(holder[0], LEVELS["article"]) + 1, below(holder[1], parts[-1])
        elif lettered:
            return False, None
        elif annex is not None or (len(parts) == 2 and not self._layout.has_articles):
            level, ref = LEVELS["article"] + len(parts) - 1, below(annex, heading.label)
        else:
            return False, message("This number belongs to no clause that is open here.")
        if self.open.exists(ref):
            return False, message("Another clause has this number already.")
        self.open.close(level)
        self._add(Node(ref, "point"), level, heading, line)
        return True, None

    def _start_numbered(self, heading: Heading, line: Line, *, titled: bool | None = None) -> bool:
        """A point, part, section or service level: only with the number that is expected there."""
        kind = heading.kind
        articles = self._layout.has_articles
        if kind == "number" and not articles and not self.open.inside("annex", "part", "section"):
            kind = "article"
        level = LEVELS[kind]
        parent = self.open.above(level)
        ref = below(parent, heading.label)
        if heading.label != self.open.next_label(kind, "" if parent is None else parent.ref):
            return False
        if self.open.exists(ref):
            return False
        if kind in ("roman", "section") and articles and not self.open.inside("annex"):
            first = heading.label == following(kind, None)
            if parent is None or (first and not self._layout.followed(self._index, kind, heading.label)):
                return False
        self._start(kind, ref, heading, line, titled=titled)
        return True

    def _start_counted(self, heading: Heading, line: Line) -> bool:
        """A numbered paragraph; the first only where a second one follows and no list is announced."""
        if heading.label == "1":
            before = self._layout.lines[self._index - 1].text if self._index else ""
            if before.endswith(":") or not self._layout.followed(self._index, "number", "1"):
                return False
        return self._start_numbered(heading, line, titled=False)

    def _start_letter(self, heading: Heading, line: Line) -> bool:
        """A titled letter holds the paragraphs that follow; a lettered item of a list is its own text, and
        what follows the list goes on with the clause above."""
        level = LEVELS["letter"]
        parent = self._resume or self.open.above(level)
        if parent is None or parent.kind in ("definition", "preamble"):
            return False
        if heading.label != self.open.next_label("letter", parent.ref):
            return False
        titled = line.number in self._layout.alone and is_title(heading.rest)
        if not titled and heading.label == "a" and not self._layout.goes_on(self._index + 1, "b"):
            return False
        ref = below(parent, heading.label)
        if self.open.exists(ref):
            return False
        self.open.close(level)
        self.open.note("letter", parent.ref, heading.label)
        self._add(Node(ref, "letter"), level, heading, line, titled=titled)
        self._resume = None if titled else parent
        return True

    def _try_bare(self, line: Line) -> tuple[bool, Message | None]:
        """A title without a number: in a heading style, in bold, or alone on its line above running text."""
        look = self._layout.look(line)
        after = self._layout.after(self._index)
        if look.level and len(line.text) <= _LONGEST_TITLE:
            return self._start_heading(line, Heading("heading", "", "", line.text))
        if (
            not self._layout.titles_alone
            or line.number not in self._layout.alone
            or after is None
            or not (self.open.path or look.strong or line.text.isupper())
            or not self._is_title_above(line, after)
        ):
            return False, None
        return self._start_heading(line, Heading("heading", "", "", line.text))

    def _is_title_above(self, line: Line, after: Line) -> bool:
        if self._layout.look(line).strong:
            return is_title(line.text) and not is_item(line.text) and "\t" not in line.text
        return (
            is_bare_title(line.text)
            and len(after.text) > len(line.text)
            and not is_bare_title(after.text)
            and "\t" not in after.text
            and not any(self._layout.possible(after))
            and reads_on(after.text)
        )

    def _start_heading(self, line: Line, heading: Heading) -> tuple[bool, Message | None]:
        """A titled passage stands in the clause before it, and in the passage that its style or its marks
        put above it."""
        rank = self._layout.rank(line)
        holder = next((node for _level, node in reversed(self.open.path) if node.kind in _HOLDERS), None)
        if holder is not None and rank <= self._ranks.get(holder.ref, 0):
            return False, message("This title stands as high as an article and has no number.")
        while (node := self.open.current) is not None and self._ends(node, rank):
            self.open.path.pop()
        self._resume = None
        parent = self.open.current or self.open.preamble()
        node = Node(self.open.passage(parent), "heading", heading.marker, heading.rest, line.number)
        node.closing = heading.closing
        self._ranks[node.ref] = rank
        self.open.attach(node, parent, HEADING)
        return True, None

    def _ends(self, node: Node, rank: int) -> bool:
        """Whether a clause ends where a title of this rank stands."""
        if node.kind in ("sla", "letter", "definition"):
            return True
        if node.kind == "heading":
            return self._ranks.get(node.ref, UNRANKED) >= rank
        return node.kind in ("point", "section") and UNRANKED > self._ranks.get(node.ref, 0) >= rank

    # ── Paragraphs ──

    def _place_paragraph(self, line: Line) -> None:
        if self._resume is not None and not self._stays(line):
            parent, self._resume = self._resume, None
            self.open.close(LEVELS["letter"])
            self.open.attach(Node(self.open.passage(parent), "heading"), parent, HEADING)
        node = self.open.current or self.open.preamble()
        defining = node if node.kind != "definition" else self.open.path[-2][1]
        if holds_definitions(defining.title) and self._define(line, defining):
            return
        asked = self._layout.look(line).row and line.number not in self._placements
        if asked and (reason := heading_in_row(line.cells)):
            self.unplaced.append(Unplaced(line, reason))
        node.lines.append(line)

    def _stays(self, line: Line) -> bool:
        """Whether a line after an item of a list of letters belongs to that item: a list within it, or text
        before the next letter."""
        letter = self.open.current
        if is_item(line.text) or letter is None or letter.kind != "letter":
            return is_item(line.text)
        return self._layout.goes_on(self._index + 1, following("letter", letter.ref.rpartition(".")[2]))

    def _define(self, line: Line, clause: Node) -> bool:
        row = self._layout.look(line).row
        found = defined_in_row(line.cells) if row else defined_term(line.text)
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

    def _start(
        self, kind: str, ref: str, heading: Heading, line: Line, *, titled: bool | None = None
    ) -> None:
        level = LEVELS[kind]
        parent = self.open.above(level)
        self.open.close(level)
        through = parent is None or (kind == "article" and not self.open.inside("annex"))
        self.open.note(kind, "" if through or parent is None else parent.ref, heading.label)
        self._add(Node(ref, KIND_OF.get(kind, kind)), level, heading, line, titled=titled)

    def _add(
        self, node: Node, level: int, heading: Heading, line: Line, *, titled: bool | None = None
    ) -> None:
        node.marker, node.heading_line, node.closing = heading.marker, line.number, heading.closing
        if is_title(heading.rest) if titled is None else titled:
            node.title = heading.rest
        elif heading.rest:
            node.lines.append(Line(line.number, heading.rest))
        if (rank := self._layout.rank(line)) < UNRANKED:
            self._ranks[node.ref] = rank
        self.open.attach(node, self.open.current, level, heading.label)
        self._resume = None

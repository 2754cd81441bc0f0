"""Blocks of a document's content as the body of a Word file: headings, clauses, paragraphs, fields.

`Body` writes one document. Each clause and each filled field gets a content control with its tag and a
bookmark, so that a returned file maps back. Tables, forms and signatures are in `word_tables`.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from numspot_desk.contracts.content.blocks import (
    Block,
    Boxes,
    Clause,
    Field,
    Fields,
    Form,
    Heading,
    Inline,
    Paragraph,
    Reference,
    Signatures,
    Table,
    Text,
)
from numspot_desk.documents import word_tables
from numspot_desk.documents.word_numbering import Numbering, hanging
from numspot_desk.documents.word_styles import Page
from numspot_desk.documents.word_xml import SPACE, W15, Element, add, add_text

_STYLES = {
    "body": None,
    "lead": "Lead",
    "note": "Note",
    "fine": "Fine",
    "bullet": "ListBullet",
    "quote": "Quote",
}
_UNFIT = re.compile(r"[^A-Za-z0-9_]")
_LONGEST_TAG = 64
_LONGEST_BOOKMARK = 40
_SHORT = 400  # a clause's paragraph up to this length stays on the page of the next


@dataclass
class Body:
    """The writer of one document's body: counts its marks and numbers its clauses."""

    page: Page
    numbering: Numbering = field(default_factory=Numbering)
    headings: list[Heading] = field(default_factory=list)
    _marks: int = 0
    _names: set[str] = field(default_factory=set)

    def write(self, parent: Element, blocks: Sequence[Block]) -> None:
        """Append every block."""
        for number, block in enumerate(blocks):
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            self._block(parent, block, following)

    def _block(self, parent: Element, block: Block, following: Block | None) -> None:
        match block:
            case Heading():
                self._heading(parent, block)
            case Paragraph():
                leads = isinstance(following, Table | Fields | Clause | Signatures)
                self.paragraph(parent, block.inlines, _STYLES[block.style], keep_next=leads)
            case Clause():
                self._clause(parent, block)
            case Table():
                word_tables.table(self, parent, block)
            case Fields():
                word_tables.fields(self, parent, block)
            case Form():
                word_tables.form(self, parent, block)
            case Boxes():
                word_tables.boxes(self, parent, block)
            case Signatures():
                word_tables.signatures(self, parent, block)

    def _heading(self, parent: Element, heading: Heading) -> None:
        self.headings.append(heading)
        paragraph = self.paragraph(parent, (), f"Heading{heading.level}")
        self._bookmarked(paragraph, heading.bookmark, (Text(heading.title),))

    def _clause(self, parent: Element, clause: Clause) -> None:
        content = self.control(parent, clause.ref)
        paragraph = add(content, "p")
        look = add(paragraph, "pPr")
        add(look, "pStyle", "ClauseTitle")
        number = self.numbering.clause(clause.ref)
        title = Text(clause.title)
        if number is None:
            width = str(hanging(clause.ref))
            add(add(look, "tabs"), "tab", "left", pos=width)
            add(look, "ind", left=width, hanging=width)
            inlines: tuple[Inline, ...] = (Text(clause.ref), Text("\t"), title)
        else:
            numbered = add(look, "numPr")
            add(numbered, "ilvl", "0")
            add(numbered, "numId", str(number))
            inlines = (title,)
        self._bookmarked(paragraph, clause.ref, inlines)
        last = len(clause.paragraphs) - 1
        for place, inner in enumerate(clause.paragraphs):
            style = "ClauseNote" if inner.style == "note" else "ClauseText"
            short = sum(len(_shown(inline)) for inline in inner.inlines) <= _SHORT
            self.paragraph(content, inner.inlines, style, keep_next=place < last and short)

    # ── Paragraphs and what stands in them ───────────────────────────────────────────────────────────

    def paragraph(
        self,
        parent: Element,
        inlines: tuple[Inline, ...],
        style: str | None,
        *,
        keep_next: bool = False,
        align: str | None = None,
    ) -> Element:
        """Append a paragraph and return it."""
        paragraph = add(parent, "p")
        if style or keep_next or align:
            look = add(paragraph, "pPr")
            if style:
                add(look, "pStyle", style)
            if keep_next:
                add(look, "keepNext")
            if align:
                add(look, "jc", align)
        self.inlines(paragraph, inlines)
        return paragraph

    def inlines(self, paragraph: Element, inlines: tuple[Inline, ...]) -> None:
        """Append running text, filled fields and references."""
        for inline in inlines:
            match inline:
                case Text():
                    if inline.value:
                        run(paragraph, inline.value, inline.bold, inline.italic, inline.small)
                case Field():
                    self._field(paragraph, inline)
                case Reference():
                    bookmark = bookmark_name(inline.bookmark)
                    word_field(paragraph, f"REF {bookmark} \\r \\h", inline.shown)

    def _field(self, paragraph: Element, filled: Field) -> None:
        content = self.control(paragraph, filled.tag)
        start = self._start_bookmark(content, filled.tag)
        run(content, filled.value, filled.bold, False, filled.small, field_name=filled.tag)
        add(content, "bookmarkEnd", id=start)

    def control(self, parent: Element, tag: str) -> Element:
        """Append a content control with this tag; returns the element its content goes in."""
        control = add(parent, "sdt")
        look = add(control, "sdtPr")
        add(look, "tag", tag[:_LONGEST_TAG])
        self._marks += 1
        add(look, "id", str(self._marks))
        look.append(look.makeelement(f"{{{W15}}}appearance", {f"{{{W15}}}val": "hidden"}))
        return add(control, "sdtContent")

    def _bookmarked(self, paragraph: Element, mark: str, inlines: tuple[Inline, ...]) -> None:
        start = self._start_bookmark(paragraph, mark)
        self.inlines(paragraph, inlines)
        add(paragraph, "bookmarkEnd", id=start)

    def _start_bookmark(self, parent: Element, mark: str) -> str:
        """Open a bookmark of its own name: a mark met again gets a number."""
        unique = base = bookmark_name(mark)
        turn = 1
        while unique.lower() in self._names:
            turn += 1
            unique = f"{base[: _LONGEST_BOOKMARK - 5]}_{turn}"
        self._names.add(unique.lower())
        self._marks += 1
        identifier = str(self._marks)
        add(parent, "bookmarkStart", id=identifier, name=unique)
        return identifier


def bookmark_name(mark: str) -> str:
    """A name Word takes for a bookmark: letters, digits, `_`, a letter first, 40 characters at most."""
    fit = _UNFIT.sub("_", mark)
    if not fit[:1].isalpha():
        fit = f"m_{fit}"
    if len(fit) <= _LONGEST_BOOKMARK:
        return fit
    return f"{fit[:31]}_{hashlib.sha256(mark.encode()).hexdigest()[:8]}"


def run(
    parent: Element,
    text: str,
    bold: bool = False,
    italic: bool = False,
    small: bool = False,
    field_name: str = "",
) -> Element:
    """Append a run of text."""
    element = add(parent, "r")
    if bold or italic or small:
        look = add(element, "rPr")
        if small:
            add(look, "rStyle", "Muted")
        if bold:
            add(look, "b")
        if italic:
            add(look, "i")
    add_text(element, text, field_name)
    return element


def word_field(parent: Element, instruction: str, shown: str) -> Element:
    """Append a Word field of ours (`PAGE`, `REF …`) with the result it shows until updated, which is
    returned as its text element."""
    field_mark(parent, "begin", instruction)
    element = run(parent, shown)
    field_mark(parent, "end")
    return element[-1]


def field_mark(parent: Element, kind: str, instruction: str = "") -> None:
    """Append the beginning of a field, up to its result, or its `end`."""
    add(add(parent, "r"), "fldChar", fldCharType=kind)
    if kind == "begin":
        node = add(add(parent, "r"), "instrText")
        node.set(SPACE, "preserve")
        node.text = f" {instruction} "
        add(add(parent, "r"), "fldChar", fldCharType="separate")


def _shown(inline: Inline) -> str:
    return inline.shown if isinstance(inline, Reference) else inline.value

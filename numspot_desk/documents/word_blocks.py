"""Blocks of a document's content as the body of a Word file: headings, clauses, paragraphs, fields.

`Body` writes one document. Each clause and each filled field gets a content control with its tag and a
bookmark, so that a returned file maps back. Tables, forms and signatures are in `word_tables`.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cache

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
    Picture,
    Reference,
    Signatures,
    Table,
    Text,
)
from numspot_desk.documents import word_tables
from numspot_desk.documents.word_numbering import Numbering, hanging
from numspot_desk.documents.word_pages import Flow, Piece
from numspot_desk.documents.word_pictures import PICTURE_ID, add_picture
from numspot_desk.documents.word_styles import Page
from numspot_desk.documents.word_xml import SPACE, W15, Element, add, add_text, characters, name, root

_STYLES = {
    "body": None,
    "lead": "Lead",
    "note": "Note",
    "fine": "Fine",
    "bullet": "ListBullet",
    "quote": "Quote",
    "label": "TextLabel",
}
_UNFIT = re.compile(r"[^A-Za-z0-9_]")
_VAL, _ID, _NAME = name("val"), name("id"), name("name")
_PICTURE = "Picture"
_PICTURE_MM = 190.0  # the height of a picture at most, so that it has room on a page with its heading
_TWENTIETHS_PER_MM = 1440 / 25.4
_LONGEST_TAG = 64
_LONGEST_BOOKMARK = 40
_MOST_CELLS = 12
_SHORT = 400  # a clause's paragraph up to this length stays on the page of the next
_WHOLE, _LINES = 1500, 8  # a clause longer than this may go over the page after its first paragraph


@dataclass
class Body:
    """The writer of one document's body: counts its marks and numbers its clauses.

    `tight` is how small the values and the fine print of a form are written, so that it stays on its page: 0
    as usual.
    """

    page: Page
    tight: int = 0
    numbering: Numbering = field(default_factory=Numbering)
    headings: list[Heading] = field(default_factory=list)
    flow: Flow = field(init=False)
    _marks: int = 0
    _names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.flow = Flow(self.page)

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
                leads = isinstance(following, Table | Fields | Clause | Signatures) and block.style != "quote"
                if block.style == "bullet" and isinstance(following, Paragraph):
                    leads = following.style == "bullet"  # a list stays on one page
                leads |= block.style == "note" and isinstance(following, Paragraph)
                self.paragraph(parent, block.inlines, self._style(block.style), keep_next=leads)
            case Clause():
                self._clause(parent, block, leads=isinstance(following, Fields))
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
            case Picture():
                self._picture(parent, block)

    def _style(self, name: str) -> str | None:
        """The style of a paragraph; a tight form writes its fine print smaller."""
        return f"{_STYLES[name]}{self.tight}" if name == "fine" and self.tight else _STYLES[name]

    def _picture(self, parent: Element, picture: Picture) -> None:
        width = self.page.text_width / _TWENTIETHS_PER_MM
        said = characters(picture.said)
        height = add_picture(
            add(parent, "p"), picture.png, width, _PICTURE_MM, relation=PICTURE_ID, name=_PICTURE, said=said
        )
        self.flow.pieces.append(Piece(height * _TWENTIETHS_PER_MM / 20, keep_next=False))

    def _heading(self, parent: Element, heading: Heading) -> None:
        self.headings.append(heading)
        style = f"Heading{heading.level}"
        if not heading.cited:
            self.paragraph(parent, (Text(heading.title),), style, mark=heading.bookmark)
            return
        inlines = (Text(f"{heading.number}\t{heading.title}"),)
        self.paragraph(parent, inlines, style, mark=heading.bookmark)
        look = parent[-1][0]
        add(add(look, "numPr"), "numId", "0")
        width = str(hanging(heading.number))
        add(look, "ind", left=width, hanging=width)

    def _clause(self, parent: Element, clause: Clause, *, leads: bool) -> None:
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
        self.flow.paragraph(inlines, "ClauseTitle", True)
        last = len(clause.paragraphs) - 1
        lengths = [sum(len(_shown(inline)) for inline in inner.inlines) for inner in clause.paragraphs]
        small = sum(lengths) <= _WHOLE and len(lengths) <= _LINES
        for place, inner in enumerate(clause.paragraphs):
            style = "ClauseNote" if inner.style == "note" else "ClauseText"
            together = place < last and lengths[place] <= _SHORT and (small or place == 0)
            together |= place == last and leads
            together |= (
                place == last - 1 and clause.paragraphs[last].style == "note" and lengths[place] <= _WHOLE
            )
            self.paragraph(content, inner.inlines, style, keep_next=together)

    # ── Paragraphs and what stands in them ───────────────────────────────────────────────────────────

    def paragraph(
        self,
        parent: Element,
        inlines: tuple[Inline, ...],
        style: str | None,
        *,
        keep_next: bool = False,
        align: str | None = None,
        mark: str = "",
    ) -> None:
        """Append a paragraph; its text stands in a bookmark when there is a mark."""
        self.flow.paragraph(inlines, style, keep_next, mark)
        paragraph = add(parent, "p")
        typed = [inline.value for inline in inlines if isinstance(inline, Field)]
        if style or keep_next or align:
            look = add(paragraph, "pPr")
            if style:
                add(look, "pStyle", style)
            if keep_next:
                add(look, "keepNext")
            tab_stops(look, typed, self.page.text_width)
            if align:
                add(look, "jc", align)
        if mark:
            self._bookmarked(paragraph, mark, inlines)
        else:
            self.inlines(paragraph, inlines)

    def fill(self, paragraph: Element, inlines: tuple[Inline, ...], style: str, *, keep_next: bool) -> None:
        """Fill an empty paragraph that was made before with this style."""
        self.flow.paragraph(inlines, style, keep_next)
        self.inlines(paragraph, inlines)

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
        """A control, a bookmark and a run around a value: a copy of one made before, its marks its own."""
        control = copy(_blank_field(filled.bold, filled.small))
        paragraph.append(control)
        look, content = control
        look[0].set(_VAL, filled.tag[:_LONGEST_TAG])
        look[1].set(_VAL, self._next_mark())
        start, element, end = content
        bookmark = self._next_mark()
        start.set(_ID, bookmark)
        start.set(_NAME, self._bookmark_of(filled.tag))
        end.set(_ID, bookmark)
        add_text(element, filled.value, filled.tag)

    def control(self, parent: Element, tag: str) -> Element:
        """Append a content control with this tag; returns the element its content goes in."""
        return _control(parent, tag[:_LONGEST_TAG], self._next_mark())

    def _bookmarked(self, paragraph: Element, mark: str, inlines: tuple[Inline, ...]) -> None:
        bookmark = self._next_mark()
        add(paragraph, "bookmarkStart", id=bookmark, name=self._bookmark_of(mark))
        self.inlines(paragraph, inlines)
        add(paragraph, "bookmarkEnd", id=bookmark)

    def _next_mark(self) -> str:
        """The next id, of a control or a bookmark."""
        self._marks += 1
        return str(self._marks)

    def _bookmark_of(self, mark: str) -> str:
        """A bookmark's own name: a mark met again gets a number."""
        unique = base = bookmark_name(mark)
        turn = 1
        while unique.lower() in self._names:
            turn += 1
            unique = f"{base[: _LONGEST_BOOKMARK - 5]}_{turn}"
        self._names.add(unique.lower())
        return unique


def _control(parent: Element, tag: str, identifier: str) -> Element:
    control = add(parent, "sdt")
    look = add(control, "sdtPr")
    add(look, "tag", tag)
    add(look, "id", identifier)
    look.append(look.makeelement(f"{{{W15}}}appearance", {f"{{{W15}}}val": "hidden"}))
    return add(control, "sdtContent")


@cache
def _blank_field(bold: bool, small: bool) -> Element:
    """The control of a filled field without its marks and its value."""
    content = _control(root("body"), "", "")
    add(content, "bookmarkStart", id="", name="")
    run(content, "", bold, False, small)
    add(content, "bookmarkEnd", id="")
    control = content.getparent()
    assert control is not None
    return control


def tab_stops(look: Element, texts: Iterable[str], width: int) -> None:
    """Stops of the same width for the cells of rows that tabs part, so that they stand under one another;
    none where there is no such row."""
    cells = max((line.count("\t") for text in texts for line in text.split("\n")), default=0) + 1
    if 1 < cells <= _MOST_CELLS:
        stops = add(look, "tabs")
        for cell in range(1, cells):
            add(stops, "tab", "left", pos=str(width * cell // cells))


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
    add_text(element, text)
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

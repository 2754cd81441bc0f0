"""A text with its changes marked, written as a Word file with real tracked changes.

Each change is a `w:ins` or `w:del` with its author and time, each added or removed paragraph has its mark
tracked as well: in Word, accepting all gives the new text, rejecting all the old one. What a change comes
from is a bookmark and a comment on it. The parts around the body are those of every document (`word_parts`).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.documents.word import section
from numspot_desk.documents.word_blocks import bookmark_name, run, tab_stops
from numspot_desk.documents.word_numbering import Numbering
from numspot_desk.documents.word_parts import (
    COMMENTS,
    app_properties,
    core_properties,
    footer_part,
    header_part,
    package,
)
from numspot_desk.documents.word_styles import REGULAR, fonts_part, settings_part, styles_part
from numspot_desk.documents.word_xml import Element, add, characters, name, root, serialise
from numspot_desk.terms.redline import Form, Origin, Paragraph
from numspot_desk.terms.word_diff import Mark, Piece, new_text, old_text

_STYLES: Final[Mapping[Form, str]] = MappingProxyType(
    {
        Form.TITLE: "Title",
        Form.ARTICLE: "TermsArticle",
        Form.CLAUSE: "ClauseTitle",
        Form.TEXT: "ClauseText",
    }
)
_TRACKED: Final[Mapping[Mark, str]] = MappingProxyType({Mark.INSERTED: "ins", Mark.DELETED: "del"})


class WordRedlines:
    """Implements `RedlineWriter` of the ports. Keeps nothing between documents."""

    def write(self, frame: Document, paragraphs: Sequence[Paragraph], author: str, at: dt.datetime) -> bytes:
        """The bytes of the `.docx`; `frame` gives header, footer and properties, its blocks are not written.
        Raises `TextRefused` for text with characters Word cannot carry."""
        part = root("document")
        body = add(part, "body")
        writer = _Tracked(author, at)
        told = _told(paragraphs)
        for number, paragraph in enumerate(paragraphs):
            writer.paragraph(body, paragraph, told.get(number, ()))
        add(add(add(body, "p"), "pPr"), "pStyle", "Gap")  # Word keeps a last paragraph whatever its mark
        section(body, REGULAR)
        return package(
            writer.comments()
            | {
                "word/document.xml": serialise(part),
                "word/styles.xml": styles_part(),
                "word/numbering.xml": Numbering().part(),
                "word/settings.xml": settings_part(),
                "word/fontTable.xml": fonts_part(),
                "word/header1.xml": header_part(frame, REGULAR),
                "word/footer1.xml": footer_part(frame, REGULAR),
                "docProps/core.xml": core_properties(frame),
                "docProps/app.xml": app_properties(),
            }
        )


def _told(paragraphs: Sequence[Paragraph]) -> Mapping[int, tuple[Origin, ...]]:
    """Which origins are told at which paragraph: each once, where its words begin, else where it first is."""
    first: dict[Origin, int] = {}
    words: dict[Origin, int] = {}
    for number, paragraph in enumerate(paragraphs):
        for origin in paragraph.origins:
            first.setdefault(origin, number)
            if any(piece.mark is Mark.INSERTED for piece in paragraph.pieces):
                words.setdefault(origin, number)
    told: dict[int, tuple[Origin, ...]] = {}
    for origin, number in (first | words).items():
        told[number] = (*told.get(number, ()), origin)
    return told


class _Tracked:
    """Writes paragraphs; counts the changes, for each has a number of its own, and keeps their comments."""

    def __init__(self, author: str, at: dt.datetime) -> None:
        self._author = characters(author) or "?"
        self._at = at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._changes = 0
        self._origins: list[Origin] = []
        self._bookmarks: set[str] = set()

    def comments(self) -> dict[str, bytes]:
        """The part that holds the comments; none where there is none."""
        if not self._origins:
            return {}
        part = root("comments")
        for number, origin in enumerate(self._origins):
            marks = {"id": str(number), "author": self._author, "date": self._at}
            comment = add(part, "comment", **marks, initials=self._author[:2].upper())
            for line in origin.words.split("\n"):
                run(add(comment, "p"), line)
        return {COMMENTS: serialise(part)}

    def paragraph(self, body: Element, paragraph: Paragraph, told: Sequence[Origin] = ()) -> None:
        """Append one paragraph, with a bookmark and a comment for each origin that is told there."""
        element = add(body, "p")
        look = add(element, "pPr")
        add(look, "pStyle", _STYLES[paragraph.form])
        tab_stops(look, (text(paragraph.pieces) for text in (old_text, new_text)), REGULAR.text_width)
        if paragraph.mark is not Mark.KEPT:
            self._change(add(look, "rPr"), paragraph.mark)
        numbers = [str(len(self._origins) + place) for place in range(len(told))]
        self._origins += told
        for number, origin in zip(numbers, told, strict=True):
            add(element, "bookmarkStart", id=number, name=self._bookmark(origin))
            add(element, "commentRangeStart", id=number)
        for piece in paragraph.pieces:
            self._piece(element, piece)
        for number in reversed(numbers):
            add(element, "commentRangeEnd", id=number)
            add(element, "bookmarkEnd", id=number)
            added = paragraph.mark is Mark.INSERTED  # refused with its paragraph, the comment goes as well
            holder = self._change(element, Mark.INSERTED) if added else element
            add(add(holder, "r"), "commentReference", id=number)

    def _bookmark(self, origin: Origin) -> str:
        """A bookmark's own name: an origin met again has a number."""
        base = unique = bookmark_name(origin.name)
        turn = 1
        while unique.lower() in self._bookmarks:
            turn += 1
            unique = f"{base[:34]}_{turn}"
        self._bookmarks.add(unique.lower())
        return unique

    def _piece(self, paragraph: Element, piece: Piece) -> None:
        if piece.mark is Mark.KEPT:
            run(paragraph, piece.text)
            return
        element = run(self._change(paragraph, piece.mark), piece.text)
        if piece.mark is Mark.DELETED:
            for text in element.iter(name("t")):
                text.tag = name("delText")

    def _change(self, parent: Element, mark: Mark) -> Element:
        self._changes += 1
        return add(parent, _TRACKED[mark], id=str(self._changes), author=self._author, date=self._at)

"""General terms kept as a Word file: its body as lines, with what each looks like.

A paragraph is a line, with the number that Word writes before it; a line break begins a further line; a row
of a table is a line, its cells parted by tabs. Headers, footers and pictures are no text of the terms.
Tracked changes are refused, for nobody can say which text counts; hidden text, notes and comments are left
out and remarked. What the lines mean lives in `outline`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from numspot_desk.language.messages import Message, message
from numspot_desk.terms.headings import begins_clause, possible
from numspot_desk.terms.text_reader import refuse_lines
from numspot_desk.terms.tree import Line, Remark, TermsRefused
from numspot_desk.terms.word_numbering import Numbering
from numspot_desk.terms.word_package import W, WordPackage, damaged
from numspot_desk.terms.word_styles import VAL, NumberedAs, Styles, numbering_of, outline_of, whole
from numspot_desk.terms.word_text import ALTERNATE, ParagraphText, TextReader, alternative, too_deep
from numspot_desk.terms.written import Look, Written

MAX_PARAGRAPHS: Final = 50_000
_MAX_REMARKS: Final = 1000
_DEEPEST: Final = 50
_MOST_COLUMNS: Final = 63
_LONGEST_TITLE: Final = 120
_FEWEST_ARTICLES: Final = 2
_PARAGRAPH: Final = W + "p"
_TABLE: Final = W + "tbl"
_TRACKED: Final = tuple(
    W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
)
_CONTAINERS: Final = frozenset(
    W + name for name in ("body", "sdt", "sdtContent", "customXml", "smartTag", "txbxContent", "tc")
)
_CONTENTS_STYLE: Final = re.compile(r"toc (?:\d|heading)")
_GALLERY: Final = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"
_TABBED_NUMBER: Final = re.compile(r"(?:\S{1,16}[ \N{NO-BREAK SPACE}]){0,2}\S{1,16}\t+(?=\S)")
_LEFT_OUT: Final[dict[str, Message]] = {
    "hidden_text": message("Hidden text: it is not part of the clauses."),
    "footnote": message("A footnote stands here: its text is not part of the clauses."),
    "endnote": message("An endnote stands here: its text is not part of the clauses."),
    "comment": message("A comment stands here: it is not part of the clauses."),
}


def read_word(content: bytes) -> Written:
    """The lines of a Word file. Raises `TermsRefused`."""
    package = WordPackage(content)
    body = package.document().find(W + "body")
    if body is None:
        raise damaged()
    _refuse_size(body)
    _refuse_tracked(body)
    reader = _Reader(package)
    reader.read(body)
    if reader.unclosed:  # a table of contents without an end would swallow the clauses
        remarks = package.remarks
        reader = _Reader(package, trust_fields=False)
        reader.read(body)
        package.remarks = remarks
    refuse_lines(reader.lines)
    return Written(reader.lines, reader.looks, [*package.remarks, *reader.remarks], paragraphs=True)


def _refuse_size(body: etree._Element) -> None:
    for count, _paragraph in enumerate(body.iter(_PARAGRAPH), 1):
        if count > MAX_PARAGRAPHS:
            raise TermsRefused(message("The text is too long to be general terms."))


def _refuse_tracked(body: etree._Element) -> None:
    """Tracked changes are somebody's proposal; what is adopted must be settled."""
    tracked = list(body.iter(*_TRACKED))
    if not tracked:
        return
    texts = ("".join(map(str, one.itertext(W + "t", W + "delText"))).strip() for one in tracked)
    raise TermsRefused(
        message(
            "The file holds tracked changes, the first of “{text}”: accept or reject them in Word first.",
            text=next((text for text in texts if text), "")[:80],
        )
    )


@dataclass(frozen=True)
class _Cell:
    """A cell of a table as read: its paragraphs, how many columns it covers, its remarks by place."""

    lines: Sequence[Line]
    looks: Mapping[int, Look]
    columns: int
    remarks: range

    @property
    def text(self) -> str:
        """Its paragraphs as one text."""
        texts = (line.text.replace("\t", " ").strip() for line in self.lines)
        return " ".join(text for text in texts if text)

    @property
    def begins_article(self) -> bool:
        """Whether an article or an annex begins at its top."""
        first = next((line for line in self.lines if line.text.strip()), None)
        return first is not None and begins_clause(first.text)


def _is_frame(rows: Sequence[Sequence[_Cell]]) -> bool:
    """Whether a table only lays the text out: articles begin in one of its columns and in no other."""
    begun = [{place for place, cell in enumerate(row) if cell.begins_article} for row in rows]
    columns = set[int]().union(*begun)
    return len(columns) == 1 and sum(map(bool, begun)) >= _FEWEST_ARTICLES


class _Reader:
    """Walks the body once, in the order of the text."""

    def __init__(self, package: WordPackage, *, trust_fields: bool = True) -> None:
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"), self._styles)
        self._notes = {
            kind: _notes(package.related(f"{kind}s"), kind) for kind in ("footnote", "endnote", "comment")
        }
        self._text = TextReader(self._styles, trust_fields=trust_fields)
        self.lines: list[Line] = []
        self.looks: dict[int, Look] = {}
        self.remarks: list[Remark] = []
        self._row: int | None = None  # the number of the line that a table's row will be

    @property
    def unclosed(self) -> bool:
        """Whether a field had no end."""
        return self._text.fields.unclosed

    def read(self, body: etree._Element) -> None:
        """Read all of the body."""
        self._blocks(body, contents=False, depth=0)

    def _blocks(self, holder: etree._Element, *, contents: bool, depth: int) -> None:
        if depth > _DEEPEST:
            raise too_deep()
        for element in holder:
            tag = element.tag
            if tag == _PARAGRAPH:
                self._paragraph(element, contents=contents, depth=depth)
            elif tag == _TABLE:
                self._table(element, contents=contents, depth=depth)
            elif tag == W + "altChunk":
                raise TermsRefused(
                    message("The file is put together from other files: save it as one first.")
                )
            elif tag in _CONTAINERS:
                listed = contents or _is_contents(element)
                self._blocks(element, contents=listed, depth=depth + 1)
            elif tag == ALTERNATE:
                self._blocks(alternative(element), contents=contents, depth=depth + 1)
            elif element.find(f".//{_PARAGRAPH}") is not None:
                self._blocks(element, contents=contents, depth=depth + 1)

    def _paragraph(self, element: etree._Element, *, contents: bool, depth: int) -> None:
        properties = element.find(W + "pPr")
        style_id = _style_of(properties)
        name = self._styles.name(style_id)
        marker, level, listed = self._numbered(properties, style_id)
        found = self._text.read(element, self._styles.hidden(style_id))
        contents = contents or found.contents or _CONTENTS_STYLE.match(name) is not None
        text = found.text
        if level is not None:
            text = text.strip("\n").replace("\n", " ")
        strong = (
            level is None
            and not listed
            and 0 < len(text) <= _LONGEST_TITLE
            and self._styles.all_bold(element, style_id)
        )
        look = Look(level, listed, False, contents, name == "title", strong)
        for place, part in enumerate(text.split("\n")):
            whole = (marker + part if place == 0 else part).rstrip()
            self._add(
                _without_tab(whole) if marker == "" else whole,
                look if place == 0 else Look(contents=contents),
            )
        self._remark(found)
        for box in found.boxes:
            self._blocks(box, contents=contents, depth=depth + 1)

    def _numbered(
        self, properties: etree._Element | None, style_id: str | None
    ) -> tuple[str, int | None, bool]:
        """The number of a paragraph, its heading level, and whether it is an item of a list."""
        own = outline_of(properties)
        level = self._styles.outline(style_id) if own is None else own or None
        direct, styled = numbering_of(properties), self._styles.numbered(style_id)
        list_id = direct.list_id or styled.list_id
        if list_id is None or list_id == "0":
            return "", level, False
        place = direct.level
        if place is None:
            place = self._numbering.level_of(NumberedAs(list_id, styled.level), style_id)
        marker = self._numbering.marker(list_id, place)
        return marker, level, bool(marker)

    def _table(self, element: etree._Element, *, contents: bool, depth: int) -> None:
        """Each row as a line. A table of one column is a frame: what stands in it are paragraphs."""
        if depth > _DEEPEST:
            raise too_deep()
        rows = [list(_cells(row, 0)) for row in _rows(element, 0)]
        if all(len(row) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    self._blocks(cell, contents=contents, depth=depth + 1)
            return
        outer = self._row
        read = [[self._cell(cell, depth, outer) for cell in row] for row in rows]
        if outer is None and _is_frame(read):
            for unfolded in (one for cells in read for one in cells if one.text):
                self._unfold(unfolded)
            return
        for cells in read:
            texts = [text for cell in cells for text in (cell.text, *[""] * (cell.columns - 1))]
            if outer is None:
                self._move([at for cell in cells for at in cell.remarks], len(self.lines) + 1)
            self._add("\t".join(texts).rstrip(), Look(row=True, contents=contents))

    def _cell(self, cell: etree._Element, depth: int, outer: int | None) -> _Cell:
        """What stands in a cell, as paragraphs; where they go in the text is not known yet."""
        properties = cell.find(W + "tcPr")
        span = None if properties is None else properties.find(W + "gridSpan")
        covered = max(1, min((0 if span is None else whole(span.get(VAL))) or 1, _MOST_COLUMNS))
        lines, looks, first = self.lines, self.looks, len(self.remarks)
        self._row = outer or len(lines) + 1
        self.lines, self.looks = [], {}
        self._blocks(cell, contents=False, depth=depth + 1)
        found = _Cell(self.lines, self.looks, covered, range(first, len(self.remarks)))
        self.lines, self.looks, self._row = lines, looks, outer
        return found

    def _unfold(self, cell: _Cell) -> None:
        self._move(cell.remarks, len(self.lines) + 1)
        for line in cell.lines:
            self._add(line.text, cell.looks.get(line.number, Look()))

    def _move(self, remarks: Iterable[int], line: int) -> None:
        for at in remarks:
            self.remarks[at] = replace(self.remarks[at], line=line)

    def _add(self, text: str, look: Look) -> None:
        self.lines.append(Line(len(self.lines) + 1, text))
        if look != Look():
            self.looks[len(self.lines)] = look

    def _remark(self, found: ParagraphText) -> None:
        hidden = "".join(found.hidden).strip()
        if hidden:
            self._left_out("hidden_text", hidden)
        for kind, note_id in found.notes:
            self._left_out(kind, self._notes[kind].get(note_id, ""))

    def _left_out(self, code: str, text: str) -> None:
        if len(self.remarks) < _MAX_REMARKS:
            self.remarks.append(Remark(code, _LEFT_OUT[code], text[:2000], self._row or len(self.lines)))


def _style_of(properties: etree._Element | None) -> str | None:
    found = None if properties is None else properties.find(W + "pStyle")
    return None if found is None else found.get(VAL)


def _is_contents(element: etree._Element) -> bool:
    gallery = element.find(_GALLERY)
    return gallery is not None and gallery.get(VAL) == "Table of Contents"


def _rows(table: etree._Element, depth: int) -> Iterator[etree._Element]:
    yield from _below(table, W + "tr", depth)


def _cells(row: etree._Element, depth: int) -> Iterator[etree._Element]:
    yield from _below(row, W + "tc", depth)


def _below(holder: etree._Element, tag: str, depth: int) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also those inside a content control."""
    if depth > _DEEPEST:
        raise too_deep()
    for element in holder:
        if element.tag == tag:
            yield element
        elif element.tag in _CONTAINERS:
            yield from _below(element, tag, depth + 1)


def _without_tab(text: str) -> str:
    """A typed number is parted from its text by a tab in Word, by a space in a text file: one way for all."""
    found = _TABBED_NUMBER.match(text) if "\t" in text else None
    if found is None:
        return text
    spaced = found.group().rstrip("\t") + " " + text[found.end() :]
    if any(len(heading.marker) == len(found.group().rstrip("\t")) + 1 for heading in possible(spaced)):
        return spaced
    return spaced if spaced[0] in "-–—•*" and len(found.group().rstrip("\t")) == 1 else text


def _notes(root: etree._Element | None, kind: str) -> dict[str, str]:
    """The texts of the notes by id."""
    if root is None:
        return {}
    return {
        note.get(W + "id") or "": "".join(map(str, note.itertext(W + "t"))).strip()
        for note in root.iterchildren(W + kind)
    }

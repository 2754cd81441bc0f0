"""On which page a bookmark will fall: an estimate made from the body of a Word file and Arial's widths.

Lines are broken at spaces with the widths of Arial, heights come from the styles, rows and what is kept
together move to the next page whole. Word's own pagination may differ by a line here and there.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from numspot_desk.documents.word_styles import Metrics, Page, metrics
from numspot_desk.documents.word_xml import Element, name

_ASCII: Final = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 "
    "556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584 "
)
_WIDTHS: Final = {chr(32 + place): int(width) for place, width in enumerate(_ASCII.split())}
_OTHER: Final = 556
_BOLD: Final = 1.06
_LINE: Final = 1.15  # Arial's ascent, descent and gap
_SMALL: Final = 8.0
_CELL_PADDING: Final = 85 * 2 / 20
_BORDER: Final = 0.5
_P, _TBL, _SDT = name("p"), name("tbl"), name("sdt")
_R, _T, _BR, _TAB = name("r"), name("t"), name("br"), name("tab")


@dataclass(frozen=True)
class Estimate:
    """The page of each bookmark, and how many pages there are."""

    pages: dict[str, int]
    count: int


@dataclass
class _Piece:
    """What cannot be cut: its height in points, whether it stays with the next, the bookmarks in it."""

    height: float
    keep_next: bool
    marks: list[str] = field(default_factory=list)
    header: float = 0.0  # height of the table header that repeats above it on a new page
    lines: tuple[float, ...] = ()  # of a paragraph: the height of each


def estimate(body: Element, page: Page) -> Estimate:
    """Lay the body out on pages."""
    room = (page.height - page.margin_top - page.margin_bottom) / 20
    pages: dict[str, int] = {}
    number, used = 1, 0.0
    for group in _groups(_pieces(body, page)):
        height = sum(piece.height for piece in group)
        if used and used + height > room and height <= room:
            number, used = number + 1, group[0].header
        for piece in group:
            if used and used + piece.height > room:
                number, used = number + 1, piece.header
            used += piece.height
            while used > room:
                number, used = number + 1, used - room
            pages.update(dict.fromkeys(piece.marks, number))
    return Estimate(pages, number)


def _groups(pieces: Iterator[_Piece]) -> Iterator[list[_Piece]]:
    group: list[_Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.keep_next:
            yield group
            group = []
    if group:
        yield group


def _pieces(parent: Element, page: Page) -> Iterator[_Piece]:
    for child in parent:
        if child.tag == _P:
            yield from _cut(_paragraph(child, page.text_width / 20))
        elif child.tag == _TBL:
            yield from _table(child)
        elif child.tag == _SDT:
            yield from _pieces(child[-1], page)


def _cut(piece: _Piece) -> Iterator[_Piece]:
    """A paragraph of running text line by line: it may go on over the page, two lines at least on each."""
    if len(piece.lines) < 4:
        yield piece
        return
    last = len(piece.lines) - 1
    spaces = piece.height - sum(piece.lines)
    for number, height in enumerate(piece.lines):
        keep = piece.keep_next if number == last else number in (0, last - 1)
        yield _Piece(height + (spaces if number == last else 0), keep, piece.marks if number == 0 else [])


def _table(table: Element) -> Iterator[_Piece]:
    header = 0.0
    for row in table.iterchildren(name("tr")):
        cells = [_cell(cell) for cell in row.iterchildren(name("tc"))]
        least = row.find(f"{name('trPr')}/{name('trHeight')}")
        height = max(sum(piece.height for piece in cell) for cell in cells)
        if least is not None:
            height = max(height, int(least.get(name("val"), "0")) / 20)
        keep = any(piece.keep_next for cell in cells for piece in cell)
        marks = [mark for cell in cells for piece in cell for mark in piece.marks]
        if row.find(f"{name('trPr')}/{name('tblHeader')}") is not None:
            header = height + _BORDER
            yield _Piece(height + _BORDER, keep, marks)
        else:
            yield _Piece(height + _BORDER, keep, marks, header)


def _cell(cell: Element) -> list[_Piece]:
    found = cell.find(f"{name('tcPr')}/{name('tcW')}")
    width = 0.0 if found is None else int(found.get(name("w"), "0")) / 20 - _CELL_PADDING
    return [_paragraph(paragraph, width) for paragraph in cell.iterchildren(_P)]


def _paragraph(paragraph: Element, width: float) -> _Piece:
    look = paragraph.find(name("pPr"))
    style = look.find(name("pStyle")) if look is not None else None
    measures = metrics(style.get(name("val")) if style is not None else None)
    keep = measures.keep_next or (look is not None and look.find(name("keepNext")) is not None)
    sizes = _lines(paragraph, measures, width - measures.left)
    lines = tuple(size * _LINE * measures.line for size in sizes)
    marks = [str(mark.get(name("name"))) for mark in paragraph.iter(name("bookmarkStart"))]
    return _Piece(measures.before + sum(lines) + measures.after, keep, marks, lines=lines)


def _lines(paragraph: Element, measures: Metrics, width: float) -> list[float]:
    """The size of the largest text of each line."""
    lines = [0.0]
    used = 0.0
    for run in paragraph.iter(_R):
        look = run.find(name("rPr"))
        small = look is not None and look.find(name("rStyle")) is not None
        bold = measures.bold or (look is not None and look.find(name("b")) is not None)
        size = _SMALL if small else measures.size
        for node in run:
            if node.tag == _BR:
                lines.append(0.0)
                used = 0.0
            elif node.tag == _TAB:
                used += 24
            elif node.tag == _T:
                for word in (node.text or "").split(" "):
                    wide = _width(word, bold) * size
                    if used and used + wide > width:
                        lines.append(0.0)
                        used = 0.0
                    lines[-1] = max(lines[-1], size)
                    used += wide
                    while used > width > 0:
                        lines.append(size)
                        used -= width
                    used += _width(" ", bold) * size
                used -= _width(" ", bold) * size
    lines[-1] = max(lines[-1], measures.size)  # the paragraph's own mark stands on its last line
    return [size or measures.size for size in lines]


@cache
def _width(word: str, bold: bool) -> float:
    """The width of a word at one point."""
    total = sum(_character(character) for character in word)
    return total / 1000 * (_BOLD if bold else 1.0)


@cache
def _character(character: str) -> int:
    plain = unicodedata.normalize("NFD", character)[:1]
    return _WIDTHS.get(plain, _WIDTHS[" "] if character.isspace() else _OTHER)

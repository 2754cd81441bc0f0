"""On which page a heading will fall: an estimate made while the body is written, from Arial's widths.

Lines are broken at spaces with the widths of Arial, heights come from the styles, rows and what is kept
together move to the next page whole. Word's own pagination may differ by a line here and there.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from numspot_desk.contracts.content.blocks import Inline, Reference
from numspot_desk.documents.word_styles import Metrics, Page, metrics

_ASCII: Final = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 "
    "556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTHS: Final = {chr(32 + place): int(width) for place, width in enumerate(_ASCII.split())}
_OTHER: Final = 556
_BOLD: Final = 1.06
_LINE: Final = 1.15  # Arial's ascent, descent and gap
_SMALL: Final = 8.0
_CELL_PADDING: Final = 85 * 2 / 20
_BORDER: Final = 0.5
_IN_DOUBT: Final = 24.0  # points: two lines that another program may break otherwise


@dataclass(frozen=True)
class Piece:
    """What cannot be cut: its height in points, whether it stays with the next, the headings in it."""

    height: float
    keep_next: bool
    marks: tuple[str, ...] = ()
    header: float = 0.0  # height of the table header that repeats above it on a new page


@dataclass(frozen=True)
class Estimate:
    """The page of each heading by its bookmark, and how many pages there are."""

    pages: dict[str, int]
    count: int


@dataclass
class _Row:
    """The row being written."""

    header: bool
    height: float
    cells: list[float] = field(default_factory=list)
    keep_next: bool = False


class Flow:
    """Told of each paragraph, row and cell as it is written; gives the pieces they make."""

    def __init__(self, page: Page) -> None:
        self._width = page.text_width / 20
        self._cell_width = 0.0
        self._row: _Row | None = None
        self._header = 0.0
        self.pieces: list[Piece] = []

    def row(self, *, header: bool = False, height: int = 0) -> None:
        """A table's next row begins; `height` is its least, in twentieths of a point."""
        self._end_row()
        self._row = _Row(header, height / 20)

    def cell(self, width: int) -> None:
        """The row's next cell begins, this wide in twentieths of a point."""
        if self._row is not None:
            self._row.cells.append(0.0)
            self._cell_width = width / 20 - _CELL_PADDING

    def lines(self, inlines: Sequence[Inline], style: str | None) -> int:
        """How many lines a paragraph of this style would take in the present cell."""
        return len(_line_sizes(inlines, metrics(style), self._cell_width))

    def end_table(self) -> None:
        """What follows stands outside the table."""
        self._end_row()
        self._header = 0.0

    def paragraph(
        self, inlines: Sequence[Inline], style: str | None, keep_next: bool, mark: str = ""
    ) -> None:
        """A paragraph of this style, in the cell or on the page; `mark` is a heading's bookmark."""
        measures = metrics(style)
        keep = keep_next or measures.keep_next
        width = self._width if self._row is None else self._cell_width
        sizes = _line_sizes(inlines, measures, width - measures.left)
        lines = [size * _LINE * measures.line for size in sizes]
        if self._row is not None:
            self._row.cells[-1] += measures.before + sum(lines) + measures.after
            self._row.keep_next |= keep
        else:
            self.pieces.extend(_cut(measures, lines, keep, (mark,) if mark else ()))

    def _end_row(self) -> None:
        row, self._row = self._row, None
        if row is None:
            return
        height = max([row.height, *row.cells]) + _BORDER
        if row.header:
            self._header = height
        self.pieces.append(Piece(height, row.keep_next, header=0.0 if row.header else self._header))


def line(style: str) -> Piece:
    """A paragraph of one line of this style."""
    measures = metrics(style)
    height = measures.size * _LINE * measures.line
    return Piece(measures.before + height + measures.after, measures.keep_next)


def estimate(pieces: Iterable[Piece], page: Page) -> Estimate:
    """Lay the pieces out on pages."""
    room = (page.height - page.margin_top - page.margin_bottom) / 20
    pages: dict[str, int] = {}
    number, used = 1, 0.0
    for group in _groups(pieces):
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


def runs_over(pieces: Iterable[Piece], page: Page) -> bool:
    """Whether a form that belongs on one page might not stand there whole, in doubt yes."""
    room = (page.height - page.margin_top - page.margin_bottom) / 20
    return sum(piece.height for piece in pieces) > room - _IN_DOUBT


def _groups(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.keep_next:
            yield group
            group = []
    if group:
        yield group


def _cut(measures: Metrics, lines: list[float], keep: bool, marks: tuple[str, ...]) -> Iterator[Piece]:
    """A paragraph of running text line by line: it may go on over the page, two lines at least on each."""
    if len(lines) < 4:
        yield Piece(measures.before + sum(lines) + measures.after, keep, marks)
        return
    last = len(lines) - 1
    yield Piece(measures.before + lines[0], True, marks)
    for number in range(1, last):
        yield Piece(lines[number], number == last - 1)
    yield Piece(lines[last] + measures.after, keep)


def _line_sizes(inlines: Sequence[Inline], measures: Metrics, width: float) -> list[float]:
    """The size of the largest text of each line."""
    sizes = [0.0]
    used = 0.0
    after_space = False  # whether a line may break before the next word
    for inline in inlines:
        if isinstance(inline, Reference):
            text, bold, size = inline.shown, measures.bold, measures.size
        else:
            text, bold = inline.value, measures.bold or inline.bold
            size = _SMALL if inline.small else measures.size
        space = _width(" ", bold) * size
        for number, part in enumerate(text.split("\n")):
            if number:
                sizes.append(0.0)
                used = 0.0
            for place, word in enumerate(part.split(" ")):
                used += space if place else 0.0
                wide = _width(word, bold) * size
                if used and used + wide > width and (place or after_space):
                    sizes.append(0.0)
                    used = 0.0
                after_space = not word
                sizes[-1] = max(sizes[-1], size if part else 0.0)
                used += wide
                while used > width > 0:
                    sizes.append(size)
                    used -= width
    sizes[-1] = max(sizes[-1], measures.size)  # the paragraph's own mark stands on its last line
    return [size or measures.size for size in sizes]


@cache
def _character(character: str) -> int:
    plain = unicodedata.normalize("NFD", character)[:1]
    return _WIDTHS.get(plain, _WIDTHS[" "] if character.isspace() else _OTHER)


def _width(word: str, bold: bool) -> float:
    """The width of a word at one point."""
    total = sum(map(_character, word))
    return total / 1000 * (_BOLD if bold else 1.0)

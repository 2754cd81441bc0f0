"""Tables, labelled fields, forms, character boxes and signature blocks as Word tables.

Widths are fixed and fill the text width; header rows repeat; a row never splits over two pages, unless its
table flows; what belongs together (totals, signatures) stays on one page. Light rules, numbers at the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from numspot_desk.contracts.content.blocks import (
    Align,
    Boxes,
    Fields,
    Form,
    FormCell,
    Inline,
    Reference,
    Signature,
    Signatures,
    Table,
    Text,
)
from numspot_desk.documents.word_styles import ACCENT, RULE, SHADE, TIGHTEST_VALUE
from numspot_desk.documents.word_xml import Element, add, characters, name, root

if TYPE_CHECKING:
    from numspot_desk.documents.word_blocks import Body

_ALIGN: Final = {Align.LEFT: None, Align.RIGHT: "right", Align.CENTRE: "center"}
_LABEL_SHARE: Final = 32  # of a hundred: the label column of labelled fields
_TOGETHER: Final = 12  # labelled fields up to this many rows stay on one page
_BOX: Final = 284
_FRAME_HEIGHT: Final = 1361
_MANDATE_FRAME_HEIGHT: Final = 1077
_LONG: Final = 600
"""Letters of a cell above which its row may split, in a table that flows."""


def table(body: Body, parent: Element, block: Table) -> None:
    """A table with a header row that repeats on each page and emphasised totals."""
    widths = shares([column.width for column in block.columns], body.page.text_width)
    aligns = [_ALIGN[column.align] for column in block.columns]
    element = _table(parent, widths, {"top": ACCENT, "bottom": ACCENT, "insideH": RULE})
    header = _row(body, element, header=True)
    for column, width, align in zip(block.columns, widths, aligns, strict=True):
        cell = _cell(body, header, width, shade=SHADE)
        body.paragraph(cell, (Text(column.title),), "TableHead", align=align, keep_next=True)
    small = len(block.rows) + len(block.totals) <= _TOGETHER
    last = len(block.rows) + len(block.totals) - 1
    models: dict[tuple[bool, bool, bool], Element] = {}
    for number, row in enumerate((*block.rows, *block.totals)):
        total = number >= len(block.rows)
        style = "TableTotal" if total else "TableText"
        together = number < last and (small or number == 0 or number >= len(block.rows) - 2)
        together = together and not block.flows
        splits = block.flows and any(sum(len(_letters(one)) for one in cell) > _LONG for cell in row)
        kind = (total, together, splits)
        if kind not in models:
            models[kind] = _empty_row(
                body, widths, aligns, style, together, SHADE if total else None, splits=splits
            )
        cells = copy(models[kind])
        element.append(cells)
        body.flow.row()
        for cell, inlines, width in zip(cells.iterchildren(name("tc")), row, widths, strict=True):
            body.flow.cell(width)
            body.fill(cell[1], inlines, style, keep_next=together)
    gap(body, parent)


def _letters(inline: Inline) -> str:
    return inline.shown if isinstance(inline, Reference) else inline.value


def _empty_row(
    body: Body,
    widths: Sequence[int],
    aligns: Sequence[str | None],
    style: str,
    keep_next: bool,
    shade: str | None,
    *,
    splits: bool,
) -> Element:
    """A row with its cells and empty paragraphs, to be copied: long tables are written row by row so."""
    scratch = type(body)(body.page)
    row = _row(scratch, root("tbl"), splits=splits)
    for width, align in zip(widths, aligns, strict=True):
        cell = _cell(scratch, row, width, shade=shade)
        scratch.paragraph(cell, (), style, align=align, keep_next=keep_next)
    return row


def fields(body: Body, parent: Element, block: Fields) -> None:
    """Labels at the left, values at the right, a light rule between rows."""
    widths = shares([_LABEL_SHARE, 100 - _LABEL_SHARE], body.page.text_width)
    element = _table(parent, widths, {"insideH": RULE})
    together = len(block.rows) <= _TOGETHER
    for number, (label, inlines) in enumerate(block.rows):
        keep = together and number < len(block.rows) - 1
        row = _row(body, element)
        body.paragraph(_cell(body, row, widths[0]), (Text(label),), "FieldLabel", keep_next=keep)
        body.paragraph(_cell(body, row, widths[1]), inlines, "FieldValue", keep_next=keep)
    gap(body, parent)


def form(body: Body, parent: Element, block: Form) -> None:
    """A framed part of a paper form: each row a table of its own widths under one title bar."""
    units = _common_units(block.rows)
    widths = shares([1] * units, body.page.text_width)
    borders = dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), RULE)
    element = _table(parent, widths, borders)
    title = _cell(body, _row(body, element), sum(widths), span=units, shade=SHADE)
    body.paragraph(title, (Text(block.title),), "FormTitle")
    for cells in block.rows:
        row = _row(body, element)
        unit = units // sum(cell.width for cell in cells)
        place = 0
        for cell in cells:
            span = cell.width * unit
            inner = _cell(body, row, sum(widths[place : place + span]), span=span)
            place += span
            body.paragraph(inner, (Text(cell.label),), "FormLabel")
            _value(body, inner, cell.inlines, "FormValue")
    gap(body, parent)


def _common_units(rows: Sequence[Sequence[FormCell]]) -> int:
    """The least number of equal columns that every row's shares divide."""
    units = 1
    for cells in rows:
        total = sum(cell.width for cell in cells)
        units = units * total // _greatest_common(units, total)
    return units


def _greatest_common(first: int, second: int) -> int:
    while second:
        first, second = second, first % second
    return first


def boxes(body: Body, parent: Element, block: Boxes) -> None:
    """A value one character a box, under one content control; spare boxes stay empty."""
    body.paragraph(parent, (Text(block.label),), "BoxLabel")
    width = min(_BOX, body.page.text_width // block.count)
    value = characters(block.value, block.tag)
    borders = dict.fromkeys(("top", "left", "bottom", "right", "insideV"), "8A95A5")
    content = body.control(parent, block.tag)
    element = _table(content, [width] * block.count, borders, padding=0)
    row = _row(body, element)
    for place in range(block.count):
        character = value[place : place + 1]
        body.paragraph(_cell(body, row, width), (Text(character),) if character else (), "Box")
    gap(body, parent)


def signatures(body: Body, parent: Element, block: Signatures) -> None:
    """The places to sign, on one page: side by side, or beside its fields when there is one alone."""
    if len(block.blocks) == 1:
        _single_signature(body, parent, block.blocks[0])
        return
    count = len(block.blocks)
    space = 340
    width = (body.page.text_width - space * (count - 1)) // count
    widths = [width, *([space, width] * (count - 1))]
    element = _table(parent, widths, {})
    rows = max(len(one.rows) for one in block.blocks)
    _signature_row(body, element, widths, [(Text(one.party),) for one in block.blocks], "SignatureParty")
    for number in range(rows):
        line: list[tuple[Inline, ...]] = []
        for one in block.blocks:
            label, inlines = one.rows[number] if number < len(one.rows) else ("", ())
            line.append(_labelled(label, inlines))
        _signature_row(body, element, widths, line, "SignatureLabel")
    labels = [(Text(one.frame_label, small=True),) for one in block.blocks]
    _signature_row(body, element, widths, labels, "SignatureLabel", frame=_FRAME_HEIGHT)
    body.flow.end_table()


def _labelled(label: str, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return (Text(f"{label}\N{NO-BREAK SPACE}: " if label else "", small=True), *inlines)


def _signature_row(
    body: Body,
    element: Element,
    widths: Sequence[int],
    texts: Sequence[tuple[Inline, ...]],
    style: str,
    *,
    frame: int = 0,
) -> None:
    row = _row(body, element, height=frame)
    for place, width in enumerate(widths):
        cell = _cell(body, row, width, framed=bool(frame) and place % 2 == 0)
        inlines = texts[place // 2] if place % 2 == 0 else ()
        body.paragraph(cell, inlines, style, keep_next=not frame)


def _single_signature(body: Body, parent: Element, one: Signature) -> None:
    widths = shares([46, 54], body.page.text_width)
    borders = dict.fromkeys(("top", "left", "bottom", "right", "insideV"), RULE)
    element = _table(parent, widths, borders)
    row = _row(body, element, height=_MANDATE_FRAME_HEIGHT)
    left = _cell(body, row, widths[0])
    body.paragraph(left, (Text(one.party),), "SignatureParty")
    for label, inlines in one.rows:
        _value(body, left, _labelled(label, inlines), "SignatureLabel")
    body.paragraph(_cell(body, row, widths[1]), (Text(one.frame_label, small=True),), "SignatureLabel")
    gap(body, parent)


def _value(body: Body, cell: Element, inlines: tuple[Inline, ...], style: str) -> None:
    """A filled value of a form; a tight form writes small those that need more than a line."""
    if body.tight and body.flow.lines(inlines, style) > 1:
        inlines = tuple(one if isinstance(one, Reference) else replace(one, small=False) for one in inlines)
        style = f"{style}{min(body.tight, TIGHTEST_VALUE)}"
    body.paragraph(cell, inlines, style)


# ── Rows and cells ───────────────────────────────────────────────────────────────────────────────────


def shares(parts: Sequence[int], whole: int) -> list[int]:
    """The whole cut in proportion to the parts, without a remainder."""
    total = sum(parts)
    cuts = [whole * sum(parts[: number + 1]) // total for number in range(len(parts))]
    return [cut - before for cut, before in zip(cuts, [0, *cuts[:-1]], strict=True)]


def gap(body: Body, parent: Element) -> None:
    """A low empty paragraph after a table: Word joins tables that touch."""
    body.flow.end_table()
    body.paragraph(parent, (), "Gap")


def _table(
    parent: Element, widths: Sequence[int], borders: dict[str, str], *, padding: int | None = None
) -> Element:
    element = add(parent, "tbl")
    look = add(element, "tblPr")
    add(look, "tblW", w=str(sum(widths)), type="dxa")
    if borders:
        edges = add(look, "tblBorders")
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
            if edge in borders:
                add(edges, edge, "single", sz="4", space="0", color=borders[edge])
    add(look, "tblLayout", type="fixed")
    if padding is not None:
        margins = add(look, "tblCellMar")
        add(margins, "left", w=str(padding), type="dxa")
        add(margins, "right", w=str(padding), type="dxa")
    grid = add(element, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=str(width))
    return element


def _row(
    body: Body, parent: Element, *, header: bool = False, height: int = 0, splits: bool = False
) -> Element:
    body.flow.row(header=header, height=height)
    row = add(parent, "tr")
    look = add(row, "trPr")
    if not splits:
        add(look, "cantSplit")
    if height:
        add(look, "trHeight", str(height), hRule="atLeast")
    if header:
        add(look, "tblHeader")
    return row


def _cell(
    body: Body, row: Element, width: int, *, span: int = 1, shade: str | None = None, framed: bool = False
) -> Element:
    body.flow.cell(width)
    cell = add(row, "tc")
    look = add(cell, "tcPr")
    add(look, "tcW", w=str(width), type="dxa")
    if span > 1:
        add(look, "gridSpan", str(span))
    if framed:
        edges = add(look, "tcBorders")
        for edge in ("top", "left", "bottom", "right"):
            add(edges, edge, "single", sz="4", space="0", color=RULE)
    if shade:
        add(look, "shd", "clear", color="auto", fill=shade)
    return cell

"""Paints a document's content as a `QTextDocument`: the same text in the same order as its Word file.

White paper and dark ink whatever the theme, because it stands for paper. It is a preview: lines and pages
break elsewhere than in Word. Showing it is in `view`.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableFormat,
)

from numspot_desk.contracts.content.blocks import (
    Align,
    Block,
    Boxes,
    Clause,
    Document,
    Fields,
    Form,
    Heading,
    Inline,
    Paragraph,
    Picture,
    Reference,
    Signature,
    Signatures,
    Table,
    Text,
)

PAPER: Final = QColor("#ffffff")
INK: Final = QColor("#1b2430")
_MUTED: Final = QColor("#5a6675")
_ACCENT: Final = QColor("#1f3a5f")
_SHADE: Final = QColor("#f1f4f8")
_RULE: Final = QColor("#d3dae3")
_WARNING: Final = QColor("#b42318")
_BODY: Final = 10.0
_SMALL: Final = 8.0
_HEADINGS: Final = {1: 13.0, 2: 10.5}
_BULLET, _NUMBER, _REFERENCE = 16.0, 40.0, 80.0
"""How far in, in pixels, lines stand behind a dash, the number of a heading, the reference of a clause."""
_PICTURE_WIDTH, _PICTURE_HEIGHT = 570.0, 720.0
"""Room of a picture on a page of A4, in pixels of the screen."""
_NOTES: Final = frozenset({"note", "fine", "label"})
_LINE_BREAK: Final = "\u2028"
_ALIGN: Final = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
}


def paint(document: Document) -> QTextDocument:
    """The document as rich text; never HTML, so that text from people stays text."""
    painted = QTextDocument()
    painted.setUndoRedoEnabled(False)
    painted.setDefaultFont(QFont(["Arial", "Liberation Sans", "Helvetica"], int(_BODY)))
    painted.setDocumentMargin(36)
    painted.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, document.title)
    painter = _Painter(painted)
    if document.draft_mark:
        painter.line(document.draft_mark, _look(_BODY, bold=True, colour=_WARNING), align=Align.CENTRE)
    painter.line(document.title, _look(20, bold=True, colour=_ACCENT))
    painter.line(document.subtitle, _look(11, colour=_MUTED), after=12)
    for block in document.blocks:
        painter.block(block)
    for number, line in enumerate(document.footer):
        painter.line(line, _look(7, colour=_MUTED), before=24 if number == 0 else 0)
    return painted


def _look(
    points: float, *, bold: bool = False, italic: bool = False, colour: QColor = INK
) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontPointSize(points)
    look.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    look.setFontItalic(italic)
    look.setForeground(QBrush(colour))
    return look


class _Painter:
    """Writes blocks at the end of one document."""

    def __init__(self, painted: QTextDocument) -> None:
        self._cursor = QTextCursor(painted)
        self._started = False

    def line(
        self,
        text: str,
        look: QTextCharFormat,
        *,
        before: float = 0,
        after: float = 2,
        align: Align = Align.LEFT,
        hang: float = 0,
    ) -> None:
        """A paragraph of one look; its lines stand `hang` pixels in, behind a number or reference."""
        self._paragraph(before, after, align, hang)
        self._cursor.insertText(_broken(text), look)

    def block(self, block: Block) -> None:
        """Any block of a document's content."""
        match block:
            case Heading():
                dot = "." if block.level == 1 else ""
                look = _look(_HEADINGS[block.level], bold=True, colour=_ACCENT if block.level == 1 else INK)
                self.line(f"{block.number}{dot}\t{block.title}", look, before=14, after=4, hang=_NUMBER)
            case Paragraph():
                self._running(block)
            case Clause():
                title = f"{block.ref}\t{block.title}"
                self.line(title, _look(_BODY, bold=True, colour=_ACCENT), before=8, hang=_REFERENCE)
                for paragraph in block.paragraphs:
                    self._running(paragraph)
            case Table():
                self._table(block)
            case Fields():
                self._rows([(label, inlines) for label, inlines in block.rows])
            case Form():
                self._form(block)
            case Boxes():
                self._boxes(block)
            case Signatures():
                self._signatures(block.blocks)
            case Picture():
                self._picture(block)

    def _picture(self, picture: Picture) -> None:
        """As wide as the text of a page, its proportions kept."""
        self._paragraph(4, 8, Align.LEFT)
        image = QImage.fromData(picture.png)
        document = self._cursor.document()
        name = f"picture-{len(document.allFormats())}"
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
        look = QTextImageFormat()
        look.setName(name)
        scale = min(_PICTURE_WIDTH / max(image.width(), 1), _PICTURE_HEIGHT / max(image.height(), 1))
        look.setWidth(image.width() * scale)
        look.setHeight(image.height() * scale)
        look.setProperty(QTextFormat.Property.ImageAltText, picture.said)
        self._cursor.insertImage(look)

    def _running(self, paragraph: Paragraph) -> None:
        bullet = paragraph.style == "bullet"
        self._paragraph(0, 5, Align.LEFT, _BULLET if bullet else 0)
        if bullet:
            self._cursor.insertText("–\t", _look(_BODY, colour=_ACCENT))
        points = 9.0 if paragraph.style in _NOTES else _BODY
        self._inlines(paragraph.inlines, points, muted=paragraph.style in ("note", "label"))

    def _inlines(
        self, inlines: tuple[Inline, ...], points: float, *, muted: bool = False, bold: bool = False
    ) -> None:
        for inline in inlines:
            if isinstance(inline, Reference):
                self._cursor.insertText(inline.shown, _look(points, colour=_MUTED if muted else INK))
                continue
            small = inline.small
            look = _look(
                _SMALL if small else points,
                bold=bold or inline.bold,
                italic=isinstance(inline, Text) and inline.italic,
                colour=_MUTED if small or muted else INK,
            )
            self._cursor.insertText(_broken(inline.value), look)

    # ── Tables ───────────────────────────────────────────────────────────────────────────────────────

    def _table(self, table: Table) -> None:
        rows = [*table.rows, *table.totals]
        grid = self._grid(len(rows) + 1, [column.width for column in table.columns], header=True)
        for place, column in enumerate(table.columns):
            self._cell(grid, 0, place, (Text(column.title, bold=True),), column.align, shade=True)
        for number, row in enumerate(rows, 1):
            total = number > len(table.rows)
            for place, inlines in enumerate(row):
                align = table.columns[place].align
                self._cell(grid, number, place, inlines, align, shade=total, bold=total)
        self._leave()

    def _rows(self, rows: Sequence[tuple[str, tuple[Inline, ...]]]) -> None:
        grid = self._grid(len(rows), [32, 68])
        for number, (label, inlines) in enumerate(rows):
            self._cell(grid, number, 0, (Text(label),), muted=True)
            self._cell(grid, number, 1, inlines)
        self._leave()

    def _form(self, form: Form) -> None:
        self.line(form.title, _look(9, bold=True, colour=_ACCENT), before=6)
        for cells in form.rows:
            grid = self._grid(1, [cell.width for cell in cells], border=1)
            for place, cell in enumerate(cells):
                self._cell(grid, 0, place, (Text(cell.label, small=True),))
                self._paragraph(0, 0, Align.LEFT)
                self._inlines(cell.inlines, _BODY)
            self._leave()

    def _boxes(self, boxes: Boxes) -> None:
        self.line(boxes.label, _look(_SMALL, colour=_MUTED), before=6)
        grid = self._grid(1, [1] * boxes.count, border=1, whole=False)
        for place in range(boxes.count):
            character = boxes.value[place : place + 1]
            self._cell(grid, 0, place, (Text(character or "\N{NO-BREAK SPACE}"),), Align.CENTRE)
        self._leave()

    def _signatures(self, blocks: Sequence[Signature]) -> None:
        grid = self._grid(1, [1] * len(blocks), border=1)
        for place, one in enumerate(blocks):
            self._cell(grid, 0, place, (Text(one.party, bold=True),))
            for label, inlines in one.rows:
                self._paragraph(0, 2, Align.LEFT)
                self._inlines((Text(f"{label}\N{NO-BREAK SPACE}: ", small=True), *inlines), _BODY)
            self._paragraph(0, 48, Align.LEFT)
            self._inlines((Text(one.frame_label, small=True),), _BODY)
        self._leave()

    def _grid(
        self,
        rows: int,
        widths: Sequence[int],
        *,
        header: bool = False,
        border: float = 0,
        whole: bool = True,
    ) -> QTextTable:
        look = QTextTableFormat()
        look.setCellPadding(3)
        look.setCellSpacing(0)
        look.setBorder(border or 0.5)
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBorderBrush(QBrush(_RULE))
        look.setBorderCollapse(True)
        look.setBottomMargin(6)
        if whole:
            look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            total = sum(widths)
            look.setColumnWidthConstraints(
                [QTextLength(QTextLength.Type.PercentageLength, 100 * width / total) for width in widths]
            )
        if header:
            look.setHeaderRowCount(1)
        return self._cursor.insertTable(rows, len(widths), look)

    def _cell(
        self,
        grid: QTextTable,
        row: int,
        column: int,
        inlines: tuple[Inline, ...],
        align: Align = Align.LEFT,
        *,
        shade: bool = False,
        bold: bool = False,
        muted: bool = False,
    ) -> None:
        cell = grid.cellAt(row, column)
        if shade:
            look = cell.format()
            look.setBackground(QBrush(_SHADE))
            cell.setFormat(look)
        self._cursor = cell.firstCursorPosition()
        block = QTextBlockFormat()
        block.setAlignment(_ALIGN[align])
        self._cursor.setBlockFormat(block)
        self._started = True
        self._inlines(inlines, 9.0, muted=muted, bold=bold)

    def _leave(self) -> None:
        """Go on after the table; the paragraph that Qt keeps there is used by what follows."""
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._started = False

    def _paragraph(self, before: float, after: float, align: Align, hang: float = 0) -> None:
        look = QTextBlockFormat()
        if hang:
            look.setLeftMargin(hang)
            look.setTextIndent(-hang)
            look.setTabPositions([QTextOption.Tab(hang, QTextOption.TabType.LeftTab)])
        look.setTopMargin(before)
        look.setBottomMargin(after)
        look.setAlignment(_ALIGN[align])
        if self._started:
            self._cursor.insertBlock(look)
        else:
            self._cursor.setBlockFormat(look)
        self._started = True


def _broken(text: str) -> str:
    """Line ends as line breaks within the paragraph, as Word has them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", _LINE_BREAK)

"""The agenda on paper: the month or the week as a picture on a page of its own, then the table that it points
at, in the colours of paper.
"""

import datetime as dt
from collections.abc import Sequence
from html import escape
from typing import Final

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.language.catalog import Language
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.calendar import WEEK, DayRows, arranged, week_number
from numspot_desk.ui.deadlines.ink import Ink, Look
from numspot_desk.ui.deadlines.row_words import COLUMNS
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID, LIGHT, TextSize

_POINTS: Final = 8.0
_SCREEN: Final = 96
"""The dots an inch that pixels are counted for."""
_NUMBERS: Final = 3 * GRID
"""The room of the numbers of the weeks."""
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Picture:
    """The weeks of a month, or one week, to be painted on a page; `month` is a day of the month that is
    looked at, None for a week."""

    def __init__(
        self,
        weeks: Sequence[Sequence[dt.date]],
        held: DayRows,
        heading: str,
        today: dt.date,
        month: dt.date | None,
    ) -> None:
        self.weeks, self.held, self.heading, self.today, self.month = weeks, held, heading, today, month

    def paint(self, painter: QPainter, page: QRectF, language: Language, scale: float) -> None:
        """Paint it into a page that is measured in pixels of the screen."""
        ink = Ink(LIGHT, language, scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = self._head(painter, page, ink, language)
        days = QRectF(page.left() + _NUMBERS, top, page.width() - _NUMBERS, page.bottom() - top)
        height, width = days.height() / len(self.weeks), days.width() / WEEK
        for number, week in enumerate(self.weeks):
            y = days.top() + number * height
            painter.setFont(ink.font)
            painter.setPen(ink.colour("muted"))
            painter.drawText(QRectF(page.left(), y, _NUMBERS, ink.head), _LEFT, str(week_number(week)))
            for column, cell in enumerate(arranged(week, self.held, ink.room(height))):
                place = QRectF(days.left() + column * width, y, width, height)
                ink.day(painter, place, cell, self._look(cell.day))
        painter.setPen(ink.colour("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(days)

    def _head(self, painter: QPainter, page: QRectF, ink: Ink, language: Language) -> float:
        """The heading and the names of the days; where the days begin."""
        painter.setPen(ink.colour("text"))
        painter.setFont(ink.title)
        height = 4 * GRID
        painter.drawText(QRectF(page.left(), page.top(), page.width(), height), _LEFT, self.heading)
        painter.setFont(ink.bold)
        painter.setPen(ink.colour("muted"))
        width = (page.width() - _NUMBERS) / WEEK
        for column, day in enumerate(self.weeks[0]):
            place = QRectF(
                page.left() + _NUMBERS + column * width + GRID / 2, page.top() + height, width, ink.head
            )
            painter.drawText(place, _LEFT, language.formats.weekday(day, short=False))
        return page.top() + height + ink.head

    def _look(self, day: dt.date) -> Look:
        month = self.month
        within = month is None or (day.year, day.month) == (month.year, month.month)
        return Look(within=within, today=day == self.today)


def show_pages(context: DeskContext, page: QWidget, rows: Sequence[Stands], picture: Picture | None) -> None:
    """Show the pages, to look at or to print."""
    from numspot_desk.ui.preview.pages import PagesDialog

    document = printed(rows, heading(context), context.language, page)

    def paint(printer: QPrinter) -> None:
        paint_pages(printer, document, picture, context.language)

    dialog = PagesDialog(context, paint, page, landscape=True)
    dialog.finished.connect(document.deleteLater)
    dialog.open()


def heading(context: DeskContext) -> str:
    """What stands above the table."""
    on = context.language.formats.date_long(context.clock.today())
    return context.language.text("Deadlines on {day}", day=on)


def paint_pages(
    printer: QPrinter, document: QTextDocument, picture: Picture | None, language: Language
) -> None:
    """Paint the picture, where there is one, on the first page, and the table on those that follow."""
    scale = printer.resolution() / _SCREEN
    area = printer.pageLayout().paintRectPixels(_SCREEN)
    page = QRectF(0, 0, area.width(), area.height())
    painter = QPainter(printer)
    painter.scale(scale, scale)
    if picture is not None:
        picture.paint(painter, page, language, scale)
        printer.newPage()
    foot = 2 * GRID
    size = QSizeF(page.width(), page.height() - foot)
    document.setPageSize(size)
    count = document.pageCount()
    for number in range(count):
        if number:
            printer.newPage()
        painter.save()
        painter.translate(0, -number * size.height())
        document.drawContents(painter, QRectF(0, number * size.height(), size.width(), size.height()))
        painter.restore()
        said = language.text("Page {n} of {count}", n=number + 1, count=count)
        place = QRectF(0, size.height(), size.width(), foot)
        painter.setFont(document.defaultFont())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, said)
    painter.end()


def printed(rows: Sequence[Stands], heading: str, language: Language, parent: QObject) -> QTextDocument:
    """The rows as a table under a heading; its first line is repeated on every page."""
    document = QTextDocument(parent)
    font = theme().font(TextSize.BODY)
    font.setPixelSize(round(_POINTS * _SCREEN / 72))
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(f"* {{ color: {LIGHT.text}; }}")
    head = "".join(f'<th align="left">{escape(language.text(one.label))}</th>' for one in COLUMNS)
    lines = (
        "<tr>" + "".join(f"<td>{escape(one.text(row, language))}</td>" for one in COLUMNS) + "</tr>"
        for row in rows
    )
    document.setHtml(
        f"<h2>{escape(heading)}</h2>"
        f'<table width="100%" cellpadding="3" cellspacing="0" border="1" style="border-collapse:collapse">'
        f"<thead><tr>{head}</tr></thead>{''.join(lines)}</table>"
    )
    return document

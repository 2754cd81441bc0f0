"""The agenda on paper: the picture on a page of its own, the table after it."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.body import CalendarBody
from numspot_desk.ui.deadlines.calendar import DayRows, Shown
from numspot_desk.ui.deadlines.printing import paint_pages, printed
from numspot_desk.ui.kit.theme import theme
from tests.ui.deadlines.rows import day, row

ROWS = [row(day(1 + n % 28), f"F-{n}", sure=day(1 + n % 28 + n % 3)) for n in range(90)]


@pytest.fixture
def around(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    yield made


def body(context: DeskContext, around: QWidget, shown: Shown) -> CalendarBody:
    made = CalendarBody(context, QWidget(around), around)
    made.day = day(8)
    made.show_as(shown)
    made.show_rows(DayRows.of(ROWS))
    return made


def pages(path: Path) -> int:
    """How many pages a PDF file has."""
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


@pytest.mark.parametrize(("shown", "said"), [(Shown.MONTH, "Décembre 2026"), (Shown.WEEK, "Semaine 50")])
def test_the_picture_has_the_first_page_and_the_table_those_that_follow(
    context: DeskContext, around: QWidget, tmp_path: Path, shown: Shown, said: str
) -> None:
    made = body(context, around, shown)
    picture = made.picture()
    assert picture is not None and picture.heading.startswith(said)
    document = printed(ROWS, "Échéances au 22 novembre 2026", context.language, made)
    counted = []
    for one in (picture, None):
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        printer.setOutputFileName(str(tmp_path / "agenda.pdf"))
        paint_pages(printer, document, one, context.language)
        counted.append(pages(tmp_path / "agenda.pdf"))
    assert counted[0] == counted[1] + 1 > 3
    assert counted[1] == document.pageCount()
    assert "Responsable" in document.toPlainText()


def test_the_agenda_has_no_picture(context: DeskContext, around: QWidget) -> None:
    assert body(context, around, Shown.AGENDA).picture() is None


def test_paper_is_light_whatever_the_screen_is(context: DeskContext, around: QWidget) -> None:
    theme().choose("dark")
    try:
        picture = body(context, around, Shown.MONTH).picture()
        assert picture is not None
        image = QImage(1123, 794, QImage.Format.Format_ARGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        picture.paint(painter, QRectF(0, 0, 1123, 794), context.language, 1.0)
        painter.end()
        points = [image.pixelColor(x, y).lightness() for x in range(5, 1120, 9) for y in range(5, 790, 9)]
        assert sum(points) / len(points) > 220
    finally:
        theme().choose("light")


def test_the_day_of_today_is_known_on_paper(context: DeskContext, around: QWidget) -> None:
    picture = body(context, around, Shown.MONTH).picture()
    assert picture is not None
    assert picture.today == dt.date(2026, 11, 22) and picture.month == day(8)

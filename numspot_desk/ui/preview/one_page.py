"""Prints a document that belongs on one page on one page: smaller where it would run over.

Documents of several pages are printed by Qt as they are.
"""

from typing import Final

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrinter

_DOTS: Final = 96  # an inch of a painted document
_STEP: Final = 1.02
_SMALLEST: Final = 0.5


def print_on_one_page(document: QTextDocument, printer: QPrinter) -> None:
    """Print the document on one page: at its size where it fits, no smaller than half of it."""
    room = QSizeF(printer.pageLayout().paintRectPixels(printer.resolution()).size())
    usual = room.width() * _DOTS / printer.resolution()
    copy = document.clone()
    width = usual
    copy.setTextWidth(width)
    ratio = room.height() / room.width()
    while copy.size().height() > width * ratio and width * _SMALLEST < usual:
        width *= _STEP
        copy.setTextWidth(width)
    painter = QPainter(printer)
    painter.scale(room.width() / width, room.width() / width)
    copy.drawContents(painter)
    painter.end()
    copy.deleteLater()

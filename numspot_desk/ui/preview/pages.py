"""The pages of something, to look at before they are printed: Qt's own preview, on A4.

It paints nothing itself: who opens it says what paints the pages.
"""

from collections.abc import Callable

from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QComboBox, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.tokens import GRID


class PagesDialog(QPrintPreviewDialog):
    """Opened with `open()`; deleted when it closes. Qt does not own the printer, so that the dialog does."""

    def __init__(
        self,
        context: DeskContext,
        paint: Callable[[QPrinter], None],
        parent: QWidget,
        *,
        landscape: bool = False,
    ) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        if landscape:
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        super().__init__(printer, parent)
        self._printer = printer
        self._paint = paint
        self.setWindowTitle(context.language.text("Page preview"))
        self.resize(self.size().expandedTo(parent.window().size() * 0.9))
        for box in self.findChildren(QComboBox):  # the zoom, which our look leaves too little room
            box.setMinimumWidth(box.fontMetrics().horizontalAdvance("100,0 %") + 6 * GRID)
        self.paintRequested.connect(self._paint)
        self.finished.connect(self.deleteLater)

"""What leaves the hierarchy page: the whole text as a Word file, the picture as SVG and PNG, pages to print.

Printed, everything has the colours of paper. Pages are shown before they are printed.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPainter, QTextDocument
from PySide6.QtWidgets import QFileDialog, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.picture import HierarchyPicture
from numspot_desk.ui.hierarchy.presenter import HierarchyPresenter
from numspot_desk.ui.hierarchy.sheets import Sheets
from numspot_desk.ui.kit.choosers import file_dialog
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import LIGHT, TextSize
from numspot_desk.ui.preview.paint import paint
from numspot_desk.usecases.contract.consolidate_contract import consolidated_document, file_name

_PRINTED_POINTS = 10


class Output(QObject):
    """Writes and prints what one page shows."""

    def __init__(
        self, context: DeskContext, presenter: HierarchyPresenter, picture: HierarchyPicture, window: QWidget
    ) -> None:
        super().__init__(window)
        self.context = context
        self._presenter = presenter
        self._picture = picture
        self._window = window

    # ── Files ────────────────────────────────────────────────────────────────────────────────────

    def choose_folder(self, *, pictured: bool, everything: bool) -> None:
        """Let the person choose where the whole text, or the picture, is written."""
        title = self.context.language.text("Save in a folder")
        dialog = file_dialog(self._window, title, QFileDialog.FileMode.Directory, self.context.language)
        dialog.fileSelected.connect(
            lambda path: self.save_in(Path(path), pictured=pictured, everything=everything)
        )
        dialog.open()

    def save_in(self, folder: Path, *, pictured: bool, everything: bool) -> None:
        """Write the picture as SVG and PNG; else the consolidated text as a Word file."""
        day, context = self._presenter.day, self.context
        if day is None:
            return
        name = file_name(day.situation, context.language)
        pictures: dict[str, bytes] = {}
        if pictured:
            what = context.language.text("hierarchy")
            stem = f"{day.shown.number}-{what}-{day.on.isoformat()}"
            pictures = {f"{stem}.svg": self._picture.svg(), f"{stem}.png": self._picture.png()}

        def work() -> Sequence[Path]:
            if pictures:
                return context.files.write_all(folder, pictures)
            document = consolidated_document(day.situation, context.language, everything=everything)
            return context.files.write_all(folder, {name: context.word.write(document)})

        def written(paths: Sequence[Path]) -> None:
            said = ", ".join([str(paths[0]), *(path.name for path in paths[1:])])
            context.post(context.language.text("Saved: {path}", path=said))

        context.background(work, written, owner=self)

    # ── Pages ────────────────────────────────────────────────────────────────────────────────────

    def show_pages(self, *, pictured: bool, whole: bool, everything: bool) -> None:
        """Show the pages of the picture, of the whole text or of the answer, to look at or to print."""
        from numspot_desk.ui.preview.pages import PagesDialog

        if self._presenter.day is not None:
            painted = self.printing(pictured=pictured, whole=whole, everything=everything)
            PagesDialog(self.context, painted, self._window, landscape=pictured).open()

    def printing(self, *, pictured: bool, whole: bool, everything: bool) -> Callable[[Any], None]:
        """What paints these pages on a printer."""
        if pictured:
            return self._print_picture
        document = self._whole(everything=everything) if whole else self._answer()
        return document.print_

    def _whole(self, *, everything: bool) -> QTextDocument:
        assert self._presenter.day is not None
        content = consolidated_document(
            self._presenter.day.situation, self.context.language, everything=everything
        )
        return paint(content)

    def _answer(self) -> QTextDocument:
        document = QTextDocument(self)
        font = theme().font(TextSize.BODY)
        font.setPointSizeF(_PRINTED_POINTS)
        document.setDefaultFont(font)
        document.setDefaultStyleSheet(f"body {{ color: {LIGHT.text}; }}")
        sheets = Sheets(self._presenter, LIGHT, on_screen=False)
        document.setHtml(f"<body>{sheets.heading()}{sheets.answers()}</body>")
        return document

    def _print_picture(self, printer: Any) -> None:
        painter = QPainter(printer)
        self._picture.print_on(painter, QRectF(painter.viewport()))
        painter.end()

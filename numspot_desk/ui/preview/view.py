"""Shows the documents of an order before export: one tab a document, with print and page preview.

The wizard's review step and the list of orders use it. It reads nothing and writes nothing: it is given
the documents.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.content.blocks import Document
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.preview.one_page import print_on_one_page
from numspot_desk.ui.preview.pages import PagesDialog
from numspot_desk.ui.preview.paint import INK, PAPER, paint

_GRID = 8


class DocumentPreview(QWidget):
    """Tabs of painted documents under a line that says it is a preview."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._titles: list[str] = []
        self.notice = QLabel(self)
        self.notice.setWordWrap(True)
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.notice, "muted")
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.print_button = QPushButton(self)
        self.print_button.clicked.connect(self.open_print_preview)
        top = QHBoxLayout()
        top.addWidget(self.notice, 1)
        top.addWidget(self.print_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GRID)
        layout.addLayout(top)
        layout.addWidget(self.tabs, 1)
        context.language_changed.connect(self.retranslate)
        self.retranslate()

    def show_documents(self, documents: Sequence[Document]) -> None:
        """Paint these documents; the tab in front and its place in the text stay where they can."""
        front = self.tabs.currentIndex()
        places = [view.verticalScrollBar().value() for view in self._views()]
        for view in self._views():
            self.tabs.removeTab(self.tabs.indexOf(view))
            view.deleteLater()
        self._titles = [_title(document) for document in documents]
        for number, document in enumerate(documents):
            view = self._view(document)
            self.tabs.addTab(view, self._titles[number].replace("&", "&&"))
            if number < len(places):
                view.verticalScrollBar().setValue(places[number])
        if 0 <= front < self.tabs.count():
            self.tabs.setCurrentIndex(front)
        self.print_button.setEnabled(self.tabs.count() > 0)

    def take_focus(self) -> None:
        """Let the keys scroll the document in front."""
        front = self.tabs.currentWidget()
        (front if front is not None else self.tabs).setFocus()

    def open_print_preview(self) -> None:
        """Open the pages of the document in front, to look at or to print."""
        PagesDialog(self.context, self.print_to, self).open()

    def print_to(self, printer: QPrinter) -> None:
        """Print the document in front."""
        view = self.tabs.currentWidget()
        if isinstance(view, _Sheet) and view.one_page:
            print_on_one_page(view.document(), printer)
        elif isinstance(view, QTextBrowser):
            view.document().print_(printer)

    def painted(self) -> list[QTextDocument]:
        """The painted documents, in the order of the tabs."""
        return [view.document() for view in self._views()]

    def retranslate(self) -> None:
        """Say the notice and the button again in the reader's language."""
        text = self.context.language.text
        self.notice.setText(text("Preview: the content is that of the Word files, the page layout is not."))
        self.print_button.setText(text("Pages and printing…"))
        self.tabs.setAccessibleName(text("Preview of the documents"))

    def _views(self) -> list[QTextBrowser]:
        pages = [self.tabs.widget(number) for number in range(self.tabs.count())]
        return [page for page in pages if isinstance(page, QTextBrowser)]

    def _view(self, document: Document) -> QTextBrowser:
        view = _Sheet(self.tabs)
        view.one_page = document.one_page
        view.setOpenLinks(False)
        view.setAccessibleName(_title(document))
        palette = view.palette()
        palette.setColor(QPalette.ColorRole.Base, PAPER)
        palette.setColor(QPalette.ColorRole.Text, INK)
        view.setPalette(palette)
        painted = paint(document)
        painted.setParent(view)
        view.setDocument(painted)
        return view


class PreviewDialog(QDialog):
    """The preview in a window of its own. Opened with `open()`."""

    def __init__(
        self, context: DeskContext, documents: Sequence[Document], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(context.language.text("Preview"))
        size = QSize(110 * _GRID, 120 * _GRID)
        self.resize(size if parent is None else size.boundedTo(parent.window().size()))
        self.preview = DocumentPreview(context, self)
        self.preview.show_documents(documents)
        layout = QVBoxLayout(self)
        layout.addWidget(self.preview)
        self.preview.take_focus()


class _Sheet(QTextBrowser):
    """A document on paper. Widths are rounded, so that a row of cells may be a pixel wider than the room:
    no scroll bar for what only reaches into the margin, which is empty. `one_page`: it is printed on one."""

    one_page = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beyond = self.document().size().width() - self.viewport().width()
        cut, policy = beyond > self.document().documentMargin(), Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(policy.ScrollBarAsNeeded if cut else policy.ScrollBarAlwaysOff)


def _title(document: Document) -> str:
    return f"{document.title} {document.variant}".strip()

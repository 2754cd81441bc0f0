"""The panel at the right that answers "why?": the result in one sentence, then the tree it rests on.

Hidden until asked. Pinned, it follows the focus. It copies the explanation as a citation and prints it.
"""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QTreeView, QVBoxLayout, QWidget

from numspot_desk.ui.context import DeskContext, WhyRequest
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.why.delegate import WrappedLines
from numspot_desk.ui.why.model import ExplanationModel
from numspot_desk.usecases.explaining.explanations import Line, citation, tell


class WhyPanel(QWidget):
    """`closed` when the person closes it; `clause_asked` carries a clause reference."""

    closed = Signal()
    clause_asked = Signal(str)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._request: WhyRequest | None = None
        self._line: Line | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "side")
        self._head = QLabel(self)
        set_role(self._head, "heading")
        self._pin, self._copy, self._print, self._close = (QToolButton(self) for _ in range(4))
        self._pin.setCheckable(True)
        self._title = QLabel(self)
        self._title.setWordWrap(True)
        set_role(self._title, "muted")
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        set_role(self._sentence, "label")
        self.model = ExplanationModel(self)
        self.tree = QTreeView(self)
        self.tree.setModel(self.model)
        self.tree.setHeaderHidden(True)
        self.tree.setMinimumWidth(28 * GRID)
        self.tree.setItemDelegate(WrappedLines(self.tree))
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setIndentation(2 * GRID)
        self.tree.activated.connect(self._activated)
        self.tree.clicked.connect(self._activated)
        head = QHBoxLayout()
        head.setSpacing(GRID // 2)
        head.addWidget(self._head, 1)
        for button in (self._pin, self._copy, self._print, self._close):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self._title)
        layout.addWidget(self._sentence)
        layout.addWidget(self.tree, 1)
        self._close.clicked.connect(self.closed)
        self._copy.clicked.connect(self.copy_citation)
        self._print.clicked.connect(self.print_explanation)
        theme().changed.connect(self._dress)
        context.language_changed.connect(self._dress)
        self._dress()

    @property
    def pinned(self) -> bool:
        """Whether the panel follows the focus."""
        return self._pin.isChecked()

    def shows(self, request: WhyRequest) -> bool:
        """Whether this explanation stands here for everybody to see."""
        return self.isVisible() and self._request == request

    def explain(self, request: WhyRequest) -> None:
        """Show the explanation of a result."""
        self._request = request
        self._dress()

    def text(self) -> str:
        """The explanation as the citation that is copied."""
        if self._request is None or self._line is None:
            return ""
        return citation(self._request.title, self._line, self.context.language)

    def copy_citation(self) -> None:
        """Put the citation on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())
        self.context.post(self.context.language.text("The explanation is on the clipboard."))

    def print_explanation(self) -> None:
        """Ask for a printer, then print the citation."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        document = QTextDocument(dialog)
        document.setPlainText(self.text())
        dialog.accepted.connect(lambda: document.print_(printer))
        dialog.show()

    def _dress(self) -> None:
        text = self.context.language.text
        self._head.setText(text("Why?"))
        for button, name, picture in (
            (self._pin, text("Follow the focused field"), "pin"),
            (self._copy, text("Copy as a citation"), "copy"),
            (self._print, text("Print"), "print"),
            (self._close, text("Close the panel (Esc)"), "close"),
        ):
            button.setIcon(icon(picture, "muted"))
            button.setToolTip(name)
            button.setAccessibleName(name)
        self.tree.setAccessibleName(text("Explanation"))
        if self._request is None:
            self._sentence.setText(text("Choose a computed value, then press Ctrl+I."))
            self._title.setText("")
            return
        self._line = tell(self._request.step, self.context.language, self._request.events)
        self._title.setText(self._request.title)
        self._title.setVisible(not self._line.text.startswith(self._request.title))
        self._sentence.setText(self._line.text)
        self.model.show(self._line)
        self.tree.expandToDepth(1)

    def _activated(self, index: QModelIndex) -> None:
        line = self.model.line(index)
        if line is not None and line.ref:
            self.clause_asked.emit(line.ref)

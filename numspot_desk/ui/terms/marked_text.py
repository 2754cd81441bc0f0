"""A text of general terms to read, with pieces of it marked by line as well as by colour.

What goes is struck through, what comes is underlined and bold, a place looked for is underlined on its
ground. What to mark is decided by the presenters.
"""

from collections.abc import Sequence

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from numspot_desk.terms.word_diff import Mark, Piece
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID


class MarkedText(QTextBrowser):
    """Read by keyboard; Tab leaves it. The text is plain: nothing in it becomes a link or markup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self._pieces: tuple[Piece, ...] = ()
        self._found: tuple[str, int, int] | None = None
        theme().changed.connect(self._paint)

    def show_pieces(self, pieces: Sequence[Piece], spoken: str) -> None:
        """Show these; `spoken` says the marks in words, for a screen reader."""
        self._pieces, self._found = tuple(pieces), None
        self.setAccessibleDescription(spoken)
        self._paint()

    def show_place(self, text: str, start: int, end: int) -> None:
        """Show a text with the characters from `start` to `end` marked, and in sight."""
        self._pieces, self._found = (), (text, start, end)
        self.setAccessibleDescription(text[start:end])
        self._paint()

    def _paint(self) -> None:
        self.clear()
        cursor = self.textCursor()
        if self._found is not None:
            text, start, end = self._found
            cursor.insertText(text[:start], QTextCharFormat())
            cursor.insertText(text[start:end], _looked_for())
            here = cursor.position()
            cursor.insertText(text[end:], QTextCharFormat())
            cursor.setPosition(here)
        else:
            here = None
            for piece in self._pieces:
                if here is None and piece.mark is not Mark.KEPT:
                    here = cursor.position()
                cursor.insertText(piece.text, _FORMATS[piece.mark]())
            cursor.movePosition(QTextCursor.MoveOperation.Start)
            if here is not None:
                cursor.setPosition(here)
        _space_out(self.document())
        self.setTextCursor(cursor)
        self.ensureCursorVisible()


def _space_out(document: QTextDocument) -> None:
    """Paragraphs stand apart."""
    shape = QTextBlockFormat()
    shape.setBottomMargin(GRID / 2)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(shape)


def _kept() -> QTextCharFormat:
    return QTextCharFormat()


def _deleted() -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setFontStrikeOut(True)
    shape.setForeground(theme().colour("problem"))
    shape.setBackground(theme().colour("problem_ground"))
    return shape


def _inserted() -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setFontUnderline(True)
    shape.setFontWeight(600)
    shape.setForeground(theme().colour("success"))
    shape.setBackground(theme().colour("success_ground"))
    return shape


def _looked_for() -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setFontUnderline(True)
    shape.setFontWeight(600)
    shape.setBackground(theme().colour("warning_ground"))
    shape.setForeground(theme().colour("text"))
    return shape


_FORMATS = {Mark.KEPT: _kept, Mark.DELETED: _deleted, Mark.INSERTED: _inserted}

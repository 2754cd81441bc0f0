"""A clause of general terms to read, with all that stands below it; two languages side by side, clause by
clause. The text is plain: nothing in it becomes markup, and the only links are those to the definitions of
the terms it uses."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextLength, QTextTableFormat
from PySide6.QtWidgets import QTextBrowser, QWidget

from numspot_desk.terms.tree import Node
from numspot_desk.terms.uses import Use
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID

_DECODED = QUrl.ComponentFormattingOption.FullyDecoded


class ClauseText(QTextBrowser):
    """Read by keyboard; Tab leaves it. `definition_asked` carries the clause that defines a term clicked."""

    definition_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self._nodes: tuple[Node, ...] = ()
        self._others: dict[str, Node] | None = None
        self._absent = ""
        self._uses: Mapping[str, Sequence[Use]] = {}
        self.anchorClicked.connect(lambda url: self.definition_asked.emit(url.fragment(_DECODED)))
        theme().changed.connect(self._paint)

    def show_clause(self, node: Node | None, others: dict[str, Node] | None = None, absent: str = "") -> None:
        """Show a clause and what stands below it; beside each, the one of the same reference among `others`,
        or `absent` where there is none."""
        self._nodes = () if node is None else tuple(node.walk())
        self._others, self._absent = others, absent
        self._paint()

    def show_clauses(self, nodes: Sequence[Node]) -> None:
        """Show several clauses one under the other, each with what stands below it."""
        self._nodes = tuple(below for node in nodes for below in node.walk())
        self._others = None
        self._paint()

    def set_uses(self, uses: Mapping[str, Sequence[Use]]) -> None:
        """The uses of defined terms by the reference of the clause, in the order of its text; they become
        links where the clause is shown next."""
        self._uses = uses

    def _paint(self) -> None:
        self.clear()
        cursor = self.textCursor()
        if self._others is None:
            for node in self._nodes:
                self._write(cursor, node, self._uses.get(node.ref, ()))
        elif self._nodes:
            self._side_by_side(cursor, self._nodes, self._others)
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)

    def _side_by_side(self, cursor: QTextCursor, nodes: Sequence[Node], others: dict[str, Node]) -> None:
        shape = QTextTableFormat()
        shape.setBorder(0)
        shape.setCellPadding(GRID / 2)
        half = QTextLength(QTextLength.Type.PercentageLength, 50)
        shape.setColumnWidthConstraints([half, half])
        table = cursor.insertTable(len(nodes), 2, shape)
        for row, node in enumerate(nodes):
            self._write(table.cellAt(row, 0).firstCursorPosition(), node, self._uses.get(node.ref, ()))
            beside = table.cellAt(row, 1).firstCursorPosition()
            if (other := others.get(node.ref)) is not None:
                self._write(beside, other)
            else:
                beside.insertText(self._absent, _muted())

    @staticmethod
    def _write(cursor: QTextCursor, node: Node, uses: Sequence[Use] = ()) -> None:
        if cursor.atBlockStart():
            cursor.setBlockFormat(_paragraph())
        else:
            cursor.insertBlock(_paragraph(heading=True))
        heading = f"{node.ref} · {node.title}" if node.title else node.ref
        cursor.insertText(heading, _bold())
        start = 0
        for line in node.lines:
            cursor.insertBlock(_paragraph())
            end = start + len(line.text)
            _write_line(cursor, line.text, [use.moved(-start) for use in uses if start <= use.start < end])
            start = end + 1


def _write_line(cursor: QTextCursor, text: str, uses: Sequence[Use]) -> None:
    """A paragraph with its defined terms as links."""
    done = 0
    for use in uses:
        cursor.insertText(text[done : use.start], QTextCharFormat())
        cursor.insertText(text[use.start : use.end], _link(use.definition))
        done = use.end
    cursor.insertText(text[done:], QTextCharFormat())


def _link(ref: str) -> QTextCharFormat:
    """A link that is told by its line as well as by its colour."""
    address = QUrl()
    address.setFragment(ref, QUrl.ParsingMode.DecodedMode)
    shape = QTextCharFormat()
    shape.setAnchor(True)
    shape.setAnchorHref(address.toString(QUrl.ComponentFormattingOption.FullyEncoded))
    shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    shape.setForeground(theme().colour("accent"))
    return shape


def _paragraph(*, heading: bool = False) -> QTextBlockFormat:
    """A paragraph stands apart from the next one; a heading further from what is above it."""
    shape = QTextBlockFormat()
    shape.setTopMargin(GRID if heading else 0)
    shape.setBottomMargin(GRID / 2)
    return shape


def _bold() -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setFontWeight(600)
    shape.setForeground(theme().colour("text"))
    return shape


def _muted() -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setForeground(theme().colour("muted"))
    return shape

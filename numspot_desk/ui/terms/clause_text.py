"""A clause of general terms to read, with all that stands below it; two languages side by side, clause by
clause. The text is plain: nothing in it becomes a link or markup."""

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextLength, QTextTableFormat
from PySide6.QtWidgets import QTextBrowser, QWidget

from numspot_desk.terms.tree import Node
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID


class ClauseText(QTextBrowser):
    """Read by keyboard; Tab leaves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self._nodes: tuple[Node, ...] = ()
        self._others: dict[str, Node] | None = None
        self._absent = ""
        theme().changed.connect(self._paint)

    def show_clause(self, node: Node | None, others: dict[str, Node] | None = None, absent: str = "") -> None:
        """Show a clause and what stands below it; beside each, the one of the same reference among `others`,
        or `absent` where there is none."""
        self._nodes = () if node is None else tuple(node.walk())
        self._others, self._absent = others, absent
        self._paint()

    def _paint(self) -> None:
        self.clear()
        cursor = self.textCursor()
        if self._others is None:
            for node in self._nodes:
                self._write(cursor, node)
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
            self._write(table.cellAt(row, 0).firstCursorPosition(), node)
            beside = table.cellAt(row, 1).firstCursorPosition()
            if (other := others.get(node.ref)) is not None:
                self._write(beside, other)
            else:
                beside.insertText(self._absent, _muted())

    @staticmethod
    def _write(cursor: QTextCursor, node: Node) -> None:
        if not cursor.atBlockStart():
            cursor.insertBlock()
        heading = f"{node.ref} · {node.title}" if node.title else node.ref
        cursor.insertText(heading, _bold())
        for line in node.lines:
            cursor.insertBlock()
            cursor.insertText(line.text, QTextCharFormat())


def _bold() -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setFontWeight(600)
    shape.setForeground(theme().colour("text"))
    return shape


def _muted() -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setForeground(theme().colour("muted"))
    return shape

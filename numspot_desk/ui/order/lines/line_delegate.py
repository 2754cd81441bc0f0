"""Typing in a cell of the table of lines: a line of text whose every key reaches the answers.

Escape puts back what stood there; Enter closes the cell and asks for the one below, Ctrl+Tab leaves the
table. Undo is left to the step. What a cell offers while it is typed is `cell_help`.
"""

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from numspot_desk.ui.kit.whole_text import keep_whole
from numspot_desk.ui.order.answer_row import FIELD
from numspot_desk.ui.order.lines.cell_help import CellHelp
from numspot_desk.ui.order.lines.line_cells import COLUMNS
from numspot_desk.ui.order.lines.line_model import Index, LineModel, field_of


class CellEditor(QLineEdit):
    """One cell being typed: where it is, and what stood there before."""

    def __init__(self, where: QPersistentModelIndex, was: str, parent: QWidget) -> None:
        super().__init__(was, parent)
        self.where = where
        self.was = was
        self.setFrame(False)
        self.setProperty("cell", "true")
        self.setProperty(FIELD, field_of(where.row(), where.column()))
        if COLUMNS[where.column()].right_aligned:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.selectAll()


class LineDelegate(QStyledItemDelegate):
    """Edits a cell in a line of text, live."""

    below_asked = Signal()
    leave_asked = Signal(bool)  # forward

    def __init__(self, lines: LineModel, help_: CellHelp, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._help = help_

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(QPersistentModelIndex(index), index.data(Qt.ItemDataRole.EditRole), parent)
        editor.setAccessibleName(self._lines.context.language.text(COLUMNS[index.column()].title))
        editor.textEdited.connect(lambda: self._edited(editor))
        self._help.offer(editor, editor.where)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Nothing to do when the answers change: the cell shows what the person types."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Nothing to do when a cell closes: what was typed is there since it was typed."""

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        super().destroyEditor(editor, index)
        self._lines.presenter.end_typing()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, CellEditor) or not isinstance(event, QKeyEvent):
            return super().eventFilter(editor, event)
        if event.type() is QEvent.Type.ShortcutOverride and (
            event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
        ):
            event.ignore()
            return True
        if event.type() is QEvent.Type.KeyPress and _leaves(event):
            self.close(editor)
            self.leave_asked.emit(event.key() == Qt.Key.Key_Tab)
            return True
        if event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._put_back(editor)
        if event.type() is QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close(editor)
            self.below_asked.emit()
            return True
        return super().eventFilter(editor, event)

    def close(self, editor: QLineEdit) -> None:
        """End the typing in a cell."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _edited(self, editor: CellEditor) -> None:
        keep_whole(editor, self._lines.context)
        self._typed(editor, editor.text())

    def _typed(self, editor: CellEditor, text: str) -> None:
        if editor.where.isValid():
            row, column = editor.where.row(), editor.where.column()
            self._lines.presenter.begin_typing(field_of(row, column))
            self._lines.type_in(row, column, text)

    def _put_back(self, editor: CellEditor) -> None:
        if editor.text() != editor.was:
            self._typed(editor, editor.was)


def _leaves(event: QKeyEvent) -> bool:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)

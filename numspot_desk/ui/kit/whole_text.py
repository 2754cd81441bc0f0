"""Halves of characters, which no file, message or store can hold, are left out of what people type.

A paste from a damaged source can carry one half of a character that takes two (a lone surrogate). Text
that a field gives never has any: Qt drops them on the way. Here the field is cleared of them too, so
that it shows what it gives, and the person is told in which field. A paste of many cells that has one is
refused whole, by its row.
"""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from numspot_desk.ui.context import DeskContext


def keep_whole(editor: QLineEdit | QPlainTextEdit, context: DeskContext) -> None:
    """Leave halves of characters out of a field that somebody edits, and say so by its name."""
    text = editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()
    if _units(text) == _length(editor):
        return
    if isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        editor.setText(text)
    said = context.language.text(
        "{field}: a damaged character was left out. Check the text you pasted.", field=editor.accessibleName()
    )
    context.post(said)


def damaged_row_of_clipboard() -> int | None:
    """The number, from 1, of the first row of the copied text that holds half a character; None when whole.

    Text read from the clipboard no longer shows it: it is looked for where Qt itself pastes.
    """
    scratch = QPlainTextEdit()
    scratch.paste()
    block = scratch.document().begin()
    while block.isValid():
        if _units(block.text()) != block.length() - 1:  # the end of the line is counted
            return block.blockNumber() + 1
        block = block.next()
    return None


def _length(editor: QLineEdit | QPlainTextEdit) -> int:
    """How much the field holds as Qt counts it, halves of characters included."""
    if isinstance(editor, QPlainTextEdit):
        return editor.document().characterCount() - 1  # the end of the last line is counted
    return QAccessible.queryAccessibleInterface(editor).textInterface().characterCount()


def _units(text: str) -> int:
    """The length of a text as Qt counts it: a character beyond the first 65 536 is two."""
    return len(text) + sum(ord(character) > 0xFFFF for character in text)

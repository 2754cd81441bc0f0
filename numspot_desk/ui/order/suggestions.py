"""Known words offered below a line of text as it is typed; any other word may be typed all the same."""

from PySide6.QtCore import QAbstractItemModel, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit


def suggest(editor: QLineEdit, words: QAbstractItemModel | list[str]) -> None:
    """Offer the words that hold what is typed. One that is taken counts as typed (`textEdited`)."""
    model = QStringListModel(words, editor) if isinstance(words, list) else words
    completer = QCompleter(model, editor)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.activated.connect(editor.textEdited)
    editor.setCompleter(completer)

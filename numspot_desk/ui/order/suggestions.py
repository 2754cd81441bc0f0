"""Known words offered below a line of text as it is typed; any other word may be typed all the same."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit


def suggest(editor: QLineEdit, words: QAbstractItemModel | list[str], taken: Callable[[str], None]) -> None:
    """Offer the words that hold what is typed."""
    model = QStringListModel(words, editor) if isinstance(words, list) else words
    completer = QCompleter(model, editor)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.activated.connect(taken)
    editor.setCompleter(completer)

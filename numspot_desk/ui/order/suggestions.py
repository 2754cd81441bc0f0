"""Known words offered below a line of text as it is typed; any other word may be typed all the same.

Looking through the list with the arrow keys writes nothing; Enter takes the word that is marked.
"""

from PySide6.QtCore import QAbstractItemModel, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView


def suggest(editor: QLineEdit, words: QAbstractItemModel | list[str]) -> None:
    """Offer the words that hold what is typed. One that is taken counts as typed (`textEdited`)."""
    model = QStringListModel(words, editor) if isinstance(words, list) else words
    completer = QCompleter(model, editor)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = QListView()
    completer.setPopup(popup)  # the completer owns it from here on
    completer.setWidget(editor)  # not the line's own completer: that one writes while one only looks

    def look(text: str) -> None:
        completer.setCompletionPrefix(text)
        fits = completer.completionCount() and completer.currentCompletion() != text
        if text and fits and not editor.isReadOnly():
            completer.complete()
        elif popup.isVisible():
            popup.hide()

    def take(word: str) -> None:
        editor.setText(word)
        editor.textEdited.emit(word)

    editor.textEdited.connect(look)
    completer.activated.connect(take)

"""Finding a clause of the general terms by number or by a word of its title, in a text field."""

from PySide6.QtCore import QModelIndex, QStringListModel, QTimer
from PySide6.QtWidgets import QCompleter

from numspot_desk.rules import clauses
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.order.line_cells import fold

SHOWN = 30


def pick_clauses(field: TextField) -> None:
    """Offer the clauses that hold what is typed, below the field; choosing one puts its reference in."""
    language = field.context.language.code
    everything = [(ref, clauses.title(ref, language) or "") for ref in clauses.in_order(clauses.TITLES)]
    folded = [(fold(f"{ref} {title}"), ref, title) for ref, title in everything]
    shown = QStringListModel(field)
    completer = QCompleter(shown, field)
    completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    completer.setMaxVisibleItems(10)
    found: list[str] = []

    def look(text: str) -> None:
        words = fold(text).split()
        rows = [(ref, title) for key, ref, title in folded if all(word in key for word in words)][:SHOWN]
        found[:] = [ref for ref, _ in rows]
        shown.setStringList([f"{ref} – {title}" for ref, title in rows])

    def take(index: QModelIndex) -> None:
        if 0 <= index.row() < len(found):
            chosen = found[index.row()]
            QTimer.singleShot(0, field, lambda: put(chosen))

    def put(chosen: str) -> None:
        field.setText(chosen)
        field.edited.emit()

    look("")
    field.textEdited.connect(look)
    completer.activated[QModelIndex].connect(take)  # type: ignore[index]
    field.setCompleter(completer)

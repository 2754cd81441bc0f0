"""A list below a text field, of what may be put in it; the field keeps what was typed until one is chosen.

Typing narrows the list, Alt+Down or the arrow in the field opens all of it, Enter or Tab takes the row
that is marked, Escape closes it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QStringListModel, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit

from numspot_desk.ui.context import Text
from numspot_desk.ui.kit.fields import TextField
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import theme

_SHOWN_AT_ONCE = 10


@dataclass(frozen=True)
class Row:
    """One row of the list, and what the field holds once it is chosen."""

    shown: str
    text: str


class Offers(QObject):
    """`find` gives the rows for the text of the field."""

    def __init__(self, field: TextField, find: Callable[[str], Sequence[Row]], name: Text) -> None:
        super().__init__(field)
        self._field = field
        self._find = find
        self._name = name
        self._rows: Sequence[Row] = ()
        self._texts = QStringListModel(self)
        self._list = QCompleter(self._texts, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setMaxVisibleItems(_SHOWN_AT_ONCE)
        self._list.setWidget(field)  # not the field's own completer: that one writes while one only looks
        self._list.activated[QModelIndex].connect(self._chosen)  # type: ignore[index]  # the stubs know no overloads
        self._open = QAction(field)
        self._open.setShortcut(QKeySequence("Alt+Down"))
        self._open.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._open.triggered.connect(self.open)
        field.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        field.textEdited.connect(self.look)
        field.context.language_changed.connect(self._dress)
        theme().changed.connect(self._dress)
        self._dress()

    def open(self) -> None:
        """Show everything the field may be given now."""
        self.look("")

    def look(self, text: str) -> None:
        """Show what fits a text."""
        if self._field.isReadOnly():
            return
        self._rows = tuple(self._find(text))
        self._texts.setStringList([row.shown for row in self._rows])
        self._list.complete()  # without rows it closes

    def _chosen(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._rows):
            text = self._rows[index.row()].text
            QTimer.singleShot(0, self, lambda: self._put(text))  # once the list has closed

    def _put(self, text: str) -> None:
        if not self._field.isReadOnly():
            self._field.setText(text)
            self._field.edited.emit()

    def _dress(self) -> None:
        self._open.setIcon(icon("chevron-down", "muted"))
        self._open.setText(self._field.context.text(self._name))

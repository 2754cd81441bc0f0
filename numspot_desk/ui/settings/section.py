"""A section of the settings: a heading, then rows, each found by the words it shows."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from numspot_desk.language.folding import fold_line
from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import FORM_WIDTH, GRID

SAVE_AFTER_MS = 500
"""How long typing must rest before it is saved; leaving the page saves at once."""


class Section(QFrame):
    """Subclasses add their rows in `__init__` and say what else they show in `retranslate`."""

    def __init__(
        self, context: DeskContext, heading: Text, sentence: Text, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._heading_text, self._sentence_text = heading, sentence
        set_role(self, "card")
        self.setMaximumWidth(FORM_WIDTH + 6 * GRID)
        self._heading = QLabel(self)
        set_role(self._heading, "heading")
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        set_role(self._sentence, "muted")
        self._rows: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        self._layout.setSpacing(GRID)
        self._layout.addWidget(self._heading)
        self._layout.addWidget(self._sentence)
        self._layout.addSpacing(GRID // 2)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SAVE_AFTER_MS)
        self._rest.timeout.connect(self.save)
        context.language_changed.connect(self.retranslate)

    def add_row(self, row: QWidget) -> None:
        """Add a row below the others."""
        self._rows.append(row)
        self._layout.addWidget(row)

    def first_stop(self) -> QWidget | None:
        """The first field of the first row that takes the keyboard."""
        for row in self._rows:
            for widget in (row, *row.findChildren(QWidget)):
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(self):
                    return widget
        return None

    def save_soon(self) -> None:
        """Save when typing rests."""
        self._rest.start()

    def settle(self) -> None:
        """Save at once what waits to be saved."""
        if self._rest.isActive():
            self._rest.stop()
            self.save()

    def save(self) -> None:
        """Keep what the rows hold."""

    def read(self) -> None:
        """Show what is set now."""

    def retranslate(self) -> None:
        """Say everything in the reader's language."""
        self._heading.setText(self.context.text(self._heading_text))
        self._sentence.setText(self.context.text(self._sentence_text))
        self._sentence.setVisible(bool(self._sentence_text))

    def show_matching(self, text: str) -> bool:
        """Show the rows that hold the text, all of them when the heading does; whether any is shown."""
        wanted = fold_line(text)
        whole = wanted in fold_line(f"{self._heading.text()} {self._sentence.text()}")
        any_row = False
        for row in self._rows:
            shown = whole or wanted in fold_line(_words(row))
            row.setVisible(shown)
            any_row = any_row or shown
        self.setVisible(any_row)
        return any_row


def _words(row: QWidget) -> str:
    said = [row.accessibleName()]
    for child in row.findChildren(QWidget):
        said.append(child.accessibleName())
        text = getattr(child, "text", None)
        if callable(text) and isinstance(child, QLabel):
            said.append(child.text())
    return " ".join(said)

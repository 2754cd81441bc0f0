"""A section of the settings: a heading, then rows, each found by the words it shows."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.language.folding import fold_line
from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.kit.icons import pixmap
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import FORM_WIDTH, GRID

SAVE_AFTER_MS = 500
"""How long typing must rest before it is saved; leaving the page saves at once."""
_ICON = 16


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
        self._withheld: set[QWidget] = set()
        self._wanted = ""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        self._layout.setSpacing(GRID)
        self._layout.addWidget(self._heading)
        self._layout.addWidget(self._sentence)
        self._lock_line = LockLine(context, self)
        self._layout.addWidget(self._lock_line)
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

    def offer(self, row: QWidget, offered: bool) -> None:
        """Show a row, or keep it away, from the search too."""
        (self._withheld.discard if offered else self._withheld.add)(row)
        row.setVisible(self._shows(row))

    def say_locked(self, reason: Text) -> None:
        """Say above the rows why some of them cannot be changed; nothing where `reason` is empty."""
        self._lock_line.say(reason)

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
        self._wanted = fold_line(text)
        any_row = False
        for row in self._rows:
            shown = self._shows(row)
            row.setVisible(shown)
            any_row = any_row or shown
        self.setVisible(any_row)
        return any_row

    def _shows(self, row: QWidget) -> bool:
        """Whether a row is offered and holds the words that are searched, or the heading does."""
        own = f"{self._heading.text()} {self._sentence.text()}"
        return row not in self._withheld and any(
            self._wanted in fold_line(words) for words in (own, _words(row))
        )


class LockLine(QWidget):
    """Why rows below are locked, and the way to the role that would open them. Hidden without a reason."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._reason: Text = ""
        self._sign = QLabel(self)
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.change = QPushButton(self)
        set_role(self.change, "quiet")
        self.change.clicked.connect(self._go)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._sign)
        layout.addWidget(self.sentence, 1)
        layout.addWidget(self.change)
        theme().changed.connect(self._dress)
        context.language_changed.connect(self._dress)
        self.hide()

    def say(self, reason: Text) -> None:
        """Say this, or nothing."""
        self._reason = reason
        self._dress()
        self.setVisible(bool(reason))

    def _go(self) -> None:
        self.context.go("settings", "person")

    def _dress(self) -> None:
        self._sign.setPixmap(pixmap("lock", "muted", _ICON, self.devicePixelRatioF()))
        self.sentence.setText(self.context.text(self._reason) if self._reason else "")
        self.change.setText(self.context.language.text("Change the role"))
        self.change.setAccessibleName(self.change.text())


def _words(row: QWidget) -> str:
    said = [row.accessibleName()]
    for child in row.findChildren(QWidget):
        said.append(child.accessibleName())
        text = getattr(child, "text", None)
        if callable(text) and isinstance(child, QLabel):
            said.append(child.text())
    return " ".join(said)

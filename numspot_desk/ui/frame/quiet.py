"""The quiet message: one sentence in the bottom line of the window, ten seconds long, with an undo.

It covers nothing, moves nothing and takes no focus. A message that follows another replaces it; the undo of
the one before is then gone from the screen, as its ten seconds would have ended it.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.kit.icons import icon, pixmap
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID

SHOWN_MS = 10_000
_NARROWEST = 20 * GRID


class QuietBar(QFrame):
    """As wide as its sentence where there is room, else on two lines. `appeared` tells whether it shows."""

    appeared = Signal(bool)

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._message: QuietMessage | None = None
        set_role(self, "quiet-message")
        self._sign = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setMinimumWidth(_NARROWEST)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.undo = QPushButton(self)
        set_role(self.undo, "quiet")
        self.undo.clicked.connect(self._undo)
        self._close = QToolButton(self)
        self._close.clicked.connect(self.dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, 0, GRID // 2, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._sign)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.undo)
        layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.dismiss)
        context.message_posted.connect(self.show_message)
        context.language_changed.connect(self._dress)
        theme().changed.connect(self._dress)
        self.hide()

    def show_message(self, message: QuietMessage) -> None:
        """Show a sentence, and its undo, for ten seconds."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        self._message = message
        self._dress()
        self.show()
        self.appeared.emit(True)
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message.text))

    def wanted_height(self) -> int:
        """How high a message of one line is, with its undo, in the font of now."""
        parts = (self.undo, self._close)
        for part in parts:
            part.ensurePolished()
        return max(part.sizeHint().height() for part in parts) + 2 * self.frameWidth() + 2

    def text(self) -> str:
        """What is said now, "" when nothing is."""
        return self._message.text if self._message is not None else ""

    def undo_now(self) -> bool:
        """Undo what the message offers; False when it offers nothing."""
        if self._message is None or self._message.undo is None:
            return False
        self._undo()
        return True

    def dismiss(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self._message = None
        self.hide()
        self.appeared.emit(False)

    def _undo(self) -> None:
        undo = self._message.undo if self._message is not None else None
        self.dismiss()
        if undo is not None:
            undo()

    def _dress(self) -> None:
        message = self._message
        if message is None:
            return
        text = self.context.language.text
        sign, colour = ("warning", "warning") if message.problem else ("info", "accent")
        self._sign.setPixmap(pixmap(sign, colour, 20, self.devicePixelRatioF()))
        self._text.setText(message.text)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self.undo.setText(text("Undo"))
        self.undo.setToolTip("Ctrl+Z")
        self.undo.setVisible(message.undo is not None)
        self._close.setIcon(icon("close", "muted"))
        self._close.setToolTip(text("Close"))
        self._close.setAccessibleName(text("Close the message"))
        self._fit()

    def _fit(self) -> None:
        """End where the sentence ends."""
        self.ensurePolished()
        words = self._text.fontMetrics().horizontalAdvance(self.text()) + GRID
        parts = [part for part in (self._sign, self.undo, self._close) if not part.isHidden()]
        beside = sum(part.sizeHint().width() + GRID for part in parts) + 3 * GRID
        self.setMaximumWidth(max(words, _NARROWEST) + beside)

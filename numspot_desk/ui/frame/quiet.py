"""The quiet message: one sentence over the bottom of the page, ten seconds long, with an undo.

It moves nothing and takes no focus. A message that follows another replaces it; the undo of the one before
is then gone from the screen, as its ten seconds would have ended it.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.kit.icons import icon, pixmap
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID

SHOWN_MS = 10_000
WIDEST = 70 * GRID


class QuietBar(QFrame):
    """Floats at the bottom of its parent."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._room = parent
        self._message: QuietMessage | None = None
        set_role(self, "quiet-message")
        self._sign = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self.undo = QPushButton(self)
        set_role(self.undo, "quiet")
        self.undo.clicked.connect(self._undo)
        self._close = QToolButton(self)
        self._close.clicked.connect(self.dismiss)
        self._layout = layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._sign)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.undo)
        layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.dismiss)
        parent.installEventFilter(self)
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
        self.raise_()
        self._place()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message.text))

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._room:
            self._place()
        return super().eventFilter(watched, event)

    def _undo(self) -> None:
        undo = self._message.undo if self._message is not None else None
        self.dismiss()
        if undo is not None:
            undo()

    def _place(self) -> None:
        parent = self._room
        width = min(WIDEST, parent.width() - 4 * GRID)
        others = [part for part in (self._sign, self.undo, self._close) if not part.isHidden()]
        beside = sum(part.sizeHint().width() + GRID for part in others) + 4 * GRID
        wanted = self._text.fontMetrics().horizontalAdvance(self.text()) + GRID
        self._text.setFixedWidth(max(min(wanted, width - beside), 20 * GRID))
        self._layout.activate()
        needed = min(self.sizeHint().width(), width)
        height = max(self.heightForWidth(needed), self.sizeHint().height())
        self.setGeometry((parent.width() - needed) // 2, parent.height() - height - 2 * GRID, needed, height)

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

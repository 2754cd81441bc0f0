"""Progress of a long act with a Cancel that really stops it.

The act runs on the executor's thread and tells `ScreenProgress`; `ProgressStrip` shows it, and only when it
lasts: not in the first 600 ms, and then for half a second at least, so that nothing flashes.
"""

import threading

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from numspot_desk.language.messages import Message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.refusals import Cancelled

DELAY_MS = 600
LEAST_MS = 500
"""Once shown, it stays this long."""


class ScreenProgress(QObject):
    """Implements `Progress` for acts on the executor's thread."""

    stepped = Signal(int, int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the act to stop at its next step."""
        self._stop.set()

    def step(self, done: int, total: int, what: Message) -> None:
        """Tell the screen. Raises `Cancelled` when the person has asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self.stepped.emit(done, total, what)


class ProgressStrip(QWidget):
    """A bar with what is being done and a Cancel button."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._progress: ScreenProgress | None = None
        self._what = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self.cancel_button = QPushButton(self)
        self.cancel_button.clicked.connect(self._cancel)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(self._what, 1)
        line.addWidget(self._bar, 1)
        line.addWidget(self.cancel_button)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self._appear)
        self._shown = QElapsedTimer()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.hide)
        context.ending.connect(self._cancel)
        self.hide()

    def start(self) -> ScreenProgress:
        """Begin to follow an act; give the result to it."""
        self._progress = ScreenProgress(self)
        self._progress.stepped.connect(self._stepped, Qt.ConnectionType.QueuedConnection)
        self.cancel_button.setText(self.context.language.text("Cancel"))
        self.cancel_button.setEnabled(True)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.context.language.text("Progress"))
        self._rest.stop()
        self._delay.start()
        return self._progress

    def finish(self) -> None:
        """The act ended, one way or another."""
        self._delay.stop()
        self._progress = None
        left = LEAST_MS - self._shown.elapsed() if self.isVisible() else 0
        self.cancel_button.setEnabled(False)
        if left > 0:
            self._rest.start(left)
        else:
            self.hide()

    def _appear(self) -> None:
        self._shown.start()
        self.show()

    def _stepped(self, done: int, total: int, what: Message) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._what.setText(self.context.language.render(what))

    def _cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
            self.cancel_button.setEnabled(False)

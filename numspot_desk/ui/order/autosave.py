"""When the wizard checks and saves: at once after an edit, and soon after typing stops.

An edit is saved 300 ms after the last one, and 800 ms after the first unsaved one at the latest, so that it
is in the store within a second of typing. What is saved is decided by the presenter.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

QUIET_MS: Final = 300
LATEST_MS: Final = 800


class Autosave(QObject):
    """Implements the presenter's `Later` with timers of the GUI thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.check: Callable[[], None] = _nothing
        self.save: Callable[[], None] = _nothing
        self._check = self._timer(0, self._check_now)
        self._quiet = self._timer(QUIET_MS, self.flush)
        self._latest = self._timer(LATEST_MS, self.flush)

    def check_soon(self) -> None:
        """Check when the key press has been painted."""
        self._check.start()

    def save_soon(self) -> None:
        """Save when the person pauses, or has typed long enough."""
        self._quiet.start()
        if not self._latest.isActive():
            self._latest.start()

    def flush(self) -> None:
        """Save now."""
        self._quiet.stop()
        self._latest.stop()
        self.save()

    def _check_now(self) -> None:
        self.check()

    def _timer(self, delay: int, ring: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay)
        timer.timeout.connect(ring)
        return timer


def _nothing() -> None:
    """Until the presenter is known."""

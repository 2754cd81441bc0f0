"""Takes bank accounts off the clipboard: one that this program put there is cleared half a minute later.

Whatever copied it (a field, a table, a button), the clipboard is looked at when it changes. What other
programs put there is theirs and stays; so does what replaced the account meanwhile.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard

CLEARED_AFTER = 30_000
"""Milliseconds that an account may stay on the clipboard."""
Later = Callable[[int, Callable[[], None]], None]


class ClipboardWatch(QObject):
    """Watches one clipboard. `later` calls back after so many milliseconds; `ours` says whether this program
    owns what is on the clipboard."""

    def __init__(
        self,
        clipboard: QClipboard,
        parent: QObject | None = None,
        *,
        later: Later | None = None,
        ours: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._later = later or self._by_timer
        self._ours = ours or clipboard.ownsClipboard
        self._turn = 0
        self._held = ""
        clipboard.dataChanged.connect(self._changed)

    def clear_now(self) -> None:
        """Clear an account that is still there; called when the desk is locked or left."""
        held, self._held = self._held, ""
        if held and self._clipboard.text() == held:
            self._clipboard.clear()

    def _changed(self) -> None:
        self._turn += 1
        self._held = ""
        if not self._ours():
            return
        from numspot_desk.rules.identifiers import iban  # the first window does not wait for it

        text = self._clipboard.text()
        if not iban.found_in(text):
            return
        self._held = text
        turn = self._turn

        def over() -> None:
            if turn == self._turn:
                self.clear_now()

        self._later(CLEARED_AFTER, over)

    def _by_timer(self, milliseconds: int, call: Callable[[], None]) -> None:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(call)
        timer.timeout.connect(timer.deleteLater)
        timer.start(milliseconds)

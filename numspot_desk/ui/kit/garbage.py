"""Collecting cycles on the GUI thread alone.

Python collects wherever it happens to allocate, so also on the serial executor's thread, or in the middle
of a Qt event. A cycle that holds a widget is then destroyed on the wrong thread, or under the event that
uses it, and the program ends without a word. Here the automatic collection is off while a collector
lives; a timer of the GUI thread collects between events, at Python's own thresholds.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimerEvent

EVERY: Final = 2_000
"""Milliseconds between two looks at what there is to collect."""


class GuiThreadCollector(QObject):
    """Takes the collection of cycles over for as long as it lives; `stop` gives it back to Python."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = self.startTimer(EVERY)

    def timerEvent(self, event: QTimerEvent) -> None:
        self.collect()

    def collect(self) -> int | None:
        """Collect the oldest generation that is due; which one, or None when none is."""
        for generation in reversed(range(3)):
            if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
                gc.collect(generation)
                return generation
        return None

    def stop(self) -> None:
        """Let Python collect by itself again: the interface has ended."""
        self.killTimer(self._timer)
        gc.enable()

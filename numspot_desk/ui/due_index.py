"""Counting again what falls due, where contracts changed: some at a time, so that a save goes in between."""

from PySide6.QtCore import QObject, Signal

from numspot_desk.ui.context import DeskContext
from numspot_desk.usecases.deadlines.due_index import freshen


class DueIndex(QObject):
    """`counted` carries how many contracts are left, 0 once every one is counted."""

    counted = Signal(int)

    def __init__(self, context: DeskContext, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self._asked = 0

    def freshen(self) -> None:
        """Count what changed; what goes on already is given up for it."""
        self._asked += 1
        self._go_on(self._asked)

    def _go_on(self, asked: int) -> None:
        today = self.context.clock.today()

        def arrived(left: int) -> None:
            if asked != self._asked:
                return
            self.counted.emit(left)
            if left:
                self._go_on(asked)

        if self.context.has_workspace:
            self.context.run(lambda workspace: freshen(workspace, today), arrived, owner=self)

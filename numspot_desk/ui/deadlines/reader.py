"""Reading the agenda of all contracts, some at a time, so that a save asked meanwhile goes in between."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.ui.context import DeskContext
from numspot_desk.usecases.deadlines.agenda_page import AgendaPage, agenda_page

AT_A_TIME = 10


class AgendaReader(QObject):
    """`changed` once all contracts are read; until then what was found before stays."""

    changed = Signal()

    def __init__(self, context: DeskContext, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.entries: tuple[AgendaEntry, ...] = ()
        self.marks: Mapping[str, Mark] = {}
        self.complete = False
        self._asked = 0

    def read(self) -> None:
        """Begin again; a reading that goes on is given up."""
        self._asked += 1
        asked = self._asked

        def arrived(marks: Mapping[str, Mark]) -> None:
            if asked == self._asked:
                self.marks = marks
                self._go_on(asked, [], None)

        if self.context.has_workspace:
            self.context.run(lambda workspace: workspace.marks.of(), arrived, owner=self)

    def _go_on(self, asked: int, so_far: list[AgendaEntry], key: tuple[Any, ...] | None) -> None:
        today = self.context.clock.today()

        def arrived(page: AgendaPage) -> None:
            if asked != self._asked:
                return
            so_far.extend(page.entries)
            if page.next_key is not None:
                self._go_on(asked, so_far, page.next_key)
                return
            self.entries = tuple(so_far)
            self.complete = True
            self.changed.emit()

        self.context.run(lambda workspace: agenda_page(workspace, today, key, AT_A_TIME), arrived, owner=self)

"""Reading the agenda from the index of what falls due: what changed is counted again first, some contracts
at a time, so that a save asked meanwhile goes in between. What was counted before is shown until then.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.held_days import HeldDays
from numspot_desk.ui.deadlines.presenter import AgendaList
from numspot_desk.ui.due_index import DueIndex
from numspot_desk.usecases.deadlines.due_index import rows_of
from numspot_desk.usecases.ports.due import DueQuery

Rows = tuple[Stands, ...]
_MINUTE: Final = 60_000


class AgendaReader(QObject):
    """`changed` when the agenda has to be read anew; `left`: how many contracts are still to be counted.
    `day_passed` when the clock comes to another day than the one it was read on."""

    changed = Signal()
    day_passed = Signal()

    def __init__(self, context: DeskContext, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.left = 0
        self.complete = False
        self._asked = 0
        self._held: HeldDays | None = None
        self._read_on: dt.date | None = None
        self._watch = QTimer(self)
        self._watch.setInterval(_MINUTE)
        self._watch.timeout.connect(self.look_at_the_clock)
        self._watch.start()
        self._index = DueIndex(context, self)
        self._index.counted.connect(self._counted)

    def read(self) -> None:
        """Count what changed."""
        self._held = None
        self._read_on = self.context.clock.today()
        self._index.freshen()

    def look_at_the_clock(self) -> None:
        """Tell once that the day is another one; how entries stand is looked at anew each minute."""
        self._held = None
        if self._read_on not in (None, self.context.clock.today()):
            self._read_on = None
            self.day_passed.emit()

    def query(self, wanted: AgendaList) -> DueQuery:
        """What is asked of the index now."""
        clock = self.context.clock
        return wanted.query(clock.now(), clock.today(), self.context.language)

    def between(
        self, wanted: AgendaList, first: dt.date, last: dt.date, done: Callable[[Rows], None]
    ) -> None:
        """The entries of some days, those included whose safe and sure day reach into them; of two askings
        the later one is answered. Days that were read already, or ahead, are answered from memory."""
        self._asked += 1
        asked, query = self._asked, replace(self.query(wanted), first=first, last=last)
        known = None if self._held is None else self._held.answer(query)

        def arrived(rows: Rows) -> None:
            if asked != self._asked:
                return
            if known is None:
                self._held = HeldDays(query, first, last, rows)
            done(rows)
            self._read_ahead(asked, (first, last))

        if known is not None:
            self.context.run(lambda _: known, arrived, owner=self)
        else:
            self.context.run(lambda store: rows_of(store.due.all(query), query), arrived, owner=self)

    def _read_ahead(self, asked: int, around: tuple[dt.date, dt.date]) -> None:
        """Read the days beside those that are shown, one side after the other."""
        held = self._held
        if held is None or not (sides := held.beside(*around)):
            return
        query = sides[0]

        def arrived(rows: Rows) -> None:
            if asked == self._asked and self._held is held:
                self._held = held.with_days(query, rows, around)
                self._read_ahead(asked, around)

        self.context.run(lambda store: rows_of(store.due.all(query), query), arrived, owner=self)

    def first(self, wanted: AgendaList, most: int, done: Callable[[Rows], None]) -> None:
        """The first entries of a list, in its order."""
        query = self.query(wanted)
        self.context.run(
            lambda store: rows_of(store.due.page(query, None, most).rows, query), done, owner=self
        )

    def counts(self, wanted: AgendaList, done: Callable[[Mapping[str, int]], None]) -> None:
        """How many entries of each state the other filters leave."""
        query = self.query(wanted)
        self.context.run(lambda store: store.due.counts(query), done, owner=self)

    def _counted(self, left: int) -> None:
        self.left, self._held = left, None
        if not left:
            self.complete = True
        self.changed.emit()

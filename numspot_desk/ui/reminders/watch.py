"""Looking for reminders: once the workspace is open, when the next is due, at midnight, after facts changed.

A glance a minute costs nothing: the agenda is looked at, some entries at a time, only where a moment has
come, the day or the facts are other ones, or the clock went back. What is told is decided and kept by
`usecases.deadlines.remind`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.reminders.choices import wanted
from numspot_desk.usecases.changes import Changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numspot_desk.contracts.agenda.reminders import Reminder
    from numspot_desk.usecases.deadlines.remind import Look, Place, Reminded

GLANCE_MS: Final = 60_000
BEGIN_AFTER_MS: Final = 2_000
"""How long after the workspace opened: the first page comes first."""


class _Looking(NamedTuple):
    """One look at the agenda: which, and at what instant of which day."""

    asked: int
    now: dt.datetime
    today: dt.date


class ReminderWatch(QObject):
    """`changed` when the list may be another one. What is told for the first time goes through the context
    (`reminded`), to whoever shows it outside the window."""

    changed = Signal()

    def __init__(self, context: DeskContext, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.listed: tuple[Reminder, ...] = ()
        self._new: tuple[Reminder, ...] = ()
        self._looked_on: dt.date | None = None
        self._looked_at: dt.datetime | None = None
        self._next: dt.datetime | None = None
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(GLANCE_MS)
        self._timer.timeout.connect(self.glance)
        self._begin = QTimer(self)
        self._begin.setSingleShot(True)
        self._begin.setInterval(BEGIN_AFTER_MS)
        self._begin.timeout.connect(self.glance)
        context.workspace_changed.connect(self._workspace_changed)
        context.changed.connect(self._facts_changed)
        context.reminders_chosen.connect(self._chosen)
        if context.has_workspace:
            self._workspace_changed(True)

    def glance(self) -> None:
        """Look at the clock, and at the agenda where that may say something new."""
        if not (self.context.has_workspace and wanted(self.context.preferences)):
            return
        now, at = self.context.clock.now(), self._looked_at
        another_day = self._looked_on != self.context.clock.today()
        if another_day or at is None or now < at or (self._next is not None and now >= self._next):
            self.look()

    def look(self) -> None:
        """Look at the whole agenda; a look that goes on is given up."""
        from numspot_desk.usecases.deadlines.remind import Place, Reminded

        self._asked += 1
        self._looked_on, self._looked_at = self.context.clock.today(), self.context.clock.now()
        self._go_on(_Looking(self._asked, self._looked_at, self._looked_on), Place(), Reminded(), set())

    def put_away(self, reminders: Sequence[Reminder]) -> None:
        """Take these out of the list until the next rung of their entries."""
        from numspot_desk.usecases.deadlines.remind import put_away

        chosen, now = tuple(reminders), self.context.clock.now()
        self.context.run(lambda workspace: put_away(workspace, chosen, now), self._put_away, owner=self)

    def _put_away(self, _: None) -> None:
        self.look()

    def _go_on(self, looking: _Looking, place: Place, so_far: Reminded, keys: set[str]) -> None:
        from numspot_desk.usecases.deadlines.remind import look

        def arrived(found: Look) -> None:
            self._new += found.found.new  # told, even where a later look takes the place of this one
            if looking.asked != self._asked:
                return
            keys.update(found.keys)
            if found.place is not None:
                self._go_on(looking, found.place, so_far | found.found, keys)
            else:
                self._looked(so_far | found.found, keys)

        if self.context.has_workspace:
            self.context.run(
                lambda workspace: look(workspace, looking.now, looking.today, place), arrived, owner=self
            )

    def _looked(self, found: Reminded, keys: set[str]) -> None:
        from numspot_desk.usecases.deadlines.remind import forget

        if not (self.context.has_workspace and wanted(self.context.preferences)):
            return  # locked meanwhile: nothing names a client now; the list has it when it is open again
        self.listed, self._next = found.listed, found.next_at
        self.changed.emit()
        told = {one.id for one in self._new}
        new, self._new = tuple(one for one in found.listed if one.id in told), ()
        if new:
            self.context.run(lambda workspace: forget(workspace, keys), owner=self)
            self.context.reminded.emit(new)

    def _facts_changed(self, changes: Changes) -> None:
        if changes.marks and self._looked_at is not None:
            self.look()
        elif changes.orders or changes.mandates or changes.terms or changes.settings:
            self._looked_on = None
            self._begin.start()

    def _chosen(self) -> None:
        if wanted(self.context.preferences):
            self.glance()
        else:
            self._forget()

    def _workspace_changed(self, is_open: bool) -> None:
        if is_open:
            self._timer.start()
            self._begin.start()
        else:
            self._timer.stop()
            self._begin.stop()
            self._forget()

    def _forget(self) -> None:
        self._asked += 1
        self._looked_on, self._looked_at, self._next = None, None, None
        self.listed, self._new = (), ()
        self.changed.emit()

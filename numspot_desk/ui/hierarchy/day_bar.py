"""The day that the page looks at: typed, picked in a month, stepped from event to event, or moved on a line.

It says which day is wanted; the page goes there and shows it again.
"""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.day import DayEvent
from numspot_desk.ui.hierarchy.day_line import DayLine, around
from numspot_desk.ui.kit.elided import ElidedLabel
from numspot_desk.ui.kit.fields import DateField
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID


class DayBar(QWidget):
    """`day_asked` carries a day; `step_asked` -1 for the event before and 1 for the next one."""

    day_asked = Signal(object)  # date
    step_asked = Signal(int)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._on: dt.date | None = None
        self._events: tuple[DayEvent, ...] = ()
        self.earlier, self.later = QToolButton(self), QToolButton(self)
        self.earlier.clicked.connect(lambda: self.step_asked.emit(-1))
        self.later.clicked.connect(lambda: self.step_asked.emit(1))
        self.field = DateField(context, self)
        self.field.editingFinished.connect(self._typed)
        self.field.edited.connect(self._picked)
        self.today = QPushButton(self)
        set_role(self.today, "quiet")
        self.today.clicked.connect(lambda: self.day_asked.emit(context.clock.today()))
        self.line = DayLine(self)
        self.line.day_moved.connect(self.day_asked)
        self.line.step_asked.connect(self.step_asked)
        self.what = ElidedLabel(self)
        set_role(self.what, "muted")
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.line)
        beside.addWidget(self.what)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for widget in (self.earlier, self.field, self.later, self.today):
            layout.addWidget(widget)
        layout.addLayout(beside, 1)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the day and its steps alone, without the line of the contract's life, where room is short."""
        self.line.setVisible(not narrow)
        self.what.setVisible(not narrow)

    def retranslate(self) -> None:
        """Say everything again in the reader's language."""
        text = self.context.language.text
        self.field.setAccessibleName(text("Day"))
        self.field.setMinimumWidth(self.field.fontMetrics().horizontalAdvance("00/00/0000") + 6 * GRID)
        self.field.setMaximumWidth(self.field.minimumWidth())
        self.today.setText(text("Today"))
        self.line.setAccessibleName(text("Life of the contract"))
        for button, name, picture in (
            (self.earlier, text("The event before"), "chevron-left"),
            (self.later, text("The next event"), "chevron-right"),
        ):
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setIcon(icon(picture, "muted"))
        self._say()

    def show_day(self, on: dt.date, events: Sequence[DayEvent]) -> None:
        """Show this day among the events of the contract."""
        today = self.context.clock.today()
        self._on, self._events = on, tuple(events)
        self.field.setText(self.field.show_form(on.isoformat()))
        self.line.show_days(events, on, today)
        self.earlier.setEnabled(any(event.on < on for event in events))
        self.later.setEnabled(any(event.on > on for event in events))
        self.today.setEnabled(on != today)
        self._say()

    def _say(self) -> None:
        """What made the day what it is and what comes next, in words."""
        if self._on is None:
            return
        language, parts = self.context.language, []
        day = language.formats.date_list
        last, following = around(self._events, self._on)
        if last is not None:
            parts.append(language.text("Since {day}: {what}", day=day(last.on), what=last.what))
        if following is not None:
            parts.append(language.text("next on {day}: {what}", day=day(following.on), what=following.what))
        said = " · ".join(parts)
        self.what.setText(said)
        self.line.setToolTip(said)
        self.field.setToolTip(said)
        shown = language.formats.date_long(self._on)
        self.line.setAccessibleDescription(f"{shown}. {said}" if said else shown)

    def _typed(self) -> None:
        """A day was typed to its end; what is none is said, and the day that is shown comes back."""
        wanted = self._written()
        if wanted is None:
            if self._on is not None:
                self.field.setText(self.field.show_form(self._on.isoformat()))
            self.context.post(self.context.language.text("This is no day: write it like 31/12/2026."))
        elif wanted != self._on:
            self.day_asked.emit(wanted)

    def _picked(self) -> None:
        """A day was picked in the month: the field has not the focus then."""
        if not self.field.hasFocus() and (wanted := self._written()) is not None:
            self.day_asked.emit(wanted)

    def _written(self) -> dt.date | None:
        try:
            return dt.date.fromisoformat(self.field.value())
        except ValueError:
            return None

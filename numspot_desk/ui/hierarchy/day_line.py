"""The life of a contract as a line: a mark for each day on which something changes, a handle on the day that
is looked at. Dragged or clicked it goes to any day; ←/→ go from event to event, page keys by thirty days.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from numspot_desk.ui.hierarchy.day import DayEvent
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID

_BEFORE: Final = dt.timedelta(days=30)
_AFTER: Final = dt.timedelta(days=90)
"""So much is shown beyond the first and the last event."""
_PAGE: Final = 30
_NEAR: Final = GRID
"""A click so many pixels from an event goes to it."""


class DayLine(QSlider):
    """`day_moved` carries the day that the person came to, `step_asked` -1 or 1 for another event."""

    day_moved = Signal(object)  # date
    step_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._start = dt.date.min
        self._today = dt.date.min
        self._events: tuple[DayEvent, ...] = ()
        self.setPageStep(_PAGE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self._moved)

    def show_days(self, events: Sequence[DayEvent], on: dt.date, today: dt.date) -> None:
        """Show these events and this day, without saying that it moved."""
        days = [on, today, *(event.on for event in events)]
        self._start, self._today, self._events = min(days) - _BEFORE, today, tuple(events)
        self.blockSignals(True)
        self.setRange(0, (max(days) + _AFTER - self._start).days)
        self.setValue((on - self._start).days)
        self.blockSignals(False)
        self.update()

    def day(self) -> dt.date:
        """The day under the handle."""
        return self._start + dt.timedelta(days=self.value())

    def sizeHint(self) -> QSize:
        return QSize(30 * GRID, 3 * GRID)

    def minimumSizeHint(self) -> QSize:
        return QSize(12 * GRID, 3 * GRID)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Down:
                self.step_asked.emit(-1)
            case Qt.Key.Key_Right | Qt.Key.Key_Up:
                self.step_asked.emit(1)
            case Qt.Key.Key_Home if self._events:
                self.setValue((self._events[0].on - self._start).days)
            case Qt.Key.Key_End if self._events:
                self.setValue((self._events[-1].on - self._start).days)
            case Qt.Key.Key_PageUp:  # later, as further down a page: a slider of Qt does the contrary
                self.setValue(self.value() - _PAGE)
            case Qt.Key.Key_PageDown:
                self.setValue(self.value() + _PAGE)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._go_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        left, right = self._x(0), self._x(self.maximum())
        painter.setPen(QPen(theme().colour("edge"), 2))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        painter.setPen(QPen(theme().colour("muted"), 1, Qt.PenStyle.DotLine))
        today = self._x((self._today - self._start).days)
        painter.drawLine(QPointF(today, 2), QPointF(today, self.height() - 2))
        painter.setPen(QPen(theme().colour("text"), 2))
        for one in self._events:
            at = self._x((one.on - self._start).days)
            painter.drawLine(QPointF(at, middle - 5), QPointF(at, middle + 5))
        handle = QRectF(0, 0, 12, 12)
        handle.moveCenter(QPointF(self._x(self.value()), middle))
        painter.setPen(QPen(theme().colour("on_accent"), 1.5))
        painter.setBrush(theme().colour("accent"))
        painter.drawEllipse(handle)
        if self.hasFocus():
            painter.setPen(QPen(theme().colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _moved(self) -> None:
        self.day_moved.emit(self.day())

    def _x(self, value: int) -> float:
        room = self.width() - 2 * GRID
        return GRID + room * value / max(self.maximum(), 1)

    def _go_to(self, x: float) -> None:
        """The day at a place, or the event near it."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        places = {(event.on - self._start).days: 0.0 for event in self._events}
        near = {value: abs(self._x(value) - x) for value in places}
        nearest = min(near, key=lambda value: near[value], default=None)
        if nearest is not None and near[nearest] <= _NEAR:
            self.setValue(nearest)
            return
        room = max(self.width() - 2 * GRID, 1)
        self.setValue(round((x - GRID) / room * self.maximum()))


def around(events: Sequence[DayEvent], on: dt.date) -> tuple[DayEvent | None, DayEvent | None]:
    """The event that made a day what it is, and the next one."""
    before = [event for event in events if event.on <= on]
    after = [event for event in events if event.on > on]
    return (before[-1] if before else None), (after[0] if after else None)

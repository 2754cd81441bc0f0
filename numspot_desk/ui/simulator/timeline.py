"""The timelines on the screen and as a file: what `timeline_scene` draws, to walk with the keys and to save.

It is a picture of what the table says. Left and Right go from mark to mark, Up and Down from one scenario to
the next, + and − change the scale.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsView, QScrollBar, QToolTip, QWidget

from numspot_desk.contracts.agenda.simulation import Simulation
from numspot_desk.language.catalog import Language, load_language
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.scene_files import png_of, svg_of
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import LIGHT
from numspot_desk.ui.simulator.timeline_scene import Mark, TimelineScene
from numspot_desk.usecases.simulation.words import leads_to

PAGE: Final = 1100.0
"""How wide the timelines are in a file, in pixels of the screen."""
_ZOOMS: Final = (1.0, 1.5, 2.25, 3.5, 6.0, 12.0, 30.0)


class Timelines(QGraphicsView):
    """`pointed` carries the scenario's place and the key of the step where the keyboard is; `opened` when it
    is opened."""

    pointed = Signal(int, object)
    opened = Signal(int, object)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._simulations: tuple[Simulation, ...] = ()
        self._today = context.clock.today()
        self._each = False
        self._zoom = 0
        self._at = 0
        self._frame: QGraphicsRectItem | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._stick)
        theme().changed.connect(self.draw)

    # ── What is shown ────────────────────────────────────────────────────────────────────────────────

    def show_simulations(self, simulations: Sequence[Simulation], today: dt.date, *, each: bool) -> None:
        """Draw these; the mark where the keyboard is stays where it is still there."""
        former = self.current()
        self._simulations, self._today, self._each = tuple(simulations), today, each
        self.draw()
        if former is not None:
            self.point_to(former.scenario, former.step.key)

    def draw(self) -> None:
        """Draw again, in the colours and the width of now."""
        former, places = self.scene(), [bar.value() for bar in self._bars()]
        scene = TimelineScene(
            self._simulations,
            self._today,
            self.context.language,
            theme().tokens,
            self.viewport().width() - 2,
            zoom=_ZOOMS[self._zoom],
            each_reading=self._each,
        )
        scene.setParent(self)
        self._frame = None
        self.setScene(scene)
        for bar, place in zip(self._bars(), places, strict=True):
            bar.setValue(place)
        self._stick()
        self._at = min(self._at, max(len(scene.marks) - 1, 0))
        self._show_frame()
        if former is not None:
            former.deleteLater()
        said = (
            leads_to(self._simulations, at, self.context.language) for at in range(len(self._simulations))
        )
        self.setAccessibleDescription("; ".join([*said, *(mark.said for mark in scene.marks)]))

    def zoom(self, steps: int) -> None:
        """A finer scale, or a wider one; 0 for the whole width."""
        wanted = 0 if steps == 0 else min(max(self._zoom + steps, 0), len(_ZOOMS) - 1)
        if wanted != self._zoom:
            self._zoom = wanted
            self.draw()
            if (mark := self.current()) is not None:
                self._in_sight(mark)

    def current(self) -> Mark | None:
        """The mark where the keyboard is."""
        marks = self._marks()
        return marks[self._at] if self._at < len(marks) else None

    def point_to(self, scenario: int, key: object) -> None:
        """Go to the mark of a step, where it has one."""
        for number, mark in enumerate(self._marks()):
            if (mark.scenario, mark.step.key) == (scenario, key):
                self._at = number
                self._show_frame()
                self._in_sight(mark)

    # ── Files ────────────────────────────────────────────────────────────────────────────────────────

    def svg(self, title: str) -> bytes:
        """The timelines as an SVG file."""
        return svg_of(self._on_paper(title, self.context.language), title, self.accessibleDescription())

    def png(self, title: str, *, french: bool = False) -> bytes:
        """The timelines as a PNG file, in the colours of paper; in French for a document."""
        return png_of(self._on_paper(title, load_language("fr") if french else self.context.language))

    def _on_paper(self, title: str, language: Language) -> TimelineScene:
        return TimelineScene(
            self._simulations,
            self._today,
            language,
            LIGHT,
            PAGE,
            each_reading=self._each,
            title=title,
        )

    # ── Keys and mouse ───────────────────────────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:
        marks, key = self._marks(), Qt.Key(event.key())
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        beside = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if held or not marks:
            super().keyPressEvent(event)
        elif key in steps:
            self._go(min(max(self._at + steps[key], 0), len(marks) - 1))
        elif key in beside:
            self._go(self._beside(beside[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else len(marks) - 1)
        elif key in zooms:
            self.zoom(zooms[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(marks[self._at].scenario, marks[self._at].step.key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_frame()
        self._say()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_frame()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a mark or its words goes there."""
        super().mousePressEvent(event)
        place = self.mapToScene(event.position().toPoint())
        for number, mark in enumerate(self._marks()):
            if mark.rect.contains(place):
                self._go(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        mark = self.current()
        if mark is not None and mark.rect.contains(self.mapToScene(event.position().toPoint())):
            self.opened.emit(mark.scenario, mark.step.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.draw()

    def leaveEvent(self, event: QEvent) -> None:
        QToolTip.hideText()
        super().leaveEvent(event)

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────

    def _marks(self) -> tuple[Mark, ...]:
        scene = self.scene()
        return scene.marks if isinstance(scene, TimelineScene) else ()

    def _bars(self) -> tuple[QScrollBar, QScrollBar]:
        return self.horizontalScrollBar(), self.verticalScrollBar()

    def _stick(self) -> None:
        scene = self.scene()
        if isinstance(scene, TimelineScene):
            scene.stick(self.mapToScene(0, 0).y())

    def _in_sight(self, mark: Mark) -> None:
        """Scroll to a mark, below the dates."""
        above = mark.rect.adjusted(0, -3.0 * mark.rect.height(), 0, mark.rect.height())
        self.ensureVisible(above, 0, 0)

    def _go(self, number: int) -> None:
        self._at = number
        mark = self._marks()[number]
        self._show_frame()
        self._in_sight(mark)
        self._say()
        self.pointed.emit(mark.scenario, mark.step.key)

    def _beside(self, step: int) -> int:
        """The mark of the next scenario, or the one before, that is nearest in time."""
        marks, here = self._marks(), self._marks()[self._at]
        wanted = here.scenario + step
        near = [n for n, mark in enumerate(marks) if mark.scenario == wanted]
        return min(near, key=lambda n: abs(marks[n].rect.left() - here.rect.left()), default=self._at)

    def _say(self) -> None:
        if (mark := self.current()) is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, mark.said))

    def _show_frame(self) -> None:
        """Frame the mark where the keyboard is, while the timelines have the focus."""
        if self._frame is not None and self._frame.scene() is self.scene():
            self.scene().removeItem(self._frame)
        self._frame = None
        mark = self.current()
        if mark is None or not self.hasFocus():
            return
        pen = QPen(theme().colour("text"), 1.5, Qt.PenStyle.DotLine)
        self._frame = self.scene().addRect(QRectF(mark.rect).adjusted(-2, 0, 2, 0), pen)
        self._frame.setZValue(2)

"""The picture of a contract on the screen and as a file: what `picture_scene` draws, to scroll and to save.

A second view of what the tree shows. Saved and printed it has the colours of paper, whatever the screen has.
"""

from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
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
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsView, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.day import Day
from numspot_desk.ui.hierarchy.picture_scene import KEY, PictureScene, Place, told
from numspot_desk.ui.kit.scene_files import png_of, svg_of
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import LIGHT

_SMALLEST: Final = 0.75
"""The picture is never drawn smaller than this; it scrolls instead."""


class HierarchyPicture(QGraphicsView):
    """It scrolls where it is larger than its room. `chosen` carries the key of what was clicked."""

    chosen = Signal(str)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._day: Day | None = None
        self._at = 0
        self._frame: QGraphicsRectItem | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def show_day(self, day: Day, chosen: str = "") -> None:
        """Draw the contract on a day, with the row that is chosen marked."""
        same = self._day is not None and self._day.shown.number == day.shown.number
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        places = [bar.value() for bar in bars]
        former, self._day = self.scene(), day
        scene = PictureScene(day, self.context.language, theme().tokens, chosen)
        scene.setParent(self)
        self._frame = None
        self.setScene(scene)
        keys = [place.key for place in scene.places]
        self._at = min(self._at, len(keys) - 1) if same and keys else 0
        if chosen in keys and keys[self._at] != chosen:
            self._at = keys.index(chosen)
        self._fit()
        for bar, place in zip(bars, places, strict=True):
            bar.setValue(place if same else bar.minimum())
        self._point_at(self._at)
        if former is not None:
            former.deleteLater()
        self.setAccessibleDescription(told(scene.arrows, self.context.language))

    def svg(self) -> bytes:
        """The picture as an SVG file."""
        return svg_of(self._on_paper(), self.accessibleName(), self.accessibleDescription())

    def png(self) -> bytes:
        """The picture as a PNG file."""
        return png_of(self._on_paper())

    def print_on(self, painter: QPainter, page: QRectF) -> None:
        """Paint the picture as large as the page has room for, its proportions kept."""
        scene = self._on_paper()
        size = scene.sceneRect().size()
        scale = min(page.width() / size.width(), page.height() / size.height())
        scene.render(painter, QRectF(page.topLeft(), size * scale))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The piece where the keyboard is; a click has its own, and nothing may move under it."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._point_at(self._at)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point_at(self._at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from piece to piece, Enter opens it; Page Up and Down scroll."""
        places = self._places()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        key = Qt.Key(event.key())
        if not places or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in steps:
            self._point_at(min(max(self._at + steps[key], 0), len(places) - 1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._point_at(0 if key == Qt.Key.Key_Home else len(places) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(places[self._at].key)
        else:
            super().keyPressEvent(event)

    def pointed(self) -> str:
        """What the piece says that the keyboard is at; "" where there is none."""
        places = self._places()
        return places[self._at].said if self._at < len(places) else ""

    def _places(self) -> tuple[Place, ...]:
        scene = self.scene()
        return scene.places if isinstance(scene, PictureScene) else ()

    def _point_at(self, number: int) -> None:
        """Frame a piece while the picture has the focus, bring it in sight and say it."""
        places = self._places()
        self._at = min(number, max(len(places) - 1, 0))
        if self._frame is not None and self._frame.scene() is self.scene():
            self.scene().removeItem(self._frame)
        self._frame = None
        if not places or not self.hasFocus():
            return
        place = places[self._at]
        pen = QPen(theme().colour("text"), 2, Qt.PenStyle.DotLine)
        self._frame = self.scene().addRect(place.rect.adjusted(-2, -2, 2, 2), pen)
        self._frame.setZValue(2)
        self.ensureVisible(place.rect, 0, 0)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, place.said))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a clause or a document chooses it."""
        super().mousePressEvent(event)
        keys = (item.data(KEY) for item in self.items(event.position().toPoint()))
        if key := next((key for key in keys if key), ""):
            self.chosen.emit(str(key))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As wide as its room, down to where the text is still readable; never larger than drawn."""
        if self.scene() is None:
            return
        room, wanted = self.viewport().width(), self.scene().sceneRect().width()
        scale = min(max(room / max(wanted, 1), _SMALLEST), 1)
        self.resetTransform()
        self.scale(scale, scale)

    def _on_paper(self) -> PictureScene:
        assert self._day is not None
        return PictureScene(self._day, self.context.language, LIGHT, titled=True)

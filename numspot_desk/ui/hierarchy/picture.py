"""The picture of a contract on the screen and as a file: what `picture_scene` draws, to scroll and to save.

A second view of what the tree shows. Saved and printed it has the colours of paper, whatever the screen has.
"""

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageWriter, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QGraphicsView, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.day import Day
from numspot_desk.ui.hierarchy.picture_scene import KEY, PictureScene, told
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import LIGHT

_SMALLEST: Final = 0.75
"""The picture is never drawn smaller than this; it scrolls instead."""
_SHARP: Final = 2
"""The picture file has so many pixels for one of the screen."""


class HierarchyPicture(QGraphicsView):
    """It scrolls where it is larger than its room. `chosen` carries the key of what was clicked."""

    chosen = Signal(str)

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._day: Day | None = None
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
        self.setScene(scene)
        self._fit()
        for bar, place in zip(bars, places, strict=True):
            bar.setValue(place if same else bar.minimum())
        if former is not None:
            former.deleteLater()
        self.setAccessibleDescription(told(scene.arrows, self.context.language))

    def svg(self) -> bytes:
        """The picture as an SVG file."""
        from PySide6.QtSvg import QSvgGenerator

        scene = self._on_paper()
        content, buffer = QByteArray(), QBuffer()
        buffer.setBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(scene.sceneRect().size().toSize())
        generator.setViewBox(QRectF(QPointF(0, 0), scene.sceneRect().size()))
        generator.setTitle(self.accessibleName())
        generator.setDescription(self.accessibleDescription())
        painter = QPainter(generator)
        scene.render(painter)
        painter.end()
        buffer.close()
        return bytes(content.data())

    def png(self) -> bytes:
        """The picture as a PNG file."""
        scene = self._on_paper()
        image = QImage(scene.sceneRect().size().toSize() * _SHARP, QImage.Format.Format_ARGB32)
        image.fill(QColor(LIGHT.surface))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scene.render(painter)
        painter.end()
        content, buffer = QByteArray(), QBuffer()
        buffer.setBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"PNG")).write(image)
        buffer.close()
        return bytes(content.data())

    def print_on(self, painter: QPainter, page: QRectF) -> None:
        """Paint the picture as large as the page has room for, its proportions kept."""
        scene = self._on_paper()
        size = scene.sceneRect().size()
        scale = min(page.width() / size.width(), page.height() / size.height())
        scene.render(painter, QRectF(page.topLeft(), size * scale))

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

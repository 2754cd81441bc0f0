"""A graphics scene as a file, SVG or PNG. What is drawn lives with the screens."""

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QGraphicsScene

_SHARP: Final = 2
"""The picture file has so many pixels for one of the screen."""


def svg_of(scene: QGraphicsScene, title: str, description: str) -> bytes:
    """The scene as an SVG file."""
    from PySide6.QtSvg import QSvgGenerator

    content, buffer = QByteArray(), QBuffer()
    buffer.setBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(scene.sceneRect().size().toSize())
    generator.setViewBox(QRectF(QPointF(0, 0), scene.sceneRect().size()))
    generator.setTitle(title)
    generator.setDescription(description)
    painter = QPainter(generator)
    scene.render(painter)
    painter.end()
    buffer.close()
    return bytes(content.data())


def png_of(scene: QGraphicsScene, sharp: int = _SHARP) -> bytes:
    """The scene as a PNG file on its own ground, with so many pixels for one of the screen."""
    image = QImage(scene.sceneRect().size().toSize() * sharp, QImage.Format.Format_ARGB32)
    image.fill(scene.backgroundBrush().color())
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

"""The picture of a contract: its documents as cards, the highest rank on top, its derogations as arrows to
the clauses they name. A second view of what the tree shows; it is saved as SVG and PNG.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from numspot_desk.contracts.consolidated import Standing
from numspot_desk.contracts.hierarchy import Paper, PaperKind
from numspot_desk.language.catalog import Language
from numspot_desk.rules.clauses import Document
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.presenter import Day
from numspot_desk.ui.hierarchy.sheets import RANK_TOKENS
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID, TextSize
from numspot_desk.usecases import hierarchy_words as words

_CARD: Final = 34 * GRID
_HIGH: Final = 8 * GRID
_BESIDE: Final = 24 * GRID
_BETWEEN: Final = 3 * GRID
_ARROWS: Final = 11 * GRID
_CHIP: Final = 13 * GRID
_PER_ROW: Final = 6
_SHARP: Final = 2
"""The picture file has so many pixels for one of the screen."""


@dataclass(frozen=True)
class Arrow:
    """A derogation: the clause, the clause of the general terms it names, and what became of it."""

    paper: str
    ref: str
    target: str
    standing: Standing

    @property
    def holds(self) -> bool:
        """Whether it has effect."""
        return self.standing is Standing.APPLIES


def arrows_of(day: Day) -> tuple[Arrow, ...]:
    """Every derogation in force, in the order of the documents."""
    return tuple(
        Arrow(paper.id, clause.ref, saying.target, day.standings[clause.id].standing)
        for paper in day.situation.papers
        for clause in paper.clauses
        for saying in clause.says
        if saying.target is not None
    )


def told(arrows: Sequence[Arrow], language: Language) -> str:
    """The arrows in words, for a screen reader."""
    return "; ".join(
        f"{arrow.ref} → {arrow.target}"
        if arrow.holds
        else f"{arrow.ref} → {arrow.target} ({language.text(words.STANDING_NAMES[arrow.standing])})"
        for arrow in arrows
    )


class HierarchyPicture(QGraphicsView):
    """Shows the picture; it scrolls where it is larger than its room."""

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def show_day(self, day: Day) -> None:
        """Draw the contract on a day."""
        self._scene.clear()
        self._scene.setBackgroundBrush(theme().colour("surface"))
        arrows = arrows_of(day)
        places: dict[str, QRectF] = {}
        heads = [paper for paper in day.situation.papers if paper.under is None]
        top = float(GRID)
        for paper in heads:
            below = [one for one in day.situation.papers if one.under == paper.id]
            if paper.kind is PaperKind.GENERAL and arrows:
                top += _ARROWS
                top = self._chips(arrows, places, top) + GRID
            places[paper.id] = self._card(paper, QRectF(GRID, top, _CARD, _HIGH))
            for number, one in enumerate(below):
                self._beside(one, places[paper.id], number)
            top += max(_HIGH, len(below) * 4 * GRID) + (_BETWEEN if paper.rank is not Document.GENERAL else 0)
        for number, arrow in enumerate(arrows):
            if arrow.paper in places and arrow.target in places:
                self._arrow(arrow, places[arrow.paper], places[arrow.target], number)
        self._scene.setSceneRect(self._scene.itemsBoundingRect().adjusted(-GRID, -GRID, GRID, GRID))
        self.setAccessibleDescription(told(arrows, self.context.language))

    def svg(self) -> bytes:
        """The picture as an SVG file."""
        from PySide6.QtSvg import QSvgGenerator

        content, buffer = QByteArray(), QBuffer()
        buffer.setBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setViewBox(QRectF(QPointF(0, 0), self._scene.sceneRect().size()))
        generator.setTitle(self.accessibleName())
        painter = QPainter(generator)
        self._scene.render(painter)
        painter.end()
        buffer.close()
        return bytes(content.data())

    def png(self) -> bytes:
        """The picture as a PNG file."""
        image = QImage(self._scene.sceneRect().size().toSize() * _SHARP, QImage.Format.Format_ARGB32)
        image.fill(theme().colour("surface"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._scene.render(painter)
        painter.end()
        content, buffer = QByteArray(), QBuffer()
        buffer.setBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"PNG")).write(image)
        buffer.close()
        return bytes(content.data())

    # ── Drawing ──────────────────────────────────────────────────────────────────────────────────

    def _card(self, paper: Paper, place: QRectF) -> QRectF:
        """A document as a card, with a second edge behind it as of a pile of sheets."""
        token = RANK_TOKENS[paper.rank]
        pen, ground = QPen(theme().colour(token), 1.5), theme().colour(f"{token}_ground")
        self._box(place.translated(5, 5), QPen(theme().colour("line")), theme().colour("surface"))
        self._box(place, pen, ground)
        self._text(paper.rank.value, place.adjusted(GRID, GRID, 0, 0), token, bold=True)
        name = words.paper_name(paper, self.context.language)
        self._text(name, place.adjusted(6 * GRID, GRID, -GRID, 0), "text")
        return place

    def _beside(self, paper: Paper, parent: QRectF, number: int) -> None:
        token = RANK_TOKENS[paper.rank]
        place = QRectF(parent.right() + 6 * GRID, parent.top() + number * 4 * GRID, _BESIDE, 3.5 * GRID)
        self._box(place, QPen(theme().colour(token), 1, Qt.PenStyle.DashLine), theme().colour("surface"))
        self._text(words.paper_name(paper, self.context.language), place.adjusted(GRID, 4, -GRID, 0), "text")
        path = QPainterPath(QPointF(parent.right(), parent.center().y()))
        path.lineTo(place.left(), place.center().y())
        self._scene.addPath(path, QPen(theme().colour("line")))

    def _chips(self, arrows: Sequence[Arrow], places: dict[str, QRectF], top: float) -> float:
        """The clauses that derogations name, each once, above the card of the general terms."""
        targets = list(dict.fromkeys(arrow.target for arrow in arrows))
        for number, target in enumerate(targets):
            row, column = divmod(number, _PER_ROW)
            place = QRectF(GRID + column * (_CHIP + GRID), top + row * 5 * GRID, _CHIP, 4 * GRID)
            self._box(place, QPen(theme().colour("general")), theme().colour("general_ground"))
            self._text(target, place.adjusted(GRID, 6, 0, 0), "general", bold=True)
            places[target] = place
        return top + ((len(targets) - 1) // _PER_ROW + 1) * 5 * GRID

    def _arrow(self, arrow: Arrow, start: QRectF, end: QRectF, number: int) -> None:
        """From the card to the clause: dashed where it has no effect, with its own reference beside it."""
        colour = theme().colour("accent" if arrow.holds else "problem")
        line = Qt.PenStyle.SolidLine if arrow.holds else Qt.PenStyle.DashLine
        tip = QPointF(end.center().x(), end.top())
        at = QPointF(min(tip.x(), start.right() - GRID), start.bottom())
        path = QPainterPath(at)
        path.cubicTo(QPointF(at.x(), at.y() + 4 * GRID), QPointF(tip.x(), tip.y() - 4 * GRID), tip)
        self._scene.addPath(path, QPen(colour, 1.5, line))
        head = QPolygonF([tip, tip + QPointF(-4, -8), tip + QPointF(4, -8)])
        self._scene.addPolygon(head, QPen(colour), colour)
        label = arrow.ref
        if not arrow.holds:
            label += f" · {self.context.language.text(words.STANDING_NAMES[arrow.standing])}"
        beside = QPointF(tip.x() + GRID, tip.y() - (4 + 2 * (number % 2)) * GRID)
        self._text(
            label, QRectF(beside, beside + QPointF(20 * GRID, 0)), "text" if arrow.holds else "problem"
        )

    def _box(self, place: QRectF, pen: QPen, ground: QColor) -> None:
        path = QPainterPath()
        path.addRoundedRect(place, 6, 6)
        self._scene.addPath(path, pen, ground)

    def _text(self, text: str, place: QRectF, token: str, *, bold: bool = False) -> None:
        item = self._scene.addText("", QFont(theme().font(TextSize.SMALL, bold=bold)))
        item.setPlainText(text)
        item.setDefaultTextColor(theme().colour(token))
        item.document().setDocumentMargin(0)
        item.setTextWidth(max(place.width(), 1))
        item.setPos(place.topLeft())

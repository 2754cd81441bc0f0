"""The timelines of the scenarios as a scene: one under another on one axis of dates, a mark a step, the safe
and the sure day joined by a line, what each mark is in words beside it, today as a line through all of them.

What is a right, an effect, a wait, an event has its own shape; colour only repeats it. Away from the screen
the scene bears a title and is as wide as a page.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsItemGroup, QGraphicsScene

from numspot_desk.contracts.agenda.chain import ChainStep, Change, Nature
from numspot_desk.contracts.agenda.simulation import Simulation
from numspot_desk.contracts.agenda.standing import day_of
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_
from numspot_desk.rules.limits import Result
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID, TextSize, Tokens
from numspot_desk.ui.simulator.axis import Axis, axis
from numspot_desk.usecases.simulation import words

_MARK: Final = 5.0
_GAP: Final = 6.0
_EDGE: Final = 2 * GRID
_AFTER: Final = 6 * GRID
"""Room beyond the last day, for words."""
_NARROWEST: Final = 60 * GRID
_LONGEST: Final = 40
"""A label on a mark has so many letters at most; the table says it whole."""
SHAPES: Final = {
    "imagined": (N_("imagined"), "accent"),
    "supposed": (N_("supposed"), "muted"),
    "act_before": (N_("to be done by then"), "warning"),
    "effect_on": (N_("takes effect"), "problem"),
    "earliest": (N_("possible afterwards"), "particular"),
    "latest_before": (N_("to be done before"), "warning"),
    "refund": (N_("refund"), "success"),
    "gone": (N_("no longer runs"), "muted"),
}
"""Each shape of a mark: what it means, and its colour."""


@dataclass(frozen=True)
class Mark:
    """A mark of a timeline: its scenario by its place, its step, where it stands, what it says."""

    scenario: int
    step: ChainStep
    rect: QRectF
    said: str


def shape_of(step: ChainStep) -> str:
    """The name of the shape of a step."""
    if step.nature is Nature.LIMIT:
        return "gone" if step.change is Change.REMOVED else step.kind
    return step.nature.value


def said_of(simulation: Simulation, step: ChainStep, language: Language) -> str:
    """A mark in words: what, when, of which party, its spread."""
    said = [words.step_name(step, language), words.when(step.result, language)]
    if words.differs(step):
        said.append(words.sides_said(step, language))
    said.append(words.party(step, language))
    said += [words.change(step, language), simulation.scenario.name]
    return " · ".join(one for one in said if one)


class TimelineScene(QGraphicsScene):
    """Draws the scenarios in one set of colours, in so many pixels of width; `zoom` widens the axis."""

    def __init__(
        self,
        simulations: Sequence[Simulation],
        today: dt.date,
        language: Language,
        tokens: Tokens,
        room: float,
        *,
        zoom: float = 1.0,
        each_reading: bool = False,
        title: str = "",
    ) -> None:
        super().__init__()
        self._simulations, self._today, self._language, self._tokens = simulations, today, language, tokens
        self._each = each_reading
        self._font = theme().font(TextSize.SMALL)
        self._letters = QFontMetricsF(self._font)
        self._height = self._letters.height() + 4
        self._marks: list[Mark] = []
        self.setBackgroundBrush(QColor(tokens.surface))
        self.axis = self._make_axis(max(room, _NARROWEST), zoom)
        y = self._words(title, _EDGE, GRID, bold=True) + GRID if title else float(GRID)
        self._axis_at = y
        self._dates = QGraphicsItemGroup()
        self._dates.setZValue(3)
        self.addItem(self._dates)
        y = self._draw_axis(y)
        for place, simulation in enumerate(simulations):
            y = self._scenario(place, simulation, y)
        self._through(y)
        y = self._legend(y + GRID)
        right = max(self._right + _EDGE, self.itemsBoundingRect().right())
        self.setSceneRect(QRectF(0, 0, right, y + GRID))

    def stick(self, y: float) -> None:
        """Keep the dates in sight where the timelines are scrolled down to this height."""
        self._dates.setY(max(y - self._axis_at + GRID / 2, 0.0))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks, scenario by scenario, by time."""
        return tuple(self._marks)

    # ── The axis ─────────────────────────────────────────────────────────────────────────────────────

    def _make_axis(self, room: float, zoom: float) -> Axis:
        days = {self._today}
        for simulation in self._simulations:
            for step in simulation.steps:
                results = [step.result, step.safe, step.sure]
                if self._each:
                    results += [one.result for one in step.others]
                days |= {day for one in results if (day := day_of(one.last_day, one.instant)) is not None}
        found = axis(days, _EDGE, max(room - 2 * _EDGE - _AFTER, _NARROWEST / 2), zoom)
        self._right = found.left + found.width + _AFTER
        return found

    def _draw_axis(self, y: float) -> float:
        below = y + self._height
        ground = QRectF(0, y - GRID / 2, self._right + _EDGE, self._height + GRID)
        self._dates.addToGroup(self.addRect(ground, QPen(Qt.PenStyle.NoPen), self._surface()))
        before = set(self.items())
        width = self._letters.averageCharWidth() * 10
        for tick in self.axis.ticks(width, self._language):
            x = self.axis.place(tick.day)
            if tick.label:
                self._words(tick.label, x + 3, y, "text" if tick.strong else "muted")
            self.addLine(
                x, y if tick.label else below - 3, x, below, self._pen("edge", 1.5 if tick.strong else 1)
            )
        for first, last, x in self.axis.stretches:
            end = x + ((last - first).days + 1) * self.axis.per_day
            self.addLine(x, below, end, below, self._pen("edge"))
        for x in self.axis.breaks:
            for side in (-3, 3):
                self.addLine(x + side - 3, below + 5, x + side + 3, below - 5, self._pen("edge", 1.5))
        for item in self.items():
            if item not in before:
                self._dates.addToGroup(item)
        return below + GRID

    def _through(self, bottom: float) -> None:
        """Today, through all timelines."""
        x = self.axis.place(self._today)
        line = self.addLine(x, self._axis_at + self._height, x, bottom, self._pen("accent", 1.5, dashed=True))
        line.setZValue(-1)
        said = self._language.text("Today")
        self._words(said, x + 4, bottom - self._height, "accent")

    # ── A scenario ───────────────────────────────────────────────────────────────────────────────────

    def _scenario(self, place: int, simulation: Simulation, y: float) -> float:
        top = y
        name = f"{place + 1}. {simulation.scenario.name}"
        end = self._words(name, _EDGE, y, bold=True)
        width = QFontMetricsF(self._bold()).horizontalAdvance(name)
        self._words(
            words.leads_to(self._simulations, place, self._language), _EDGE + width + 2 * GRID, y, "muted"
        )
        y = end + 4
        free: list[float] = []
        for step in simulation.steps:
            day = day_of(step.result.last_day, step.result.instant)
            x = self.axis.place(day) if day is not None else self.axis.left + self.axis.width
            label = self._label(step)
            extent = self._extent(step, x)
            rect = self._room(extent, self._letters.horizontalAdvance(label))
            lane = next((n for n, edge in enumerate(free) if edge + GRID <= rect.left()), len(free))
            if lane == len(free):
                free.append(0.0)
            free[lane] = rect.right()
            rect.translate(0, y + lane * self._height)
            self._mark(Mark(place, step, rect, said_of(simulation, step, self._language)), x, extent, label)
        y += max(len(free), 1) * self._height + GRID
        separator = self.addLine(_EDGE, y, self._right, y, self._pen("line"))
        separator.setZValue(-2)
        band = self.addRect(
            QRectF(0, top - GRID / 2, self._right + _EDGE, y - top + GRID / 2),
            QPen(Qt.PenStyle.NoPen),
            QColor(self._tokens.ground if place % 2 else self._tokens.surface),
        )
        band.setZValue(-3)
        return y + GRID

    def _extent(self, step: ChainStep, x: float) -> tuple[float, float]:
        """From the leftmost to the rightmost point of a step with its spread."""
        places = [x, *(self._place(one) for one in self._shown(step))]
        edge = self.axis.left + self.axis.width
        if not step.sure.known and words.differs(step):
            places.append(min(max(places) + 3 * GRID, edge))
        return min(places) - _MARK, max(places) + _MARK

    def _room(self, extent: tuple[float, float], label: float) -> QRectF:
        """The room of a mark with its words: at its right, at its left where the axis ends before them."""
        left, right = extent
        if right + _GAP + label <= self._right or left - _GAP - label < _EDGE:
            right += _GAP + label
        else:
            left -= _GAP + label
        return QRectF(left, 0, right - left, self._height)

    def _shown(self, step: ChainStep) -> Iterator[Result]:
        if words.differs(step):
            yield from (one for one in (step.safe, step.sure) if one.known)
        if self._each:
            yield from (one.result for one in step.others if one.result.known)

    def _place(self, result: Result) -> float:
        day = day_of(result.last_day, result.instant)
        assert day is not None
        return self.axis.place(day)

    def _label(self, step: ChainStep) -> str:
        name = words.step_name(step, self._language)
        if len(name) > _LONGEST:
            name = name[: _LONGEST - 1].rstrip() + "…"
        day = day_of(step.result.last_day, step.result.instant)
        return f"{name} · {'?' if day is None else self._language.formats.date_list(day)}"

    def _mark(self, mark: Mark, x: float, extent: tuple[float, float], label: str) -> None:
        step, rect = mark.step, mark.rect
        at = QPointF(x, rect.center().y())
        if words.differs(step):
            self._spread(step, at)
        if self._each:
            for one in step.others:
                if one.result.known:
                    self._other(self._place(one.result), at.y(), one.reading)
        self._shape(shape_of(step), at).setToolTip(mark.said)
        before = rect.left() < extent[0]
        struck = step.change is Change.REMOVED
        start = rect.left() if before else extent[1] + _GAP
        self._words(label, start, rect.top() + 2, "text", struck=struck, tip=mark.said)
        self._marks.append(mark)

    def _spread(self, step: ChainStep, at: QPointF) -> None:
        """The safe and the sure day, joined; an open end where a reading leaves the day open."""
        safe = self._place(step.safe) if step.safe.known else at.x()
        sure = self._place(step.sure) if step.sure.known else None
        right = sure if sure is not None else min(at.x() + 3 * GRID, self.axis.left + self.axis.width)
        pen = self._pen("text", 2)
        self.addLine(safe, at.y(), right, at.y(), pen)
        for x in (safe, *(() if sure is None else (sure,))):
            self.addLine(x, at.y() - _MARK, x, at.y() + _MARK, pen)
        if sure is None:
            for side in (-1, 1):
                self.addLine(right, at.y(), right - 4, at.y() + side * 4, pen)

    def _other(self, x: float, y: float, reading: str) -> None:
        """Where another reading puts the step."""
        ring = self.addEllipse(QRectF(x - 3, y - 3, 6, 6), self._pen("special", 1.5), self._surface())
        ring.setToolTip(reading)

    def _shape(self, shape: str, at: QPointF) -> QGraphicsItem:
        colour = QColor(getattr(self._tokens, SHAPES[shape][1]))
        hollow = shape in ("supposed", "gone")
        pen = QPen(colour, 1.5)
        item = self.addPath(_outline(shape).translated(at), pen, self._surface() if hollow else colour)
        item.setZValue(1)
        return item

    # ── What the shapes mean ─────────────────────────────────────────────────────────────────────────

    def _legend(self, y: float) -> float:
        used = {shape_of(step) for one in self._simulations for step in one.steps}
        x = float(_EDGE)
        limit = max(self.axis.left + self.axis.width, _NARROWEST)
        for shape in (one for one in SHAPES if one in used):
            said = self._language.text(SHAPES[shape][0])
            width = self._letters.horizontalAdvance(said) + 4 * GRID
            if x + width > limit and x > _EDGE:
                x, y = float(_EDGE), y + self._height
            self._shape(shape, QPointF(x + _MARK, y + self._height / 2))
            self._words(said, x + 2 * _MARK + _GAP, y + 2, "muted")
            x += width
        return y + self._height

    # ── Words and pens ───────────────────────────────────────────────────────────────────────────────

    def _words(
        self,
        said: str,
        x: float,
        y: float,
        colour: str = "text",
        *,
        bold: bool = False,
        struck: bool = False,
        tip: str = "",
    ) -> float:
        font = self._bold() if bold else QFont(self._font)
        font.setStrikeOut(struck)
        item = self.addSimpleText(said, font)
        item.setBrush(QColor(getattr(self._tokens, colour)))
        item.setPos(x, y)
        if tip:
            item.setToolTip(tip)
        return y + item.boundingRect().height()

    def _bold(self) -> QFont:
        return theme().font(TextSize.BODY, bold=True)

    def _pen(self, colour: str, width: float = 1, *, dashed: bool = False) -> QPen:
        pen = QPen(QColor(getattr(self._tokens, colour)), width)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _surface(self) -> QColor:
        return QColor(self._tokens.surface)


def _outline(shape: str) -> QPainterPath:
    """The shape around the origin."""
    path, m = QPainterPath(), _MARK
    match shape:
        case "imagined" | "supposed":
            _through_points(path, ((0, -m - 1), (m + 1, 0), (0, m + 1), (-m - 1, 0)))
        case "act_before":
            _through_points(path, ((-m, -m), (m, -m), (0, m)))
        case "latest_before":
            _through_points(path, ((m, -m), (m, m), (-m, 0)))
        case "earliest":
            _through_points(path, ((-m, -m), (m, 0), (-m, m)))
        case "refund":
            path.addRect(QRectF(-m + 1, -m + 1, 2 * m - 2, 2 * m - 2))
        case "gone":
            for side in (-1, 1):
                path.moveTo(-m + 1, side * (m - 1))
                path.lineTo(m - 1, -side * (m - 1))
        case _:
            path.addEllipse(QRectF(-m, -m, 2 * m, 2 * m))
    return path


def _through_points(path: QPainterPath, points: Sequence[tuple[float, float]]) -> None:
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.closeSubpath()

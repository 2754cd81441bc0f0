"""The picture of a timeline: one bar a part, one below the other on one axis of days, its name beside it.

The table below the picture is the truth; a screen reader is told the parts in words.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.usecases.calculations.told import Span, span_text

_TINTS: Final = ("accent", "particular", "special", "general")
_BAR: Final = GRID + 2


class TimelineStrip(QWidget):
    """Shows `spans`; takes no room without any."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._spans: tuple[Span, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        self.hide()

    def show_spans(self, spans: Sequence[Span]) -> None:
        """Show these parts, in their order."""
        self._spans = tuple(spans)
        language = self.context.language
        lines = [
            language.text("{label}: {value}", label=one.name, value=span_text(one, language)) for one in spans
        ]
        self.setAccessibleName(language.text("Timeline"))
        self.setAccessibleDescription("\n".join(lines))
        self.setToolTip("\n".join(lines))
        self.setVisible(bool(spans))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(20 * GRID, self._line() * (len(self._spans) + 1))

    def minimumSizeHint(self) -> QSize:
        """The height is needed, the width is not."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars, the first and the last day below."""
        if not self._spans:
            return
        painter, tokens = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        metrics = self.fontMetrics()
        names = max(metrics.horizontalAdvance(one.name) for one in self._spans) + 2 * GRID
        first, last = self._spans[0].start, self._spans[-1].end
        room = max(self.width() - names - GRID // 2, 1)
        whole = (last - first).days + 1
        for row, one in enumerate(self._spans):
            top = row * self._line()
            box = QRectF(0, top, names, self._line())
            painter.setPen(tokens.colour("text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, one.name)
            left = names + room * (one.start - first).days / whole
            width = max(room * one.days / whole, 3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour(_TINTS[row % len(_TINTS)]))
            painter.drawRoundedRect(QRectF(left, top + (self._line() - _BAR) / 2, width, _BAR), 3, 3)
        self._paint_days(painter, names, room)
        painter.end()

    def _paint_days(self, painter: QPainter, left: int, room: int) -> None:
        formats = self.context.language.formats
        first, last = formats.date_list(self._spans[0].start), formats.date_list(self._spans[-1].end)
        needed = sum(map(self.fontMetrics().horizontalAdvance, (first, last))) + GRID
        start = min(left, max(left + room - needed, 0))  # further left where both have no room below the axis
        box = QRectF(start, self._line() * len(self._spans), left + room - start, self._line())
        painter.setPen(theme().colour("muted"))
        for said, side in ((first, Qt.AlignmentFlag.AlignLeft), (last, Qt.AlignmentFlag.AlignRight)):
            painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, said)

    def _line(self) -> int:
        return self.fontMetrics().height() + GRID // 2

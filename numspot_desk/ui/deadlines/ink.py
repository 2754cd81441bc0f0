"""The ink of a calendar: one day painted into its place, on the screen or on paper.

Nothing is told by colour alone: a state has its icon, today a disc, a holiday its word, both days of an entry
their marks. What stands where is decided in `calendar`.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPen

from numspot_desk.contracts.agenda.standing import Standing, Stands
from numspot_desk.language.catalog import Language
from numspot_desk.rules.holidays import is_public_holiday
from numspot_desk.rules.time import is_rest_day
from numspot_desk.ui.deadlines.calendar import DayCell, Piece
from numspot_desk.ui.deadlines.day_words import hour, name_said
from numspot_desk.ui.deadlines.row_words import picture, state, what
from numspot_desk.ui.kit.icons import pixmap
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID, TextSize, Tokens

_PAD: Final = GRID / 2
_MARK: Final = 2.75
"""The radius of a mark."""
_ICON: Final = 14
_KEPT: Final = 4_000
"""How many cut texts are kept."""
_SOLEMN: Final = {Standing.OVERDUE: "problem", Standing.TODAY: "warning"}
_FAINT: Final = frozenset({Standing.PASSED, Standing.DONE, Standing.UNKNOWN})


@dataclass(frozen=True)
class Look:
    """How a day is shown: whether it is one of the month that is looked at, today, the chosen one; whether
    the keyboard is there."""

    within: bool = True
    today: bool = False
    chosen: bool = False
    focused: bool = False


class Ink:
    """One set of colours, text sizes and one language; `scale` is how many dots a pixel has."""

    def __init__(self, tokens: Tokens, language: Language, scale: float = 1.0) -> None:
        self.tokens, self.language, self.scale = tokens, language, scale
        self.font = _in_pixels(theme().font(TextSize.SMALL))
        self.bold = QFont(self.font)
        self.bold.setBold(True)
        self.title = _in_pixels(theme().font(TextSize.HEADING, bold=True))
        self._metrics = QFontMetricsF(self.font)
        self._wide = QFontMetricsF(self.bold)
        self.line = self._metrics.height() + 4
        """The height of one line of a day."""
        self.head = self._metrics.height() + 6
        """The height of the line of the day's number."""
        self._names: dict[tuple[str, int], str] = {}

    def room(self, height: float) -> int:
        """How many lines fit into a day this high."""
        return max(int((height - self.head - 2) // self.line), 0)

    def day(self, painter: QPainter, place: QRectF, cell: DayCell, look: Look) -> None:
        """Paint a day: its ground, its number, its lines."""
        self.ground(painter, place, cell.day)
        self._number(painter, place, cell, look)
        top = place.top() + self.head
        for piece in cell.lines:
            if piece is not None:
                self.piece(painter, QRectF(place.left(), top, place.width(), self.line), piece, look)
            top += self.line
        self.frame(painter, place, look)

    def ground(self, painter: QPainter, place: QRectF, day: dt.date) -> None:
        """The ground of a day, another one where nobody works, and its edges."""
        painter.fillRect(place, self.colour("ground" if is_rest_day(day) else "surface"))
        painter.setPen(QPen(self.colour("line"), 1))
        painter.drawLine(place.topRight() - QPointF(0.5, 0), place.bottomRight() - QPointF(0.5, 0))
        painter.drawLine(place.bottomLeft() - QPointF(0, 0.5), place.bottomRight() - QPointF(0, 0.5))

    def frame(self, painter: QPainter, place: QRectF, look: Look) -> None:
        """The frame of the chosen day, stronger where the keyboard is."""
        if look.chosen:
            painter.setPen(QPen(self.colour("accent" if look.focused else "edge"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(2, 2, -3, -3), 4, 4)

    def piece(self, painter: QPainter, place: QRectF, piece: Piece, look: Look) -> None:
        """One line of a day: the name of an entry with its icon, and the line that joins both its days."""
        joined = piece.starts or piece.ends or piece.comes or piece.goes
        if piece.named:
            room = place.adjusted(_PAD + 2, 0, -_PAD - 2, 0)
            if piece.apart:
                room.setRight(room.right() - 8 * _MARK)
            self._name(painter, room, piece, look)
        if piece.apart:
            middle = place.center().y()
            right = place.right() - _PAD - 2 * _MARK
            self._marks(painter, right - 5 * _MARK, right, middle, piece.row)
        elif joined:
            self._joined(painter, place, piece)

    def entry(self, painter: QPainter, place: QRectF, piece: Piece, look: Look) -> None:
        """An entry on two lines, as a week has room for: what and when, of whom and how it stands."""
        self.piece(painter, place.adjusted(0, self.line, 0, -_PAD / 2), replace(piece, named=False), look)
        row, said = piece.row, self._hour(piece)
        if not piece.named:
            return
        name, colour = picture(row)
        top = QRectF(place.left() + _PAD + 2, place.top() + _PAD / 2, place.width() - 2 * _PAD - 4, self.line)
        icon_place = QPointF(top.left(), top.center().y() - _ICON / 2)
        painter.drawPixmap(icon_place, pixmap(name, colour, _ICON, self.scale, self.tokens))
        top.setLeft(top.left() + _ICON + _PAD)
        below = top.translated(0, self.line - _PAD)
        if piece.apart:
            below.setRight(below.right() - 8 * _MARK)
        first = f"{said} {what(row, self.language)}" if said else what(row, self.language)
        painter.setFont(self.font)
        painter.setPen(self.colour(self._shade(piece, look)))
        painter.drawText(top, _LEFT, self._short(first, top.width()))
        of_whom = " · ".join(filter(None, (row.entry.contract.client, state(row, self.language))))
        painter.setPen(self.colour("muted"))
        painter.drawText(below, _LEFT, self._short(of_whom, below.width()))

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────

    def _number(self, painter: QPainter, place: QRectF, cell: DayCell, look: Look) -> None:
        formats = self.language.formats
        said = formats.day_short(cell.day) if cell.day.day == 1 else str(cell.day.day)
        room = QRectF(place.left() + _PAD + 2, place.top() + 3, place.width() - 2 * _PAD - 4, self.head - 3)
        width = self._wide.horizontalAdvance(said)
        painter.setFont(self.bold if look.within else self.font)
        colour = "text" if look.within else "muted"
        if look.today:
            disc = QRectF(room.left(), room.top(), max(width + 2 * _PAD, room.height()), room.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.colour("accent"))
            painter.drawRoundedRect(disc, disc.height() / 2, disc.height() / 2)
            painter.setPen(self.colour("on_accent"))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, said)
            width = disc.width()
        else:
            painter.setPen(self.colour(colour))
            painter.drawText(room, _LEFT, said)
        painter.setFont(self.font)
        right = room.right()
        if cell.more:
            more = f"+{cell.more}"
            painter.setPen(self.colour("accent"))
            painter.drawText(room, _RIGHT, more)
            right -= self._metrics.horizontalAdvance(more) + _PAD
        if is_public_holiday(cell.day):
            rest = QRectF(room.left() + width + _PAD + 2, room.top(), 0, room.height())
            rest.setRight(right)
            painter.setPen(self.colour("muted"))
            painter.drawText(rest, _LEFT, self._short(self.language.text("holiday"), rest.width()))

    def more_at(self, place: QRectF, cell: DayCell) -> QRectF:
        """Where «+n» stands in a day; empty where there is none."""
        if not cell.more:
            return QRectF()
        width = self._metrics.horizontalAdvance(f"+{cell.more}") + 3 * _PAD
        return QRectF(place.right() - width, place.top(), width, self.head)

    def _name(self, painter: QPainter, room: QRectF, piece: Piece, look: Look) -> None:
        row = piece.row
        name, colour = picture(row)
        painter.drawPixmap(
            QPointF(room.left(), room.center().y() - _ICON / 2),
            pixmap(name, colour, _ICON, self.scale, self.tokens),
        )
        said = self._hour(piece)
        text = f"{said} {name_said(row, self.language)}" if said else name_said(row, self.language)
        room = room.adjusted(_ICON + _PAD, 0, 0, 0)
        painter.setFont(self.font)
        painter.setPen(self.colour(self._shade(piece, look)))
        painter.drawText(room, _LEFT, self._short(text, room.width()))

    def _hour(self, piece: Piece) -> str:
        """The hour of a limit in hours, on its own day alone."""
        return hour(piece.row, self.language) if piece.own else ""

    def _shade(self, piece: Piece, look: Look) -> str:
        standing = piece.row.standing
        if standing in _SOLEMN and piece.own:
            return _SOLEMN[standing]
        return "text" if look.within and piece.own and standing not in _FAINT else "muted"

    def _joined(self, painter: QPainter, place: QRectF, piece: Piece) -> None:
        """The part of a line that lies in this day, with the marks at its ends."""
        y = place.bottom() - 1.5
        left = place.left() if piece.comes else place.left() + _PAD + 2 + _MARK
        right = place.right() if piece.goes else place.right() - _PAD - 2 - _MARK
        self._marks(painter, left, right, y, piece.row, at_left=not piece.comes, at_right=not piece.goes)

    def _marks(
        self,
        painter: QPainter,
        left: float,
        right: float,
        y: float,
        row: Stands,
        *,
        at_left: bool = True,
        at_right: bool = True,
    ) -> None:
        colour = self.colour("warning" if row.unsafe else "accent")
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if at_left:
            painter.drawEllipse(QPointF(left, y), _MARK, _MARK)
        if at_right:
            painter.drawEllipse(QPointF(right, y), _MARK, _MARK)

    def _short(self, text: str, width: float) -> str:
        """A text cut to a width; what was cut once is kept, for most of a calendar is painted many times."""
        found = self._names.get((text, int(width)))
        if found is None:
            if len(self._names) > _KEPT:
                self._names.clear()
            found = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._names[text, int(width)] = found
        return found

    def colour(self, name: str) -> QColor:
        """A colour of this set, by name."""
        return QColor(getattr(self.tokens, name))


_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _in_pixels(font: QFont) -> QFont:
    """The font as large on paper as on the screen: by pixels, not by points."""
    made = QFont(font)
    made.setPixelSize(max(QFontInfo(font).pixelSize(), 1))
    return made

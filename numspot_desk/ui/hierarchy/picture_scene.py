"""The picture of a contract as a scene: each document above the general terms is a card at the left, with its
rank and its derogations; the general terms stand at the right with the clauses that these name. An arrow goes
from each derogation to its clause, dashed where it has no effect; what became of it is said in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsScene

from numspot_desk.contracts.ranking.consolidated import Standing
from numspot_desk.contracts.ranking.papers import Clause, Paper, PaperKind
from numspot_desk.language.catalog import Language
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.subjects import CLAUSES
from numspot_desk.ui.hierarchy.day import Day
from numspot_desk.ui.hierarchy.sheets import RANK_TOKENS
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.kit.tokens import GRID, TextSize, Tokens
from numspot_desk.usecases.contract import hierarchy_words as words
from numspot_desk.usecases.contract import paper_words
from numspot_desk.usecases.general_terms.citations import place_name

KEY: Final = 0
"""What an item of the scene opens, as `QGraphicsItem.data`."""
_LEFT: Final = 40 * GRID
_GAP: Final = 10 * GRID
_RIGHT: Final = 34 * GRID
_PAD: Final = 1.5 * GRID
_BETWEEN: Final = 2 * GRID
_BEHIND: Final = 5


@dataclass(frozen=True)
class Arrow:
    """A clause that changes a clause of the general terms: its key, its reference, the clause it names, what
    became of it, and that in words ("" where it applies)."""

    paper: str
    clause: str
    ref: str
    target: str
    standing: Standing
    became: str = ""

    @property
    def holds(self) -> bool:
        """Whether it has effect."""
        return self.standing is Standing.APPLIES


@dataclass(frozen=True)
class Place:
    """A card or a box of the picture: the key of what it opens, what it says, and where it stands."""

    key: str
    said: str
    rect: QRectF


def arrows_of(day: Day, language: Language) -> tuple[Arrow, ...]:
    """Every derogation in force, and the special conditions on a subject of the general terms, in the order
    of the documents."""
    found: dict[tuple[str, str], Arrow] = {}
    for paper in day.situation.papers:
        for clause in paper.clauses:
            entry = day.standings[clause.id]
            holds = entry.standing is Standing.APPLIES
            became = "" if holds else words.standing_text(entry, day.situation, language)
            for target in _targets(clause):
                arrow = Arrow(paper.id, clause.id, clause.ref, target, entry.standing, became)
                found.setdefault((clause.id, target), arrow)
    return tuple(found.values())


def told(arrows: Sequence[Arrow], language: Language) -> str:
    """The arrows in words, for a screen reader."""
    if not arrows:
        return language.text("No clause departs from the general terms.")
    return "; ".join(
        f"{one.ref} → {place_name(one.target, language)}" + ("" if one.holds else f" ({one.became})")
        for one in arrows
    )


def _targets(clause: Clause) -> Iterable[str]:
    if clause.document is Document.GENERAL:
        return
    for saying in clause.says:
        if saying.target is not None:
            yield saying.target
        elif clause.document is Document.SPECIAL:
            yield from CLAUSES.get(saying.subject, ())[:1]


class PictureScene(QGraphicsScene):
    """Draws one contract on one day in one set of colours; the row that is chosen has a stronger border. Away
    from the screen it bears a title: contract, client and day."""

    def __init__(
        self, day: Day, language: Language, tokens: Tokens, chosen: str = "", *, titled: bool = False
    ) -> None:
        super().__init__()
        self._day, self._language, self._tokens, self._chosen = day, language, tokens, chosen
        self._ranks = list(day.situation.ranking)
        self.setBackgroundBrush(self._colour("surface"))
        self._arrows = arrows_of(day, language)
        self._starts: dict[tuple[str, str], QRectF] = {}
        self._ends: dict[str, QRectF] = {}
        self._places: list[Place] = []
        self._top = self._title() if titled else float(GRID)
        heads = [paper for paper in day.situation.papers if paper.under is None]
        bottom = self._upper([paper for paper in heads if paper.kind is not PaperKind.GENERAL])
        self._general(_one_language([one for one in heads if one.kind is PaperKind.GENERAL]), bottom)
        for number, arrow in enumerate(self._arrows):
            self._draw(arrow, number)
        self.setSceneRect(self.itemsBoundingRect().adjusted(-GRID, -GRID, GRID, GRID))

    @property
    def arrows(self) -> tuple[Arrow, ...]:
        """What the arrows say."""
        return self._arrows

    @property
    def places(self) -> tuple[Place, ...]:
        """What can be opened, card by card from the left, each card before what stands on it."""
        return tuple(sorted(self._places, key=lambda one: (one.rect.left() >= GRID + _LEFT, one.rect.top())))

    def _title(self) -> float:
        said = paper_words.contract_on(self._day.contract, self._day.on, self._language)
        return self._line(said, QRectF(GRID, 0, _LEFT + _GAP + _RIGHT, 0), GRID, "text", bold=True) + GRID

    # ── Documents ────────────────────────────────────────────────────────────────────────────────

    def _upper(self, papers: Sequence[Paper]) -> float:
        """The documents above the general terms, one card under another; where the last one ends."""
        top = self._top
        for paper in papers:
            inner, y = self._head(paper, GRID, top, _LEFT)
            own = [arrow for arrow in self._arrows if arrow.paper == paper.id]
            if not own:
                said = self._language.ntext("{n} clause", "{n} clauses", len(paper.clauses))
                y = self._line(said, inner, y, "muted") + GRID / 2
            for arrow in own:
                place, y = self._chip(
                    self._named(arrow), inner, y, paper.rank, f"clause:{arrow.clause}", arrow
                )
                self._starts[arrow.clause, arrow.target] = place
            y = self._beside(paper, inner, y)
            self._close(paper, QRectF(GRID, top, _LEFT, y + GRID - top))
            top = y + GRID + _BETWEEN
        return top - _BETWEEN

    def _general(self, papers: Sequence[Paper], bottom: float) -> None:
        """The general terms as high as all that stands on them."""
        top, left = self._top, GRID + _LEFT + _GAP
        for paper in papers:
            inner, y = self._head(paper, left, top, _RIGHT)
            titles = {clause.ref: clause for clause in paper.clauses}
            for target in dict.fromkeys(arrow.target for arrow in self._arrows):
                clause = titles.get(target) or titles.get(target.partition("#")[0])
                place = place_name(target, self._language)
                title = "" if clause is None else words.clause_heading(clause, self._language)
                name = f"{place} · {title}" if title else place
                key = "" if clause is None else f"clause:{clause.id}"
                self._ends[target], y = self._chip(name, inner, y, paper.rank, key)
            if not self._arrows:
                said = self._language.text("No clause departs from the general terms.")
                y = self._line(said, inner, y, "muted") + GRID / 2
            y = self._beside(paper, inner, y)
            height = max(y + GRID, bottom if len(papers) == 1 else 0) - top
            self._close(paper, QRectF(left, top, _RIGHT, height))
            top += height + _BETWEEN

    def _head(self, paper: Paper, left: float, top: float, width: float) -> tuple[QRectF, float]:
        """The letters and the name of a document; the room inside its card, and where to go on."""
        inner = QRectF(left + _PAD, top, width - 2 * _PAD, 0)
        rank = 1 + self._ranks.index(paper.rank)
        token, y = RANK_TOKENS[paper.rank], top + GRID
        self._line(f"{paper.rank.value}", inner, y, token, bold=True)
        place = self._language.text("Rank {n}", n=rank)
        self._line(place, inner, y, "muted", align=Qt.AlignmentFlag.AlignRight)
        named = QRectF(inner.left() + 5 * GRID, top, inner.width() - 12 * GRID, 0)
        return inner, self._line(
            paper_words.paper_name(paper, self._language), named, y, "text", bold=True
        ) + GRID

    def _close(self, paper: Paper, place: QRectF) -> None:
        """The card itself, behind what stands on it, with a second edge as of a pile of sheets."""
        token = RANK_TOKENS[paper.rank]
        chosen = self._chosen == f"paper:{paper.id}"
        pen = QPen(self._colour(token), 3 if chosen else 1.5)
        self._box(place, pen, self._colour(f"{token}_ground"), -1, f"paper:{paper.id}")
        said = f"{paper.rank.value}. {paper_words.paper_name(paper, self._language)}"
        self._places.append(Place(f"paper:{paper.id}", said, place))
        behind = place.translated(_BEHIND, _BEHIND)
        self._box(behind, QPen(self._colour("line"), 1.5), self._colour("surface"), -2)

    def _beside(self, paper: Paper, inner: QRectF, y: float) -> float:
        """What a document incorporates, outlined by dashes."""
        for one in self._day.situation.papers:
            if one.under == paper.id:
                name = paper_words.paper_name(one, self._language)
                _place, y = self._chip(name, inner, y, paper.rank, f"paper:{one.id}", outlined=True)
        return y

    # ── Pieces ───────────────────────────────────────────────────────────────────────────────────

    def _named(self, arrow: Arrow) -> str:
        clause = self._day.situation.clauses[arrow.clause]
        title = words.clause_title(clause, self._language)
        return f"{title}\n{arrow.became}" if arrow.became else title

    def _chip(
        self,
        text: str,
        inner: QRectF,
        y: float,
        rank: Document,
        key: str,
        arrow: Arrow | None = None,
        *,
        outlined: bool = False,
    ) -> tuple[QRectF, float]:
        """A small box with a text in it; its place, and where to go on below it."""
        quiet = arrow is not None and not arrow.holds
        tone = "text" if arrow is None or arrow.holds else _tone(arrow)
        room = QRectF(inner.left() + GRID, y, inner.width() - 2 * GRID, 0)
        bottom = self._line(text, room, y + GRID / 2, tone, key=key) + GRID / 2
        place = QRectF(inner.left(), y, inner.width(), bottom - y)
        line = Qt.PenStyle.DashLine if outlined or quiet else Qt.PenStyle.SolidLine
        chosen = bool(key) and key == self._chosen
        pen = QPen(self._colour("accent" if chosen else RANK_TOKENS[rank]), 2.5 if chosen else 1, line)
        self._box(place, pen, self._colour("surface"), -0.5, key)
        if key:
            to = "" if arrow is None else f" → {place_name(arrow.target, self._language)}"
            self._places.append(Place(key, text.replace("\n", ". ") + to, place))
        return place, bottom + GRID / 2

    def _draw(self, arrow: Arrow, number: int) -> None:
        start, end = self._starts.get((arrow.clause, arrow.target)), self._ends.get(arrow.target)
        if start is None or end is None:
            return
        colour = self._colour("accent" if arrow.holds else _tone(arrow))
        line = Qt.PenStyle.SolidLine if arrow.holds else Qt.PenStyle.DashLine
        at = QPointF(start.right(), start.center().y())
        tip = QPointF(end.left(), end.center().y() + 4 * (number % 3 - 1))
        path = QPainterPath(at)
        path.cubicTo(QPointF(at.x() + _GAP / 2, at.y()), QPointF(tip.x() - _GAP / 2, tip.y()), tip)
        self.addPath(path, QPen(colour, 1.5, line))
        head = QPolygonF([tip, tip + QPointF(-8, -4), tip + QPointF(-8, 4)])
        self.addPolygon(head, QPen(colour), colour)

    def _box(self, place: QRectF, pen: QPen, ground: QColor, depth: float, key: str = "") -> None:
        path = QPainterPath()
        path.addRoundedRect(place, 6, 6)
        item = self.addPath(path, pen, ground)
        item.setZValue(depth)
        item.setData(KEY, key)

    def _line(
        self,
        text: str,
        place: QRectF,
        top: float,
        token: str,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        key: str = "",
    ) -> float:
        """A text, wrapped to its room; where it ends."""
        item = self.addText("", QFont(theme().font(TextSize.SMALL, bold=bold)))
        item.setPlainText(text)
        item.setDefaultTextColor(self._colour(token))
        item.setData(KEY, key)
        document = item.document()
        document.setDocumentMargin(0)
        option = document.defaultTextOption()
        option.setAlignment(align)
        document.setDefaultTextOption(option)
        item.setTextWidth(max(place.width(), 1))
        item.setPos(place.left(), top)
        return top + item.boundingRect().height()

    def _colour(self, name: str) -> QColor:
        return QColor(getattr(self._tokens, name))


def _one_language(papers: Sequence[Paper]) -> list[Paper]:
    """Of the texts of one version the French one, which prevails (P6), where it is there."""
    ordered = sorted(papers, key=lambda one: one.language != "fr")
    return list({one.name: one for one in reversed(ordered)}.values())


def _tone(arrow: Arrow) -> str:
    """Legal or the law has a word on it, or it is only of the past."""
    return "problem" if arrow.standing in (Standing.OPEN, Standing.VOID) else "muted"

"""The first page: what waits, in four figures at most, and the latest open orders; or how to begin."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.messages import N_
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.home.cards import FigureCard, OrderLine
from numspot_desk.ui.home.deadlines import DAYS, DeadlineLine, DeadlineReader, first_lines
from numspot_desk.ui.home.reminder import RecoveryReminder
from numspot_desk.ui.kit.empty import EmptyState
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.page import Page
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.orders.actions import OrderActions
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.deadlines.upcoming_deadlines import UpcomingDeadline
from numspot_desk.usecases.deadlines.what_waits import SHOWN, Waiting, what_waits
from numspot_desk.usecases.ports.orders import OrderSummary
from numspot_desk.usecases.reviews.delegate_review import OpenReviews, WaitingReview, open_reviews
from numspot_desk.usecases.roles import may_decide

FIGURES = (
    ("drafts", N_("Drafts"), "draft", frozenset({OrderState.DRAFT})),
    ("in_review", N_("In review"), "review", frozenset({OrderState.IN_REVIEW})),
    ("to_sign", N_("To be signed"), "signature", frozenset({OrderState.EXPORTED})),
)


class HomePage(Page):
    """Reads what waits each time it comes to the front and whenever an order changes."""

    page_id: ClassVar[str] = "home"

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._acts = OrderActions(context, self)
        self._new = QAction(self)
        self._new.setShortcut(QKeySequence(QKeySequence.StandardKey.New))
        self._new.triggered.connect(self._acts.start)
        self.addAction(self._new)
        self._sample = QAction(self)
        self._sample.triggered.connect(self._acts.start_sample)
        self.waiting: Waiting | None = None
        self.reviews: OpenReviews | None = None
        self.deadlines = DeadlineReader(context, self)
        self.deadlines.changed.connect(self._show_deadlines)
        self._blank = QWidget(self)
        self._empty = EmptyState(
            context,
            "orders",
            N_("Welcome"),
            N_("Answer a few questions about an order: the desk checks, then writes the Word documents."),
            [self._new, self._sample],
        )
        self._rooms = QStackedWidget(self)
        for room in (self._blank, self._empty, self._build_waiting()):
            self._rooms.addWidget(room)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.reminder = RecoveryReminder(context, self)
        layout.addWidget(self.reminder)
        layout.addWidget(self._rooms, 1)
        context.changed.connect(self._changed)
        context.person_changed.connect(self._read)
        self.retranslate()

    def _build_waiting(self) -> QWidget:
        inner = QWidget(self)
        set_role(inner, "scrolled")
        self.figures: dict[str, FigureCard] = {}
        cards = FlowLayout(spacing=2 * GRID)
        for name, label, picture, states in FIGURES:
            card = FigureCard(self.context, label, picture, inner)
            card.clicked.connect(_Showing(self.context, states))
            self.figures[name] = card
            cards.addWidget(card)
        self.deadline_card = FigureCard(self.context, N_("Deadlines within 30 days"), "deadlines", inner)
        self.deadline_card.clicked.connect(_GoingTo(self.context, "deadlines"))
        cards.addWidget(self.deadline_card)
        self._deadlines_heading = QLabel(inner)
        set_role(self._deadlines_heading, "heading")
        self._deadline_lines = [DeadlineLine(self.context, inner) for _ in range(SHOWN)]
        self._deadlines = self._frame(self._deadline_lines, inner)
        self._review_heading = QLabel(inner)
        set_role(self._review_heading, "heading")
        self.review_lines = [OrderLine(self.context, inner) for _ in range(SHOWN)]
        self._reviews = self._frame(self.review_lines, inner)
        self._others_heading = QLabel(inner)
        set_role(self._others_heading, "heading")
        self.other_lines = [OrderLine(self.context, inner) for _ in range(SHOWN)]
        self._others = self._frame(self.other_lines, inner)
        self._heading = QLabel(inner)
        set_role(self._heading, "heading")
        self._lines = [OrderLine(self.context, inner) for _ in range(SHOWN)]
        self._nothing = QLabel(inner)
        set_role(self._nothing, "muted")
        self._nothing.setMargin(GRID)
        recent = self._frame([*self._lines, self._nothing], inner)
        self._all = QPushButton(inner)
        set_role(self._all, "quiet")
        self._all.clicked.connect(_Showing(self.context, None))
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(cards)
        layout.addSpacing(GRID)
        layout.addWidget(self._review_heading)
        layout.addWidget(self._reviews)
        layout.addWidget(self._others_heading)
        layout.addWidget(self._others)
        layout.addWidget(self._deadlines_heading)
        layout.addWidget(self._deadlines)
        layout.addWidget(self._heading)
        layout.addWidget(recent)
        layout.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        return area

    def _frame(self, lines: Sequence[QWidget], parent: QWidget) -> QFrame:
        frame = QFrame(parent)
        set_role(frame, "card")
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(GRID, GRID, GRID, GRID)
        rows.setSpacing(0)
        for line in lines:
            rows.addWidget(line)
        return frame

    def title(self) -> str:
        return self.context.language.text("Home")

    def primary_action(self) -> QAction | None:
        return self._new if self.waiting is not None and not self.waiting.empty else None

    def shortcuts(self) -> list[tuple[str, str]]:
        text = self.context.language.text
        return [
            (self._new.shortcut().toString(), text("New order")),
            ("Ctrl+H", text("Hierarchy of the contract")),
        ]

    def known_deadlines(self) -> Sequence[UpcomingDeadline]:
        return self.deadlines.found

    def enter(self, argument: Any = None) -> None:
        self._read()

    def retranslate(self) -> None:
        text = self.context.language.text
        self._new.setText(text("Create an order"))
        self._new.setToolTip(text("Start an order"))
        self._sample.setText(text("Try with a sample order"))
        self._deadlines_heading.setText(text("Next deadlines"))
        self._review_heading.setText(text("Waiting for your review"))
        self._others_heading.setText(text("Reviews that others have in hand"))
        self._heading.setText(text("Latest open orders"))
        self._nothing.setText(text("No order is open: all are signed or closed."))
        self._all.setText(text("All orders"))
        if self.waiting is not None:
            self._show(self.waiting)
        self._show_deadlines()

    def _read(self) -> None:
        if self.context.has_workspace:
            person = self.context.person
            self.context.run(
                lambda workspace: (what_waits(workspace), open_reviews(workspace, person)), self._arrived
            )
            self.reminder.read()

    def _changed(self, changes: Changes) -> None:
        if changes.orders and self.isVisible():
            self._read()

    def _arrived(self, found: tuple[Waiting, OpenReviews]) -> None:
        first = self.waiting is None
        waiting, self.reviews = found
        self._show(waiting)
        self.deadlines.read()
        self.title_changed.emit()
        if first and self.isVisible():
            self.focus_first()

    def focus_first(self) -> None:
        """Put the focus on what most people do first."""
        if self.waiting is not None and self.waiting.empty:
            self._empty.buttons()[0].setFocus()
        elif self.waiting is not None and self.waiting.recent:
            first = self._lines[0]
            (self.review_lines[0] if self.review_lines[0].isVisibleTo(self) else first).setFocus()

    def _show_deadlines(self) -> None:
        found = self.deadlines.found
        self.deadline_card.set_figure(sum(one.days_left <= DAYS for one in found))
        first_lines(self._deadline_lines, found)
        self._deadlines_heading.setVisible(bool(found))
        self._deadlines.setVisible(bool(found))

    def _show_reviews(self) -> None:
        """What waits for this person of legal or for anybody of legal, and what others have in hand; for
        sales, what they sent."""
        found = self.reviews if self.reviews is not None else OpenReviews()
        if may_decide(self.context.person):
            own, others = [*found.mine, *found.nobodys], found.others
        else:
            own, others = [], found.asked
        _show_reviews(self.review_lines, own)
        _show_reviews(self.other_lines, others)
        for heading, frame, shown in (
            (self._review_heading, self._reviews, own),
            (self._others_heading, self._others, others),
        ):
            heading.setVisible(bool(shown))
            frame.setVisible(bool(shown))

    def _show(self, waiting: Waiting) -> None:
        self.waiting = waiting
        self._rooms.setCurrentIndex(1 if waiting.empty else 2)
        for name, card in self.figures.items():
            card.set_figure(getattr(waiting, name))
        self._show_reviews()
        _show_orders(self._lines, waiting.recent)
        self._nothing.setVisible(not waiting.recent)


def _show_orders(lines: Sequence[OrderLine], orders: Sequence[OrderSummary]) -> None:
    for number, line in enumerate(lines):
        line.setVisible(number < len(orders))
        if number < len(orders):
            line.show_order(orders[number])


def _show_reviews(lines: Sequence[OrderLine], reviews: Sequence[WaitingReview]) -> None:
    for number, line in enumerate(lines):
        line.setVisible(number < len(reviews))
        if number < len(reviews):
            line.show_order(reviews[number].order, reviews[number].holder)


class _Showing:
    def __init__(self, context: DeskContext, states: frozenset[OrderState] | None) -> None:
        self._context, self._states = context, states

    def __call__(self) -> None:
        self._context.go("orders", self._states)


class _GoingTo:
    def __init__(self, context: DeskContext, page: str) -> None:
        self._context, self._page = context, page

    def __call__(self) -> None:
        self._context.go(self._page)

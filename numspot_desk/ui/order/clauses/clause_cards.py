"""The cards of all clauses of the conditions step: made with their groups, shown from the assessment; what is
done in them is brought to the presenter.
"""

from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.clauses.clause_verdict import ClauseVerdict
from numspot_desk.language.messages import N_
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.order.clauses.clause_card import ClauseCard
from numspot_desk.ui.order.clauses.clause_panes import CommentsPane, DifferencePane, PreviewPane, ReasonPane
from numspot_desk.ui.order.clauses.clauses_presenter import ClausesPresenter
from numspot_desk.ui.order.repeated import Group
from numspot_desk.ui.order.step_view import StepView
from numspot_desk.usecases.reviews.comment import ShownThread


class ClauseCards:
    """The cards by the path of their clause."""

    def __init__(self, view: StepView, clauses: ClausesPresenter) -> None:
        self._view = view
        self._clauses = clauses
        self.cards: dict[str, ClauseCard] = {}

    def dress(self, group: Group) -> ClauseCard:
        """Make the card of a group just made."""
        path = group.rows[0].path.rpartition(".")[0]
        card = ClauseCard(self._view.context, group, path)
        card.moved.connect(partial(self._move, path))
        card.dropped.connect(partial(self._drop, path))
        card.opened.connect(partial(self._opened, path))
        card.filled.connect(partial(self._clauses.set_value, path))
        card.left.connect(self._clauses.value_left)
        card.reverted.connect(partial(self._clauses.revert, path))
        self.cards[path] = card
        group.destroyed.connect(partial(self._gone, path, card))
        return card

    def _gone(self, path: str, card: ClauseCard) -> None:
        if self.cards.get(path) is card:
            del self.cards[path]

    def show(self) -> None:
        """Show every card as its clause stands."""
        found = self._clauses.assessment
        editable = self._view.presenter.editable
        for path, card in list(self.cards.items()):
            one = None if found is None else found.by_path.get(path)
            card.set_editable(editable=editable)
            if one is None or found is None:
                continue
            card.show_verdict(one, found.effects(path), self._clauses.waiting(path), editable=editable)
            threads = self._clauses.comments.threads(path)
            card.say_comments(sum(not each.thread.resolved for each in threads))
            if name := card.open_pane():
                self._show_pane(card, one, name)

    def shape(self) -> tuple[object, ...]:
        """The parts of the cards that came when asked."""
        return tuple((path, card.parameters, *card.panes) for path, card in self.cards.items())

    def retranslate(self) -> None:
        """Say everything again."""
        for card in self.cards.values():
            card.retranslate()
        self.show()

    def widget_of(self, field: str) -> QWidget | None:
        """The field of a parameter by the path that it says it has."""
        path, _, name = field.partition(".values.")
        card = self.cards.get(path)
        if card is None or not name or card.parameters is None:
            return None
        return card.parameters.editor(name)

    # ── Panes ────────────────────────────────────────────────────────────────────────────────────────

    def _opened(self, path: str, name: str) -> None:
        found = self._clauses.verdict(path)
        if found is not None:
            self._show_pane(self.cards[path], found, name)
            self._view.reshaped.emit()
            pane = self.cards[path].pane(name)
            QTimer.singleShot(0, pane, partial(self._view.ensureWidgetVisible, pane, 0, GRID))

    def _show_pane(self, card: ClauseCard, found: ClauseVerdict, name: str) -> None:
        new = name not in card.panes
        pane = card.pane(name)
        path, editable = card.path, self._view.presenter.editable
        match pane:
            case PreviewPane():
                pane.show_clause(self._clauses.printed(path))
            case DifferencePane():
                pane.show_pieces(self._clauses.difference(path))
            case ReasonPane():
                if new:
                    pane.kept.connect(partial(self._clauses.keep_reason, path))
                pane.show_reason(self._clauses.reason_of(path), editable=editable)
            case CommentsPane():
                if new:
                    pane.said.connect(partial(self._comment, path))
                    pane.settled.connect(self._clauses.comments.resolve)
                pane.show_threads(self._clauses.comments.threads(path), may=self._clauses.comments.allowed)

    def _comment(self, path: str, words: str, thread: ShownThread | None) -> None:
        found = self._clauses.verdict(path)
        clause = None if found is None else found.clause
        named = [] if clause is None else [clause.id, clause.kind or clause.target]
        text = self._view.context.language.text
        about = text("Clause {name}", name=" · ".join(each for each in named if each) or "–")
        self._clauses.comments.say(path, about, words, thread)

    # ── Moving ───────────────────────────────────────────────────────────────────────────────────────

    def _move(self, path: str, by: int) -> None:
        card = self.cards[path]
        field = self._field_in(card)
        to = self._clauses.move(path, by)
        if to == path:
            return
        self._view.context.post(
            self._view.context.language.text(N_("Clause moved")), self._view.presenter.undo_of_last()
        )
        if field:
            self._view.focus_field(f"{to}{field}")
        elif to in self.cards:
            self.cards[to].handle.setFocus()

    def _field_in(self, card: ClauseCard) -> str:
        """The field in hand of a card, after its path."""
        for row in card.group.rows:
            if row.field_editor.hasFocus():
                return row.path.removeprefix(card.path)
        return ""

    def _drop(self, path: str, height: int) -> None:
        """Move the card to the place of the one it was let go over."""
        head, _, rest = path.rpartition("[")
        at = int(rest.rstrip("]"))
        to = at
        for other, card in self.cards.items():
            if not other.startswith(f"{head}[") or other == path:
                continue
            position = int(other.rpartition("[")[2].rstrip("]"))
            middle = card.group.mapToGlobal(QPoint(0, card.group.height() // 2)).y()
            if position < at and height < middle:
                to = min(to, position)
            elif position > at and height > middle:
                to = max(to, position)
        self._move(path, to - at)

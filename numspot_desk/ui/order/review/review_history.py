"""The steps of a review, the latest few: who did what, when, about which place, which can be gone to."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from numspot_desk.contracts.reviewing.review import ReviewKind, ReviewStep
from numspot_desk.contracts.reviewing.review_place import place_now
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.frame.status_line import ROLES
from numspot_desk.ui.kit.problems import ProblemLink
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.ui.order.review.review_offer import STEP_WORDS, places_of, shown_steps
from numspot_desk.usecases.person import same_person

_SHOWN: Final = 8
_IN_PARTS: Final = frozenset({ReviewKind.PART_APPROVED, ReviewKind.PART_UNREAD})
"""What is shown part by part, and not told again among the steps."""
_ICONS: Final = {
    ReviewKind.REQUESTED: ("send", "muted"),
    ReviewKind.TAKEN: ("person", "muted"),
    ReviewKind.DELEGATED: ("person", "muted"),
    ReviewKind.REMARK: ("clause", "warning"),
    ReviewKind.PART_RETURNED: ("clause", "warning"),
    ReviewKind.APPROVED: ("check-circle", "success"),
    ReviewKind.RETURNED: ("undo", "warning"),
    ReviewKind.REFUSED: ("close-circle", "problem"),
    ReviewKind.WITHDRAWN: ("undo", "muted"),
    ReviewKind.REOPENED: ("unlock", "muted"),
}


class ReviewHistory(QWidget):
    """`jump` carries the path of the place of a step that was chosen."""

    jump = Signal(str)

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = presenter
        self.links: list[ProblemLink] = []
        self._fields: list[str] = []
        self._earlier = QLabel(self)
        set_role(self._earlier, "small")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._earlier)

    def show_steps(self, steps: Sequence[ReviewStep]) -> None:
        """Show the latest of these."""
        told = [step for step in steps if step.kind not in _IN_PARTS]
        shown, before = shown_steps(tuple(told), _SHOWN)
        said = self.context.language.ntext("{n} earlier step", "{n} earlier steps", before)
        self._earlier.setText(said)
        self._earlier.setVisible(before > 0)
        while len(self.links) < len(shown):
            link = ProblemLink(self)
            link.clicked.connect(_Jumping(self, len(self.links)))
            self.links.append(link)
            self._layout.addWidget(link)
        answers = self.presenter.answers
        now = [place_now(answers, step.field, step.anchor) for step in shown]
        self._fields = [place or "" for place in now]
        names = dict(places_of(answers))
        for position, link in enumerate(self.links):
            link.setVisible(position < len(shown))
            if position < len(shown):
                self._show_step(link, shown[position], now[position], names.get(now[position] or ""))

    def jump_to_step(self, position: int) -> None:
        """Show the place that a step is about."""
        if self._fields[position]:
            self.jump.emit(self._fields[position])

    def _show_step(self, link: ProblemLink, step: ReviewStep, now: str | None, named: Text | None) -> None:
        """`now` is where the remark belongs today, None when that is gone; `named` what it is called."""
        text = self.context.language.text
        what = text(STEP_WORDS[step.kind])
        if step.given_to:
            what = text("Delegated to {name}", name=step.given_to)
        if step.about and now is None:
            what = text("{what} – {place} (taken out since)", what=what, place=step.about)
        elif step.about:
            about = self.context.text(named) if named is not None and step.anchor else step.about
            what = text("{what} – {place}", what=what, place=about)
        role = text(ROLES.get(step.role, step.role))
        who = text("{name} ({role})", name=step.actor or "–", role=role)
        words = f"{what} · {who} · {self._moment(step.at)}"
        if step.kind is ReviewKind.APPROVED and self._by_who_asked(step):
            words = text("{words} – by the person who asked for it or wrote the order", words=words)
        link.show_words(f"{words}\n{step.note}" if step.note else words, *_ICONS[step.kind])
        link.setFocusPolicy(Qt.FocusPolicy.StrongFocus if now else Qt.FocusPolicy.NoFocus)

    def _moment(self, at: dt.datetime) -> str:
        formats = self.context.language.formats
        day = formats.date_list(at.astimezone(PARIS).date())
        return self.context.language.text("{day}, {time}", day=day, time=formats.time(at))

    def _by_who_asked(self, step: ReviewStep) -> bool:
        opened = self.presenter.opened
        if opened is None:
            return False
        before = opened.review.steps[: opened.review.steps.index(step)]
        asked = next((each for each in reversed(before) if each.kind is ReviewKind.REQUESTED), None)
        names = [opened.record.author, *([asked.actor] if asked is not None else [])]
        return any(same_person(step.actor, name) for name in names)


class _Jumping:
    def __init__(self, history: ReviewHistory, position: int) -> None:
        self._history, self._position = history, position

    def __call__(self) -> None:
        self._history.jump_to_step(self._position)

"""The review between sales and legal, in the last step: where it stands, who did what, and what can be done.

The panel offers what `review_offer` finds for the state and the declared role; the use cases decide. A note
may be about the whole order or, for legal, about one place of it.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.contracts.review import ReviewKind, ReviewStep, content_fingerprint
from numspot_desk.contracts.review_place import place_now
from numspot_desk.language.messages import N_, Message
from numspot_desk.language.zone import PARIS
from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.frame.status_line import ROLES
from numspot_desk.ui.kit.fields import ChoiceField, LongTextField
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.problems import ProblemLink, ProblemSummary
from numspot_desk.ui.kit.states import StateChip
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import FORM_WIDTH, GRID
from numspot_desk.ui.order.answer_row import FIELD
from numspot_desk.ui.order.begun_note import NOTE_FIELD, PLACE_FIELD
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.ui.order.review_offer import (
    ACT_LABELS,
    CARRY_NOTES,
    DONE,
    STEP_WORDS,
    WHOLE,
    Offer,
    offer_of,
    places_of,
    shown_steps,
)
from numspot_desk.usecases import review_order, review_parts
from numspot_desk.usecases.order_acts import OrderChanged
from numspot_desk.usecases.person import Person, same_person
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.read_review import read_review
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.review_acts import ReviewRefused
from numspot_desk.usecases.review_rules import ReviewAct

_SHOWN: Final = 8
_PRIMARY: Final = (ReviewAct.REQUEST, ReviewAct.APPROVE)
_STEP_ICONS: Final = {
    ReviewKind.REQUESTED: ("send", "muted"),
    ReviewKind.TAKEN: ("person", "muted"),
    ReviewKind.REMARK: ("clause", "warning"),
    ReviewKind.APPROVED: ("check-circle", "success"),
    ReviewKind.RETURNED: ("undo", "warning"),
    ReviewKind.REFUSED: ("close-circle", "problem"),
    ReviewKind.WITHDRAWN: ("undo", "muted"),
    ReviewKind.REOPENED: ("unlock", "muted"),
    ReviewKind.DELEGATED: ("person", "muted"),
    ReviewKind.PART_RETURNED: ("clause", "warning"),
}
_IN_PARTS: Final = frozenset({ReviewKind.PART_APPROVED, ReviewKind.PART_UNREAD})
"""What is shown clause by clause, and not told again among the steps."""


class ReviewPanel(QFrame):
    """The card of the review. `acted` carries the `Changes` of an act that was done."""

    acted = Signal(object)
    jump = Signal(str)

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.presenter = presenter
        self.offer: Offer | None = None
        self._order = ""
        self._fields: list[str] = []
        self._chip: StateChip | None = None
        self._links: list[ProblemLink] = []
        set_role(self, "card")
        self.setMaximumWidth(FORM_WIDTH + 4 * GRID)
        self._say = QLabel(self)
        self._say.setWordWrap(True)
        self._say.setTextFormat(Qt.TextFormat.PlainText)
        self._earlier = QLabel(self)
        set_role(self._earlier, "small")
        self._history = QVBoxLayout()
        self._history.setSpacing(0)
        self.place = ChoiceField(context, [("", WHOLE)], self)
        self.place_row = FormRow(context, N_("About"), self.place, may_fail=False, parent=self)
        self.note = LongTextField(context, 3, self)
        self.note_row = FormRow(context, N_("Note"), self.note, may_fail=False, parent=self)
        for editor, field in ((self.note, NOTE_FIELD), (self.place, PLACE_FIELD)):
            editor.setProperty(FIELD, field)
            editor.edited.connect(self._note_edited)
        self.blocking = ProblemSummary(context, 5, self)
        self.blocking.jump.connect(self.jump)
        self.outcome = OutcomeLine(self)
        self._build(context)
        theme().changed.connect(self._dress)
        context.person_changed.connect(self._person_changed)
        self.retranslate()

    def _build(self, context: DeskContext) -> None:
        self._head = QHBoxLayout()
        self.buttons: dict[ReviewAct, QPushButton] = {}
        line = FlowLayout()
        for act in ACT_LABELS:
            button = QPushButton(self)
            button.clicked.connect(_Doing(self, act))
            if act in _PRIMARY:
                set_role(button, "primary")
            self.buttons[act] = button
            line.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self._head)
        layout.addWidget(self._say)
        layout.addWidget(self._earlier)
        layout.addLayout(self._history)
        layout.addWidget(self.place_row)
        layout.addWidget(self.note_row)
        layout.addLayout(line)
        layout.addWidget(self.blocking)
        layout.addWidget(self.outcome)

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────────

    def order_opened(self) -> None:
        """Another order is open, or the same one after an act."""
        if self.presenter.record.id != self._order:
            self._order = self.presenter.record.id
            self._say_outcome("")
        self.show_order()
        self.show_note()

    def show_note(self) -> None:
        """Show the note that this person has begun on this order, about the place it is about."""
        own = self.presenter.notes.own
        if self.note.value() != own.text:
            self.note.set_value(own.text)
            self.note.moveCursor(QTextCursor.MoveOperation.End)  # to go on where it stopped
        self.place.set_value(own.place)

    def _person_changed(self) -> None:
        self.show_order()
        self.show_note()

    def _note_edited(self) -> None:
        self.presenter.notes.write(self.place.value(), self.note.value())

    def show_order(self) -> None:
        """Show where the review stands and offer what this person may do."""
        opened, check = self.presenter.opened, self.presenter.check_result
        if opened is None or check is None:
            return
        required = check.has("review_required")
        self.offer = offer_of(opened, self.context.person, required=required, blocked=not check.ready)
        self.setVisible(self.offer is not None)
        if self.offer is None:
            return
        if self._chip is None:
            self._chip = StateChip(self.context, opened.record.state, self)
            self._head.addWidget(self._chip)
        self._chip.set_state(opened.record.state)
        self._say.setText(" ".join(self._sentence(each) for each in self.offer.sentences))
        self._say.setVisible(bool(self.offer.sentences))
        self._show_steps(opened.review.steps)
        self.place_row.setVisible(self.offer.places)
        if self.offer.places:
            self.place.set_options([("", WHOLE), *places_of(self.presenter.answers)])
        self.note_row.setVisible(self.offer.notes)
        for act, button in self.buttons.items():
            button.setVisible(act in self.offer.acts)

    def first_stop(self) -> QWidget | None:
        """Where the focus goes when something is to be done here: the note, never a button that decides."""
        if self.offer is None or not self.offer.notes:
            return None
        sending = ReviewAct.REQUEST in self.offer.acts
        return None if sending and self.presenter.blocked else self.note

    def retranslate(self) -> None:
        """Say everything again."""
        for act, button in self.buttons.items():
            button.setText(self.context.language.text(ACT_LABELS[act][0]))
        self._dress()
        self.show_order()

    def _sentence(self, sentence: Message) -> str:
        """A message whose instants are written in the language's form."""
        formats = self.context.language.formats
        shown = {
            name: formats.instant(value) if name == "at" else value for name, value in sentence.params.items()
        }
        return self.context.language.text(sentence.msgid, **shown)

    def _moment(self, at: dt.datetime) -> str:
        formats = self.context.language.formats
        day = formats.date_list(at.astimezone(PARIS).date())
        return self.context.language.text("{day}, {time}", day=day, time=formats.time(at))

    def _show_steps(self, steps: Sequence[ReviewStep]) -> None:
        told = [step for step in steps if step.kind not in _IN_PARTS]
        shown, before = shown_steps(tuple(told), _SHOWN)
        said = self.context.language.ntext("{n} earlier step", "{n} earlier steps", before)
        self._earlier.setText(said)
        self._earlier.setVisible(before > 0)
        while len(self._links) < len(shown):
            link = ProblemLink(self)
            link.clicked.connect(_Jumping(self, len(self._links)))
            self._links.append(link)
            self._history.addWidget(link)
        answers = self.presenter.answers
        now = [place_now(answers, step.field, step.anchor) for step in shown]
        self._fields = [place or "" for place in now]
        names = dict(places_of(answers))
        for position, link in enumerate(self._links):
            link.setVisible(position < len(shown))
            if position < len(shown):
                self._show_step(link, shown[position], now[position], names.get(now[position] or ""))

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
        link.show_words(f"{words}\n{step.note}" if step.note else words, *_STEP_ICONS[step.kind])
        link.setFocusPolicy(Qt.FocusPolicy.StrongFocus if now else Qt.FocusPolicy.NoFocus)

    def _by_who_asked(self, step: ReviewStep) -> bool:
        opened = self.presenter.opened
        if opened is None:
            return False
        before = opened.review.steps[: opened.review.steps.index(step)]
        asked = next((each for each in reversed(before) if each.kind is ReviewKind.REQUESTED), None)
        names = [opened.record.author, *([asked.actor] if asked is not None else [])]
        return any(same_person(step.actor, name) for name in names)

    def _dress(self) -> None:
        for act, button in self.buttons.items():
            button.setIcon(icon(ACT_LABELS[act][1], "on_accent" if act in _PRIMARY else "accent"))

    # ── Acts ─────────────────────────────────────────────────────────────────────────────────────────

    def do(self, act: ReviewAct) -> None:
        """Do an act on what is on the screen, saved first."""
        self.presenter.save()
        record, context = self.presenter.record, self.context
        seen = content_fingerprint(record.number, record.revision, self.presenter.answers)
        work = _work(
            act,
            record.id,
            seen,
            self.note.value(),
            self.place.value() if self.place_row.isVisibleTo(self) else "",
            self.place.currentText(),
            context.person,
            context.clock,
        )

        def done(outcome: OrderChanged) -> None:
            if act in CARRY_NOTES:
                self.presenter.notes.sent()
                self.show_note()
            self._say_outcome("")
            context.post(context.language.text(DONE[act], number=record.number))
            self.acted.emit(outcome.changes)

        for button in self.buttons.values():
            button.setEnabled(False)
        context.run(work, _After(self, done), _After(self, self._failed), owner=self)

    def jump_to_step(self, position: int) -> None:
        """Show the place that a remark is about."""
        if self._fields[position]:
            self.jump.emit(self._fields[position])

    def released(self) -> None:
        """An act ended: others may follow."""
        for button in self.buttons.values():
            button.setEnabled(True)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, DeskError):
            raise error
        problems = error.problems if isinstance(error, ReviewRefused) else ()
        self._say_outcome(self.context.language.render(error.message))
        self.blocking.set_problems(problems)

    def _say_outcome(self, said: str) -> None:
        self.outcome.say(said, problem=True)
        self.blocking.set_problems(())


def _work(
    act: ReviewAct,
    order: str,
    seen: str,
    note: str,
    field: str,
    about: str,
    person: Person,
    clock: Clock,
) -> Callable[[Workspace], OrderChanged]:
    """The use case of an act. A note about one place becomes a remark before the decision."""

    def remark(workspace: Workspace) -> OrderChanged:
        return review_order.add_remark(workspace, order, seen, field, about, note, person, clock)

    def decide(workspace: Workspace, by: Callable[..., OrderChanged]) -> OrderChanged:
        with workspace.transaction():
            whole = note
            if field and note.strip():
                remark(workspace)
                whole = ""
            return by(workspace, order, seen, whole, person, clock)

    def work(workspace: Workspace) -> OrderChanged:
        match act:
            case ReviewAct.REQUEST:
                return review_order.request_review(workspace, order, seen, note, person, clock)
            case ReviewAct.APPROVE:
                with workspace.transaction():
                    review = read_review(workspace, workspace.orders.load(order))
                    read = [(each.part.fingerprint, each.part.id) for each in review.parts]
                    review_parts.approve_parts(workspace, order, seen, read, person, clock)
                    return decide(workspace, review_order.approve_order)
            case ReviewAct.RETURN:
                return decide(workspace, review_order.return_order)
            case ReviewAct.REFUSE:
                return review_order.refuse_order(workspace, order, seen, note, person, clock)
            case ReviewAct.TAKE:
                return review_order.take_review(workspace, order, seen, person, clock)
            case ReviewAct.REMARK:
                return remark(workspace)
            case ReviewAct.WITHDRAW:
                return review_order.withdraw_review(workspace, order, seen, person, clock)
            case ReviewAct.MODIFY:
                return review_order.modify_again(workspace, order, seen, person, clock)
            case _:
                raise ValueError(act)

    return work


class _Doing:
    def __init__(self, panel: ReviewPanel, act: ReviewAct) -> None:
        self._panel, self._act = panel, act

    def __call__(self) -> None:
        self._panel.do(self._act)


class _Jumping:
    def __init__(self, panel: ReviewPanel, position: int) -> None:
        self._panel, self._position = panel, position

    def __call__(self) -> None:
        self._panel.jump_to_step(self._position)


class _After:
    def __init__(self, panel: ReviewPanel, then: Callable[[Any], None]) -> None:
        self._panel, self._then = panel, then

    def __call__(self, result: Any) -> None:
        self._panel.released()
        self._then(result)

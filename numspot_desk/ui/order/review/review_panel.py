"""The review between sales and legal, in the last step: where it stands, clause by clause and as a whole, and
what can be done.

The panel offers what `review_offer` and `part_words` find for the state and the declared role; the use cases
decide. One note serves every act: it is about the whole order, or about the place that is chosen.
"""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from numspot_desk.contracts.clauses.clause_verdict import Assessment
from numspot_desk.contracts.reviewing.review import content_fingerprint
from numspot_desk.language.messages import N_, Message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.fields import ChoiceField, LongTextField
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.icons import icon
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.problems import ProblemSummary
from numspot_desk.ui.kit.states import StateChip
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import FORM_WIDTH, GRID
from numspot_desk.ui.order.answer_row import FIELD
from numspot_desk.ui.order.clauses.clause_words import judged_lines
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.ui.order.review.begun_note import NOTE_FIELD, PLACE_FIELD
from numspot_desk.ui.order.review.delegate_dialog import DelegateDialog
from numspot_desk.ui.order.review.part_list import PARTS_FIELD, PartList
from numspot_desk.ui.order.review.part_reader import PartReader
from numspot_desk.ui.order.review.part_words import name_of, open_thread, part_acts, place_of, threads_at
from numspot_desk.ui.order.review.review_history import ReviewHistory
from numspot_desk.ui.order.review.review_offer import (
    ACT_LABELS,
    CARRY_NOTES,
    DONE,
    OF_PLACES,
    WHOLE,
    Offer,
    offer_of,
    places_of,
)
from numspot_desk.ui.order.review.review_work import Asked
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.conditions.check_clauses import judged_clauses
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.reviews.comment import ShownThread, shown_threads
from numspot_desk.usecases.reviews.review_acts import ReviewRefused
from numspot_desk.usecases.reviews.review_order import PartsOpen
from numspot_desk.usecases.reviews.review_rules import ReviewAct

_PRIMARY: Final = (ReviewAct.REQUEST, ReviewAct.APPROVE)
_AMOUNTS: Final = frozenset({"amount", "power"})


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
        self._chip: StateChip | None = None
        set_role(self, "card")
        self.setMaximumWidth(FORM_WIDTH + 4 * GRID)
        self._say = QLabel(self)
        self._say.setWordWrap(True)
        self._say.setTextFormat(Qt.TextFormat.PlainText)
        self.history = ReviewHistory(context, presenter, self)
        self.history.jump.connect(self.jump)
        self.parts = PartList(context, self)
        self.parts.chosen.connect(self._part_chosen)
        self.parts.approve.connect(_Doing(self, ReviewAct.APPROVE_PART))
        self.reader = PartReader(context, self)
        self._clauses: Assessment | None = None  # the verdicts on these answers
        self._judged_answers: object = None
        self.place = ChoiceField(context, [("", WHOLE)], self)
        self.place_row = FormRow(context, N_("About"), self.place, may_fail=False, parent=self)
        self.note = LongTextField(context, 3, self)
        self.note_row = FormRow(context, N_("Note"), self.note, may_fail=False, parent=self)
        for editor, field in ((self.note, NOTE_FIELD), (self.place, PLACE_FIELD)):
            editor.setProperty(FIELD, field)
            editor.edited.connect(self._note_edited)
        self.place.edited.connect(self._place_chosen)
        self.blocking = ProblemSummary(context, 5, self)
        self.blocking.jump.connect(self._jump)
        self.outcome = OutcomeLine(self)
        self._build()
        theme().changed.connect(self._dress)
        context.person_changed.connect(self._person_changed)
        self.retranslate()

    def _build(self) -> None:
        self._head = QHBoxLayout()
        self.buttons: dict[ReviewAct, QPushButton] = {}
        of_place, of_order = FlowLayout(), FlowLayout()
        for act in ACT_LABELS:
            button = QPushButton(self)
            button.clicked.connect(_Doing(self, act))
            if act in _PRIMARY:
                set_role(button, "primary")
            self.buttons[act] = button
            (of_place if act in OF_PLACES else of_order).addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(self._head)
        for widget in (self._say, self.history, self.parts, self.place_row, self.reader, self.note_row):
            layout.addWidget(widget)
        layout.addLayout(of_place)
        layout.addLayout(of_order)
        layout.addWidget(self.blocking)
        layout.addWidget(self.outcome)

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────────

    def order_opened(self) -> None:
        """Another order is open, or the same one after an act."""
        if self.presenter.record.id != self._order:
            self._order = self.presenter.record.id
            self.parts.forget()
            self.place.set_value("")
            self._say_outcome("")
        self.show_order()
        self.show_note()

    def show_note(self) -> None:
        """Show the note that this person has begun on this order, about the place it is about."""
        own = self.presenter.keeper.notes.own
        if self.note.value() != own.text:
            self.note.set_value(own.text)
            self.note.moveCursor(QTextCursor.MoveOperation.End)  # to go on where it stopped
        if own.text and own.place != self.place.value():
            self.place.set_value(own.place)
            self.parts.choose(own.place)
        self._show_place()

    def _person_changed(self) -> None:
        self.show_order()
        self.show_note()

    def _note_edited(self) -> None:
        self.presenter.keeper.notes.write(self.place.value(), self.note.value())

    def show_order(self) -> None:
        """Show where the review stands and offer what this person may do."""
        opened, check = self.presenter.opened, self.presenter.check_result
        if opened is None or check is None:
            return
        amount = None if check.totals is None else check.totals.excl_tax
        required = check.has("review_required")
        self.offer = offer_of(
            opened, self.context.person, required=required, blocked=not check.ready, amount=amount
        )
        self.setVisible(self.offer is not None)
        if self.offer is None:
            return
        if self._chip is None:
            self._chip = StateChip(self.context, opened.record.state, self)
            self._head.addWidget(self._chip)
        self._chip.set_state(opened.record.state)
        self._say.setText(" ".join(self._sentence(each) for each in self.offer.sentences))
        self._say.setVisible(bool(self.offer.sentences))
        self.history.show_steps(opened.review.steps)
        chosen = self.place.value()
        self.place.set_options([("", WHOLE), *places_of(self.presenter.answers)])
        if self.place.value() != chosen:
            self.place.set_value("")
        self.parts.show_review(opened.review, whole=opened.review.approval is not None)
        self._judge()
        self._show_place()

    def _show_place(self) -> None:
        """Show the part and the comments of the place that is chosen, and what may be done with them."""
        opened = self.presenter.opened
        if opened is None or self.offer is None:
            return
        chosen, threads = self.parts.parts(), self._threads()
        here = next((each for each in opened.review.parts if place_of(each.part) == self.place.value()), None)
        alone = here if len(chosen) < 2 else None
        self.reader.show_part(alone, threads, () if alone is None else self._judged(alone.part.field))
        acts = part_acts(opened, self.context.person, chosen, self.place.value(), threads)
        self.place_row.setVisible(self.offer.places or ReviewAct.COMMENT in acts)
        self.note_row.setVisible(self.offer.notes or ReviewAct.COMMENT in acts)
        for act, button in self.buttons.items():
            button.setVisible(act in self.offer.acts or act in acts)
        thread = open_thread(threads)
        label = N_("Take the comments up again") if thread and thread.thread.resolved else None
        label = label or ACT_LABELS[ReviewAct.RESOLVE][0]
        self.buttons[ReviewAct.RESOLVE].setText(self.context.language.text(label))
        self.buttons[ReviewAct.APPROVE_PART].setText(
            self.context.language.ntext("Approve the clause", "Approve {n} clauses", len(chosen))
        )

    def _judged(self, field: str) -> list[str]:
        """What is said of a clause where it is written, for who decides on it."""
        found = None if self._clauses is None else self._clauses.by_path.get(field)
        if self._clauses is None or found is None:
            return []
        return judged_lines(found, self._clauses.effects(field), self.context.language)

    def _judge(self) -> None:
        """Read the verdicts on the clauses as they stand."""
        opened, answers = self.presenter.opened, self.presenter.answers
        if opened is None or answers is self._judged_answers:
            return
        self._clauses, self._judged_answers = None, answers
        order_id, against = opened.record.id, opened.context

        def read(found: Assessment) -> None:
            if answers is self._judged_answers:
                self._clauses = found
                self._show_place()

        self.context.run(
            lambda workspace: judged_clauses(workspace, order_id, answers, against), read, owner=self
        )

    def _threads(self) -> list[ShownThread]:
        opened = self.presenter.opened
        if opened is None:
            return []
        shown = shown_threads(opened.comments, opened.record.revision, self.presenter.answers)
        return threads_at(shown, self.place.value())

    def _part_chosen(self) -> None:
        chosen = self.parts.parts()
        place = place_of(chosen[0].part) if len(chosen) == 1 else ""
        if place != self.place.value():
            self.place.set_value(place)
            if self.note.value():
                self._note_edited()
        self._show_place()

    def _place_chosen(self) -> None:
        self.parts.choose(self.place.value())
        self._show_place()

    def first_stop(self) -> QWidget | None:
        """Where the focus goes when something is to be done here: the note, never a button that decides."""
        if self.offer is None or not self.offer.notes:
            return None
        sending = ReviewAct.REQUEST in self.offer.acts
        return None if sending and self.presenter.blocked else self.note

    def widget_of(self, field: str) -> QWidget | None:
        """Where the person was, by its name in the place of an order."""
        return {NOTE_FIELD: self.note, PLACE_FIELD: self.place, PARTS_FIELD: self.parts.list}.get(field)

    def retranslate(self) -> None:
        """Say everything again."""
        for act, button in self.buttons.items():
            button.setText(self.context.language.text(ACT_LABELS[act][0]))
        self._dress()
        self.show_order()

    def _sentence(self, sentence: Message) -> str:
        """A message whose instants and amounts are written in the language's form."""
        formats = self.context.language.formats
        shown = dict(sentence.params)
        for name, value in sentence.params.items():
            if name == "at":
                shown[name] = formats.instant(value)
            elif name in _AMOUNTS and value is not None:
                shown[name] = formats.money(value)
        return self.context.language.text(sentence.msgid, **shown)

    def _dress(self) -> None:
        for act, button in self.buttons.items():
            button.setIcon(icon(ACT_LABELS[act][1], "on_accent" if act in _PRIMARY else "accent"))

    def _jump(self, field: str) -> None:
        """To a part where there is one at the path, else to the field."""
        opened = self.presenter.opened
        for each in opened.review.parts if opened is not None else ():
            if each.part.field == field and self.parts.isVisibleTo(self):
                self.place.set_value(place_of(each.part))
                self._place_chosen()
                self.parts.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.jump.emit(field)

    # ── Acts ─────────────────────────────────────────────────────────────────────────────────────────

    def do(self, act: ReviewAct) -> None:
        """Do an act on what is on the screen; delegating asks for the name first."""
        opened = self.presenter.opened
        if opened is None or not self.buttons[act].isVisibleTo(self) or not self.buttons[act].isEnabled():
            return
        if act is not ReviewAct.DELEGATE:
            self._ask(act)
            return
        names = [each.name for each in opened.review.powers.signatories]
        dialog = DelegateDialog(self.context, names, self.note.value(), self)
        dialog.chosen.connect(lambda name: self._ask(act, name, dialog))
        dialog.finished.connect(lambda _result: self._back_from_dialog())
        dialog.open()

    def _back_from_dialog(self) -> None:
        stop = self.buttons[ReviewAct.DELEGATE]
        (stop if stop.isVisibleTo(self) else self.note).setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, act: ReviewAct, to: str = "", dialog: DelegateDialog | None = None) -> None:
        """Save what is on the screen, then do the act on it; a refusal is said in the dialog that asked."""
        self.presenter.save()
        record, context, text = self.presenter.record, self.context, self.context.text
        seen = content_fingerprint(record.number, record.revision, self.presenter.answers)
        thread = open_thread(self._threads())
        asked = Asked(
            act,
            record.id,
            seen,
            self.note.value(),
            context.person,
            context.clock,
            self.place.value() if self.place_row.isVisibleTo(self) else "",
            self.place.currentText(),
            tuple((each.part.fingerprint, text(name_of(each.part))) for each in self.parts.parts()),
            to,
            thread.thread.id if thread is not None else "",
            thread is not None and thread.thread.resolved,
        )

        def done(changes: Changes) -> None:
            if act in CARRY_NOTES:
                self.presenter.keeper.notes.sent()
                self.show_note()
            self._say_outcome("")
            context.post(context.language.text(DONE[act], number=record.number))
            if dialog is not None:
                dialog.accept()
            self.acted.emit(changes)

        def failed(error: BaseException) -> None:
            if dialog is not None and isinstance(error, DeskError):
                dialog.show_problem(error.message)
            else:
                self._failed(error)

        for button in self.buttons.values():
            button.setEnabled(False)
        context.run(asked.do, _After(self, done), _After(self, failed), owner=self)

    def released(self) -> None:
        """An act ended: others may follow."""
        for button in self.buttons.values():
            button.setEnabled(True)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, DeskError):
            raise error
        problems = error.problems if isinstance(error, ReviewRefused | PartsOpen) else ()
        self._say_outcome(self.context.language.render(error.message))
        self.blocking.set_problems(problems)

    def _say_outcome(self, said: str) -> None:
        self.outcome.say(said, problem=True)
        self.blocking.set_problems(())


class _Doing:
    def __init__(self, panel: ReviewPanel, act: ReviewAct) -> None:
        self._panel, self._act = panel, act

    def __call__(self) -> None:
        self._panel.do(self._act)


class _After:
    def __init__(self, panel: ReviewPanel, then: Callable[[Any], None]) -> None:
        self._panel, self._then = panel, then

    def __call__(self, result: Any) -> None:
        self._panel.released()
        self._then(result)

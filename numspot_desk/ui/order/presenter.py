"""What the order page decides: edits, moves, undo, when to check and save, what problems are shown where.

No Qt: the page gives a `Screen` to tell what changed, and a `Later` that calls `check` and `save` back
when the moment has come. The answers a person typed live in the flow until they are saved, whatever
happens to the store.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from numspot_desk.contracts.order import flow as steps
from numspot_desk.contracts.order.differences import Difference, differences
from numspot_desk.contracts.order.flow import Flow, StepId, StepStatus
from numspot_desk.contracts.order.order_check import OrderCheck, check_order
from numspot_desk.contracts.problems import Problem, Severity
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.ui.order.headlines import missing_together, together, urgency
from numspot_desk.ui.order.in_hand import FieldInHand
from numspot_desk.ui.order.review.begun_note import NOTE_FIELD, BegunNotes
from numspot_desk.ui.order.screen import Later, Runner, Screen
from numspot_desk.ui.order.screen_words import in_words
from numspot_desk.usecases.orders.edit_order import (
    DraftHandle,
    OpenedOrder,
    SavedEdit,
    TodaysPrices,
    open_order,
    save_edit,
    take_over,
    todays_prices,
)
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.catalogue import PriceList
from numspot_desk.usecases.ports.orders import Answers, OrderRecord, Place
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import DeskError, StaleRecord
from numspot_desk.usecases.reviews.read_review import review_of_answers

READ_ONLY = "read_only"


class Saving(StrEnum):
    """Where the latest edit is."""

    SAVED = "saved"
    PENDING = "pending"
    REFUSED = "refused"


@dataclass(frozen=True)
class SaveTrouble:
    """Why the store refused the latest edit; `stale` when somebody else's text is there."""

    message: Message
    stale: bool


def _as_it_is(check: OrderCheck) -> OrderCheck:
    return check


class OrderPresenter:
    """One open order."""

    def __init__(
        self, run: Runner, clock: Clock, person: Callable[[], Person], screen: Screen, later: Later
    ) -> None:
        self._run = run
        self._clock = clock
        self._person = person
        self._screen = screen
        self._later = later
        self._handle: DraftHandle | None = None
        self._visited: set[str] = set()
        self._in_hand = FieldInHand()
        self._saved_answers: Answers | None = None
        self._saved_place: Place | None = None
        self._pending = 0
        self.notes = BegunNotes(run, clock, person, later, self._note_kept, self._note_refused)
        self.opened: OpenedOrder | None = None
        self.flow: Flow | None = None
        self.check_result: OrderCheck | None = None
        self.checked: Callable[[OrderCheck], OrderCheck] = _as_it_is  # with what stands beside the answers
        self.trouble: SaveTrouble | None = None
        self.elsewhere: Answers | None = None  # what the store holds, when somebody else's text is there

    # ── Opening ──────────────────────────────────────────────────────────────────────────────────────

    def open(self, order_id: str, at: StepId | None = None) -> None:
        """Open an order where it was left, or at a step; what is unsaved of the one before is saved first."""
        self.save()
        self._read(order_id, at)

    def _read(self, order_id: str, at: StepId | None) -> None:
        clock = self._clock

        def opened(order: OpenedOrder) -> None:
            self._opened(order)
            if at is not None:
                self.go(at)

        self._run(lambda workspace: open_order(workspace, order_id, clock), opened, self._screen.not_opened)

    def _opened(self, opened: OpenedOrder) -> None:
        record = opened.record
        step, field = _place_of(opened)
        before, flow = self.opened, self.flow
        if (
            flow is not None
            and before is not None
            and before.record.id == record.id
            and not (before.editable and opened.editable)  # the place was not kept with the answers
        ):
            step, field = flow.step, flow.field
        self.opened = opened
        self._handle = DraftHandle(record.id, record.row_version)
        self.notes.opened(record.id, opened.begun)
        if not opened.editable and self.notes.own.text:
            step, field = StepId.REVIEW, NOTE_FIELD
        left = frozenset(each for each in StepId if each.value in record.place.left)
        self.flow = Flow(record.answers, step, field, left)
        self._visited.clear()
        self._in_hand.end()
        self._saved_answers = self.flow.answers
        self._saved_place = record.place
        self.trouble = self.elsewhere = None
        self._check_now()
        self._screen.show_order()

    @property
    def record(self) -> OrderRecord:
        """The order as it was opened."""
        assert self.opened is not None
        return self.opened.record

    @property
    def editable(self) -> bool:
        """Whether typing is possible: a draft, and a person who may write."""
        return self.opened is not None and self.opened.editable and self._person().role != READ_ONLY

    @property
    def price_list(self) -> PriceList | None:
        """The price list in use."""
        return self.opened.price_list if self.opened is not None else None

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that the price list and the accounts of the order know."""
        accounts = self.answers.get("technical_accounts") or ()
        listed = self.price_list.items if self.price_list is not None else ()
        known = [item.region for item in listed] + [account.get("region") for account in accounts]
        return tuple(dict.fromkeys(region for region in known if region))

    @property
    def units(self) -> tuple[str, ...]:
        """The units that the price list knows."""
        return tuple(dict.fromkeys(item.unit for item in self.price_list.items)) if self.price_list else ()

    @property
    def answers(self) -> Answers:
        """The answers as they stand on the screen."""
        return self.flow.answers if self.flow is not None else {}

    # ── Editing ──────────────────────────────────────────────────────────────────────────────────────

    def put(self, path: str, value: Any, undo_name: str, *, typing: bool = True) -> None:
        """Answer one field; `undo_name` is the msgid of what undo is called."""
        if self.editable and self.flow is not None:
            self._edited(self.flow.put(path, value, message(undo_name), typing=typing))

    def edit(self, after: Answers, undo_name: str, field: str, *, typing: bool = False) -> None:
        """Replace the answers: a line added, a clause removed."""
        if self.editable and self.flow is not None:
            self._edited(self.flow.edit(after, message(undo_name), field, typing=typing))

    def begin_typing(self, field: str) -> None:
        """Somebody types in a field: what is not wrong there yet waits until they leave it."""
        self._in_hand.begin(field, self.due())

    def end_typing(self) -> None:
        """The field was left: what is wrong with what it holds now is shown."""
        if self._in_hand.end():
            self.check()

    def undo(self) -> None:
        """Take back the last change of this step and show where it was."""
        self._travel(Flow.undo)

    def redo(self) -> None:
        """Do it again."""
        self._travel(Flow.redo)

    def undo_of_last(self) -> Callable[[], None]:
        """Takes back the change just made, when asked later; harmless once anything followed it."""
        flow = self.flow
        change = flow.next_undo if flow is not None else None

        def undo_it() -> None:
            if flow is not None and flow is self.flow and change is not None and flow.next_undo is change:
                self.undo()

        return undo_it

    def _travel(self, move: Callable[[Flow], Any]) -> None:
        if not self.editable or self.flow is None:
            return
        self._in_hand.end()
        change = move(self.flow)
        if change is not None:
            self.flow.field = change.field
            self._edited(True)
            self._screen.show_place()

    def _edited(self, altered: bool) -> None:
        if altered:
            self._screen.show_answers()
            self._later.check_soon()
            self._later.save_soon()

    # ── Moving ───────────────────────────────────────────────────────────────────────────────────────

    def go(self, step: StepId, field: str = "") -> None:
        """Show a step, with the focus on a field or on its first one."""
        if self.flow is not None:
            self.flow.go(step, field)
            self._moved()

    def go_to_field(self, field: str) -> None:
        """Show the step that asks for a field, and the field."""
        self.go(steps.step_of(field), field)

    def next(self) -> None:
        """The next step."""
        if self.flow is not None and self.flow.next():
            self._moved()

    def back(self) -> None:
        """The step before."""
        if self.flow is not None and self.flow.back():
            self._moved()

    def focused(self, field: str) -> None:
        """The focus came to a field; the one before was left."""
        if self.flow is None or field == self.flow.field:
            return
        if self.flow.field:
            self._visited.add(self.flow.field)
        self.flow.settle()
        self.flow.field = field
        self._later.check_soon()
        self._later.save_soon()

    def _moved(self) -> None:
        self._in_hand.end()
        self._later.save_soon()
        self._screen.show_place()
        self._screen.show_check()

    def follow_answers(self) -> None:
        """Bring what legal is to read up to what is typed: it was read with the order."""
        if self.opened is not None and self.editable:
            record = self.opened.record
            review = review_of_answers(self.opened.review, record.number, record.revision, self.answers)
            self.opened = replace(self.opened, review=review)

    # ── Prices ───────────────────────────────────────────────────────────────────────────────────────

    def with_todays_prices(self, then: Callable[[], None]) -> None:
        """Call `then` once the price list is the one of today: at once, unless a day has begun since the
        list was looked up."""
        if self.opened is None or self.opened.context.as_of == self._clock.today():
            then()
        else:
            self.look_up_prices(then)

    def look_up_prices(self, then: Callable[[], None] | None = None) -> None:
        """Look up again which price list is in use and what orders are checked against, then call `then`."""
        flow, clock = self.flow, self._clock

        def read(found: TodaysPrices) -> None:
            if self.opened is None or flow is not self.flow:
                return
            self.opened = replace(self.opened, price_list=found.price_list, context=found.context)
            self._screen.show_prices()
            self.check()
            if then is not None:
                then()

        if flow is not None:
            self._run(lambda workspace: todays_prices(workspace, clock), read)

    # ── Checking ─────────────────────────────────────────────────────────────────────────────────────

    def check(self) -> None:
        """Check the answers as they stand and show what is found."""
        self._check_now()
        self._screen.show_check()

    def _check_now(self) -> None:
        if self.opened is not None and self.flow is not None:
            result = self.checked(check_order(self.flow.answers, self.opened.context))
            self.check_result = replace(result, problems=tuple(map(in_words, result.problems)))
            self._in_hand.checked(self.problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong or to check."""
        return self.check_result.problems if self.check_result is not None else ()

    @property
    def blocked(self) -> bool:
        """Whether something keeps the order from being ready to sign."""
        return self.check_result is None or not self.check_result.ready

    def statuses(self) -> tuple[StepStatus, ...]:
        """The state of each step."""
        if self.flow is None:
            return ()
        waiting = tuple(filter(self._in_hand.holds, self.problems))
        return steps.statuses(self.flow.answers, self.problems, self.flow.left, waiting)

    def due(self) -> tuple[Problem, ...]:
        """The problems to show now: what is merely missing waits until the person has been there, and what
        is new in the field in hand until they leave it. What is wrong comes before what is missing, and that
        before what the general terms leave open."""
        shown = (each for each in self.problems if self._is_due(each) and not self._in_hand.holds(each))
        return tuple(sorted(shown, key=urgency))

    def headlines(self) -> tuple[Problem, ...]:
        """The problems to show now in few words: what is missing at a step is one, and so are the points
        left to the general terms. That legal must read is said while it waits to be sent."""
        sent = self.opened is not None and not self.opened.editable
        due = [found for found in self.due() if not (sent and found.code == "review_required")]
        return missing_together(together(due))

    def still_to_fill(self) -> tuple[Problem, ...]:
        """What is missing where the person has not been yet."""
        return tuple(found for found in self.problems if not self._is_due(found))

    def due_at(self, step: StepId) -> tuple[Problem, ...]:
        """The problems to show now at one step."""
        return steps.problems_of(step, self.due())

    def _is_due(self, found: Problem) -> bool:
        missing = found.code == "missing_field" and found.severity is Severity.ERROR
        if self.flow is None or not (missing or found.code == "public_procurement_missing"):
            return True
        step = steps.step_of(found.field)
        return (
            step in self.flow.left
            or self.flow.step is StepId.REVIEW
            or found.field in self._visited
            or not self.editable
        )

    # ── Saving ───────────────────────────────────────────────────────────────────────────────────────

    @property
    def place(self) -> Place:
        """Where the person is, and where they have been."""
        flow = self.flow
        return (
            Place()
            if flow is None
            else Place(flow.step.value, flow.field, frozenset(each.value for each in flow.left))
        )

    @property
    def unsaved(self) -> bool:
        """Whether the store lacks an edit, the place or a note."""
        return self.notes.unsaved or self._answers_unsaved

    @property
    def _answers_unsaved(self) -> bool:
        if self.flow is None or not self.editable:
            return False
        return self.flow.answers is not self._saved_answers or self.place != self._saved_place

    @property
    def saving(self) -> Saving:
        """Where the latest edit is."""
        if self.trouble is not None:
            return Saving.REFUSED
        return Saving.PENDING if self.unsaved or self._pending else Saving.SAVED

    def save(self) -> None:
        """Bring what is unsaved to the store; harmless when there is nothing."""
        self.notes.save()
        if not self._answers_unsaved or self._handle is None or self.opened is None or self.flow is None:
            return
        handle, answers, place = self._handle, self.flow.answers, self.place
        context, clock = self.opened.context, self._clock
        before = (self._saved_answers, self._saved_place)
        self._saved_answers, self._saved_place = answers, place
        self._pending += 1

        def done(edit: SavedEdit) -> None:
            self._pending -= 1
            if handle is self._handle:
                self.trouble = self.elsewhere = None
                if not self._pending:
                    self._saved_answers, self._saved_place = answers, place
            self._screen.saved(edit)
            self._screen.show_saving()

        def failed(error: BaseException) -> None:
            self._pending -= 1
            if handle is not self._handle:
                self._screen.show_saving()
                return
            self._saved_answers, self._saved_place = before
            self.trouble = _trouble(error)
            self._screen.show_saving()
            if self.trouble.stale:
                self._look_elsewhere(handle)
            if not isinstance(error, DeskError):
                raise error

        self._run(
            lambda workspace: save_edit(workspace, handle, answers, place, context, clock), done, failed
        )

    def _note_kept(self) -> None:
        if self.trouble is not None and not self.trouble.stale:
            self.trouble = None
        self._screen.show_saving()

    def _note_refused(self, error: BaseException) -> None:
        self.trouble = _trouble(error)
        self._screen.show_saving()
        if not isinstance(error, DeskError):
            raise error

    def insist(self) -> None:
        """Try again; where the store holds another text, this one replaces it, as the person asked."""
        handle, trouble = self._handle, self.trouble
        if handle is None or trouble is None:
            return
        self.trouble = None
        if not trouble.stale:
            self.save()
            return
        self._run(lambda workspace: take_over(workspace, handle), lambda _: self.save())

    def reload(self) -> Callable[[], None]:
        """Show what the store holds in place of what is on screen. The result brings the latter back, as an
        edit; harmless once another order is open."""
        flow, order = self.flow, self.record.id
        answers, step = self.answers, flow.step if flow is not None else None

        def bring_back() -> None:
            if self.flow is not None and self.record.id == order:
                self.edit(answers, N_("Bring back what was on screen"), self.flow.field)
                self._screen.show_place()

        self._read(order, step)
        return bring_back

    def differences(self) -> tuple[Difference, ...]:
        """What differs between the screen (here) and the store (there), once the store is known to."""
        return () if self.elsewhere is None else differences(self.answers, self.elsewhere)

    def _look_elsewhere(self, handle: DraftHandle) -> None:
        """Read the text that another window or person has saved, to compare."""

        def read(record: OrderRecord) -> None:
            if handle is self._handle and self.trouble is not None:
                self.elsewhere = record.answers
                self._screen.show_saving()

        self._run(lambda workspace: workspace.orders.load(handle.order_id), read)


def _place_of(opened: OpenedOrder) -> tuple[StepId, str]:
    """Where an order is opened: where it was left, or at its start; one received for review, at that."""
    place = opened.record.place
    if place == Place() and not opened.editable:
        return StepId.REVIEW, ""
    return (StepId(place.step) if place.step in set(StepId) else StepId.CLIENT), place.field


def _trouble(error: BaseException) -> SaveTrouble:
    if isinstance(error, DeskError):
        return SaveTrouble(error.message, isinstance(error, StaleRecord))
    return SaveTrouble(
        message("Your last edits could not be saved. They stay on this screen: try again."), stale=False
    )

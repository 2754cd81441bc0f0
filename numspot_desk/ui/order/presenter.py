"""What the order page decides: opening, edits, moves, undo, and when to check and look up prices.

No Qt: the page gives a `Screen` to tell what changed, and a `Later` that calls `check` and `save` back
when the moment has come. How the answers get to the store lives in `draft_keeper`, which problems are shown
when in `due_problems`.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from numspot_desk.contracts.order import flow as steps
from numspot_desk.contracts.order.flow import Flow, StepId
from numspot_desk.contracts.order.order_check import OrderCheck, check_order
from numspot_desk.contracts.problems import Problem
from numspot_desk.language.messages import N_, message
from numspot_desk.ui.order.draft_keeper import Draft, DraftKeeper, Saving
from numspot_desk.ui.order.due_problems import DueProblems
from numspot_desk.ui.order.in_hand import FieldInHand
from numspot_desk.ui.order.review.begun_note import NOTE_FIELD
from numspot_desk.ui.order.screen import Later, Runner, Screen
from numspot_desk.ui.order.screen_words import in_words
from numspot_desk.usecases.orders.edit_order import OpenedOrder, TodaysPrices, open_order, todays_prices
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.catalogue import PriceList
from numspot_desk.usecases.ports.orders import Answers, OrderRecord, Place
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.reviews.read_review import review_of_answers

READ_ONLY = "read_only"


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
        self._visited: set[str] = set()
        self._in_hand = FieldInHand()
        self.keeper = DraftKeeper(run, clock, person, screen, later, self._draft)
        self.opened: OpenedOrder | None = None
        self.flow: Flow | None = None
        self.check_result: OrderCheck | None = None
        self.checked: Callable[[OrderCheck], OrderCheck] = _as_it_is  # with what stands beside the answers

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
        self.keeper.notes.opened(record.id, opened.begun)
        if not opened.editable and self.keeper.notes.own.text:
            step, field = StepId.REVIEW, NOTE_FIELD
        left = frozenset(each for each in StepId if each.value in record.place.left)
        self.flow = Flow(record.answers, step, field, left)
        self._visited.clear()
        self._in_hand.end()
        self.keeper.opened(record, self.flow.answers)
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
        self._in_hand.begin(field, self.due.now())

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

    @property
    def due(self) -> DueProblems:
        """Which of the problems are shown now."""
        sent = self.opened is not None and not self.opened.editable
        return DueProblems(self.problems, self.flow, self._visited, self._in_hand, self.editable, sent)

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

    def _draft(self) -> Draft | None:
        if self.opened is None or self.flow is None or not self.editable:
            return None
        return Draft(self.flow.answers, self.place, self.opened.context)

    @property
    def saving(self) -> Saving:
        """Where the latest edit is."""
        return self.keeper.state

    def save(self) -> None:
        """Bring what is unsaved to the store; harmless when there is nothing."""
        self.keeper.save()

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


def _place_of(opened: OpenedOrder) -> tuple[StepId, str]:
    """Where an order is opened: where it was left, or at its start; one received for review, at that."""
    place = opened.record.place
    if place == Place() and not opened.editable:
        return StepId.REVIEW, ""
    return (StepId(place.step) if place.step in set(StepId) else StepId.CLIENT), place.field

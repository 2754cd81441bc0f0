"""How a contract ends: the day a notice sets, the instant of it, and what data recovery does to both.

The effective termination date of CG-7 starts the erasure of data, so other limits hang on it.
"""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Final

from numspot_desk.rules.case import Case
from numspot_desk.rules.events import Event
from numspot_desk.rules.explain import Step
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.steps import (
    MOST_TOLD,
    Outcome,
    as_day,
    left_open,
    length_of,
    plus,
    rolled,
    whole,
)
from numspot_desk.rules.table import TABLE, Row
from numspot_desk.rules.time import add_days, add_months, end_of, start_of


def _ending(day: Outcome, choice: Choice) -> Outcome:
    """The instant of an effective termination date: 24:00 or 00:00 of its day (R02)."""
    if day.last_day is None:
        return day
    option = choice.of("R02")
    instant = end_of(day.last_day) if option == "end_of_day" else start_of(day.last_day)
    step = Step(
        "limit.end_of_day" if option == "end_of_day" else "limit.start_of_day",
        instant,
        ("CG-7.2",),
        {"R02": option},
        uses=day.steps[:1],
    )
    return Outcome(day.last_day, instant, (day.steps[0], step))


def _end_day(case: Case, event: Event, choice: Choice) -> Outcome:
    """The day on which a notice ends the contract, before any recovery of data puts it off."""
    found: Outcome = case.once(
        ("end_day", event.id), lambda inner: _set_by_notice(case, event, inner), choice
    )
    return found


def _set_by_notice(case: Case, event: Event, choice: Choice) -> Outcome:
    row = case.table.ends[event.kind]
    if row.count != "end_for_breach":
        return _counted_end(case, row, event, choice)
    option = choice.of("R01")
    source = case.table.row("T10") if option == "ninety_days" else None
    counted = _counted_end(case, row, event, choice, source)
    if counted.last_day is None:
        return counted
    step = counted.steps[0]._replace(reading={**counted.steps[0].reading, "R01": option})
    return Outcome(counted.last_day, None, (step,))


def _counted_end(case: Case, row: Row, event: Event, choice: Choice, source: Row | None = None) -> Outcome:
    length, told, conflict = length_of(case, row, event, source)
    if length is None:
        return left_open(told, conflict)
    last = plus(event.day_step, length, told, choice)
    return Outcome(as_day(last), None, (last,))


def end_of_contract(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The effective termination date that a notice sets by itself."""
    return _ending(_end_day(case, event, choice), choice)


def _effective_end_day(case: Case, event: Event, choice: Choice) -> Outcome:
    """The end of the contract after every recovery of data that was ordered in time."""
    found: Outcome = case.once(("end", event.id), partial(_put_off, case, event), choice)
    return found


def _put_off(case: Case, event: Event, choice: Choice) -> Outcome:
    """The end that a notice set after the orders of a recovery service: the day the data are received,
    never earlier; by R11 at most so many days after the end that the notice set."""
    end = _end_day(case, event, choice)
    orders = case.recovery_orders(event)
    if end.last_day is None or not orders:
        return end
    moves = _Moves(end.last_day, end.steps[0])
    for order in orders:
        if not _ordered_in_time(order, moves.day, choice):
            moves.late = order
            continue
        length, told, _ = length_of(case, case.table.row("T11"), order)
        assert length is not None
        cap = add_days(end.last_day, length.count)
        receipt = case.recovery_receipt(order)
        if receipt is not None and receipt.day <= cap:
            choice.name("R11")
            moves.to(receipt.day, order, receipt)
            continue
        option = choice.of("R11")
        if option == "capped_90":
            step = Step("limit.put_off_at_most", cap, ("CG-7.1",), {"R11": option}, (end.steps[0], told))
            return Outcome(cap, None, (step,))
        if receipt is None:
            asked = (order.instant_step,)
            return left_open(Step("limit.not_received", None, ("CG-7.1",), {"R11": option}, asked))
        moves.to(receipt.day, order, receipt, {"R11": option})
    return Outcome(moves.day, None, (moves.step(),))


class _Moves:
    """An end that orders of data recovery move later and later; keeps those that it rests on."""

    def __init__(self, day: dt.date, first: Step) -> None:
        self.day = day
        self.late: Event | None = None
        self._first = first
        self._path: list[tuple[dt.date, Event, Event]] = []
        self._early: tuple[Event, Event] | None = None
        self._reading: dict[str, str] = {}

    def to(
        self, day: dt.date, order: Event, receipt: Event, reading: Mapping[str, str] | None = None
    ) -> None:
        """Move the end to the day of a receipt. What moved it before stays only where the order came too
        late for the end as it stood then."""
        self._reading |= reading or {}
        if day <= self.day:
            self._early = (order, receipt)
            return
        needed = 0
        before = as_day(self._first)
        while needed < len(self._path) and order.day >= before:
            before = self._path[needed][0]
            needed += 1
        self._path[needed:] = [(day, order, receipt)]
        self.day = day

    def step(self) -> Step:
        """How the end came about."""
        moved = [(order, receipt) for _, order, receipt in self._path]
        if not moved and self._early is not None:
            moved = [self._early]
        first = self._first
        if len(moved) > MOST_TOLD:
            day, before, _ = self._path[-MOST_TOLD - 1]
            first = Step("limit.end_until", day, ("CG-7.1",), params={"event": before.id})
            moved = moved[-MOST_TOLD:]
        if moved:
            told = [step for order, receipt in moved for step in (order.instant_step, receipt.day_step)]
            return Step("limit.put_off", self.day, ("CG-7.1",), self._reading, (first, *told))
        assert self.late is not None
        uses = (self._first, self.late.instant_step)
        return Step("limit.ordered_too_late", self.day, ("CG-7.1",), uses=uses)


def _ordered_in_time(order: Event, end: dt.date, choice: Choice) -> bool:
    if order.day != end:
        return order.day < end
    return choice.of("R02") == "end_of_day"


def end_put_off(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The end of the contract that an ordered recovery of data moves."""
    ending = case.end_moved_by(event)
    if ending is None:
        return left_open(Step("limit.no_end_to_put_off", None, ("CG-7.1",), uses=(event.instant_step,)))
    return _ending(_effective_end_day(case, ending, choice), choice)


def after_end(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """So long after the effective termination date, whichever notice set it."""
    end = _effective_end_day(case, event, choice)
    if end.last_day is None:
        return end
    length, told, conflict = length_of(case, row, event)
    if length is None:
        return left_open(told, conflict)
    last = rolled(row, plus(end.steps[0], length, told, choice), choice)
    asked = case.early_erasure(event)
    if asked is not None:  # no length of its own: it moves nothing, and the erasure should not wait
        uses = (last, asked.instant_step)
        last = Step("limit.erasure_asked", last.value, ("CG-7.1",), uses=uses)
    return whole(last)


def kept_after_end(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """Data kept after a client ended everything: from the end of the contract or from the request (R14)."""
    length, told, conflict = length_of(case, row, event)
    if length is None:
        return left_open(told, conflict)
    request = case.request_behind(event)
    option = choice.of("R14")
    if option == "from_notice":
        start = request.day_step
    else:
        end = (
            _counted_end(case, case.table.row("T10"), event, choice)
            if request is event
            else _effective_end_day(case, request, choice)
        )
        if end.last_day is None:
            return end
        start = end.steps[0]
    last = plus(start, length, told, choice)
    return whole(last._replace(reading={**last.reading, "R14": option}))


NOTICES: Final = tuple(kind for kind, row in TABLE.ends.items() if row.length is not None)
"""The kinds of event that end a contract by themselves; a refusal of new terms is `versions`."""


def set_by_notice(kind: str, sent_on: dt.date) -> dt.date:
    """The effective termination date that a notice of this kind sets by itself, in the readings applied by
    default: no recovery of data ordered, nothing else agreed. Raises `KeyError` for any other kind."""
    length = TABLE.ends[kind].length
    assert length is not None
    if length.unit == "months":
        return add_months(sent_on, length.count)
    return add_days(sent_on, length.count)

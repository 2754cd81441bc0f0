"""How a contract ends: the day a notice sets, the instant of it, and what data recovery does to both.

The effective termination date of CG-7 starts the erasure of data, so other limits hang on it.
"""

import datetime as dt
from dataclasses import replace

from numspot_desk.rules.case import Case, Row
from numspot_desk.rules.events import Event
from numspot_desk.rules.explain import Step
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.steps import (
    Outcome,
    as_day,
    day_of,
    instant_of,
    left_open,
    length_of,
    plus,
    rolled,
    whole,
)
from numspot_desk.rules.time import add_days, end_of, start_of


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
    row = case.table.ending(event.kind)
    if row.count == "end_for_breach":
        option = choice.of("R01")
        if option == "ninety_days":
            row = replace(row, length_of="T10")
        counted = _counted_end(case, row, event, choice)
        if counted.last_day is None:
            return counted
        step = replace(counted.steps[0], reading={**counted.steps[0].reading, "R01": option})
        return Outcome(counted.last_day, None, (step,))
    return _counted_end(case, row, event, choice)


def _counted_end(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    length, told, conflict = length_of(case, row, event)
    if length is None:
        return left_open(told, conflict)
    last = plus(day_of(event), length, told, choice)
    return Outcome(as_day(last), None, (last,))


def end_of_contract(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The effective termination date that a notice sets by itself."""
    return _ending(_end_day(case, event, choice), choice)


def _effective_end_day(case: Case, event: Event, choice: Choice) -> Outcome:
    """The end of the contract after every recovery of data that was ordered in time."""
    end = _end_day(case, event, choice)
    for order in case.recovery_orders(event):
        end = _put_off(case, end, order, choice)
    return end


def _put_off(case: Case, end: Outcome, order: Event, choice: Choice) -> Outcome:
    """The end after one order of a recovery service: the day the data are received, never earlier."""
    if end.last_day is None:
        return end
    asked = instant_of(order)
    if not _ordered_in_time(order, end.last_day, choice):
        late = Step("limit.ordered_too_late", end.last_day, ("CG-7.1",), uses=(end.steps[0], asked))
        return Outcome(end.last_day, None, (late,))
    length, told, _ = length_of(case, case.table.row("T11"), order)
    assert length is not None
    cap = add_days(end.last_day, length.count)
    receipt = case.recovery_receipt(order)
    received = None if receipt is None else day_of(receipt)
    if received is not None and as_day(received) <= cap:
        choice.name("R11")
        day = max(end.last_day, as_day(received))
        step = Step("limit.put_off", day, ("CG-7.1",), uses=(end.steps[0], asked, received))
        return Outcome(day, None, (step,))
    option = choice.of("R11")
    if option == "capped_90":
        step = Step("limit.put_off_at_most", cap, ("CG-7.1",), {"R11": option}, uses=(end.steps[0], told))
        return Outcome(cap, None, (step,))
    if received is None:
        return left_open(Step("limit.not_received", None, ("CG-7.1",), {"R11": option}, uses=(asked,)))
    step = Step(
        "limit.put_off", received.value, ("CG-7.1",), {"R11": option}, uses=(end.steps[0], asked, received)
    )
    return Outcome(as_day(received), None, (step,))


def _ordered_in_time(order: Event, end: dt.date, choice: Choice) -> bool:
    if order.day != end:
        return order.day < end
    return choice.of("R02") == "end_of_day"


def end_put_off(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The end of the contract that an ordered recovery of data moves."""
    ending = case.end_moved_by(event)
    if ending is None:
        return left_open(Step("limit.no_end_to_put_off", None, ("CG-7.1",), uses=(instant_of(event),)))
    return _ending(_effective_end_day(case, ending, choice), choice)


def after_end(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """So long after the effective termination date, whichever notice set it."""
    end = _effective_end_day(case, event, choice)
    if end.last_day is None:
        return end
    length, told, conflict = length_of(case, row, event)
    if length is None:
        return left_open(told, conflict)
    return whole(rolled(row, plus(end.steps[0], length, told, choice), choice))


def kept_after_end(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """Data kept after a client ended everything: from the end of the contract or from the request (R14)."""
    length, told, conflict = length_of(case, row, event)
    if length is None:
        return left_open(told, conflict)
    request = case.request_behind(event)
    option = choice.of("R14")
    if option == "from_notice":
        start = day_of(request)
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
    return whole(replace(last, reading={**last.reading, "R14": option}))

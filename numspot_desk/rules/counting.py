"""How the result of a limit follows from its trigger: one small function for each way of counting.

Each takes the case, the row of the table, the event and the readings in force, and gives an `Outcome`
whose steps say how it came about. Which limit counts which way stands in `data/limits.toml`; what the
results mean for a contract lives in `limits`.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from numspot_desk.rules.case import Case, Row
from numspot_desk.rules.events import Event
from numspot_desk.rules.explain import Step
from numspot_desk.rules.lengths import Agreed, Length, agreed, length_in
from numspot_desk.rules.payment_term import GENERAL_TERMS, PaymentTerm, from_data
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.time import (
    DAY,
    SUPPORT_CLOSES,
    SUPPORT_OPENS,
    AroundTheClock,
    Clock,
    WorkingClock,
    add_days,
    add_elapsed,
    add_months,
    end_of,
    has_same_day,
    is_rest_day,
    month_end,
    next_working_day,
    paris,
    postponed,
    same_time_after_working_days,
    start_of,
)


@dataclass(frozen=True)
class Outcome:
    """The result of a limit: an inclusive last day (day limits) and an instant, or None where a fact is
    missing or the contract leaves it open; `steps` say how, `conflict` names provisions that disagree."""

    last_day: dt.date | None
    instant: dt.datetime | None
    steps: tuple[Step, ...]
    conflict: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[dt.date | None, dt.datetime | None]:
        """What makes two outcomes the same."""
        return self.last_day, self.instant


Count = Callable[[Case, Row, Event, Choice], Outcome]


# ── Facts and lengths ────────────────────────────────────────────────────────────────────────────────


def _day(event: Event) -> Step:
    """The day of an event; for an instant, the day it was in Paris."""
    named = {"event": event.id, "kind": event.kind}
    if event.at is None:
        return Step("limit.fact_day", event.day, params=named)
    return Step(
        "limit.paris_day", event.day, ("CG-7.2",), uses=(_instant(event),), params={"event": event.id}
    )


def _instant(event: Event) -> Step:
    assert event.at is not None
    return Step("limit.fact_instant", paris(event.at), params={"event": event.id, "kind": event.kind})


def _detail(event: Event, name: str) -> Step:
    return Step("limit.fact_detail", event.day_of(name), params={"event": event.id, "name": name})


def _date(step: Step) -> dt.date:
    assert isinstance(step.value, dt.date) and not isinstance(step.value, dt.datetime)
    return step.value


def _length(case: Case, row: Row, event: Event) -> tuple[Length | None, Step, tuple[str, ...]]:
    """The limit's length in this contract on the day of the event, its step, and what conflicts."""
    own = case.table.length_row(row)
    found: Agreed[Length] = Agreed(own.length, row.clauses[:1])
    if own.subject:
        facts = case.facts
        found = agreed(
            own.length, own.clauses[:1], facts.provisions, own.subject, event.day, facts.setting, length_in
        )
    length = found.value
    if length is not None and own.length is not None and length.is_calendar != own.length.is_calendar:
        length = None  # hours where days are counted, or the reverse: nothing here says how
    value = None if length is None else length.count
    unit = "open" if length is None else length.unit
    step = Step(f"limit.length.{unit}", value, found.clauses, set_aside=found.set_aside)
    return length, step, found.conflict


def _open(step: Step, conflict: tuple[str, ...] = ()) -> Outcome:
    return Outcome(None, None, (step,), conflict)


# ── Counting days ────────────────────────────────────────────────────────────────────────────────────


def _plus(start: Step, length: Length, told: Step, choice: Choice) -> Step:
    """So many days, weeks, months or years after a day; R09 where the month lacks the day's number."""
    day, months = _date(start), length.months
    if months is None:
        days = length.count * (7 if length.unit == "weeks" else 1)
        return Step("limit.after", add_days(day, days), uses=(start, told))
    if has_same_day(day, months):
        choice.name("R09")
        return Step("limit.after", add_months(day, months), uses=(start, told))
    option = choice.of("R09")
    value = add_months(day, months, month_end=option)
    return Step("limit.after", value, reading={"R09": option}, uses=(start, told))


def _minus(start: Step, length: Length, told: Step) -> Step:
    day, months = _date(start), length.months
    if months is not None:
        return Step("limit.before", add_months(day, -months), uses=(start, told))
    days = length.count * (7 if length.unit == "weeks" else 1)
    return Step("limit.before", add_days(day, -days), uses=(start, told))


def _rolled(row: Row, last: Step, choice: Choice) -> Step:
    """R15: whether the last day of an act-before limit moves off a weekend or public holiday."""
    if row.kind != "act_before":
        return last
    day = _date(last)
    if not is_rest_day(day):
        choice.name("R15")
        return last
    option = choice.of("R15")
    value = next_working_day(day) if option == "next_working_day" else day
    return Step("limit.rolled", value, ("CPC art. 642",), {"R15": option}, uses=(last,))


def _whole(last: Step) -> Outcome:
    """A day limit: the last day counts whole, until 24:00 in Paris."""
    day = _date(last)
    return Outcome(day, end_of(day), (last, Step("limit.end_of_day", end_of(day), uses=(last,))))


def _from_start(first: Step) -> Outcome:
    """Something possible or happening from 00:00 of a day: the day before is the last day of the wait."""
    return _whole(Step("limit.eve", _date(first) - DAY, uses=(first,)))


def after(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """So long after the day of the event, which does not count."""
    length, told, conflict = _length(case, row, event)
    if length is None:
        return _open(told, conflict)
    return _whole(_rolled(row, _plus(_day(event), length, told, choice), choice))


def after_notice(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The same from a formal notice: from its sending or its receipt (R16)."""
    length, told, conflict = _length(case, row, event)
    if length is None:
        return _open(told, conflict)
    option = choice.of("R16")
    start = _day(event)
    if option == "receipt":
        received = event.details.get("received_at")
        if not isinstance(received, dt.datetime):
            return _open(Step("limit.receipt_unknown", None, ("CG-18.1",), {"R16": option}))
        start = _day(replace(event, at=received))
    from_then = Step("limit.runs_from", start.value, ("CG-18.1",), {"R16": option}, uses=(start,))
    return _whole(_plus(from_then, length, told, choice))


def before(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """So long before the day of what is planned, at the latest."""
    length, told, conflict = _length(case, row, event)
    if length is None:
        return _open(told, conflict)
    return _whole(_minus(_day(event), length, told))


def notice_before(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The first day on which what was announced may enter into force."""
    length, told, conflict = _length(case, row, event)
    if length is None:
        return _open(told, conflict)
    return _from_start(_plus(_day(event), length, told, choice))


def eve(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The day before the one the event names: what must be done before it."""
    named = _detail(event, row.field)
    last = Step("limit.eve", _date(named) - DAY, uses=(named,))
    return _whole(_rolled(row, last, choice))


def named_start(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """00:00 of the day that the event names."""
    return _from_start(_detail(event, row.field))


def at_once(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The instant of the event itself."""
    step = _instant(event)
    return Outcome(None, event.at and paris(event.at), (step,))


def once_a_year(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """Again on the same day of the next year, or from 1 January (R23)."""
    length, told, conflict = _length(case, row, event)
    if length is None:
        return _open(told, conflict)
    start = _day(event)
    option = choice.of("R23")
    if option == "calendar_year":
        first = dt.date(_date(start).year + 1, 1, 1)
        return _from_start(Step("limit.next_year", first, reading={"R23": option}, uses=(start,)))
    again = _plus(start, length, told, choice)
    return _from_start(replace(again, reading={**again.reading, "R23": option}))


# ── Ends of a contract ───────────────────────────────────────────────────────────────────────────────


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
    length, told, conflict = _length(case, row, event)
    if length is None:
        return _open(told, conflict)
    last = _plus(_day(event), length, told, choice)
    return Outcome(_date(last), None, (last,))


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
    asked = _instant(order)
    if not _ordered_in_time(order, end.last_day, choice):
        late = Step("limit.ordered_too_late", end.last_day, ("CG-7.1",), uses=(end.steps[0], asked))
        return Outcome(end.last_day, None, (late,))
    length, told, _ = _length(case, case.table.row("T11"), order)
    assert length is not None
    cap = add_days(end.last_day, length.count)
    receipt = case.recovery_receipt(order)
    received = None if receipt is None else _day(receipt)
    if received is not None and _date(received) <= cap:
        choice.name("R11")
        day = max(end.last_day, _date(received))
        step = Step("limit.put_off", day, ("CG-7.1",), uses=(end.steps[0], asked, received))
        return Outcome(day, None, (step,))
    option = choice.of("R11")
    if option == "capped_90":
        step = Step("limit.put_off_at_most", cap, ("CG-7.1",), {"R11": option}, uses=(end.steps[0], told))
        return Outcome(cap, None, (step,))
    if received is None:
        return _open(Step("limit.not_received", None, ("CG-7.1",), {"R11": option}, uses=(asked,)))
    step = Step(
        "limit.put_off", received.value, ("CG-7.1",), {"R11": option}, uses=(end.steps[0], asked, received)
    )
    return Outcome(_date(received), None, (step,))


def _ordered_in_time(order: Event, end: dt.date, choice: Choice) -> bool:
    if order.day != end:
        return order.day < end
    return choice.of("R02") == "end_of_day"


def end_put_off(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The end of the contract that an ordered recovery of data moves."""
    ending = case.end_moved_by(event)
    if ending is None:
        return _open(Step("limit.no_end_to_put_off", None, ("CG-7.1",), uses=(_instant(event),)))
    return _ending(_effective_end_day(case, ending, choice), choice)


def after_end(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """So long after the effective termination date, whichever notice set it."""
    end = _effective_end_day(case, event, choice)
    if end.last_day is None:
        return end
    length, told, conflict = _length(case, row, event)
    if length is None:
        return _open(told, conflict)
    return _whole(_rolled(row, _plus(end.steps[0], length, told, choice), choice))


def kept_after_end(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """Data kept after a client ended everything: from the end of the contract or from the request (R14)."""
    length, told, conflict = _length(case, row, event)
    if length is None:
        return _open(told, conflict)
    request = case.request_behind(event)
    option = choice.of("R14")
    if option == "from_notice":
        start = _day(request)
    else:
        end = (
            _counted_end(case, case.table.row("T10"), event, choice)
            if request is event
            else _effective_end_day(case, request, choice)
        )
        if end.last_day is None:
            return end
        start = end.steps[0]
    last = _plus(start, length, told, choice)
    return _whole(replace(last, reading={**last.reading, "R14": option}))


# ── Invoices ─────────────────────────────────────────────────────────────────────────────────────────


def _term(case: Case, row: Row, event: Event) -> Agreed[PaymentTerm]:
    return agreed(
        GENERAL_TERMS,
        (row.clause,),
        case.payment_provisions,
        row.subject,
        event.day,
        case.facts.setting,
        from_data,
    )


def payment_due(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The due day of an invoice: the last day of its month, or the contract's own term."""
    found = _term(case, row, event)
    term = found.value
    if term is None:
        step = Step("limit.length.open", None, found.clauses, set_aside=found.set_aside)
        return _open(step, found.conflict)
    told = Step(
        "limit.payment_term_end_of_month" if term.end_of_month else "limit.payment_term",
        term.days,
        found.clauses,
        set_aside=found.set_aside,
    )
    return _whole(_rolled(row, _due(_day(event), term, told, choice), choice))


def _due(issued: Step, term: PaymentTerm, told: Step, choice: Choice) -> Step:
    day = _date(issued)
    if not term.end_of_month:
        return Step("limit.after", add_days(day, term.days), uses=(issued, told))
    if term.days == 0:
        return Step("limit.month_end", month_end(day), uses=(issued, told))
    option = choice.of("R22")
    value = (
        month_end(add_days(day, term.days))
        if option == "days_then_month_end"
        else add_days(month_end(day), term.days)
    )
    return Step("limit.month_end", value, ("C. com. L.441-10 I",), {"R22": option}, uses=(issued, told))


def late_from(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The wait before lateness: the due day or, by direct debit, the first day it may be debited (R06)."""
    due = payment_due(case, case.table.row("T22"), event, choice)
    if due.last_day is None or case.facts.payment_means != "direct_debit":
        return due
    length, told, conflict = _length(case, row, event)
    if length is None:
        return _open(told, conflict)
    debit = _plus(_day(event), length, told, choice)
    if _date(debit) <= due.last_day:
        choice.name("R06")
        return due
    option = choice.of("R06")
    day = _date(debit) if option == "later_of_both" else due.last_day
    return _whole(
        Step("limit.later_of_due_and_debit", day, reading={"R06": option}, uses=(due.steps[0], debit))
    )


# ── Hours ────────────────────────────────────────────────────────────────────────────────────────────


def elapsed(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """So many real hours after the instant of the event."""
    length, told, conflict = _length(case, row, event)
    if length is None or event.at is None:
        return _open(told, conflict)
    instant = add_elapsed(event.at, length.real_time)
    return Outcome(None, instant, (Step("limit.elapsed", instant, uses=(_instant(event), told)),))


def restored(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """Restoration on a 24/7 clock, the client's answering time deducted."""
    return _without_pauses(case, event, elapsed(case, row, event, choice), AroundTheClock())


def restored_in_working_hours(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """Restoration within "48 working hours (6 days)": R05 says on which clock, R13 which days work."""
    length, told, _ = _length(case, row, event)
    assert length is not None and event.at is not None
    way, off = choice.of("R05"), choice.of("R13") == "french_holidays"
    clock: Clock
    if way == "six_days":
        clock = WorkingClock(off)
        instant = same_time_after_working_days(event.at, length.count // 8, holidays=off)
    else:
        clock = WorkingClock(off, SUPPORT_OPENS, SUPPORT_CLOSES)
        instant = clock.after(event.at, length.real_time)
    reading = {"R05": way, "R13": choice.of("R13")}
    step = Step("limit.working_hours", instant, reading=reading, uses=(_instant(event), told))
    return _without_pauses(case, event, Outcome(None, instant, (step,)), clock)


def _without_pauses(case: Case, ticket: Event, outcome: Outcome, clock: Clock) -> Outcome:
    pauses = case.pauses(ticket)
    if outcome.instant is None or not pauses:
        return outcome
    known = [(asked.moment, answered.moment) for asked, answered in pauses if answered is not None]
    instant = postponed(outcome.instant, known, clock)
    told = tuple(
        Step(
            "limit.answering_time",
            None if answered is None else paris(answered.moment),
            uses=(_instant(asked),),
        )
        for asked, answered in pauses
    )
    if any(answered is None and asked.moment < instant for asked, answered in pauses):
        return _open(Step("limit.not_answered", None, uses=told))
    step = Step("limit.answering_deducted", instant, uses=(*outcome.steps[:1], *told))
    return Outcome(None, instant, (step,))


# ── Fixed terms ──────────────────────────────────────────────────────────────────────────────────────


def _extended(case: Case, term: Event, upto: Event | None = None) -> Step:
    """The end of a reserved term after the outages by force majeure, up to one of them or all."""
    end = _detail(term, "end")
    first, last = term.day_of("start"), _date(end)
    outages = case.outages if upto is None else case.outages[: case.outages.index(upto) + 1]
    lost = 0
    for start, stop in _spans(outages):
        start = max(start, first)
        if start <= min(stop, last):  # days that the extension itself brings into the term count as well
            days_down = (stop - start).days + 1
            last += days_down * DAY
            lost += days_down
    if not lost:
        return end
    facts = tuple(_detail(outage, name) for outage in outages for name in ("from", "to"))
    days = Step("limit.outage_days", lost, ("CG-11",), uses=(*facts, _detail(term, "start"), end))
    return Step("limit.after", last, ("CG-11",), uses=(end, days))


def _spans(outages: Sequence[Event]) -> list[tuple[dt.date, dt.date]]:
    """The days of outages, given by their first day, as spans that neither overlap nor touch."""
    spans: list[tuple[dt.date, dt.date]] = []
    for outage in outages:
        start, stop = outage.day_of("from"), outage.day_of("to")
        if spans and start <= spans[-1][1] + DAY:
            spans[-1] = (spans[-1][0], max(spans[-1][1], stop))
        else:
            spans.append((start, stop))
    return spans


def end_of_term(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The end of a reserved term, with what force majeure added to it."""
    return _whole(_rolled(row, _extended(case, event), choice))


def term_extended(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The end of the reserved term that an outage by force majeure puts off."""
    term = case.term_of(event)
    if term is None:
        return _open(Step("limit.no_term_to_extend", None, ("CG-11",)))
    return _whole(_extended(case, term, upto=event))


COUNTS: Final[Mapping[str, Count]] = {
    "after": after,
    "after_notice": after_notice,
    "before": before,
    "notice_before": notice_before,
    "eve": eve,
    "named_start": named_start,
    "at_once": at_once,
    "once_a_year": once_a_year,
    "end_for_breach": end_of_contract,
    "end_of_contract": end_of_contract,
    "end_put_off": end_put_off,
    "after_end": after_end,
    "kept_after_end": kept_after_end,
    "payment_due": payment_due,
    "late_from": late_from,
    "elapsed": elapsed,
    "restored": restored,
    "restored_in_working_hours": restored_in_working_hours,
    "end_of_term": end_of_term,
    "term_extended": term_extended,
}

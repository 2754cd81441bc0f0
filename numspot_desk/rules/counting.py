"""How the result of a limit follows from its trigger: one small function for each way of counting.

Each takes the case, the row of the table, the event and the readings in force, and gives an `Outcome`
whose steps say how it came about. Which limit counts which way stands in `data/limits.toml`; what the
results mean for a contract lives in `limits`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, NamedTuple

from numspot_desk.rules.case import Case
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.ends import after_end, end_of_contract, end_put_off, kept_after_end
from numspot_desk.rules.events import SUSPENSIONS, Event
from numspot_desk.rules.explain import Step
from numspot_desk.rules.lengths import Agreed, agreed
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.payment_term import GENERAL_TERMS, PaymentTerm, from_data, verdict
from numspot_desk.rules.provisions import Provision
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.steps import (
    MOST_TOLD,
    Count,
    Outcome,
    as_day,
    detail_of,
    from_start,
    left_open,
    length_of,
    minus,
    plus,
    rolled,
    whole,
)
from numspot_desk.rules.table import Row
from numspot_desk.rules.time import (
    DAY,
    SUPPORT_CLOSES,
    SUPPORT_OPENS,
    AroundTheClock,
    Clock,
    WorkingClock,
    add_days,
    add_elapsed,
    month_end,
    paris,
    postponed,
    same_time_after_working_days,
)


def after(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """So long after the day of the event, which does not count."""
    length, told, conflict = length_of(case, row, event)
    if length is None:
        return left_open(told, conflict)
    return whole(rolled(row, plus(event.day_step, length, told, choice), choice))


def after_notice(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The same from a formal notice: from its sending or its receipt (R16)."""
    length, told, conflict = length_of(case, row, event)
    if length is None:
        return left_open(told, conflict)
    option = choice.of("R16")
    start = event.day_step
    if option == "receipt":
        received = event.details.get("received_at")
        if not isinstance(received, dt.datetime):
            return left_open(Step("limit.receipt_unknown", None, ("CG-18.1",), {"R16": option}))
        start = replace(event, at=received).day_step
    from_then = Step("limit.runs_from", start.value, ("CG-18.1",), {"R16": option}, uses=(start,))
    return whole(plus(from_then, length, told, choice))


def before(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """So long before the day of what is planned, at the latest."""
    length, told, conflict = length_of(case, row, event)
    if length is None:
        return left_open(told, conflict)
    return whole(minus(event.day_step, length, told))


def notice_before(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The first day on which what was announced may enter into force."""
    length, told, conflict = length_of(case, row, event)
    if length is None:
        return left_open(told, conflict)
    return from_start(plus(event.day_step, length, told, choice))


def eve(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The day before the one the event names: what must be done before it."""
    named = detail_of(event, row.field)
    last = Step("limit.eve", as_day(named) - DAY, uses=(named,))
    return whole(rolled(row, last, choice))


def named_start(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """00:00 of the day that the event names."""
    return from_start(detail_of(event, row.field))


def at_once(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The instant of the event itself."""
    step = event.instant_step
    return Outcome(None, event.at and paris(event.at), (step,))


def once_a_year(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """Again on the same day of the next year, or from 1 January (R23)."""
    length, told, conflict = length_of(case, row, event)
    if length is None:
        return left_open(told, conflict)
    start = event.day_step
    option = choice.of("R23")
    if option == "calendar_year":
        first = dt.date(as_day(start).year + 1, 1, 1)
        return from_start(Step("limit.next_year", first, reading={"R23": option}, uses=(start,)))
    again = plus(start, length, told, choice)
    return from_start(again._replace(reading={**again.reading, "R23": option}))


# ── Invoices ─────────────────────────────────────────────────────────────────────────────────────────


def _term(case: Case, row: Row, event: Event, choice: Choice) -> Agreed[PaymentTerm]:
    if not case.speaks_of(row.subject):
        return Agreed(GENERAL_TERMS, (row.clause,))
    setting = case.facts.setting
    spoken = case.in_force(row.subject, event.day)
    if any(_over_periodic(provision, setting) for provision in spoken):
        setting = replace(setting, periodic=choice.of("R18"))
    return agreed(GENERAL_TERMS, (row.clause,), spoken, row.subject, event.day, setting, from_data)


def _over_periodic(provision: Provision, setting: Setting) -> bool:
    """Whether a term is longer than periodic invoices allow, so that R18 decides if it may be agreed."""
    term = None if provision.document is Document.GENERAL else from_data(provision.data)
    return term is not None and verdict(term, setting.buyer).over_periodic


def payment_due(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The due day of an invoice: the last day of its month, or the contract's own term; R18 says whether
    one of more than 45 days may be agreed."""
    found = _due_day(case, row, event, choice)
    return found if found.last_day is None else whole(found.steps[0])


def _due_day(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The due day without its instant."""
    found: Outcome = case.once(("due", event.id), partial(_agreed_due_day, case, row, event), choice)
    if found.last_day is None:
        return found
    last = rolled(row, found.steps[0], choice)
    return Outcome(as_day(last), None, (last,))


def _agreed_due_day(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    found = _term(case, row, event, choice)
    term = found.value
    if term is None:
        step = Step("limit.length.open", None, found.clauses, set_aside=found.set_aside)
        return left_open(step, found.conflict)
    told = Step(
        "limit.payment_term_end_of_month" if term.end_of_month else "limit.payment_term",
        term.days,
        found.clauses,
        set_aside=found.set_aside,
    )
    due = _due(event.day_step, term, told, choice)
    return Outcome(as_day(due), None, (due,))


def _due(issued: Step, term: PaymentTerm, told: Step, choice: Choice) -> Step:
    day = as_day(issued)
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
    due = _due_day(case, case.table.row("T22"), event, choice)
    if due.last_day is None:
        return due
    if case.facts.payment_means != "direct_debit":
        return whole(due.steps[0])
    length, told, conflict = length_of(case, row, event)
    if length is None:
        return left_open(told, conflict)
    debit = plus(event.day_step, length, told, choice)
    if as_day(debit) <= due.last_day:
        choice.name("R06")
        return whole(due.steps[0])
    option = choice.of("R06")
    day = as_day(debit) if option == "later_of_both" else due.last_day
    return whole(
        Step("limit.later_of_due_and_debit", day, reading={"R06": option}, uses=(due.steps[0], debit))
    )


# ── Hours ────────────────────────────────────────────────────────────────────────────────────────────


def elapsed(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """So many real hours after the instant of the event."""
    length, told, conflict = length_of(case, row, event)
    if length is None or event.at is None:
        return left_open(told, conflict)
    instant = add_elapsed(event.at, length.real_time)
    return Outcome(None, instant, (Step("limit.elapsed", instant, uses=(event.instant_step, told)),))


def restored(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """Restoration on a 24/7 clock, the client's answering time deducted."""
    return _without_pauses(case, event, elapsed(case, row, event, choice), AroundTheClock())


def restored_in_working_hours(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """Restoration within "48 working hours (6 days)": R05 says on which clock, R13 which days work."""
    length, told, _ = length_of(case, row, event)
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
    step = Step("limit.working_hours", instant, reading=reading, uses=(event.instant_step, told))
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
            uses=(asked.instant_step,),
        )
        for asked, answered in pauses
    )
    if any(answered is None and asked.moment < instant for asked, answered in pauses):
        return left_open(Step("limit.not_answered", None, uses=told))
    step = Step("limit.answering_deducted", instant, uses=(*outcome.steps[:1], *told))
    return Outcome(None, instant, (step,))


# ── Fixed terms ──────────────────────────────────────────────────────────────────────────────────────


class _Lost(NamedTuple):
    """The days of a term lost to an event, counted with those lost before it."""

    event: Event
    days: int


def _extended(case: Case, term: Event, choice: Choice, upto: Event | None = None) -> Step:
    """The end of a reserved term after what kept it down, up to one of the events or all: force majeure
    and, by R21, the suspensions that an authority ordered.

    Each day lost within the term counts once; days that the extension itself brings in count as well.
    """
    end = detail_of(term, "end")
    first, last = term.day_of("start"), as_day(end)
    lost: list[_Lost] = []
    refused: Event | None = None
    for event in case.time_lost:
        start, stop = max(first, event.day_of("from")), event.day_of("to")
        if start <= min(stop, last):
            if event.kind == "suspension" and choice.of("R21") == "no":
                refused = refused or event
            else:
                days = (stop - start).days + 1
                first, last = stop + DAY, last + days * DAY
                lost.append(_Lost(event, (lost[-1].days if lost else 0) + days))
        if event is upto:
            break
    if refused is not None:
        told = (end, *_span(refused))
        end = Step("limit.not_extended", as_day(end), (_clause_of(refused),), {"R21": "no"}, told)
    if not lost:
        return end
    clauses = tuple(dict.fromkeys(_clause_of(one.event) for one in lost))
    reading = {"R21": "yes"} if any(one.event.kind == "suspension" for one in lost) else {}
    uses = (*_told(lost), detail_of(term, "start"), end)
    days_lost = Step(
        "limit.days_lost" if reading else "limit.outage_days", lost[-1].days, clauses, reading, uses
    )
    return Step("limit.after", last, clauses, uses=(end, days_lost))


def _clause_of(lost: Event) -> str:
    return SUSPENSIONS[lost.text_of("reason")] if lost.kind == "suspension" else "CG-11"


def _span(lost: Event) -> tuple[Step, ...]:
    return detail_of(lost, "from"), detail_of(lost, "to")


def _told(lost: Sequence[_Lost]) -> Iterator[Step]:
    """What a term was down for, each with its first and last day; the latest ones where there are many,
    after the days lost until then."""
    if len(lost) > MOST_TOLD:
        before = lost[-MOST_TOLD - 1]
        yield Step("limit.outage_days_until", before.days, params={"event": before.event.id})
    for one in lost[-MOST_TOLD:]:
        yield from _span(one.event)


def end_of_term(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The end of a reserved term, with what force majeure added to it."""
    return whole(rolled(row, _extended(case, event, choice), choice))


def term_extended(case: Case, row: Row, event: Event, choice: Choice) -> Outcome:
    """The end of the reserved term that an outage by force majeure puts off."""
    term = case.term_of(event)
    if term is None:
        return left_open(Step("limit.no_term_to_extend", None, ("CG-11",)))
    return whole(_extended(case, term, choice, upto=event))


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

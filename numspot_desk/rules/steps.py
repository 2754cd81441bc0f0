"""The steps that every limit is counted with: facts, lengths, days after and before, whole days.

Each step says what it was computed from. Which limit counts how lives in `counting` and `ends`.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from numspot_desk.rules.case import Case, Row
from numspot_desk.rules.events import Event
from numspot_desk.rules.explain import Step
from numspot_desk.rules.lengths import Agreed, Length, agreed, length_in
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.time import (
    DAY,
    add_days,
    add_months,
    end_of,
    has_same_day,
    is_rest_day,
    next_working_day,
    paris,
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


def day_of(event: Event) -> Step:
    """The day of an event; for an instant, the day it was in Paris."""
    named = {"event": event.id, "kind": event.kind}
    if event.at is None:
        return Step("limit.fact_day", event.day, params=named)
    return Step(
        "limit.paris_day", event.day, ("CG-7.2",), uses=(instant_of(event),), params={"event": event.id}
    )


def instant_of(event: Event) -> Step:
    """The instant of an event, on a Paris clock."""
    assert event.at is not None
    return Step("limit.fact_instant", paris(event.at), params={"event": event.id, "kind": event.kind})


def detail_of(event: Event, name: str) -> Step:
    """A day that the event states. Raises `TypeError` when it is none."""
    return Step("limit.fact_detail", event.day_of(name), params={"event": event.id, "name": name})


def as_day(step: Step) -> dt.date:
    """The value of a step that gives a day."""
    assert isinstance(step.value, dt.date) and not isinstance(step.value, dt.datetime)
    return step.value


def length_of(case: Case, row: Row, event: Event) -> tuple[Length | None, Step, tuple[str, ...]]:
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


def left_open(step: Step, conflict: tuple[str, ...] = ()) -> Outcome:
    """No result: a fact is missing, provisions disagree, or the contract leaves it open."""
    return Outcome(None, None, (step,), conflict)


# ── Counting days ────────────────────────────────────────────────────────────────────────────────────


def plus(start: Step, length: Length, told: Step, choice: Choice) -> Step:
    """So many days, weeks, months or years after a day; R09 where the month lacks the day's number."""
    day, months = as_day(start), length.months
    if months is None:
        days = length.count * (7 if length.unit == "weeks" else 1)
        return Step("limit.after", add_days(day, days), uses=(start, told))
    if has_same_day(day, months):
        choice.name("R09")
        return Step("limit.after", add_months(day, months), uses=(start, told))
    option = choice.of("R09")
    value = add_months(day, months, month_end=option)
    return Step("limit.after", value, reading={"R09": option}, uses=(start, told))


def minus(start: Step, length: Length, told: Step) -> Step:
    """So many days, weeks, months or years before a day; a missing day number is always the last day."""
    day, months = as_day(start), length.months
    if months is not None:
        return Step("limit.before", add_months(day, -months), uses=(start, told))
    days = length.count * (7 if length.unit == "weeks" else 1)
    return Step("limit.before", add_days(day, -days), uses=(start, told))


def rolled(row: Row, last: Step, choice: Choice) -> Step:
    """R15: whether the last day of an act-before limit moves off a weekend or public holiday."""
    if row.kind != "act_before":
        return last
    day = as_day(last)
    if not is_rest_day(day):
        choice.name("R15")
        return last
    option = choice.of("R15")
    value = next_working_day(day) if option == "next_working_day" else day
    return Step("limit.rolled", value, ("CPC art. 642",), {"R15": option}, uses=(last,))


def whole(last: Step) -> Outcome:
    """A day limit: the last day counts whole, until 24:00 in Paris."""
    day = as_day(last)
    instant = end_of(day)
    return Outcome(day, instant, (last, Step("limit.end_of_day", instant, uses=(last,))))


def from_start(first: Step) -> Outcome:
    """Something possible or happening from 00:00 of a day: the day before is the last day of the wait."""
    return whole(Step("limit.eve", as_day(first) - DAY, uses=(first,)))

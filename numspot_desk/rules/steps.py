"""The steps that every limit is counted with: facts, lengths, days after and before, whole days.

Each step says what it was computed from. Which limit counts how lives in `counting` and `ends`.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from numspot_desk.rules.case import Case
from numspot_desk.rules.events import Event
from numspot_desk.rules.explain import Step
from numspot_desk.rules.lengths import Length, agreed, length_in, length_step
from numspot_desk.rules.provisions import Provision
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.table import Row
from numspot_desk.rules.time import (
    DAY,
    add_months,
    end_of,
    has_same_day,
    is_rest_day,
    next_working_day,
)

MOST_TOLD: Final = 10
"""How many events of one sort an explanation tells; the ones before stand in it as their result."""


class Outcome(NamedTuple):
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


def detail_of(event: Event, name: str) -> Step:
    """A day that the event states. Raises `TypeError` when it is none."""
    return Step("limit.fact_detail", event.day_of(name), params={"event": event.id, "name": name})


def as_day(step: Step) -> dt.date:
    """The value of a step that gives a day."""
    value = step.value
    assert type(value) is dt.date
    return value


def length_of(
    case: Case, row: Row, event: Event, source: Row | None = None
) -> tuple[Length | None, Step, tuple[str, ...]]:
    """The limit's length in this contract on the day of the event, its step, and what conflicts. `source`
    is the row whose length counts where it is another one's."""
    own = source or case.table.length_row(row)
    if own.subject and case.speaks_of(own.subject):
        spoken = case.in_force(own.subject, event.day)
        key = (own, *(provision.id for provision in spoken))
        if key not in case.lengths:
            case.lengths[key] = _agreed_length(case, own, spoken, event.day)
        return case.lengths[key]
    return own.length, case.table.length_step(row, own), ()


def _agreed_length(
    case: Case, own: Row, spoken: Sequence[Provision], day: dt.date
) -> tuple[Length | None, Step, tuple[str, ...]]:
    found = agreed(own.length, own.clauses[:1], spoken, own.subject, day, case.facts.setting, length_in)
    length = found.value
    if length is not None and own.length is not None and length.is_calendar != own.length.is_calendar:
        length = None  # hours where days are counted, or the reverse: nothing here says how
    return length, length_step(length, found.clauses, found.set_aside), found.conflict


def left_open(step: Step, conflict: tuple[str, ...] = ()) -> Outcome:
    """No result: a fact is missing, provisions disagree, or the contract leaves it open."""
    return Outcome(None, None, (step,), conflict)


# ── Counting days ────────────────────────────────────────────────────────────────────────────────────


def plus(start: Step, length: Length, told: Step, choice: Choice) -> Step:
    """So many days, weeks, months or years after a day; R09 where the month lacks the day's number."""
    day, months = as_day(start), length.months
    if months is None:
        return Step("limit.after", day + length.days, uses=(start, told))
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
    return Step("limit.before", day - length.days, uses=(start, told))


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
    end = end_of(day)
    return Outcome(day, end, (last, Step("limit.end_of_day", end, uses=(last,))))


def from_start(first: Step) -> Outcome:
    """Something possible or happening from 00:00 of a day: the day before is the last day of the wait."""
    return whole(Step("limit.eve", as_day(first) - DAY, uses=(first,)))

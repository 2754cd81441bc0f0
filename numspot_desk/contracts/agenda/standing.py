"""How an entry of the agenda stands at an instant: overdue, due today, to come, passed, done, not known yet.

Only what somebody has to do can be overdue; a right that was not used in time has lapsed, and an effect that
came about has passed. What a person marked done is done, whatever its day.
"""

import datetime as dt
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.rules.time import PARIS

RIGHTS: Final = frozenset({"T02", "T03", "T15", "T23", "T28", "T31"})
"""Limits by which somebody may act and need not: refuse new general terms (CG 3.1), report a reservation,
claim a penalty, dispute an invoice, ask the bank for a refund, renew a reserved term."""
DUTIES: Final = frozenset({"act_before", "latest_before"})
"""The kinds of limits that ask for an act."""
SNOOZED: Final = "snoozed"
"""The state of an entry that a person put off, beside the standings, which are computed."""


class Standing(StrEnum):
    """How an entry stands; `PASSED` also for what is possible from a day on that has come."""

    OVERDUE = "overdue"
    TODAY = "today"
    COMING = "coming"
    UNKNOWN = "unknown"
    PASSED = "passed"
    DONE = "done"


class Stands(NamedTuple):
    """An entry at an instant. `day`: the day to look at, None while it is not known; `days_left`: 0 on the
    day itself, below it afterwards; `unsafe`: another reading has it earlier, and that day has passed.
    `mark`: what a person added; `snoozed`: put off to a later day; `moved`: done, when it had another day."""

    entry: AgendaEntry
    standing: Standing
    day: dt.date | None
    days_left: int
    unsafe: bool
    mark: Mark | None = None
    snoozed: bool = False
    moved: bool = False


def stands(entry: AgendaEntry, now: dt.datetime, mark: Mark | None = None) -> Stands:
    """How an entry stands at an aware instant, with what a person added to it."""
    row = _by_time(entry, now)
    if mark is None:
        return row
    if mark.done:
        return row._replace(standing=Standing.DONE, unsafe=False, mark=mark, moved=mark.moved(row.day))
    return row._replace(mark=mark, snoozed=mark.snoozed(_date_of(now)))


def state_of(row: Stands) -> str:
    """The state that a row is found by: its standing, unless a person put it off."""
    return SNOOZED if row.snoozed else row.standing


def day_of(last_day: dt.date | None, instant: dt.datetime | None) -> dt.date | None:
    """The day a result falls on in Paris: its last day, else the day of its instant."""
    if last_day is not None or instant is None:
        return last_day
    return instant.astimezone(PARIS).date()


def _by_time(entry: AgendaEntry, now: dt.datetime) -> Stands:
    """How an entry stands that nobody marked."""
    day = day_of(entry.last_day, entry.instant)
    if day is None or entry.instant is None:
        return Stands(entry, Standing.UNKNOWN, None, 0, unsafe=False)
    left = (day - _date_of(now)).days
    passed = entry.instant <= now
    unsafe = not passed and entry.safe.instant is not None and entry.safe.instant <= now
    return Stands(entry, _standing(entry, passed=passed, left=left), day, left, unsafe)


@lru_cache(maxsize=8)
def _date_of(now: dt.datetime) -> dt.date:
    """The date of an instant in Paris; thousands of entries are looked at at the same one."""
    return now.astimezone(PARIS).date()


def _standing(entry: AgendaEntry, *, passed: bool, left: int) -> Standing:
    if not passed:
        return Standing.COMING if left else Standing.TODAY
    if entry.kind in DUTIES and entry.rule not in RIGHTS:
        return Standing.OVERDUE
    return Standing.PASSED

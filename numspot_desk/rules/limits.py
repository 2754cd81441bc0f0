"""The time limits of a contract on a day: `deadlines(facts)`, one function over one table.

Each row of `data/limits.toml` that an event opens gives a `Deadline`: its result under the readings in
force, what the others would give, the safe and the sure side, and the steps by which it came about. What
an answer, a payment or a later event stopped is in `settled`, never dropped. Nothing is stored and no
clock is read: a later `as_of` gives the same deadlines with another status.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from numspot_desk.rules.case import Case
from numspot_desk.rules.counting import COUNTS
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.explain import SetAside, Step, Value
from numspot_desk.rules.lawful import lawfulness
from numspot_desk.rules.readings import Explored, checked, explore
from numspot_desk.rules.steps import Outcome
from numspot_desk.rules.table import TABLE, Row, Table
from numspot_desk.rules.time import start_of

KINDS: Final = ("act_before", "effect_on", "earliest", "latest_before")


class Result(NamedTuple):
    """When: the inclusive last day of a day limit (None for hours) and the exact instant. Both None where
    a fact is missing or the contract leaves it open."""

    last_day: dt.date | None
    instant: dt.datetime | None

    @property
    def known(self) -> bool:
        """Whether there is a result at all."""
        return self.instant is not None


_UNKNOWN: Final = Result(None, None)


class Alternative(NamedTuple):
    """What one other reading would give."""

    reading: str
    option: str
    result: Result


class Deadline(NamedTuple):
    """One time limit of the contract.

    `safe` is the earliest and `sure` the latest result over all combinations of the readings it rests on
    (`sure` is unknown when one of them has no result): act by the one, rely on it only after the other.
    `readings` names every reading that any of this rests on. `status` is `running`, `over` or `unknown` on
    the day asked. `lawful` speaks of what the event itself announced or did (T01, T06), None where there
    is nothing to say or a fact is missing. `moved_by` is the order of a data
    recovery that puts this end of the contract off (T11). `conflict` names provisions that disagree.
    """

    rule: str
    clause: str
    event: str
    kind: str
    party: str
    result: Result
    readings: Mapping[str, str]
    alternatives: tuple[Alternative, ...]
    safe: Result
    sure: Result
    status: str
    explanation: Step
    step: str | None = None
    lawful: bool | None = None
    moved_by: str | None = None
    conflict: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settled:
    """A limit that no longer runs: why (`answered`, `paid`, `disputed`, `refused`, `superseded`,
    `cancelled`, `too_late`), by which event, and what it was where it could be computed."""

    rule: str
    event: str
    why: str
    by: str
    deadline: Deadline | None
    step: str | None = None


@dataclass(frozen=True)
class Sheet:
    """All limits of a contract on a day, by their instant; and the whole explanation."""

    as_of: dt.date
    deadlines: tuple[Deadline, ...]
    settled: tuple[Settled, ...]
    explanation: Step


def deadlines(facts: Facts, table: Table = TABLE) -> Sheet:
    """Every time limit that the facts open, in order of time, and those that were stopped.

    Raises `UnknownReading` for a reading the register does not hold.
    """
    checked(facts.readings)
    case = Case(facts, table)
    running: list[Deadline] = []
    settled: list[Settled] = []
    for event in case.events:
        for row in table.opened_by(event):
            found = _one(case, row, event)
            if isinstance(found, Settled):
                settled.append(found)
            else:
                running.append(found)
    settled += _cancelled(case)
    running.sort(key=_by_time)
    settled.sort(key=lambda one: (one.rule, one.event, one.step or "", one.why))
    return Sheet(facts.as_of, tuple(running), tuple(settled), _whole(running, settled))


def _by_time(one: Deadline) -> tuple[bool, dt.datetime, str, str, str]:
    when = one.result.instant
    return when is None, when or start_of(dt.date(1, 1, 2)), one.rule, one.event, one.step or ""


def _one(case: Case, row: Row, event: Event) -> Deadline | Settled:
    if row.latest and (later := case.last_to_open(row)) is not event:
        return Settled(row.id, event.id, "superseded", later.id, None, row.step)
    if event.kind == "terms_refused" and case.refused_too_late(event):
        publication = case.published(event)
        assert publication is not None
        return Settled(row.id, event.id, "too_late", publication.id, None, row.step)
    deadline = _deadline(case, row, event)
    for why in row.settled:
        by = _stopped(case, why, event, deadline.result)
        if by is not None:
            return Settled(row.id, event.id, why, by.id, deadline, row.step)
    return deadline


def _cancelled(case: Case) -> Iterator[Settled]:
    for event in case.out:
        for row in case.table.opened_by(event):
            yield Settled(row.id, event.id, "cancelled", case.cancelled[event.id], None, row.step)


def _stopped(case: Case, why: str, event: Event, result: Result) -> Event | None:
    """The event that stops a limit, if it came in time."""
    candidates: Sequence[Event]
    if why in ("paid", "disputed"):
        candidates = case.about_invoice(f"invoice_{why}", event)
    elif why == "refused":
        candidates = case.refusals_of(event)
    else:
        candidates = case.answers_to(event)
    for one in candidates:
        if result.instant is None or one.happened_before(result.instant):
            return one
    return None


def _deadline(case: Case, row: Row, event: Event) -> Deadline:
    held = case.readings_on(event.day)
    found = explore(partial(COUNTS[row.count], case, row, event), held.options, held.settled)
    applied = found.applied.result
    result = Result(applied.last_day, applied.instant)
    lawful = lawfulness(case, row, event, result.last_day)
    alternatives = _alternatives(found) if found.alone else ()
    safe, sure = _sides(result, found)
    readings = found.readings if lawful is None else {**found.readings, **lawful.reading}
    moved = case.recovery_orders(event) if row.ends_contract else ()
    beside = held.grounds(readings) if lawful is None else (lawful, *held.grounds(readings))
    explanation = _explained(row, event, applied, readings, alternatives, beside)
    return Deadline(
        row.id,
        row.clause,
        event.id,
        row.kind,
        _party(row, event),
        result,
        readings,
        alternatives,
        safe,
        sure,
        _status(result, case.start_of_day),
        explanation,
        row.step,
        None if lawful is None or lawful.value is None else lawful.value is True,
        moved[-1].id if moved else None,
        applied.conflict,
    )


def _alternatives(found: Explored[Outcome]) -> tuple[Alternative, ...]:
    key = found.applied.result.key
    others = [(name, option, outcome.key) for name, option, outcome in found.alone]
    return tuple(
        [Alternative(name, option, Result(*other)) for name, option, other in others if other != key]
    )


def _sides(result: Result, found: Explored[Outcome]) -> tuple[Result, Result]:
    """The safe and the sure side of a result: the earliest and the latest of all combinations."""
    safe = sure = result
    unknown = result.instant is None
    for run in found.all[1:]:
        last_day, instant = run.result.key
        if instant is None:
            unknown = True
            continue
        if safe.instant is None or instant < safe.instant:
            safe = Result(last_day, instant)
        if sure.instant is None or instant > sure.instant:
            sure = Result(last_day, instant)
    return safe, _UNKNOWN if unknown else sure


def _party(row: Row, event: Event) -> str:
    if row.party == "sender":
        return str(event.details["by"])
    return row.party


def _status(result: Result, today: dt.datetime) -> str:
    if result.instant is None:
        return "unknown"
    return "over" if result.instant <= today else "running"


def _explained(
    row: Row,
    event: Event,
    applied: Outcome,
    readings: Mapping[str, str],
    alternatives: tuple[Alternative, ...],
    beside: tuple[Step, ...],
) -> Step:
    params = {"rule": row.id, "event": event.id}
    if row.step is not None:
        params["step"] = row.step
    return Step(
        "limit.wait" if row.kind == "earliest" else "limit.deadline",
        applied.instant if applied.last_day is None else applied.last_day,
        row.clauses,
        readings,
        applied.steps[-1:] + beside,
        _set_aside(row, applied, alternatives) if alternatives else (),
        params,
    )


def _set_aside(row: Row, applied: Outcome, alternatives: tuple[Alternative, ...]) -> tuple[SetAside, ...]:
    return tuple(
        [
            SetAside(
                "limit.other_reading",
                _value(other.result, applied),
                {other.reading: other.option},
                row.clauses,
            )
            for other in alternatives
        ]
    )


def _value(result: Result, applied: Outcome) -> Value:
    """What another reading gives: its last day or, where that is the same, its instant."""
    if result.last_day is None or result.last_day == applied.last_day:
        return result.instant
    return result.last_day


def _whole(running: list[Deadline], settled: list[Settled]) -> Step:
    aside = tuple(SetAside(f"limit.{one.why}", (one.rule, one.event, one.by)) for one in settled)
    return Step("limit.sheet", len(running), uses=tuple(one.explanation for one in running), set_aside=aside)

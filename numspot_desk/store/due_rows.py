"""How an entry of the index is written as a row, and read again; and what its mark is found by.

A day that is not known stands at the end of all days, so that rows are ordered by columns alone.
"""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Row

from numspot_desk.contracts.agenda.due_days import DueDay
from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.agenda.standing import day_of
from numspot_desk.language.folding import fold
from numspot_desk.language.zone import PARIS
from numspot_desk.rules.limits import Result
from numspot_desk.store.schema import due_contracts, due_days
from numspot_desk.store.types import storable

OPEN_DAY: Final = dt.date.max
OPEN_AT: Final = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
"""Where an entry stands whose day is not known."""
NEVER: Final = dt.date.min
"""The day until which an entry is put off that nobody put off."""
_READ: Final = (
    *("day", "at", "id", "family_id", "order_id", "key", "rule", "step", "event", "about", "clause"),
    *("kind", "party", "duty", "in_hours", "safe_day", "safe_at", "sure_day", "sure_at", "alternatives"),
)
SHOWN: Final = (
    *(due_days.c[name] for name in _READ),
    due_contracts.c.number,
    due_contracts.c.client,
    due_days.c.marked,
)
"""What is read of an entry, in the order in which `due_of` takes it."""
PLACE: Final = itemgetter(0, 1, 2)
"""Of a row of `SHOWN`: its day, its instant, its id; by name, thousands of rows take longer to sort than to
read."""
MARKED: Final = len(SHOWN) - 1
"""Where a row of `SHOWN` says that somebody marked the entry."""
_UNKNOWN: Final = Result(None, None)


def columns(due: DueDay) -> dict[str, Any]:
    """An entry as a row, its mark and its id aside."""
    own = Result(due.last_day, due.instant)
    safe_day, safe_at = _side(due.safe, own)
    sure_day, sure_at = _side(due.sure, own)
    first, last = _span(due)
    return {
        "day": OPEN_DAY if due.day is None else due.day,
        "at": due.instant or OPEN_AT,
        "family_id": due.family_id,
        "order_id": due.order_id,
        "key": storable(due.key),
        "rule": due.rule,
        "step": due.step,
        "event": storable(due.event),
        "about": storable(due.about),
        "clause": due.clause,
        "kind": due.kind,
        "party": due.party,
        "duty": int(due.duty),
        "in_hours": int(due.last_day is None),
        "safe_day": safe_day,
        "safe_at": safe_at,
        "sure_day": sure_day,
        "sure_at": sure_at,
        "span_first": first,
        "span_last": last,
        "alternatives": due.alternatives,
        "words": storable(fold(f"{due.rule} {due.clause} {due.about}")),
    }


def due_of(row: Row[Any]) -> DueDay:
    """The entry of a row of `SHOWN`; its columns are taken together, as a month has thousands of rows."""
    told: Sequence[Any] = row
    day, at, _, family_id, order_id, key, rule, step, event, about, clause, kind, party, duty = told[:14]
    in_hours, safe_day, safe_at, sure_day, sure_at, alternatives, number, client = told[14:22]
    if at == OPEN_AT:
        own, day = _UNKNOWN, None
    else:
        own = Result(None if in_hours else day, in_paris(at))
    return DueDay(
        key,
        family_id,
        order_id,
        number,
        client,
        rule,
        step,
        event,
        about,
        clause,
        kind,
        party,
        bool(duty),
        day,
        own.last_day,
        own.instant,
        own if safe_at is None else _result(safe_day, safe_at),
        own if sure_at is None else _result(sure_day, sure_at),
        alternatives,
    )


def mark_columns(mark: Mark | None) -> dict[str, Any]:
    """What an entry is found by of its mark."""
    said = mark or Mark("")
    return {
        "marked": int(not said.empty),
        "done": int(said.done),
        "owner": storable(said.owner),
        "quiet_until": said.snoozed_until or NEVER,
        "mark_words": storable(fold(f"{said.owner} {said.note}".strip())),
    }


def mark_of(row: Row[Any]) -> Mark:
    """The mark of a row of `agenda_marks`."""
    said = row._asdict()
    del said["family_id"]
    return Mark(**said)


@lru_cache(maxsize=8192)
def in_paris(instant: dt.datetime) -> dt.datetime:
    """An instant of the store, in Paris; most are midnights that many entries share."""
    return instant.astimezone(PARIS)


def _side(side: Result, own: Result) -> tuple[dt.date | None, dt.datetime | None]:
    """A side as it is kept: nothing where it is the result itself."""
    if side == own:
        return None, None
    return side.last_day, side.instant or OPEN_AT


def _result(day: dt.date | None, at: dt.datetime) -> Result:
    return _UNKNOWN if at == OPEN_AT else Result(day, in_paris(at))


def _span(due: DueDay) -> tuple[dt.date | None, dt.date | None]:
    """The days from the safe to the sure side, where there are more than the day itself."""
    days = [day_of(one.last_day, one.instant) for one in (due.safe, due.sure)]
    known = [day for day in (due.day, *days) if day is not None]
    if due.day is None or len(set(known)) == 1:
        return None, None
    return min(known), max(known)

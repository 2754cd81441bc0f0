"""How an entry of the index is written as a row, and read again; and what its mark is found by.

A day that is not known stands at the end of all days, so that rows are ordered by columns alone.
"""

import datetime as dt
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Row

from numspot_desk.contracts.agenda.due_days import DueDay
from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.agenda.standing import day_of
from numspot_desk.language.folding import fold
from numspot_desk.language.zone import PARIS
from numspot_desk.rules.limits import Result
from numspot_desk.store.types import storable

OPEN_DAY: Final = dt.date.max
OPEN_AT: Final = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
"""Where an entry stands whose day is not known."""
NEVER: Final = dt.date.min
"""The day until which an entry is put off that nobody put off."""
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
    """The entry of a row."""
    known = row.at != OPEN_AT
    instant = in_paris(row.at) if known else None
    last_day = row.day if known and not row.in_hours else None
    own = Result(last_day, instant)
    return DueDay(
        row.key,
        row.family_id,
        row.order_id,
        row.number,
        row.client,
        row.rule,
        row.step,
        row.event,
        row.about,
        row.clause,
        row.kind,
        row.party,
        bool(row.duty),
        row.day if known else None,
        last_day,
        instant,
        own if row.safe_at is None else _result(row.safe_day, row.safe_at),
        own if row.sure_at is None else _result(row.sure_day, row.sure_at),
        row.alternatives,
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

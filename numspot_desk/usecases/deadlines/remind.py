"""Reminding: which entries of the agenda are told now, what stands in the list, putting away.

What was told is kept in the transaction that finds it, before anybody sees it: it is in the list from then
on, until it is put away, done or put off, or no longer due. So a program that ends at the wrong moment loses
nothing, and two that look at once tell it once. The agenda is asked of its index, some entries at a time.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from numspot_desk.contracts.agenda.due_days import entry_of
from numspot_desk.contracts.agenda.entries import AgendaEntry, by_key
from numspot_desk.contracts.agenda.reminders import FURTHEST, HISTORY, Reminder, next_moment, reached
from numspot_desk.contracts.agenda.standing import SNOOZED, Standing
from numspot_desk.usecases.deadlines.due_index import freshen
from numspot_desk.usecases.ports.due import DueKey, DueQuery
from numspot_desk.usecases.ports.workspace import Workspace

AT_A_TIME: Final = 200
"""How many entries are looked at in one task, so that a save asked meanwhile never waits for long."""
MOST_KEPT: Final = 50_000
"""How many of the reminders that were told are kept of entries that are no longer in the agenda."""
_OVERDUE: Final = frozenset({Standing.OVERDUE})
_NEAR: Final = frozenset({*Standing, SNOOZED}) - _OVERDUE
_DAY: Final = dt.timedelta(days=1)
_RANK: Final = {Standing.OVERDUE: 0, Standing.TODAY: 1, Standing.COMING: 2, Standing.PASSED: 3}


@dataclass(frozen=True)
class Reminded:
    """The list of reminders at an instant: one an entry, what presses most first. `new` are those that were
    told just now, for the first time. `next_at`: when to look again at the latest, for nothing changes before
    by itself; None where no rung is to come."""

    listed: tuple[Reminder, ...] = ()
    new: tuple[Reminder, ...] = ()
    next_at: dt.datetime | None = None

    def __or__(self, other: "Reminded") -> "Reminded":
        """Both together; of two reminders of one entry, the one that presses more."""
        moments = [one.next_at for one in (self, other) if one.next_at is not None]
        return Reminded(
            _together(self.listed, other.listed),
            _together(self.new, other.new),
            min(moments, default=None),
        )


class Place(NamedTuple):
    """How far the agenda was looked at: first what is overdue, then what is near."""

    near: bool = False
    key: DueKey | None = None


class Look(NamedTuple):
    """What some entries have reached, their keys, and where to go on (None: all were looked at)."""

    found: Reminded
    keys: tuple[str, ...]
    place: Place | None


def look(workspace: Workspace, now: dt.datetime, today: dt.date, place: Place) -> Look:
    """Tell what the next entries of the agenda have reached at an aware instant; where contracts changed,
    some of them are counted again instead, and the look goes on from where it is."""
    if freshen(workspace, today):
        return Look(Reminded(), (), place)
    near = (today - HISTORY, today + FURTHEST + _DAY) if place.near else (None, None)
    states = frozenset(str(one) for one in (_NEAR if place.near else _OVERDUE))
    query = DueQuery(now, today, states=states, first=near[0], last=near[1])
    page = workspace.due.page(query, place.key, AT_A_TIME)
    entries = [entry_of(row.due, today) for row in page.rows]
    found = remind(workspace, entries, now)
    if page.next_key is not None:
        further: Place | None = place._replace(key=page.next_key)
    else:
        further = None if place.near else Place(near=True)
    return Look(found, tuple(one.key for one in entries), further)


def remind(workspace: Workspace, entries: Iterable[AgendaEntry], now: dt.datetime) -> Reminded:
    """Tell what these entries have reached at an aware instant."""
    agenda = by_key(entries)
    with workspace.transaction():
        marks = workspace.marks.of(list(agenda))
        since = workspace.reminders.begun(now)
        found = (reached(one, now, marks.get(one.key), since) for one in agenda.values())
        due = sorted((one for one in found if one is not None), key=_pressing)
        told = workspace.reminders.told([one.id.key for one in due])
        known = {one.id: one.known(told, now) for one in due}
        new = [one for one in due if known[one.id] is None]
        if new:
            over = [before for one in new for before in one.before]
            workspace.reminders.tell([one.id for one in new], over, now)
    listed = [one for one in due if (kept := known[one.id]) is None or not kept.put_away]
    return Reminded(tuple(listed), tuple(new), next_moment(agenda.values(), marks, now))


def put_away(workspace: Workspace, reminders: Sequence[Reminder], now: dt.datetime) -> None:
    """Take these out of the list until the next rung of their entries; nobody's deadline changes by it."""
    workspace.reminders.put_away({(one.id.key, one.id.due) for one in reminders}, now)


def forget(workspace: Workspace, keys: Collection[str]) -> None:
    """Let go of the oldest of what was told, of other entries than these."""
    workspace.reminders.forget(MOST_KEPT, keys)


def _together(some: Sequence[Reminder], others: Sequence[Reminder]) -> tuple[Reminder, ...]:
    found: dict[str, Reminder] = {}
    for one in sorted((*some, *others), key=_pressing):
        found.setdefault(one.id.key, one)
    return tuple(found.values())


def _pressing(one: Reminder) -> tuple[int, dt.datetime, str, str]:
    entry = one.row.entry
    at = entry.instant or one.moment
    return _RANK.get(one.row.standing, len(_RANK)), at, entry.contract.number, entry.key

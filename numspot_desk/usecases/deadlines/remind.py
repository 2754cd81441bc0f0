"""Reminding: which entries of the agenda are told now, what stands in the list, putting away.

What was told is kept in the transaction that finds it, before anybody sees it: it is in the list from then
on, until it is put away, done or put off, or no longer due. So a program that ends at the wrong moment loses
nothing, and two that look at once tell it once.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.agenda.entries import AgendaEntry, by_key
from numspot_desk.contracts.agenda.reminders import Reminder, next_moment, reached
from numspot_desk.contracts.agenda.standing import Standing
from numspot_desk.usecases.ports.workspace import Workspace

MOST_KEPT: Final = 50_000
"""How many of the reminders that were told are kept of entries that are no longer in the agenda."""
_RANK: Final = {Standing.OVERDUE: 0, Standing.TODAY: 1, Standing.COMING: 2, Standing.PASSED: 3}


@dataclass(frozen=True)
class Reminded:
    """The list of reminders at an instant: one an entry, what presses most first. `new` are those that were
    told just now, for the first time. `next_at`: when to look again at the latest, for nothing changes before
    by itself; None where no rung is to come."""

    listed: tuple[Reminder, ...] = ()
    new: tuple[Reminder, ...] = ()
    next_at: dt.datetime | None = None


def remind(workspace: Workspace, entries: Iterable[AgendaEntry], now: dt.datetime) -> Reminded:
    """Tell what these entries, all those of the workspace, have reached at an aware instant."""
    agenda = by_key(entries)
    with workspace.transaction():
        marks = workspace.marks.of()
        since = workspace.reminders.begun(now)
        found = (reached(one, now, marks.get(one.key), since) for one in agenda.values())
        due = sorted((one for one in found if one is not None), key=_pressing)
        told = workspace.reminders.told([one.id.key for one in due])
        known = {one.id: one.known(told, now) for one in due}
        new = [one for one in due if known[one.id] is None]
        if new:
            over = [before for one in new for before in one.before]
            workspace.reminders.tell([one.id for one in new], over, now)
            workspace.reminders.forget(MOST_KEPT, agenda.keys())
    listed = [one for one in due if (kept := known[one.id]) is None or not kept.put_away]
    return Reminded(tuple(listed), tuple(new), next_moment(agenda.values(), marks, now))


def put_away(workspace: Workspace, reminders: Sequence[Reminder], now: dt.datetime) -> None:
    """Take these out of the list until the next rung of their entries; nobody's deadline changes by it."""
    workspace.reminders.put_away({(one.id.key, one.id.due) for one in reminders}, now)


def _pressing(one: Reminder) -> tuple[int, dt.datetime, str, str]:
    entry = one.row.entry
    at = entry.instant or one.moment
    return _RANK.get(one.row.standing, len(_RANK)), at, entry.contract.number, entry.key

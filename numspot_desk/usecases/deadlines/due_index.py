"""The index of what falls due: counting again what changed, some contracts at a time, and asking it.

A contract is counted from `facts_of_contract`, as its agenda always is; the index only keeps what was found.
It is as good as empty where it is older than the rules: then every contract is counted again.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from numspot_desk import __version__
from numspot_desk.contracts.agenda.due_days import due_day, entry_of
from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.contracts.agenda.standing import Stands, stands
from numspot_desk.rules.mandatory_law import next_change
from numspot_desk.rules.table import TABLE
from numspot_desk.usecases.deadlines.agenda_page import entries_of
from numspot_desk.usecases.ports.due import CountedContract, DueContract, DueQuery, DueRow
from numspot_desk.usecases.ports.workspace import Workspace

AT_A_TIME: Final = 10
"""How many contracts are counted in one task, so that a save asked meanwhile never waits for long."""
_FORM: Final = 1
"""Raised when entries are held otherwise than before."""


def freshen(workspace: Workspace, today: dt.date, limit: int = AT_A_TIME) -> int:
    """Count the next contracts that changed since they were counted; returns how many are left."""
    by = counted_by()
    with workspace.transaction():
        stale = workspace.due.stale(by, today, limit)
        if not stale:
            return 0
        workspace.due.keep(_counted(workspace, stale, today, by))
        return workspace.due.stale_count(by, today) if len(stale) == limit else 0


def rows_of(found: Iterable[DueRow], query: DueQuery) -> tuple[Stands, ...]:
    """Entries of the index as they stand at the instant of a query."""
    return tuple(stands(entry_of(row.due, query.today), query.now, row.mark) for row in found)


@cache
def counted_by() -> str:
    """What the rules of this program are known by: another program, or table of limits, counts again."""
    table = "\n".join(repr(row) for row in TABLE.rows)
    return hashlib.sha256(f"{__version__}/{_FORM}\n{table}".encode()).hexdigest()


def _counted(
    workspace: Workspace, contracts: Sequence[DueContract], today: dt.date, by: str
) -> list[CountedContract]:
    family_of = {order.id: one.family_id for one in contracts for order in one.orders}
    found: Mapping[str, list[AgendaEntry]] = {one.family_id: [] for one in contracts}
    for entry in entries_of(workspace, (order for one in contracts for order in one.orders), today):
        found[family_of[entry.contract.order_id]].append(entry)
    until = next_change(today)
    return [
        CountedContract(family_id, tuple(due_day(one) for one in entries), by, today, until)
        for family_id, entries in found.items()
    ]

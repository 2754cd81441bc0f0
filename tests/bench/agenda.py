"""The agenda of ten thousand contracts, about 230 000 deadlines: counted again in the background, a month
of it shown, the first page and the counts of its list.

A month is read from a store that was opened anew, then again and again; what it costs is the question to the
index, the entries as they stand, and their days laid out for the picture, in processor time. Cycles are not
collected meanwhile, as in the application, whose collector waits for a rest (`ui.kit.garbage`).
"""

import datetime as dt
import gc
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from numspot_desk.contracts.agenda.standing import SNOOZED, Standing
from numspot_desk.rules.time import PARIS
from numspot_desk.store.access import WorkspaceAccess
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.ui.deadlines.calendar import DayRows, arranged, weeks_of
from numspot_desk.usecases.deadlines.due_index import freshen, rows_of
from numspot_desk.usecases.ports.due import DueQuery, DueSort
from numspot_desk.usecases.ports.workspace import Workspace
from tests.bench.keychain import door_of
from tests.bench.measure import Timed, report_limit, timed
from tests.store.many_contracts import fill_contracts

COUNT = 10_000
TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime.combine(TODAY, dt.time(12), PARIS)
OPEN = frozenset({Standing.OVERDUE, Standing.TODAY, Standing.COMING, Standing.UNKNOWN, SNOOZED})
_MONDAY, _LINES = 0, 4
_REOPENED = 3


def bench(times: int) -> list[bool]:
    """Print the figures; the goals are 200 ms for the first view of a month and 50 ms for later ones."""
    with tempfile.TemporaryDirectory(prefix="numspot-bench-") as scratch:
        door = door_of(Path(scratch))
        with door.create(use_keychain=True).workspace as workspace:
            fill_contracts(workspace._session, COUNT)
            met = _counted(workspace)
        first = []
        for _ in range(_REOPENED):
            with _opened(door) as workspace, _uncollected():
                first.append(_taken(workspace, TODAY))
        met.append(report_limit(f"A month of {COUNT:,} contracts, first view", Timed(first), 200.0))
        with _opened(door) as workspace, _uncollected():
            return met + _asked(workspace, times)


def _counted(workspace: Workspace) -> list[bool]:
    """Every contract counted, task by task."""
    tasks = []
    left = COUNT
    while left:
        start = time.perf_counter()
        left = freshen(workspace, TODAY)
        tasks.append((time.perf_counter() - start) * 1000)
    title = f"{COUNT:,} contracts counted again in the background"
    return [
        report_limit(f"{title}, a task that a save may wait for", Timed(tasks), 200.0),
        report_limit(f"{title}, all of them", Timed([sum(tasks)]), 60_000.0),
    ]


def _taken(workspace: Workspace, month: dt.date) -> float:
    start = time.process_time()
    weeks = weeks_of(month, _MONDAY)
    query = DueQuery(NOW, TODAY, states=OPEN, first=weeks[0][0], last=weeks[-1][-1])
    rows = rows_of(workspace.due.all(query), query)
    held = DayRows.of(rows)
    cells = [cell for week in weeks for cell in arranged(week, held, _LINES)]
    taken = (time.process_time() - start) * 1000
    assert sum(len(cell.rows) for cell in cells) > COUNT // 10
    return taken


def _asked(workspace: Workspace, times: int) -> list[bool]:
    months = [dt.date(2026 + month // 12, month % 12 + 1, 1) for month in range(times)]
    later = Timed([_taken(workspace, month) for month in months])
    listed = DueQuery(NOW, TODAY, states=OPEN)
    by_client = DueQuery(NOW, TODAY, states=OPEN, sort=DueSort.CLIENT)
    page = timed(lambda: rows_of(workspace.due.page(listed).rows, listed), times)
    sorted_page = timed(lambda: workspace.due.page(by_client), times)
    counts = timed(lambda: workspace.due.counts(listed), times)
    return [
        report_limit(f"A month of {COUNT:,} contracts, another one", later, 50.0),
        report_limit(f"A page of {COUNT:,} contracts, overdue first", page, 50.0),
        report_limit(f"A page of {COUNT:,} contracts, by client", sorted_page, 1_000.0),
        report_limit(f"How many deadlines of {COUNT:,} contracts in each state", counts, 250.0),
    ]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the automatic collection of cycles; what there is of them is collected before."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _opened(door: WorkspaceAccess) -> OpenWorkspace:
    found = door.unlock_with_keychain()
    assert found is not None
    return found

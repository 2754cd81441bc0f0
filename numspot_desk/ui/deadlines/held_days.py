"""The days of a calendar that are in memory: those that were shown and those read ahead, so that the next
month is there when somebody turns to it. Without Qt.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.ui.deadlines.presenter import touching
from numspot_desk.usecases.ports.due import DueQuery

AHEAD: Final = dt.timedelta(days=45)
"""How far is read ahead on both sides: what a month's picture shows beside the one in front."""
_DAY: Final = dt.timedelta(days=1)
_ANY: Final = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
_EARLIEST, _LATEST = dt.date.min + 3 * AHEAD, dt.date.max - 3 * AHEAD


@dataclass(frozen=True)
class HeldDays:
    """The entries that a query has from one day to another, both included."""

    query: DueQuery
    first: dt.date
    last: dt.date
    rows: tuple[Stands, ...]

    def answer(self, asked: DueQuery) -> tuple[Stands, ...] | None:
        """The entries of the days of a query, where they are all held; None where it has to be asked."""
        if asked.first is None or asked.last is None or _alike(asked) != _alike(self.query):
            return None
        if asked.first < self.first or asked.last > self.last:
            return None
        return touching(self.rows, asked.first, asked.last)

    def beside(self, first: dt.date, last: dt.date) -> tuple[DueQuery, ...]:
        """What is to be asked to hold the days around these too, as they are shown now."""
        if first < _EARLIEST or last > _LATEST:
            return ()
        sides = ((first - AHEAD, self.first - _DAY), (self.last + _DAY, last + AHEAD))
        return tuple(replace(self.query, first=start, last=end) for start, end in sides if start <= end)

    def with_days(
        self, query: DueQuery, rows: Iterable[Stands], around: tuple[dt.date, dt.date]
    ) -> "HeldDays":
        """With the entries of neighbouring days, and without those that are far from the ones shown now."""
        assert query.first is not None and query.last is not None
        first = max(min(self.first, query.first), around[0] - AHEAD)
        last = min(max(self.last, query.last), around[1] + AHEAD)
        known = {(one.entry.contract.order_id, one.entry.key): one for one in (*self.rows, *rows)}
        return replace(self, first=first, last=last, rows=touching(known.values(), first, last))


def _alike(query: DueQuery) -> DueQuery:
    """The query without what differs between two looks at the same list."""
    return replace(query, now=_ANY, first=None, last=None)

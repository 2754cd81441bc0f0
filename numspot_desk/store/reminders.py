"""The reminders that a workspace told (`ReminderStore`): a row a rung.

What is to be told, and when, is known to `contracts.agenda.reminders`.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select, tuple_

from numspot_desk.contracts.agenda.reminders import ReminderId, Told
from numspot_desk.store.schema import reminders_begun, reminders_told
from numspot_desk.store.session import Session
from numspot_desk.store.types import storable

_AT_ONCE = 300  # rows in one question
_COLUMNS = reminders_told.c
_IDS = select(_COLUMNS.key, _COLUMNS.due, _COLUMNS.rung)


class Reminders:
    """The reminders of one workspace."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begun(self, now: dt.datetime) -> dt.datetime:
        """Since when this workspace reminds."""
        with self._session.transaction() as connection:
            since: dt.datetime | None = connection.execute(select(reminders_begun.c.at)).scalar()
            if since is None:
                connection.execute(reminders_begun.insert().values(at=now))
        return since or now

    def told(self, keys: Sequence[str]) -> Mapping[ReminderId, Told]:
        """What is kept of the rungs of these entries."""
        found: dict[ReminderId, Told] = {}
        asked = {storable(key): key for key in keys}
        wanted = list(asked)
        with self._session.transaction() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                part = select(reminders_told).where(_COLUMNS.key.in_(wanted[start : start + _AT_ONCE]))
                for row in connection.execute(part):
                    one = ReminderId(asked[row.key], row.due, row.rung)
                    found[one] = Told(row.told_at, row.passed_over, row.put_away_at is not None)
        return found

    def tell(
        self, reminders: Sequence[ReminderId], passed_over: Sequence[ReminderId], at: dt.datetime
    ) -> None:
        """Keep what is told and passed over now. Of two programs that tell the same at the same moment, the
        key of the table lets one through."""
        told = {_stored(one): False for one in reminders}
        rows = {_stored(one): True for one in passed_over} | told
        with self._session.transaction() as connection:
            last = connection.execute(select(func.max(_COLUMNS.place))).scalar() or 0
            listed = list(rows)
            for start in range(0, len(listed), _AT_ONCE):
                part = listed[start : start + _AT_ONCE]
                same = tuple_(_COLUMNS.key, _COLUMNS.due, _COLUMNS.rung).in_(part)
                connection.execute(reminders_told.delete().where(same, _COLUMNS.passed_over))
                kept = {tuple(row) for row in connection.execute(_IDS.where(same))}
                new = [one for one in part if one in told or one not in kept]
                if new:
                    places = enumerate(new, start=last + 1)
                    values = [_row(one, place, at, passed_over=rows[one]) for place, one in places]
                    connection.execute(reminders_told.insert(), values)
                    last += len(new)

    def put_away(self, reminders: Collection[tuple[str, str]], at: dt.datetime) -> None:
        """Put away every rung told of these entries and days."""
        wanted = [(storable(key), due) for key, due in reminders]
        with self._session.transaction() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                some = tuple_(_COLUMNS.key, _COLUMNS.due).in_(wanted[start : start + _AT_ONCE])
                change = reminders_told.update().where(some, _COLUMNS.put_away_at.is_(None))
                connection.execute(change.values(put_away_at=at))

    def forget(self, most: int, keep: Collection[str]) -> int:
        """Remove the oldest rows beyond so many, except those of entries to keep."""
        with self._session.transaction() as connection:
            last = connection.execute(select(func.max(_COLUMNS.place))).scalar() or 0
            query = select(_COLUMNS.place, _COLUMNS.key).where(_COLUMNS.place <= last - most)
            kept = {storable(key) for key in keep}
            gone = [row.place for row in connection.execute(query) if row.key not in kept]
            for start in range(0, len(gone), _AT_ONCE):
                some = _COLUMNS.place.in_(gone[start : start + _AT_ONCE])
                connection.execute(reminders_told.delete().where(some))
        return len(gone)


def _stored(one: ReminderId) -> ReminderId:
    """The reminder as a row can hold it."""
    return one._replace(key=storable(one.key))


def _row(one: ReminderId, place: int, at: dt.datetime, *, passed_over: bool) -> dict[str, object]:
    return {**one._asdict(), "place": place, "told_at": at, "passed_over": passed_over}

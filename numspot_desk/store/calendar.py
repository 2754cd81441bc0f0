"""What calendar files were given (`CalendarStore`): rows that later exports replace.

What an entry says, and when its sequence rises, is known to `usecases.deadlines.export_calendar`.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, select

from numspot_desk.language.messages import message
from numspot_desk.store import audit
from numspot_desk.store.schema import calendar_entries, calendar_files, calendar_members, orders
from numspot_desk.store.session import Session
from numspot_desk.store.types import plain, storable
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.calendar import WrittenEntry
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.refusals import NoSuchRecord

_AT_ONCE = 500  # keys or ids in one question


class Calendar:
    """What the calendar files of one workspace were given (`CalendarStore`)."""

    def __init__(self, session: Session, chance: Chance) -> None:
        self._session = session
        self._chance = chance

    def written(self, family_id: str | None = None) -> Mapping[str, WrittenEntry]:
        """What was last written of each entry, by its key; of one contract, else of all."""
        query = select(calendar_entries).order_by(calendar_entries.c.key)
        if family_id is not None:
            query = query.where(calendar_entries.c.family_id == family_id)
        with self._session.transaction() as connection:
            return {row.key: WrittenEntry(**row._mapping) for row in connection.execute(query)}

    def digest_of(self, path: str) -> str | None:
        """The sha256 of what was last written under this path; None where nothing was."""
        query = select(calendar_files.c.sha256).where(calendar_files.c.path == storable(path))
        with self._session.transaction() as connection:
            found: str | None = connection.execute(query).scalar()
        return found

    def held_by(self, path: str) -> frozenset[str]:
        """The keys of the entries that the file of this path was ever given."""
        query = select(calendar_members.c.key).where(calendar_members.c.path == storable(path))
        with self._session.transaction() as connection:
            return frozenset(connection.execute(query).scalars())

    def keep(
        self, entries: Sequence[WrittenEntry], path: str, digest: str, act: Act, held: Collection[str] = ()
    ) -> None:
        """Keep what a file says now of these entries, and which it holds, with its audit row. Raises
        `NoSuchRecord`."""
        place = storable(path)
        with self._session.transaction() as connection:
            for start in range(0, len(entries), _AT_ONCE):
                _replace(connection, entries[start : start + _AT_ONCE])
            connection.execute(calendar_files.delete().where(calendar_files.c.path == place))
            connection.execute(calendar_files.insert().values(path=place, sha256=digest))
            rows = [{"path": place, "key": key} for key in sorted(set(held) - self.held_by(path))]
            for start in range(0, len(rows), _AT_ONCE):
                connection.execute(calendar_members.insert(), rows[start : start + _AT_ONCE])
            audit.append(connection, act, self._chance)


def _replace(connection: Connection, entries: Sequence[WrittenEntry]) -> None:
    families = {one.family_id for one in entries}
    known = connection.execute(select(orders.c.id).where(orders.c.id.in_(families))).scalars().all()
    if families - set(known):
        raise NoSuchRecord(message("This order is not in this workspace."))
    keys = [one.key for one in entries]
    connection.execute(calendar_entries.delete().where(calendar_entries.c.key.in_(keys)))
    connection.execute(calendar_entries.insert(), [{**vars(one), "said": plain(one.said)} for one in entries])

"""What people added to the entries of the agenda (`MarkStore`): a row an entry, replaced as they change it.

What may be said, and when, is known to `usecases.deadlines.mark_entry`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.language.messages import message
from numspot_desk.store import audit
from numspot_desk.store.due_rows import mark_columns
from numspot_desk.store.schema import agenda_marks, due_days, orders
from numspot_desk.store.session import Session
from numspot_desk.store.types import storable
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.refusals import NoSuchRecord

_AT_ONCE = 500  # keys in one question
_MARKS = select(*(column for column in agenda_marks.c if column.name != "family_id"))


class Marks:
    """The marks of one workspace (`MarkStore`)."""

    def __init__(self, session: Session, chance: Chance) -> None:
        self._session = session
        self._chance = chance

    def of(self, keys: Sequence[str] | None = None) -> Mapping[str, Mark]:
        """The marks of these entries, of all where none are named."""
        queries = [_MARKS]
        if keys is not None:
            some = (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
            queries = [_MARKS.where(agenda_marks.c.key.in_([storable(key) for key in part])) for part in some]
        with self._session.transaction() as connection:
            rows = (row for query in queries for row in connection.execute(query))
            return {row.key: Mark(**row._mapping) for row in rows}

    def keep(self, family_id: str, mark: Mark, act: Act) -> None:
        """Keep a mark in place of the former one, or remove it where it is empty. Raises `NoSuchRecord`."""
        said = replace(
            mark,
            key=storable(mark.key),
            owner=storable(mark.owner),
            evidence=storable(mark.evidence),
            note=storable(mark.note),
        )
        with self._session.transaction() as connection:
            if connection.execute(select(orders.c.id).where(orders.c.id == family_id)).first() is None:
                raise NoSuchRecord(message("This order is not in this workspace."))
            connection.execute(agenda_marks.delete().where(agenda_marks.c.key == said.key))
            held = due_days.c.family_id == family_id, due_days.c.key == said.key
            connection.execute(due_days.update().where(*held).values(**mark_columns(said)))
            if not said.empty:
                connection.execute(agenda_marks.insert().values(family_id=family_id, **vars(said)))
            audit.append(connection, act, self._chance)

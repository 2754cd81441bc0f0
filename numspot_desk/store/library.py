"""The clause library of a workspace (`LibraryStore`): versions that are added and never changed; origins.

What a clause is, and which ones the program carries, live in `contracts.library`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, exists, func, or_, select

from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.library.reading import read_clause
from numspot_desk.contracts.library.writing import document_of
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.messages import message
from numspot_desk.store import audit, departures
from numspot_desk.store.schema import DELETED, clause_origins, library_clauses, order_documents, orders
from numspot_desk.store.session import Session
from numspot_desk.store.types import plain, storable
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.library import ClauseOrigin, ClauseUse, ClauseUses, KeptClause
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.refusals import NoSuchRecord, StaleRecord


class ClauseShelf:
    """The clause library of one workspace (`LibraryStore`)."""

    def __init__(self, session: Session, chance: Chance) -> None:
        self._session = session
        self._chance = chance

    def kept(self, clause_id: str | None = None) -> Sequence[KeptClause]:
        """Every version kept here, of one clause or of all, by id and version."""
        query = select(library_clauses).order_by(library_clauses.c.clause_id, library_clauses.c.version)
        if clause_id is not None:
            query = query.where(library_clauses.c.clause_id == clause_id)
        with self._session.transaction() as connection:
            rows = connection.execute(query).all()
        return [KeptClause(read_clause(row.document), row.made_at, row.made_by, row.note) for row in rows]

    def keep(self, clauses: Sequence[LibraryClause], note: str, act: Act) -> None:
        """Keep versions of clauses for good, with one audit row: all or none.

        Raises `StaleRecord` when a version of a clause was kept meanwhile.
        """
        with self._session.transaction() as connection:
            for clause in clauses:
                _require_new(connection, clause)
                connection.execute(
                    library_clauses.insert().values(
                        clause_id=clause.id,
                        version=clause.version,
                        document=document_of(clause),
                        note=storable(note),
                        made_at=act.at,
                        made_by=storable(act.actor),
                    )
                )
            audit.append(connection, act, self._chance)

    def origins(self, order_id: str) -> Mapping[str, ClauseOrigin]:
        """Where the clauses of an order came from, by their ids; also of those taken out since."""
        query = select(clause_origins).where(clause_origins.c.order_id == order_id)
        with self._session.transaction() as connection:
            rows = connection.execute(query.order_by(clause_origins.c.clause_id)).all()
        return {
            row.clause_id: ClauseOrigin(row.library_id, row.library_version, row.clause_values)
            for row in rows
        }

    def keep_origin(self, order_id: str, clause_id: str, origin: ClauseOrigin) -> None:
        """Keep where a clause of an order came from, in place of what was kept. Raises `NoSuchRecord`."""
        mine = and_(clause_origins.c.order_id == order_id, clause_origins.c.clause_id == clause_id)
        with self._session.transaction() as connection:
            if not connection.execute(select(exists().where(orders.c.id == order_id))).scalar_one():
                raise NoSuchRecord(message("This order is not in this workspace."))
            connection.execute(clause_origins.delete().where(mine))
            connection.execute(
                clause_origins.insert().values(
                    order_id=order_id,
                    clause_id=clause_id,
                    library_id=origin.library_id,
                    library_version=origin.library_version,
                    clause_values=plain(origin.values),
                    stands=True,
                )
            )
            departures.refresh(connection, order_id)

    def copy_origins(self, from_order: str, to_order: str) -> None:
        """Give the clauses of an order made from another the same origins."""
        with self._session.transaction() as connection:
            rows = connection.execute(
                select(clause_origins).where(clause_origins.c.order_id == from_order)
            ).all()
            if rows:
                connection.execute(
                    clause_origins.insert(), [{**row._mapping, "order_id": to_order} for row in rows]
                )
                departures.refresh(connection, to_order)

    def uses(
        self,
        library_id: str,
        version: int | None = None,
        key: tuple[str, int, str] | None = None,
        limit: int = 50,
    ) -> ClauseUses:
        """The orders, removed ones apart, that have a clause of the library, of one version or of any; after
        `key`, by number, revision and clause."""
        place = (orders.c.number, orders.c.revision, clause_origins.c.clause_id)
        query = (
            select(
                orders.c.id,
                orders.c.number,
                orders.c.revision,
                orders.c.client_name,
                orders.c.state,
                clause_origins.c.clause_id,
                clause_origins.c.library_version,
                clause_origins.c.clause_values,
                order_documents.c.answers,
            )
            .join(clause_origins, clause_origins.c.order_id == orders.c.id)
            .join(order_documents, order_documents.c.order_id == orders.c.id)
            .where(clause_origins.c.library_id == library_id, _COUNTED)
            .order_by(*place)
            .limit(limit + 1)
        )
        if version is not None:
            query = query.where(clause_origins.c.library_version == version)
        if key is not None:
            number, revision, clause_id = key
            query = query.where(
                or_(
                    place[0] > number,
                    and_(place[0] == number, place[1] > revision),
                    and_(place[0] == number, place[1] == revision, place[2] > clause_id),
                )
            )
        with self._session.transaction() as connection:
            found = connection.execute(query).all()
        rows = [
            ClauseUse(
                row.id,
                row.number,
                row.revision,
                row.client_name,
                OrderState(row.state),
                row.clause_id,
                ClauseOrigin(library_id, row.library_version, row.clause_values),
                _words_of(row.answers, row.clause_id),
            )
            for row in found[:limit]
        ]
        last = rows[-1] if len(found) > limit else None
        return ClauseUses(rows, None if last is None else (last.number, last.revision, last.clause_id))

    def use_counts(self) -> Mapping[str, Mapping[int, int]]:
        """How many orders have each version of each clause, by its id."""
        origin = clause_origins.c
        query = (
            select(origin.library_id, origin.library_version, func.count(origin.order_id.distinct()))
            .join(orders, orders.c.id == origin.order_id)
            .where(_COUNTED)
            .group_by(origin.library_id, origin.library_version)
        )
        found: dict[str, dict[int, int]] = {}
        with self._session.transaction() as connection:
            for library_id, version, count in connection.execute(query):
                found.setdefault(library_id, {})[version] = count
        return found


_COUNTED = and_(clause_origins.c.stands, orders.c.shelf != DELETED)


def mark_standing(connection: Connection, order_id: str, answers: Mapping[str, Any]) -> None:
    """Note which clauses that came from the library an order still has. A clause that was taken out keeps
    its origin, so that undo brings both back."""
    mine = clause_origins.c.order_id == order_id
    if not connection.execute(select(exists().where(mine))).scalar_one():
        return
    standing = clause_origins.c.clause_id.in_(clause_ids(answers))
    connection.execute(clause_origins.update().where(mine).values(stands=standing))


def clause_ids(answers: Mapping[str, Any]) -> list[str]:
    """The ids of the derogations and of the special clauses of an order."""
    found = [row.get("id") for row in _clauses(answers)]
    return [one for one in found if isinstance(one, str)]


def _words_of(answers: Mapping[str, Any], clause_id: str) -> str:
    found = next((row.get("text") for row in _clauses(answers) if row.get("id") == clause_id), "")
    return found if isinstance(found, str) else ""


def _clauses(answers: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    blocks = [one for one in _rows(answers.get("special_conditions")) if isinstance(one, Mapping)]
    rows = [*_rows(answers.get("derogations")), *(row for one in blocks for row in _rows(one.get("clauses")))]
    yield from (row for row in rows if isinstance(row, Mapping))


def _rows(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _require_new(connection: Connection, clause: LibraryClause) -> None:
    query = select(
        exists().where(library_clauses.c.clause_id == clause.id, library_clauses.c.version == clause.version)
    )
    if connection.execute(query).scalar_one():
        raise StaleRecord(
            message(
                "Version {version} of the clause {clause} was written meanwhile: nothing was kept. Look at it"
                " first, then write yours after it.",
                version=clause.version,
                clause=clause.id,
            )
        )

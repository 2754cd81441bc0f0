"""Mandates of a workspace (`MandateStore`): their books, which only grow, and lists by key in SQL."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, case, func, or_, select, union_all

from numspot_desk.contracts.mandate_life.book import Entry
from numspot_desk.contracts.mandate_life.facts import Prepared, Scheme, kind_of
from numspot_desk.contracts.mandate_life.states import MandateState
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import message
from numspot_desk.store import audit, mandate_rows, order_rows
from numspot_desk.store.paging import beyond
from numspot_desk.store.schema import (
    attachments,
    mandate_facts,
    mandate_files,
    mandate_standings,
    mandates,
    order_versions,
    orders,
)
from numspot_desk.store.session import Session
from numspot_desk.store.types import storable
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.mandates import (
    FileKind,
    KeptEntry,
    KeptMandate,
    MandateFile,
    MandatePage,
    MandateQuery,
    MandateRow,
    MandateSort,
)
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.refusals import NoSuchRecord, NumberTaken

_WHERE: Final = mandate_standings.c
_SORTED_BY: Final[Mapping[MandateSort, tuple[ColumnElement[Any], ...]]] = {  # each tuple names one row
    MandateSort.DEBTOR: (_WHERE.debtor_sort, _WHERE.rum_key),
    MandateSort.ENDS: (_WHERE.ends_sort, _WHERE.rum_key),
    MandateSort.RUM: (_WHERE.rum_key,),
}


class Mandates:
    """The mandates of one workspace (`MandateStore`)."""

    def __init__(self, session: Session, chance: Chance) -> None:
        self._session = session
        self._chance = chance

    def open(self, order_id: str, entry_id: str, prepared: Prepared, act: Act) -> None:
        """Reserve a reference and begin its book. Raises `NumberTaken`, `NoSuchRecord`."""
        key = prepared.rum.upper()
        with self._session.transaction() as connection:
            family = order_rows.row_of(connection, order_id).family_id
            if connection.execute(select(1).where(mandates.c.rum_key == key)).first() is not None:
                raise NumberTaken(
                    message(
                        "The mandate reference {rum} exists already; capitals make no difference. Compare it"
                        " with the form.",
                        rum=prepared.rum,
                    )
                )
            connection.execute(mandates.insert().values(rum_key=key, rum=prepared.rum, family_id=family))
            self._write(connection, key, [Entry(entry_id, prepared)], act)

    def get(self, rum: str) -> KeptMandate:
        """A mandate by its reference, case apart. Raises `NoSuchRecord`."""
        with self._session.transaction() as connection:
            owner = _owner(connection, rum)
            query = select(mandate_facts).where(mandate_facts.c.rum_key == owner.rum_key)
            rows = connection.execute(query.order_by(mandate_facts.c.sequence)).all()
        entries = (KeptEntry(mandate_rows.entry_of(row), row.recorded_at, row.recorded_by) for row in rows)
        return KeptMandate(owner.rum, owner.family_id, owner.number, tuple(entries))

    def append(self, rum: str, entries: Sequence[Entry], act: Act) -> None:
        """Add lines to the book of a mandate. Raises `NoSuchRecord`."""
        with self._session.transaction() as connection:
            self._write(connection, _owner(connection, rum).rum_key, entries, act)

    def note(self, act: Act) -> None:
        """Write an audit row alone."""
        with self._session.transaction() as connection:
            audit.append(connection, act, self._chance)

    def of_order(self, order_id: str) -> Sequence[str]:
        """The references of the mandates of an order's contract."""
        with self._session.transaction() as connection:
            family = order_rows.row_of(connection, order_id).family_id
            first = (
                select(func.min(mandate_facts.c.sequence))
                .where(mandate_facts.c.rum_key == mandates.c.rum_key)
                .scalar_subquery()
            )
            query = select(mandates.c.rum).where(mandates.c.family_id == family)
            return connection.execute(query.order_by(first, mandates.c.rum_key)).scalars().all()

    def _write(self, connection: Connection, key: str, entries: Sequence[Entry], act: Act) -> None:
        first = mandate_rows.next_sequence(connection)
        rows = [
            mandate_rows.fact_row(entry, first + n, key, act.actor, act.at) for n, entry in enumerate(entries)
        ]
        connection.execute(mandate_facts.insert(), rows)
        mandate_rows.refresh(connection, key)
        done = [kind_of(entry.fact) if entry.fact is not None else "taken_back" for entry in entries]
        details = {"rum": key, "facts": sorted(set(done)), "count": len(done), **act.details}
        audit.append(connection, replace(act, subject=key, details=details), self._chance)

    # ── Files ────────────────────────────────────────────────────────────────────────────────────────

    def keep_file(self, rum: str, kind: FileKind, name: str, content: bytes, act: Act) -> MandateFile:
        """Keep a file with a mandate. Raises `NoSuchRecord`."""
        kept = MandateFile(
            id=str(uuid.UUID(bytes=self._chance.bytes(16), version=4)),
            kind=kind,
            name=storable(name),
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            added_at=act.at,
            added_by=storable(act.actor),
        )
        with self._session.transaction() as connection:
            key = _owner(connection, rum).rum_key
            row = {**vars(kept), "kind": kind.value, "rum_key": key, "content": content}
            connection.execute(mandate_files.insert().values(row))
            details = {"rum": key, "kind": kind.value, "sha256": kept.sha256, **act.details}
            audit.append(connection, replace(act, subject=key, details=details), self._chance)
        return kept

    def files(self, rum: str) -> Sequence[MandateFile]:
        """The files of a mandate, oldest first."""
        with self._session.transaction() as connection:
            key = _owner(connection, rum).rum_key
            query = union_all(
                select(*_listed(mandate_files)).where(mandate_files.c.rum_key == key),
                select(*_listed(attachments))
                .join(order_versions, order_versions.c.order_id == attachments.c.order_id)
                .where(order_versions.c.rum_key == key, attachments.c.kind == FileKind.RIB.value),
            )
            rows = connection.execute(query.order_by("added_at", "id")).mappings().all()
        return [MandateFile(**{**row, "kind": FileKind(row["kind"])}) for row in rows]

    def file_content(self, file_id: str) -> bytes:
        """The bytes of a file. Raises `NoSuchRecord`."""
        query = union_all(
            select(mandate_files.c.content).where(mandate_files.c.id == file_id),
            select(attachments.c.content).where(
                attachments.c.id == file_id, attachments.c.kind == FileKind.RIB.value
            ),
        )
        with self._session.transaction() as connection:
            content: bytes | None = connection.execute(query).scalar()
        if content is None:
            raise NoSuchRecord(message("This file is no longer kept with the mandate."))
        return content

    # ── Lists ────────────────────────────────────────────────────────────────────────────────────────

    def page(self, query: MandateQuery, key: tuple[Any, ...] | None = None, limit: int = 50) -> MandatePage:
        """One page; ask the next one with its `next_key`. Raises `ValueError` for a key of another sort."""
        columns = _SORTED_BY[query.sort]
        keys = (column.label(f"key_{n}") for n, column in enumerate(columns))
        shown = (mandate_standings, mandates.c.rum, mandates.c.family_id, orders.c.number)
        statement = _chosen(select(*shown, _state(query.day).label("state"), *keys), query)
        if key is not None:
            statement = statement.where(beyond(columns, key, descending=query.descending))
        ordered = [column.desc() if query.descending else column.asc() for column in columns]
        with self._session.transaction() as connection:
            rows = connection.execute(statement.order_by(*ordered).limit(limit + 1)).all()
        last = rows[limit - 1] if len(rows) > limit else None
        return MandatePage(
            tuple(_row(row) for row in rows[:limit]),
            None if last is None else tuple(getattr(last, f"key_{n}") for n in range(len(columns))),
        )

    def count(self, query: MandateQuery) -> int:
        """How many mandates the query shows."""
        with self._session.transaction() as connection:
            counted: int = connection.execute(_chosen(select(func.count()), query)).scalar_one()
        return counted

    def counts_by_state(self, day: dt.date) -> Mapping[MandateState, int]:
        """How many mandates stand in each state on a day; every state is there."""
        state = _state(day)
        with self._session.transaction() as connection:
            rows = connection.execute(select(state, func.count()).group_by(state)).all()
        found = {row[0]: row[1] for row in rows}
        return {each: found.get(each.value, 0) for each in MandateState}


def _listed(table: Table) -> Sequence[ColumnElement[Any]]:
    return [table.c[field.name] for field in fields(MandateFile)]


def _state(day: dt.date) -> ColumnElement[str]:
    return case((_WHERE.ends_on < day, _WHERE.ends_why), else_=_WHERE.stage)


def _chosen(statement: Select[Any], query: MandateQuery) -> Select[Any]:
    statement = (
        statement.select_from(mandate_standings)
        .join(mandates, mandates.c.rum_key == _WHERE.rum_key)
        .join(orders, orders.c.id == mandates.c.family_id)
    )
    if query.states:
        statement = statement.where(_state(query.day).in_([state.value for state in query.states]))
    if query.ends_by is not None:
        statement = statement.where(_WHERE.ends_on.between(query.day, query.ends_by))
    wanted, reference = fold_line(query.text), "".join(query.text.split()).upper()
    if wanted:
        statement = statement.where(
            or_(
                _WHERE.debtor_sort.contains(wanted, autoescape=True),
                func.replace(_WHERE.rum_key, " ", "").contains(reference, autoescape=True),
            )
        )
    return statement


def _row(row: Row[Any]) -> MandateRow:
    return MandateRow(
        rum=row.rum,
        order_id=row.family_id,
        number=row.number,
        debtor=row.debtor,
        iban_masked=row.iban_masked,
        scheme=Scheme(row.scheme),
        state=MandateState(row.state),
        signed_on=row.signed_on,
        last_collected=row.last_collected,
        ends_on=row.ends_on,
        ends_why=None if row.ends_why is None else MandateState(row.ends_why),
    )


def _owner(connection: Connection, rum: str) -> Row[Any]:
    query = (
        select(mandates, orders.c.number)
        .join(orders, orders.c.id == mandates.c.family_id)
        .where(mandates.c.rum_key == rum.strip().upper())
    )
    row = connection.execute(query).first()
    if row is None:
        raise NoSuchRecord(message("No mandate has this reference in this workspace."))
    return row

"""Calculations of a workspace (`CalculationStore`): what is typed in each form, replaced as it changes; the
notes of contracts, rows that are added and taken back by later ones, never changed.

What a note holds is known to `usecases.calculations`.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from numspot_desk.language.messages import message
from numspot_desk.store import audit
from numspot_desk.store.schema import calculation_drafts, contract_notes, orders
from numspot_desk.store.session import Session
from numspot_desk.store.types import plain, storable
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.calculations import ContractNote, Typed, Withdrawal
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.refusals import NoSuchRecord

_back = contract_notes.alias("back")
_NOTES = (
    select(
        contract_notes,
        orders.c.number,
        _back.c.words.label("reason"),
        _back.c.made_by.label("back_by"),
        _back.c.made_at.label("back_at"),
    )
    .join(orders, orders.c.id == contract_notes.c.family_id)
    .outerjoin(_back, _back.c.withdraws == contract_notes.c.id)
    .where(contract_notes.c.withdraws.is_(None))
    .order_by(contract_notes.c.sequence.desc())
)


class Calculations:
    """The calculations of one workspace (`CalculationStore`)."""

    def __init__(self, session: Session, chance: Chance) -> None:
        self._session = session
        self._chance = chance

    def typed(self) -> Mapping[str, Typed]:
        """What stands in each form, by the id of its calculator."""
        with self._session.transaction() as connection:
            rows = connection.execute(select(calculation_drafts))
            return {row.calculator: row.typed for row in rows}

    def keep_typed(self, calculator: str, typed: Typed, at: dt.datetime) -> None:
        """Keep what stands in a form; an empty one is forgotten."""
        own = calculation_drafts.c.calculator == calculator
        with self._session.transaction() as connection:
            connection.execute(calculation_drafts.delete().where(own))
            if typed:
                row = {"calculator": calculator, "typed": plain(typed), "updated_at": at}
                connection.execute(calculation_drafts.insert().values(row))

    def notes(self, number: str) -> Sequence[ContractNote]:
        """Every note of a contract, those taken back too, the latest first."""
        return self._read(_NOTES.where(orders.c.number == number))

    def note(self, note_id: str) -> ContractNote:
        """One note. Raises `NoSuchRecord`."""
        found = self._read(_NOTES.where(contract_notes.c.id == note_id))
        if not found:
            raise NoSuchRecord(message("This note is not in this workspace."))
        return found[0]

    def add_note(self, order_id: str, title: str, content: Mapping[str, Any], act: Act) -> ContractNote:
        """Put a note with the contract of an order, with its audit row. Raises `NoSuchRecord`."""
        with self._session.transaction() as connection:
            family = select(orders.c.family_id).where(orders.c.id == order_id)
            found: str | None = connection.execute(family).scalar()
            if found is None:
                raise NoSuchRecord(message("This order is not in this workspace."))
            ident = self._insert(connection, found, title, act, content=plain(content))
            audit.append(connection, _of_note(act, order_id, ident), self._chance)
        return self.note(ident)

    def withdraw_note(self, note_id: str, reason: str, act: Act) -> ContractNote:
        """Take a note back for a reason, with its audit row. Raises `NoSuchRecord`."""
        with self._session.transaction() as connection:
            note = self.note(note_id)
            if note.withdrawn is not None:
                raise NoSuchRecord(message("This note was withdrawn meanwhile."))
            self._insert(connection, note.family_id, reason, act, withdraws=note_id)
            audit.append(connection, _of_note(act, note.family_id, note_id), self._chance)
        return self.note(note_id)

    def _insert(self, connection: Connection, family: str, words: str, act: Act, **more: Any) -> str:
        last = connection.execute(select(func.max(contract_notes.c.sequence))).scalar() or 0
        row = {
            "id": str(uuid.UUID(bytes=self._chance.bytes(16), version=4)),
            "sequence": last + 1,
            "family_id": family,
            "words": storable(words),
            "content": {},
            "made_at": act.at,
            "made_by": storable(act.actor),
            **more,
        }
        connection.execute(contract_notes.insert().values(row))
        return str(row["id"])

    def _read(self, query: Select[Any]) -> list[ContractNote]:
        with self._session.transaction() as connection:
            return [_note(row) for row in connection.execute(query)]


def _of_note(act: Act, order_id: str, note_id: str) -> Act:
    return replace(act, subject=order_id, details={**act.details, "note": note_id})


def _note(row: Row[Any]) -> ContractNote:
    withdrawn = None if row.reason is None else Withdrawal(row.reason, row.back_by, row.back_at)
    return ContractNote(
        row.id, row.family_id, row.number, row.words, row.content, row.made_at, row.made_by, withdrawn
    )

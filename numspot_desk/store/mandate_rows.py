"""Rows of mandates: the fact that one was prepared, taken from the first version that printed it, and the
columns that say where it stands, taken out of its facts again each time that one is added.

What a fact means lives in `contracts.mandate_life`; the port that reads and adds them in `mandates`.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, Row, exists, func, select

from numspot_desk.contracts.mandate_life.book import Book, Entry
from numspot_desk.contracts.mandate_life.facts import Account, Fact, Prepared, Scheme, kind_of
from numspot_desk.contracts.mandate_life.life import life
from numspot_desk.contracts.mandate_life.written import read, written
from numspot_desk.language.folding import fold_line
from numspot_desk.rules.identifiers import iban, ics
from numspot_desk.rules.time import paris_day
from numspot_desk.store.schema import (
    mandate_facts,
    mandate_standings,
    mandates,
    order_versions,
    version_mandates,
)
from numspot_desk.store.types import plain, storable

NO_END: Final = dt.date.max
"""Where a mandate without an end stands in the order of ends."""
_FIRST_FACT: Final = uuid.UUID("5e9a3f4c-3a53-4d0a-9a38-6f2b7a1f7a10")


def prepare(connection: Connection, rum_key: str | None, actor: str, at: dt.datetime) -> None:
    """Begin the book of a mandate that a version has just printed; a book that is begun stays as it is."""
    if (
        rum_key is None
        or connection.execute(select(exists().where(mandate_facts.c.rum_key == rum_key))).scalar_one()
    ):
        return
    fact = printed(connection, rum_key)
    if fact is not None:
        entry = Entry(first_id(rum_key), fact)
        connection.execute(
            mandate_facts.insert().values(fact_row(entry, next_sequence(connection), rum_key, actor, at))
        )
        refresh(connection, rum_key)


def printed(connection: Connection, rum_key: str) -> Prepared | None:
    """The mandate as the first version with its reference printed it; None where no version did."""
    query = (
        select(mandates.c.rum, version_mandates, order_versions.c.data, order_versions.c.frozen_at)
        .join(version_mandates, version_mandates.c.rum_key == mandates.c.rum_key)
        .join(order_versions, order_versions.c.order_id == version_mandates.c.order_id)
        .where(mandates.c.rum_key == rum_key)
        .order_by(order_versions.c.frozen_at)
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else _printed(row)


def _printed(row: Row[Any]) -> Prepared:
    issued = row.data.get("issued_on")
    creditor = row.data.get("creditor") or {}
    answers = row.data.get("answers") or {}
    bank = ((answers.get("mandate") or {}).get("bank") or {}).get("name")
    return Prepared(
        on=dt.date.fromisoformat(issued) if isinstance(issued, str) else paris_day(row.frozen_at),
        rum=row.rum,
        debtor=row.debtor_name,
        account=Account(row.iban, row.bic, bank if isinstance(bank, str) else ""),
        ics=row.data.get("original_ics") or creditor.get("ics") or ics.NUMSPOT,
        scheme=Scheme(row.data.get("scheme", Scheme.CORE)),
    )


def first_id(rum_key: str) -> str:
    """The id of the first fact of a mandate: the same wherever its version arrives."""
    return str(uuid.uuid5(_FIRST_FACT, rum_key))


def next_sequence(connection: Connection) -> int:
    """The place of the next fact among all."""
    last: int | None = connection.execute(select(func.max(mandate_facts.c.sequence))).scalar()
    return (last or 0) + 1


def fact_row(entry: Entry, sequence: int, rum_key: str, actor: str, at: dt.datetime) -> dict[str, Any]:
    """The row of an entry of the book of a mandate."""
    fact = entry.fact
    return {
        "id": entry.id,
        "sequence": sequence,
        "rum_key": rum_key,
        "kind": None if fact is None else kind_of(fact),
        "on_day": None if fact is None else fact.on,
        "data": {} if fact is None else plain(written(fact)),
        "takes_back": entry.takes_back,
        "reason": storable(entry.reason),
        "recorded_at": at,
        "recorded_by": storable(actor),
    }


def entry_of(row: Row[Any]) -> Entry:
    """The entry that a row holds."""
    fact: Fact | None = None if row.kind is None else read(row.kind, row.on_day, row.data)
    return Entry(row.id, fact, row.takes_back, row.reason)


def book_of(connection: Connection, rum_key: str) -> Book:
    """The whole book of a mandate."""
    query = select(mandate_facts).where(mandate_facts.c.rum_key == rum_key)
    rows = connection.execute(query.order_by(mandate_facts.c.sequence))
    return Book(tuple(entry_of(row) for row in rows))


def refresh(connection: Connection, rum_key: str) -> None:
    """Take out again where a mandate stands."""
    columns = standing_columns(rum_key, book_of(connection, rum_key))
    connection.execute(mandate_standings.delete().where(mandate_standings.c.rum_key == rum_key))
    connection.execute(mandate_standings.insert().values(columns))


def standing_columns(rum_key: str, book: Book) -> Mapping[str, Any]:
    """Where a mandate stands once all its facts have happened, as columns: with them, its state on a day is a
    comparison with that day."""
    found = life(book.facts, dt.date.max - dt.timedelta(days=366))
    where, ending = found.standing, found.ending
    return {
        "rum_key": rum_key,
        "debtor": storable(found.terms.debtor),
        "debtor_sort": fold_line(storable(found.terms.debtor)),
        "iban_masked": iban.masked(found.terms.account.iban),
        "scheme": found.terms.scheme.value,
        "stage": where.stage.value,
        "signed_on": where.signed_on,
        "last_collected": where.last_collected,
        "ends_on": None if ending is None else ending.last_day,
        "ends_sort": NO_END if ending is None else ending.last_day,
        "ends_why": None if ending is None else ending.why.value,
    }

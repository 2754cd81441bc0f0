"""The rows of one order: inserted, updated under its row version, read back as records.

Extracted columns, recency and the words it is found by are kept in step here and nowhere else. What an
act may do, and its audit row, are decided in `orders`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select
from sqlalchemy.exc import IntegrityError

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.folding import fold, words
from numspot_desk.language.messages import message
from numspot_desk.store import engine
from numspot_desk.store.order_queries import STATE_RANK, city_of
from numspot_desk.store.schema import (
    ARCHIVED,
    CURRENT,
    DELETED,
    mandates,
    order_documents,
    order_versions,
    orders,
)
from numspot_desk.store.types import storable
from numspot_desk.usecases.ports.orders import Answers, Extracted, OrderRecord, OrderVersion, Place
from numspot_desk.usecases.refusals import NoSuchRecord, NumberTaken, StaleRecord

_NO_AMOUNT: Final = -(2**62)  # sorts before every amount
_NO_DAY: Final = dt.date.min  # sorts before every day


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────


def row_of(connection: Connection, order_id: str) -> Row[Any]:
    """The row of an order that is not deleted. Raises `NoSuchRecord`."""
    query = select(orders).where(orders.c.id == order_id, orders.c.shelf != DELETED)
    row = connection.execute(query).first()
    if row is None:
        raise NoSuchRecord(message("This order no longer exists: it was deleted, or never saved."))
    return row


def expected_row(connection: Connection, order_id: str, row_version: int) -> Row[Any]:
    """The row, when it is the version that the caller read. Raises `StaleRecord`, `NoSuchRecord`."""
    row = row_of(connection, order_id)
    if row.row_version != row_version:
        raise _stale(row.number)
    return row


def record_of(connection: Connection, order_id: str) -> OrderRecord:
    """The order, whole. Raises `NoSuchRecord`."""
    row = row_of(connection, order_id)
    document = connection.execute(select(order_documents).where(order_documents.c.order_id == order_id)).one()
    return OrderRecord(
        id=row.id,
        number=row.number,
        revision=row.revision,
        state=OrderState(row.state),
        answers=document.answers,
        place=Place(document.step, document.field, frozenset(document.steps_left.split())),
        row_version=row.row_version,
        archived=row.shelf == ARCHIVED,
        created_at=row.created_at,
        updated_at=row.updated_at,
        author=row.author,
    )


def version_of(connection: Connection, order_id: str) -> OrderVersion | None:
    """What was frozen of the order; None when it was never exported."""
    row = connection.execute(_VERSIONS.where(order_versions.c.order_id == order_id)).first()
    return None if row is None else _version(row)


def versions_of(connection: Connection, order_ids: Sequence[str]) -> dict[str, OrderVersion]:
    """What was frozen of several orders, by order id, in one query."""
    rows = connection.execute(_VERSIONS.where(order_versions.c.order_id.in_(order_ids)))
    return {row.order_id: _version(row) for row in rows}


def former_versions_of(connection: Connection, order_id: str) -> list[OrderVersion]:
    """What was frozen of the earlier versions of the same order, the latest first."""
    row = row_of(connection, order_id)
    query = _VERSIONS.where(orders.c.family_id == row.family_id, orders.c.revision < row.revision)
    return [_version(former) for former in connection.execute(query.order_by(orders.c.revision.desc()))]


_VERSIONS = (
    select(order_versions, orders.c.number, orders.c.revision, mandates.c.rum)
    .join(orders, orders.c.id == order_versions.c.order_id)
    .outerjoin(mandates, mandates.c.rum_key == order_versions.c.rum_key)
)


def _version(row: Row[Any]) -> OrderVersion:
    return OrderVersion(
        row.order_id, row.number, row.revision, row.frozen_at, row.fingerprint, row.data, row.rum
    )


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────


def insert(connection: Connection, record: OrderRecord, family_id: str, extracted: Extracted) -> None:
    """Write a new order, its document and its words. Raises `NumberTaken`."""
    recency = _latest_recency(connection) + 1
    try:
        with connection.begin_nested():
            connection.execute(orders.insert().values(**columns(record, family_id, extracted, recency)))
    except IntegrityError as error:
        if not _exists(connection, record.number, record.revision):
            raise
        raise NumberTaken(
            message("The number {number} is already taken. Try again.", number=record.number)
        ) from error
    document = document_columns(record.answers, record.place, extracted)
    connection.execute(order_documents.insert().values(order_id=record.id, **document))
    engine.index_words(connection, {recency: search_words(record.number, extracted)})


def update(
    connection: Connection,
    row: Row[Any],
    at: dt.datetime,
    values: Mapping[str, Any],
    search_text: str | None = None,
) -> None:
    """Write columns of `orders`; the order becomes the most recent one. Raises `StaleRecord`.

    `search_text` is the new text to search, None when it does not change; the document is not touched.
    """
    kept = select(order_documents.c.search_text).where(order_documents.c.order_id == row.id)
    old_text = connection.execute(kept).scalar_one()
    new_text = old_text if search_text is None else storable(search_text)
    name, key = values.get("client_name", row.client_name), values.get("client_key", row.client_key)
    latest = _latest_recency(connection)
    recency = row.recency if row.recency == latest else latest + 1
    done = connection.execute(
        orders.update()
        .where(orders.c.id == row.id, orders.c.row_version == row.row_version)
        .values(
            row_version=row.row_version + 1, recency=recency, updated_at=max(at, row.created_at), **values
        )
    )
    if done.rowcount != 1:
        raise _stale(row.number)
    shelf = values.get("shelf", row.shelf)
    searched = (old_text, row.client_name, row.client_key, row.shelf, row.recency)
    if searched == (new_text, name, key, shelf, recency):
        return  # the usual autosave: nothing that is searched has changed
    if row.shelf != DELETED:
        engine.forget_words(connection, row.recency)
    if shelf != DELETED:
        engine.index_words(connection, {recency: _indexed(row.number, name, key, new_text)})


def columns(record: OrderRecord, family_id: str, extracted: Extracted, recency: int) -> dict[str, Any]:
    """The whole row of an order in `orders`."""
    return {
        "id": record.id,
        "family_id": family_id,
        "number": record.number,
        "revision": record.revision,
        "state": record.state.value,
        "state_rank": STATE_RANK[record.state],
        "shelf": ARCHIVED if record.archived else CURRENT,
        "row_version": record.row_version,
        "recency": recency,
        "created_at": record.created_at,
        "updated_at": record.updated_at,
        "author": storable(record.author),
        **list_columns(extracted, record.answers),
    }


def list_columns(extracted: Extracted, answers: Answers) -> dict[str, Any]:
    """What lists, sorting and the search of clients need of an order."""
    name, key = storable(extracted.client_name), storable(extracted.client_key)
    return {
        "client_name": name,
        "client_key": key,
        "client_sort": fold(name),
        "client_search": " ".join([fold(name), fold(key), fold(storable(city_of(answers)))]),
        "excl_tax": extracted.excl_tax,
        "amount_sort": _NO_AMOUNT if extracted.excl_tax is None else int(extracted.excl_tax * 100),
        "offer_valid_until": extracted.offer_valid_until,
        "valid_sort": extracted.offer_valid_until or _NO_DAY,
        "problems": extracted.problems,
    }


def document_columns(answers: Answers, place: Place, extracted: Extracted) -> dict[str, Any]:
    """The document of an order, the person's place in it and its text to search."""
    return {
        "answers": answers,
        "step": storable(place.step),
        "field": storable(place.field),
        "steps_left": storable(" ".join(sorted(place.left))),
        "search_text": storable(extracted.search_text),
    }


def search_words(number: str, extracted: Extracted) -> list[str]:
    """The words an order is found by, each once."""
    return _indexed(number, extracted.client_name, extracted.client_key, extracted.search_text)


def _indexed(number: str, client_name: str, client_key: str, text: str) -> list[str]:
    return list(dict.fromkeys(words("\n".join([number, client_name, client_key, text]))))


def _latest_recency(connection: Connection) -> int:
    return connection.execute(select(func.max(orders.c.recency))).scalar() or 0


def _exists(connection: Connection, number: str, revision: int) -> bool:
    query = select(orders.c.id).where(orders.c.number == number, orders.c.revision == revision)
    return connection.execute(query).first() is not None


def _stale(number: str) -> StaleRecord:
    return StaleRecord(
        message(
            "Order {number} was changed elsewhere since you opened it: nothing was written. Open it again to"
            " see its present state.",
            number=number,
        )
    )

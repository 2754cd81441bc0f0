"""The rows kept beside an order as JSON objects and back, by the columns of their tables.

Which kinds travel with an order, and how two sides join, is `contracts.handover.sections`; here is only the
table of each kind.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Date, Table, select

from numspot_desk.contracts.handover.sections import (
    BESIDE,
    CLAUSE_ORIGINS,
    CLAUSE_REASONS,
    COMMENT_THREADS,
    COMMENTS,
    REVIEW_STEPS,
    SIGNATURES,
    Row,
    Rows,
)
from numspot_desk.language.messages import message
from numspot_desk.store.schema import (
    clause_origins,
    clause_reasons,
    comment_threads,
    comments,
    review_steps,
    signatures,
)
from numspot_desk.store.types import Document, ExactDecimal, Instant, plain, storable
from numspot_desk.usecases.refusals import FileRefused

TABLES: Final[Mapping[str, Table]] = MappingProxyType(
    {
        REVIEW_STEPS: review_steps,
        COMMENT_THREADS: comment_threads,
        COMMENTS: comments,
        CLAUSE_ORIGINS: clause_origins,
        CLAUSE_REASONS: clause_reasons,
        SIGNATURES: signatures,
    }
)
"""The table of each kind, those that others hang on first."""
_OWN: Final = frozenset({"order_id", "position"})


def rows_beside(connection: Connection, order_id: str) -> Mapping[str, Rows]:
    """Every row kept beside an order, by section."""
    return {name: _rows(connection, TABLES[name], order_id) for name in BESIDE}


def put_rows(connection: Connection, order_id: str, section: str, rows: Rows) -> None:
    """Keep exactly these rows, in this order. Raises `FileRefused` for a row that the table cannot hold."""
    table = TABLES[section]
    here = _rows(connection, table, order_id)
    if here == rows:
        return
    if "id" in table.c:  # others may hang on a row: those that stay are not touched
        known, wanted = {row["id"] for row in here}, {row.get("id") for row in rows}
        connection.execute(table.delete().where(table.c.id.in_(known - wanted)))
        rows = tuple(row for row in rows if row.get("id") not in known)
    else:
        connection.execute(table.delete().where(_of(table, order_id)))
    positions: Counter[Any] = Counter()
    for row in rows:
        positions[row.get("thread_id")] += 1
        own = {"order_id": order_id, "position": positions[row.get("thread_id")]}
        values = {name: value for name, value in own.items() if name in table.c}
        connection.execute(table.insert().values(**values, **_columns(table, section, row)))


def _rows(connection: Connection, table: Table, order_id: str) -> Rows:
    query = select(table).where(_of(table, order_id))
    ordered = query.order_by(*(table.c.position,) if "position" in table.c else table.primary_key.columns)
    return tuple(
        {column.name: _json(column, row[column.name]) for column in _carried(table)}
        for row in connection.execute(ordered).mappings()
    )


def _of(table: Table, order_id: str) -> ColumnElement[bool]:
    """Whether a row of a table stands beside an order: itself, or by the thread that it is in."""
    if "order_id" in table.c:
        return table.c.order_id == order_id
    threads = select(comment_threads.c.id).where(comment_threads.c.order_id == order_id)
    return table.c.thread_id.in_(threads)


def _carried(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if column.name not in _OWN]


def _json(column: Column[Any], value: Any) -> Any:
    match value:
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat()
        case dt.date():
            return value.isoformat()
    return format(value, "f") if value is not None and isinstance(column.type, ExactDecimal) else value


def _columns(table: Table, section: str, row: Row) -> dict[str, Any]:
    carried = _carried(table)
    if {column.name for column in carried} != set(row):
        raise _damaged(section)
    try:
        return {column.name: _value(column, row[column.name]) for column in carried}
    except (TypeError, ValueError, ArithmeticError) as error:
        raise _damaged(section) from error


def _value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    kind = column.type
    if isinstance(kind, Document):
        return plain(value)
    if isinstance(kind, Instant):
        return dt.datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return dt.date.fromisoformat(value)
    return storable(value) if isinstance(value, str) else value


def _damaged(section: str) -> FileRefused:
    return FileRefused(
        message(
            "This hand-over is damaged in “{part}”: ask for the file again. Nothing was changed.",
            part=section,
        )
    )

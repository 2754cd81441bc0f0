"""The rows kept beside an order as JSON objects and back, by the columns of their tables.

Which kinds travel with an order, and how two sides join, is `contracts.handover.sections`; here is only the
table of each kind.
"""

import datetime as dt
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Boolean, Column, ColumnElement, Connection, Date, Integer, String, Table, func, select

from numspot_desk.contracts.handover.sections import (
    BESIDE,
    CLAUSE_ORIGINS,
    CLAUSE_REASONS,
    COMMENT_THREADS,
    COMMENTS,
    CONTRACT_EVENTS,
    REVIEW_STEPS,
    SIGNATURES,
    TERMS_REFUSALS,
    Row,
    Rows,
)
from numspot_desk.language.messages import message
from numspot_desk.store.schema import (
    clause_origins,
    clause_reasons,
    comment_threads,
    comments,
    contract_events,
    review_steps,
    signatures,
    terms_refusals,
)
from numspot_desk.store.types import Document, Instant, plain, storable
from numspot_desk.usecases.refusals import FileRefused

TABLES: Final[Mapping[str, Table]] = MappingProxyType(
    {
        REVIEW_STEPS: review_steps,
        COMMENT_THREADS: comment_threads,
        COMMENTS: comments,
        CLAUSE_ORIGINS: clause_origins,
        CLAUSE_REASONS: clause_reasons,
        SIGNATURES: signatures,
        CONTRACT_EVENTS: contract_events,
        TERMS_REFUSALS: terms_refusals,
    }
)
"""The table of each kind, those that others hang on first."""
_OWN: Final = frozenset({"order_id", "family_id", "position", "sequence"})


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
        if known - wanted:
            connection.execute(table.delete().where(table.c.id.in_(known - wanted)))
        rows = tuple(row for row in rows if row.get("id") not in known)
        rows = tuple(_after_what_they_name(rows, known, section))
    else:
        connection.execute(table.delete().where(_of(table, order_id)))
    last = 0
    if "sequence" in table.c:  # counted over all orders
        last = connection.execute(select(func.max(table.c.sequence))).scalar() or 0
    positions: Counter[Any] = Counter()
    for place, row in enumerate(rows, start=1):
        positions[row.get("thread_id")] += 1
        own = {
            "order_id": order_id,
            "family_id": order_id,
            "position": positions[row.get("thread_id")],
            "sequence": last + place,
        }
        values = {name: value for name, value in own.items() if name in table.c}
        connection.execute(table.insert().values(**values, **_columns(table, section, row)))


def require_rows(section: str, rows: Rows) -> None:
    """Hold rows against their table without keeping them. Raises `FileRefused`, as `put_rows` does."""
    for row in rows:
        _columns(TABLES[section], section, row)


def _after_what_they_name(rows: Rows, known: set[Any], section: str) -> Iterator[Row]:
    """The rows, each after the one that it supersedes: clocks of two laptops do not always agree."""
    waiting: dict[Any, list[Row]] = defaultdict(list)
    ready: deque[Row] = deque()
    for row in rows:
        named = row.get("supersedes")
        if named is None or named in known:
            ready.append(row)
        else:
            waiting[named].append(row)
    while ready:
        row = ready.popleft()
        yield row
        ready += waiting.pop(row.get("id"), [])
    if waiting:
        raise _damaged(section)


def _rows(connection: Connection, table: Table, order_id: str) -> Rows:
    query = select(table).where(_of(table, order_id))
    placed = next((table.c[name] for name in ("position", "sequence") if name in table.c), None)
    ordered = query.order_by(*table.primary_key.columns) if placed is None else query.order_by(placed)
    return tuple(
        {column.name: _json(row[column.name]) for column in _carried(table)}
        for row in connection.execute(ordered).mappings()
    )


def _of(table: Table, order_id: str) -> ColumnElement[bool]:
    """Whether a row of a table stands beside an order: itself, or by the thread that it is in."""
    for name in ("order_id", "family_id"):
        if name in table.c:
            return table.c[name] == order_id
    threads = select(comment_threads.c.id).where(comment_threads.c.order_id == order_id)
    return table.c.thread_id.in_(threads)


def _carried(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if column.name not in _OWN]


def _json(value: Any) -> Any:
    match value:
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat()
        case dt.date():
            return value.isoformat()
    return value


def _columns(table: Table, section: str, row: Row) -> dict[str, Any]:
    carried = _carried(table)
    if {column.name for column in carried} != set(row):
        raise _damaged(section)
    try:
        return {column.name: _value(column, row[column.name]) for column in carried}
    except (TypeError, ValueError, ArithmeticError) as error:
        raise _damaged(section) from error


def _value(column: Column[Any], value: Any) -> Any:
    """What the column holds of a JSON value. Raises `TypeError` or `ValueError` for another kind of value."""
    if value is None and column.nullable:
        return None
    match column.type:
        case Document() if isinstance(value, Mapping):
            return plain(value)
        case Instant():
            at = dt.datetime.fromisoformat(value)
            if at.tzinfo is None:
                raise ValueError("naive")
            return at.astimezone(dt.UTC)
        case Date():
            return dt.date.fromisoformat(value)
        case Boolean() if isinstance(value, bool):
            return value
        case Integer() if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53:
            return value
        case String() if isinstance(value, str):
            return storable(value)
    raise TypeError("another kind of value")


def _damaged(section: str) -> FileRefused:
    return FileRefused(
        message(
            "This hand-over is damaged in “{part}”: ask for the file again. Nothing was changed.",
            part=section,
        )
    )

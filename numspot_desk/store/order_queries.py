"""Reading lists of orders: one page by key, its count, its snippets; clients of earlier orders.

Sorting, filtering and search run in SQL; only the rows of the asked page are fetched, and no document
but the search text of those rows. Writing orders lives in `orders`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, select

from numspot_desk.contracts.handover.package import Standing
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.folding import fold, words
from numspot_desk.store import engine
from numspot_desk.store.paging import beyond
from numspot_desk.store.passages import found, snippet
from numspot_desk.store.schema import (
    ARCHIVED,
    CURRENT,
    DELETED,
    order_branches,
    order_documents,
    orders,
    signatures,
    version_clauses,
    version_lines,
    version_terms,
)
from numspot_desk.usecases.ports.orders import (
    ClientSummary,
    OrderPage,
    OrderQuery,
    OrderSort,
    OrderSummary,
    OrderTrace,
    SignedVersion,
)

STATE_RANK: Final[Mapping[OrderState, int]] = {state: rank for rank, state in enumerate(OrderState)}
_SORTED_BY: Final[Mapping[OrderSort, tuple[ColumnElement[Any], ...]]] = {  # each tuple names one row
    OrderSort.UPDATED: (orders.c.recency,),
    OrderSort.NUMBER: (orders.c.number, orders.c.revision),
    OrderSort.CLIENT: (orders.c.client_sort, orders.c.recency),
    OrderSort.STATE: (orders.c.state_rank, orders.c.recency),
    OrderSort.AMOUNT: (orders.c.amount_sort, orders.c.recency),
    OrderSort.VALID: (orders.c.valid_sort, orders.c.recency),
    OrderSort.PROBLEMS: (orders.c.problems, orders.c.recency),
}
_SHOWN: Final = (
    orders.c.id,
    orders.c.number,
    orders.c.revision,
    orders.c.state,
    orders.c.client_name,
    orders.c.excl_tax,
    orders.c.offer_valid_until,
    orders.c.shelf,
    orders.c.updated_at,
    orders.c.problems,
)
_CLIENT_MEMBERS: Final = ("client", "contacts", "public_procurement", "technical_accounts")
_STATES: Final = {state.value: state for state in OrderState}
_AT_ONCE: Final = 500
_QUALIFIED: Final = "SecNumCloud"


def page(
    connection: Connection, query: OrderQuery, key: tuple[Any, ...] | None = None, limit: int = 50
) -> OrderPage:
    """The next `limit` rows after `key`. Raises `ValueError` for a key of another sort."""
    columns = _SORTED_BY[query.sort]
    statement = _chosen(
        query, select(*_SHOWN, *(column.label(f"key_{n}") for n, column in enumerate(columns)))
    )
    if key is not None:
        statement = statement.where(beyond(columns, key, descending=query.descending))
    ordered = [column.desc() if query.descending else column.asc() for column in columns]
    rows = connection.execute(statement.order_by(*ordered).limit(limit + 1)).all()
    shown = rows[:limit]
    snippets = _snippets(connection, words(query.text), shown)
    waiting = _with_open_branch(connection, shown)
    last = shown[-1] if len(rows) > limit else None
    return OrderPage(
        rows=tuple(_summary(row, snippets.get(row.id, ""), row.id in waiting) for row in shown),
        next_key=None if last is None else tuple(getattr(last, f"key_{n}") for n in range(len(columns))),
    )


def count(connection: Connection, query: OrderQuery) -> int:
    """How many orders the query shows in all."""
    counted: int = connection.execute(_chosen(query, select(func.count()).select_from(orders))).scalar_one()
    return counted


def counts_by_state(connection: Connection) -> Mapping[OrderState, int]:
    """How many current (not archived) orders stand in each state; every state is there."""
    found_ = connection.execute(
        select(orders.c.state_rank, func.count())
        .where(orders.c.shelf == CURRENT)
        .group_by(orders.c.state_rank)
    )
    by_rank: dict[int, int] = {row[0]: row[1] for row in found_}
    return {state: by_rank.get(rank, 0) for state, rank in STATE_RANK.items()}


def clause_targets(connection: Connection) -> Mapping[str, Sequence[str]]:
    """The clauses that the frozen versions of exported, signed and active orders name, by order number."""
    standing = [STATE_RANK[state] for state in (OrderState.EXPORTED, OrderState.SIGNED, OrderState.ACTIVE)]
    rows = connection.execute(
        select(orders.c.number, version_clauses.c.target)
        .join(version_clauses, version_clauses.c.order_id == orders.c.id)
        .where(orders.c.state_rank.in_(standing), version_clauses.c.target.is_not(None))
        .distinct()
        .order_by(orders.c.number, version_clauses.c.target)
    )
    named: dict[str, list[str]] = {}
    for number, target in rows:
        named.setdefault(number, []).append(target)
    return named


def signed_versions(connection: Connection, numbers: Collection[str] | None) -> Sequence[SignedVersion]:
    """Every version that was signed, of these orders or of all, by number, the first one first."""
    qualified = (
        select(1)
        .where(version_lines.c.order_id == orders.c.id, version_lines.c.qualification == _QUALIFIED)
        .exists()
    )
    query = (
        select(
            orders.c.id,
            orders.c.family_id,
            orders.c.number,
            orders.c.revision,
            orders.c.state,
            orders.c.client_name,
            case((orders.c.state == OrderState.TERMINATED.value, orders.c.updated_at)),
            signatures.c.signed_on,
            version_terms.c.label,
            version_terms.c.published_on,
            version_terms.c.in_force_from,
            qualified.label("qualified"),
        )
        .join(signatures, signatures.c.order_id == orders.c.id)
        .outerjoin(version_terms, version_terms.c.order_id == orders.c.id)
        .order_by(orders.c.number, orders.c.revision)
    )
    return [
        SignedVersion(ident, family, called, revision, _STATES[state], *rest)
        for some in _chunks(numbers)
        for ident, family, called, revision, state, *rest in connection.execute(
            query if some is None else query.where(orders.c.number.in_(some))
        ).all()
    ]


def _chunks(numbers: Collection[str] | None) -> Iterator[Sequence[str] | None]:
    """Sorted numbers, a few hundred at a time; None alone for all orders."""
    if numbers is None:
        yield None
        return
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]


def traces(connection: Connection, order_ids: Sequence[str]) -> Mapping[str, OrderTrace]:
    """Where these orders stand, removed drafts included, by id."""
    columns = (orders.c.id, orders.c.number, orders.c.client_name, orders.c.state, orders.c.shelf)
    rows = connection.execute(select(*columns).where(orders.c.id.in_(order_ids)))
    return {
        row.id: OrderTrace(
            id=row.id,
            number=row.number,
            client_name=row.client_name,
            state=OrderState(row.state),
            archived=row.shelf == ARCHIVED,
            deleted=row.shelf == DELETED,
        )
        for row in rows
    }


def _chosen(query: OrderQuery, statement: Select[Any]) -> Select[Any]:
    chosen = statement.where(orders.c.shelf == (ARCHIVED if query.archived else CURRENT))
    if query.states:
        chosen = chosen.where(orders.c.state_rank.in_(sorted(STATE_RANK[state] for state in query.states)))
    wanted = words(query.text)
    if not wanted:
        return chosen
    return chosen.where(orders.c.recency.in_(engine.recencies_holding(wanted)))


def _snippets(connection: Connection, wanted: list[str], rows: Sequence[Row[Any]]) -> dict[str, str]:
    """Where each row holds the words, for rows whose client and number alone do not say it."""
    if not wanted:
        return {}
    unclear = [row.id for row in rows if not found(wanted, f"{row.client_name} {row.number}")]
    texts = select(order_documents.c.order_id, order_documents.c.search_text)
    held = connection.execute(texts.where(order_documents.c.order_id.in_(unclear)))
    return {order_id: snippet(wanted, text) for order_id, text in held}


def _with_open_branch(connection: Connection, rows: Sequence[Row[Any]]) -> frozenset[str]:
    query = select(order_branches.c.order_id).where(
        order_branches.c.order_id.in_([row.id for row in rows]),
        order_branches.c.standing == Standing.OPEN.value,
    )
    return frozenset(connection.execute(query).scalars())


def _summary(row: Row[Any], found_at: str, branch: bool) -> OrderSummary:
    return OrderSummary(
        id=row.id,
        number=row.number,
        revision=row.revision,
        state=OrderState(row.state),
        client_name=row.client_name,
        excl_tax=row.excl_tax,
        offer_valid_until=row.offer_valid_until,
        archived=row.shelf == ARCHIVED,
        updated_at=row.updated_at,
        problems=row.problems,
        snippet=found_at,
        branch=branch,
    )


def clients(connection: Connection, text: str, limit: int) -> Sequence[ClientSummary]:
    """Clients whose name, number or city holds every typed piece, the latest used first.

    Each is shown as its latest order has it, whichever of its orders was found.
    """
    pieces = (orders.c.client_search.contains(piece, autoescape=True) for piece in fold(text).split())
    known = (orders.c.client_key != "", orders.c.shelf != DELETED)
    last_used = func.max(orders.c.recency)
    matching = select(orders.c.client_key).where(*known, *pieces).group_by(orders.c.client_key)
    keys = connection.execute(matching.order_by(last_used.desc()).limit(limit)).scalars().all()
    latest = select(last_used).where(*known, orders.c.client_key.in_(keys)).group_by(orders.c.client_key)
    rows = connection.execute(
        select(orders.c.client_key, orders.c.client_name, orders.c.updated_at, order_documents.c.answers)
        .join(order_documents, order_documents.c.order_id == orders.c.id)
        .where(orders.c.recency.in_(latest))
        .order_by(orders.c.recency.desc())
    )
    return [
        ClientSummary(
            key=row.client_key,
            name=row.client_name,
            city=city_of(row.answers),
            answers={name: row.answers[name] for name in _CLIENT_MEMBERS if name in row.answers},
            last_used=row.updated_at,
        )
        for row in rows
    ]


def city_of(answers: Mapping[str, Any]) -> str:
    """The client's city in an answers document of any shape; "" where there is none."""
    place: Any = answers
    for name in ("client", "address", "city"):
        place = place.get(name) if isinstance(place, Mapping) else None
    return place if isinstance(place, str) else ""

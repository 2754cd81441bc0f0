"""Finding what falls due: one page by key, a range of days, counts by state, what can be chosen from.

The list by day goes through the states in the order in which they press, each by time, so that its first page
reads no more rows than it shows; any other order is sorted by the engine.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, not_, or_, select

from numspot_desk.contracts.agenda.standing import SNOOZED, Standing
from numspot_desk.language.folding import fold
from numspot_desk.store.due_rows import MARKED, NEVER, OPEN_AT, OPEN_DAY, PLACE, SHOWN, due_of, mark_of
from numspot_desk.store.paging import beyond
from numspot_desk.store.schema import agenda_marks, due_contracts, due_days
from numspot_desk.store.types import storable
from numspot_desk.usecases.ports.due import DueKey, DuePage, DueQuery, DueRow, DueSort, Named

_held: Final = due_days.c
_AT_ONCE: Final = 500
_TOMORROW: Final = dt.timedelta(days=1)
_BY_TIME: Final = (_held.day, _held.at, _held.id)
_PRESSING: Final = (
    (Standing.OVERDUE,),
    (Standing.TODAY, Standing.COMING),
    (SNOOZED,),
    (Standing.UNKNOWN,),
    (Standing.PASSED,),
    (Standing.DONE,),
)
"""The states in the order in which they press; those of one line are one by time."""
_contract: Final = due_contracts.alias("contract")
_ENTRIES: Final = select(*SHOWN).join(due_contracts, due_contracts.c.family_id == _held.family_id)
_BOTH: Final = "both"
_reaching: Final = due_days.alias("reaching")
_SAME: Final = and_(*(_reaching.c[name] == _held[name] for name in ("day", "at", "id")))


def page(connection: Connection, query: DueQuery, key: DueKey | None, limit: int) -> DuePage:
    """The next `limit` entries after `key`. Raises `ValueError` for a key of another sort."""
    if query.sort is DueSort.DAY:
        return _page_by_day(connection, query, key, limit)
    order = (_sorted_by(query), _held.at, _held.id)
    # Places are sorted, not whole entries: all their words would go through the sort.
    places = select(order[0].label("sorted"), _held.day, _held.at, _held.id)
    statement = _chosen(connection, query, places).where(_in_states(query), *_on_days(query))
    if key is not None:
        statement = statement.where(beyond(order, key, descending=query.descending))
    found = connection.execute(_ordered(statement, order, query.descending).limit(limit + 1)).all()
    last = found[limit - 1] if len(found) > limit else None
    next_key = None if last is None else (last.sorted, last.at, last.id)
    return DuePage(_with_marks(connection, _whole(connection, found[:limit])), next_key)


def all_of(connection: Connection, query: DueQuery) -> tuple[DueRow, ...]:
    """Every entry, by time."""
    # Found by their days alone: as conditions of their own, the states would have the engine read by state.
    statement = _chosen(connection, query, _ENTRIES).where(case((_in_states(query), 1), else_=0) == 1)
    parts = _read_by_days(query, statement)  # each on its own, as the two together would read every row
    found = [row for part in parts for row in connection.execute(part).all()]
    return _with_marks(connection, sorted(found, key=PLACE))


def counts(connection: Connection, query: DueQuery) -> Mapping[str, int]:
    """How many entries are in each state."""
    names = [state for states in _PRESSING for state in states]
    cases = [(_state(state, query), str(state)) for state in names]
    state = case(*cases).label("state")
    counted = select(state, func.count()).select_from(due_days)
    statement = _chosen(connection, query, counted).where(*_on_days(query)).group_by(state)
    return {str(row[0]): row[1] for row in connection.execute(statement)}


def choices(connection: Connection, field: str, typed: str, limit: int) -> Sequence[tuple[str, str]]:
    """Contracts with their clients, clients, or owners of entries that hold what is typed, by name."""
    pieces = fold(typed).split()
    if field == "owners":
        return _owners(connection, pieces, limit)
    kept = due_contracts.c
    held = [kept.words.contains(storable(piece), autoescape=True) for piece in pieces]
    if field == "numbers":
        query = select(kept.number, kept.client).where(kept.number != "", *held).order_by(kept.number)
    else:
        query = select(kept.client, kept.client_sort).where(kept.client != "", *held).distinct()
        query = query.order_by(kept.client_sort)
    return [(row[0], row[1] if field == "numbers" else "") for row in connection.execute(query.limit(limit))]


def _owners(connection: Connection, pieces: Sequence[str], limit: int) -> Sequence[tuple[str, str]]:
    """People are few: they are compared here, folded."""
    names = connection.execute(select(agenda_marks.c.owner).distinct()).scalars()
    found = sorted(
        (name for name in names if name and all(piece in fold(name) for piece in pieces)), key=fold
    )
    return [(name, "") for name in found[:limit]]


# ── By day ───────────────────────────────────────────────────────────────────────────────────────────


def _page_by_day(connection: Connection, query: DueQuery, key: DueKey | None, limit: int) -> DuePage:
    sections = list(enumerate(_PRESSING))
    if query.descending:
        sections.reverse()
    found: list[tuple[int, Row[Any]]] = []
    chosen = _chosen(connection, query, _ENTRIES).where(*_on_days(query))
    for place, states in sections:
        wanted = [state for state in states if not query.states or state in query.states]
        if not wanted or (key is not None and _before(place, key, query.descending)):
            continue
        statement = chosen.where(or_(*(_state(one, query) for one in wanted)))
        if key is not None and key[0] == place:
            statement = statement.where(beyond(_BY_TIME, key[1:], descending=query.descending))
        ordered = _ordered(statement, _BY_TIME, query.descending).limit(limit + 1 - len(found))
        found += [(place, row) for row in connection.execute(ordered)]
        if len(found) > limit:
            break
    next_key = None
    if len(found) > limit:
        place, last = found[limit - 1]
        next_key = (place, last.day, last.at, last.id)
    return DuePage(_with_marks(connection, [row for _, row in found[:limit]]), next_key)


def _before(place: int, key: DueKey, descending: bool) -> bool:
    """Whether a section was told whole before the key."""
    if len(key) != 1 + len(_BY_TIME):
        raise ValueError("this key belongs to another sort")
    at: int = key[0]
    return place > at if descending else place < at


# ── Conditions ───────────────────────────────────────────────────────────────────────────────────────


def _state(state: str, query: DueQuery) -> ColumnElement[bool]:
    """Whether an entry is in a state; as `contracts.agenda.standing` has it."""
    now, today = query.now, query.today
    if state == Standing.DONE:
        return _held.done == 1
    if state == SNOOZED:
        return and_(_held.done == 0, _held.quiet_until > today)
    quiet = (_held.done == 0, _held.quiet_until <= today)
    match state:
        case Standing.UNKNOWN:
            return and_(*quiet, _held.day == OPEN_DAY, _held.at == OPEN_AT)
        case Standing.OVERDUE | Standing.PASSED:
            duty = int(state == Standing.OVERDUE)
            return and_(*quiet, _held.duty == duty, _held.day <= today + _TOMORROW, _held.at <= now)
        case _:
            on = _held.day == today if state == Standing.TODAY else _held.day > today
            return and_(*quiet, on, _held.at > now, _held.at < OPEN_AT)


def _in_states(query: DueQuery) -> ColumnElement[bool]:
    if not query.states:
        return _held.day >= NEVER
    return or_(*(_state(state, query) for state in sorted(query.states)))


def _chosen(connection: Connection, query: DueQuery, statement: Select[Any]) -> Select[Any]:
    """The statement narrowed by everything but states and days."""
    if query.words or query.sort in (DueSort.NUMBER, DueSort.CLIENT):
        statement = statement.join(_contract, _contract.c.family_id == _held.family_id)
    if query.numbers or query.clients:  # found first: from entry to contract, every entry would be read
        statement = statement.where(_held.family_id.in_(_families(connection, query)))
    return statement.where(*_conditions(query))


def _families(connection: Connection, query: DueQuery) -> Sequence[str]:
    """The contracts of these numbers and clients."""
    kept = due_contracts.c
    narrowed = select(kept.family_id)
    for column, wanted in ((kept.number, query.numbers), (kept.client, query.clients)):
        if wanted:
            narrowed = narrowed.where(column.in_(sorted(storable(one) for one in wanted)))
    return connection.execute(narrowed).scalars().all()


def _conditions(query: DueQuery) -> Iterator[ColumnElement[bool]]:
    for column, wanted in (
        (_held.kind, query.kinds),
        (_held.party, query.parties | {_BOTH} if query.parties else query.parties),
        (_held.owner, query.owners),
    ):
        if wanted:
            yield column.in_(sorted(storable(one) for one in wanted))
    for word in query.words:
        text = storable(word.text)
        held = [
            column.contains(text, autoescape=True)
            for column in (_contract.c.words, _held.words, _held.mark_words)
        ]
        yield or_(*held, *(_is_called(name) for name in sorted(word.names, key=str)))
    if query.only:
        yield or_(*(_is_called(name) for name in sorted(query.only, key=str)))


def _on_days(query: DueQuery) -> Iterator[ColumnElement[bool]]:
    if query.first is not None and query.last is not None:
        yield or_(*_parts_of_days(query))


def _parts_of_days(query: DueQuery) -> tuple[ColumnElement[bool], ...]:
    """Conditions of which an entry meets one: it stands on the days of the query, or reaches into them."""
    if query.first is None or query.last is None:
        return (_held.day >= NEVER,)
    return _held.day.between(query.first, query.last), _reaches(_held, query.first, query.last)


def _read_by_days(query: DueQuery, statement: Select[Any]) -> tuple[Select[Any], ...]:
    """The statement for each of these parts. What reaches into the days is found in its index alone and only
    then read: else the engine would read every entry whose span ends later."""
    if query.first is None or query.last is None:
        return tuple(statement.where(part) for part in _parts_of_days(query))
    on, _ = _parts_of_days(query)
    reaching = statement.join(_reaching, _SAME).where(_reaches(_reaching.c, query.first, query.last))
    return statement.where(on), reaching


def _reaches(held: Any, first: dt.date, last: dt.date) -> ColumnElement[bool]:
    """Whether the safe or the sure day of an entry reaches into days that it does not stand on."""
    return and_(held.span_last >= first, held.span_first <= last, not_(held.day.between(first, last)))


def _is_called(name: Named) -> ColumnElement[bool]:
    rule, step = name
    return and_(_held.rule == rule, _held.step.is_(None) if step is None else _held.step == step)


# ── Order ────────────────────────────────────────────────────────────────────────────────────────────


def _sorted_by(query: DueQuery) -> ColumnElement[Any]:
    match query.sort:
        case DueSort.NUMBER:
            return _contract.c.number
        case DueSort.CLIENT:
            return _contract.c.client_sort
        case DueSort.PARTY:
            return _held.party
        case DueSort.CLAUSE:
            return _held.clause
        case DueSort.OWNER:
            return case((_held.owner == "", "\uffff"), else_=_held.owner)
        case _:
            ranks = [(_is_called(name), n) for n, name in enumerate(query.names)]
            return case(*ranks, else_=len(ranks)) if ranks else _held.rule


def _ordered(statement: Select[Any], order: Sequence[Any], descending: bool) -> Select[Any]:
    return statement.order_by(*(column.desc() if descending else column.asc() for column in order))


def _whole(connection: Connection, places: Sequence[Row[Any]]) -> list[Row[Any]]:
    """The entries of these places, in this order."""
    found: dict[int, Row[Any]] = {}
    for start in range(0, len(places), _AT_ONCE):
        named = [
            and_(_held.day == one.day, _held.at == one.at, _held.id == one.id)
            for one in places[start : start + _AT_ONCE]
        ]
        found.update({row.id: row for row in connection.execute(_ENTRIES.where(or_(*named)))})
    return [found[one.id] for one in places]


def _with_marks(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[DueRow, ...]:
    marked = [row.key for row in rows if row[MARKED]]
    marks = {}
    for start in range(0, len(marked), _AT_ONCE):
        query = select(agenda_marks).where(agenda_marks.c.key.in_(marked[start : start + _AT_ONCE]))
        marks.update({row.key: mark_of(row) for row in connection.execute(query)})
    return tuple(DueRow(due, marks.get(due.key)) for due in map(due_of, rows))

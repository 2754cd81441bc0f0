"""The questions that the index answers are those that a list in memory would give, page by page."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from numspot_desk.contracts.agenda.due_days import DueDay, due_day, entry_of
from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.agenda.standing import SNOOZED, Standing, Stands, stands, state_of
from numspot_desk.language.folding import fold
from numspot_desk.rules.limits import Result
from numspot_desk.rules.time import PARIS, end_of
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.due import CountedContract, DueQuery, DueSort, DueWord
from numspot_desk.usecases.ports.orders import OrderRecord

NOW = dt.datetime(2026, 11, 22, 10, 30, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 22)
UNKNOWN = Result(None, None)
RULES = ("T10", "T22", "T26", "T27", "T31")
STATES = (*Standing, SNOOZED)
OPEN_STATES = frozenset({Standing.OVERDUE, Standing.COMING})


def _result(chance: random.Random, *, hours: bool) -> Result:
    day = TODAY + dt.timedelta(days=chance.randrange(-20, 21))
    if chance.random() < 0.1:
        return UNKNOWN
    if hours:
        return Result(None, dt.datetime.combine(day, dt.time(chance.randrange(24), 30), PARIS))
    return Result(day, end_of(day))


def _due(chance: random.Random, order: OrderRecord, place: int) -> DueDay:
    rule = chance.choice(RULES)
    own = _result(chance, hours=rule in ("T26", "T27"))
    other = _result(chance, hours=own.last_day is None) if chance.random() < 0.3 else own
    sides = sorted((own, other), key=lambda one: (one.instant is None, one.instant or NOW))
    entry = DueDay(
        key=f"{order.id}:{rule}::{place}",
        family_id=order.id,
        order_id=order.id,
        number=order.number,
        client=f"Élan {order.number[-1]}",
        rule=rule,
        step="first_answer" if rule == "T27" else None,
        event=str(place),
        about=f"F-{place % 7}",
        clause=f"CG-{chance.randrange(4)}",
        kind=chance.choice(["act_before", "effect_on", "earliest"]),
        party=chance.choice(["numspot", "client", "both"]),
        duty=False,
        day=None,
        last_day=own.last_day,
        instant=own.instant,
        safe=sides[0],
        sure=sides[1],
        alternatives=int(sides[0] != sides[1]),
    )
    return due_day(entry_of(entry, TODAY))


def _mark(chance: random.Random, key: str) -> Mark | None:
    if chance.random() < 0.6:
        return None
    later = TODAY + dt.timedelta(days=chance.randrange(-3, 9))
    return Mark(
        key,
        owner=chance.choice(["", "Zoé", "anne"]),
        done_on=TODAY if chance.random() < 0.4 else None,
        note=chance.choice(["", "Écrit à la banque"]),
        snoozed_until=later if chance.random() < 0.5 else None,
    )


@pytest.fixture
def rows(
    desk: OpenWorkspace, new_order: Callable[..., OrderRecord], act: Callable[..., Act]
) -> Iterator[list[Stands]]:
    """Three contracts with forty entries each, kept in the index, as they stand."""
    chance, made = random.Random(7), []
    for _ in range(3):
        order = new_order()
        days = tuple(_due(chance, order, place) for place in range(40))
        kept = CountedContract(order.id, days, "x" * 64, TODAY, dt.date.max)
        for day in days[:20]:
            if (marked := _mark(chance, day.key)) is not None and not marked.empty:
                desk.marks.keep(order.id, marked, act("deadline.marked"))
        desk.due.keep([kept])
        for day in days[20:]:
            if (marked := _mark(chance, day.key)) is not None and not marked.empty:
                desk.marks.keep(order.id, marked, act("deadline.marked"))
        marks = desk.marks.of([day.key for day in days])
        made += [stands(entry_of(day, TODAY), NOW, marks.get(day.key)) for day in days]
    yield made


def asked(**changed: Any) -> DueQuery:
    return DueQuery(now=NOW, today=TODAY, **changed)


def paged(desk: OpenWorkspace, query: DueQuery, limit: int) -> list[str]:
    """The keys of every page, joined."""
    found, key = [], None
    while True:
        page = desk.due.page(query, key, limit)
        found += [row.due.key for row in page.rows]
        key = page.next_key
        if key is None:
            return found
        assert len(page.rows) == limit


def keys(rows: Sequence[Stands], keep: Callable[[Stands], bool]) -> list[str]:
    return sorted(row.entry.key for row in rows if keep(row))


def test_every_state_is_counted_and_found_alone(desk: OpenWorkspace, rows: list[Stands]) -> None:
    expected = Counter(str(state_of(row)) for row in rows)
    assert set(expected) == {str(state) for state in STATES}
    assert dict(desk.due.counts(asked())) == dict(expected)
    for state in STATES:
        found = paged(desk, asked(states=frozenset({state})), 7)
        assert sorted(found) == keys(rows, lambda row, state=state: state_of(row) == state)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("limit", [1, 9, 50, 500])
def test_what_presses_most_stands_first_whatever_the_size_of_a_page(
    desk: OpenWorkspace, rows: list[Stands], limit: int, descending: bool
) -> None:
    ranks = {Standing.OVERDUE: 0, SNOOZED: 2, Standing.UNKNOWN: 3, Standing.PASSED: 4, Standing.DONE: 5}
    found = paged(desk, asked(descending=descending), limit)
    assert sorted(found) == keys(rows, lambda _: True)
    by_key = {row.entry.key: row for row in rows}
    told = [(ranks.get(state_of(by_key[key]), 1), by_key[key].day or dt.date.max) for key in found]
    assert told == sorted(told, reverse=descending)


@pytest.mark.parametrize("sort", [sort for sort in DueSort if sort is not DueSort.DAY])
@pytest.mark.parametrize("descending", [False, True])
def test_other_orders_are_whole_and_sorted(
    desk: OpenWorkspace, rows: list[Stands], sort: DueSort, descending: bool
) -> None:
    names = tuple((rule, "first_answer" if rule == "T27" else None) for rule in reversed(RULES))
    found = paged(desk, asked(sort=sort, names=names, descending=descending), 8)
    assert sorted(found) == keys(rows, lambda _: True)
    by_key = {row.entry.key: row for row in rows}
    values: dict[DueSort, Callable[[Stands], Any]] = {
        DueSort.WHAT: lambda row: -RULES.index(row.entry.rule),
        DueSort.NUMBER: lambda row: row.entry.contract.number,
        DueSort.CLIENT: lambda row: fold(row.entry.contract.client),
        DueSort.PARTY: lambda row: row.entry.party,
        DueSort.CLAUSE: lambda row: row.entry.clause,
        DueSort.OWNER: lambda row: (row.mark.owner if row.mark else "") or "\uffff",
    }
    told = [values[sort](by_key[key]) for key in found]
    assert told == sorted(told, reverse=descending)


def test_filters_narrow_lists_and_counts_alike(desk: OpenWorkspace, rows: list[Stands]) -> None:
    number, client = rows[0].entry.contract.number, rows[50].entry.contract.client
    word = DueWord("banque", frozenset())
    named = DueWord("facture", frozenset({("T22", None)}))
    step = DueWord("premiere", frozenset({("T27", "first_answer")}))
    about = DueWord("f-3", frozenset())
    people = DueWord(fold("Élan"), frozenset())
    cases: list[tuple[dict[str, Any], Callable[[Stands], bool]]] = [
        ({"kinds": frozenset({"effect_on"})}, lambda row: row.entry.kind == "effect_on"),
        ({"parties": frozenset({"client"})}, lambda row: row.entry.party in ("client", "both")),
        ({"numbers": frozenset({number})}, lambda row: row.entry.contract.number == number),
        ({"clients": frozenset({client})}, lambda row: row.entry.contract.client == client),
        ({"owners": frozenset({"Zoé"})}, lambda row: bool(row.mark and row.mark.owner == "Zoé")),
        ({"words": (word,)}, lambda row: bool(row.mark and row.mark.note)),
        ({"words": (named,)}, lambda row: row.entry.rule == "T22"),
        ({"words": (step,)}, lambda row: row.entry.rule == "T27"),
        ({"words": (about, people)}, lambda row: row.entry.about == "F-3"),
        ({"words": (DueWord("100%", frozenset()),)}, lambda row: False),
    ]
    for given, keep in cases:
        assert sorted(paged(desk, asked(**given), 6)) == keys(rows, keep), given
        counted = Counter(str(state_of(row)) for row in rows if keep(row))
        assert dict(desk.due.counts(asked(**given))) == dict(counted), given
        found = paged(desk, asked(states=OPEN_STATES, sort=DueSort.CLAUSE, **given), 6)
        assert sorted(found) == keys(rows, lambda row, keep=keep: keep(row) and state_of(row) in OPEN_STATES)


def test_a_range_of_days_has_what_stands_on_them_or_reaches_into_them(
    desk: OpenWorkspace, rows: list[Stands]
) -> None:
    first, last = TODAY - dt.timedelta(days=3), TODAY + dt.timedelta(days=4)

    def reaches(row: Stands) -> bool:
        sides = (row.entry.safe, row.entry.sure)
        own = [one.last_day or one.instant.astimezone(PARIS).date() for one in sides if one.instant]
        days = [day for day in (row.day, *own) if day is not None]
        return row.day is not None and min(days) <= last and max(days) >= first

    found = desk.due.all(asked(first=first, last=last))
    assert sorted(row.due.key for row in found) == keys(rows, reaches)
    known = [row.due.day for row in found if row.due.day is not None]
    assert known == sorted(known)
    assert any(not first <= day <= last for day in known)
    number = next(row.due.number for row in found if row.due.day and not first <= row.due.day <= last)
    one = desk.due.all(asked(first=first, last=last, numbers=frozenset({number})))
    assert one == tuple(row for row in found if row.due.number == number)
    called = desk.due.all(asked(first=first, last=last, words=(DueWord(fold(number), frozenset()),)))
    assert called == one


def test_contracts_clients_and_owners_are_offered_by_what_is_typed(
    desk: OpenWorkspace, rows: list[Stands]
) -> None:
    numbers = desk.due.choices("numbers", "elan", 2)
    assert numbers == [("CMD-2026-00000001", "Élan 1"), ("CMD-2026-00000002", "Élan 2")]
    assert desk.due.choices("clients", "ELAN 3", 9) == [("Élan 3", "")]
    assert desk.due.choices("owners", "", 9) == [("anne", ""), ("Zoé", "")]
    assert desk.due.choices("owners", "zoe", 9) == [("Zoé", "")]
    assert desk.due.choices("numbers", "_%", 9) == []


def test_a_key_of_another_order_is_refused(desk: OpenWorkspace, rows: list[Stands]) -> None:
    key = desk.due.page(asked(), None, 5).next_key
    with pytest.raises(ValueError, match="another sort"):
        desk.due.page(asked(sort=DueSort.CLIENT), key)
    with pytest.raises(ValueError, match="another sort"):
        desk.due.page(asked(), ("CG-1", NOW, 1))


def test_contracts_kept_again_leave_no_row_behind(desk: OpenWorkspace, rows: list[Stands]) -> None:
    family = rows[0].entry.contract.family_id
    desk.due.keep([CountedContract(family, (), "x" * 64, TODAY, dt.date.max)])
    assert sorted(paged(desk, asked(), 50)) == keys(rows, lambda row: row.entry.contract.family_id != family)
    assert desk.due.stale_count("x" * 64, TODAY) == 0

"""Lists of orders: search as typed, filters, every sort paged by key, snippets, clients; and their speed."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.store.workspace import OpenWorkspace, create_workspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderQuery, OrderRecord, OrderSort, Place
from tests.examples import examples
from tests.store import many_orders
from tests.store.desk import KEY, SeededChance, SetClock, complete_answers, extracted

NewOrder = Callable[..., OrderRecord]


def found(desk: OpenWorkspace, text: str) -> list[str]:
    names = [row.client_name for row in desk.orders.page(OrderQuery(text=text)).rows]
    assert desk.orders.count(OrderQuery(text=text)) == len(names)
    return names


@pytest.fixture
def shelf(desk: OpenWorkspace, new_order: NewOrder) -> OpenWorkspace:
    new_order(extracted=extracted("Hôpital Saint-Étienne", "VM 4 vCPU\nLe délai de l'échéance", key="1"))
    new_order(extracted=extracted("Œuvres de Cœur", "Stockage objet résilié", key="2", amount=None))
    new_order(extracted=extracted("Straßenbahn GmbH", "Pare-feu AND a-b", key="3", amount="12.00"))
    return desk


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("etienne", ["Hôpital Saint-Étienne"]),
        ("HOPITAL étien", ["Hôpital Saint-Étienne"]),
        ("l'échéance", ["Hôpital Saint-Étienne"]),
        ("oeuvre", ["Œuvres de Cœur"]),
        ("ŒUVRES coeur", ["Œuvres de Cœur"]),
        ("resilie", ["Œuvres de Cœur"]),
        ("strassenbahn", ["Straßenbahn GmbH"]),
        ("STRASS", ["Straßenbahn GmbH"]),
        ("AND", ["Straßenbahn GmbH"]),
        ("a-b", ["Straßenbahn GmbH"]),
        ("cmd-2026-00000002", ["Œuvres de Cœur"]),
        ("00000002", ["Œuvres de Cœur"]),
        ("vcpu 4", ["Hôpital Saint-Étienne"]),
        ("NEAR(vcpu", []),
        ("client:x", []),
        ("absent", []),
        ("étienne absent", []),
        ('"', ["Straßenbahn GmbH", "Œuvres de Cœur", "Hôpital Saint-Étienne"]),
        ("  ", ["Straßenbahn GmbH", "Œuvres de Cœur", "Hôpital Saint-Étienne"]),
    ],
)
def test_search_finds_what_is_typed(shelf: OpenWorkspace, typed: str, names: list[str]) -> None:
    assert found(shelf, typed) == names


def test_nothing_typed_ever_breaks_the_search(shelf: OpenWorkspace) -> None:
    @examples(200)
    @given(st.text(max_size=40) | st.text(alphabet="\"'*()-:^+{}AND OR NOT\x00é", max_size=20))
    def search(text: str) -> None:
        for sort in OrderSort:
            shelf.orders.page(OrderQuery(text=text, sort=sort))
        shelf.orders.clients(text)

    search()


def test_search_follows_every_change(
    desk: OpenWorkspace, new_order: NewOrder, clock: SetClock, act: Callable[..., Act]
) -> None:
    first, second = new_order(extracted=extracted("Alpha")), new_order(extracted=extracted("Beta"))
    renamed = extracted("Gamma", "libellé")
    version = desk.orders.save_draft(first.id, 1, complete_answers(), Place(), renamed, clock.now())
    assert (found(desk, "alpha"), found(desk, "gamma lib")) == ([], ["Gamma"])
    assert [row.id for row in desk.orders.page(OrderQuery()).rows] == [first.id, second.id]
    version = desk.orders.save_draft(first.id, version, complete_answers(), Place(), renamed, clock.now())
    assert found(desk, "gamma") == ["Gamma"]
    desk.orders.change_state(second.id, 1, OrderState.CANCELLED, act())
    assert found(desk, "beta") == ["Beta"]
    assert [row.id for row in desk.orders.page(OrderQuery()).rows] == [second.id, first.id]


def test_a_snippet_shows_where_a_row_was_found(shelf: OpenWorkspace) -> None:
    def shown(text: str) -> list[str]:
        return [row.snippet for row in shelf.orders.page(OrderQuery(text=text)).rows]

    assert shown("échéan") == ["Le délai de l'échéance"]
    assert shown("hopital") == [""]  # the client's name says it already
    assert shown("") == ["", "", ""]


def test_rows_hold_what_the_list_shows(shelf: OpenWorkspace) -> None:
    last = shelf.orders.page(OrderQuery()).rows[0]
    assert (last.client_name, last.number, last.revision) == ("Straßenbahn GmbH", "CMD-2026-00000003", 1)
    assert (str(last.excl_tax), last.state, last.archived) == ("12.00", OrderState.DRAFT, False)
    assert last.updated_at.tzinfo is not None


@pytest.mark.parametrize("sort", list(OrderSort))
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("text", ["", "serv"])
def test_pages_by_key_are_the_whole_list_once(
    some_orders: OpenWorkspace, sort: OrderSort, descending: bool, text: str
) -> None:
    query = OrderQuery(text=text, sort=sort, descending=descending)
    page = some_orders.orders.page(query, limit=17)
    rows = list(page.rows)
    while page.next_key is not None:
        page = some_orders.orders.page(query, page.next_key, limit=17)
        rows += page.rows
    assert len({row.id for row in rows}) == len(rows) == some_orders.orders.count(query)
    whole = some_orders.orders.page(query, limit=10_000)
    assert (list(whole.rows), whole.next_key) == (rows, None)
    shown = [row.excl_tax for row in rows]
    if sort is OrderSort.AMOUNT:  # without an amount: below all others
        known = [amount for amount in shown if amount is not None]
        assert known == sorted(known, reverse=descending)
        assert all(amount is None for amount in (shown[len(known) :] if descending else shown[: -len(known)]))
    if sort is OrderSort.NUMBER:
        assert [row.number for row in rows] == sorted((row.number for row in rows), reverse=descending)


def test_states_filter_and_are_counted(some_orders: OpenWorkspace) -> None:
    counts = some_orders.orders.counts_by_state()
    assert set(counts) == set(OrderState)
    assert sum(counts.values()) == some_orders.orders.count(OrderQuery())
    chosen = frozenset({OrderState.DRAFT, OrderState.SIGNED})
    page = some_orders.orders.page(OrderQuery(states=chosen), limit=1_000)
    assert len(page.rows) == sum(counts[state] for state in chosen)
    assert {row.state for row in page.rows} == chosen


def test_a_key_of_another_sort_is_refused(shelf: OpenWorkspace) -> None:
    with pytest.raises(ValueError, match="sort"):
        shelf.orders.page(OrderQuery(sort=OrderSort.CLIENT), (3,))


def test_a_client_is_found_by_name_number_and_city_with_its_latest_answers(
    desk: OpenWorkspace, new_order: NewOrder
) -> None:
    first = complete_answers(note="old")
    moved = complete_answers(client={**first["client"], "address": {"city": "Saint-Étienne"}})
    new_order(answers=first)
    new_order(answers=moved)
    new_order(answers={"client": "half typed"}, extracted=extracted("", key=""))
    for typed in ("atelier", "exemple ate", "3845", "étienne", "saint", "lyon"):
        (client,) = desk.orders.clients(typed)
        assert (client.key, client.city) == ("384512349", "Saint-Étienne")
        assert client.answers["client"] == moved["client"]
        assert set(client.answers) == {"client", "contacts", "technical_accounts"}
    assert desk.orders.clients("100%") == desk.orders.clients("_") == desk.orders.clients("absent") == []


@pytest.fixture(scope="module")
def some_orders(tmp_path_factory: pytest.TempPathFactory) -> OpenWorkspace:
    return _filled(tmp_path_factory.mktemp("many"), 400)


def _filled(folder: Path, count: int) -> OpenWorkspace:
    desk = create_workspace(folder, KEY, clock=SetClock(), chance=SeededChance())
    many_orders.fill(desk._session, count)
    return desk


@pytest.mark.parametrize("sort", list(OrderSort))
@pytest.mark.parametrize("text", ["", "quetzal"])
@pytest.mark.parametrize("states", [frozenset(), frozenset({OrderState.DRAFT, OrderState.SIGNED})])
def test_a_page_is_read_along_the_index_of_its_sort_alone(
    some_orders: OpenWorkspace, sort: OrderSort, text: str, states: frozenset[OrderState]
) -> None:
    """No sorting of all rows, and no row read that search or filter leave out."""
    asked: list[tuple[str, Any]] = []
    connected = some_orders._session.outside.engine

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(connected, "before_cursor_execute", note)
    try:
        some_orders.orders.page(OrderQuery(text=text, states=states, sort=sort))
    finally:
        event.remove(connected, "before_cursor_execute", note)
    statement, parameters = next(one for one in asked if "ORDER BY" in one[0])
    with some_orders._session.transaction() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    assert not [step for step in plan if "TEMP B-TREE" in step], plan
    assert any(step.startswith("SEARCH orders USING INDEX ix_orders_shelf_") for step in plan), plan


def test_a_long_list_stays_quick(tmp_path: Path) -> None:
    """A coarse guard on 10,000 orders; `make bench` measures 100,000."""
    with _filled(tmp_path, 10_000) as desk:
        queries = [
            *(OrderQuery(sort=sort) for sort in OrderSort),
            *(OrderQuery(sort=sort, text=many_orders.RARE_WORD) for sort in OrderSort),
            OrderQuery(text=many_orders.BROAD_PREFIX),
            OrderQuery(text="lyon hopital", sort=OrderSort.AMOUNT),
        ]
        for query in queries:
            assert desk.orders.page(query).rows
            started = time.perf_counter()
            desk.orders.page(query)
            assert time.perf_counter() - started < 0.1, query

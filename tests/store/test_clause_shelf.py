"""The clause library in the store: versions for good, origins that follow the order, who uses what."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from numspot_desk.store.library import clause_ids
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.library import ClauseOrigin
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from numspot_desk.usecases.refusals import NoSuchRecord, StaleRecord
from tests.contracts.library.clauses import clause
from tests.store.desk import complete_answers, extracted

NewAct = Callable[..., Act]
NewOrder = Callable[..., OrderRecord]
ORIGIN = ClauseOrigin("delay-clause", 1, {"delay": 30})


def save(desk: OpenWorkspace, order: OrderRecord, answers: dict[str, Any]) -> OrderRecord:
    desk.orders.save_draft(order.id, order.row_version, answers, Place(), extracted(), order.updated_at)
    return desk.orders.load(order.id)


def test_versions_are_kept_with_who_when_and_why(desk: OpenWorkspace, act: NewAct) -> None:
    desk.library.keep([clause(version=2), clause(id="other")], "Relu", act("library.clauses_imported"))
    kept = desk.library.kept()
    assert [(one.clause.id, one.clause.version) for one in kept] == [("delay-clause", 2), ("other", 1)]
    assert (kept[0].made_by, kept[0].note) == ("Anne Roy", "Relu")
    assert kept[0].clause == clause(version=2)
    assert [one.clause.id for one in desk.library.kept("other")] == ["other"]
    assert desk.audit.verify().broken_at is None


def test_a_version_that_exists_is_refused_with_all_that_came_with_it(
    desk: OpenWorkspace, act: NewAct
) -> None:
    desk.library.keep([clause(version=2)], "", act("library.clause_changed"))
    rows = desk.audit.verify().entries
    with pytest.raises(StaleRecord):
        desk.library.keep([clause(version=3), clause(version=2)], "", act("library.clause_changed"))
    assert [one.clause.version for one in desk.library.kept()] == [2]
    assert desk.audit.verify().entries == rows


def test_a_version_is_never_changed(desk: OpenWorkspace, act: NewAct) -> None:
    desk.library.keep([clause(version=2)], "", act("library.clause_changed"))
    for sentence in ("UPDATE library_clauses SET note = 'x'", "DELETE FROM library_clauses"):
        with pytest.raises(DBAPIError), desk._session.transaction() as connection:
            connection.execute(text(sentence))


def test_an_origin_stands_while_its_clause_does_and_comes_back_with_it(
    desk: OpenWorkspace, new_order: NewOrder
) -> None:
    order = new_order()
    assert clause_ids(order.answers)
    (first, *_) = clause_ids(order.answers)
    desk.library.keep_origin(order.id, first, ORIGIN)
    assert desk.library.origins(order.id) == {first: ORIGIN}
    assert desk.library.use_counts() == {"delay-clause": {1: 1}}
    order = save(desk, order, complete_answers(derogations=[], special_conditions=[]))
    assert desk.library.use_counts() == {}
    assert desk.library.origins(order.id) == {first: ORIGIN}
    save(desk, order, complete_answers())
    assert desk.library.use_counts() == {"delay-clause": {1: 1}}


def test_an_origin_is_replaced_and_needs_its_order(desk: OpenWorkspace, new_order: NewOrder) -> None:
    order = new_order()
    desk.library.keep_origin(order.id, "D1", ORIGIN)
    later = ClauseOrigin("delay-clause", 2, {"delay": 45})
    desk.library.keep_origin(order.id, "D1", later)
    assert desk.library.origins(order.id) == {"D1": later}
    with pytest.raises(NoSuchRecord):
        desk.library.keep_origin("0" * 36, "D1", ORIGIN)


def test_the_origins_of_an_order_are_copied_to_another(desk: OpenWorkspace, new_order: NewOrder) -> None:
    one, other = new_order(), new_order()
    desk.library.keep_origin(one.id, "D1", ORIGIN)
    desk.library.copy_origins(one.id, other.id)
    desk.library.copy_origins(other.id, new_order().id)
    assert desk.library.origins(other.id) == {"D1": ORIGIN}
    assert desk.library.use_counts() == {"delay-clause": {1: 3}}


def test_who_uses_a_wording_is_told_page_by_page(
    desk: OpenWorkspace, new_order: NewOrder, act: NewAct
) -> None:
    made = [new_order() for _ in range(7)]
    for position, order in enumerate(made):
        desk.library.keep_origin(order.id, "D1", ClauseOrigin("delay-clause", 1 + position % 2, {}))
        desk.library.keep_origin(order.id, "D2", ClauseOrigin("other", 1, {}))
    seen, key = [], None
    while True:
        page = desk.library.uses("delay-clause", key=key, limit=3)
        seen += [row.number for row in page.rows]
        key = page.next_key
        if key is None:
            break
    assert seen == [order.number for order in made]
    assert len(desk.library.uses("delay-clause", 2).rows) == 3
    row = desk.library.uses("delay-clause", 2).rows[0]
    assert (row.client_name, row.clause_id) == ("Atelier Exemple", "D1")
    assert row.origin == ClauseOrigin("delay-clause", 2)
    assert row.text == made[0].answers["derogations"][0]["text"]
    desk.orders.delete_draft(made[0].id, act("order.deleted"))
    assert len(desk.library.uses("delay-clause").rows) == 6


def test_the_origins_of_a_removed_draft_go_with_it(
    desk: OpenWorkspace, new_order: NewOrder, act: NewAct
) -> None:
    order = new_order()
    desk.library.keep_origin(order.id, "D1", ORIGIN)
    deleted = act("order.deleted")
    desk.orders.delete_draft(order.id, deleted)
    desk.orders.remove_deleted(deleted.at.replace(year=2030))
    assert desk.library.origins(order.id) == {}


def test_ids_are_read_from_answers_of_any_shape() -> None:
    answers = {
        "derogations": [{"id": "D1"}, None, {"id": 3}],
        "special_conditions": ["?", {"clauses": [{"id": "CS-1"}, "x"]}, {"clauses": None}],
    }
    assert clause_ids(answers) == ["D1", "CS-1"]
    assert clause_ids({}) == []

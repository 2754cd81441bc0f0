"""Calculations: forms are kept as they change; notes are added and taken back, never changed."""

import pytest
from sqlalchemy.exc import DBAPIError

from numspot_desk.store.schema import contract_notes
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from numspot_desk.usecases.refusals import NoSuchRecord
from tests.store.desk import SetClock, complete_answers, extracted

CONTENT = {"format": 1, "headline": "9 200,00 €"}


@pytest.fixture
def order(desk: OpenWorkspace, clock: SetClock) -> OrderRecord:
    act = Act("order.created", "", "Anne Roy", clock.now())
    return desk.orders.create("CMD-2026-00000001", complete_answers(), Place(), extracted(), act)


def _act(clock: SetClock, kind: str = "contract.note_added", actor: str = "Anne Roy") -> Act:
    return Act(kind, "", actor, clock.now())


def test_what_is_typed_is_replaced_and_forgotten_once_empty(desk: OpenWorkspace, clock: SetClock) -> None:
    head = desk.audit.head()
    desk.calculations.keep_typed("refund", {"billed": "36 5"}, clock.now())
    desk.calculations.keep_typed("refund", {"billed": "36 500"}, clock.now())
    desk.calculations.keep_typed("totals", {"lines": [{"quantity": "3"}]}, clock.now())
    assert desk.calculations.typed()["refund"] == {"billed": "36 500"}
    desk.calculations.keep_typed("refund", {}, clock.now())
    assert list(desk.calculations.typed()) == ["totals"]
    assert desk.audit.head() == head, "typing is no act"


def test_a_note_is_kept_with_its_audit_row(desk: OpenWorkspace, clock: SetClock, order: OrderRecord) -> None:
    kept = desk.calculations.add_note(order.id, "Remboursement", CONTENT, _act(clock))
    assert (kept.number, kept.title, kept.made_by) == (order.number, "Remboursement", "Anne Roy")
    assert kept.content == CONTENT and kept.withdrawn is None
    assert desk.calculations.notes(order.number) == [kept] and desk.calculations.note(kept.id) == kept
    (entry,) = (one for one in desk.audit.entries(order.id) if one.kind == "contract.note_added")
    assert entry.details["note"] == kept.id and "9 200" not in str(entry.details)


def test_a_note_is_taken_back_once_and_stays_readable(
    desk: OpenWorkspace, clock: SetClock, order: OrderRecord
) -> None:
    first = desk.calculations.add_note(order.id, "Un", CONTENT, _act(clock))
    second = desk.calculations.add_note(order.id, "Deux", CONTENT, _act(clock))
    back = _act(clock, "contract.note_withdrawn", "Louis Petit")
    gone = desk.calculations.withdraw_note(first.id, "Mauvaise facture", back)
    assert gone.content == CONTENT and gone.withdrawn is not None
    assert (gone.withdrawn.reason, gone.withdrawn.by) == ("Mauvaise facture", "Louis Petit")
    assert [one.id for one in desk.calculations.notes(order.number)] == [second.id, first.id]
    with pytest.raises(NoSuchRecord, match="meanwhile"):
        desk.calculations.withdraw_note(first.id, "Encore", back)


def test_what_is_not_there_is_refused(desk: OpenWorkspace, clock: SetClock) -> None:
    for act in (
        lambda: desk.calculations.note("nothing"),
        lambda: desk.calculations.add_note("nothing", "Un", CONTENT, _act(clock)),
        lambda: desk.calculations.withdraw_note("nothing", "Pourquoi", _act(clock)),
    ):
        with pytest.raises(NoSuchRecord):
            act()


def test_a_note_is_never_changed(desk: OpenWorkspace, clock: SetClock, order: OrderRecord) -> None:
    desk.calculations.add_note(order.id, "Un", CONTENT, _act(clock))
    for change in (contract_notes.update().values(words="autre"), contract_notes.delete()):
        with pytest.raises(DBAPIError, match="written once"), desk._session.transaction() as connection:
            connection.execute(change)

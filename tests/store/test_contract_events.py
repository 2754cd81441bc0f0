"""Events of contracts: added, superseded, taken back, never changed; each with its audit row."""

import datetime as dt

import pytest
from sqlalchemy.exc import DBAPIError

from numspot_desk.store.schema import contract_events
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.events import WITHDRAWN, NewEvent
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from numspot_desk.usecases.refusals import NoSuchRecord
from tests.store.desk import SetClock, complete_answers, extracted

DAY = dt.date(2027, 1, 10)
USED = "services_used"


@pytest.fixture
def order(desk: OpenWorkspace, clock: SetClock) -> OrderRecord:
    return _order(desk, clock, "CMD-2026-00000001")


def _order(desk: OpenWorkspace, clock: SetClock, number: str) -> OrderRecord:
    return desk.orders.create(number, complete_answers(), Place(), extracted(), _act(clock, "order.created"))


def _act(clock: SetClock, kind: str = "contract.event_recorded") -> Act:
    return Act(kind, "", "Anne Roy", clock.now())


def test_an_event_is_kept_with_who_entered_it_and_its_audit_row(
    desk: OpenWorkspace, clock: SetClock, order: OrderRecord
) -> None:
    kept = desk.events.record(order.id, NewEvent(USED, on=DAY, data={"source": "invoice"}), _act(clock))
    assert (kept.number, kept.on, kept.at, kept.recorded_by) == (order.number, DAY, None, "Anne Roy")
    assert desk.events.standing() == {order.number: (kept,)}
    assert desk.events.history(order.number) == (kept,)
    entry = desk.audit.entries(order.id)[0]
    assert entry.kind == "contract.event_recorded" and desk.audit.verify().broken_at is None


def test_a_correction_stands_in_place_of_what_it_supersedes(
    desk: OpenWorkspace, clock: SetClock, order: OrderRecord
) -> None:
    first = desk.events.record(order.id, NewEvent(USED, on=DAY), _act(clock))
    later = NewEvent(USED, on=DAY + dt.timedelta(1), supersedes=first.id)
    second = desk.events.record(order.id, later, _act(clock))
    assert desk.events.standing([order.number], [USED]) == {order.number: (second,)}
    desk.events.record(order.id, NewEvent(WITHDRAWN, supersedes=second.id), _act(clock))
    assert desk.events.standing() == {}
    assert [one.kind for one in desk.events.history(order.number)] == [USED, USED, WITHDRAWN]


def test_only_an_event_of_this_contract_that_stands_is_superseded(
    desk: OpenWorkspace, clock: SetClock, order: OrderRecord
) -> None:
    other = _order(desk, clock, "CMD-2026-00000002")
    kept = desk.events.record(other.id, NewEvent(USED, on=DAY), _act(clock))
    before = desk.audit.verify().entries
    with pytest.raises(NoSuchRecord):
        desk.events.record(order.id, NewEvent(USED, on=DAY, supersedes=kept.id), _act(clock))
    taken = desk.events.record(other.id, NewEvent(WITHDRAWN, supersedes=kept.id), _act(clock))
    for gone in (kept.id, taken.id):
        with pytest.raises(NoSuchRecord):
            desk.events.record(other.id, NewEvent(WITHDRAWN, supersedes=gone), _act(clock))
    with pytest.raises(NoSuchRecord):
        desk.events.record("nowhere", NewEvent(USED, on=DAY), _act(clock))
    assert desk.audit.verify().entries == before + 1


def test_contracts_and_kinds_are_chosen(desk: OpenWorkspace, clock: SetClock, order: OrderRecord) -> None:
    other = _order(desk, clock, "CMD-2026-00000002")
    at = dt.datetime(2027, 1, 3, 9, tzinfo=dt.UTC)
    desk.events.record(order.id, NewEvent(USED, on=DAY), _act(clock))
    notice = desk.events.record(
        order.id, NewEvent("termination_notice", at=at, data={"by": "client"}), _act(clock)
    )
    desk.events.record(other.id, NewEvent(USED, on=DAY), _act(clock))
    assert desk.events.standing([order.number], ["termination_notice"]) == {order.number: (notice,)}
    assert notice.at == at and set(desk.events.standing(kinds=[USED])) == {order.number, other.number}
    assert desk.events.standing([]) == {}


def test_what_was_recorded_cannot_be_changed(
    desk: OpenWorkspace, clock: SetClock, order: OrderRecord
) -> None:
    desk.events.record(order.id, NewEvent(USED, on=DAY), _act(clock))
    for change in (contract_events.update().values(kind="other"), contract_events.delete()):
        with pytest.raises(DBAPIError, match="written once"), desk._session.transaction() as connection:
            connection.execute(change)

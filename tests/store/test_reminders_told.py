"""Reminders that were told: each rung once, put away with the day it counts down to, forgotten in order."""

import datetime as dt

import pytest
from sqlalchemy.exc import IntegrityError

from numspot_desk.contracts.agenda.reminders import ReminderId, Told
from numspot_desk.store.workspace import OpenWorkspace, open_workspace
from tests.store.desk import KEY, SetClock

ONE = ReminderId("f:T22::F1", "2026-12-31", "30d")
NEXT = ONE._replace(rung="7d")
MOVED = ONE._replace(due="2027-01-15")
OTHER = ReminderId("f:T26::Événement\x00 : 1", "2026-12-01T10:00:00+00:00", "24h")


def told(desk: OpenWorkspace, *keys: str) -> dict[ReminderId, bool]:
    """The rungs told of these entries, and whether they were put away; not those passed over."""
    kept = desk.reminders.told(keys)
    return {one: each.put_away for one, each in kept.items() if not each.passed_over}


def test_what_was_told_stays_told(desk: OpenWorkspace, clock: SetClock) -> None:
    desk.reminders.tell([ONE, OTHER], [], clock.now())
    clock.forward(days=1)
    desk.reminders.tell([NEXT], [ONE], clock.now())
    assert told(desk, ONE.key, OTHER.key, "nothing") == {ONE: False, NEXT: False, OTHER: False}
    assert desk.reminders.told([ONE.key])[ONE] == Told(clock.now() - dt.timedelta(days=1))
    assert desk.reminders.told([]) == {}
    desk.close()
    with open_workspace(desk.folder, KEY, clock=clock) as again:
        assert told(again, ONE.key) == {ONE: False, NEXT: False}


def test_what_was_passed_over_may_be_told_later(desk: OpenWorkspace, clock: SetClock) -> None:
    desk.reminders.tell([NEXT], [ONE], clock.now())
    desk.reminders.put_away({(ONE.key, ONE.due)}, clock.now())
    assert desk.reminders.told([ONE.key])[ONE] == Told(clock.now(), passed_over=True, put_away=True)
    clock.forward(days=1)
    desk.reminders.tell([ONE], [], clock.now())
    assert desk.reminders.told([ONE.key])[ONE] == Told(clock.now())
    assert told(desk, ONE.key)[NEXT], "the other one stays away"


def test_putting_away_covers_every_rung_of_that_day_and_no_other(
    desk: OpenWorkspace, clock: SetClock
) -> None:
    desk.reminders.tell([ONE, NEXT, MOVED, OTHER], [], clock.now())
    desk.reminders.put_away({(ONE.key, ONE.due), (OTHER.key, OTHER.due)}, clock.now())
    assert told(desk, ONE.key, OTHER.key) == {ONE: True, NEXT: True, MOVED: False, OTHER: True}
    later = ONE._replace(rung="1d")
    desk.reminders.tell([later], [], clock.now())
    assert not told(desk, ONE.key)[later], "the next rung stands in the list again"


def test_what_was_told_first_is_forgotten_first_whatever_the_clock_says(
    desk: OpenWorkspace, clock: SetClock
) -> None:
    many = [ONE._replace(key=f"f:T22::{n}") for n in range(700)]
    for number, one in enumerate(many):
        desk.reminders.tell([one], [], clock.now() - dt.timedelta(days=number))
    assert desk.reminders.forget(1000, ()) == 0
    assert desk.reminders.forget(100, {many[5].key}) == 599
    assert set(desk.reminders.told([one.key for one in many])) == {many[5], *many[600:]}
    assert desk.reminders.forget(100, {many[5].key}) == 0


def test_more_than_fit_one_question(desk: OpenWorkspace, clock: SetClock) -> None:
    many = [ONE._replace(key=f"f:T22::{n}") for n in range(1301)]
    desk.reminders.tell(many, [one._replace(rung="60d") for one in many], clock.now())
    desk.reminders.put_away({(one.key, one.due) for one in many}, clock.now())
    kept = desk.reminders.told([one.key for one in many])
    assert len(kept) == 2 * len(many) and all(one.put_away for one in kept.values())


def test_reminders_begin_once(desk: OpenWorkspace, clock: SetClock) -> None:
    first = clock.now()
    assert desk.reminders.begun(first) == first
    assert desk.reminders.begun(first + dt.timedelta(days=3650)) == first
    assert desk.reminders.begun(first - dt.timedelta(days=3650)) == first


def test_the_table_itself_lets_no_rung_in_twice(desk: OpenWorkspace, clock: SetClock) -> None:
    """Two programs on one workspace look at the same moment: one of them tells, the other looks again."""
    desk.reminders.tell([ONE], [], clock.now())
    head = desk.reminders.told([ONE.key, NEXT.key])
    with pytest.raises(IntegrityError):
        desk.reminders.tell([NEXT, ONE], [], clock.now())
    assert desk.reminders.told([ONE.key, NEXT.key]) == head


def test_what_is_told_in_a_transaction_that_fails_was_not_told(desk: OpenWorkspace, clock: SetClock) -> None:
    with pytest.raises(RuntimeError), desk.transaction():
        desk.reminders.tell([ONE], [], clock.now())
        raise RuntimeError
    assert desk.reminders.told([ONE.key]) == {}

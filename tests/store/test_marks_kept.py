"""Marks on entries of the agenda: replaced as they change, removed once empty, each with its audit row."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.store.workspace import OpenWorkspace, open_workspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.refusals import NoSuchRecord
from tests.store.desk import KEY, SetClock

NewAct = Callable[..., Act]
DAY = dt.date(2028, 2, 29)


def test_a_mark_is_kept_replaced_and_removed_once_it_is_empty(
    desk: OpenWorkspace, new_order: Callable[..., OrderRecord], act: NewAct, clock: SetClock
) -> None:
    family = new_order().id
    one = Mark(f"{family}:T22::F-1", "Élodie\x00", DAY, "Relevé", "Payée", DAY, DAY)
    desk.marks.keep(family, one, act("deadline.marked"))
    kept = replace(one, owner="Élodie\ufffd")
    assert desk.marks.of() == {one.key: kept} == desk.marks.of([one.key, "nothing"])
    later = replace(kept, owner="Louis", done_on=None, for_day=None)
    desk.marks.keep(family, later, act("deadline.marked"))
    assert desk.marks.of() == {one.key: later}
    desk.marks.keep(family, Mark(one.key, for_day=DAY), act("deadline.marked"))
    assert desk.marks.of() == {} == desk.marks.of([])
    assert [row.kind for row in desk.audit.entries(limit=3)] == ["deadline.marked"] * 3
    assert desk.audit.verify().broken_at is None
    desk.marks.keep(family, later, act("deadline.marked"))
    desk.close()
    with open_workspace(desk.folder, KEY, clock=clock) as again:
        assert again.marks.of() == {one.key: later}


def test_more_keys_than_fit_one_question_are_found(
    desk: OpenWorkspace, new_order: Callable[..., OrderRecord], act: NewAct
) -> None:
    family = new_order().id
    keys = [f"{family}:T22::{n}" for n in range(1201)]
    with desk.transaction():
        for key in keys:
            desk.marks.keep(family, Mark(key, note="x"), act("deadline.marked"))
    assert desk.marks.of(keys).keys() == set(keys)


def test_a_mark_on_no_contract_is_refused_and_nothing_kept(desk: OpenWorkspace, act: NewAct) -> None:
    before = desk.audit.head()
    with pytest.raises(NoSuchRecord):
        desk.marks.keep("nobody", Mark("nobody:T22::x", note="x"), act("deadline.marked"))
    assert desk.marks.of() == {} and desk.audit.head() == before

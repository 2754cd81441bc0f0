"""Reminding on the real store: forty clocks that change, caught up in one, put away, marked."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.agenda.reminders import next_moment, reached
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.deadlines import remind as remind_module
from numspot_desk.usecases.deadlines.agenda_page import agenda_page
from numspot_desk.usecases.deadlines.remind import Place, Reminded, forget, look, remind
from numspot_desk.usecases.ports.workspace import Workspace
from tests.usecases.contract.test_facts_of_contract import MAY, answers, keep
from tests.usecases.contract.test_show_hierarchy import signed
from tests.usecases.deadlines.reminding import Life, entry
from tests.usecases.desk import draft, workspace_in

CASES = tomllib.loads((Path(__file__).parent / "cases" / "clock-changes.toml").read_text(encoding="utf-8"))
DAY = dt.date(2027, 6, 30)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[OpenWorkspace]:
    with workspace_in(tmp_path / "desk") as opened:
        yield opened


@pytest.fixture
def life(store: OpenWorkspace) -> Life:
    return Life(store)


def said(life: Life, when: str) -> list[str]:
    """The rungs told at a look."""
    return [f"{one.row.entry.event} {one.id.rung}" for one in life.look(at(when)).new]


def test_there_are_forty_clocks() -> None:
    assert len(CASES["case"]) >= 40
    assert len({case["name"] for case in CASES["case"]}) == len(CASES["case"])


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_a_clock_that_changes_loses_and_repeats_nothing(life: Life, case: dict[str, Any]) -> None:
    text = case["due"]
    due = at(text) if "T" in text else dt.date.fromisoformat(text)
    life.put(entry("F1", due, case.get("rule", "T22")))
    told = [[look, "".join(one.id.rung for one in life.look(at(look)).new)] for look, _ in case["looks"]]
    assert told == case["looks"]


def test_after_a_season_off_each_entry_is_told_once_what_presses_first(life: Life) -> None:
    life.look(at("2027-02-01T10:00+01:00"))
    life.put(entry("F1", DAY))
    life.put(entry("F2", DAY + dt.timedelta(days=3)))
    life.put(entry("F3", dt.date(2027, 4, 1)))
    life.put(entry("F4", dt.date(2027, 3, 1), "T23"))
    life.put(entry("F5", dt.date(2027, 12, 1)))
    assert said(life, "2027-06-29T18:00+02:00") == ["F3 1d", "F1 1d", "F2 7d", "F4 1d"]
    assert said(life, "2027-06-29T18:01+02:00") == [] and len(life.last.listed) == 4


def test_the_list_holds_what_was_told_until_it_is_put_away(life: Life) -> None:
    life.put(entry("F1", DAY))
    assert said(life, "2027-06-23T12:00+02:00") == ["F1 7d"]
    life.dismiss()
    assert life.look(at("2027-06-24T12:00+02:00")).listed == ()
    assert said(life, "2027-06-29T12:00+02:00") == ["F1 1d"] and len(life.last.listed) == 1


def test_a_day_that_moves_and_moves_back(life: Life) -> None:
    life.put(entry("F1", DAY))
    assert said(life, "2027-06-24T12:00+02:00") == ["F1 7d"]
    life.put(entry("F1", DAY + dt.timedelta(days=10)))
    assert said(life, "2027-06-24T13:00+02:00") == ["F1 30d"]
    life.put(entry("F1", DAY))
    assert said(life, "2027-06-24T14:00+02:00") == [] and len(life.last.listed) == 1


def test_what_vanished_is_not_listed_and_not_told_again_when_it_is_back(life: Life) -> None:
    paid = entry("F1", DAY)
    life.put(paid)
    assert said(life, "2027-06-24T12:00+02:00") == ["F1 7d"]
    del life.entries[paid.key]
    assert life.look(at("2027-06-25T12:00+02:00")).listed == ()
    life.put(paid)
    assert said(life, "2027-06-26T12:00+02:00") == [] and len(life.last.listed) == 1


def test_done_is_silent_and_put_off_comes_back_on_its_morning(life: Life) -> None:
    one, other = entry("F1", DAY), entry("F2", DAY)
    life.put(one)
    life.put(other)
    life.look(at("2027-06-24T12:00+02:00"))
    life.marks[one.key] = Mark(one.key, done_on=dt.date(2027, 6, 24), for_day=DAY)
    life.marks[other.key] = Mark(other.key, snoozed_until=dt.date(2027, 6, 27))
    assert life.look(at("2027-06-24T12:01+02:00")).listed == ()
    assert life.last.next_at == at("2027-06-27T09:00+02:00")
    assert said(life, "2027-06-27T09:00+02:00") == ["F2 later 2027-06-27"]
    assert said(life, "2027-06-29T09:00+02:00") == ["F2 1d"]


def test_two_versions_that_tell_the_same_entry_tell_it_once(store: OpenWorkspace) -> None:
    one, later = entry("HDS", DAY, "T31"), entry("HDS", DAY + dt.timedelta(days=5), "T31")
    for entries in ([one, later], [later, one]):
        seen = remind(_bare(store), entries, at("2027-06-29T12:00+02:00"))
        assert [each.row.day for each in seen.listed] == [DAY]


def test_a_second_look_at_one_workspace_tells_nothing(store: OpenWorkspace) -> None:
    entries, now = [entry("F1", DAY), entry("F2", None)], at("2027-06-24T12:00+02:00")
    assert len(remind(_bare(store), entries, now).new) == 1
    again = remind(_bare(store), entries, now)
    assert again.new == () and len(again.listed) == 1


def test_what_is_told_does_not_pile_up(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remind_module, "MOST_KEPT", 40)
    for number in range(60):
        life.entries.clear()
        life.put(entry(f"F{number}", DAY))
        life.look(at("2027-06-29T12:00+02:00"))
        forget(life.workspace, life.entries.keys())
    life.entries.clear()
    keys = [entry(f"F{number}", DAY).key for number in range(60)]
    kept = {one.key for one in life.store.reminders.told(keys)}
    assert len(kept) <= 41 and keys[-1] in kept and keys[0] not in kept


def _bare(store: OpenWorkspace) -> Workspace:
    return Life(store).workspace


def test_looking_at_the_index_tells_what_the_whole_agenda_tells(
    store: OpenWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some entries at a time: late, near, passed; of real contracts."""
    monkeypatch.setattr(remind_module, "AT_A_TIME", 3)
    order = signed(store, draft(store, answers()), tmp_path / "word", MAY)
    for number, on in enumerate((dt.date(2026, 5, 20), dt.date(2026, 10, 1), dt.date(2026, 11, 20))):
        data = {"number": f"F{number}", "amount_incl_tax": "120.00"}
        keep(store, order.id, "invoice_issued", on=on, data=data)
    keep(store, order.id, "audit_done", on=dt.date(2026, 1, 15))
    begun, now = at("2026-05-05T10:00+02:00"), at("2026-12-01T12:00+01:00")
    store.reminders.begun(begun)
    whole = agenda_page(store, now.date(), None, 100).entries
    expected = {one.id for one in (reached(each, now, None, begun) for each in whole) if one is not None}
    found, place, looks = Reminded(), Place(), 0
    while place is not None:
        seen = look(store, now, now.date(), place)
        found, place, looks = found | seen.found, seen.place, looks + 1
    assert {one.id for one in found.new} == expected and len(expected) > 4 and looks > 3
    assert found.listed == tuple(sorted(found.listed, key=remind_module._pressing))
    assert found.next_at == next_moment(whole, {}, now)
    again = look(store, now, now.date(), Place())
    assert again.found.new == () and again.found.listed

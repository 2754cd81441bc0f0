"""The days that are in memory: answered as the index would, forgotten when something may have changed."""

import datetime as dt
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.agenda.standing import Stands
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.held_days import AHEAD, HeldDays
from numspot_desk.ui.deadlines.presenter import AgendaList
from numspot_desk.ui.deadlines.reader import AgendaReader
from numspot_desk.ui.deadlines.view import DeadlinesPage
from numspot_desk.usecases.ports.due import DueQuery
from numspot_desk.usecases.ports.workspace import Workspace
from tests.ui.deadlines.conftest import TOWN, invoice, keep, settle

Rows = tuple[Stands, ...]
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 30)


def query(**changed: Any) -> DueQuery:
    return DueQuery(NOW, NOW.date(), **{"first": FIRST, "last": LAST, **changed})


def asked(reader: AgendaReader, first: dt.date, last: dt.date, desk: DeskContext, qtbot: QtBot) -> Rows:
    found: list[Rows] = []
    reader.between(AgendaList(), first, last, found.append)
    settle(desk, qtbot)
    (rows,) = found
    return rows


def test_only_the_same_question_about_held_days_is_answered() -> None:
    held = HeldDays(query(), FIRST, LAST, ())
    assert held.answer(query(first=FIRST + AHEAD / 9)) == ()
    later = DueQuery(NOW + dt.timedelta(minutes=1), NOW.date(), first=FIRST, last=LAST)
    assert held.answer(later) == ()
    assert held.answer(query(first=FIRST - dt.timedelta(days=1))) is None
    assert held.answer(query(last=LAST + dt.timedelta(days=1))) is None
    assert held.answer(query(kinds=frozenset({"earliest"}))) is None
    assert held.answer(query(first=None)) is None


def test_what_is_read_ahead_surrounds_what_is_shown_and_forgets_what_is_far() -> None:
    held = HeldDays(query(), FIRST, LAST, ())
    before, after = held.beside(FIRST, LAST)
    assert (before.first, before.last) == (FIRST - AHEAD, FIRST - dt.timedelta(days=1))
    assert (after.first, after.last) == (LAST + dt.timedelta(days=1), LAST + AHEAD)
    wide = held.with_days(before, (), (FIRST, LAST)).with_days(after, (), (FIRST, LAST))
    assert (wide.first, wide.last) == (FIRST - AHEAD, LAST + AHEAD) and not wide.beside(FIRST, LAST)
    december = dt.date(2026, 12, 1), dt.date(2026, 12, 31)
    (further,) = wide.beside(*december)
    moved = wide.with_days(further, (), december)
    assert (moved.first, moved.last) == (december[0] - AHEAD, december[1] + AHEAD)
    assert held.beside(dt.date.min, dt.date.min) == () == held.beside(FIRST, dt.date.max)


def test_the_next_month_is_there_before_it_is_asked_for_and_says_the_same(
    page: DeadlinesPage,
    contracts: dict[str, str],
    desk: DeskContext,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.run(lambda workspace: keep(workspace, contracts[TOWN], invoice("F-7", dt.date(2026, 11, 20))))
    page.reader.read()
    settle(desk, qtbot)
    december = dt.date(2026, 12, 1), dt.date(2026, 12, 31)
    afresh = asked(page.reader, *december, desk, qtbot)
    assert afresh
    page.reader.look_at_the_clock()
    asked(page.reader, FIRST, LAST, desk, qtbot)
    questions: list[Any] = []

    def told(workspace: Workspace) -> None:
        whole = workspace.due.all
        monkeypatch.setattr(workspace.due, "all", lambda query: questions.append(query) or whole(query))

    desk.run(told)
    settle(desk, qtbot)
    rows = asked(page.reader, *december, desk, qtbot)
    assert sorted(one.entry.key for one in rows) == sorted(one.entry.key for one in afresh)
    assert all(one.first != december[0] for one in questions), "only what lies beyond was read"


def test_what_changes_is_never_answered_from_memory(
    page: DeadlinesPage, contracts: dict[str, str], desk: DeskContext, qtbot: QtBot
) -> None:
    before = asked(page.reader, FIRST, LAST, desk, qtbot)

    def enter(workspace: Workspace) -> None:
        keep(workspace, contracts[TOWN], invoice("F-7", dt.date(2026, 11, 2)))

    desk.run(enter)
    page.reader.read()
    settle(desk, qtbot)
    found = asked(page.reader, FIRST, LAST, desk, qtbot)
    assert {"F-7"} == {one.entry.about for one in found} - {one.entry.about for one in before}

"""The page of deadlines by keyboard: overdue first, narrowed by chips and search, explained, printed."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.agenda.standing import Standing
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.printing import printed
from numspot_desk.ui.deadlines.row_words import COLUMNS, SIDES
from numspot_desk.ui.deadlines.view import DeadlinesPage
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.ports.workspace import Workspace
from tests.ui.deadlines.conftest import TOWN, WORKSHOP, invoice, keep, settle
from tests.ui.keyboard import CONTROL, focused, press, tab_to, type_text

SHIFT = Qt.KeyboardModifier.ShiftModifier


def shown(page: DeadlinesPage, name: str) -> list[str]:
    """What a column says, from the top."""
    place = [one.id for one in COLUMNS].index(name)
    return [str(page.model.index(row, place).data()) for row in range(page.model.rowCount())]


def test_an_empty_workspace_says_what_will_stand_here(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    window.go("deadlines")
    settle(desk, qtbot)
    page = window.current()
    assert isinstance(page, DeadlinesPage)
    assert page.rooms.currentWidget() is page.rooms.nothing
    assert not page.filters.isVisible() and not page.tools.print.isVisible()


def test_what_is_overdue_stands_first_then_day_by_day(page: DeadlinesPage) -> None:
    assert focused() is page.table
    assert shown(page, "what")[0] == "Payer la facture · F-1"
    assert shown(page, "state")[0].startswith("En retard de")
    days = [page.model.row(row).entry.instant for row in range(page.model.rowCount())]
    known = [day for day in days[1:] if day is not None]
    assert known == sorted(known)
    assert {WORKSHOP, TOWN} <= set(shown(page, "number"))
    assert all(page.model.row(row).standing is not Standing.PASSED for row in range(len(days)))


def test_both_days_stand_where_readings_differ_and_are_said_in_words(page: DeadlinesPage) -> None:
    apart = [row for row, said in enumerate(shown(page, "sides")) if said]
    assert apart, "a notice counts from its sending or from its receipt"
    row = page.model.row(apart[0])
    assert row.entry.safe != row.entry.sure
    assert " ●─● " in shown(page, "sides")[apart[0]]
    spoken = page.model.index(apart[0], SIDES).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Agissez au plus tard le")


def test_chips_narrow_by_state_kind_and_party(page: DeadlinesPage, desk: DeskContext, qtbot: QtBot) -> None:
    chips = page.filters
    assert chips.states[Standing.OVERDUE].text() == "En retard (1)"
    chips.states[Standing.OVERDUE].setFocus()
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert shown(page, "what") == ["Payer la facture · F-1"]
    press(Qt.Key.Key_Space)
    tab_to(chips.kinds["earliest"])
    press(Qt.Key.Key_Space)
    tab_to(chips.parties["numspot"])
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert shown(page, "what") == ["Début du retard de paiement · F-2"]
    tab_to(page.tools.clear)
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert page.model.rowCount() == 9 and not chips.parties["numspot"].isChecked()


def test_what_has_passed_shows_when_it_is_asked_for(
    page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    page.filters.states[Standing.PASSED].setFocus()
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert shown(page, "what") == ["Contester la facture · F-1", "Début du retard de paiement · F-1"]


def test_a_search_that_finds_nothing_says_so_and_is_taken_back(
    page: DeadlinesPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_F, CONTROL)
    type_text("introuvable")
    qtbot.waitUntil(lambda: page.list.text == "introuvable")
    settle(desk, qtbot)
    assert page.rooms.currentWidget() is page.rooms.unmatched
    page.tools.clear.setFocus()
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert page.model.rowCount() and window.top_bar.search.text() == ""


def test_a_key_keeps_only_the_contract_or_client_of_a_row(
    page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    page.table.choose_row(shown(page, "number").index(TOWN))
    press(Qt.Key.Key_K, CONTROL | SHIFT)
    settle(desk, qtbot)
    assert set(shown(page, "number")) == {TOWN}
    page.show_all()
    settle(desk, qtbot)
    page.table.choose_row(0)
    press(Qt.Key.Key_J, CONTROL | SHIFT)
    settle(desk, qtbot)
    assert set(shown(page, "number")) == {WORKSHOP}


def test_a_row_says_why_and_enter_opens_its_contract(
    page: DeadlinesPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_I, CONTROL)
    assert window.why_side.is_open()
    assert (
        "Payer la facture" in window.why_side.panel()._title.text() + window.why_side.panel()._sentence.text()
    )
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert isinstance(window.current(), OrderPage)
    assert WORKSHOP in window.top_bar.title()


def test_what_is_entered_meanwhile_shows_at_once(
    page: DeadlinesPage, contracts: dict[str, str], desk: DeskContext, qtbot: QtBot
) -> None:
    page.table.choose_row(2)
    chosen = page.model.row(2).entry.key

    def enter(workspace: Workspace) -> None:
        keep(workspace, contracts[TOWN], invoice("F-9", dt.date(2026, 8, 3)))

    desk.run(enter)
    desk.announce(Changes(orders=frozenset({contracts[TOWN]})))
    settle(desk, qtbot)
    assert shown(page, "what")[0] == "Payer la facture · F-9"
    current = page.table.current()
    assert current is not None and current.entry.key == chosen


def test_the_page_speaks_the_other_language_and_prints_what_it_shows(
    page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    desk.set_language("en")
    settle(desk, qtbot)
    rows = [page.model.row(number) for number in range(page.model.rowCount())]
    document = printed(rows, "Deadlines <on> today", desk.language, page)
    text = document.toPlainText()
    assert "Deadlines <on> today" in text and "Pay the invoice · F-1" in text
    assert text.count("Pay the invoice") == 2


def test_a_key_opens_the_events_of_a_contract_at_the_one_that_a_row_follows_from(
    page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    row = page.table.current()
    press(Qt.Key.Key_J, CONTROL)
    settle(desk, qtbot)
    dialog = page.acts.events.dialog
    assert dialog is not None and dialog.isVisible()
    assert dialog.desk.number == WORKSHOP
    event = dialog.list.currentItem().data(Qt.ItemDataRole.UserRole)
    assert row is not None and event == row.entry.event, "the one that the day follows from"
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_explanation_says_the_result_at_once_and_the_whole_once_it_is_counted(
    page: DeadlinesPage, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    row = page.table.current()
    assert row is not None and row.entry.why is None
    first = page.table.why()
    assert first is not None and first.step.clauses == (row.entry.clause,)
    settle(desk, qtbot)
    whole = page.table.why()
    assert whole is not None and whole.step != first.step and whole.step.uses


def test_another_day_is_noticed_while_the_page_stands_open(
    page: DeadlinesPage, desk: DeskContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.reader.look_at_the_clock()
    settle(desk, qtbot)
    assert shown(page, "state")[0] == "En retard de 53 jours"
    later = desk.clock.now() + dt.timedelta(days=2)
    monkeypatch.setattr(type(desk.clock), "now", lambda _: later)
    monkeypatch.setattr(type(desk.clock), "today", lambda _: later.date())
    page.reader.look_at_the_clock()
    settle(desk, qtbot)
    assert shown(page, "state")[0] == "En retard de 55 jours"

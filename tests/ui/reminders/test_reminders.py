"""Reminders by keyboard: told once, listed until put away, put off or done; silent where locked."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.view import DeadlinesPage
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.reminders.choices import want
from numspot_desk.ui.reminders.dialog import RemindersDialog
from numspot_desk.ui.reminders.words import outside_line, outside_text
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.deadlines.mark_entry import mark
from numspot_desk.usecases.person import Person
from tests.ui.deadlines.conftest import WORKSHOP, invoice, keep
from tests.ui.keyboard import CONTROL, focused, press, tab_to
from tests.ui.reminders.conftest import Reminding

SHIFT = Qt.KeyboardModifier.ShiftModifier


def opened(reminding: Reminding) -> RemindersDialog:
    """The list, opened by its keys."""
    reminding.window.setFocus()
    press(Qt.Key.Key_R, CONTROL)
    reminding.settle()
    assert reminding.bell.dialog is not None
    return reminding.bell.dialog


def test_what_was_reached_is_told_once_and_counted_by_the_bell(reminding: Reminding) -> None:
    assert reminding.listed()[0] == "T22 F-1", "overdue first"
    assert len(reminding.told) == len(reminding.listed()) > 2
    assert reminding.bell.text() == str(len(reminding.listed()))
    assert reminding.bell.accessibleName().startswith("Rappels (")
    told = len(reminding.told)
    reminding.look()
    reminding.look(minutes=1)
    assert len(reminding.told) == told


def test_a_glance_asks_nothing_of_the_workspace_where_nothing_is_due(reminding: Reminding) -> None:
    reminding.clock.at += dt.timedelta(minutes=1)
    reminding.bell.watch.glance()
    assert not reminding.desk.busy


def test_the_next_rung_is_told_when_its_moment_comes(reminding: Reminding) -> None:
    told = len(reminding.told)
    reminding.look(days=7)  # past midnight: the agenda is another one
    assert len(reminding.told) > told
    assert len({one.id for one in reminding.told}) == len(reminding.told)


def test_a_clock_that_jumps_ahead_and_back_tells_nothing_twice(reminding: Reminding) -> None:
    before = reminding.listed()
    reminding.look(days=3653)
    reminding.look(days=-3653)
    assert reminding.listed() == before
    reminding.look(hours=-1)
    reminding.look(hours=1)
    assert len({one.id for one in reminding.told}) == len(reminding.told)


def test_a_key_opens_the_list_and_enter_the_entry(reminding: Reminding) -> None:
    dialog = opened(reminding)
    assert focused() is dialog.table and dialog.model.rowCount() == len(reminding.listed())
    assert dialog.model.index(0, 2).data() == "Payer la facture · F-1"
    press(Qt.Key.Key_Return)
    reminding.settle()
    page = reminding.window.current()
    assert isinstance(page, DeadlinesPage) and reminding.bell.dialog is None
    row = page.table.current()
    assert row is not None and row.entry.contract.number == WORKSHOP and row.entry.about == "F-1"


def test_what_is_put_away_comes_back_with_the_next_rung(reminding: Reminding) -> None:
    dialog = opened(reminding)
    wanted = next(n for n, one in enumerate(reminding.bell.watch.listed) if one.row.days_left > 7)
    key = reminding.bell.watch.listed[wanted].id.key
    dialog.table.choose_row(wanted)
    press(Qt.Key.Key_Delete)
    reminding.settle()
    assert key not in {one.id.key for one in reminding.bell.watch.listed}
    press(Qt.Key.Key_Delete, CONTROL | SHIFT)
    reminding.settle()
    assert reminding.listed() == [] and reminding.bell.text() == ""
    assert dialog._rooms.currentWidget() is dialog._nothing and focused() is dialog.close_button
    press(Qt.Key.Key_Escape)
    for _ in range(30):
        reminding.look(days=1)
    assert key in {one.id.key for one in reminding.bell.watch.listed}


def test_what_is_put_off_or_done_leaves_the_list(reminding: Reminding) -> None:
    dialog = opened(reminding)
    key = reminding.bell.watch.listed[0].id.key
    tab_to(dialog.later)
    dialog.put_off(7)
    reminding.settle()
    assert key not in {one.id.key for one in reminding.bell.watch.listed}
    other = reminding.bell.watch.listed[0].id.key
    person, clock = reminding.desk.person, reminding.desk.clock
    reminding.desk.run(lambda work: mark(work, other, person=person, clock=clock, done_on=clock.today()))
    reminding.desk.announce(Changes(marks=True))
    reminding.settle()
    assert other not in {one.id.key for one in reminding.bell.watch.listed}
    press(Qt.Key.Key_Escape)
    reminding.look(days=7)
    assert key in {one.id.key for one in reminding.told[-5:]}


def test_who_only_reads_puts_nothing_off(reminding: Reminding) -> None:
    reminding.desk.set_person(Person("Camille Durand", "read_only"))
    dialog = opened(reminding)
    assert dialog.later.isHidden() and dialog.away.isVisible()
    press(Qt.Key.Key_Escape)


def test_a_new_fact_is_told_of(reminding: Reminding, contracts: dict[str, str]) -> None:
    reminding.desk.run(lambda work: keep(work, contracts[WORKSHOP], invoice("F-9", dt.date(2026, 8, 3))))
    reminding.desk.announce(Changes(orders=frozenset({contracts[WORKSHOP]})))
    reminding.look()
    assert "T22 F-9" in reminding.listed()


def test_locked_it_names_nobody(reminding: Reminding, desk: DeskContext, qtbot: QtBot) -> None:
    opened(reminding)
    told = len(reminding.told)
    reminding.bell.watch.look()
    desk.close_workspace()
    reminding.settle()
    assert reminding.bell.dialog is None and reminding.bell.watch.listed == ()
    assert reminding.bell.text() == "" and len(reminding.told) == told
    reminding.bell.watch.glance()
    assert not desk.busy


def test_who_wants_no_reminders_has_none(reminding: Reminding) -> None:
    want(reminding.desk.preferences, False)
    reminding.desk.reminders_chosen.emit()
    assert reminding.bell.isHidden() and reminding.listed() == [] and reminding.bell.commands() == []
    told = len(reminding.told)
    reminding.look(days=60)
    assert len(reminding.told) == told
    want(reminding.desk.preferences, True)
    reminding.desk.reminders_chosen.emit()
    reminding.settle()
    assert not reminding.bell.isHidden() and len(reminding.told) > told


def test_outside_the_window_it_names_no_client_and_no_invoice(reminding: Reminding) -> None:
    language = reminding.desk.language
    first = outside_line(reminding.told[0], language)
    assert first.startswith(f"Payer la facture · {WORKSHOP} · ") and "(En retard de" in first
    said = outside_text(reminding.told, language)
    assert said.count("\n") == 3 and "autre" in said
    for one in reminding.told:
        assert one.row.entry.contract.client not in said
    assert "F-1" not in said


def test_the_list_speaks_both_languages_and_fits_a_small_window(
    reminding: Reminding, window: MainWindow
) -> None:
    window.resize(800, 600)
    reminding.desk.set_language("en")
    dialog = opened(reminding)
    assert dialog.model.index(0, 2).data() == "Pay the invoice · F-1"
    assert dialog.width() <= 800 and dialog.height() <= 600
    press(Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None

"""Events of a contract entered by keyboard: found by a part of their name, kept by Enter, refused beside
their field, corrected and withdrawn; from the order page and from the hierarchy."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.language.catalog import load_language
from numspot_desk.rules.events import KINDS
from numspot_desk.rules.time import PARIS
from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.events.dialog import EventDialog
from numspot_desk.ui.events.forms import Unreadable, fields_of, first_values, kinds, record_of, values_of
from numspot_desk.ui.hierarchy.view import HierarchyPage
from numspot_desk.ui.kit.fields import ChoiceField, TextField
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.contract.facts_of_contract import known_contract
from numspot_desk.usecases.ports.workspace import Workspace
from tests.ui.keyboard import CONTROL, focused, press, tab_to, type_text
from tests.usecases.contract.bad_facts import FACTS
from tests.usecases.contract.test_facts_of_contract import NUMBER, answers
from tests.usecases.contract.test_show_hierarchy import signed
from tests.usecases.desk import draft

MAY = dt.date(2026, 5, 4)
TODAY = dt.date(2026, 11, 22)
Key = Qt.Key


def settle(desk: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.busy, timeout=10_000)
    QApplication.processEvents()


@pytest.fixture
def order_id(desk: DeskContext, qtbot: QtBot, tmp_path: Path) -> str:
    made: list[Any] = []
    desk.run(lambda store: signed(store, draft(store, answers()), tmp_path / "o", MAY), made.append)  # type: ignore[arg-type]
    settle(desk, qtbot)
    return str(made[0].id)


@pytest.fixture
def window(desk: DeskContext, qtbot: QtBot, order_id: str) -> Iterator[MainWindow]:
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    shown.activateWindow()
    shown.show_desk("home")
    desk.go("order", order_id)
    settle(desk, qtbot)
    yield shown
    page = shown.current()
    if isinstance(page, (OrderPage, HierarchyPage)) and page.events.dialog is not None:
        page.events.dialog = None
    for dialog in shown.findChildren(EventDialog):
        dialog.done(0)
    QApplication.processEvents()
    shown.close()


def opened(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> EventDialog:
    """The dialog, opened by its keys."""
    press(Key.Key_J, CONTROL)
    settle(desk, qtbot)
    (found,) = window.findChildren(EventDialog)
    return found


def agenda(desk: DeskContext, qtbot: QtBot) -> dict[str, str]:
    found: list[dict[str, str]] = []

    def read(store: Workspace) -> dict[str, str]:
        return {one.rule: str(one.last_day) for one in known_contract(store, NUMBER, TODAY).agenda()}

    desk.run(read, found.append)
    settle(desk, qtbot)
    return found[0]


def test_a_notice_is_entered_in_a_few_keys(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    dialog = opened(window, desk, qtbot)
    type_text("notification de rés")
    press(Key.Key_Tab)
    assert dialog.kind.kind() == "termination_notice"
    type_text("22/11/2026 09:00")
    press(Key.Key_Return)
    settle(desk, qtbot)
    assert agenda(desk, qtbot)["T10"] == "2027-02-20"
    assert dialog.list.count() == 1 and "Notification de résiliation" in dialog.list.item(0).text()
    assert dialog.said.text() == "L’événement est enregistré."
    assert focused() is dialog.kind.lineEdit() or focused() is dialog.kind, "ready for the next one"


def test_enter_on_the_kind_records_nothing_and_leads_to_its_first_field(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    dialog = opened(window, desk, qtbot)
    press(Key.Key_Return)
    settle(desk, qtbot)
    assert focused() is dialog.rows["at"].editor and dialog.list.isHidden()
    dialog.begin()
    type_text("nothing of the kind")
    press(Key.Key_Return)
    settle(desk, qtbot)
    assert dialog.list.isHidden() and focused() in (dialog.kind, dialog.kind.lineEdit())


def test_what_is_typed_is_dropped_only_when_that_is_said_twice(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    dialog = opened(window, desk, qtbot)
    press(Key.Key_Return)
    press(Key.Key_A, CONTROL)
    type_text("22/11/2026 09:00")
    for leave in (lambda: press(Key.Key_Escape), dialog.anew.click):
        leave()
        assert dialog.isVisible() and "n’est pas enregistré" in dialog.said.text()
        assert dialog.rows["at"].value() == "22/11/2026 09:00"
        type_text(" ")
        press(Key.Key_Backspace)
    press(Key.Key_Escape)
    press(Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_invoice_due_before_its_first_debit_says_so_in_its_line(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    dialog = opened(window, desk, qtbot)
    for number, day in (("F-1", "02/10/2026"), ("F-2", "30/10/2026")):
        dialog.kind.choose("invoice_issued")
        for name, typed in (("on", day), ("number", number), ("amount_incl_tax", "1200,00")):
            _type(dialog.rows[name].editor, typed)
        dialog.keep.click()
        settle(desk, qtbot)
    late, in_time = (dialog.list.item(place).text() for place in range(2))
    assert "Facture F-2 due le 31 oct. 2026" in late and "13 nov. 2026" in late and "(R06)" in late
    assert "F-1" in in_time and "R06" not in in_time


def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    dialog = opened(window, desk, qtbot)
    moment = dialog.rows["at"].editor
    assert isinstance(moment, TextField)
    for typed, said in (
        ("29/03/2026 02:30", "n’existe pas"),
        ("25/10/2026 02:30", "deux fois"),
        ("03/05/2026 10:00", "signé le"),
        ("23/11/2026 10:00", "à venir"),
        ("hier", "22/11/2026 10:30"),
    ):
        moment.setText(typed)
        moment.setFocus()
        press(Key.Key_Return)
        settle(desk, qtbot)
        assert said in desk.language.render(dialog.rows["at"].problems[0].message)
        assert moment.text() == typed and focused() is moment
    assert dialog.list.isHidden()


def test_whatever_is_refused_stands_beside_its_field_and_nothing_typed_is_lost(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    dialog = opened(window, desk, qtbot)
    english = load_language("en")
    told = 0
    for fact in FACTS:
        if "refused" not in fact or "before" in fact:
            continue
        dialog.begin()
        dialog.kind.choose(fact["kind"])
        for name, row in dialog.rows.items():
            _type(row.editor, fact["typed"].get(name, ""))
        typed = {name: _typed(row.editor) for name, row in dialog.rows.items()}
        dialog.keep.click()
        settle(desk, qtbot)
        beside = {name: row for name, row in dialog.rows.items() if row.problems}
        if set(fact["refused"]) <= set(dialog.rows):
            assert set(beside) == set(fact["refused"]), fact["name"]
            for name, words in fact["refused"].items():
                assert words in english.render(beside[name].problems[0].message), fact["name"]
            told += 1
        else:
            assert dialog.said.text(), fact["name"]  # no such field in this form: at its foot
        assert {name: _typed(row.editor) for name, row in dialog.rows.items()} == typed, fact["name"]
    assert told > 15 and dialog.list.isHidden()


def _type(editor: QWidget, text: str) -> None:
    if isinstance(editor, TextField):
        editor.setText(text)
    elif isinstance(editor, ChoiceField) and text:
        editor.set_value(text)


def _typed(editor: QWidget) -> str:
    if isinstance(editor, TextField):
        return editor.text()
    assert isinstance(editor, ChoiceField)
    return str(editor.currentData())


def test_an_event_is_corrected_and_withdrawn_with_an_undo(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    said: list[QuietMessage] = []
    desk.message_posted.connect(said.append)
    dialog = opened(window, desk, qtbot)
    type_text("audit")
    press(Key.Key_Tab)
    assert dialog.kind.kind() == "audit_done"
    press(Key.Key_Return)
    settle(desk, qtbot)
    assert agenda(desk, qtbot)["T19"] == "2027-11-21"
    tab_to(dialog.list)
    press(Key.Key_Return)
    assert dialog.correcting and not dialog.kind.isEnabled()
    day = dialog.rows["on"].editor
    assert focused() is day
    day.selectAll()  # type: ignore[attr-defined]
    type_text("01/10/2026")
    press(Key.Key_Return)
    settle(desk, qtbot)
    assert agenda(desk, qtbot)["T19"] == "2027-09-30"
    tab_to(dialog.list)
    press(Key.Key_Delete)
    settle(desk, qtbot)
    assert "T19" not in agenda(desk, qtbot)
    undo = next(one.undo for one in said if one.undo is not None)
    undo()
    settle(desk, qtbot)
    assert agenda(desk, qtbot)["T19"] == "2027-09-30"


def test_a_ticket_is_chosen_among_those_entered(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    dialog = opened(window, desk, qtbot)
    dialog.kind.choose("ticket_opened")
    dialog.rows["severity"].editor.set_value("1")  # type: ignore[attr-defined]
    dialog.keep.click()
    settle(desk, qtbot)
    dialog.kind.choose("client_asked")
    choice = dialog.rows["ticket"].editor
    assert choice.count() == 1  # type: ignore[attr-defined]
    dialog.keep.click()
    settle(desk, qtbot)
    assert dialog.list.count() == 2
    texts = [dialog.list.item(row).text() for row in range(2)]
    tab_to(dialog.list)
    dialog.list.setCurrentRow(next(row for row, said in enumerate(texts) if "Ticket ouvert" in said))
    press(Key.Key_Delete)
    settle(desk, qtbot)
    assert dialog.list.count() == 2, "the question rests on its ticket"
    assert "Question posée au client" in dialog.said.text()


def test_a_name_that_is_none_is_asked_for_again(window: MainWindow, desk: DeskContext, qtbot: QtBot) -> None:
    dialog = opened(window, desk, qtbot)
    line = dialog.kind.lineEdit()
    assert line is not None
    line.setText("pluie")
    dialog.keep.click()
    assert dialog._kind_row.problems
    settle(desk, qtbot)
    assert agenda(desk, qtbot).keys() == {"T30", "T31"}


def test_it_opens_from_the_hierarchy_and_from_the_search_over_everything(
    window: MainWindow, desk: DeskContext, qtbot: QtBot, order_id: str
) -> None:
    page = window.current()
    assert isinstance(page, OrderPage) and not page.frozen.events.isHidden()
    assert "Événements du contrat" in [one.label for one in page.commands()]
    desk.go("hierarchy", order_id)
    settle(desk, qtbot)
    found = window.current()
    assert isinstance(found, HierarchyPage)
    (command,) = [one for one in found.commands() if one.label == "Événements du contrat"]
    command.act()
    settle(desk, qtbot)
    (dialog,) = window.findChildren(EventDialog)
    assert dialog.desk.number == NUMBER


def test_an_order_without_a_signature_offers_no_events(
    window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    made: list[Any] = []
    said: list[QuietMessage] = []
    desk.message_posted.connect(said.append)
    desk.run(lambda store: draft(store, answers(), "CMD-2026-00000002"), made.append)  # type: ignore[arg-type]
    settle(desk, qtbot)
    desk.go("order", made[0].id)
    settle(desk, qtbot)
    page = window.current()
    assert isinstance(page, OrderPage)
    assert "Événements du contrat" not in [one.label for one in page.commands()]
    page.open_events()
    settle(desk, qtbot)
    assert said and not window.findChildren(EventDialog)


def test_every_kind_has_its_form_in_both_languages() -> None:
    now = dt.datetime(2026, 11, 22, 10, 30, tzinfo=PARIS)
    assert {kind for kind, _ in kinds()} == set(KINDS)
    for language in (load_language("fr"), load_language("en")):
        for kind, name in kinds():
            assert language.text(name)
            for field in fields_of(kind, ()):
                assert language.text(field.label)
    for kind in KINDS:
        with pytest.raises(Unreadable):
            record_of(kind, {})
        first = first_values(kind, now) if KINDS[kind].moment == "on" else {}
        assert all(value for value in first.values())


def test_a_record_makes_the_values_that_make_it_again() -> None:
    from numspot_desk.contracts.given.fact_events import read_events
    from numspot_desk.contracts.given.fact_reading import Reading
    from tests.usecases.contract.test_record_events import whole

    tied = {kind: kind for kind in KINDS}
    reading = Reading()
    order = ["invoice_issued", "ticket_opened", "client_asked"]
    records = [{**whole(kind, tied), "id": kind} for kind in [*order, *(k for k in KINDS if k not in order)]]
    events = read_events(reading, records)
    assert not reading.faults
    for event in events:
        again = record_of(event.kind, values_of(event))
        (same,) = [one for one in read_events(Reading(), [*records, {**again, "id": "x"}]) if one.id == "x"]
        assert (same.at, same.on, same.details) == (event.at, event.on, event.details)

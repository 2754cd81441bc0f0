"""What people add to a deadline, by keyboard: done in one key and taken back, the rest in a dialog."""

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from numspot_desk.contracts.agenda.marks import NOTE_LIMIT, Mark
from numspot_desk.contracts.agenda.standing import Standing, Stands
from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.deadlines.mark_dialog import MarkDialog
from numspot_desk.ui.deadlines.row_words import COLUMNS, OWNER
from numspot_desk.ui.deadlines.view import DeadlinesPage
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.workspace import Workspace
from tests.ui.deadlines.conftest import back_to, settle
from tests.ui.keyboard import CONTROL, focused, press, tab_to, type_text

TODAY = dt.date(2026, 11, 22)


def first(page: DeadlinesPage) -> Stands:
    """The row at the top: the invoice that nobody paid."""
    return page.model.row(0)


def marks(desk: DeskContext, qtbot: QtBot) -> list[Mark]:
    """What is kept."""
    found: list[Mark] = []
    desk.run(lambda store: found.extend(store.marks.of().values()))
    settle(desk, qtbot)
    return found


@pytest.fixture
def told(desk: DeskContext) -> list[QuietMessage]:
    """What was said quietly, the latest last."""
    said: list[QuietMessage] = []
    desk.message_posted.connect(said.append)
    return said


@pytest.fixture
def dialog(page: DeadlinesPage, desk: DeskContext, qtbot: QtBot) -> Iterator[MarkDialog]:
    press(Qt.Key.Key_F2)
    settle(desk, qtbot)
    found = page.acts.marking.dialog
    assert found is not None and found.isVisible()
    qtbot.waitUntil(found.owner.hasFocus)
    yield found
    page.acts.marking.dialog = None
    if isValid(found):
        found.close()


def test_one_key_says_done_today_and_the_message_takes_it_back(
    page: DeadlinesPage, told: list[QuietMessage], desk: DeskContext, qtbot: QtBot
) -> None:
    key = first(page).entry.key
    press(Qt.Key.Key_Return, CONTROL)
    settle(desk, qtbot)
    assert marks(desk, qtbot) == [Mark(key, done_on=TODAY, for_day=dt.date(2026, 9, 30))]
    assert first(page).entry.key != key, "what is done is not shown unless it is asked for"
    assert page.filters.states[Standing.DONE].text() == "Faites (1)"
    page.filters.states[Standing.DONE].click()
    settle(desk, qtbot)
    assert page.model.index(0, 1).data() == "Faite le 22 nov. 2026"
    assert told[-1].text == "Faite\N{NO-BREAK SPACE}: Payer la facture · F-1." and told[-1].undo is not None
    told[-1].undo()
    settle(desk, qtbot)
    assert marks(desk, qtbot) == []
    assert page.filters.states[Standing.OVERDUE].text() == "En retard (1)"


def test_the_same_key_says_no_longer_done(
    page: DeadlinesPage, told: list[QuietMessage], desk: DeskContext, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_Return, CONTROL)
    settle(desk, qtbot)
    page.filters.states[Standing.DONE].click()
    settle(desk, qtbot)
    back_to(page.table, qtbot)
    press(Qt.Key.Key_Return, CONTROL)
    settle(desk, qtbot)
    assert marks(desk, qtbot) == [] and told[-1].text.startswith("Plus faite")


def test_several_rows_are_done_at_once_and_taken_back_at_once(
    page: DeadlinesPage, told: list[QuietMessage], desk: DeskContext, qtbot: QtBot
) -> None:
    page.table.choose_rows([0, 1, 2])
    press(Qt.Key.Key_Return, CONTROL)
    settle(desk, qtbot)
    assert len(marks(desk, qtbot)) == 3 and told[-1].text == "3 échéances faites."
    assert told[-1].undo is not None
    told[-1].undo()
    settle(desk, qtbot)
    assert marks(desk, qtbot) == []


def test_owner_evidence_and_note_are_kept_and_shown(
    dialog: MarkDialog, page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    key = page.model.row(0).entry.key
    type_text("Léa Martin")
    tab_to(dialog.evidence)
    type_text("Courriel du 20 novembre")
    tab_to(dialog.note)
    type_text("Le client paiera lundi.")
    dialog.keep.click()
    settle(desk, qtbot)
    assert not isValid(dialog)
    (kept,) = marks(desk, qtbot)
    assert kept == Mark(
        key, owner="Léa Martin", evidence="Courriel du 20 novembre", note="Le client paiera lundi."
    )
    index = page.model.index(0, OWNER)
    assert index.data() == "Léa Martin" and not index.data(Qt.ItemDataRole.DecorationRole).isNull()
    hint = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "Le client paiera lundi." in hint and "Courriel du 20 novembre" in hint
    assert page.search_text() == ""
    page.search("lundi")
    settle(desk, qtbot)
    assert page.model.rowCount() == 1


def test_tab_leads_from_field_to_field_as_they_stand(dialog: MarkDialog) -> None:
    for editor in (dialog.owner, dialog.done_on, dialog.evidence, dialog.later, dialog.note):
        assert focused() is editor
        press(Qt.Key.Key_Tab)


def test_what_is_added_survives_that_everything_is_counted_again(
    dialog: MarkDialog, page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    type_text("Léa Martin")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    desk.announce(Changes(terms=True))
    settle(desk, qtbot)
    assert page.model.index(0, OWNER).data() == "Léa Martin"


def test_bad_input_is_refused_beside_its_field_and_nothing_typed_is_lost(
    dialog: MarkDialog, desk: DeskContext, qtbot: QtBot
) -> None:
    type_text("Léa")
    tab_to(dialog.done_on)
    type_text("31/02/2026")
    press(Qt.Key.Key_Return)
    assert dialog.rows["done_on"].problems and focused() is dialog.done_on
    dialog.done_on.setText("24/12/2026")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert dialog.isVisible() and dialog.rows["done_on"].problems[0].message.msgid.startswith("This day")
    dialog.done_on.setText("")
    dialog.later.setText("22/11/2026")
    dialog.keep.click()
    settle(desk, qtbot)
    assert dialog.rows["snoozed_until"].problems
    assert dialog.focusWidget() is dialog.later
    dialog.later.setText("")
    dialog.note.set_value("x" * (NOTE_LIMIT + 1))
    dialog.keep.click()
    settle(desk, qtbot)
    assert dialog.rows["note"].problems and dialog.owner.value() == "Léa"
    assert marks(desk, qtbot) == []


def test_put_off_it_is_no_longer_overdue_and_is_found_by_its_chip(
    dialog: MarkDialog, page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    tab_to(dialog.later)
    type_text("07/12/2026")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert page.filters.states["snoozed"].text() == "Reportées (1)"
    assert page.filters.states[Standing.OVERDUE].text() == "En retard"
    page.filters.states["snoozed"].click()
    settle(desk, qtbot)
    assert page.model.index(0, 1).data() == "Reportée au 7 déc. 2026"


def test_done_for_another_day_is_said_and_one_key_says_it_for_this_one(
    page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    key = first(page).entry.key

    def earlier(store: Workspace) -> None:
        from numspot_desk.usecases.deadlines.mark_entry import mark

        day = dt.date(2026, 8, 31)
        mark(store, key, person=desk.person, clock=desk.clock, done_on=TODAY, for_day=day)

    desk.run(earlier)
    desk.announce(Changes(marks=True))
    settle(desk, qtbot)
    page.filters.states[Standing.DONE].click()
    settle(desk, qtbot)
    assert page.model.index(0, 1).data() == "Faite pour un autre jour"
    press(Qt.Key.Key_F2)
    settle(desk, qtbot)
    dialog = page.acts.marking.dialog
    assert dialog is not None and "31 août 2026" in dialog.heading.text()
    dialog.reject()
    back_to(page.table, qtbot)
    press(Qt.Key.Key_Return, CONTROL)
    settle(desk, qtbot)
    (kept,) = marks(desk, qtbot)
    assert kept.for_day == dt.date(2026, 9, 30)


def test_a_reader_only_is_told_so_and_nothing_is_kept(
    page: DeadlinesPage, told: list[QuietMessage], desk: DeskContext, qtbot: QtBot
) -> None:
    desk.set_person(Person("Paul Petit", "reader"))
    press(Qt.Key.Key_Return, CONTROL)
    settle(desk, qtbot)
    assert told and told[-1].problem and marks(desk, qtbot) == []


def test_owners_can_be_sorted_by_and_narrowed_to(
    dialog: MarkDialog, page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    type_text("Zoé")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    back_to(page.table, qtbot)
    page.model.sort([one.id for one in COLUMNS].index("owner"))
    settle(desk, qtbot)
    assert page.model.index(0, OWNER).data() == "Zoé"
    press(Qt.Key.Key_O, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    settle(desk, qtbot)
    assert page.model.rowCount() == 1 and page.list.owners == {"Zoé"}

"""A calendar file of the page by keyboard: what is offered, where it is written, what is refused by name."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.agenda.standing import Standing
from numspot_desk.documents.calendar_file import CalendarFiles
from numspot_desk.documents.files import FolderFiles
from numspot_desk.ui.context import DeskContext, QuietMessage
from numspot_desk.ui.deadlines.calendar_export import CalendarDialog
from numspot_desk.ui.deadlines.view import DeadlinesPage
from numspot_desk.usecases.deadlines.export_calendar import uid_of
from tests.ui.deadlines.conftest import WORKSHOP, settle
from tests.ui.keyboard import CONTROL, focused, press, type_text


class Folder:
    """Somebody who chooses a folder as soon as it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.chosen = folder

    def folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        chosen(self.chosen)


@pytest.fixture
def folder(page: DeadlinesPage, desk: DeskContext, tmp_path: Path) -> Folder:
    desk.files, desk.calendars = FolderFiles(), CalendarFiles()
    place = tmp_path / "calendars"
    place.mkdir()
    page.calendar_export._chooser = Folder(place)  # type: ignore[assignment]
    return page.calendar_export._chooser  # type: ignore[return-value]


@pytest.fixture
def messages(desk: DeskContext) -> list[str]:
    said: list[str] = []

    def hear(message: QuietMessage) -> None:
        said.append(message.text)

    desk.message_posted.connect(hear)
    return said


def opened(page: DeadlinesPage) -> CalendarDialog:
    press(Qt.Key.Key_S, CONTROL)
    QApplication.processEvents()
    assert page.calendar_export.dialog is not None
    return page.calendar_export.dialog


def labels(dialog: CalendarDialog) -> list[str]:
    return [button.text() for button in dialog.choices.buttons()]


def uids(file: Path) -> set[str]:
    return {str(one["UID"]) for one in Calendar.from_ical(file.read_bytes()).walk("VEVENT")}


def test_a_row_offers_all_or_its_contract(page: DeadlinesPage, folder: Folder) -> None:
    dialog = opened(page)
    assert labels(dialog) == ["Toutes les échéances à venir", f"Celles de {WORKSHOP}, Atelier du Test"]
    assert dialog.file_name() == "echeances.ics" and focused() is dialog.choices.button(0)
    press(Qt.Key.Key_Down)
    assert dialog.selection().number == WORKSHOP and dialog.file_name() == f"echeances-{WORKSHOP}.ics"
    press(Qt.Key.Key_Escape)
    assert page.calendar_export.dialog is None


def test_all_is_written_by_keyboard_and_said(
    page: DeadlinesPage, folder: Folder, messages: list[str], desk: DeskContext, qtbot: QtBot
) -> None:
    opened(page)
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    file = folder.chosen / "echeances.ics"
    assert file.is_file() and page.calendar_export.dialog is None
    (said,) = messages
    assert str(file) in said and "nouvelle" in said
    assert len(uids(file)) > 5


def test_what_is_listed_alone_is_written(
    page: DeadlinesPage, folder: Folder, desk: DeskContext, qtbot: QtBot
) -> None:
    page.show_list(replace(page.list, states=frozenset({str(Standing.OVERDUE)})))
    settle(desk, qtbot)
    press(Qt.Key.Key_S, CONTROL)
    settle(desk, qtbot)
    dialog = page.calendar_export.dialog
    assert dialog is not None and labels(dialog)[0] == "L’échéance affichée"
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert uids(folder.chosen / "echeances-affichees.ics") == {uid_of(page.model.row(0).entry.key)}


def test_chosen_rows_come_first(page: DeadlinesPage, folder: Folder, desk: DeskContext, qtbot: QtBot) -> None:
    page.table.choose_rows([0, 2])
    keys = {page.model.row(number).entry.key for number in (0, 2)}
    dialog = opened(page)
    assert labels(dialog)[0] == "Les 2 échéances choisies"
    dialog.name.setFocus()
    dialog.name.selectAll()
    type_text("mes-dates")
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert uids(folder.chosen / "mes-dates.ics") == {uid_of(key) for key in keys}


@pytest.mark.parametrize(
    ("name", "said"),
    [("Été", "lettres"), ("../x", "lettres"), ("there", "there.ics"), ("a-folder", "dossier")],
)
def test_a_bad_name_is_refused_by_name_and_nothing_lost(
    page: DeadlinesPage, folder: Folder, desk: DeskContext, qtbot: QtBot, name: str, said: str
) -> None:
    (folder.chosen / "there.ics").write_text("of somebody else", encoding="utf-8")
    (folder.chosen / "a-folder.ics").mkdir()
    dialog = opened(page)
    dialog.name.set_value(name)
    dialog.go.click()
    settle(desk, qtbot)
    assert dialog.isVisible() and said in dialog.outcome.text()
    assert focused() is dialog.name and dialog.go.isEnabled()
    assert sorted(one.name for one in folder.chosen.iterdir()) == ["a-folder.ics", "there.ics"]
    dialog.name.set_value("good")
    dialog.go.click()
    settle(desk, qtbot)
    assert (folder.chosen / "good.ics").is_file()


def test_the_search_over_everything_offers_it_in_both_languages(
    page: DeadlinesPage, desk: DeskContext, qtbot: QtBot, folder: Folder
) -> None:
    assert "Exporter vers un agenda…" in [one.label for one in page.commands()]
    assert page.tools.calendar.text() == "Exporter vers un agenda…"
    desk.set_language("en")
    settle(desk, qtbot)
    next(one for one in page.commands() if one.label == "Export to a calendar…").act()
    dialog = page.calendar_export.dialog
    assert dialog is not None and labels(dialog)[0] == "All deadlines to come"
    assert dialog.file_name() == "deadlines.ics"
    press(Qt.Key.Key_Escape)

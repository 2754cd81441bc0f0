"""The menu of contracts, clients and owners, and the chips that it makes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.filter_menu import FilterMenu
from numspot_desk.ui.deadlines.presenter import AgendaList, Choice, choices, chosen, toggled
from numspot_desk.ui.deadlines.view import DeadlinesPage
from tests.ui.deadlines.conftest import TOWN, WORKSHOP, back_to, settle
from tests.ui.keyboard import CONTROL, press, type_text

SHIFT = Qt.KeyboardModifier.ShiftModifier


def menu_of(page: DeadlinesPage, qtbot: QtBot) -> FilterMenu:
    press(Qt.Key.Key_F, CONTROL | SHIFT)
    settle(page.context, qtbot)
    found = QApplication.activePopupWidget()
    assert isinstance(found, FilterMenu)
    return found


def test_typing_finds_a_client_and_a_chip_keeps_it_until_it_is_clicked(
    page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    menu = menu_of(page, qtbot)
    assert menu.found.count() == 4
    menu.search.setFocus()
    type_text("ville")
    settle(desk, qtbot)
    assert [menu.found.item(n).text() for n in range(menu.found.count())] == [
        f"Contrat\N{NO-BREAK SPACE}: {TOWN} – Ville du Test",
        "Client\N{NO-BREAK SPACE}: Ville du Test",
    ]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert page.list.clients == {"Ville du Test"}
    assert not isValid(menu)
    assert {page.model.row(n).entry.contract.number for n in range(page.model.rowCount())} == {TOWN}
    (chip,) = page.filters.chosen.values()
    assert chip.accessibleName() == "Ne plus se limiter à Client\N{NO-BREAK SPACE}: Ville du Test"
    back_to(chip, qtbot)
    press(Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert not page.list.filtered and not page.filters.chosen
    assert page.filters.more.hasFocus()


def test_a_contract_is_chosen_from_its_row_and_kept_by_the_bookmark(
    page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_K, CONTROL | SHIFT)
    settle(desk, qtbot)
    assert page.list.contracts == {WORKSHOP}
    assert f"contracts={WORKSHOP}" in page.bookmark()


def test_nothing_found_takes_nothing(page: DeadlinesPage, qtbot: QtBot) -> None:
    menu = menu_of(page, qtbot)
    menu.search.setFocus()
    type_text("introuvable")
    settle(page.context, qtbot)
    assert menu.found.count() == 0
    press(Qt.Key.Key_Return)
    assert menu.isVisible() and not page.list.filtered
    press(Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_choices_are_those_of_the_contracts_and_no_more_than_asked(
    page: DeadlinesPage, desk: DeskContext, qtbot: QtBot
) -> None:
    found: list[tuple[Choice, ...]] = []
    desk.run(lambda store: choices(store, "test", 1), found.append)
    desk.run(lambda store: choices(store, "", 9), found.append)
    settle(desk, qtbot)
    assert [one.field for one in found[0]] == ["contracts", "clients"]
    assert {one.value for one in found[1]} == {TOWN, WORKSHOP, "Ville du Test", "Atelier du Test"}


def test_a_list_is_narrowed_and_widened_again_by_one_choice() -> None:
    choice = Choice("clients", "Atelier du Test")
    narrowed = toggled(AgendaList(), choice)
    assert narrowed.filtered and chosen(narrowed) == (choice,)
    assert toggled(narrowed, choice) == AgendaList()


def test_names_of_people_stay_out_of_the_bookmark() -> None:
    narrowed = AgendaList(
        states=frozenset({"overdue"}),
        owners=frozenset({"Léa"}),
        clients=frozenset({"Atelier"}),
        text="Léa",
    )
    assert narrowed.bookmark() == "states=overdue"
    assert AgendaList().narrowed_by(narrowed.bookmark()).states == {"overdue"}

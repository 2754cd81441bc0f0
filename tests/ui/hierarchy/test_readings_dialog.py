"""How a contract is read: chosen by legal on the hierarchy page, shown in the explanation, taken back."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.hierarchy.readings_dialog import ReadingsDialog
from numspot_desk.ui.hierarchy.view import HierarchyPage
from tests.ui.hierarchy.shown import settle


def opened(page: HierarchyPage) -> ReadingsDialog:
    page.tools.readings.click()
    return page.findChildren(ReadingsDialog)[-1]


@pytest.fixture
def dialog(page: HierarchyPage, desk: DeskContext) -> Iterator[ReadingsDialog]:
    desk.set_person(replace(desk.person, role="legal"))
    found = opened(page)
    yield found
    found.close()


def save(dialog: ReadingsDialog) -> None:
    dialog.buttons.button(dialog.buttons.StandardButton.Save).click()


def ask(dialog: ReadingsDialog, reading: str, option: str, reason: str) -> None:
    dialog.reading.setCurrentIndex(dialog.reading.findData(reading))
    dialog.option.setCurrentIndex(dialog.option.findData(option))
    dialog.reason.setText(reason)
    save(dialog)


def test_a_reading_is_chosen_shown_and_taken_back(
    page: HierarchyPage, dialog: ReadingsDialog, desk: DeskContext, qtbot: QtBot
) -> None:
    ask(dialog, "R19", "use_accepts", "")
    settle(desk, qtbot)
    assert "raison" in dialog.problem.text() or "pourquoi" in dialog.problem.text()
    ask(dialog, "R19", "use_accepts", "Accord du 3 mars")
    settle(desk, qtbot)
    assert dialog.problem.isHidden()
    assert page.presenter.day is not None
    assert [one.option for one in page.presenter.day.shown.readings] == ["use_accepts"]
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Accord du 3 mars" in said and desk.person.name in said
    (button,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "Retirer"]
    button.click()
    settle(desk, qtbot)
    assert page.presenter.day.shown.readings == ()


def test_the_options_are_those_of_the_question(dialog: ReadingsDialog) -> None:
    dialog.reading.setCurrentIndex(dialog.reading.findData("R03"))
    assert dialog.option.count() == 3 and "(par défaut)" in dialog.option.itemText(0)
    assert dialog.asks.text().startswith("R03")


def test_others_read_but_do_not_choose(page: HierarchyPage, desk: DeskContext) -> None:
    desk.set_person(replace(desk.person, role="sales"))
    dialog = opened(page)
    assert not dialog.buttons.button(dialog.buttons.StandardButton.Save).isEnabled()
    assert not dialog.option.isEnabled() and dialog.reading.isEnabled()
    assert "juridique" in dialog.problem.text()
    dialog.close()

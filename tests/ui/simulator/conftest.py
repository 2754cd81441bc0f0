"""A desk with a signed contract, and its window at the page of the simulator."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.simulator.dialog import ImaginedDialog
from numspot_desk.ui.simulator.view import SimulatorPage
from numspot_desk.usecases.ports.workspace import Workspace
from tests.ui.deadlines.conftest import invoice, keep
from tests.usecases.contract.test_show_hierarchy import signed
from tests.usecases.desk import draft, sample

NUMBER = "CMD-2026-7K3Q9XM4"
SIGNED = dt.date(2026, 5, 4)


def settle(context: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not context.busy, timeout=20_000)
    QApplication.processEvents()
    if QApplication.activeWindow() is None:  # a dialog that closed: no window manager gives the focus back
        for shown in QApplication.topLevelWidgets():
            if isinstance(shown, MainWindow) and shown.isVisible():
                shown.activateWindow()
        QApplication.processEvents()


@pytest.fixture
def contract(desk: DeskContext, tmp_path: Path, qtbot: QtBot) -> str:
    """The id of the order of a signed contract with a reserved term and an invoice."""
    made: list[str] = []

    def fill(workspace: Workspace) -> None:
        answers = sample("workshop")
        answers["client"]["legal_name"] = "Atelier du Test"
        answers["lines"][0] |= {"mode": "reserved", "term": {"start": "2026-06-01", "end": "2027-05-31"}}
        record = draft(workspace, answers, NUMBER)  # type: ignore[arg-type]
        signed(workspace, record, tmp_path / NUMBER, SIGNED)  # type: ignore[arg-type]
        keep(workspace, record.id, invoice("F-2", dt.date(2026, 11, 10)))
        made.append(record.id)

    desk.run(fill)
    settle(desk, qtbot)
    return made[0]


@pytest.fixture
def window(desk: DeskContext, qtbot: QtBot) -> Iterator[MainWindow]:
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    shown.activateWindow()
    shown.show_desk("home")
    settle(desk, qtbot)
    yield shown
    for dialog in shown.findChildren(ImaginedDialog):
        dialog.close()
    QApplication.processEvents()
    shown.close()
    settle(desk, qtbot)


@pytest.fixture
def page(contract: str, window: MainWindow, desk: DeskContext, qtbot: QtBot) -> SimulatorPage:
    window.go("simulator", NUMBER)
    settle(desk, qtbot)
    found = window.current()
    assert isinstance(found, SimulatorPage)
    return found

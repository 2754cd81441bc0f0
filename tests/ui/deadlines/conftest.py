"""A desk with contracts whose deadlines are known, and its window at the page of deadlines."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.deadlines.view import DeadlinesPage
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.events import NewEvent
from numspot_desk.usecases.ports.workspace import Workspace
from tests.usecases.contract.test_show_hierarchy import signed
from tests.usecases.desk import NOON, PERSON, draft, sample

WORKSHOP, TOWN = "CMD-2026-7K3Q9XM4", "CMD-2026-2B5R8TZ6"
SIGNED = dt.date(2026, 5, 4)


def settle(context: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not context.busy, timeout=20_000)


def back_to(widget: QWidget, qtbot: QtBot) -> None:
    """The keyboard in the window again, after what stood over it has closed."""
    widget.window().activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


def keep(workspace: Workspace, order_id: str, event: NewEvent) -> None:
    """An event as a person enters it."""
    act = Act("contract.event_recorded", order_id, PERSON.name, NOON, {})
    workspace.events.record(order_id, event, act)


def invoice(number: str, on: dt.date) -> NewEvent:
    return NewEvent("invoice_issued", on=on, data={"number": number, "amount_incl_tax": "1200.00"})


@pytest.fixture
def contracts(desk: DeskContext, tmp_path: Path, qtbot: QtBot) -> dict[str, str]:
    """The ids of the orders by number. The workshop did not pay F-1, pays F-2 by the end of November, and
    gave a formal notice; the contract of the town has the days of its order alone."""
    made: dict[str, str] = {}

    def fill(workspace: Workspace) -> None:
        for number, client in ((WORKSHOP, "Atelier du Test"), (TOWN, "Ville du Test")):
            answers = sample("workshop")
            answers["client"]["legal_name"] = client
            answers["lines"][0] |= {"mode": "reserved", "term": {"start": "2026-06-01", "end": "2027-05-31"}}
            record = draft(workspace, answers, number)  # type: ignore[arg-type]
            signed(workspace, record, tmp_path / number, SIGNED)  # type: ignore[arg-type]
            made[number] = record.id
        keep(workspace, made[WORKSHOP], invoice("F-1", dt.date(2026, 9, 14)))
        keep(workspace, made[WORKSHOP], invoice("F-2", dt.date(2026, 11, 10)))
        notice = dt.datetime(2026, 11, 19, 9, 0, tzinfo=dt.UTC)
        data = {"by": "client", "reason": "breach"}
        keep(workspace, made[WORKSHOP], NewEvent("formal_notice", at=notice, data=data))

    desk.run(fill)
    settle(desk, qtbot)
    assert len(made) == 2
    return made


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
    shown.close()
    settle(desk, qtbot)


@pytest.fixture
def page(contracts: dict[str, str], window: MainWindow, desk: DeskContext, qtbot: QtBot) -> DeadlinesPage:
    window.go("deadlines")
    settle(desk, qtbot)
    found = window.current()
    assert isinstance(found, DeadlinesPage)
    return found

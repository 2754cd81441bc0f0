"""The audit log on the screen: filtered, verified by a button with the fault located, held against a head."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.store.schema import audit
from numspot_desk.ui.audit.view import AuditPage
from numspot_desk.ui.audit.words import ACTS, act_name
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.usecases.samples.sample_order import start_sample_order


def settle(context: DeskContext, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not context.busy, timeout=10_000)


@pytest.fixture
def page(desk: DeskContext, qtbot: QtBot) -> Iterator[AuditPage]:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.show()
    window.show_desk("home")
    for _ in range(3):
        desk.run(lambda store: start_sample_order(store, desk.person, desk.clock, desk.chance))
    settle(desk, qtbot)
    window.go("audit")
    settle(desk, qtbot)
    found = window.current()
    assert isinstance(found, AuditPage)
    yield found
    window.close()
    settle(desk, qtbot)


def test_the_acts_are_listed_and_filtered(page: AuditPage) -> None:
    rows = page.table.rowCount()
    assert rows >= 4
    page.search("exemple commencee")
    assert page.table.rowCount() == 3
    page.search("")
    assert page.table.rowCount() == rows


def test_the_button_says_that_the_chain_holds(page: AuditPage, desk: DeskContext, qtbot: QtBot) -> None:
    page.verify.click()
    settle(desk, qtbot)
    assert "La chaîne tient" in page.outcome.text()


def test_a_tampered_row_is_found_and_shown(page: AuditPage, desk: DeskContext, qtbot: QtBot) -> None:
    def tamper(store: Any) -> None:
        raw = store._session.outside.connection.driver_connection
        raw.execute("DROP TRIGGER audit_no_update")
        with store._session.transaction() as connection:
            connection.execute(audit.update().where(audit.c.sequence == 3).values(kind="order.signed"))

    desk.run(tamper)
    page.verify.click()
    settle(desk, qtbot)
    assert "La ligne 3 ne dit plus" in page.outcome.text()
    (chosen, *_) = page.table.selectionModel().selectedRows()
    assert page.table.item(chosen.row(), 0).text() == "⚠ 3"


def test_a_printed_head_is_found_or_not(page: AuditPage, desk: DeskContext, qtbot: QtBot) -> None:
    page.copy.click()
    head = QApplication.clipboard().text()
    assert len(head) == 64
    for pasted, said in (
        (f" {head[:32].upper()}\n{head[32:]} ", "celle de la ligne"),
        ("0" * 63 + "1", "Aucune ligne"),
        ("abc", "64 chiffres"),
    ):
        page.printed.setText(pasted)
        page.compare.click()
        settle(desk, qtbot)
        assert said in page.outcome.text()


def test_an_act_of_a_later_program_shows_its_own_name() -> None:
    assert act_name("order.teleported") == "order.teleported" and act_name("order.signed") in ACTS.values()

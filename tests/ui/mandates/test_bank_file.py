"""Handing planned debits over to the bank by keyboard: what is offered, what is refused, the file."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.mandate_life.facts import Scheme, Signed
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.pain008 import DebitFiles
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.mandates.dialogs import FormDialog
from numspot_desk.ui.mandates.view import MandatesPage
from numspot_desk.usecases.mandates.mandate_acts import Desk, open_mandate
from numspot_desk.usecases.mandates.plan_debits import Plan, plan_debit
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.workspace import Workspace
from tests.ui.keyboard import press, type_text
from tests.ui.mandates.test_mandates_page import BEGUN, TODAY, Chosen, desk_of_chance, settle
from tests.usecases.mandate_desk import order_in, prepared

OURS = "FR7630006000011234567890189"
DAY = dt.date(2026, 12, 15)


def fill(workspace: Workspace, by: Desk) -> None:
    """Two mandates with a debit planned for one day; the bank of the second has still to register it."""
    order = order_in(workspace).id  # type: ignore[arg-type]
    for rum, scheme, day in (("A-1", Scheme.CORE, DAY), ("B-2", Scheme.B2B, DAY)):
        made = prepared(rum, debtor=f"Client {rum}", on=BEGUN, scheme=scheme)
        open_mandate(workspace, order, made, by, Signed(BEGUN, "Alix Martin"))
        plan_debit(workspace, rum, Plan(day, f"FA-{rum}", TODAY, Decimal("120.50"), TODAY), by)


@pytest.fixture
def page(desk: DeskContext, qtbot: QtBot, tmp_path: Path) -> Iterator[MandatesPage]:
    desk.run(lambda store: fill(store, Desk(desk.person, desk.clock, desk_of_chance())))
    settle(desk, qtbot)
    desk.debits, desk.files = DebitFiles(), FolderFiles()
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    shown.activateWindow()
    shown.show_desk("mandates")
    settle(desk, qtbot)
    found = shown.current()
    assert isinstance(found, MandatesPage)
    found.bank_file.chooser = Chosen(folder=tmp_path / "banque")
    yield found
    if found.bank_file.dialog is not None:
        found.bank_file.dialog.reject()
    QApplication.processEvents()
    shown.close()
    settle(desk, qtbot)


def asked(page: MandatesPage, qtbot: QtBot) -> FormDialog:
    """The dialog, opened from its button by the space bar."""
    page.to_bank.setFocus()
    press(Qt.Key.Key_Space)
    settle(page.context, qtbot)
    dialog = page.bank_file.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.isActiveWindow(), timeout=10_000)
    return dialog


def type_account(dialog: FormDialog, account: str) -> None:
    dialog.rows["iban"].editor.setFocus()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(account)


def written(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "banque"
    return list(folder.iterdir()) if folder.exists() else []


def test_the_debits_of_a_day_become_a_file(page: MandatesPage, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = asked(page, qtbot)
    assert dialog.values()["on"] in ("15/12/2026", "2026-12-15")  # the next day with a planned debit
    type_account(dialog, "fr76 3000 6000 0112 3456 7890 189")
    dialog.rows["bic"].editor.setFocus()
    type_text("BNPAFRPP")
    with qtbot.waitSignal(page.context.message_posted, timeout=10_000) as posted:
        press(Qt.Key.Key_Return)
    said = DebitFiles().read(written(tmp_path)[0].read_bytes())
    assert [(each.rum, each.amount) for each in said.batches[0].transactions] == [("A-1", Decimal("120.50"))]
    assert (said.batches[0].iban, said.batches[0].collect_on) == (OURS, DAY)
    assert "120,50" in posted.args[0].text and OURS not in posted.args[0].text
    assert "un autre BIC" in posted.args[0].text  # written all the same: the register of banks has errors
    assert page.bank_file.dialog is None


@pytest.mark.parametrize("typed", ["FR7630006000011234567890188", "", "SA0380000000608010167519"])
def test_a_wrong_account_is_refused_beside_its_field(
    page: MandatesPage, qtbot: QtBot, tmp_path: Path, typed: str
) -> None:
    dialog = asked(page, qtbot)
    type_account(dialog, typed)
    press(Qt.Key.Key_Return)
    settle(page.context, qtbot)
    assert dialog.isVisible() and dialog.rows["iban"].problems and not written(tmp_path)


@pytest.mark.parametrize(("day", "field"), [("", "on"), ("13/12/2026", "on"), ("22/11/2026", "on")])
def test_a_day_that_cannot_be_is_refused_beside_its_field(
    page: MandatesPage, qtbot: QtBot, tmp_path: Path, day: str, field: str
) -> None:
    dialog = asked(page, qtbot)
    type_account(dialog, OURS)
    dialog.rows["on"].editor.setFocus()
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Delete)
    type_text(day)
    press(Qt.Key.Key_Return)
    settle(page.context, qtbot)
    assert dialog.isVisible() and dialog.rows[field].problems and not written(tmp_path)


def test_what_forbids_a_debit_is_said_under_its_reference(
    page: MandatesPage, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = asked(page, qtbot)
    type_account(dialog, OURS)
    dialog.rows["scheme"].editor.setFocus()
    press(Qt.Key.Key_Down)
    assert dialog.values()["scheme"] == "b2b"
    dialog.rows["iban"].editor.setFocus()
    press(Qt.Key.Key_Return)
    settle(page.context, qtbot)
    assert "B-2 – " in dialog.said.text() and "B2B" in dialog.said.text()
    assert dialog.isVisible() and dialog.keep.isEnabled() and not written(tmp_path)


def test_who_only_reads_hands_nothing_over(page: MandatesPage) -> None:
    assert page.to_bank.isVisible()
    page.context.set_person(Person("Lea", "read_only"))
    QApplication.processEvents()
    assert not page.to_bank.isVisible()

"""Handing planned debits over to the bank by keyboard: what is offered, what is refused, the file."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import sepaxml
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.mandate_life.facts import Scheme, Signed
from numspot_desk.documents.files import FolderFiles
from numspot_desk.documents.pain008 import DebitFiles
from numspot_desk.documents.pain008_schema import SchemaFile
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.mandates.bank_dialog import BankDialog
from numspot_desk.ui.mandates.view import MandatesPage
from numspot_desk.usecases.mandates.mandate_acts import Desk, open_mandate
from numspot_desk.usecases.mandates.plan_debits import Plan, plan_debit
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.settings.creditor_account import change_creditor_account
from tests.ui.keyboard import CONTROL, press, type_text
from tests.ui.mandates.test_mandates_page import BEGUN, TODAY, Chosen, desk_of_chance, settle
from tests.usecases.desk import LAWYER
from tests.usecases.mandate_desk import order_in, prepared

OURS = "FR7630006000011234567890189"
DAY = dt.date(2026, 12, 15)
SCHEMA = Path(sepaxml.__file__).parent / "schemas" / "pain.008.001.08.xsd"


def fill(workspace: Workspace, by: Desk) -> None:
    """Three mandates with a debit planned for one day; the bank of the last has still to register it."""
    order = order_in(workspace).id  # type: ignore[arg-type]
    for rum, scheme, amount in (
        ("A-1", Scheme.CORE, "120.50"),
        ("A-2", Scheme.CORE, "80.00"),
        ("B-3", Scheme.B2B, "9.99"),
    ):
        made = prepared(rum, debtor=f"Client {rum}", on=BEGUN, scheme=scheme)
        open_mandate(workspace, order, made, by, Signed(BEGUN, "Alix Martin"))
        plan_debit(workspace, rum, Plan(DAY, f"FA-{rum}", TODAY, Decimal(amount), TODAY), by)
    change_creditor_account(workspace, OURS, "BNPAFRPP", LAWYER, by.clock)


@pytest.fixture
def page(desk: DeskContext, qtbot: QtBot, tmp_path: Path) -> Iterator[MandatesPage]:
    desk.run(lambda store: fill(store, Desk(desk.person, desk.clock, desk_of_chance())))
    settle(desk, qtbot)
    desk.debits, desk.files, desk.debit_schema = DebitFiles(), FolderFiles(), SchemaFile
    shown = MainWindow(desk)
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    shown.activateWindow()
    shown.show_desk("mandates")
    settle(desk, qtbot)
    found = shown.current()
    assert isinstance(found, MandatesPage)
    found.bank_file.chooser = Chosen(SCHEMA, tmp_path / "banque")
    yield found
    if found.bank_file.dialog is not None:
        found.bank_file.dialog.reject()
    QApplication.processEvents()
    shown.close()
    settle(desk, qtbot)


def asked(page: MandatesPage, qtbot: QtBot) -> BankDialog:
    """The dialog, opened from its button by the space bar."""
    page.window().activateWindow()
    page.to_bank.setFocus()
    qtbot.waitUntil(page.to_bank.hasFocus, timeout=10_000)
    press(Qt.Key.Key_Space)
    settle(page.context, qtbot)
    dialog = page.bank_file.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.isActiveWindow(), timeout=10_000)
    settle(page.context, qtbot)
    return dialog


def type_day(page: MandatesPage, dialog: BankDialog, day: str, qtbot: QtBot) -> None:
    dialog.day.setFocus()
    press(Qt.Key.Key_A, CONTROL)
    press(Qt.Key.Key_Delete)
    type_text(day)
    settle(page.context, qtbot)


def choose_scheme(page: MandatesPage, dialog: BankDialog, qtbot: QtBot) -> None:
    dialog.scheme.setFocus()
    press(Qt.Key.Key_Down)
    settle(page.context, qtbot)
    assert dialog.scheme.value() == "b2b"


def type_amount(typed: str) -> None:
    press(Qt.Key.Key_F2)
    type_text(typed)
    press(Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt ends the editor a little later


def write(page: MandatesPage, dialog: BankDialog, qtbot: QtBot) -> str:
    with qtbot.waitSignal(page.context.message_posted, timeout=20_000) as posted:
        dialog.keep.click()
    settle(page.context, qtbot)
    said: str = posted.args[0].text
    return said.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def written(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "banque"
    return list(folder.iterdir()) if folder.exists() else []


def debits(tmp_path: Path) -> list[tuple[str, Decimal]]:
    (file,) = written(tmp_path)
    said = DebitFiles().read(file.read_bytes())
    return [(each.rum, each.amount) for batch in said.batches for each in batch.transactions]


def told(dialog: BankDialog) -> dict[str, list[str]]:
    """What is said under each debit, by its reference (RUM)."""
    found = {}
    for place in range(dialog.table.topLevelItemCount()):
        row = dialog.table.topLevelItem(place)
        assert row is not None
        found[row.text(3)] = [row.child(number).text(0) for number in range(row.childCount())]
    return found


def test_the_debits_of_a_day_become_a_file(page: MandatesPage, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = asked(page, qtbot)
    assert dialog.day.text() == "15/12/2026", "the next day with a planned debit"
    assert told(dialog) == {"A-1": [], "A-2": []} and dialog.table.topLevelItem(0).text(1).startswith(
        "120,50"
    )
    said = write(page, dialog, qtbot)
    assert debits(tmp_path) == [("A-1", Decimal("120.50")), ("A-2", Decimal("80.00"))]
    message = DebitFiles().read(written(tmp_path)[0].read_bytes())
    assert (message.batches[0].iban, message.batches[0].collect_on) == (OURS, DAY)
    assert "200,50" in said and OURS not in said and "pas été confronté au schéma" in said
    assert "un autre BIC" in said, "written all the same: the register of banks has errors"
    assert page.bank_file.dialog is None


def test_the_account_comes_from_the_settings_and_shows_its_end_alone(
    page: MandatesPage, qtbot: QtBot
) -> None:
    dialog = asked(page, qtbot)
    shown = dialog.account.text()
    assert shown.startswith("NumSpot · FR15ZZZ588627") and "189" in shown and "BNPAFRPP" in shown
    assert not any(OURS[4:20] in line.text().replace(" ", "") for line in dialog.findChildren(QLineEdit))
    assert OURS[4:20] not in shown.replace(" ", "") and OURS not in dialog.windowTitle()


def test_one_debit_is_left_out_and_another_lowered(page: MandatesPage, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = asked(page, qtbot)
    dialog.table.setFocus()
    press(Qt.Key.Key_Space)
    assert "1 prélèvement sur 2, 80,00" in dialog.sum.text().replace("\N{NO-BREAK SPACE}", " ")
    press(Qt.Key.Key_Down)
    type_amount("75,5")
    assert dialog.isVisible(), "Return ends the amount, not the dialog"
    write(page, dialog, qtbot)
    assert debits(tmp_path) == [("A-2", Decimal("75.50"))]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("80,01", "plus que ce qui a été annoncé"),
        ("0", "supérieur à zéro"),
        ("75,555", "centime"),
        ("dix", "montant"),
    ],
)
def test_an_amount_that_cannot_be_is_told_under_its_debit(
    page: MandatesPage, qtbot: QtBot, tmp_path: Path, typed: str, reason: str
) -> None:
    dialog = asked(page, qtbot)
    dialog.table.setFocus()
    press(Qt.Key.Key_Down)
    type_amount(typed)
    dialog.keep.click()
    settle(page.context, qtbot)
    assert told(dialog)["A-1"] == [] and reason in told(dialog)["A-2"][0]
    assert dialog.isVisible() and not written(tmp_path)


def test_nothing_chosen_is_said_at_the_foot(page: MandatesPage, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = asked(page, qtbot)
    dialog.all.setFocus()
    press(Qt.Key.Key_Space)
    assert dialog.amounts() == {}
    dialog.keep.click()
    settle(page.context, qtbot)
    assert "Aucun prélèvement" in dialog.said.text() and not written(tmp_path)


def test_what_forbids_a_debit_is_told_under_it_and_leaves_it_unchecked(
    page: MandatesPage, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = asked(page, qtbot)
    choose_scheme(page, dialog, qtbot)
    assert list(told(dialog)) == ["B-3"] and "B2B" in told(dialog)["B-3"][0]
    assert dialog.amounts() == {}
    dialog.table.setFocus()
    press(Qt.Key.Key_Space)
    dialog.keep.click()
    settle(page.context, qtbot)
    assert "1 prélèvement ne peut pas partir" in dialog.said.text().replace("\N{NO-BREAK SPACE}", " ")
    assert dialog.isVisible() and dialog.keep.isEnabled() and not written(tmp_path)


def test_the_file_is_held_against_the_schema_that_is_chosen(
    page: MandatesPage, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = asked(page, qtbot)
    dialog.schema.choose.click()
    assert "pain.008.001.08.xsd" in write(page, dialog, qtbot)
    assert len(written(tmp_path)) == 1
    again = asked(page, qtbot)
    assert again.schema.value() == str(SCHEMA), "the schema is remembered"
    again.schema.leave_out.click()
    assert again.schema.value() == ""


def test_a_file_that_is_no_schema_is_refused_beside_its_field(
    page: MandatesPage, qtbot: QtBot, tmp_path: Path
) -> None:
    wrong = tmp_path / "schema.xsd"
    wrong.write_text("<a/>")
    page.bank_file.chooser = Chosen(wrong, tmp_path / "banque")
    dialog = asked(page, qtbot)
    dialog.schema.choose.click()
    dialog.keep.click()
    qtbot.waitUntil(lambda: bool(dialog.rows["schema"].problems), timeout=20_000)
    assert "schema.xsd" in dialog.rows["schema"]._problem.text()
    assert dialog.isVisible() and not written(tmp_path)


def test_without_an_account_in_the_settings_the_dialog_says_who_types_it(
    page: MandatesPage, qtbot: QtBot, tmp_path: Path
) -> None:
    clock = page.context.clock
    page.context.run(lambda store: change_creditor_account(store, "", "", LAWYER, clock))
    dialog = asked(page, qtbot)
    assert "juridique" in dialog.account.text()
    dialog.keep.click()
    settle(page.context, qtbot)
    assert dialog.rows["account"].problems and not written(tmp_path)


@pytest.mark.parametrize("day", ["", "13/12/2026", "22/11/2026", "31/02/2027"])
def test_a_day_that_cannot_be_is_refused_beside_its_field(
    page: MandatesPage, qtbot: QtBot, tmp_path: Path, day: str
) -> None:
    dialog = asked(page, qtbot)
    type_day(page, dialog, day, qtbot)
    press(Qt.Key.Key_Return)
    settle(page.context, qtbot)
    assert dialog.isVisible() and dialog.rows["on"].problems and not written(tmp_path)


def test_a_day_without_debits_of_the_scheme_says_those_of_the_other(page: MandatesPage, qtbot: QtBot) -> None:
    dialog = asked(page, qtbot)
    choose_scheme(page, dialog, qtbot)
    type_day(page, dialog, "16/12/2026", qtbot)
    assert told(dialog) == {} and "0 prélèvement" in dialog.sum.text().replace("\N{NO-BREAK SPACE}", " ")


def test_who_only_reads_hands_nothing_over(page: MandatesPage) -> None:
    assert page.to_bank.isVisible()
    page.context.set_person(Person("Lea", "read_only"))
    QApplication.processEvents()
    assert not page.to_bank.isVisible()

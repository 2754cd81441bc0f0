"""Coverage over all contracts and the matrix of one, by keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from numspot_desk.contracts.clauses.coverage import CoverState
from numspot_desk.contracts.order.order_document import put
from numspot_desk.ui.conditions.coverage_dialog import CoverageDialog
from numspot_desk.ui.conditions.coverage_view import CoverageAcross
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.order.page import OrderPage
from numspot_desk.usecases.orders.edit_order import DraftHandle, check_context, save_edit
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.samples.sample_answers import CLINIC
from tests.ui.conditions.shown import column, settle, words
from tests.ui.keyboard import CONTROL, press


@pytest.fixture
def coverage(
    records: dict[str, OrderRecord], window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> Iterator[CoverageAcross]:
    window.go("conditions", "coverage")
    settle(desk, qtbot)
    tab = window.current().tab()
    assert isinstance(tab, CoverageAcross)
    yield tab
    for dialog in tab.findChildren(CoverageDialog):
        dialog.reject()


def change(desk: DeskContext, qtbot: QtBot, record: OrderRecord, path: str, value: Any) -> None:
    """Change an answer of a draft as another page would."""

    def save(store: Workspace) -> Any:
        now = store.orders.load(record.id)
        context = check_context(store, desk.clock)
        handle = DraftHandle(now.id, now.row_version)
        return save_edit(store, handle, put(dict(now.answers), path, value), Place(), context, desk.clock)

    desk.run(save, lambda outcome: desk.announce(outcome.changes))
    settle(desk, qtbot)


def clinic(coverage: CoverageAcross) -> int:
    return column(coverage.model, "client").index("Clinique des Tilleuls (exemple)")


def test_each_contract_says_what_it_lacks_and_until_when_it_is_certified(
    coverage: CoverageAcross, records: dict[str, OrderRecord], desk: DeskContext, qtbot: QtBot
) -> None:
    row = clinic(coverage)
    assert column(coverage.model, "HDS")[row] == "couvert"
    assert column(coverage.model, "SecNumCloud")[row] == "–"
    assert column(coverage.model, "certificate")[row] == "17 oct. 2028 · avant le terme"
    change(desk, qtbot, records[CLINIC], "special_conditions[0].clauses[13].subjects", [])
    change(desk, qtbot, records[CLINIC], "special_conditions[0].certificate.valid_until", "2026-12-20")
    row = clinic(coverage)
    assert column(coverage.model, "HDS")[row] == "1 manque"
    assert "il reste 28 jours" in column(coverage.model, "certificate")[row]
    assert "1 avec un manque bloquant" in words(coverage) and "1 certificat à renouveler" in words(coverage)


@pytest.mark.parametrize(("choice", "shown"), [("blocking", 1), ("ending", 0), ("outlived", 1), ("", 1)])
def test_the_list_narrows_to_what_asks_for_something(
    coverage: CoverageAcross,
    records: dict[str, OrderRecord],
    desk: DeskContext,
    qtbot: QtBot,
    choice: str,
    shown: int,
) -> None:
    change(desk, qtbot, records[CLINIC], "special_conditions[0].clauses[13].subjects", [])
    coverage.choice.set_value(choice)
    coverage.read()
    settle(desk, qtbot)
    assert coverage.model.rowCount() == shown
    assert ("Aucun contrat ne répond" in words(coverage)) is (shown == 0)


def test_enter_opens_the_matrix_at_the_gap(
    coverage: CoverageAcross, records: dict[str, OrderRecord], desk: DeskContext, qtbot: QtBot
) -> None:
    change(desk, qtbot, records[CLINIC], "special_conditions[0].clauses[13].subjects", [])
    coverage.table.choose_row(clinic(coverage))
    coverage.table.setFocus()
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    dialog = coverage.dialog
    assert dialog is not None and QApplication.focusWidget() is dialog.matrix.tree
    row = dialog.matrix.row()
    assert row is not None and row.subject.id == "R1111-11.14" and row.state is CoverState.GAP
    assert "Certificat HDS valable jusqu’au 17 octobre 2028" in words(dialog)
    assert "activités 1 à 5" in words(dialog)
    assert not dialog.matrix.add_button.isVisible()
    press(Qt.Key.Key_Home)
    first = dialog.matrix.row()
    assert first is not None and first.clauses == ("CS-HDS-1",)
    dialog.matrix.tabs["DataAct"].click()
    assert dialog.matrix.matrix().checklist.id == "DataAct"
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: coverage.findChild(CoverageDialog) is None)


def test_the_order_opens_from_its_matrix(
    coverage: CoverageAcross, window: MainWindow, desk: DeskContext, qtbot: QtBot
) -> None:
    coverage.table.choose_row(clinic(coverage))
    coverage.table.setFocus()
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert coverage.dialog is not None
    coverage.dialog._open()
    settle(desk, qtbot)
    assert isinstance(window.current(), OrderPage)


def test_the_checklist_is_copied_whole(coverage: CoverageAcross, desk: DeskContext, qtbot: QtBot) -> None:
    coverage.table.choose_row(clinic(coverage))
    coverage.table.setFocus()
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert coverage.dialog is not None
    coverage.dialog.matrix.choose("HDS")
    press(Qt.Key.Key_C, CONTROL)
    head, *rows = QGuiApplication.clipboard().text().split("\n")
    assert head == "Sujet\tCe qu’il demande\tClauses\tCouverture" and len(rows) == 16
    assert rows[0].split("\t")[0] == "R1111-11.1" and rows[0].endswith("CS-HDS-1\tPar la commande")


def test_the_matrix_tells_a_subject_whole_and_what_covers_it(
    coverage: CoverageAcross, desk: DeskContext, qtbot: QtBot
) -> None:
    coverage.table.choose_row(clinic(coverage))
    coverage.table.setFocus()
    press(Qt.Key.Key_Return)
    settle(desk, qtbot)
    dialog = coverage.dialog
    assert dialog is not None
    dialog.matrix.choose("HDS")
    press(Qt.Key.Key_Home)
    assert "Couvert par la commande\N{NO-BREAK SPACE}: CS-HDS-1." in words(dialog)
    press(Qt.Key.Key_End)
    assert "À couvrir seulement si le cas se présente." in words(dialog)
    dialog.matrix.choose("DataAct")
    assert "Aucune clause ne le couvre" in words(dialog)
    dialog.matrix.show_matrices(dialog.matrix._matrices, "DataAct", "DA-25.h")
    assert "Couvert par les conditions générales\N{NO-BREAK SPACE}: CG-7.2." in words(dialog)

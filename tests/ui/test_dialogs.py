"""Every dialog by keyboard: Esc leaves things as they are, Enter does what stands out and never destroys."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.app.crash import CrashDialog
from numspot_desk.app.journal import Journal
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.ui.catalogue.import_dialog import ImportDialog
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.frame.shortcuts import ShortcutsDialog
from numspot_desk.ui.handover.dialogs import FaultsDialog, ReceiveDialog, SendDialog
from numspot_desk.ui.orders.cancel_dialog import CancelDialog
from numspot_desk.ui.passphrase import PassphraseDialog
from numspot_desk.ui.preview.view import PreviewDialog
from numspot_desk.ui.recovery import RecoveryDialog
from numspot_desk.ui.restore import BackupSecretDialog
from numspot_desk.usecases.ports.orders import OrderSummary
from numspot_desk.usecases.prices.import_prices import preview_prices, template

Make = Callable[[DeskContext, QWidget, Path], QDialog]


def _row(state: OrderState) -> OrderSummary:
    at = dt.datetime(2026, 11, 22, 13, 32, tzinfo=dt.UTC)
    return OrderSummary("1", "CMD-2026-00000001", 1, state, "Atelier", None, None, False, at, 0, "")


def _import(context: DeskContext, parent: QWidget, content: bytes) -> QDialog:
    return ImportDialog(context, preview_prices("tarif.csv", content), parent)


DIALOGS: dict[str, tuple[Make, str]] = {
    "crash": (lambda c, w, f: CrashDialog(c, "x", Journal(f), w), "Continuer"),
    "cancel a draft": (lambda c, w, f: CancelDialog(c, _row(OrderState.DRAFT), w), "Annuler la commande"),
    "cancel for good": (lambda c, w, f: CancelDialog(c, _row(OrderState.EXPORTED), w), "La garder"),
    "shortcuts": (lambda c, w, f: ShortcutsDialog(c, None, w), "Fermer"),
    "import": (lambda c, w, f: _import(c, w, template(c.language)), "Importer"),
    "import with faults": (lambda c, w, f: _import(c, w, b"Code;Service\nA;B\n"), "Annuler"),
    "passphrase": (lambda c, w, f: PassphraseDialog(c, w), "Changer la phrase secrète"),
    "recovery key": (lambda c, w, f: RecoveryDialog(c, "AAAA-BBBB", w), "Imprimer…"),
    "restore": (lambda c, w, f: BackupSecretDialog(c, "desk.backup", w), "Restaurer"),
    "hand over": (lambda c, w, f: SendDialog(c, "CMD-2026-7K3Q9XM4", w), "Choisir le dossier…"),
    "receive": (lambda c, w, f: ReceiveDialog(c, "CMD-2026-7K3Q9XM4.remise", w), "Ouvrir"),
    "faults of an order": (lambda c, w, f: FaultsDialog(c, "x", ["y"], w), "Fermer"),
    "preview": (lambda c, w, f: PreviewDialog(c, [], w), "Pages et impression…"),
}


@pytest.fixture(params=DIALOGS)
def opened(
    request: pytest.FixtureRequest, context: DeskContext, tmp_path: Path, qtbot: QtBot
) -> Iterator[tuple[QDialog, str]]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    make, default = DIALOGS[request.param]
    dialog = make(context, window, tmp_path)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    dialog.activateWindow()
    QApplication.processEvents()
    yield dialog, default
    dialog.close()
    window.close()


def test_escape_leaves_every_dialog(opened: tuple[QDialog, str]) -> None:
    dialog, _ = opened
    assert dialog.isAncestorOf(QApplication.focusWidget()), "the first focus is in the dialog"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not dialog.isVisible() and dialog.result() == QDialog.DialogCode.Rejected


def test_enter_does_what_stands_out(opened: tuple[QDialog, str]) -> None:
    dialog, default = opened
    found = [button.text() for button in dialog.findChildren(QPushButton) if button.isDefault()]
    assert found == [default]
    assert dialog.width() <= 800 and dialog.height() <= 600

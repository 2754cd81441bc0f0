"""First start and unlocking by keyboard: few questions, problems in words, nothing typed is lost."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from numspot_desk.language.messages import message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.theme import theme
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.ui.passphrase import PassphraseDialog
from numspot_desk.ui.restore import BackupSecretDialog
from numspot_desk.ui.unlock import Refused, Unlock
from numspot_desk.ui.welcome import FirstStart, Welcome
from numspot_desk.usecases.person import Person
from tests.ui.keyboard import press, tab_to, type_text

PASSPHRASE = "cheval batterie agrafe"


@pytest.fixture
def window(context: DeskContext, qtbot: QtBot) -> Iterator[MainWindow]:
    shown = MainWindow(context)
    qtbot.addWidget(shown)
    shown.resize(1000, 900)
    shown.show()
    shown.activateWindow()
    yield shown


def show(window: MainWindow, gate: QWidget, qtbot: QtBot) -> None:
    window.show_gate(gate)
    qtbot.waitUntil(lambda: gate.isAncestorOf(QApplication.focusWidget()))


def test_ctrl_q_closes_the_window_before_a_gate(
    window: MainWindow, context: DeskContext, qtbot: QtBot
) -> None:
    show(window, Welcome(context, keychain=True), qtbot)
    press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


def test_with_a_keychain_a_name_is_enough(window: MainWindow, context: DeskContext, qtbot: QtBot) -> None:
    gate = Welcome(context, keychain=True)
    asked: list[FirstStart] = []
    gate.create_asked.connect(asked.append)
    show(window, gate, qtbot)
    assert gate.name.hasFocus() and gate.passphrase.isHidden()
    type_text("Zoé Éxemple")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert asked == [FirstStart(Person("Zoé Éxemple", "sales"), None)], "asked once"
    assert context.person.name == "Zoé Éxemple"
    gate.created("AAAAA-BBBBB")
    assert gate.recovery.print_button.hasFocus() and gate.recovery.key == "AAAAA-BBBBB"
    finished: list[bool] = []
    gate.finished.connect(finished.append)
    tab_to(gate.done_button)
    press(Qt.Key.Key_Space)
    assert finished == [True]
    press(Qt.Key.Key_Return)
    assert finished == [True, True], "Enter presses a button too"


def test_going_on_without_the_recovery_key_is_a_choice_said_in_words(
    window: MainWindow, context: DeskContext, qtbot: QtBot
) -> None:
    gate = Welcome(context, keychain=True)
    show(window, gate, qtbot)
    gate.created("AAAAA-BBBBB")
    finished: list[bool] = []
    gate.finished.connect(finished.append)
    tab_to(gate.later_button)
    assert "rien n’ouvre les contrats" in gate.later_button.accessibleDescription()
    press(Qt.Key.Key_Return)
    assert finished == [False]
    tab_to(gate.recovery.copy_button)
    press(Qt.Key.Key_Space)
    assert QApplication.clipboard().text() == "AAAAA-BBBBB"
    assert "Copiée" in gate.recovery._outcome.text() and gate.done_button.hasFocus()
    assert finished == [False], "copying is not keeping"


def test_without_a_keychain_a_passphrase_is_asked(
    window: MainWindow, context: DeskContext, qtbot: QtBot
) -> None:
    gate = Welcome(context, keychain=False)
    asked: list[FirstStart] = []
    gate.create_asked.connect(asked.append)
    show(window, gate, qtbot)
    press(Qt.Key.Key_Return)
    assert not asked and "Choisissez une phrase secrète" in gate._problem.text()
    assert gate.passphrase.first.hasFocus()
    type_text(PASSPHRASE)
    press(Qt.Key.Key_Tab)
    type_text("another one")
    press(Qt.Key.Key_Return)
    assert not asked and gate.passphrase.second.hasFocus(), "the cursor stands at what differs"
    gate.passphrase.second.selectAll()
    type_text(PASSPHRASE)
    context.set_language("en")
    assert gate.passphrase.value() == PASSPHRASE, "switching the language loses nothing"
    press(Qt.Key.Key_Return)
    assert [first.passphrase for first in asked] == [PASSPHRASE]
    gate.show_problem("The disk is full.")
    assert gate.create_button.isEnabled() and gate.passphrase.value() == PASSPHRASE
    assert gate._problem.problem and not gate._problem._sign.pixmap().isNull(), "not by colour alone"


def test_a_wrong_passphrase_is_said_and_can_be_typed_over(
    window: MainWindow, context: DeskContext, qtbot: QtBot
) -> None:
    gate = Unlock(context)
    asked: list[tuple[str, str]] = []
    gate.unlock_asked.connect(lambda secret, kind: asked.append((secret, kind)))
    show(window, gate, qtbot)
    press(Qt.Key.Key_Return)
    assert not asked and gate._problem.problem and not gate._problem._sign.pixmap().isNull()
    type_text("mauvaise")
    press(Qt.Key.Key_Return)
    assert asked == [("mauvaise", "passphrase")] and not gate.unlock_button.isEnabled()
    gate.show_problem("Ce n’est pas la phrase secrète.")
    assert gate.secret.selectedText() or gate.secret.hasSelectedText()
    type_text(PASSPHRASE)
    press(Qt.Key.Key_Return)
    assert asked[-1] == (PASSPHRASE, "passphrase")


def test_the_recovery_key_opens_too(window: MainWindow, context: DeskContext, qtbot: QtBot) -> None:
    gate = Unlock(context)
    asked: list[tuple[str, str]] = []
    gate.unlock_asked.connect(lambda secret, kind: asked.append((secret, kind)))
    show(window, gate, qtbot)
    tab_to(gate.other_button)
    press(Qt.Key.Key_Space)
    assert gate.secret.hasFocus() and gate._label.text() == "Clé de secours"
    type_text("AAAAA-BBBBB")
    press(Qt.Key.Key_Return)
    assert asked == [("AAAAA-BBBBB", "recovery")]


def test_a_store_that_cannot_be_opened_says_what_to_do(
    window: MainWindow, context: DeskContext, qtbot: QtBot
) -> None:
    gate = Refused(context, message("The workspace is locked. Unlock it and try again."), offer_restore=True)
    again: list[bool] = []
    gate.again_asked.connect(lambda: again.append(True))
    show(window, gate, qtbot)
    assert "verrouillé" in gate.sentence.text()
    press(Qt.Key.Key_Space)
    assert again == [True] and gate.restore.isVisible()


@pytest.mark.parametrize("points", [10, 14])
def test_a_dialog_grows_with_what_it_says(
    window: MainWindow, context: DeskContext, qtbot: QtBot, points: int
) -> None:
    theme().choose("light", points)
    try:
        restore = BackupSecretDialog(context, "20261123T082006Z-daily.ndbackup", window)
        change = PassphraseDialog(context, window)
        for dialog in (restore, change):
            dialog.open()
            qtbot.waitExposed(dialog)
        restore.show_problem(
            message("This is not the passphrase of the workspace. Try again, or use the recovery key.")
        )
        change.fields.first.setText("court")
        change.fields.second.setText("autre")
        change._choose()
        for dialog in (restore, change):
            QApplication.processEvents()
            for label in dialog.findChildren(QLabel):
                if label.isVisible() and label.wordWrap():
                    assert label.height() >= label.heightForWidth(label.width()), label.text()
            dialog.reject()
    finally:
        theme().choose("light")

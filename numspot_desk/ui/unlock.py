"""Unlocking: the passphrase or the recovery key, or one sentence about why the workspace cannot be opened.

The widget asks; `app` tries, and answers with `show_problem` or by showing the desk.
"""

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from numspot_desk.language.messages import Message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.flow import FlowLayout
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.welcome import Gate

Secret = Literal["passphrase", "recovery"]


class Unlock(Gate):
    """`unlock_asked` carries what was typed and its kind; `keychain_asked` means: try the keychain."""

    unlock_asked = Signal(str, str)
    keychain_asked = Signal()

    def __init__(
        self,
        context: DeskContext,
        *,
        keychain: bool = False,
        passphrase: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self._kind: Secret = "passphrase" if passphrase else "recovery"
        self._label = QLabel(self.card)
        set_role(self._label, "label")
        self.secret = QLineEdit(self.card)
        self.secret.returnPressed.connect(self._unlock)
        self._label.setBuddy(self.secret)
        self._problem = OutcomeLine(self.card, keep_room=True)
        self.unlock_button = QPushButton(self.card)
        set_role(self.unlock_button, "primary")
        self.unlock_button.clicked.connect(self._unlock)
        self.keychain_button = QPushButton(self.card)
        self.keychain_button.setVisible(keychain)
        self.keychain_button.clicked.connect(self.keychain_asked)
        self.other_button = QPushButton(self.card)
        set_role(self.other_button, "quiet")
        self.other_button.setVisible(passphrase)
        self.other_button.clicked.connect(self._other)
        buttons = FlowLayout()
        for button in (self.unlock_button, self.keychain_button, self.other_button):
            buttons.addWidget(button)
        self.card_layout.addWidget(self._label)
        self.card_layout.addWidget(self.secret)
        self.card_layout.addWidget(self._problem)
        self.card_layout.addLayout(buttons)
        self.retranslate()
        self.first = self.secret

    def show_problem(self, text: str) -> None:
        """Say why it did not open; what was typed stays, chosen, to be typed over."""
        self._set_busy(False)
        self._problem.say(text, problem=True)
        self.secret.selectAll()
        self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        text = self.context.language.text
        self.dress("lock", text("Locked"), text("Your contracts are encrypted on this computer."))
        passphrase = self._kind == "passphrase"
        self._label.setText(text("Passphrase") if passphrase else text("Recovery key"))
        self.secret.setEchoMode(QLineEdit.EchoMode.Password if passphrase else QLineEdit.EchoMode.Normal)
        self.secret.setAccessibleName(self._label.text())
        self.unlock_button.setText(text("Unlock"))
        self.keychain_button.setText(text("Use this computer's session"))
        self.other_button.setText(text("Use the recovery key") if passphrase else text("Use the passphrase"))
        for button in (self.unlock_button, self.keychain_button, self.other_button):
            button.setAccessibleName(button.text())

    def _other(self) -> None:
        self._kind = "recovery" if self._kind == "passphrase" else "passphrase"
        self.secret.clear()
        self._problem.clear()
        self.retranslate()
        self.secret.setFocus()

    def _unlock(self) -> None:
        if not self.secret.text():
            self._problem.say(
                self.context.language.text("Type the passphrase or the recovery key."), problem=True
            )
            self.secret.setFocus()
            return
        self._problem.clear()
        self._set_busy(True)
        self.unlock_asked.emit(self.secret.text(), self._kind)

    def _set_busy(self, busy: bool) -> None:
        self.unlock_button.setEnabled(not busy)


class Refused(Gate):
    """A store that cannot be opened: what happened and what to do, with one button to try again."""

    again_asked = Signal()
    restore_asked = Signal()

    def __init__(
        self,
        context: DeskContext,
        why: Message,
        *,
        offer_restore: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self._why = why
        set_role(self.sentence, "body")
        self.again = QPushButton(self.card)
        set_role(self.again, "primary")
        self.again.clicked.connect(self.again_asked)
        self.restore = QPushButton(self.card)
        self.restore.setVisible(offer_restore)
        self.restore.clicked.connect(self.restore_asked)
        buttons = FlowLayout()
        buttons.addWidget(self.again)
        buttons.addWidget(self.restore)
        self.card_layout.addLayout(buttons)
        self.retranslate()
        self.first = self.again

    def retranslate(self) -> None:
        text = self.context.language.text
        self.dress("warning", text("The contracts cannot be opened"), self.context.language.render(self._why))
        self.again.setText(text("Try again"))
        self.restore.setText(text("Restore a backup…"))
        for button in (self.again, self.restore):
            button.setAccessibleName(button.text().replace("…", ""))

"""Choosing a passphrase: twice the same, long enough, shown on demand. For first start and settings."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.form import FormRow, make_room
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID

SHORTEST = 12
"""Characters of the shortest passphrase that is taken."""


class PassphraseFields(QWidget):
    """The passphrase and its repetition. `ready` says whether it can be taken."""

    edited = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.first, self.second = QLineEdit(self), QLineEdit(self)
        for field in (self.first, self.second):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.textEdited.connect(self.edited)
            field.editingFinished.connect(self.check)
        self._first_row = FormRow(
            context,
            N_("Passphrase"),
            self.first,
            message("At least {n} characters. Several words are easier to remember.", n=SHORTEST),
            parent=self,
        )
        self._second_row = FormRow(context, N_("The same again"), self.second, parent=self)
        self._show = QCheckBox(self)
        self._show.toggled.connect(self._reveal)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._first_row)
        layout.addWidget(self._second_row)
        layout.addWidget(self._show)
        context.language_changed.connect(self._dress)
        self._dress()

    def value(self) -> str:
        """The passphrase as typed."""
        return self.first.text()

    def ready(self) -> bool:
        """Whether it is long enough and twice the same."""
        return len(self.first.text()) >= SHORTEST and self.first.text() == self.second.text()

    def check(self) -> bool:
        """Say what is wrong, if anything; whether it can be taken."""
        first, second = self.first.text(), self.second.text()
        short = len(first) < SHORTEST and bool(first or second)
        self._first_row.set_problems(
            [
                problem(
                    "invalid_value",
                    "",
                    message("This passphrase is too short: {n} characters at least.", n=SHORTEST),
                )
            ]
            if short
            else []
        )
        differ = bool(second) and first != second
        self._second_row.set_problems(
            [problem("invalid_value", "", message("The two passphrases differ: type them again."))]
            if differ
            else []
        )
        return self.ready()

    def focus_fault(self) -> None:
        """Put the cursor where it must be typed again."""
        (self.second if len(self.first.text()) >= SHORTEST else self.first).setFocus()

    def _reveal(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.second.setEchoMode(mode)

    def _dress(self) -> None:
        self._show.setText(self.context.language.text("Show what I type"))
        self._show.setAccessibleName(self._show.text())


class PassphraseDialog(QDialog):
    """`chosen` carries the new passphrase."""

    chosen = Signal(str)

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = context.language.text
        self.setWindowTitle(text("Change the passphrase"))
        heading = QLabel(text("Change the passphrase"), self)
        set_role(heading, "heading")
        self.fields = PassphraseFields(context, self)
        for field in (self.fields.first, self.fields.second):
            field.editingFinished.connect(self._make_room)
        change, cancel = QPushButton(text("Change the passphrase"), self), QPushButton(text("Cancel"), self)
        set_role(change, "primary")
        change.setDefault(True)
        change.clicked.connect(self._choose)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        layout.addWidget(self.fields)
        layout.addLayout(buttons)
        self.setMinimumWidth(56 * GRID)
        self.fields.first.setFocus()

    def _choose(self) -> None:
        if self.fields.check():
            self.chosen.emit(self.fields.value())
            self.accept()
        else:
            self._make_room()
            self.fields.focus_fault()

    def _make_room(self) -> None:
        for row in self.fields.findChildren(FormRow):
            make_room(self, row)

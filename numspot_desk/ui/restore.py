"""What opens a backup that is put in place where nothing is open: its passphrase or its recovery key.

The dialog asks and stays until the backup opens; `app` tries, and answers with `accept` or `show_problem`.
"""

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
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.form import FormRow, make_room
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID


class BackupSecretDialog(QDialog):
    """`given` carries what was typed."""

    given = Signal(str)

    def __init__(self, context: DeskContext, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = context.language.text
        self.setWindowTitle(text("Restore a backup"))
        heading = QLabel(text("Restore a backup"), self)
        set_role(heading, "heading")
        file = QLabel(name, self)
        file.setTextFormat(Qt.TextFormat.PlainText)
        file.setWordWrap(True)
        set_role(file, "muted")
        self.secret = QLineEdit(self)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._row = FormRow(
            context,
            N_("Passphrase or recovery key"),
            self.secret,
            N_("Those of the day of the backup. Nothing changes before it is verified."),
            parent=self,
        )
        self.secret.textEdited.connect(lambda _text: self._row.set_problems([]))
        show = QCheckBox(text("Show what I type"), self)
        show.toggled.connect(self._reveal)
        self.restore, cancel = QPushButton(text("Restore"), self), QPushButton(text("Cancel"), self)
        set_role(self.restore, "primary")
        self.restore.setDefault(True)
        self.restore.clicked.connect(self._give)
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.restore)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for widget in (heading, file, self._row, show):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.setMinimumWidth(56 * GRID)
        self.secret.setFocus()

    def show_problem(self, said: Message) -> None:
        """Say why the backup was not put in place; what was typed stays, chosen, to be typed over."""
        self.restore.setEnabled(True)
        self._row.set_problems([problem("invalid_value", "", said)])
        make_room(self, self._row)
        self.secret.selectAll()
        self.secret.setFocus()

    def _give(self) -> None:
        if not self.secret.text():
            self.show_problem(message("Type the passphrase or the recovery key."))
            return
        self.restore.setEnabled(False)
        self.given.emit(self.secret.text())

    def _reveal(self, shown: bool) -> None:
        self.secret.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

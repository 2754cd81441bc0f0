"""The dialogs of hand-over: the passphrase to give, and the file to open and preview before it is received.

They ask and show; the work is started by `actions`.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.handover.words import reception_lines, strength
from numspot_desk.ui.kit.form import FormRow, make_room
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.passphrase import PassphraseFields
from numspot_desk.usecases.handover.receive_handover import Reception


class SendDialog(QDialog):
    """`chosen` carries the passphrase; the folder is asked for next. It stays until the file is written: a
    folder that takes none, or a second thought, loses nothing that was typed."""

    chosen = Signal(str)

    def __init__(self, context: DeskContext, number: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        text = context.language.text
        layout = _framed(self, text("Hand order {number} over to a colleague", number=number))
        layout.addWidget(
            _note(
                self,
                text(
                    "All its versions, review steps and comments go in one encrypted file. Signed copies stay"
                    " here. Tell your colleague the passphrase by another way than the file."
                ),
            )
        )
        self.fields = PassphraseFields(context, self)
        self.fields.first.textEdited.connect(self._say_strength)
        for field in (self.fields.first, self.fields.second):
            field.editingFinished.connect(self._make_room)
        layout.addWidget(self.fields)
        self.strength = QLabel(" ", self)
        set_role(self.strength, "muted")
        layout.addWidget(self.strength)
        self.outcome = OutcomeLine(self)
        layout.addWidget(self.outcome)
        self._writing = False
        self.go = _buttons(self, layout, text("Choose the folder…"), self._choose)
        self.fields.first.setFocus()

    def set_writing(self, writing: bool) -> None:
        """Whether the file is being written: nothing else can be asked for meanwhile."""
        self._writing = writing
        self.go.setEnabled(not writing)
        self.fields.setEnabled(not writing)
        self.outcome.say(self.context.language.text("The file is being written…") if writing else "")

    def show_problem(self, said: Message) -> None:
        """Say why nothing was written; what was typed stays."""
        self.set_writing(False)
        self._say(self.context.language.render(said))
        self.go.setFocus()

    def reject(self) -> None:
        """Close, unless the file is being written: what came of it is said first."""
        if not self._writing:
            super().reject()

    def _say(self, said: str) -> None:
        self.outcome.say(said, problem=True)
        make_room(self, self.outcome)

    def _say_strength(self) -> None:
        said = strength(self.fields.value())
        self.strength.setText(self.context.language.text(said) if said else " ")
        self.strength.setAccessibleName(self.strength.text())

    def _choose(self) -> None:
        self.outcome.clear()
        if self.fields.check():
            self.chosen.emit(self.fields.value())
            return
        if not (self.fields.first.text() and self.fields.second.text()):
            self._say(self.context.language.text("Type the passphrase twice: nothing was written yet."))
        self._make_room()
        self.fields.focus_fault()

    def _make_room(self) -> None:
        for row in self.fields.findChildren(FormRow):
            make_room(self, row)


class ReceiveDialog(QDialog):
    """Asks for the passphrase (`given`), shows the preview, then asks to receive (`agreed`)."""

    given = Signal(str)
    agreed = Signal()

    def __init__(self, context: DeskContext, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        text = context.language.text
        self._opened = False
        layout = _framed(self, text("Receive a hand-over"))
        layout.addWidget(_note(self, name))
        self.secret = QLineEdit(self)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._row = FormRow(
            context,
            N_("Passphrase of the file"),
            self.secret,
            N_("The one that your colleague told you. Nothing changes before you have seen the preview."),
            parent=self,
        )
        self.secret.textEdited.connect(lambda _text: self._row.set_problems([]))
        layout.addWidget(self._row)
        self.preview = QPlainTextEdit(self)
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(text("What the hand-over holds and what will happen"))
        self.preview.hide()
        layout.addWidget(self.preview, 1)
        self.go = _buttons(self, layout, text("Open"), self._go)
        self.secret.setFocus()

    def show_reception(self, reception: Reception) -> None:
        """Show what receiving will do; where there is nothing to do, only closing is left."""
        text = self.context.language.text
        self._opened = True
        self._row.hide()
        self.preview.setPlainText("\n".join(reception_lines(reception, self.context.language)))
        self.preview.show()
        self.preview.setMinimumHeight(26 * GRID)
        self.go.setText(text("Close") if reception.nothing_new else text("Receive"))
        self._nothing = reception.nothing_new
        self.go.setEnabled(True)
        self.preview.setFocus()

    def show_problem(self, said: Message) -> None:
        """Say why it cannot be received; before the preview, what was typed stays to be typed over."""
        self.go.setEnabled(True)
        if self._opened:
            self.preview.setPlainText(self.context.language.render(said))
            self._nothing = True
            self.go.setText(self.context.language.text("Close"))
            return
        self._row.set_problems([problem("invalid_value", "", said)])
        make_room(self, self._row)
        self.secret.selectAll()
        self.secret.setFocus()

    def _go(self) -> None:
        if self._opened:
            self._agree()
        elif not self.secret.text():
            self.show_problem(message("Type the passphrase of the file."))
        else:
            self.go.setEnabled(False)
            self.given.emit(self.secret.text())

    def _agree(self) -> None:
        if self._nothing:
            self.accept()
            return
        self.go.setEnabled(False)
        self.agreed.emit()


class FaultsDialog(QDialog):
    """Why a file cannot become an order: each fault at its place."""

    def __init__(self, context: DeskContext, said: str, faults: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        text = context.language.text
        layout = _framed(self, text("Bring in an order (JSON)"))
        layout.addWidget(_note(self, said))
        self.faults = QPlainTextEdit("\n".join(faults), self)
        self.faults.setReadOnly(True)
        self.faults.setTabChangesFocus(True)
        self.faults.setAccessibleName(text("What is wrong in the file"))
        layout.addWidget(self.faults, 1)
        close = QPushButton(text("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(close)
        layout.addLayout(line)
        self.faults.setFocus()


def _framed(dialog: QDialog, title: str) -> QVBoxLayout:
    dialog.setWindowTitle(title)
    heading = QLabel(title, dialog)
    heading.setWordWrap(True)
    set_role(heading, "heading")
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
    layout.setSpacing(GRID)
    layout.addWidget(heading)
    dialog.setMinimumWidth(64 * GRID)
    return layout


def _note(dialog: QDialog, said: str) -> QLabel:
    note = QLabel(said, dialog)
    note.setWordWrap(True)
    set_role(note, "muted")
    return note


def _buttons(
    dialog: "SendDialog | ReceiveDialog", layout: QVBoxLayout, label: str, go: Callable[[], None]
) -> QPushButton:
    cancel = QPushButton(dialog.context.language.text("Cancel"), dialog)
    button = QPushButton(label, dialog)
    set_role(button, "primary")
    button.setDefault(True)
    button.clicked.connect(go)
    cancel.clicked.connect(dialog.reject)
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(cancel)
    line.addWidget(button)
    layout.addLayout(line)
    return button

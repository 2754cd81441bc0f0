"""The recovery key, shown once to be printed or saved; the program does not keep it.

Whether it is kept is what the person says, not what they clicked: a copy in the clipboard is no safe place.
"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.language.messages import Message, message
from numspot_desk.ui.context import DeskContext, Text
from numspot_desk.ui.kit.choosers import file_dialog
from numspot_desk.ui.kit.theme import set_role, theme
from numspot_desk.ui.kit.tokens import GRID, TextSize
from numspot_desk.usecases.refusals import FileRefused

_PRINTED = ["Arial", "Liberation Sans", "Helvetica"]
_FIXED = ["monospace", "Consolas", "Menlo"]
_KEY_POINTS = 28
_GROUPS = 2  # of five characters, on a printed line


class RecoveryCard(QWidget):
    """The key with what it is for. `taken` is emitted once it was printed, saved or copied."""

    taken = Signal()

    def __init__(self, context: DeskContext, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.key = key
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        self._field = QLineEdit(key, self)
        self._field.setReadOnly(True)
        self._field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        font = theme().font(TextSize.BODY)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setFamilies(_FIXED)
        self._field.setFont(font)
        self._field.setCursorPosition(0)
        self.print_button, self.save_button, self.copy_button = (QPushButton(self) for _ in range(3))
        self.print_button.clicked.connect(self.print_key)
        self.save_button.clicked.connect(self._ask_where)
        self.copy_button.clicked.connect(self._copy)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.print_button, self.save_button, self.copy_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._sentence)
        self._outcome_text: Text = ""
        self._outcome = QLabel(self)
        self._outcome.setWordWrap(True)
        self._outcome.setMinimumHeight(theme().metrics().height())
        set_role(self._outcome, "muted")
        layout.addWidget(self._field)
        layout.addLayout(buttons)
        layout.addWidget(self._outcome)
        context.language_changed.connect(self._dress)
        self._dress()

    def sheet(self) -> str:
        """What is printed or saved: the key with what it opens, in plain text."""
        return "\n\n".join((self._heading(), self.key, self._purpose()))

    def _heading(self) -> str:
        day = self.context.language.formats.date_long(self.context.clock.today())
        return self.context.language.text("NumSpot Desk: recovery key of {day}", day=day)

    def _purpose(self) -> str:
        return self.context.language.text(
            "It opens the contracts when the passphrase or the computer is lost. Keep it apart."
        )

    def printed_sheet(self) -> QTextDocument:
        """The sheet for paper: what it is, the key large and in groups, two a line, and what it is for."""
        sheet = QTextDocument()
        sheet.setDefaultFont(QFont(_PRINTED, 12))
        groups = self.key.split("-")
        lines = ["   ".join(groups[at : at + _GROUPS]) for at in range(0, len(groups), _GROUPS)]
        cursor = QTextCursor(sheet)
        for text, font in (
            (self._heading(), QFont(_PRINTED, 16, QFont.Weight.Bold)),
            ("\n".join(lines), QFont(_FIXED, _KEY_POINTS, QFont.Weight.Bold)),
            (self._purpose(), sheet.defaultFont()),
        ):
            look = QTextCharFormat()
            look.setFont(font)
            cursor.insertText(f"{text}\n\n", look)
        return sheet

    def print_key(self) -> None:
        """Ask for a printer and print the sheet."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        document = self.printed_sheet()
        document.setParent(dialog)
        dialog.accepted.connect(lambda: document.print_(printer))
        dialog.accepted.connect(lambda: self._say_printed(printer.outputFileName()))
        dialog.show()

    def _say_printed(self, file: str) -> None:
        """What was printed to a file is in clear on this computer: say where."""
        self._say_taken(_saved(file) if file else message("Sent to the printer."))

    def save_to(self, file: Path) -> None:
        """Save the sheet as a text file that only this person can read."""
        try:
            self.context.files.write_all(file.parent, {file.name: self.sheet().encode()})
        except FileRefused as error:
            self.context.post_problem(error)
            return
        self._say_taken(_saved(str(file)))

    def _ask_where(self) -> None:
        text = self.context.language.text
        mode = QFileDialog.FileMode.AnyFile
        dialog = file_dialog(self, text("Save the recovery key"), mode, self.context.language)
        dialog.setNameFilter(text("Text (*.txt)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(text("numspot-desk-recovery-key.txt"))
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.show()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.key)
        self._say_taken(message("Copied. Paste it in a safe place, away from this computer."))

    def _say_taken(self, outcome: Message) -> None:
        self._outcome_text = outcome
        self._outcome.setText(self.context.text(outcome))
        self.taken.emit()

    def _dress(self) -> None:
        text = self.context.language.text
        self._outcome.setText(self.context.text(self._outcome_text) if self._outcome_text else "")
        self._sentence.setText(
            self.context.text(
                message(
                    "This key opens the contracts when the passphrase or the computer is lost. "
                    "It is shown this once: print it or save it away from this computer."
                )
            )
        )
        self._field.setAccessibleName(text("Recovery key"))
        for button, label in (
            (self.print_button, text("Print…")),
            (self.save_button, text("Save…")),
            (self.copy_button, text("Copy")),
        ):
            button.setText(label)
            button.setAccessibleName(label.replace("…", ""))


def _saved(file: str) -> Message:
    return message("Saved: {file}. Move it away from this computer.", file=file)


class RecoveryDialog(QDialog):
    """Shows a new key; accepted when the person says it is kept, rejected when it is closed without."""

    def __init__(self, context: DeskContext, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = context.language.text
        self.setWindowTitle(text("Recovery key"))
        heading = QLabel(text("Recovery key"), self)
        set_role(heading, "heading")
        former = QLabel(text("The former recovery key opens nothing any more: destroy it."), self)
        former.setWordWrap(True)
        self.card = RecoveryCard(context, key, self)
        done = QPushButton(text("I keep it in a safe place"), self)
        set_role(done, "primary")
        done.clicked.connect(self.accept)
        self.card.taken.connect(done.setFocus)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(heading)
        layout.addWidget(former)
        layout.addWidget(self.card)
        layout.addLayout(row)
        self.setMinimumWidth(64 * GRID)
        self.card.print_button.setFocus()

"""The bank that an IBAN seems to be of, beside the fields it could fill: a hint to check, put in by a person.

Shown by the mandate step of an order and by every form that asks for an account. The register of banks
is read apart; an answer to an older IBAN is dropped.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from numspot_desk.rules.identifiers import iban
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.usecases.mandates.bank_hint import BankHint, bank_hint


class BankHintBox(QWidget):
    """`found` when the hint changes, `taken` when the person asks to fill in what is empty."""

    found = Signal()
    taken = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.hint: BankHint | None = None
        self._asked = ""
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        set_role(self.text, "help")
        self.button = QPushButton(self)
        set_role(self.button, "quiet")
        self.button.clicked.connect(self.taken)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.text, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def ask(self, typed: str) -> None:
        """Look for the bank of an IBAN as it is typed; nothing is asked twice."""
        number = iban.compact(typed)
        if number == self._asked:
            return
        self._asked = number
        self.hint = None
        self.found.emit()
        if iban.is_valid(number):
            self.context.background(lambda: (number, bank_hint(number)), self._answered)

    def offer(self, *, fills: bool) -> None:
        """Show the hint, with the button where it would fill something in."""
        hint = self.hint
        if hint is None or not (hint.name or hint.bic):
            self.hide()
            return
        language = self.context.language
        known = " · ".join(part for part in (hint.name, hint.bic) if part)
        self.text.setText(
            language.text("This IBAN seems to belong to {bank}: to be checked on the RIB.", bank=known)
        )
        self.button.setText(language.text("Fill in the empty fields"))
        self.button.setVisible(fills)
        self.show()

    def _answered(self, answer: tuple[str, BankHint | None]) -> None:
        number, hint = answer
        if number == self._asked:
            self.hint = hint
            self.found.emit()

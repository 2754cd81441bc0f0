"""The bank that an IBAN seems to be of, beside the fields it could fill: a hint to check, put in by a person;
a warning where the BIC typed is of another bank.

Shown by the mandate step of an order and by every form that asks for an account. The register of banks
is read apart; an answer to an older IBAN is dropped.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from numspot_desk.rules.identifiers import bic, iban
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.usecases.mandates.bank_hint import BankHint, bank_hint, of_another_bank


class BankHintBox(QWidget):
    """`found` when the hint changes, `taken` when the person asks to fill in what is empty."""

    found = Signal()
    taken = Signal()

    def __init__(self, context: DeskContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.hint: BankHint | None = None
        self.other_bank = False
        self._asked = ("", "")
        self.text = OutcomeLine(self)
        self.button = QPushButton(self)
        set_role(self.button, "quiet")
        self.button.clicked.connect(self.taken)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.text, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def ask(self, typed_iban: str, typed_bic: str) -> None:
        """Look for the bank of an IBAN as it is typed, and whether the BIC is its own; nothing twice."""
        asked = number, code = iban.compact(typed_iban), bic.compact(typed_bic)
        if asked == self._asked:
            return
        if number != self._asked[0]:
            self.hint = None
        self.other_bank = False
        self._asked = asked
        self.found.emit()
        if iban.is_valid(number):
            self.context.background(
                lambda: (asked, bank_hint(number), of_another_bank(number, code)), self._answered
            )

    def offer(self, *, fills: bool) -> None:
        """Show the hint, with the button where it would fill something in."""
        hint = self.hint
        if hint is None or not (hint.name or hint.bic):
            self.hide()
            return
        language = self.context.language
        known = " · ".join(part for part in (hint.name, hint.bic, hint.country) if part)
        if self.other_bank:
            said = language.text(
                "The BIC is of another bank; this IBAN seems to belong to {bank}. Compare both with the RIB.",
                bank=known,
            )
        else:
            said = language.text("This IBAN seems to belong to {bank}: to be checked on the RIB.", bank=known)
        self.text.say_as("warning" if self.other_bank else "help", said)
        self.button.setText(language.text("Fill in the empty fields"))
        self.button.setVisible(fills)
        self.show()

    def _answered(self, answer: tuple[tuple[str, str], BankHint | None, bool]) -> None:
        asked, hint, other = answer
        if asked == self._asked:
            self.hint, self.other_bank = hint, other
            self.found.emit()

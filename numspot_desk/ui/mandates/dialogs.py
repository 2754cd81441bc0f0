"""The dialog of a form (`forms`): its fields, what is refused beside each, a hint of the bank under an IBAN.

The dialog stays open until what was typed is kept: nothing typed is lost by a refusal.
"""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.identifiers import bic, iban
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser
from numspot_desk.ui.kit.fields import AmountField, ChoiceField, DateField, IbanField, TextField
from numspot_desk.ui.kit.flag import FlagField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.mandates.bank_hint_box import BankHintBox
from numspot_desk.ui.mandates.file_field import SCANS, FileField
from numspot_desk.ui.mandates.forms import YES, Field, Form
from numspot_desk.ui.mandates.order_field import OrderField

Editor = TextField | ChoiceField
_OTHER_BANK: Final = message(
    "The BIC is of another bank than the IBAN: compare both with the RIB. Where the RIB says so, keep them by"
    " asking again."
)


class FormDialog(QDialog):
    """`asked` carries the values by field name; the dialog is closed by `accept` once they are kept."""

    asked = Signal(object)

    def __init__(
        self,
        context: DeskContext,
        form: Form,
        parent: QWidget,
        chooser: Callable[[], Chooser],
        initial: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.context, self.form = context, form
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(context.language.text(form.title))
        self.rows: dict[str, FormRow] = {}
        self.hint: BankHintBox | None = None
        self._compared = ("", "")
        inside = QWidget(self)
        set_role(inside, "scrolled")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        for field in form.fields:
            self._add(field, inside, lines, chooser)
        lines.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        self.said = OutcomeLine(self)
        buttons = QDialogButtonBox(self)
        self.keep = buttons.addButton(
            context.language.text(form.button), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.cancel = buttons.addButton(
            context.language.text("Cancel"), QDialogButtonBox.ButtonRole.RejectRole
        )
        set_role(self.keep, "primary")
        self.keep.setDefault(True)
        buttons.accepted.connect(self._ask)
        buttons.rejected.connect(self.reject)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * GRID, 0, 3 * GRID, 2 * GRID)
        foot.addWidget(self.said)
        foot.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area, 1)
        layout.addLayout(foot)
        for name, value in (initial or {}).items():
            self._set(name, value)
        self._fit(inside)
        next(iter(self.rows.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # ── Values ───────────────────────────────────────────────────────────────────────────────────────

    def values(self) -> dict[str, str]:
        """What is typed, by field."""
        typed = {name: row.value() or "" for name, row in self.rows.items()}
        return {name: YES if value is True else value for name, value in typed.items()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Show values that were proposed."""
        for name, value in values.items():
            self._set(name, value)

    def choose_file(self, field: str) -> None:
        """Offer the choice of a file at once."""
        editor = self.rows[field].editor
        assert isinstance(editor, FileField)
        editor.choose.click()

    def refuse(self, field: str, sentence: Message) -> None:
        """Say what is wrong beside its field, else at the foot, and bring the person there."""
        row = self.rows.get(field)
        self.keep.setEnabled(True)
        if row is None:
            self.said.say(self.context.language.render(sentence), problem=True)
            return
        row.set_problems([problem("invalid_value", field, sentence)])
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(row.editor, TextField):
            row.editor.selectAll()
        self._area.ensureWidgetVisible(row)

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────

    def _add(self, field: Field, inside: QWidget, lines: QVBoxLayout, chooser: Callable[[], Chooser]) -> None:
        if field.heading:
            heading = QLabel(self.context.language.text(field.heading), inside)
            set_role(heading, "heading")
            lines.addWidget(heading)
        editor = self._editor(field, inside, chooser)
        row = FormRow(self.context, field.label, editor, field.help, optional=field.optional, parent=inside)
        editor.edited.connect(lambda: self._edited(row))
        self.rows[field.name] = row
        row.setVisible(not field.shown_by)
        lines.addWidget(row)
        if field.kind == "iban":
            self.hint = BankHintBox(self.context, inside)
            self.hint.found.connect(self._offer)
            self.hint.taken.connect(self._take_hint)
            lines.addWidget(self.hint)

    def _editor(
        self, field: Field, parent: QWidget, chooser: Callable[[], Chooser]
    ) -> TextField | ChoiceField | FileField | FlagField:
        match field.kind:
            case "day":
                return DateField(self.context, parent)
            case "iban":
                return IbanField(self.context, parent)
            case "amount":
                return AmountField(self.context, parent)
            case "order":
                return OrderField(self.context, parent)
            case "flag":
                return FlagField(self.context, parent)
            case "choice":
                return ChoiceField(self.context, field.options, parent)
            case "scan":
                return FileField(self.context, chooser, SCANS, parent)
            case _:
                return TextField(self.context, parent)

    def _set(self, name: str, value: str) -> None:
        editor = self.rows[name].editor
        if isinstance(editor, (TextField, ChoiceField)):
            editor.set_value(value)
        elif isinstance(editor, FlagField):
            editor.set_value(value == YES)
        self._show_what_depends(name)
        self._ask_hint(name)

    def _edited(self, row: FormRow) -> None:
        row.set_problems([])
        self.said.clear()
        name = next(name for name, one in self.rows.items() if one is row)
        self._show_what_depends(name)
        self._ask_hint(name)
        if self.form.at_once:
            self._ask()

    def _show_what_depends(self, flag: str) -> None:
        for field in self.form.fields:
            if field.shown_by == flag:
                self.rows[field.name].setVisible(self.values()[flag] == YES)

    def _ask_hint(self, changed: str) -> None:
        if self.hint is not None and changed in ("iban", "bic"):
            typed = self.values()
            self.hint.ask(typed["iban"], typed["bic"])

    def _missing(self) -> dict[str, str]:
        """What the hint could fill in: only fields that are empty."""
        if self.hint is None or self.hint.hint is None:
            return {}
        hint, typed = self.hint.hint, self.values()
        offered = {"bank": hint.name, "bic": hint.bic, "bank_address.country": hint.country}
        return {
            name: value
            for name, value in offered.items()
            if name in typed and value and not typed[name].strip()
        }

    def _offer(self) -> None:
        if self.hint is not None:
            self.hint.offer(fills=bool(self._missing()))

    def _take_hint(self) -> None:
        for name, value in self._missing().items():
            self._set(name, value)
        self._offer()

    def _ask(self) -> None:
        self.said.clear()
        values = self.values()
        if self._doubts_bank(values):
            self.refuse("bic", _OTHER_BANK)
        else:
            self.asked.emit(values)

    def _doubts_bank(self, values: Mapping[str, str]) -> bool:
        """Whether the BIC is of another bank than the IBAN, told for the first time: the register of banks
        has errors, so that a person who compared both keeps them by asking again."""
        account = values.get("iban", ""), values.get("bic", "")
        if self.hint is None or not self.hint.other_bank or account == self._compared:
            return False
        if not bic.fits_iban_country(bic.country(account[1]), iban.country(account[0])):
            return False  # which is a fault of its own
        self._compared = account
        return True

    def _fit(self, inside: QWidget) -> None:
        """As high as the fields need, within what the window around leaves."""
        around = self.parentWidget()
        most = 560 if around is None else max(around.window().height() - 6 * GRID, 30 * GRID)
        width = min(64 * GRID, 760 if around is None else around.window().width() - 4 * GRID)
        needed = inside.sizeHint().height() + self.said.sizeHint().height() + 10 * GRID
        self.resize(width, min(needed, most))

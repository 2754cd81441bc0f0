"""The dialog of the debits for the bank: the day, the scheme, the account to credit, the debits to choose,
the schema to hold the file against.

It paints and asks; what may go is decided in `usecases.mandates.choose_debits`, read and written by
`bank_file`. The account to credit is masked and comes from the settings.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from numspot_desk.contracts.problems import problem
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.rules.identifiers import iban
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.kit.choosers import Chooser
from numspot_desk.ui.kit.elided import ElidedLabel
from numspot_desk.ui.kit.fields import ChoiceField, DateField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.mandates.debit_table import DebitTable
from numspot_desk.ui.mandates.file_field import SCHEMAS, FileField
from numspot_desk.usecases.mandates.choose_debits import Offer, Verdict
from numspot_desk.usecases.mandates.mandate_words import SCHEME_NAMES

_SCHEMES: Final = tuple((scheme.value, name) for scheme, name in SCHEME_NAMES.items())
_ROW_OF: Final[Mapping[str, str]] = {
    "collect_on": "on",
    "creditor.iban": "account",
    "creditor.bic": "account",
    "creditor.name": "account",
    "creditor.ics": "account",
}


class BankDialog(QDialog):
    """`day_changed` when the day or the scheme was changed, `asked` when the file is to be written,
    `settings_asked` when the account to credit is to be changed."""

    day_changed = Signal()
    asked = Signal()
    settings_asked = Signal()

    def __init__(
        self, context: DeskContext, parent: QWidget, chooser: Callable[[], Chooser], schema: str
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.offer: Offer | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(context.language.text("Debits for the bank"))
        inside = QWidget(self)
        set_role(inside, "scrolled")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        self.rows: dict[str, FormRow] = {}
        self._build_asked(inside)
        self._build_debits(inside)
        self.schema = FileField(context, chooser, SCHEMAS, inside)
        self._row(
            "schema",
            N_("Schema of the message (pain.008.001.08.xsd)"),
            self.schema,
            N_(
                "ISO 20022 publishes it; the program does not contain it. The file is held against the one"
                " that is chosen."
            ),
            optional=True,
        )
        self._lines.addWidget(self.rows["schema"])
        if schema:
            self.schema.take(Path(schema))
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area, 1)
        layout.addLayout(self._foot())
        around = parent.window()
        self.resize(min(100 * GRID, around.width() - 4 * GRID), min(88 * GRID, around.height() - 4 * GRID))
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    # ── Building ─────────────────────────────────────────────────────────────────────────────────────

    def _build_asked(self, inside: QWidget) -> None:
        self.day, self.scheme = DateField(self.context, inside), ChoiceField(self.context, _SCHEMES, inside)
        self._row("on", N_("Day of the debits"), self.day, N_("Those planned for it are offered below."))
        self._row("scheme", N_("Scheme"), self.scheme, N_("One file for each scheme."))
        beside = QHBoxLayout()
        beside.setSpacing(2 * GRID)
        for name in ("on", "scheme"):
            beside.addWidget(self.rows[name], 1)
        self._lines.addLayout(beside)
        self.account = ElidedLabel(inside)
        self.to_settings = QPushButton(self.context.language.text("Settings"), inside)
        set_role(self.to_settings, "quiet")
        self.to_settings.clicked.connect(self.settings_asked)
        held = QWidget(inside)
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.account, 1)
        line.addWidget(self.to_settings)
        held.setFocusProxy(self.to_settings)
        self._row("account", N_("Account to credit"), held)
        self._lines.addWidget(self.rows["account"])
        for field in (self.day, self.scheme):
            field.edited.connect(self._day_edited)

    def _build_debits(self, inside: QWidget) -> None:
        text = self.context.language.text
        head = QHBoxLayout()
        heading = QLabel(text("Debits of the day"), inside)
        set_role(heading, "label")
        self.all = QCheckBox(text("All that can go"), inside)
        self.all.setChecked(True)
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self.all)
        self._lines.addLayout(head)
        self.table = DebitTable(self.context, inside)
        self.table.setMinimumHeight(22 * GRID)
        heading.setBuddy(self.table)
        self.all.clicked.connect(self.table.check_all)
        self.table.chosen_changed.connect(self._chosen_changed)
        self._lines.addWidget(self.table, 1)
        help_line = QLabel(
            text(
                "Space takes a debit in or leaves it out; F2 lowers its amount, never above what was"
                " announced."
            ),
            inside,
        )
        help_line.setWordWrap(True)
        set_role(help_line, "help")
        self._lines.addWidget(help_line)
        self.sum = QLabel(inside)
        set_role(self.sum, "count")
        self._lines.addWidget(self.sum)

    def _row(
        self, name: str, label: str, editor: QWidget, help_text: str = "", *, optional: bool = False
    ) -> None:
        self.rows[name] = FormRow(self.context, label, editor, help_text, optional=optional, parent=self)

    def _foot(self) -> QVBoxLayout:
        text = self.context.language.text
        self.said = OutcomeLine(self)
        buttons = QDialogButtonBox(self)
        self.keep = buttons.addButton(text("Choose the folder…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = buttons.addButton(text("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        set_role(self.keep, "primary")
        self.keep.setDefault(True)
        buttons.accepted.connect(self._ask)
        buttons.rejected.connect(self.reject)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * GRID, 0, 3 * GRID, 2 * GRID)
        foot.addWidget(self.said)
        foot.addWidget(buttons)
        return foot

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────────

    def show_offer(self, offer: Offer) -> None:
        """Show the debits of a day and the account to credit."""
        self.offer = offer
        text, payee = self.context.language.text, offer.payee
        parts = (payee.name, payee.ics, iban.masked(payee.iban) if payee.iban else "", payee.bic or "")
        self.account.setText(" · ".join(part for part in parts if part))
        if not payee.iban:
            self.account.setText(text("No account to credit is kept yet: legal types it in the settings."))
        self.table.offer(offer.candidates)
        if not offer.candidates and offer.others:
            self.said.say_as(
                "help",
                self.context.language.ntext(
                    "{n} debit of this day is of the other scheme.",
                    "{n} debits of this day are of the other scheme.",
                    offer.others,
                ),
            )

    def refuse(self, row: str, sentence: Message) -> None:
        """Say what is wrong beside a row, and bring the person there."""
        self.rows[row].set_problems([problem("invalid_value", row, sentence)])
        self.rows[row].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(self.rows[row])

    def show_verdict(self, found: Verdict) -> None:
        """Say each refusal where it belongs: beside a row, under its debit, at the foot."""
        offered = self.offer.candidates if self.offer is not None else ()
        self.table.tell({one.id: found.of_debits.get(one.id, one.refusals) for one in offered})
        for ident in found.of_debits:
            self.table.show_refused(ident)
            break
        said = list(found.of_all)
        for path, sentence in found.of_fields.items():
            row = _ROW_OF.get(path)
            if row is None:
                said.append(sentence)
            else:
                self.refuse(row, sentence)
        render = self.context.language.render
        if found.of_debits:
            language = self.context.language
            count = language.ntext(
                "{n} debit cannot go: correct it or leave it out.",
                "{n} debits cannot go: correct them or leave them out.",
                len(found.of_debits),
            )
            self.said.say("\n".join((count, *map(render, said))), problem=True)
        else:
            self.said.say("\n".join(map(render, said)), problem=True)

    def amounts(self) -> dict[str, Decimal]:
        """The amount of each debit that is checked, by the id of its plan."""
        return self.table.amounts()

    def _ask(self) -> None:
        unread = self.table.unread()
        if not unread:
            self.asked.emit()
            return
        sentence = message("This is not an amount: write it as 1 234,50.")
        self.table.tell(dict.fromkeys(unread, (sentence,)))
        self.table.show_refused(unread[0])

    def _day_edited(self) -> None:
        for name in ("on", "scheme"):
            self.rows[name].set_problems([])
        self.said.clear()
        self.day_changed.emit()

    def _chosen_changed(self) -> None:
        chosen = self.amounts()
        offered = 0 if self.offer is None else len(self.offer.candidates)
        language = self.context.language
        self.sum.setText(
            language.ntext(
                "{n} debit of {all}, {total}",
                "{n} debits of {all}, {total}",
                len(chosen),
                all=offered,
                total=language.formats.money(sum(chosen.values(), Decimal(0))),
            )
        )
        self.said.clear()

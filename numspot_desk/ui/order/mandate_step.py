"""The mandate step: the SEPA mandate laid out like the paper form (CG-A4).

The debtor starts as the client. What the bank's name and BIC seem to be is offered as a hint to check and
never put in by itself. The contractor shows only when somebody says that it differs.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from numspot_desk.contracts.mandate_life.facts import Scheme
from numspot_desk.contracts.order import order_document
from numspot_desk.contracts.order.derived_answers import DIRECT_DEBIT
from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.mandate_identity import amended_mandate, scheme_of
from numspot_desk.contracts.order.order_shape import blank
from numspot_desk.contracts.order.states import FROZEN
from numspot_desk.language.messages import N_
from numspot_desk.ui.kit.flag import FlagField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.kit.outcome import OutcomeLine
from numspot_desk.ui.kit.theme import set_role
from numspot_desk.ui.kit.tokens import GRID
from numspot_desk.ui.mandates.bank_hint_box import BankHintBox
from numspot_desk.ui.order import questions
from numspot_desk.ui.order.answer_row import FIELD
from numspot_desk.ui.order.kept_rib import KeptRib
from numspot_desk.ui.order.step_view import StepView


class MandateStep(StepView):
    """The debit authorisation."""

    step = StepId.MANDATE

    def build(self) -> None:
        self._without = self.heading(
            N_("The client pays by bank transfer: no mandate is needed."), role="label"
        )
        self._form = QFrame(self)
        set_role(self._form, "card")
        outer, self.layout_ = self.layout_, QVBoxLayout(self._form)
        self.layout_.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        self.layout_.setSpacing(GRID // 2)
        self.heading(N_("Creditor"))
        self.creditor = QLabel(self)
        self.creditor.setWordWrap(True)
        self.creditor.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.layout_.addWidget(self.creditor)
        self._build_scheme()
        self.heading(N_("Debtor"))
        self.ask(questions.DEBTOR[0])
        self.ask_address(questions.DEBTOR[1:])
        self.heading(N_("Account to debit"))
        self.ask(*questions.ACCOUNT_AT_BANK)
        self._build_hint()
        self.heading(N_("Bank"))
        self.heading(
            N_("No register gives the address of a bank from its IBAN: copy it from the RIB."), role="help"
        )
        self.ask(questions.BANK[0])
        self.ask_address(questions.BANK[1:])
        self.heading(N_("Contractor"))
        self._build_contractor()
        self.heading(N_("Bank details (RIB)"))
        self.rib = KeptRib(self.context, self.presenter, self)
        self.layout_.addWidget(self.rib)
        self.heading(N_("Signature"))
        self.ask_beside(*questions.PLACE)
        outer.addWidget(self._form)
        self.layout_ = outer

    # ── Scheme ───────────────────────────────────────────────────────────────────────────────────────

    def _build_scheme(self) -> None:
        self.b2b = FlagField(self.context, self)
        self.b2b.setProperty(FIELD, "mandate.scheme")
        self.b2b.edited.connect(self._scheme_changed)
        self.layout_.addWidget(
            FormRow(
                self.context,
                N_("Mandate between businesses (SEPA B2B)"),
                self.b2b,
                N_("Default: SEPA Core, whose debits the debtor’s bank refunds on demand for 8 weeks."),
                may_fail=False,
                parent=self,
            )
        )
        self.b2b_caution = OutcomeLine(self)
        self.layout_.addWidget(self.b2b_caution)

    def _scheme_changed(self) -> None:
        value = Scheme.B2B.value if self.b2b.value() else None
        self.presenter.put("mandate.scheme", value, N_("Change the scheme of the mandate"), typing=False)

    def _show_scheme(self) -> None:
        b2b = scheme_of(self.presenter.answers) is Scheme.B2B
        self.b2b.set_value(b2b)
        self.b2b.setEnabled(self.presenter.editable)
        said = self.context.language.text(
            "B2B: no refund of an authorised debit. The debtor has its bank register the mandate before the"
            " first debit. Annex 4 words the Core form: the form printed has the project’s own words."
        )
        self.b2b_caution.say_as("warning", said if b2b else "")

    # ── Hint ─────────────────────────────────────────────────────────────────────────────────────────

    def _build_hint(self) -> None:
        self.hint_box = BankHintBox(self.context, self)
        self.hint_box.found.connect(self._paint_hint)
        self.hint_box.taken.connect(self._take_hint)
        self.layout_.addWidget(self.hint_box)

    def _ask_hint(self) -> None:
        typed = [order_document.get(self.presenter.answers, f"mandate.{name}") for name in ("iban", "bic")]
        self.hint_box.ask(*(value if isinstance(value, str) else "" for value in typed))

    def _missing_from_hint(self) -> dict[str, str]:
        """What the hint could fill in: only fields that are empty."""
        hint = self.hint_box.hint
        if hint is None:
            return {}
        offered = {
            "mandate.bank.name": hint.name,
            "mandate.bic": hint.bic,
            "mandate.bank.address.country": hint.country,
        }
        answers = self.presenter.answers
        return {
            path: value for path, value in offered.items() if value and not order_document.get(answers, path)
        }

    def _paint_hint(self) -> None:
        self.hint_box.offer(fills=bool(self._missing_from_hint()) and self.presenter.editable)

    def _take_hint(self) -> None:
        after = self.presenter.answers
        for path, value in self._missing_from_hint().items():
            after = order_document.put(after, path, value)
        self.presenter.edit(after, N_("Fill in the bank from the IBAN"), "mandate.bank.name")

    def _show_creditor(self) -> None:
        """What the form has printed on it: creditor, its identifier, the reference, the kind of payment."""
        text, opened = self.context.language.text, self.presenter.opened
        if opened is None:
            return
        creditor = opened.creditor
        kept = amended_mandate(opened.mandates, self.presenter.answers)
        place = f"{creditor.line1}, {creditor.postcode} {creditor.city}"
        self.creditor.setText(
            "\n".join(
                (
                    f"{creditor.legal_name}, {place}",
                    text("SEPA creditor identifier: {ics}", ics=creditor.ics),
                    *(
                        [text("Identifier the mandate was first given under: {ics}", ics=kept.ics)]
                        if kept is not None and kept.ics != creditor.ics
                        else []
                    ),
                    text("Unique mandate reference: given when the order is exported")
                    if kept is None
                    else text("Unique mandate reference: {rum}", rum=kept.rum)
                    if opened.record.state in FROZEN
                    else text(
                        "Unique mandate reference: {rum}, kept while the debtor is the same", rum=kept.rum
                    ),
                    text("Recurrent payment, SEPA B2B scheme")
                    if scheme_of(self.presenter.answers) is Scheme.B2B
                    else text("Recurrent payment, SEPA Core scheme"),
                )
            )
        )
        self.rib.show_reference("" if kept is None else kept.rum)

    # ── Contractor ───────────────────────────────────────────────────────────────────────────────────

    def _build_contractor(self) -> None:
        self.differs = FlagField(self.context, self)
        self.differs.setProperty(FIELD, "mandate.contractor")
        self.differs.edited.connect(self._differs_changed)
        self.layout_.addWidget(
            FormRow(
                self.context,
                N_("The party to the contract is not the debtor"),
                self.differs,
                N_("For instance a group that pays for its subsidiary."),
                parent=self,
            )
        )
        before = self.layout_
        self._contractor = QWidget(self)
        self.layout_ = QVBoxLayout(self._contractor)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.ask(questions.CONTRACTOR[0])
        self.ask_address(questions.CONTRACTOR[1:])
        before.addWidget(self._contractor)
        self.layout_ = before

    def _differs_changed(self) -> None:
        value = blank(order_document.PARTY) if self.differs.value() else None
        self.presenter.put("mandate.contractor", value, N_("Change the contractor"), typing=False)
        if value is not None:
            self.focus_field("mandate.contractor.name")

    # ── Showing ──────────────────────────────────────────────────────────────────────────────────────

    def order_opened(self) -> None:
        super().order_opened()
        self.rib.order_opened()

    def show_answers(self) -> None:
        super().show_answers()
        answers = self.presenter.answers
        needed = answers.get("mandate") is not None
        debit = order_document.get(answers, "payment.means") == DIRECT_DEBIT
        self._form.setVisible(needed)
        self._without.setVisible(not debit)
        differs = order_document.get(answers, "mandate.contractor") is not None
        self.differs.set_value(differs)
        self.differs.setEnabled(self.presenter.editable)
        self._contractor.setVisible(differs)
        self._show_creditor()
        self._show_scheme()
        self._ask_hint()
        self._paint_hint()

    def focus_first(self) -> bool:
        return self.focus_field("mandate.iban") or super().focus_first()

    def widget_of(self, field: str) -> QWidget | None:
        if field == "mandate":
            field = "mandate.iban"
        found = super().widget_of(field)
        if field.startswith("mandate.contractor") and (found is None or not found.isVisibleTo(self)):
            return self.differs
        return self.b2b if field == "mandate.scheme" else found

    def retranslate(self) -> None:
        super().retranslate()
        self.rib.retranslate()
        self._show_creditor()
        self._show_scheme()
        self._paint_hint()

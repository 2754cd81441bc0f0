"""The financial step: means and term of payment, prices, validity, the governing general terms.

The term and the general terms have a usual answer that is no answer at all in the document (null); a
choice stands in front of each, and the fields appear for another one.
"""

from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.order import order_document
from numspot_desk.contracts.order.flow import StepId
from numspot_desk.contracts.order.order_shape import blank
from numspot_desk.language.messages import N_
from numspot_desk.ui.kit.fields import ChoiceField
from numspot_desk.ui.kit.form import FormRow
from numspot_desk.ui.order import questions
from numspot_desk.ui.order.answer_row import FIELD
from numspot_desk.ui.order.step_view import StepView

USUAL = "usual"
OTHER = "other"


class FinancialStep(StepView):
    """How and when the client pays."""

    step = StepId.FINANCIAL

    def build(self) -> None:
        self.heading(N_("Payment"))
        self.ask(*questions.PAYMENT)
        self.term_choice = ChoiceField(
            self.context,
            [(USUAL, N_("End of the month of the invoice (general terms)")), (OTHER, N_("Another term"))],
            self,
        )
        self.term_choice.setProperty(FIELD, "payment.term")
        self.term_choice.edited.connect(self._term_chosen)
        self.term_row = FormRow(
            self.context,
            N_("Payment term"),
            self.term_choice,
            N_("Another term changes CG-A1.1 and asks for a legal review."),
            parent=self,
        )
        self.layout_.addWidget(self.term_row)
        self._term_rows = self.ask_beside(*questions.PAYMENT_TERM)
        self.heading(N_("Prices and offer"))
        self.ask_beside(*questions.PRICES[:2], shares=(2, 1))
        self.ask_beside(*questions.PRICES[2:])
        self.heading(N_("General terms"))
        self.terms_choice = ChoiceField(
            self.context, [(USUAL, N_("The version adopted now")), (OTHER, N_("Another version"))], self
        )
        self.terms_choice.setProperty(FIELD, "general_terms")
        self.terms_choice.edited.connect(self._terms_chosen)
        self.terms_row = FormRow(self.context, N_("Governing general terms"), self.terms_choice, parent=self)
        self.layout_.addWidget(self.terms_row)
        self._terms_rows = (
            self.ask_beside(questions.GENERAL_TERMS[0]),
            self.ask_beside(*questions.GENERAL_TERMS[1:]),
        )

    def show_answers(self) -> None:
        super().show_answers()
        answers, editable = self.presenter.answers, self.presenter.editable
        own_term = order_document.get(answers, "payment.term") is not None
        self.term_choice.set_value(OTHER if own_term else USUAL)
        self.term_choice.setEnabled(editable)
        self._term_rows.setVisible(own_term)
        own_terms = answers.get("general_terms") is not None
        self.terms_choice.set_value(OTHER if own_terms else USUAL)
        self.terms_choice.setEnabled(editable)
        for row in self._terms_rows:
            row.setVisible(own_terms)

    def show_check(self) -> None:
        super().show_check()
        due = self.presenter.due.at(self.step)
        shown_elsewhere = set(self._rows)
        for row, member in ((self.term_row, "payment.term"), (self.terms_row, "general_terms")):
            row.set_problems(
                [p for p in due if p.field not in shown_elsewhere and p.field.startswith(member)]
            )

    def widget_of(self, field: str) -> QWidget | None:
        found = super().widget_of(field)
        if found is not None and found.isVisibleTo(self):
            return found
        if field.startswith("payment.term"):
            return self.term_choice
        if field.startswith("general_terms"):
            return self.terms_choice
        return found

    def _term_chosen(self) -> None:
        own = self.term_choice.value() == OTHER
        value = blank(order_document.PAYMENT_TERM) if own else None
        self.presenter.put("payment.term", value, N_("Change the payment term"), typing=False)

    def _terms_chosen(self) -> None:
        own = self.terms_choice.value() == OTHER
        value = blank(order_document.GENERAL_TERMS) if own else None
        self.presenter.put("general_terms", value, N_("Change the general terms"), typing=False)

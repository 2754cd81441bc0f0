"""The forms of the steps, one in front: each is made at its first visit and told what the others are told."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from numspot_desk.contracts.order.flow import StepId
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.order.accounts_step import AccountsStep
from numspot_desk.ui.order.clauses.conditions_step import ConditionsStep
from numspot_desk.ui.order.client_step import ClientStep
from numspot_desk.ui.order.financial_step import FinancialStep
from numspot_desk.ui.order.lines.services_step import ServicesStep
from numspot_desk.ui.order.mandate_step import MandateStep
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.ui.order.review.review_step import ReviewStep
from numspot_desk.ui.order.step_view import StepView

_VIEWS: dict[StepId, type[StepView]] = {
    view.step: view
    for view in (
        ClientStep,
        AccountsStep,
        ServicesStep,
        FinancialStep,
        ConditionsStep,
        MandateStep,
        ReviewStep,
    )
}


class StepStack(QStackedWidget):
    """`acted` carries the `Changes` of an act on the documents of the order; `reshaped` when Tab stops
    elsewhere."""

    acted = Signal(object)
    reshaped = Signal()

    def __init__(self, context: DeskContext, presenter: OrderPresenter, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self._parent = parent
        self._views: dict[StepId, StepView] = {}

    def made(self) -> Iterator[StepView]:
        """The views of the steps that were visited."""
        return iter(self._views.values())

    def view(self, step: StepId) -> StepView:
        """The view of a step, made at its first visit."""
        if step not in self._views:
            made = _VIEWS[step](self._context, self._presenter, self._parent)
            made.jump.connect(self._presenter.go_to_field)
            made.reshaped.connect(self.reshaped)
            self._views[step] = made
            self.addWidget(made)
            if isinstance(made, ReviewStep):
                made.export_panel.exported.connect(self.acted)
                made.export_panel.copies.listed.connect(self.reshaped)
                made.review_panel.acted.connect(self.acted)
            if self._presenter.opened is not None:
                made.order_opened()
        return self._views[step]

    def current(self) -> StepView:
        """The view of the step that the person is at."""
        flow = self._presenter.flow
        return self.view(flow.step if flow is not None else StepId.CLIENT)

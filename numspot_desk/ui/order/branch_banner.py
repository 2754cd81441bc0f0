"""The strip above the form that says that a colleague's branch of this version waits for a choice."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.order.banners import Strip
from numspot_desk.ui.order.presenter import OrderPresenter
from numspot_desk.usecases.ports.workspace import Workspace

if TYPE_CHECKING:
    from numspot_desk.ui.handover.actions import HandoverActions


class BranchBanner(Strip):
    """Looks when the order is opened; `settled` carries the `Changes` of a choice."""

    settled = Signal(object)

    def __init__(
        self, context: DeskContext, presenter: OrderPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, presenter, "summary", parent)
        self.compare = self._button()
        self.compare.clicked.connect(self._compare)

    def show_order(self) -> None:
        """Say that a branch waits, or be gone."""
        text, order = self.context.language.text, self.presenter.record.id
        self._say.setText(text("A colleague’s branch of this version waits: compare it, then choose."))
        self.compare.setText(text("Compare…"))

        def waits(workspace: Workspace) -> bool:
            return order in workspace.handovers.open_branches()

        def show(waiting: bool) -> None:
            self.setVisible(waiting and self.presenter.record.id == order)

        self.context.run(waits, show, owner=self)

    @cached_property
    def _handover(self) -> HandoverActions:
        from numspot_desk.ui.handover.actions import HandoverActions

        actions = HandoverActions(self.context, self)
        actions.settled.connect(self.settled)
        return actions

    def _compare(self) -> None:
        self.presenter.save()
        self._handover.show_branches(self.presenter.record.id)

"""The acts on orders as the screens ask for them: the use case on the workspace, then a quiet message with
its undo. The list and the home page share them. The use cases bring all that checks an order: each is loaded
when somebody acts, for the list to be shown without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from numspot_desk.contracts.order.states import CancelReason, OrderState
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.orders.presenter import OrderAct

if TYPE_CHECKING:
    from numspot_desk.ui.handover.actions import HandoverActions
    from numspot_desk.usecases.orders.order_acts import OrderChanged
    from numspot_desk.usecases.ports.orders import OrderSummary
    from numspot_desk.usecases.ports.workspace import Workspace

    Act = Callable[[Workspace], OrderChanged]


class OrderActions(QObject):
    """Runs the use cases; says what was done; offers to undo it where that is possible."""

    def __init__(self, context: DeskContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self._window = parent

    @cached_property
    def handover(self) -> HandoverActions:
        """Hand-over and orders as files, loaded when somebody acts."""
        from numspot_desk.ui.handover.actions import HandoverActions

        return HandoverActions(self.context, self._window)

    def start(self) -> None:
        """Start an order and open it."""
        from numspot_desk.usecases.orders.start_order import start_order

        person, clock, chance = self.context.person, self.context.clock, self.context.chance
        self._run(lambda workspace: start_order(workspace, person, clock, chance), self._open)

    def start_sample(self) -> None:
        """Start an order filled with the sample, and open it."""
        from numspot_desk.usecases.samples.sample_order import start_sample_order

        person, clock, chance = self.context.person, self.context.clock, self.context.chance
        self._run(lambda workspace: start_sample_order(workspace, person, clock, chance), self._open)

    def do(self, act: OrderAct, rows: Sequence[OrderSummary]) -> None:
        """Do one act with these rows. Whether it is allowed was asked before (`presenter.acts_for`)."""
        row = rows[0]
        match act:
            case OrderAct.OPEN:
                self.context.go("order", row.id)
            case OrderAct.HAND_OVER:
                self.handover.send(row.id, row.number)
            case OrderAct.BRANCHES:
                self.handover.show_branches(row.id)
            case OrderAct.SAVE_JSON:
                self.handover.save_json(row.id)
            case OrderAct.HIERARCHY:
                self.context.go("hierarchy", row.id)
            case OrderAct.EXPORT:
                self._export(row)
            case OrderAct.DUPLICATE:
                self._duplicate(row)
            case OrderAct.NEW_VERSION:
                self._new_version(row)
            case OrderAct.CANCEL:
                self._ask_to_cancel(row)
            case OrderAct.REMOVE:
                self._remove(row)
            case OrderAct.ARCHIVE | OrderAct.UNARCHIVE:
                self._archive(rows, act is OrderAct.ARCHIVE)

    def _export(self, row: OrderSummary) -> None:
        from numspot_desk.contracts.order.flow import StepId

        self.context.go("order", (row.id, StepId.REVIEW))

    def _duplicate(self, row: OrderSummary) -> None:
        from numspot_desk.usecases.orders.duplicate_order import duplicate_order

        person, clock, chance = self.context.person, self.context.clock, self.context.chance
        self._run(lambda workspace: duplicate_order(workspace, row.id, person, clock, chance), self._open)

    def _new_version(self, row: OrderSummary) -> None:
        from numspot_desk.usecases.orders.new_version import new_version

        person, clock = self.context.person, self.context.clock
        self._run(lambda workspace: new_version(workspace, row.id, person, clock), self._open)

    def _archive(self, rows: Sequence[OrderSummary], archived: bool) -> None:
        from numspot_desk.usecases.orders.archive_order import archive_orders

        person, clock = self.context.person, self.context.clock
        ids = [row.id for row in rows]
        ntext = self.context.language.ntext
        if archived:
            said = ntext("{n} order put in the archive.", "{n} orders put in the archive.", len(ids))
        else:
            said = ntext("{n} order is back in the list.", "{n} orders are back in the list.", len(ids))

        def tell(_done: OrderChanged) -> None:
            self.context.post(said, lambda: self._archive(rows, not archived))

        self._run(lambda workspace: archive_orders(workspace, ids, archived, person, clock), tell)

    def _remove(self, row: OrderSummary) -> None:
        from numspot_desk.usecases.orders.archive_order import remove_draft, restore_draft

        context, person, clock = self.context, self.context.person, self.context.clock

        def tell(done: OrderChanged) -> None:
            said = context.language.text("Draft {number} removed.", number=row.number)
            context.post(said, lambda: self._run(restored(done)))

        def restored(done: OrderChanged) -> Act:
            return lambda workspace: restore_draft(workspace, done.record, person, clock)

        self._run(lambda workspace: remove_draft(workspace, row.id, person, clock), tell)

    def _ask_to_cancel(self, row: OrderSummary) -> None:
        """Ask why, and whether, where a cancellation stands for good: once it was exported."""
        from numspot_desk.ui.orders.cancel_dialog import CancelDialog

        dialog = CancelDialog(self.context, row, self._window)
        dialog.chosen.connect(lambda reason: self._cancel(row, reason))
        dialog.open()

    def _cancel(self, row: OrderSummary, reason: CancelReason) -> None:
        from numspot_desk.usecases.orders.cancel_order import cancel_order, undo_cancel

        context, person, clock = self.context, self.context.person, self.context.clock

        def undo() -> None:
            self._run(lambda workspace: undo_cancel(workspace, row.id, person, clock))

        def tell(_done: OrderChanged) -> None:
            said = context.language.text("Order {number} cancelled.", number=row.number)
            context.post(said, None if row.state is OrderState.EXPORTED else undo)

        self._run(lambda workspace: cancel_order(workspace, row.id, person, clock, reason), tell)

    def _open(self, done: OrderChanged) -> None:
        self.context.go("order", done.record.id)

    def _run(self, act: Act, then: Callable[[OrderChanged], None] | None = None) -> None:
        def done(outcome: OrderChanged) -> None:
            self.context.announce(outcome.changes)
            if then is not None:
                then(outcome)

        self.context.run(act, done, owner=self)

"""Cancel an order, and take a cancellation back while nothing was exported."""

from numspot_desk.contracts.order.states import CancelReason, OrderState, may_move
from numspot_desk.language.messages import message
from numspot_desk.usecases.orders.cancellation import CANCELLATION
from numspot_desk.usecases.orders.order_acts import OrderChanged, act, changed
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import MoveRefused
from numspot_desk.usecases.roles import require_writer


def cancel_order(
    workspace: Workspace,
    order_id: str,
    person: Person,
    clock: Clock,
    reason: CancelReason = CancelReason.OTHER,
) -> OrderChanged:
    """Cancel for a reason that the log keeps. Raises `MoveRefused` when the order is signed, ended or
    cancelled; `NoSuchRecord`."""
    require_writer(person)
    with workspace.transaction():
        record = workspace.orders.load(order_id)
        if not may_move(record.state, OrderState.CANCELLED):
            raise MoveRefused(message("An order that is signed or ended can no longer be cancelled."))
        done = Act(CANCELLATION, order_id, person.name, clock.now(), {"reason": reason.value})
        return changed(
            workspace.orders.change_state(order_id, record.row_version, OrderState.CANCELLED, done)
        )


def undo_cancel(workspace: Workspace, order_id: str, person: Person, clock: Clock) -> OrderChanged:
    """Make a cancelled order a draft again. Raises `MoveRefused` when it had been exported: what was handed
    over stays as it is."""
    require_writer(person)
    with workspace.transaction():
        record = workspace.orders.load(order_id)
        if workspace.orders.version(order_id) is not None:
            raise MoveRefused(
                message("This order had been exported: its cancellation stands. Duplicate it to go on.")
            )
        done = act("order.cancellation_undone", order_id, person, clock.now())
        return changed(workspace.orders.change_state(order_id, record.row_version, OrderState.DRAFT, done))

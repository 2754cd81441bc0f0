"""Why an order was cancelled, as the log of acts keeps it. Cancelling itself is `cancel_order`."""

from typing import Final

from numspot_desk.contracts.order.states import CancelReason
from numspot_desk.usecases.ports.workspace import Workspace

CANCELLATION: Final = "order.cancelled"
"""The kind of the act."""


def cancel_reason(workspace: Workspace, order_id: str) -> CancelReason | None:
    """Why the order was cancelled last; None when it never was."""
    entry = workspace.audit.latest(CANCELLATION, [order_id]).get(order_id)
    return None if entry is None else CancelReason(entry.details.get("reason", CancelReason.OTHER))

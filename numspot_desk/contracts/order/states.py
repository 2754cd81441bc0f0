"""States of an order and the moves between them (contract-rules, section 7).

Draft → in review → approved → exported → signed → active → terminated; refused and cancelled end it.
What was exported or signed never changes: a change is a new version. Who may make a move is not
decided here.
"""

from enum import StrEnum
from typing import Final


class OrderState(StrEnum):
    """The state of one version of an order."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    EXPORTED = "exported"
    SIGNED = "signed"
    ACTIVE = "active"
    TERMINATED = "terminated"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class CancelReason(StrEnum):
    """Why an order was cancelled: one of a few, so that the log of acts holds nothing personal."""

    CLIENT_DECLINED = "client_declined"
    REPLACED = "replaced"
    EXPIRED = "expired"
    MISTAKE = "mistake"
    OTHER = "other"


_MOVES: Final[dict[OrderState, frozenset[OrderState]]] = {
    OrderState.DRAFT: frozenset({OrderState.IN_REVIEW, OrderState.EXPORTED, OrderState.CANCELLED}),
    OrderState.IN_REVIEW: frozenset(
        {OrderState.APPROVED, OrderState.DRAFT, OrderState.REFUSED, OrderState.CANCELLED}
    ),
    OrderState.APPROVED: frozenset({OrderState.EXPORTED, OrderState.DRAFT, OrderState.CANCELLED}),
    OrderState.EXPORTED: frozenset({OrderState.SIGNED, OrderState.REFUSED, OrderState.CANCELLED}),
    OrderState.SIGNED: frozenset({OrderState.ACTIVE, OrderState.TERMINATED}),
    OrderState.ACTIVE: frozenset({OrderState.TERMINATED}),
    OrderState.TERMINATED: frozenset(),
    OrderState.REFUSED: frozenset(),
    OrderState.CANCELLED: frozenset({OrderState.DRAFT}),  # undo of a cancellation that was never exported
}
EDITABLE: Final = frozenset({OrderState.DRAFT})
FROZEN: Final = frozenset(
    {OrderState.EXPORTED, OrderState.SIGNED, OrderState.ACTIVE, OrderState.TERMINATED, OrderState.REFUSED}
)


def may_move(old: OrderState, new: OrderState) -> bool:
    """Whether a version in state `old` may go to `new`."""
    return new in _MOVES[old]

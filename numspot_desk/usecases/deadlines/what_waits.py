"""What waits for a person: drafts, orders in review, mandates to sign, deadlines of the next days."""

from collections.abc import Sequence
from dataclasses import dataclass

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.usecases.ports.orders import OrderQuery, OrderSummary
from numspot_desk.usecases.ports.workspace import Workspace

SHOWN = 5
"""How many orders are named; the others are counted."""


@dataclass(frozen=True)
class Waiting:
    """Counts by kind, and the latest orders of the kinds that a person acts on. Who has which review in hand
    is `delegate_review.open_reviews`."""

    total: int
    drafts: int
    in_review: int
    to_sign: int
    signed: int
    recent: Sequence[OrderSummary]

    @property
    def empty(self) -> bool:
        """Whether the workspace holds no order at all."""
        return self.total == 0


OPEN_STATES = frozenset({OrderState.DRAFT, OrderState.IN_REVIEW, OrderState.APPROVED, OrderState.EXPORTED})


def what_waits(workspace: Workspace) -> Waiting:
    """What stands open now, from counts and one short page."""
    counts = workspace.orders.counts_by_state()
    recent = workspace.orders.page(OrderQuery(states=OPEN_STATES), limit=SHOWN).rows
    return Waiting(
        total=sum(counts.values()),
        drafts=counts.get(OrderState.DRAFT, 0),
        in_review=counts.get(OrderState.IN_REVIEW, 0),
        to_sign=counts.get(OrderState.EXPORTED, 0),
        signed=counts.get(OrderState.SIGNED, 0) + counts.get(OrderState.ACTIVE, 0),
        recent=recent,
    )

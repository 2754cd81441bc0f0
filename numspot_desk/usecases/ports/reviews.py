"""What the store keeps of the reviews between sales and legal; a step itself is in
`contracts.reviewing.review`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Protocol

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.reviewing.review import BegunNote, ReviewStep
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderRecord


class ReviewStore(Protocol):
    """The steps of the reviews of orders, kept for good with the notes that people wrote."""

    def steps(self, order_id: str) -> Sequence[ReviewStep]:
        """The steps of one version of an order, oldest first."""
        ...

    def steps_of(self, order_ids: Sequence[str]) -> Mapping[str, Sequence[ReviewStep]]:
        """The steps of several versions, by order id, without what they keep of the content."""
        ...

    def writers(self, order_id: str) -> Sequence[str]:
        """Who made this version and the earlier ones of the same order, oldest first."""
        ...

    def earlier(self, order_id: str) -> Sequence[str]:
        """The ids of the earlier versions of the same order, the latest first; deleted drafts are none."""
        ...

    def record(
        self, order_id: str, row_version: int, step: ReviewStep, act: Act, new: OrderState | None = None
    ) -> OrderRecord:
        """Keep a step with its audit row and, with `new`, move the order: all or nothing.

        Raises `MoveRefused`, `StaleRecord`, `NoSuchRecord`.
        """
        ...

    def begun(self, order_id: str) -> Mapping[str, BegunNote]:
        """The notes on a version of an order that are not sent yet, by the role of who writes them."""
        ...

    def keep_begun(self, order_id: str, role: str, note: BegunNote | None, at: dt.datetime) -> None:
        """Keep a note that is being written, or forget it. Writes no audit row. Raises `NoSuchRecord`."""
        ...

"""Moving an order from one state to the next: whether it may, the row, what the audit log says of it.

What else a move brings about (a signature kept, a version superseded) is the business of `orders`.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, Row

from numspot_desk.contracts.order.states import OrderState, may_move
from numspot_desk.language.messages import Message, message
from numspot_desk.store import order_rows
from numspot_desk.store.order_queries import STATE_RANK
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.refusals import MoveRefused

STATE_NAMES: Final[Mapping[OrderState, Message]] = {
    OrderState.DRAFT: message("draft"),
    OrderState.IN_REVIEW: message("in review"),
    OrderState.APPROVED: message("approved"),
    OrderState.EXPORTED: message("exported"),
    OrderState.SIGNED: message("signed"),
    OrderState.ACTIVE: message("active"),
    OrderState.TERMINATED: message("terminated"),
    OrderState.REFUSED: message("refused"),
    OrderState.CANCELLED: message("cancelled"),
}


def move(connection: Connection, row: Row[Any], new: OrderState, act: Act) -> None:
    """Put the order in another state. Raises `MoveRefused` where none leads there from its own."""
    if not may_move(OrderState(row.state), new):
        raise move_refused(row, new)
    values = {"state": new.value, "state_rank": STATE_RANK[new]}
    order_rows.update(connection, row, act.at, values)


def moved(act: Act, row: Row[Any], new: OrderState) -> Act:
    """The act of a move as the audit log keeps it: of which order, from which state to which."""
    details = {**act.details, "from": row.state, "to": new.value, "number": row.number}
    return replace(act, subject=row.id, details=details)


def move_refused(row: Row[Any], new: OrderState) -> MoveRefused:
    """Why the order stays where it is."""
    return MoveRefused(
        message(
            "Order {number} cannot go from “{old}” to “{new}”: nothing was changed.",
            number=row.number,
            old=STATE_NAMES[OrderState(row.state)],
            new=STATE_NAMES[new],
        )
    )

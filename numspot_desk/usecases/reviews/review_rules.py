"""Who may do what in which state, in a review and around it: one table, asked by the use cases and by the
screens alike.

Roles are declared, not proved. Rules that hang on more than role and state (four eyes, signatory power, the
content that was seen) are in `review_acts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.messages import message
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.refusals import MoveRefused
from numspot_desk.usecases.roles import LEGAL, SALES, require_legal, require_writer

WRITERS: Final = frozenset({SALES, LEGAL})
LEGAL_ONLY: Final = frozenset({LEGAL})


class ReviewAct(StrEnum):
    """What a person can do in a review."""

    REQUEST = "request"
    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
    TAKE = "take"
    DELEGATE = "delegate"
    REMARK = "remark"
    WITHDRAW = "withdraw"
    MODIFY = "modify"
    APPROVE_PART = "approve_part"
    RETURN_PART = "return_part"
    UNREAD_PART = "unread_part"
    COMMENT = "comment"
    RESOLVE = "resolve"


@dataclass(frozen=True)
class Rule:
    """The roles that an act is open to, and the states of the order that it is done in."""

    roles: frozenset[str]
    states: frozenset[OrderState]


_IN_REVIEW: Final = Rule(LEGAL_ONLY, frozenset({OrderState.IN_REVIEW}))
_ANYWHERE: Final = Rule(WRITERS, frozenset(OrderState))
RULES: Final[Mapping[ReviewAct, Rule]] = {
    ReviewAct.REQUEST: Rule(WRITERS, frozenset({OrderState.DRAFT})),
    ReviewAct.WITHDRAW: Rule(WRITERS, frozenset({OrderState.IN_REVIEW})),
    ReviewAct.MODIFY: Rule(WRITERS, frozenset({OrderState.APPROVED})),
    ReviewAct.TAKE: _IN_REVIEW,
    ReviewAct.DELEGATE: _IN_REVIEW,
    ReviewAct.REMARK: _IN_REVIEW,
    ReviewAct.APPROVE: _IN_REVIEW,
    ReviewAct.RETURN: _IN_REVIEW,
    ReviewAct.REFUSE: _IN_REVIEW,
    ReviewAct.APPROVE_PART: _IN_REVIEW,
    ReviewAct.RETURN_PART: _IN_REVIEW,
    ReviewAct.UNREAD_PART: _IN_REVIEW,
    ReviewAct.COMMENT: _ANYWHERE,
    ReviewAct.RESOLVE: _ANYWHERE,
}
"""Every act of a review. A role that no rule names only reads."""


def allowed(act: ReviewAct, role: str, state: OrderState) -> bool:
    """Whether this role does this act on an order in this state."""
    rule = RULES[act]
    return role in rule.roles and state in rule.states


def require_role(act: ReviewAct, person: Person) -> None:
    """Raises `MoveRefused` for a role that the act is not open to."""
    if RULES[act].roles == LEGAL_ONLY:
        require_legal(person)
    require_writer(person)


def require_state(act: ReviewAct, record: OrderRecord) -> None:
    """Raises `MoveRefused` for an archived order, and for one in another state."""
    if record.archived:
        raise MoveRefused(message("This order is in the archive: bring it back first."))
    if record.state not in RULES[act].states:
        raise MoveRefused(
            message(
                "Order {number} is in another state by now: nothing was changed. Open it again.",
                number=record.number,
            )
        )

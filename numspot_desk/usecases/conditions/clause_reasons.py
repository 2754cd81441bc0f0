"""Saying why a departure from the general terms was asked for, by whom, and until when it is meant.

It stands beside the order, in whatever state that is, and never in a contract. Clauses are named by their id
in the order; a payment term and the discounts by the names of `contracts.clauses.clause_reasons`.
"""

from collections.abc import Mapping
from typing import Final

from numspot_desk.contracts.clauses.clause_reasons import NAME_LIMIT, REASON_LIMIT, ClauseReason
from numspot_desk.language.messages import Message, message
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.roles import require_writer

REASONED: Final = "order.clause_reason"
_NONE: Final = ClauseReason()


class ReasonRefused(DeskError):
    """This reason cannot be: `field` (`asked_by`, `why`) is what to shorten. Nothing was kept."""

    def __init__(self, field: str, sentence: Message) -> None:
        super().__init__(sentence)
        self.field = field


def reasons_of(workspace: Workspace, order_id: str) -> Mapping[str, ClauseReason]:
    """What was entered of the departures of an order, by clause id."""
    return workspace.register.reasons(order_id)


def keep_reason(
    workspace: Workspace, order_id: str, clause_id: str, reason: ClauseReason, person: Person, clock: Clock
) -> Changes:
    """Keep a reason in place of the former one; one that says nothing is forgotten. The audit log names the
    clause, never the words. Nothing is written where nothing changed.

    Raises `ReasonRefused`, `NoSuchRecord`, `MoveRefused` for a read-only role.
    """
    require_writer(person)
    tidy = ClauseReason(" ".join(reason.asked_by.split()), reason.why.strip(), reason.until)
    for field, said, limit in (("asked_by", tidy.asked_by, NAME_LIMIT), ("why", tidy.why, REASON_LIMIT)):
        if len(said) > limit:
            raise ReasonRefused(field, message("This is over {most} characters: shorten it.", most=limit))
    with workspace.transaction():
        if workspace.register.reasons(order_id).get(clause_id, _NONE) == tidy:
            return Changes()
        act = Act(REASONED, order_id, person.name, clock.now(), {"clause": clause_id})
        workspace.register.keep_reason(order_id, clause_id, tidy, act)
    return Changes(orders=frozenset({order_id}))

"""Facts of a contract that a person enters for the general terms that bind it: that its services were used on
a day (R19), that it has ended. Each is kept for good; one entered by mistake is taken back, and both stay in
the history. What follows from them is `contracts_by_terms`.
"""

import datetime as dt
from typing import Final

from numspot_desk.language.messages import message
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.events import WITHDRAWN, ContractEvent, NewEvent
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import DeskError, NoSuchRecord
from numspot_desk.usecases.roles import require_writer

USED: Final = "services_used"
ENDED: Final = "contract_ended"
RECORDED: Final = "contract.event_recorded"
TAKEN_BACK: Final = "contract.event_withdrawn"


class FactRefused(DeskError):
    """This fact cannot be: the day is to be corrected. Nothing was kept."""


def record_fact(
    workspace: Workspace, order_id: str, kind: str, on: dt.date | None, person: Person, clock: Clock
) -> tuple[ContractEvent, Changes]:
    """Keep that the services were used on a day (`USED`), or that a day was the last of the contract
    (`ENDED`). Raises `FactRefused` for a day that is missing, to come (an end may be), before the signature
    or entered already; `NoSuchRecord`; `MoveRefused` for a read-only role."""
    require_writer(person)
    with workspace.transaction():
        number = workspace.orders.load(order_id).number
        signed = workspace.orders.signed_versions([number])
        if not signed:
            raise NoSuchRecord(message("This order is not signed: there is no contract yet."))
        if on is None:
            raise FactRefused(message("Type the day on which it happened."))
        if on > clock.today() and kind != ENDED:
            raise FactRefused(message("This day is to come. Correct it."))
        if on < signed[0].signed_on:
            raise FactRefused(
                message(
                    "The contract was signed on {day}: nothing of it is earlier.", day=signed[0].signed_on
                )
            )
        standing = workspace.events.standing([number], [kind]).get(number, ())
        if any(one.on == on for one in standing):
            raise FactRefused(message("This day is entered already."))
        former = standing[-1].id if kind == ENDED and standing else None  # a contract ends once
        details = {"kind": kind, "on": on.isoformat(), "number": number}
        act = Act(RECORDED, order_id, person.name, clock.now(), details)
        kept = workspace.events.record(order_id, NewEvent(kind, on=on, supersedes=former), act)
    return kept, Changes(orders=frozenset({order_id}), terms=True)


def take_back_fact(
    workspace: Workspace, order_id: str, event: ContractEvent, person: Person, clock: Clock
) -> Changes:
    """Take a fact back that was entered by mistake. Raises `NoSuchRecord`, `MoveRefused`."""
    require_writer(person)
    details = {"kind": event.kind, "number": event.number, "event": event.id}
    act = Act(TAKEN_BACK, order_id, person.name, clock.now(), details)
    workspace.events.record(order_id, NewEvent(WITHDRAWN, supersedes=event.id), act)
    return Changes(orders=frozenset({order_id}), terms=True)


def days_of_use(workspace: Workspace, number: str) -> tuple[dt.date, ...]:
    """The days on which the services of a contract were used, as far as they were entered (R19)."""
    events = workspace.events.standing([number], [USED]).get(number, ())
    return tuple(one.on for one in events if one.on is not None)

"""What stands beside a contract when an event is entered of it: everything known of it, and what was entered
here and can be corrected."""

import datetime as dt
from dataclasses import dataclass

from numspot_desk.language.messages import message
from numspot_desk.rules.events import Event, Facts
from numspot_desk.usecases.contract.facts_of_contract import known_contracts
from numspot_desk.usecases.contract.record_events import entered_events
from numspot_desk.usecases.mandates.plan_debits import Conflict, invoice_conflict
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import NoSuchRecord


@dataclass(frozen=True)
class Entered:
    """An event that was entered: by whom, and when it was entered last. `conflict`: of an invoice that is due
    before its first lawful debit (R06)."""

    event: Event
    by: str
    at: dt.datetime
    conflict: Conflict | None = None


@dataclass(frozen=True)
class EventDesk:
    """A contract to enter events of: its latest signed version, number and client, the first signature, every
    event that is known, and those entered here, the latest to happen first."""

    order_id: str
    number: str
    client: str
    signed_on: dt.date
    events: tuple[Event, ...]
    entered: tuple[Entered, ...]


def event_desk(workspace: Workspace, order_id: str) -> EventDesk:
    """The desk of the contract of an order. Raises `NoSuchRecord` where nothing is signed."""
    number = workspace.orders.load(order_id).number
    known = next(known_contracts(workspace, [number], dt.date.max), None)
    if known is None or known.signed_on is None:
        raise NoSuchRecord(message("This order is not signed: there is no contract yet."))
    kept = entered_events(workspace, number)
    entered = [
        Entered(one, kept[one.id].recorded_by, kept[one.id].recorded_at, _conflict(known.facts, one))
        for one in known.facts.events
        if one.id in kept
    ]
    return EventDesk(
        order_id=known.order_id,
        number=number,
        client=known.client,
        signed_on=known.signed_on,
        events=tuple(known.facts.events),
        entered=tuple(sorted(entered, key=lambda one: (one.event.moment, one.event.id), reverse=True)),
    )


def _conflict(facts: Facts, event: Event) -> Conflict | None:
    if event.kind != "invoice_issued" or event.on is None:
        return None
    return invoice_conflict(facts, event, event.on)

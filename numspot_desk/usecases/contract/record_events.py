"""Events of a contract that a person enters: recorded, corrected by a new entry, withdrawn; each with its row
in the audit log. Nothing is ever changed or removed.

An event is given in the JSON form of `rules deadlines` and judged beside everything that is known of the
contract: what cannot be read, and what cannot be, is refused with the field to correct, and nothing is kept.
What lives on other pages (mandates, refusals of adopted general terms) is entered there.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from numspot_desk.contracts.given.fact_events import read_events
from numspot_desk.contracts.given.fact_reading import Fault, Reading
from numspot_desk.contracts.given.plausible_events import Ground, rests_on, slips
from numspot_desk.contracts.given.written_events import written, written_details
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.events import KINDS, Event
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.contract_facts import RECORDED, TAKEN_BACK
from numspot_desk.usecases.contract.event_words import event_name
from numspot_desk.usecases.contract.facts_of_contract import known_contracts
from numspot_desk.usecases.contract.stored_events import first_entries
from numspot_desk.usecases.mandates.mandate_acts import Desk
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.events import WITHDRAWN, ContractEvent, NewEvent
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import DeskError, NoSuchRecord
from numspot_desk.usecases.roles import require_writer

CORRECTED: Final = "contract.event_corrected"
OF_MANDATES: Final = frozenset({"mandate_signed", "debit_made", "mandate_revoked"})
"""Kinds that the mandates of a contract keep themselves, once it has one."""
_PLACE: Final = re.compile(r"events\[(?P<place>\d+)\]\.?(?P<field>.*)")
_ENTERED: Final = "entered"
Given = Mapping[str, Any]


class EventRefused(DeskError):
    """This event cannot be entered; nothing was kept. `field` is the first one to correct, "" for the whole;
    `faults` hold every one, each at its field."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults[0].message)
        self.faults = tuple(faults)
        self.field = faults[0].path


def record_event(workspace: Workspace, order_id: str, given: Given, by: Desk) -> tuple[str, Changes]:
    """Keep an event of the contract of an order; returns its id. `given` holds `kind`, `on` or `at`, and the
    fields of its kind. Raises `EventRefused`, `NoSuchRecord` where nothing is signed, `MoveRefused` for
    somebody who only reads."""
    require_writer(by.person)
    with workspace.transaction():
        contract = _contract(workspace, order_id)
        _require_here(workspace, contract, given)
        event = _judged(contract, contract.events, {**given, "id": _ENTERED}, by)
        kept = workspace.events.record(
            order_id, _kept(event), _act(RECORDED, order_id, by, _told(contract, event))
        )
    return kept.id, _changed(order_id)


def correct_event(workspace: Workspace, order_id: str, event_id: str, given: Given, by: Desk) -> Changes:
    """Enter an event again in the place of one that was wrong; what is tied to it stays tied. Raises as
    `record_event` does, and `EventRefused` where another event would no longer fit."""
    require_writer(by.person)
    with workspace.transaction():
        contract = _contract(workspace, order_id)
        former = _standing(workspace, contract, event_id)
        others = [one for one in contract.events if one.id != event_id]
        _require_here(workspace, contract, given)
        event = _judged(contract, others, {**given, "id": event_id}, by)
        if event in contract.events:
            raise EventRefused([Fault("", message("Nothing was changed."))])
        details = _told(contract, event) | {"event": event_id}
        workspace.events.record(order_id, _kept(event, former.id), _act(CORRECTED, order_id, by, details))
    return _changed(order_id)


def withdraw_event(workspace: Workspace, order_id: str, event_id: str, by: Desk) -> Changes:
    """Take back an event that was entered by mistake; it stays in the history. Raises `EventRefused` where
    another event is tied to it, `NoSuchRecord`, `MoveRefused`."""
    require_writer(by.person)
    with workspace.transaction():
        contract = _contract(workspace, order_id)
        former = _standing(workspace, contract, event_id)
        others = [one for one in contract.events if one.id != event_id]
        reading = Reading()
        read_events(reading, [written(one) for one in others], most=len(others))
        if reading.faults:
            raise EventRefused([_of_another(others, reading.faults[0])])
        event = next(one for one in contract.events if one.id == event_id)
        for other in others:
            if rests_on(other, event):
                raise EventRefused([_resting(other)])
        details = {"kind": former.kind, "number": contract.number, "event": event_id}
        new = NewEvent(WITHDRAWN, on=by.clock.today(), supersedes=former.id)
        workspace.events.record(order_id, new, _act(TAKEN_BACK, order_id, by, details))
    return _changed(order_id)


def entered_events(workspace: Workspace, number: str) -> Mapping[str, ContractEvent]:
    """The events of a contract that were entered here and can be corrected, by the ids of their first
    entries; in the order in which they were entered."""
    standing = [one for one in workspace.events.standing([number]).get(number, ()) if one.kind in KINDS]
    first = first_entries(workspace, number, standing)
    return {first[one.id]: one for one in standing}


# ── Judging ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Contract:
    """The contract an event is entered of: its number, first signature, everything known of it."""

    order_id: str
    number: str
    signed_on: dt.date
    events: Sequence[Event]


def _contract(workspace: Workspace, order_id: str) -> _Contract:
    number = workspace.orders.load(order_id).number
    today = dt.date.max  # nothing here is counted: facts do not depend on the day
    known = next(known_contracts(workspace, [number], today), None)
    if known is None or known.signed_on is None:
        raise NoSuchRecord(message("This order is not signed: there is no contract yet."))
    return _Contract(order_id, number, known.signed_on, known.facts.events)


def _require_here(workspace: Workspace, contract: _Contract, given: Given) -> None:
    """Refuse what another page keeps, so that nothing is kept twice."""
    kind, terms = given.get("kind"), given.get("terms")
    if kind in OF_MANDATES and workspace.mandates.of_order(contract.order_id):
        said = message("The mandate of this contract keeps this: record it on the page of mandates.")
        raise EventRefused([Fault("kind", said)])
    if kind == "terms_refused" and isinstance(terms, str):
        labels = {fold_line(one.label): one.label for one in workspace.terms.list()}
        if (label := labels.get(fold_line(terms))) is not None:
            said = message(
                "Version {label} is adopted here: enter its refusal on the page of the general terms.",
                label=label,
            )
            raise EventRefused([Fault("terms", said)])


def _judged(contract: _Contract, others: Sequence[Event], record: Given, by: Desk) -> Event:
    reading = Reading()
    found = read_events(reading, [*(written(one) for one in others), record], most=len(others) + 1)
    if reading.faults:
        located = [_located(others, one) for one in reading.faults]
        raise EventRefused(sorted(located, key=lambda fault: not fault.path))
    event = found[-1]
    ground = Ground(contract.signed_on, by.clock.today(), by.clock.now())
    if faults := slips(event, others, ground):
        raise EventRefused(faults)
    return event


def _located(others: Sequence[Event], fault: Fault) -> Fault:
    """A fault of the list at its field in the one that is entered, or in the words of another event."""
    at = _PLACE.fullmatch(fault.path)
    if at is not None and int(at["place"]) == len(others):
        return Fault(at["field"], fault.message)
    return _of_another(others, fault)


def _of_another(others: Sequence[Event], fault: Fault) -> Fault:
    at = _PLACE.fullmatch(fault.path)
    if at is None or int(at["place"]) >= len(others):
        return Fault("", fault.message)
    return _resting(others[int(at["place"])])


def _resting(other: Event) -> Fault:
    name: Message = event_name(other)
    return Fault("", message("{event} rests on this one: correct or withdraw that first.", event=name))


# ── Keeping ──────────────────────────────────────────────────────────────────────────────────────────


def _standing(workspace: Workspace, contract: _Contract, event_id: str) -> ContractEvent:
    found = entered_events(workspace, contract.number).get(event_id)
    if found is None:
        raise NoSuchRecord(message("This event was corrected or taken back meanwhile."))
    return found


def _kept(event: Event, supersedes: str | None = None) -> NewEvent:
    return NewEvent(event.kind, event.at, event.on, written_details(event), supersedes)


def _act(kind: str, order_id: str, by: Desk, details: Mapping[str, str]) -> Act:
    return Act(kind, order_id, by.person.name, by.clock.now(), details)


def _told(contract: _Contract, event: Event) -> dict[str, str]:
    """What the audit log says of an event: nothing of what people typed."""
    return {"kind": event.kind, "on": event.day.isoformat(), "number": contract.number}


def _changed(order_id: str) -> Changes:
    return Changes(orders=frozenset({order_id}), terms=True)

"""The events of a contract as the store keeps them, read as the rules take them.

An event that was corrected keeps the id of the first entry, so that what answers or cancels it, and what
people noted beside its deadlines, stays tied to it. What another program wrote otherwise is left out, never
guessed.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from numspot_desk.contracts.given.fact_events import read_events
from numspot_desk.contracts.given.fact_reading import Reading
from numspot_desk.contracts.given.written_events import written
from numspot_desk.contracts.order.order_faults import parse_day
from numspot_desk.rules.events import KINDS, Event
from numspot_desk.rules.time import paris_day
from numspot_desk.usecases.contract.contract_facts import ENDED
from numspot_desk.usecases.mandates.plan_debits import PLANNED
from numspot_desk.usecases.ports.events import ContractEvent
from numspot_desk.usecases.ports.workspace import Workspace

OTHER_NAMES: Final[Mapping[str, str]] = {ENDED: "services_ended", PLANNED: "direct_debit_planned"}
"""Kinds that other pages keep, and what the rules call them."""
_TIES: Final = ("cancels", "answers")
_PLACE: Final = re.compile(r"events\[(\d+)\]")


def record_of(event: ContractEvent, ident: str) -> dict[str, Any]:
    """An event that is kept as a JSON record under an id."""
    kind = OTHER_NAMES.get(event.kind, event.kind)
    found: dict[str, Any] = {"id": ident, "kind": kind}
    if event.at is not None:
        found["at"] = event.at.isoformat()
    if event.on is not None:
        found["on"] = event.on.isoformat()
    form = KINDS.get(kind)
    known = (*(() if form is None else form.fields), *_TIES)
    return found | {name: value for name, value in event.data.items() if name in known}


def records_of(workspace: Workspace, number: str, events: Sequence[ContractEvent]) -> list[dict[str, Any]]:
    """The standing events of a contract that the rules know, as JSON records under the ids of their first
    entries. An event of another kind is left out, and a planned debit of which the client had been told when
    it was planned: all that follows from it is that notice (T24)."""
    known = [one for one in events if OTHER_NAMES.get(one.kind, one.kind) in KINDS and not _announced(one)]
    first = first_entries(workspace, number, known)
    return [record_of(one, first[one.id]) for one in known]


def _announced(event: ContractEvent) -> bool:
    told = parse_day(event.data.get("announced_on"))
    return event.kind == PLANNED and told is not None and told <= paris_day(event.recorded_at)


def first_entries(workspace: Workspace, number: str, events: Sequence[ContractEvent]) -> dict[str, str]:
    """By the id of each event, the id of the entry that it corrects in the end: its own where it corrects
    none."""
    if all(one.supersedes is None for one in events):
        return {one.id: one.id for one in events}
    before = {one.id: one.supersedes for one in workspace.events.history(number)}
    found: dict[str, str] = {}
    for one in events:
        ident = one.id
        while (earlier := before.get(ident)) is not None:
            ident = earlier
        found[one.id] = ident
    return found


def read_together(own: Sequence[Event], records: Sequence[Mapping[str, Any]]) -> tuple[Event, ...]:
    """The contract's own events and those that are kept, read as one list; a record that does not go with the
    others is left out, and so is what is tied to it."""
    if not records:
        return tuple(own)
    given: list[Mapping[str, Any]] = [*(written(one) for one in own), *records]
    while True:
        reading = Reading()
        found = read_events(reading, given, most=len(given))
        wrong = {int(at[1]) for one in reading.faults if (at := _PLACE.match(one.path)) is not None}
        if not wrong:
            return tuple(found)
        given = [one for place, one in enumerate(given) if place not in wrong]

"""The readings that legal chose for a contract where the text can be read in two ways (R01…R23).

Each choice is an event of the contract, with its reason, who made it and on which day; another choice of the
same reading supersedes it, and taking it back returns to the default. What the readings are is
`rules.readings`; a clause of the contract that settles one stands above it (`rules.settled_readings`).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.given.fact_reading import REASON_LIMIT
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.readings import READINGS
from numspot_desk.rules.settled_readings import Decision, InForce
from numspot_desk.rules.time import paris_day
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.events import WITHDRAWN, ContractEvent, NewEvent
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import DeskError
from numspot_desk.usecases.roles import require_legal_readings

CHOSEN: Final = "reading_chosen"
_ACTS: Final = "contract.reading_chosen"
_TAKEN_BACK: Final = "contract.reading_taken_back"


class ReadingRefused(DeskError):
    """This choice cannot be: `field` (`reading`, `option`, `reason`) is what to correct. Nothing was kept."""

    def __init__(self, field: str, sentence: Message) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class ChosenReading:
    """A choice that stands: the reading and its option, why, by whom and on which day; `event_id` is what
    taking it back names."""

    event_id: str
    reading: str
    option: str
    reason: str
    by: str
    on: dt.date


def choose_reading(
    workspace: Workspace, order_id: str, reading: str, option: str, reason: str, person: Person, clock: Clock
) -> Changes:
    """Choose how a reading of this contract holds from now on, in the place of an earlier choice of it.
    Raises `ReadingRefused` for an unknown reading or option or a reason that is none, `MoveRefused` for
    anybody but legal, `NoSuchRecord`."""
    require_legal_readings(person)
    why = _checked(reading, option, reason)
    with workspace.transaction():
        number = workspace.orders.load(order_id).number
        former = next((one for one in readings_chosen(workspace, number) if one.reading == reading), None)
        if former is not None and (former.option, former.reason) == (option, why):
            raise ReadingRefused("option", message("This is chosen already, for the same reason."))
        data = {"reading": reading, "option": option, "reason": why}
        details = {"number": number, "reading": reading, "option": option}
        act = Act(_ACTS, order_id, person.name, clock.now(), details)
        supersedes = None if former is None else former.event_id
        new = NewEvent(CHOSEN, on=clock.today(), data=data, supersedes=supersedes)
        workspace.events.record(order_id, new, act)
    return Changes(orders=frozenset({order_id}), terms=True)


def take_back_reading(
    workspace: Workspace, order_id: str, event_id: str, person: Person, clock: Clock
) -> Changes:
    """Return to the default of a reading. Raises `MoveRefused`, `NoSuchRecord` for a choice that does not
    stand any more."""
    require_legal_readings(person)
    with workspace.transaction():
        number = workspace.orders.load(order_id).number
        act = Act(_TAKEN_BACK, order_id, person.name, clock.now(), {"number": number, "event": event_id})
        workspace.events.record(order_id, NewEvent(WITHDRAWN, on=clock.today(), supersedes=event_id), act)
    return Changes(orders=frozenset({order_id}), terms=True)


def readings_chosen(workspace: Workspace, number: str) -> tuple[ChosenReading, ...]:
    """The choices that stand for a contract, in the order of the register."""
    return chosen_of(workspace.events.standing([number], [CHOSEN]).get(number, ()))


def readings_by_contract(workspace: Workspace, numbers: Sequence[str] | None = None) -> Mapping[str, InForce]:
    """The readings of several contracts, of all where none are named; nothing for one without a choice."""
    events = workspace.events.standing(numbers, [CHOSEN])
    return {number: held(chosen_of(of_one)) for number, of_one in events.items()}


def chosen_of(events: Iterable[ContractEvent]) -> tuple[ChosenReading, ...]:
    """The choices among these events, the latest of each reading; one that this program does not know is left
    out."""
    found: dict[str, ChosenReading] = {}
    for event in events:
        reading, option, reason = (event.data.get(key) for key in ("reading", "option", "reason"))
        known = READINGS.get(reading) if isinstance(reading, str) else None
        if event.kind != CHOSEN or known is None or not isinstance(option, str) or not known.has(option):
            continue
        day = event.on or paris_day(event.recorded_at)
        found[known.id] = ChosenReading(event.id, known.id, option, str(reason or ""), event.recorded_by, day)
    return tuple(found[name] for name in READINGS if name in found)


def held(chosen: Sequence[ChosenReading]) -> InForce:
    """The choices as the rules take them."""
    return InForce(
        chosen={one.reading: one.option for one in chosen},
        reasons={one.reading: one.reason for one in chosen},
        decided={one.reading: Decision(one.by, one.on) for one in chosen},
    )


def _checked(reading: str, option: str, reason: str) -> str:
    """The reason on one line."""
    known = READINGS.get(reading)
    if known is None:
        raise ReadingRefused("reading", message("Choose the question that this answers."))
    if not known.has(option):
        raise ReadingRefused("option", message("Choose how the text is read."))
    why = " ".join(reason.split())
    if not why:
        raise ReadingRefused("reason", message("Say here why this reading was chosen."))
    if len(why) > REASON_LIMIT:
        said = message("The reason has at most {most} characters.", most=str(REASON_LIMIT))
        raise ReadingRefused("reason", said)
    if not why.isprintable():
        raise ReadingRefused("reason", message("The reason is one line without control characters."))
    return why

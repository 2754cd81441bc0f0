"""What a simulation stands on: everything known of a signed contract, and the reading of what is imagined.

What is imagined is read with the facts as one list, as an event that is entered would be, and refused by name
at its field; a day may be to come. Nothing is kept.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from numspot_desk.contracts.agenda.entries import AgendaContract
from numspot_desk.contracts.agenda.prepaid import prepaid_of
from numspot_desk.contracts.agenda.scenarios import Scenario
from numspot_desk.contracts.agenda.simulation import Beside, Simulation, simulate
from numspot_desk.contracts.clauses.coverage import kinds_of
from numspot_desk.contracts.given.fact_events import read_events
from numspot_desk.contracts.given.fact_reading import Fault, Reading
from numspot_desk.contracts.given.plausible_events import Ground, moment_field, slips
from numspot_desk.contracts.given.written_events import written
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.time import PARIS, on_paris_clocks, paris
from numspot_desk.usecases.contract.event_words import event_name, event_names
from numspot_desk.usecases.contract.facts_of_contract import known_contract
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import DeskError, NoSuchRecord

YEARS: Final = 30
"""A day that is further away than so many years is a slip."""
_PLACE: Final = re.compile(r"events\[(?P<place>\d+)\]\.?(?P<field>.*)")
_LATEST: Final = dt.datetime.max.replace(tzinfo=dt.UTC)
_DAYS: Final = ("received_at", "effective_on", "enters_into_force", "start", "end", "from", "to")


class ImaginedRefused(DeskError):
    """An event cannot be imagined of this contract: `faults` say why, each at its field."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults[0].message)
        self.faults = tuple(faults)


@dataclass(frozen=True)
class SimulatorGround:
    """A signed contract as scenarios of it need it."""

    contract: AgendaContract
    signed_on: dt.date
    facts: Facts
    beside: Beside

    @property
    def number(self) -> str:
        """The number of its order."""
        return self.contract.number

    def simulate(self, scenario: Scenario) -> Simulation:
        """Where a scenario of this contract leads."""
        return simulate(self.contract, self.facts, scenario, self.beside)

    def named(self, simulation: Simulation) -> Mapping[str, Message]:
        """What the events of a simulation are called in explanations, by their ids."""
        return event_names(simulation.facts.events)


def simulator_ground(workspace: Workspace, asked: str, today: dt.date) -> SimulatorGround:
    """The contract of an order, by its number or the id of one of its versions. Raises `NoSuchRecord` where
    there is none, and where nothing is signed."""
    record = workspace.orders.by_number(asked.strip().upper())
    number = record.number if record is not None else workspace.orders.load(asked).number
    signed = bool(workspace.orders.signed_versions([number]))
    if not signed:
        raise NoSuchRecord(message("This order is not signed: there is no contract yet."))
    known = known_contract(workspace, number, today)
    assert known.signed_on is not None
    beside = Beside(prepaid_of(known.order), kinds_of(known.order))
    return SimulatorGround(known.named, known.signed_on, known.facts, beside)


def imagined(ground: SimulatorGround, others: Sequence[Event], record: Mapping[str, Any]) -> Event:
    """An event of a scenario from its JSON record (with its id), beside the other events of that scenario.
    Raises `ImaginedRefused`."""
    known = [*ground.facts.events, *others]
    reading = Reading()
    found = read_events(reading, [*(written(one) for one in known), record], most=len(known) + 1)
    if reading.faults:
        raise ImaginedRefused([_located(known, fault) for fault in reading.faults])
    event = found[-1]
    held = Ground(ground.signed_on, dt.date.max, _LATEST)
    faults = _too_far(event, ground.facts.as_of) or slips(event, known, held)
    if faults:
        raise ImaginedRefused(faults)
    return event


def without(scenario: Sequence[Event], ident: str, ground: SimulatorGround) -> tuple[Event, ...]:
    """The events of a scenario without one of them. Raises `ImaginedRefused` where another rests on it."""
    left = [one for one in scenario if one.id != ident]
    known = [*ground.facts.events, *left]
    reading = Reading()
    read_events(reading, [written(one) for one in known], most=len(known))
    if reading.faults:
        raise ImaginedRefused([_located(known, reading.faults[0])])
    return tuple(left)


def moved(ground: SimulatorGround, events: Sequence[Event], days: int) -> tuple[Event, ...]:
    """The events of a scenario so many days later, each at the same time on the clock. Raises
    `ImaginedRefused` where one cannot be then."""
    found: list[Event] = []
    for event in sorted(
        (_shifted(one, dt.timedelta(days=days)) for one in events), key=lambda one: one.moment
    ):
        found.append(imagined(ground, found, written(event)))
    return tuple(found)


def _shifted(event: Event, by: dt.timedelta) -> Event:
    details = {
        name: _on_the_clock(paris(value) + by)
        if isinstance(value, dt.datetime)
        else value + by
        if isinstance(value, dt.date)
        else value
        for name, value in event.details.items()
    }
    at = None if event.at is None else _on_the_clock(paris(event.at) + by)
    return replace(event, at=at, on=None if event.on is None else event.on + by, details=details)


def _on_the_clock(instant: dt.datetime) -> dt.datetime:
    """The instant at which clocks in Paris show this time; an hour later where they skip it."""
    shown = on_paris_clocks(instant.date(), instant.time())
    return shown[0] if shown else instant.astimezone(dt.UTC).astimezone(PARIS)


def _located(known: Sequence[Event], fault: Fault) -> Fault:
    """A fault of the list at its field of the event that is imagined, or in the words of another one."""
    at = _PLACE.fullmatch(fault.path)
    if at is None or int(at["place"]) >= len(known):
        return Fault("" if at is None else at["field"], fault.message)
    name = event_name(known[int(at["place"])])
    return Fault("", message("{event} rests on this one: correct or withdraw that first.", event=name))


def _too_far(event: Event, today: dt.date) -> list[Fault]:
    days = {moment_field(event.kind): event.day}
    for name in _DAYS:
        value = event.details.get(name)
        if isinstance(value, dt.date):  # an instant is one too
            days[name] = value.date() if isinstance(value, dt.datetime) else value
    said = message("This day is more than {n} years away: correct the year.", n=YEARS)
    return [Fault(name, said) for name, day in days.items() if abs(day.year - today.year) > YEARS]

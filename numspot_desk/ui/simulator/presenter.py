"""What the page of the simulator shows, without Qt: a contract, its scenarios, where each leads, the rows of
the table. Keeping what was imagined is asked by the page, each time it changed.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from numspot_desk.contracts.agenda.chain import ChainStep, Nature
from numspot_desk.contracts.agenda.comparison import differences
from numspot_desk.contracts.agenda.scenarios import Scenario, event_id
from numspot_desk.contracts.agenda.simulation import Simulation
from numspot_desk.language.catalog import Language
from numspot_desk.rules.events import Event
from numspot_desk.rules.limits import Result
from numspot_desk.rules.readings import READINGS
from numspot_desk.ui.context import WhyRequest
from numspot_desk.usecases.contract.event_words import event_names
from numspot_desk.usecases.simulation import words
from numspot_desk.usecases.simulation.ground import SimulatorGround, moved
from numspot_desk.usecases.simulation.kept_scenarios import LONGEST_NAME, MOST


@dataclass(frozen=True)
class Row:
    """A line of the table: a step of a scenario by its place, how it differs from the first scenario; or,
    below it, what another reading gives (`reading` in words, its day, the amount of a refund)."""

    scenario: int
    name: str
    step: ChainStep
    difference: str = ""
    reading: str = ""
    result: Result | None = None
    amount: str = ""

    @property
    def identity(self) -> str:
        """What tells it from the other rows."""
        return f"{self.scenario} {'|'.join(self.step.key)} {self.reading}"


@dataclass
class SimulatorPresenter:
    """One contract and its scenarios; `current` is the one that is edited."""

    language: Language
    today: dt.date
    ground: SimulatorGround | None = None
    scenarios: list[Scenario] = field(default_factory=list)
    simulations: tuple[Simulation, ...] = ()
    current: int = 0
    each_reading: bool = False
    _made: int = 0

    # ── The contract ─────────────────────────────────────────────────────────────────────────────────

    def show(self, ground: SimulatorGround, scenarios: Sequence[Scenario]) -> None:
        """A contract with its scenarios; of the same one read again, the same scenario is edited."""
        same = self.ground is not None and self.ground.number == ground.number
        self.ground, self.scenarios = ground, list(scenarios)
        if not same:
            self.simulations, self.current = (), 0
        self.current = max(min(self.current, len(self.scenarios) - 1), 0)

    def simulate(self) -> tuple[Simulation, ...]:
        """Where each scenario leads; on any thread."""
        ground, scenarios = self.ground, tuple(self.scenarios)
        return () if ground is None else tuple(ground.simulate(one) for one in scenarios)

    def took(self, simulations: Sequence[Simulation]) -> bool:
        """Show these, where they are of the scenarios as they stand now."""
        if [one.scenario for one in simulations] != self.scenarios:
            return False
        self.simulations = tuple(simulations)
        return True

    # ── Scenarios ────────────────────────────────────────────────────────────────────────────────────

    @property
    def scenario(self) -> Scenario | None:
        """The scenario that is edited."""
        return self.scenarios[self.current] if self.scenarios else None

    @property
    def full(self) -> bool:
        """Whether no more scenarios stand side by side."""
        return len(self.scenarios) >= MOST

    @property
    def simulation(self) -> Simulation | None:
        """Where it leads, once that is known."""
        return self.simulations[self.current] if self.current < len(self.simulations) else None

    def new_id(self) -> str:
        """An id for an event that is imagined; no scenario has it yet."""
        known = {one.id for scenario in self.scenarios for one in scenario.events}
        while (ident := event_id(self._made)) in known:
            self._made += 1
        return ident

    def add(self, event: Event, supposed: Mapping[str, bool], name: str) -> None:
        """A new scenario that begins with an event."""
        readings = self.scenarios[0].readings if self.scenarios else {}
        self.scenarios.append(Scenario(self._free(name), (event,), supposed, readings))
        self.current = len(self.scenarios) - 1

    def put(self, event: Event, supposed: Mapping[str, bool] | None = None) -> None:
        """An event more in the scenario that is edited, or in the place of the one of its id."""
        one = self.scenarios[self.current]
        events = tuple(event if former.id == event.id else former for former in one.events)
        if event not in events:
            events = (*events, event)
        self._replace(replace(one, events=events, supposed={**one.supposed, **(supposed or {})}))

    def take_out(self, events: tuple[Event, ...]) -> None:
        """Leave these events in the scenario that is edited."""
        self._replace(replace(self.scenarios[self.current], events=events))

    def duplicate(self) -> None:
        """The scenario that is edited once more, behind it; the copy is edited from then on."""
        one = self.scenarios[self.current]
        self.scenarios.insert(self.current + 1, replace(one, name=self._free(one.name)))
        self.current += 1

    def remove(self) -> tuple[int, Scenario]:
        """Take the scenario out that is edited; returns its place and it, to put it back."""
        at, one = self.current, self.scenarios.pop(self.current)
        self.current = max(min(at, len(self.scenarios) - 1), 0)
        return at, one

    def put_back(self, at: int, one: Scenario) -> None:
        """A scenario that was taken out, at its place."""
        self.scenarios.insert(at, one)
        self.current = at

    def shift(self, days: int) -> None:
        """Every event of the scenario that is edited so many days later. Raises `ImaginedRefused` where one
        cannot be then."""
        one, ground = self.scenarios[self.current], self.ground
        assert ground is not None
        self._replace(replace(one, events=moved(ground, one.events, days)))

    def rename(self, name: str) -> None:
        """Another name for the scenario that is edited."""
        one = self.scenarios[self.current]
        if name.strip() and name.strip() != one.name:
            self._replace(replace(one, name=self._free(name.strip()[:LONGEST_NAME])))

    def suppose(self, name: str, *, yes: bool) -> None:
        """Suppose something in the scenario that is edited, or not."""
        self._replace(self.scenarios[self.current].supposing(name, yes=yes))

    def read_so(self, name: str, option: str) -> None:
        """Read all scenarios with this option; that of the contract itself takes the choice back."""
        ground = self.ground
        own = ground.facts.readings.get(name, READINGS[name].default) if ground is not None else ""
        for at, one in enumerate(self.scenarios):
            readings = {key: value for key, value in one.readings.items() if key != name}
            if option != own:
                readings[name] = option
            self.scenarios[at] = replace(one, readings=readings)

    def _replace(self, one: Scenario) -> None:
        self.scenarios[self.current] = one

    def _free(self, name: str) -> str:
        """The name, with a number behind it where a scenario has it already."""
        names = {one.name for one in self.scenarios}
        stem, number = name, 2
        head, _, tail = name.rpartition(" ")
        if head and tail.isdecimal() and name in names:
            stem, number = head, int(tail) + 1
        while name in names:
            name, number = f"{stem} {number}", number + 1
        return name

    # ── What is said ─────────────────────────────────────────────────────────────────────────────────

    def rows(self) -> tuple[Row, ...]:
        """The table: each scenario's steps by time, beside the first scenario; under each, where they are
        asked for, what the other readings give."""
        found: list[Row] = []
        for at, simulation in enumerate(self.simulations):
            name = simulation.scenario.name
            for one in differences(simulation, self.simulations[0]):
                differs = words.difference(one, self.language) if at else ""
                found.append(Row(at, name, one.step, differs))
                if self.each_reading:
                    found += [
                        Row(at, name, one.step, "", reading, result, amount)
                        for reading, result, amount in words.alternatives(one.step, self.language)
                    ]
        return tuple(found)

    def readings(self) -> Mapping[str, str]:
        """The readings that the scenarios rest on, with the option applied."""
        found = {name: option for one in self.simulations for name, option in one.readings.items()}
        return dict(sorted(found.items()))

    def why(self, at: int, step: ChainStep) -> WhyRequest:
        """The explanation of a step of a scenario."""
        names = event_names(self.simulations[at].facts.events)
        return WhyRequest(words.step_name(step, self.language), step.why, names)


def is_imagined(step: ChainStep) -> bool:
    """Whether a step is an event that a person imagined, to be changed or taken out."""
    return step.nature is Nature.IMAGINED

"""What a contract's agenda would be if a scenario happened: the chain of steps from its events to the last
limit, what they move or stop of today's agenda, and all of it under each reading.

A pure function of facts and scenario, counted by `rules.limits` like every agenda. An effect that dates what
is supposed next (the end of the contract, then the erasure notice) is dated anew under every reading, so that
the safe and the sure day of a step hold for the whole chain before it. Nothing here is a fact.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Final

from numspot_desk.contracts.agenda.bystanders import taking_part
from numspot_desk.contracts.agenda.chain import ChainStep, Change, Key, Nature, Run, chain_steps
from numspot_desk.contracts.agenda.entries import AgendaContract
from numspot_desk.contracts.agenda.prepaid import Prepaid
from numspot_desk.contracts.agenda.scenarios import (
    ASSUMPTIONS,
    ENDS,
    Assumption,
    Scenario,
    given_already,
    supposed_event,
)
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.limits import Alternative, Deadline, Result, Settled, Sheet, deadlines
from numspot_desk.rules.readings import READINGS

_LONGEST_CHAIN: Final = 8
_MOST_RUNS: Final = 64
"""The combinations of readings that date what is supposed; six readings of two options."""
_UNKNOWN: Final = Result(None, None)


@dataclass(frozen=True)
class Simulation:
    """Where a scenario leads. `facts` hold its events and those supposed, for one agenda of both; `steps` by
    time; `offered` what can be supposed, and whether it is; `idle` what the events open in vain (a refusal
    that comes too late); `readings` those that any step rests on, with the option applied; `known_end` the
    first end of the contract that follows from the facts alone."""

    scenario: Scenario
    facts: Facts
    steps: tuple[ChainStep, ...]
    offered: tuple[tuple[Assumption, bool], ...]
    idle: tuple[Settled, ...]
    readings: Mapping[str, str]
    known_end: Result | None

    @property
    def ends(self) -> ChainStep | None:
        """The first end of the contract that this brings about."""
        running = (one for one in self.steps if one.change is not Change.REMOVED)
        ends = (one for one in running if one.rule in ENDS and one.result.known)
        return next(ends, None)


@dataclass(frozen=True)
class Beside:
    """What a simulation knows beside the facts: amounts billed in advance, qualifications of the order."""

    prepaid: Sequence[Prepaid] = ()
    qualified: frozenset[str] = frozenset()


def simulate(
    contract: AgendaContract, facts: Facts, scenario: Scenario, beside: Beside | None = None
) -> Simulation:
    """Where a scenario leads. Its events and the facts belong together: they were read as one list.

    Raises `UnknownReading` for a reading the register does not hold.
    """
    asked = _Asked(contract, taking_part(facts, scenario.events), scenario, beside or Beside())
    applied = asked.run(scenario.readings)
    steps = asked.steps(applied)
    return Simulation(
        scenario,
        replace(applied.facts, events=(*facts.events, *scenario.events, *applied.supposed)),
        steps,
        applied.offered,
        applied.idle,
        dict(sorted({name: option for one in steps for name, option in one.readings.items()}.items())),
        applied.known_end,
    )


# ── Under each set of readings ───────────────────────────────────────────────────────────────────────


class _Asked:
    """A scenario of a contract; each run is made once."""

    def __init__(self, contract: AgendaContract, facts: Facts, scenario: Scenario, beside: Beside) -> None:
        self.contract, self.facts, self.scenario, self.beside = contract, facts, scenario, beside
        self._runs: dict[tuple[tuple[str, str], ...], Run] = {}

    def run(self, readings: Mapping[str, str]) -> Run:
        """The chain under these readings, in the place of those of the contract."""
        key = tuple(sorted(readings.items()))
        if key not in self._runs:
            self._runs[key] = self._chain(_read_so(self.facts, readings))
        return self._runs[key]

    def _chain(self, facts: Facts) -> Run:
        found: Mapping[str, tuple[Event, Deadline]] = {}
        for _ in range(_LONGEST_CHAIN):
            dating, supposed = found, tuple(event for event, _ in found.values())
            sheet = deadlines(replace(facts, events=(*facts.events, *self.scenario.events, *supposed)))
            found, offered = self._supposed(sheet, supposed)
            if tuple(event for event, _ in found.values()) == supposed:
                break
        dated_by = {ident: deadline for ident, (_, deadline) in dating.items()}
        return Run(
            facts,
            self.scenario.events,
            supposed,
            dated_by,
            offered,
            sheet,
            deadlines(facts),
            self.beside.prepaid,
        )

    def _supposed(
        self, sheet: Sheet, former: Sequence[Event]
    ) -> tuple[Mapping[str, tuple[Event, Deadline]], tuple[tuple[Assumption, bool], ...]]:
        """The events that the limits of the chain let suppose, those that were (`former`) among them although
        they stop such a limit; and everything that can be."""
        opening = {one.id: one for one in (*self.scenario.events, *former)}
        supposed = {one.id for one in former}
        stopped = [one.deadline for one in sheet.settled if one.deadline is not None and one.by in supposed]
        open_ = [one for one in (*sheet.deadlines, *stopped) if one.event in opening and one.moved_by is None]
        found: dict[str, tuple[Event, Deadline]] = {}
        offered: list[tuple[Assumption, bool]] = []
        for assumption in ASSUMPTIONS:
            if assumption.qualified and assumption.qualified not in self.beside.qualified:
                continue
            if given_already(assumption, self.scenario, self.facts.events):
                continue
            dating = [one for one in open_ if one.rule in assumption.after]
            if assumption.once:
                dating = dating[:1]  # in order of time
            made = [
                (event, one)
                for one in dating
                if (event := supposed_event(assumption, one, opening[one.event])) is not None
            ]
            if not made:
                continue
            wanted = self.scenario.supposes(assumption)
            offered.append((assumption, wanted))
            if wanted:
                found |= {event.id: (event, one) for event, one in made}
        return found, tuple(offered)

    # ── Its steps ────────────────────────────────────────────────────────────────────────────────────

    def steps(self, applied: Run) -> tuple[ChainStep, ...]:
        """Every step of the chain, by time, with what the other readings give."""
        names = dict.fromkeys(
            name for one in self._all_dating(applied) for name in one.readings if name in READINGS
        )
        options = [[option.id for option in READINGS[name].options] for name in names]
        spread = [
            self.run({**self.scenario.readings, **dict(zip(names, chosen, strict=True))})
            for chosen in islice(product(*options), _MOST_RUNS)
            if names
        ]
        alone = {
            (name, option.id): self.run({**self.scenario.readings, name: option.id})
            for name in names
            for option in READINGS[name].options
        }
        found = chain_steps(self.contract, applied)
        others = [chain_steps(self.contract, run) for run in spread]
        apart = {key: chain_steps(self.contract, run) for key, run in alone.items()}
        steps = [_spread(one, others, apart) for one in found.values()]
        return tuple(sorted(steps, key=_by_time))

    def _all_dating(self, run: Run) -> Iterator[Deadline]:
        yield from run.dating.values()
        if self.beside.prepaid:
            yield from run.ends


def _read_so(facts: Facts, readings: Mapping[str, str]) -> Facts:
    """The facts under other readings; the reason given for the former one is not theirs."""
    if not readings:
        return facts
    changed = {name for name, option in readings.items() if facts.readings.get(name) != option}
    return replace(
        facts,
        readings={**facts.readings, **readings},
        reasons={name: one for name, one in facts.reasons.items() if name not in changed},
        decided={name: one for name, one in facts.decided.items() if name not in changed},
    )


# ── Under each reading ───────────────────────────────────────────────────────────────────────────────


def _spread(
    one: ChainStep,
    runs: Iterable[Mapping[Key, ChainStep]],
    apart: Mapping[tuple[str, str], Mapping[Key, ChainStep]],
) -> ChainStep:
    """A step with the days and amounts that the readings of the whole chain give it."""
    if one.nature is Nature.IMAGINED or one.change is Change.REMOVED:
        return one
    safe, sure, unknown = one.safe, one.sure, not one.sure.known
    for run in runs:
        other = run.get(one.key)
        if other is None or not other.sure.known:
            unknown = True
        if other is None:
            continue
        if other.safe.instant is not None and (safe.instant is None or other.safe.instant < safe.instant):
            safe = other.safe
        if other.sure.instant is not None and (sure.instant is None or other.sure.instant > sure.instant):
            sure = other.sure
    found = {(other.reading, other.option): other for other in one.others}
    amounts = {(name, option): amount for name, option, amount in one.amounts}
    for (name, option), run in apart.items():
        there = run.get(one.key)
        result = _UNKNOWN if there is None else there.result
        found.pop((name, option), None)
        if result != one.result:
            found[name, option] = Alternative(name, option, result)
        if one.amount is not None and there is not None and there.amount is not None:
            amounts.pop((name, option), None)
            if there.amount != one.amount:
                amounts[name, option] = there.amount
    return replace(
        one,
        safe=safe,
        sure=_UNKNOWN if unknown else sure,
        others=tuple(found[key] for key in sorted(found)),
        amounts=tuple((*key, amounts[key]) for key in sorted(amounts)),
    )


_LAST: Final = dt.datetime.max.replace(tzinfo=dt.UTC)
_ORDER: Final = {Nature.IMAGINED: 0, Nature.LIMIT: 1, Nature.REFUND: 2, Nature.SUPPOSED: 3}


def _by_time(one: ChainStep) -> tuple[dt.datetime, int, Key]:
    return one.result.instant or _LAST, _ORDER[one.nature], one.key

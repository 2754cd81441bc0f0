"""What one simulation has otherwise than another: each step beside its fellow, and the days between them.

Fellows are told by what they are, not by their events: the first end of one scenario stands beside the first
end of the other, whichever notice set them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from numspot_desk.contracts.agenda.chain import ChainStep, Change, Nature
from numspot_desk.contracts.agenda.scenarios import ENDS
from numspot_desk.contracts.agenda.simulation import Simulation
from numspot_desk.contracts.agenda.standing import day_of

Role = tuple[str, str, int]


@dataclass(frozen=True)
class Difference:
    """A step beside its fellow of another simulation, None where it has none; `days` later, below zero
    earlier, None where a day is not known."""

    step: ChainStep
    fellow: ChainStep | None
    days: int | None


def roles(simulation: Simulation) -> Mapping[Role, ChainStep]:
    """Each step by its part in the chain: what it is, and the how manieth of its kind."""
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[Role, ChainStep] = {}
    for one in simulation.steps:
        what = _part(one)
        found[*what, seen[what]] = one
        seen[what] += 1
    return found


def differences(simulation: Simulation, reference: Simulation) -> tuple[Difference, ...]:
    """Each step of a simulation beside its fellow of the one it is compared with, in its own order."""
    fellows = roles(reference)
    return tuple(_difference(one, fellows.get(role)) for role, one in roles(simulation).items())


def _part(one: ChainStep) -> tuple[str, str]:
    if one.nature in (Nature.IMAGINED, Nature.SUPPOSED):
        return "event", one.event.kind
    if one.change is Change.REMOVED:
        return "gone", f"{one.rule} {one.event.id}"
    if one.rule in ENDS:
        return "limit", "end"
    return one.nature, f"{one.rule} {one.part or ''}" if one.rule else one.event.id


def _difference(one: ChainStep, fellow: ChainStep | None) -> Difference:
    there = None if fellow is None else day_of(fellow.result.last_day, fellow.result.instant)
    here = day_of(one.result.last_day, one.result.instant)
    days = None if here is None or there is None else (here - there).days
    return Difference(one, fellow, days)

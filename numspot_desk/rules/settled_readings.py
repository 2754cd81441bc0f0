"""Why a reading holds in a contract: settled for good by a clause, or chosen with a reason.

A clause of the order or of special conditions that settles one carries `readings` among its data:
`{"readings": {"R02": "start_of_day"}}`. A reading that is settled is not explored: the contract leaves
nothing to read. What a reading is lives in `readings`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from numspot_desk.rules.clauses import Document
from numspot_desk.rules.explain import Step, Value
from numspot_desk.rules.provisions import Provision


@dataclass(frozen=True)
class SettledReading:
    """The option that a clause puts in the place of a question."""

    option: str
    clause: str


@dataclass(frozen=True)
class Decision:
    """Who chose a reading for a contract, and on which day."""

    by: str
    on: dt.date


_NO_REASONS: Final[Mapping[str, str]] = MappingProxyType({})
_NOTHING_SETTLED: Final[Mapping[str, SettledReading]] = MappingProxyType({})
_NOBODY: Final[Mapping[str, Decision]] = MappingProxyType({})


class InForce(NamedTuple):
    """The readings of a contract on a day: those chosen, with the reason where one was given, and above them
    those that a clause settles. `decided`: who chose them, where that is kept."""

    chosen: Mapping[str, str] = _NO_REASONS
    reasons: Mapping[str, str] = _NO_REASONS
    settled: Mapping[str, SettledReading] = _NOTHING_SETTLED
    decided: Mapping[str, Decision] = _NOBODY

    @property
    def options(self) -> Mapping[str, str]:
        """The option that holds of each reading that is not left to its default."""
        if not self.settled:
            return self.chosen
        return {**self.chosen, **{name: one.option for name, one in self.settled.items()}}

    def grounds(self, named: Mapping[str, str]) -> tuple[Step, ...]:
        """Why the readings that a result names hold: the clause that settles one, or the reason for which
        it was chosen."""
        if not self.settled and not self.reasons:
            return ()
        return tuple(self._ground(name, named[name]) for name in sorted(named) if self._has_ground(name))

    def _has_ground(self, name: str) -> bool:
        return name in self.settled or name in self.reasons

    def _ground(self, name: str, option: str) -> Step:
        if name in self.settled:
            return Step("reading.settled", name, (self.settled[name].clause,), {name: option})
        told: dict[str, Value] = {"name": name, "reason": self.reasons[name]}
        if (decision := self.decided.get(name)) is not None:
            told |= {"by": decision.by, "on": decision.on}
            return Step("reading.decided", name, (), {name: option}, params=told)
        return Step("reading.chosen", name, (), {name: option}, params=told)


def settled_readings(provisions: Sequence[Provision], day: dt.date) -> Mapping[str, SettledReading]:
    """The readings that the provisions in force on a day settle: the highest rank that speaks, where its
    clauses agree. Where they do not, the question stays open and is settled by neither."""
    speaking = [p for p in provisions if settles(p) and (p.in_force_from is None or p.in_force_from <= day)]
    replaced = {p.replaces for p in speaking}
    found: dict[str, list[Provision]] = {}
    for rank in (Document.SPECIAL, Document.PARTICULAR):
        same = [p for p in speaking if p.document is rank and p.id not in replaced]
        for name in sorted({name for p in same for name in p.data["readings"]} - found.keys()):
            found[name] = [p for p in same if name in p.data["readings"]]
    return {
        name: SettledReading(by[0].data["readings"][name], min(p.clause for p in by))
        for name, by in found.items()
        if len({p.data["readings"][name] for p in by}) == 1
    }


def settles(provision: Provision) -> bool:
    """Whether a provision speaks of a reading; the general terms cannot settle what they leave open."""
    return provision.document is not Document.GENERAL and bool(provision.data.get("readings"))

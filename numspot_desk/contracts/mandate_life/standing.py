"""Where a mandate stands on a day: its state and when it ends, from its facts alone.

This is the short answer that lists ask for thousands of mandates; what is shown of one, with its explanation,
lives in `life`. Facts of days after the one asked for are not looked at.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from numspot_desk.contracts.mandate_life.facts import (
    Collected,
    Fact,
    Prepared,
    Replaced,
    Resumed,
    Revoked,
    Sent,
    Signed,
    Suspended,
)
from numspot_desk.contracts.mandate_life.limits import Readings, lapse_limit, last_day, revocation_limit
from numspot_desk.contracts.mandate_life.states import MandateState
from numspot_desk.rules.time import DAY


class Ending(NamedTuple):
    """When and why a mandate ends: `last_day` is the last one on which it holds, `why` its state after."""

    last_day: dt.date
    why: MandateState


class Standing(NamedTuple):
    """The state of a mandate on a day. `stage` is how far it has come, were it not for its end: with `ending`
    it gives the state on every later day too. `lapses` is where the lapse alone would end it."""

    state: MandateState
    stage: MandateState
    ending: Ending | None
    signed_on: dt.date | None
    first_collected: dt.date | None
    last_collected: dt.date | None
    lapses: Ending | None


def standing(facts: Iterable[Fact], day: dt.date, readings: Readings = ()) -> Standing:
    """Where the mandate of these facts stands on `day`; their order does not count."""
    return standing_of(Sorted(facts, day), day, readings)


class Sorted:
    """The facts up to a day by their kinds, days in order."""

    __slots__ = ("collected", "paused", "prepared", "replaced", "revoked", "sent", "signed")

    def __init__(self, facts: Iterable[Fact], day: dt.date) -> None:
        self.prepared: list[Prepared] = []
        self.sent: list[Sent] = []
        self.signed: list[Signed] = []
        self.revoked: list[Revoked] = []
        self.replaced: list[Replaced] = []
        self.paused: list[Suspended | Resumed] = []
        self.collected: list[dt.date] = []
        collected = self.collected.append
        for fact in facts:
            on = fact.on
            if on > day:
                continue
            if type(fact) is Collected:
                collected(on)
            else:
                self._keep(fact)
        self.collected.sort()
        self.paused.sort(key=lambda fact: (fact.on, isinstance(fact, Suspended)))

    def _keep(self, fact: Fact) -> None:
        match fact:
            case Prepared():
                self.prepared.append(fact)
            case Sent():
                self.sent.append(fact)
            case Signed():
                self.signed.append(fact)
            case Revoked():
                self.revoked.append(fact)
            case Replaced():
                self.replaced.append(fact)
            case Suspended() | Resumed():
                self.paused.append(fact)
            case _:
                pass


def standing_of(found: Sorted, day: dt.date, readings: Readings = ()) -> Standing:
    """The same, of facts that are sorted already."""
    signed_on = min((fact.on for fact in found.signed), default=None)
    collected = found.collected
    lapses = None if signed_on is None else _lapse(signed_on, collected, readings)
    ending = _ending(found, lapses, readings)
    stage = _stage(found, signed_on)
    over = ending is not None and day > ending.last_day
    return Standing(
        state=ending.why if ending is not None and over else stage,
        stage=stage,
        ending=ending,
        signed_on=signed_on,
        first_collected=collected[0] if collected else None,
        last_collected=collected[-1] if collected else None,
        lapses=lapses,
    )


def _stage(found: Sorted, signed_on: dt.date | None) -> MandateState:
    if signed_on is None:
        return MandateState.SENT if found.sent else MandateState.DRAFT
    if found.paused and isinstance(found.paused[-1], Suspended):
        return MandateState.SUSPENDED
    return MandateState.ACTIVE if found.collected else MandateState.SIGNED


def _lapse(signed_on: dt.date, collected: Sequence[dt.date], readings: Readings) -> Ending:
    """T30 from the latest collection, or from the use before the first gap that is too long: a mandate that
    lapsed does not come back."""
    end = last_day(lapse_limit(signed_on, readings, collected=False))
    if collected and collected[0] <= end:
        at, last = 0, len(collected) - 1
        while at < last:
            near = bisect_right(collected, collected[at] + _SHORT) - 1
            if near == at:
                end = last_day(lapse_limit(collected[at], readings))
                if collected[at + 1] > end:
                    return Ending(end, MandateState.LAPSED)
                near += 1
            at = near
        end = last_day(lapse_limit(collected[last], readings))
    return Ending(end, MandateState.LAPSED)


_SHORT: Final = dt.timedelta(days=28 * 12)
"""A gap between collections that cannot be too long, whatever months are counted."""


def _ending(found: Sorted, lapses: Ending | None, readings: Readings) -> Ending | None:
    """The earliest of what ends it; on one day, what a person did goes before the lapse."""
    ends = [Ending(fact.on - DAY, MandateState.REPLACED) for fact in found.replaced]
    ends += [
        Ending(last_day(revocation_limit(fact.on, readings)), MandateState.REVOKED) for fact in found.revoked
    ]
    if lapses is not None:
        ends.append(lapses)
    return min(ends, key=lambda end: end.last_day, default=None)

"""The steps of a scenario under one set of readings: its events, those supposed, the limits that they open,
move or stop beside today's agenda, the refunds.

What is supposed, and what the other readings give, is decided in `simulation`; this only tells one run.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from numspot_desk.contracts.agenda.entries import AgendaContract, AgendaEntry, entry_of
from numspot_desk.contracts.agenda.prepaid import Prepaid, refunded
from numspot_desk.contracts.agenda.scenarios import ENDS, Assumption
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.explain import Step
from numspot_desk.rules.limits import Alternative, Deadline, Result, Settled, Sheet
from numspot_desk.rules.table import TABLE
from numspot_desk.rules.time import paris_day

Key = tuple[str, str, str]


class Nature(StrEnum):
    """What a step is: an event of the scenario, one that is supposed to follow, a limit, a refund."""

    IMAGINED = "imagined"
    SUPPOSED = "supposed"
    LIMIT = "limit"
    REFUND = "refund"


class Change(StrEnum):
    """What a step is beside today's agenda: new, moved to another day, or gone."""

    ADDED = "added"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True)
class ChainStep:
    """One step of a scenario. `key` is the same under every reading. `event` is the one that it is, or that
    opens it; `entry` its limit as the agenda shows it. `before`: where today's agenda has it, for one that is
    moved or gone; `stopped` why it is gone (as `Settled.why`), by which event. `others`: what another reading
    gives, one at a time, through the whole chain; `amounts` the same of a refund. `lawful` as for deadlines.
    """

    key: Key
    nature: Nature
    change: Change
    event: Event
    clause: str
    kind: str
    party: str
    result: Result
    safe: Result
    sure: Result
    readings: Mapping[str, str]
    others: tuple[Alternative, ...]
    why: Step
    entry: AgendaEntry | None = None
    before: Result | None = None
    stopped: tuple[str, str] | None = None
    lawful: bool | None = None
    amount: Decimal | None = None
    amounts: tuple[tuple[str, str, Decimal], ...] = ()

    @property
    def rule(self) -> str:
        """The limit that it is, "" for an event and a refund."""
        return self.entry.rule if self.entry is not None else ""

    @property
    def part(self) -> str | None:
        """The part of a limit that has two."""
        return self.entry.step if self.entry is not None else None


@dataclass(frozen=True)
class Run:
    """A scenario under one set of readings: the facts without it, its events and those supposed, what can be
    supposed and is or is not, the limits of everything and those of today. `dating`: the limit that dates
    each event supposed, by its id."""

    facts: Facts
    imagined: Sequence[Event]
    supposed: Sequence[Event]
    dating: Mapping[str, Deadline]
    offered: tuple[tuple[Assumption, bool], ...]
    sheet: Sheet
    today: Sheet
    prepaid: Sequence[Prepaid] = ()

    @property
    def chain(self) -> frozenset[str]:
        """The ids of what is imagined and supposed."""
        return frozenset(one.id for one in (*self.imagined, *self.supposed))

    @property
    def ends(self) -> tuple[Deadline, ...]:
        """The ends of the contract that the chain brings about, the first one first."""
        chain = self.chain
        found = (one for one in self.sheet.deadlines if one.rule in ENDS and one.event in chain)
        return tuple(one for one in found if one.moved_by is None)

    @property
    def known_end(self) -> Result | None:
        """The first end of the contract that follows from what is known, where it has a day."""
        chain = self.chain
        found = (one for one in self.sheet.deadlines if one.rule in ENDS and one.event not in chain)
        return next((one.result for one in found if one.moved_by is None and one.result.known), None)

    @property
    def idle(self) -> tuple[Settled, ...]:
        """What events of the chain open in vain."""
        known = {(one.rule, one.event, one.step) for one in self.today.settled}
        return tuple(
            one
            for one in self.sheet.settled
            if one.deadline is None
            and one.why not in ("superseded", "cancelled")
            and (one.rule, one.event, one.step) not in known
        )


def chain_steps(contract: AgendaContract, run: Run) -> Mapping[Key, ChainStep]:
    """Every step of one run, by its key."""
    return _Steps(contract, run).all()


class _Steps:
    """The steps of one run."""

    def __init__(self, contract: AgendaContract, run: Run) -> None:
        self._contract, self._run, self._chain = contract, run, run.chain
        self._events = {one.id: one for one in (*run.facts.events, *run.imagined, *run.supposed)}

    def all(self) -> Mapping[Key, ChainStep]:
        """All of them by their keys."""
        steps = (*self._happening(), *self._limits(), *self._gone(), *self._refunds())
        return {one.key: one for one in steps}

    def _happening(self) -> Iterator[ChainStep]:
        for event in self._run.imagined:
            yield self._event(
                event, Nature.IMAGINED, event.day_step if event.at is None else event.instant_step
            )
        for event in self._run.supposed:
            dated = self._run.dating[event.id]
            why = Step(
                "simulation.supposed",
                event.day if event.at is None else event.moment,
                uses=(dated.explanation,),
            )
            yield self._event(event, Nature.SUPPOSED, why, dated.readings)

    def _event(
        self, event: Event, nature: Nature, why: Step, readings: Mapping[str, str] | None = None
    ) -> ChainStep:
        rows = TABLE.opened_by(event)
        by = event.details.get("by")
        result = Result(event.day, event.moment)
        return ChainStep(
            (nature, event.id, ""),
            nature,
            Change.ADDED,
            event,
            rows[0].clause if rows else "",
            "",
            str(by) if by is not None else "",
            result,
            result,
            result,
            readings or {},
            (),
            why,
        )

    def _limits(self) -> Iterator[ChainStep]:
        today = {(one.rule, one.step, one.event): one for one in self._run.today.deadlines}
        for one in self._run.sheet.deadlines:
            former = today.get((one.rule, one.step, one.event))
            if former is None or (former.result, former.safe, former.sure) != (
                one.result,
                one.safe,
                one.sure,
            ):
                change = Change.ADDED if former is None else Change.MOVED
                yield self._limit(one, change, None if former is None else former.result)

    def _gone(self) -> Iterator[ChainStep]:
        runs = {(one.rule, one.step, one.event) for one in self._run.sheet.deadlines}
        settled = {(one.rule, one.step, one.event): one for one in self._run.sheet.settled}
        for one in self._run.today.deadlines:
            key = (one.rule, one.step, one.event)
            if key not in runs:
                by = settled[key]
                yield self._limit(one, Change.REMOVED, one.result, (by.why, by.by))

    def _limit(
        self,
        one: Deadline,
        change: Change,
        before: Result | None,
        stopped: tuple[str, str] | None = None,
    ) -> ChainStep:
        event = self._events[one.event]
        return ChainStep(
            (one.rule, one.event, one.step or ""),
            Nature.LIMIT,
            change,
            event,
            one.clause,
            one.kind,
            one.party,
            one.result,
            one.safe,
            one.sure,
            one.readings,
            one.alternatives,
            one.explanation,
            entry=entry_of(self._contract, one, event),
            before=before,
            stopped=stopped,
            lawful=one.lawful if one.event in self._chain else None,
        )

    def _refunds(self) -> Iterator[ChainStep]:
        end = next(iter(self._run.ends), None)
        if end is None or end.result.instant is None:
            return
        day = end.result.last_day or paris_day(end.result.instant)
        refusal = end.rule == "T07" or (end.rule == "T11" and self._after_refusal())
        terms = {one.id: one for one in self._run.facts.events if one.kind == "reserved_term"}
        for prepaid in self._run.prepaid:
            term = terms.get(prepaid.event)
            if term is None or term.day_of("end") < day:
                continue
            amount, others, why = refunded(prepaid, term, day, self._run.facts, owed=refusal)
            result = Result(day, end.result.instant)
            yield ChainStep(
                (Nature.REFUND, term.id, ""),
                Nature.REFUND,
                Change.ADDED,
                term,
                why.clauses[-1],
                "",
                "numspot",
                result,
                result,
                result,
                dict(end.readings),
                (),
                why._replace(uses=(*why.uses, end.explanation)),
                amount=amount,
                amounts=others,
            )

    def _after_refusal(self) -> bool:
        return any(one.rule == "T07" and one.event in self._chain for one in self._run.sheet.deadlines)

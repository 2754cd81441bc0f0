"""What one clause of an order moves: the time limits, amounts and readings with it and without it.

Both sides come from the rules (`rules.changes`, `rules.settled_readings`); nothing is listed here by hand. A
clause that the law makes void, or that only restates what holds anyway, moves nothing.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from numspot_desk.rules.changes import changed_by
from numspot_desk.rules.lengths import Length
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.payment_term import PaymentTerm, from_data
from numspot_desk.rules.precedence import governing
from numspot_desk.rules.provisions import Effect as How
from numspot_desk.rules.provisions import Provision
from numspot_desk.rules.readings import READINGS
from numspot_desk.rules.settled_readings import SettledReading, settled_readings

ORDER_TERM = "payment.term"
"""The id of the provision that the order's own payment term is."""


class Standing(StrEnum):
    """What becomes of the clause among the others: it applies, the law makes it void, another clause of its
    rank says otherwise, or a higher one takes its place."""

    APPLIES = "applies"
    VOID = "void"
    OPEN = "open_conflict"
    SET_ASIDE = "set_aside"


class Holds(StrEnum):
    """What a rule counts with: the general terms' own value, what the order agreed, nothing because a clause
    excludes it, nothing yet because clauses differ; or it only runs on from a rule that moves."""

    STANDARD = "standard"
    AGREED = "agreed"
    EXCLUDED = "excluded"
    OPEN = "open"
    FOLLOWS = "follows"


@dataclass(frozen=True)
class State:
    """What holds for a rule; `value` where the rule counts a length, `option` where it is a reading."""

    holds: Holds
    value: Length | PaymentTerm | None = None
    option: str = ""


@dataclass(frozen=True)
class Effect:
    """A rule that the clause moves (T…, M…, R…), as it is without the clause and with it."""

    rule: str
    before: State
    after: State


@dataclass(frozen=True)
class Effects:
    """Where the clause stands, and all that it moves, by rule; nothing else changes."""

    standing: Standing
    moved: tuple[Effect, ...] = ()


def effects(clause: Provision, others: Sequence[Provision], on: dt.date, setting: Setting) -> Effects:
    """What a clause of an order moves beside the others. Their order never counts. Where the order's own
    payment term says the same as the clause, the two are one statement."""
    rest = [one for one in others if not _twin(one, clause)]
    beside = [one for one in rest if one.subject == clause.subject]
    before, after = _counted(beside, on, setting), _counted([*beside, clause], on, setting)
    moved = [*_lengths(before, after), *_readings(rest, clause, on)]
    moved += _others(before, after, clause, lengths_moved=bool(moved))
    standing = _standing(clause, beside, on, setting)
    return Effects(standing, tuple(sorted(moved, key=lambda one: one.rule)))


def _twin(other: Provision, clause: Provision) -> bool:
    if other.id != ORDER_TERM or clause.subject != other.subject:
        return False
    return from_data(other.data) == from_data(clause.data)


def _standing(clause: Provision, beside: Sequence[Provision], on: dt.date, setting: Setting) -> Standing:
    found = governing(clause.subject, on, [*beside, clause], setting)
    if any(one.provision == clause.id for one in found.void):
        return Standing.VOID
    if any(clause.id in group for group in found.conflicts):
        return Standing.OPEN
    return Standing.APPLIES if clause.id in found.stack else Standing.SET_ASIDE


@dataclass(frozen=True)
class _Counted:
    """What the rules count with among some provisions: `lengths` with the general terms' own (`standards`),
    and how the rules stand that no length is known of."""

    lengths: Mapping[str, State]
    standards: Mapping[str, Length | PaymentTerm]
    others: Mapping[str, State]


def _counted(provisions: Sequence[Provision], on: dt.date, setting: Setting) -> _Counted:
    lengths: dict[str, State] = {}
    standards: dict[str, Length | PaymentTerm] = {}
    others: dict[str, State] = {}
    for change in changed_by(provisions, on, setting).changes:
        contested = change.standing == "open_conflict"
        for moved in change.moves:
            if moved.standard is not None:
                standards[moved.rule] = moved.standard
                lengths[moved.rule] = _state(moved.agreed, moved.standard, contested=contested)
            elif contested or moved.rule not in others:
                others[moved.rule] = State(Holds.OPEN if contested else Holds.AGREED)
    return _Counted(lengths, standards, others)


def _state(agreed: Length | PaymentTerm | None, standard: Length | PaymentTerm, *, contested: bool) -> State:
    if agreed is None:
        return State(Holds.OPEN if contested else Holds.EXCLUDED)
    units = {one.is_calendar for one in (agreed, standard) if isinstance(one, Length)}
    if len(units) > 1:
        return State(Holds.OPEN)  # hours where days are counted, or the reverse: nothing says how
    return State(Holds.STANDARD if agreed == standard else Holds.AGREED, agreed)


def _lengths(before: _Counted, after: _Counted) -> Iterator[Effect]:
    for rule, standard in {**before.standards, **after.standards}.items():
        usual = State(Holds.STANDARD, standard)
        was, now = before.lengths.get(rule, usual), after.lengths.get(rule, usual)
        if was != now:
            yield Effect(rule, was, now)


def _others(before: _Counted, after: _Counted, clause: Provision, *, lengths_moved: bool) -> Iterator[Effect]:
    """The rules without a length of their own: those that run on from one that moves, and amounts that rest
    on what the clause states."""
    timed = bool(before.standards or after.standards)
    for rule in sorted({*before.others, *after.others}):
        if timed:
            if lengths_moved:
                yield Effect(rule, State(Holds.FOLLOWS), State(Holds.FOLLOWS))
            continue
        usual = State(Holds.STANDARD)
        was, now = before.others.get(rule, usual), after.others.get(rule, usual)
        if was != now and _says(clause):
            yield Effect(rule, was, now)


def _says(clause: Provision) -> bool:
    """Whether a clause gives an amount something to rest on, or takes its ground away."""
    return clause.effect is not How.COMPLETE or any(key != "covers" for key in clause.data)


def _readings(others: Sequence[Provision], clause: Provision, on: dt.date) -> Iterator[Effect]:
    """The questions of interpretation that the clause settles."""
    if not clause.data.get("readings"):
        return
    before, after = settled_readings(others, on), settled_readings([*others, clause], on)
    for name in sorted(before.keys() | after.keys()):
        was, now = _option(name, before), _option(name, after)
        if was != now:
            yield Effect(name, was, now)


def _option(name: str, settled: Mapping[str, SettledReading]) -> State:
    found = settled.get(name)
    if found is not None:
        return State(Holds.AGREED, option=found.option)
    return State(Holds.STANDARD, option=READINGS[name].default if name in READINGS else "")

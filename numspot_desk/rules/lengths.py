"""The length of a limit in a given contract: the general terms' own, or what a clause of the order or of
special conditions puts in its place (P1, P2).

The highest rank that speaks of the length governs; clauses of one rank that disagree are an open conflict
and give no length. What a clause leaves unsaid stays with the lower one: a provision without a length, or
one that merely completes, moves nothing. Declaration order never decides.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from numspot_desk.rules.events import PaymentTerm, Provision
from numspot_desk.rules.explain import Plain, SetAside

RANKS: Final = ("CS", "CP", "CG")
CALENDAR: Final = ("days", "weeks", "months", "years")
REAL_TIME: Final = ("hours", "minutes")
UNITS: Final = CALENDAR + REAL_TIME
LONGEST: Final = 36_600
V = TypeVar("V")


@dataclass(frozen=True)
class Length:
    """So many units of calendar or of real time."""

    count: int
    unit: str

    @property
    def is_calendar(self) -> bool:
        """Whether days are counted, not hours."""
        return self.unit in CALENDAR

    @property
    def months(self) -> int | None:
        """The length in months where it is one of months or years."""
        return {"months": self.count, "years": 12 * self.count}.get(self.unit)

    @property
    def real_time(self) -> dt.timedelta:
        """The length in elapsed time. Raises `ValueError` for calendar units."""
        if self.is_calendar:
            raise ValueError(self.unit)
        return dt.timedelta(hours=self.count) if self.unit == "hours" else dt.timedelta(minutes=self.count)


@dataclass(frozen=True)
class Governing(Generic[V]):
    """What governs: the value and where it stands, or None with the ids in conflict or the clause that
    excludes the rule altogether; and what was set aside."""

    value: V | None
    clauses: tuple[str, ...]
    provision: str | None = None
    conflict: tuple[str, ...] = ()
    excluded_by: str | None = None
    set_aside: tuple[SetAside, ...] = ()


def length_in(data: Mapping[str, Plain]) -> Length | None:
    """The length a provision states, or None when it states none. Raises `ValueError` for two at once."""
    found = [Length(count, unit) for unit in UNITS if isinstance(count := data.get(unit), int)]
    if len(found) > 1:
        raise ValueError("two lengths in one provision")
    return found[0] if found else None


def term_in(data: Mapping[str, Plain]) -> PaymentTerm | None:
    """The payment term a provision states, or None when it states none."""
    days, to_month_end = data.get("days", 0), data.get("end_of_month", False)
    if not isinstance(days, int) or ("days" not in data and "end_of_month" not in data):
        return None
    return PaymentTerm(days, bool(to_month_end))


def governing(
    base: V | None,
    base_clauses: tuple[str, ...],
    provisions: Sequence[Provision],
    subject: str,
    day: dt.date,
    read: Callable[[Mapping[str, Plain]], V | None],
) -> Governing[V]:
    """What governs `subject` on `day`: `read` takes the value out of a provision's data."""
    spoken = [p for p in _in_force(provisions, subject, day) if p.effect == "exclude" or _says(p, read)]
    lower: list[SetAside] = [SetAside("limit.general_terms", _plain(base), clauses=base_clauses)]
    for rank in reversed(RANKS):
        of_rank = sorted((p for p in spoken if p.document == rank), key=lambda p: p.id)
        if not of_rank:
            continue
        if rank == spoken_rank(spoken):
            return _decide(of_rank, read, lower)
        lower += [SetAside("limit.provision", _plain(read(p.data)), clauses=(p.clause,)) for p in of_rank]
    return Governing(base, base_clauses)


def spoken_rank(provisions: Iterable[Provision]) -> str:
    """The highest rank among the provisions. Raises `ValueError` when there are none."""
    return min((p.document for p in provisions), key=RANKS.index)


def _decide(
    of_rank: Sequence[Provision],
    read: Callable[[Mapping[str, Plain]], V | None],
    lower: Sequence[SetAside],
) -> Governing[V]:
    clauses = tuple(p.clause for p in of_rank)
    values = {None if p.effect == "exclude" else read(p.data) for p in of_rank}
    if len(values) > 1:
        return Governing(None, clauses, conflict=tuple(p.id for p in of_rank), set_aside=tuple(lower))
    first, value = of_rank[0], values.pop()
    if value is None:
        return Governing(None, clauses, first.id, excluded_by=first.id, set_aside=tuple(lower))
    return Governing(value, clauses, first.id, set_aside=tuple(lower))


def _in_force(provisions: Sequence[Provision], subject: str, day: dt.date) -> list[Provision]:
    held = [p for p in provisions if p.subject == subject and p.holds_on(day) and p.effect != "complete"]
    replaced = {p.replaces for p in held}
    return [p for p in held if p.id not in replaced]


def _says(provision: Provision, read: Callable[[Mapping[str, Plain]], V | None]) -> bool:
    return read(provision.data) is not None


def _plain(value: object) -> str | None:
    match value:
        case Length(count, unit):
            return f"{count} {unit}"
        case PaymentTerm(days, to_month_end):
            return f"{days} days" + (", end of month" if to_month_end else "")
        case _:
            return None

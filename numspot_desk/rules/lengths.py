"""The length of a limit in a given contract: the general terms' own, or what a clause of the order or of
special conditions puts in its place.

Who prevails is decided in `precedence`; here only the provisions that speak of a length are put to it.
What a clause leaves unsaid stays with the lower one: a provision without a length, or one that merely
completes, moves nothing.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

from numspot_desk.rules.explain import SetAside, Step
from numspot_desk.rules.mandatory_law import Setting
from numspot_desk.rules.payment_term import PaymentTerm
from numspot_desk.rules.precedence import governing
from numspot_desk.rules.provisions import Effect, Provision

CALENDAR: Final = ("days", "weeks", "months", "years")
REAL_TIME: Final = ("hours", "minutes")
UNITS: Final = CALENDAR + REAL_TIME
LONGEST: Final = {
    "days": 36_600,
    "weeks": 5_200,
    "months": 1_200,
    "years": 100,
    "hours": 100_000,
    "minutes": 1_000_000,
}
"""The most of each unit that is read."""
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

    @cached_property
    def months(self) -> int | None:
        """The length in months where it is one of months or years."""
        return {"months": self.count, "years": 12 * self.count}.get(self.unit)

    @cached_property
    def days(self) -> dt.timedelta:
        """The length in calendar days. Raises `ValueError` for other units than days and weeks."""
        if self.unit not in ("days", "weeks"):
            raise ValueError(self.unit)
        return dt.timedelta(**{self.unit: self.count})

    @property
    def real_time(self) -> dt.timedelta:
        """The length in elapsed time. Raises `ValueError` for calendar units."""
        if self.is_calendar:
            raise ValueError(self.unit)
        return dt.timedelta(hours=self.count) if self.unit == "hours" else dt.timedelta(minutes=self.count)


@dataclass(frozen=True)
class Agreed(Generic[V]):
    """What holds: the value and the clauses it stands in, or None where provisions conflict (`conflict`
    names them) or one excludes the limit altogether; and what was set aside."""

    value: V | None
    clauses: tuple[str, ...]
    conflict: tuple[str, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


def length_in(data: Mapping[str, Any]) -> Length | None:
    """The length that a provision's data states, or None when they state none or more than one."""
    found = [Length(data[unit], unit) for unit in UNITS if is_count(data.get(unit), LONGEST[unit])]
    return found[0] if len(found) == 1 else None


def is_count(value: object, most: int) -> bool:
    """Whether a value of a provision's data is a whole number that is read, up to the `most` of its unit."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def agreed(
    base: V | None,
    base_clauses: tuple[str, ...],
    provisions: Sequence[Provision],
    subject: str,
    day: dt.date,
    setting: Setting,
    read: Callable[[Mapping[str, Any]], V | None],
) -> Agreed[V]:
    """What holds for `subject` on `day`: `base` unless a provision in force says otherwise. `read` takes
    the value out of a provision's data."""
    spoken = {
        p.id: p
        for p in provisions
        if p.subject == subject
        and p.effect is not Effect.COMPLETE
        and (p.effect is Effect.EXCLUDE or read(p.data) is not None)
    }
    if not spoken:
        return Agreed(base, base_clauses)
    found = governing(subject, day, spoken.values(), setting)
    aside = [
        SetAside("limit.void", written(read(spoken[v.provision].data)), clauses=(v.law,)) for v in found.void
    ]
    if not found.stack:
        return Agreed(base, base_clauses, set_aside=tuple(aside))
    own = SetAside("limit.general_terms", written(base), clauses=base_clauses)
    if found.prevailing is None:
        conflict = next(group for group in found.conflicts if found.stack[0] in group)
        clauses = tuple(spoken[one].clause for one in conflict)
        return Agreed(None, clauses, conflict, (*aside, own))
    prevailing = spoken[found.prevailing]
    lower = [spoken[one] for one in found.stack if spoken[one].document is not prevailing.document]
    aside += [SetAside("limit.provision", written(read(one.data)), clauses=(one.clause,)) for one in lower]
    value = None if prevailing.effect is Effect.EXCLUDE else read(prevailing.data)
    return Agreed(value, (prevailing.clause,), set_aside=(*aside, own))


def length_step(
    length: Length | None, clauses: tuple[str, ...], set_aside: tuple[SetAside, ...] = ()
) -> Step:
    """A length as a step of an explanation; `open` where none holds."""
    if length is None:
        return Step("limit.length.open", None, clauses, set_aside=set_aside)
    return Step(f"limit.length.{length.unit}", length.count, clauses, set_aside=set_aside)


def written(value: object) -> str | None:
    """A length or payment term as it stands in an explanation: `30 days`."""
    match value:
        case Length(count, unit):
            return f"{count} {unit}"
        case PaymentTerm(days, to_month_end):
            return f"{days} days" + (", end of month" if to_month_end else "")
        case _:
            return None

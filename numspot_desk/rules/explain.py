"""The shape of every computed result: a tree of steps that says what was computed, from what, and why.

The explanation is the return value itself, not a log beside it. Labels are message ids with
parameters; their text is made in `usecases.explaining.explanations`. Nothing here computes.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

Plain = str | int | bool | Decimal | dt.date | dt.datetime | None
Value = Plain | tuple["Value", ...] | Mapping[str, "Value"]
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class SetAside(NamedTuple):
    """An alternative that was not applied: the readings that would give it, its value, and why not."""

    label: str
    value: Value
    reading: Mapping[str, str] = _NOTHING
    clauses: tuple[str, ...] = ()


class Step(NamedTuple):
    """One step of an explanation.

    `label` is a message id (`"totals.line"`), filled with `params` when shown; `value` what the step
    gives; `clauses` the references it rests on (`"CG-7.1"`, or an article of law); `reading` the
    readings it applied (`{"R02": "end_of_day"}`); `uses` the steps it was computed from (each value can
    be recomputed from theirs); `set_aside` what other readings or lower texts would have given.
    """

    label: str
    value: Value
    clauses: tuple[str, ...] = ()
    reading: Mapping[str, str] = _NOTHING
    uses: tuple["Step", ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    params: Mapping[str, Value] = _NOTHING

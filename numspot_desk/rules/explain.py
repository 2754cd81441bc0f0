"""The shape of every computed result: a tree of steps that says what was computed, from what, and why.

The explanation is the return value itself, not a log beside it. Labels are message ids with
parameters; their text is made in `usecases.explanations`. Nothing here computes.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

Plain = str | int | bool | Decimal | dt.date | dt.datetime | None
Value = Plain | tuple["Value", ...] | Mapping[str, "Value"]


NONE: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True)
class SetAside:
    """An alternative that was not applied: the readings that would give it, its value, and why not."""

    label: str
    value: Value
    reading: Mapping[str, str] = field(default_factory=lambda: NONE)
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One step of an explanation.

    `label` is a message id (`"totals.line"`), filled with `params` when shown; `value` what the step
    gives; `clauses` the references it rests on (`"CG-7.1"`, or an article of law); `reading` the
    readings it applied (`{"R02": "end_of_day"}`); `uses` the steps it was computed from (each value can
    be recomputed from theirs); `set_aside` what other readings or lower texts would have given.
    """

    label: str
    value: Value
    clauses: tuple[str, ...]
    reading: Mapping[str, str]
    uses: tuple["Step", ...]
    set_aside: tuple[SetAside, ...]
    params: Mapping[str, Value]

    def __init__(
        self,
        label: str,
        value: Value,
        clauses: tuple[str, ...] = (),
        reading: Mapping[str, str] = NONE,
        uses: tuple["Step", ...] = (),
        set_aside: tuple[SetAside, ...] = (),
        params: Mapping[str, Value] = NONE,
    ) -> None:
        # A sheet makes hundreds of steps; the generated initializer of a frozen class takes twice as long.
        self.__dict__.update(
            label=label,
            value=value,
            clauses=clauses,
            reading=reading,
            uses=uses,
            set_aside=set_aside,
            params=params,
        )

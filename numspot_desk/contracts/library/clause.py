"""What a clause of the library is: its words, its parameters with their limits, its ladder, its conditions.

A clause never changes: another wording is another version. Values of parameters are JSON values, as an order
keeps them: whole numbers, text for decimal numbers (`"15.5"`) and days (`"2026-11-22"`), true and false.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.rules.provisions import Effect

PLACE: Final = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")
"""Where a text takes the value of a parameter: `{delay}`."""


class Rung(StrEnum):
    """How far from the preferred wording, the best first: sales may use the first two alone."""

    PREFERRED = "preferred"
    ACCEPTABLE = "acceptable"
    NEEDS_LEGAL = "needs_legal"
    REFUSED = "refused"

    @property
    def steps_down(self) -> int:
        """0 for preferred, 3 for refused."""
        return tuple(Rung).index(self)


class ClauseKind(StrEnum):
    """Where a clause stands in an order: among the derogations or in special conditions."""

    DEROGATION = "derogation"
    SPECIAL = "special"


class ParameterKind(StrEnum):
    """What a parameter holds."""

    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    NUMBER = "number"
    PERCENT = "percent"
    AMOUNT = "amount"
    CHOICE = "choice"
    FLAG = "flag"
    DATE = "date"
    TEXT = "text"


WHOLE: Final = frozenset(
    {
        ParameterKind.HOURS,
        ParameterKind.DAYS,
        ParameterKind.MONTHS,
        ParameterKind.YEARS,
        ParameterKind.NUMBER,
    }
)
"""The kinds whose values are whole numbers."""
DECIMAL: Final = frozenset({ParameterKind.PERCENT, ParameterKind.AMOUNT})
"""The kinds whose values are decimal numbers written as text."""
LISTED: Final = frozenset({ParameterKind.CHOICE, ParameterKind.FLAG})
"""The kinds whose values are listed one by one."""

Bound = Decimal | dt.date


def before(one: Bound, other: Bound) -> bool:
    """Whether a value of a parameter lies before another of the same one."""
    return one < other  # type: ignore[operator]  # both numbers or both days, as the parameter has it


@dataclass(frozen=True)
class Words:
    """One thing in French, the language of the contract, and in English."""

    french: str
    english: str

    def in_language(self, code: str) -> str:
        """The words in `fr` or `en`."""
        return self.english if code == "en" else self.french


@dataclass(frozen=True)
class Band:
    """The values of a parameter that stand on one rung: from `least` to `most`, both included, or the
    `values` listed; neither for a parameter of free text. `law` is the article that a refusal rests on."""

    rung: Rung
    least: Bound | None = None
    most: Bound | None = None
    values: tuple[str, ...] = ()
    reason: Words | None = None
    law: str | None = None


@dataclass(frozen=True)
class Option:
    """One value of a choice or a flag (`true`, `false`) and the words that stand for it in the clause."""

    value: str
    words: Words


@dataclass(frozen=True)
class Parameter:
    """A place of a clause to fill in. `least` and `most` are the limits of a number or a day; `decimals`
    the digits after the point of a percentage or an amount; `longest` the most characters of a text.
    The ladder covers every value within the limits, each once."""

    name: str
    label: Words
    kind: ParameterKind
    preferred: Any
    ladder: tuple[Band, ...]
    least: Bound | None = None
    most: Bound | None = None
    decimals: int = 0
    options: tuple[Option, ...] = ()
    longest: int = 300


@dataclass(frozen=True)
class LibraryClause:
    """One version of a clause. `target` is the clause of the general terms that a derogation changes and
    `effect` how; `kinds` the special conditions that a special clause is for; `covers` the subjects of the
    checklists that it settles; `requires` what must hold for it to be used, `excludes` the clauses that
    cannot stand beside it; `reason` why the library has it. `text` is French, `gloss` its meaning in English:
    never printed in a contract."""

    id: str
    version: int
    kind: ClauseKind
    subject: str
    title: Words
    text: str
    gloss: str
    reason: Words
    target: str | None = None
    effect: Effect | None = None
    kinds: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    data: "MappingProxyType[str, Any]" = field(default_factory=lambda: MappingProxyType({}))
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    retired: bool = False

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name, if there is one."""
        return next((one for one in self.parameters if one.name == name), None)

    @property
    def preferred(self) -> dict[str, Any]:
        """The preferred value of each parameter: what a clause starts with."""
        return {one.name: one.preferred for one in self.parameters}


def places(text: str) -> tuple[str, ...]:
    """The names of the places of a text, each once, in their order."""
    return tuple(dict.fromkeys(PLACE.findall(text)))

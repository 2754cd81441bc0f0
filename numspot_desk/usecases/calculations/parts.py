"""What a calculator asks: entries of one value, tables of rows, and what is made of them.

A key is the path of the value in the facts (`term.start`); a column is a member of its row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from numspot_desk.usecases.answers.answered import Answered

Values = Mapping[str, Any]
"""What a person typed: text by the key of its entry, a list of rows (text by column) by that of its table."""


class Kind(StrEnum):
    """How a value is typed, and what it becomes among the facts."""

    AMOUNT = "amount"
    NUMBER = "number"
    WHOLE = "whole"
    DAY = "day"
    INSTANT = "instant"
    TEXT = "text"
    CHOICE = "choice"
    FLAG = "flag"


@dataclass(frozen=True)
class Entry:
    """One value. `label` and `help` are msgids; `options` are (value, msgid); what is `optional` may stay
    empty: it is left out of the facts then, or null where `null` says so."""

    key: str
    label: str
    kind: Kind
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    null: bool = False
    default: str = ""


@dataclass(frozen=True)
class Rows:
    """A table of rows; `least` of them are needed."""

    key: str
    label: str
    columns: tuple[Entry, ...]
    help: str = ""
    least: int = 0


@dataclass(frozen=True)
class Rates:
    """The rates of the European Central Bank that are known, with the last day of their check."""

    rates: tuple[Mapping[str, str], ...]
    checked: str


@dataclass(frozen=True)
class Calculator:
    """One question. `find` answers facts in the form of the commands; `main` is the value of the answer that
    the alternatives give another of; `rated`: it needs the rates of the central bank; `laws`: those of
    `rules.dated_laws` that its result rests on, `day` the entry for whose day (today where there is none)."""

    id: str
    label: str
    about: str
    parts: tuple[Entry | Rows, ...]
    find: Callable[[Mapping[str, Any]], Answered]
    main: tuple[str, ...]
    rated: bool = False
    laws: tuple[str, ...] = ()
    day: str = ""

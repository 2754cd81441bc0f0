"""What was typed read as facts in the form of the commands; each fault at the key of its entry.

The form is checked here (a day, an amount, a time that exists in Paris); what the facts mean is checked by
the answers themselves.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.language.messages import Message, message
from numspot_desk.language.typed import NotTyped, parse_date, parse_number
from numspot_desk.language.typed_instants import NoSuchTime, TimeTwice, parse_instant
from numspot_desk.usecases.calculations.parts import Entry, Kind, Rows, Values

TRUE: Final = "true"
_MOST: Final = 100_000


def facts_of(parts: tuple[Entry | Rows, ...], values: Values) -> tuple[dict[str, Any], list[Problem]]:
    """The facts that were typed, and what cannot be read; a row left empty is none."""
    facts: dict[str, Any] = {}
    problems: list[Problem] = []
    for part in parts:
        if isinstance(part, Rows):
            facts[part.key] = _rows(part, values.get(part.key) or [], problems)
        else:
            _put(facts, part, str(values.get(part.key, part.default)), part.key, problems)
    return facts, problems


def is_blank(columns: tuple[Entry, ...], row: Mapping[str, str]) -> bool:
    """Whether nothing was typed in a row; a box that is ticked is nothing typed."""
    return not any(row.get(one.key, "").strip() for one in columns if one.kind is not Kind.FLAG)


def place_of(rows: list[Mapping[str, str]], part: Rows, position: int) -> int:
    """Where among all rows the one stands that is `position` among those that are not blank."""
    filled = [place for place, row in enumerate(rows) if not is_blank(part.columns, row)]
    return filled[position] if position < len(filled) else position


def _rows(part: Rows, rows: list[Mapping[str, str]], problems: list[Problem]) -> list[dict[str, Any]]:
    read = []
    for place, row in enumerate(rows):
        if is_blank(part.columns, row):
            continue
        facts: dict[str, Any] = {}
        for column in part.columns:
            typed = row.get(column.key, column.default)
            _put(facts, column, typed, f"{part.key}[{place}].{column.key}", problems)
        read.append(facts)
    if len(read) < part.least:
        problems.append(problem("missing_field", part.key, message("Add at least one row.")))
    return read


def _put(facts: dict[str, Any], entry: Entry, typed: str, path: str, problems: list[Problem]) -> None:
    """Read a value into the facts; `term.start` goes into the object `term`."""
    *above, name = entry.key.split(".")
    for key in above:
        facts = facts.setdefault(key, {})
    if entry.kind is Kind.FLAG:
        facts[name] = typed == TRUE
    elif typed.strip():
        try:
            facts[name] = _READ[entry.kind](typed.strip())
        except NotTyped as refused:
            problems.append(problem("invalid_value", path, _said(entry.kind, refused)))
    elif not entry.optional:
        problems.append(problem("missing_field", path, message("This is needed for the result.")))
    elif entry.null:
        facts[name] = None


def _number(typed: str) -> str:
    number = parse_number(typed)
    if number < 0:
        raise NotTyped(typed)
    return format(number, "f")


def _whole(typed: str) -> int:
    number = parse_number(typed)
    if number < 0 or number != number.to_integral_value() or number > _MOST:
        raise NotTyped(typed)
    return int(number)


_READ: Final[Mapping[Kind, Callable[[str], str | int]]] = {
    Kind.AMOUNT: _number,
    Kind.NUMBER: _number,
    Kind.WHOLE: _whole,
    Kind.DAY: lambda typed: parse_date(typed).isoformat(),
    Kind.INSTANT: lambda typed: parse_instant(typed).isoformat(),
    Kind.TEXT: str,
    Kind.CHOICE: str,
}


def _said(kind: Kind, refused: NotTyped) -> Message:
    match kind, refused:
        case _, NoSuchTime():
            return message(
                "This time does not exist: on that night the clocks go forward, from 2:00 to 3:00."
            )
        case _, TimeTwice():
            return message(
                "This time comes twice: on that night the clocks go back. Add +02:00 for the first, +01:00"
                " for the second."
            )
        case Kind.INSTANT, _:
            return message("Write a day and a time, like 22/11/2026 10:30.")
        case Kind.DAY, _:
            return message("Write a day that exists, like 22/11/2026.")
        case Kind.AMOUNT, _:
            return message("Write an amount in euros, like 1 234,50.")
        case Kind.WHOLE, _:
            return message("Write a whole number, like 90.")
        case _:
            return message("Write a number, like 99,95.")

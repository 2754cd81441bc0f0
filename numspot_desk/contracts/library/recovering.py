"""The values of a clause read back from its words: what turns the text of an order into parameters again.

So undo, a hand-over or a file bring a clause with its values, whatever was kept beside it. What is read back
is always held against its rendering: a text that the clause would not write in these words gives nothing.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from numspot_desk.contracts.library.clause import (
    LISTED,
    PLACE,
    WHOLE,
    LibraryClause,
    Parameter,
    ParameterKind,
)
from numspot_desk.contracts.library.rendering import NotRendered, plain_decimal, render
from numspot_desk.contracts.library.values import written
from numspot_desk.language.typed import NotTyped, parse_number

_LONGEST: Final = 600
_DIGITS: Final = re.compile(r"\((\d[\d ]*)\)")
_MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
_DAY: Final = re.compile(rf"(\d{{1,2}})(?:er)? ({'|'.join(_MONTHS)}) (\d{{4}})")


def recovered(clause: LibraryClause, text: str) -> dict[str, Any] | None:
    """The values with which the clause writes this text, spaces apart; None where it never does."""
    said = " ".join(text.split())
    found = _pattern(clause.text).fullmatch(said)
    if found is None:
        return None
    values: dict[str, Any] = {}
    for parameter in clause.parameters:
        if parameter.name not in found.groupdict():
            return None  # no place of the text holds it
        value = _value(parameter, found[parameter.name])
        if value is None:
            return None
        values[parameter.name] = value
    try:
        again = " ".join(render(clause, values).text.split())
    except NotRendered:
        return None
    return values if again == said else None


def values_in(clause: LibraryClause, kept: Mapping[str, Any], text: str) -> Mapping[str, Any] | None:
    """The values that a text says: those kept beside it where they give these words, else those read back;
    None where the library does not write so."""
    try:
        written_so = render(clause, kept).text.split() == text.split()
    except NotRendered:
        written_so = False
    return kept if written_so else recovered(clause, text)


def differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two sets of values are not the same, `15` and `15.00` being one."""
    return {name: _plain(value) for name, value in one.items()} != {
        name: _plain(value) for name, value in other.items()
    }


def _plain(value: Any) -> Any:
    return plain_decimal(value) if isinstance(value, str) and re.fullmatch(r"\d+\.\d+", value) else value


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    pieces = []
    seen: set[str] = set()
    at = 0
    plain = " ".join(text.split())
    for place in PLACE.finditer(plain):
        pieces.append(re.escape(plain[at : place.start()]))
        name = place[1]
        pieces.append(f"(?P={name})" if name in seen else f"(?P<{name}>.{{1,{_LONGEST}}}?)")
        seen.add(name)
        at = place.end()
    pieces.append(re.escape(plain[at:]))
    return re.compile("".join(pieces))


def _value(parameter: Parameter, said: str) -> Any:
    kind = parameter.kind
    if kind is ParameterKind.TEXT:
        return said
    if kind in LISTED:
        return _option(parameter, said)
    if kind is ParameterKind.DATE:
        return _day(said)
    if kind in WHOLE:
        digits = _DIGITS.search(said)
        return None if digits is None else int(digits[1].replace(" ", ""))
    return _decimal(parameter, said)


def _option(parameter: Parameter, said: str) -> Any:
    for one in parameter.options:
        value: Any = one.value == "true" if parameter.kind is ParameterKind.FLAG else one.value
        if " ".join(written(parameter, value).split()) == said:
            return value
    return None


def _day(said: str) -> str | None:
    found = _DAY.fullmatch(said)
    if found is None:
        return None
    return f"{int(found[3]):04d}-{_MONTHS.index(found[2]) + 1:02d}-{int(found[1]):02d}"


def _decimal(parameter: Parameter, said: str) -> str | None:
    try:
        number: Decimal = parse_number(said)
    except NotTyped:
        return None
    return plain_decimal(format(number, "f"))

"""Reading amounts, numbers and dates as people type them, in French or English habits.

Every space people use (ordinary, no-break, narrow no-break, thin) separates groups; comma and dot both
mark decimals where that is unambiguous. What is ambiguous is refused, never guessed.
"""

import datetime as dt
import re
from decimal import Decimal

_SPACES = re.compile("[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}']")
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?", re.ASCII)
_ENGLISH_GROUPS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+", re.ASCII)
_FRENCH_DOT_GROUPS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+", re.ASCII)
_YEAR_FIRST = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", re.ASCII)
_MAX_DIGITS = 18


class NotTyped(ValueError):
    """What was typed cannot be read as the thing that is wanted, or could be read in two ways."""


def parse_number(text: str) -> Decimal:
    """Read a number as typed: `1 234,50`, `1234.5`, `1,234.50`, `1.234,50`, with or without `%`, or `€` on
    either side.

    Raises `NotTyped` for anything else, for broken groups (`1 23 4`) and for more than 18 digits.
    """
    cleaned = _SPACES.sub(" ", text.strip()).removeprefix("€").removesuffix("€").removesuffix("%").strip()
    if _PLAIN.fullmatch(cleaned):
        number = cleaned.replace(",", ".")
    elif _GROUPED.fullmatch(cleaned):
        number = cleaned.replace(" ", "").replace(",", ".")
    elif _ENGLISH_GROUPS.fullmatch(cleaned):
        number = cleaned.replace(",", "")
    elif _FRENCH_DOT_GROUPS.fullmatch(cleaned):
        number = cleaned.replace(".", "").replace(",", ".")
    else:
        raise NotTyped(text)
    if len(number.lstrip("+-").replace(".", "")) > _MAX_DIGITS:
        raise NotTyped(text)
    return Decimal(number)


def parse_date(text: str) -> dt.date:
    """Read a date as typed: `22/11/2026`, `22.11.2026`, `22 11 2026` or `2026-11-22`.

    Raises `NotTyped` for anything else and for days that do not exist.
    """
    cleaned = _SPACES.sub(" ", text.strip())
    try:
        if found := _DAY_FIRST.fullmatch(cleaned):
            day, month, year = (int(part) for part in found.groups())
            return dt.date(year, month, day)
        if _YEAR_FIRST.fullmatch(cleaned):
            return dt.date.fromisoformat(cleaned)
    except ValueError as error:
        raise NotTyped(text) from error
    raise NotTyped(text)

"""Whole numbers in French and English words, as contracts write them beside the figure: `trente (30)`.

French follows the rules of the Imprimerie nationale that everybody reads without surprise: hyphens below one
hundred, `et` before `un` and `onze`, the plural of `vingt` and `cent` only at the end. Nothing above 999 999.
"""

from typing import Final

MOST: Final = 999_999
"""The largest number that is written in words."""

_UNITS: Final = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_TENS: Final = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
_ENGLISH: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ENGLISH_TENS: Final = [
    "-",
    "-",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]


def in_french(number: int) -> str:
    """A whole number from 0 to 999 999, masculine. Raises `ValueError` outside."""
    _held(number)
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_thousand(rest, last=True)
    head = "mille" if thousands == 1 else f"{_below_thousand(thousands, last=False)} mille"
    return head if not rest else f"{head} {_below_thousand(rest, last=True)}"


def in_english(number: int) -> str:
    """A whole number from 0 to 999 999. Raises `ValueError` outside."""
    _held(number)
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _english_below_thousand(rest)
    head = f"{_english_below_thousand(thousands)} thousand"
    if not rest:
        return head
    return f"{head}{' and' if rest < 100 else ''} {_english_below_thousand(rest)}"


def _held(number: int) -> None:
    if not 0 <= number <= MOST:
        raise ValueError(number)


def _below_thousand(number: int, *, last: bool) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest, last=last)
    plural = "s" if hundreds > 1 and not rest and last else ""
    head = f"cent{plural}" if hundreds == 1 else f"{_UNITS[hundreds]} cent{plural}"
    return head if not rest else f"{head} {_below_hundred(rest, last=last)}"


def _below_hundred(number: int, *, last: bool) -> str:
    if number < 20:
        return _UNITS[number]
    if number >= 80:
        rest = number - 80
        return f"quatre-vingt{'s' if last else ''}" if not rest else f"quatre-vingt-{_UNITS[rest]}"
    tens = min(number // 10, 6)
    rest = number - 10 * tens
    joint = " et " if rest in (1, 11) else "-"
    return _TENS[tens] if not rest else f"{_TENS[tens]}{joint}{_UNITS[rest]}"


def _english_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _english_below_hundred(rest)
    head = f"{_ENGLISH[hundreds]} hundred"
    return head if not rest else f"{head} and {_english_below_hundred(rest)}"


def _english_below_hundred(number: int) -> str:
    if number < 20:
        return _ENGLISH[number]
    tens, rest = divmod(number, 10)
    return _ENGLISH_TENS[tens] if not rest else f"{_ENGLISH_TENS[tens]}-{_ENGLISH[rest]}"

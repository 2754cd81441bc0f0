"""IBAN (ISO 13616): account numbers, with the French national key (RIB).

The check digits are recomputed from the rest and compared; then the length and structure of the
country; then, for France and Monaco, the RIB key, which mod 97 of the IBAN alone does not protect.

>>> validate("FR14 2004 1010 0505 0001 3M02 606")
'FR1420041010050500013M02606'
>>> format("fr1420041010050500013m02606")
'FR14 2004 1010 0505 0001 3M02 606'
>>> validate("FR1520041010050500013M02606")
Traceback (most recent call last):
    ...
numspot_desk.rules.identifiers.errors.InvalidIdentifier: checksum
"""

import re
from typing import Final

from numspot_desk.rules.identifiers.errors import (
    SEPARATOR,
    InvalidIdentifier,
    Reason,
    accepted,
    bare,
    groups,
    require_ascii,
)

LONGEST: Final = 34
SHORTEST: Final = 15

_PART = re.compile(r"([1-9][0-9]*)!([nac])", re.ASCII)
_CANDIDATE = re.compile(
    rf"(?<![A-Za-z0-9])[A-Za-z]{{2}}{SEPARATOR}*[0-9]{{2}}(?:{SEPARATOR}*[A-Za-z0-9]){{11,60}}", re.ASCII
)
_KINDS: Final = {"n": "[0-9]", "a": "[A-Z]", "c": "[A-Z0-9]"}
_RIB_COUNTRIES: Final = frozenset({"FR", "MC"})
_RIB_LETTERS: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def compact(text: str) -> str:
    """Without separators, in upper case; nothing is checked."""
    return bare(text)


def validate(text: str) -> str:
    """The canonical IBAN. Raises `InvalidIdentifier`."""
    number = compact(text)
    require_ascii(number)
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]*", number, re.ASCII):
        raise InvalidIdentifier(Reason.FORM)
    if not SHORTEST <= len(number) <= LONGEST:
        raise InvalidIdentifier(Reason.LENGTH)
    structure = _structure(number)
    if len(number) - 4 != sum(int(size) for size, _kind in structure):
        raise InvalidIdentifier(Reason.LENGTH)
    if check_digits(number[:2], number[4:]) != number[2:4]:
        raise InvalidIdentifier(Reason.CHECKSUM)
    pattern = "".join(f"{_KINDS[kind]}{{{size}}}" for size, kind in structure)
    if not re.fullmatch(pattern, number[4:], re.ASCII):
        raise InvalidIdentifier(Reason.FORM)
    if number[:2] in _RIB_COUNTRIES and rib_key(number[4:25]) != number[25:27]:
        raise InvalidIdentifier(Reason.NATIONAL_KEY)
    return number


def is_valid(text: str) -> bool:
    """Whether `validate` accepts it."""
    return accepted(validate, text)


def format(text: str) -> str:
    """In groups of four, as on paper; what is not valid is grouped all the same."""
    return groups(compact(text), 4)


def masked(text: str) -> str:
    """Country, check digits and the last four characters: what a list may show (`FR14 •••• 2606`)."""
    number = compact(text)
    return f"{number[:4]} •••• {number[-4:]}" if len(number) >= SHORTEST else "••••"


def country(text: str) -> str:
    """The country code of the account."""
    return compact(text)[:2]


def found_in(text: str) -> bool:
    """Whether a text holds an IBAN whose check digits are right, however it is grouped.

    >>> found_in("Compte : FR14 2004 1010 0505 0001 3M02 606, Lyon")
    True
    >>> found_in("CMD-2026-7K3Q9XM4")
    False
    """
    return any(_begins_with_one(found[0]) for found in _CANDIDATE.finditer(text))


def _begins_with_one(candidate: str) -> bool:
    """Whether some start of what looks like an account is one: words may follow it."""
    number = compact(candidate)
    return any(is_valid(number[:length]) for length in range(SHORTEST, min(len(number), LONGEST) + 1))


def check_digits(country_code: str, bban: str) -> str:
    """The two check digits of a country and its national number (ISO 7064 mod 97-10)."""
    digits = "".join(str(int(character, 36)) for character in f"{bban}{country_code}00")
    return f"{98 - int(digits) % 97:02d}"


def rib_key(account: str) -> str:
    """The RIB key of bank (5), branch (5) and account (11): 97 − (89 b + 15 g + 3 c) mod 97."""
    digits = account.translate(_RIB_LETTERS)
    bank, branch, number = int(digits[:5]), int(digits[5:10]), int(digits[10:21])
    return f"{97 - (89 * bank + 15 * branch + 3 * number) % 97:02d}"


def _structure(number: str) -> list[tuple[str, str]]:
    """The parts of the country's national number, as (length, kind)."""
    from stdnum import numdb  # late: who only names an account has no use for it

    properties = numdb.get("iban").info(number)[0][1]
    if not properties:
        raise InvalidIdentifier(Reason.COUNTRY)
    return _PART.findall(properties["bban"])

"""SIREN: the nine digits of a French undertaking or body (INSEE), the last one by Luhn.

Luhn misses a swap of 0 and 9, and proves no existence.

>>> validate("732 829 320")
'732829320'
>>> format("732829320")
'732 829 320'
>>> validate("732829321")
Traceback (most recent call last):
    ...
numspot_desk.rules.identifiers.errors.InvalidIdentifier: checksum
"""

from typing import Final

from stdnum import luhn

from numspot_desk.rules.identifiers.errors import (
    InvalidIdentifier,
    Reason,
    accepted,
    bare,
    groups,
    require_ascii,
)

LENGTH: Final = 9


def compact(text: str) -> str:
    """Without separators; nothing is checked."""
    return bare(text)


def validate(text: str) -> str:
    """The nine digits. Raises `InvalidIdentifier`."""
    number = compact(text)
    require_ascii(number)
    if not number.isdigit():
        raise InvalidIdentifier(Reason.CHARACTERS)
    if len(number) != LENGTH:
        raise InvalidIdentifier(Reason.LENGTH)
    if number == "0" * LENGTH:
        raise InvalidIdentifier(Reason.FORM)
    if not luhn.is_valid(number):
        raise InvalidIdentifier(Reason.CHECKSUM)
    return number


def is_valid(text: str) -> bool:
    """Whether `validate` accepts it."""
    return accepted(validate, text)


def format(text: str) -> str:
    """In groups of three."""
    return groups(compact(text), 3)


def vat_number(text: str) -> str:
    """The French VAT number of a valid SIREN: key (12 + 3 × (SIREN mod 97)) mod 97. Raises
    `InvalidIdentifier`.

    >>> vat_number("384512349")
    'FR61384512349'
    """
    number = validate(text)
    return f"FR{(12 + 3 * (int(number) % 97)) % 97:02d}{number}"

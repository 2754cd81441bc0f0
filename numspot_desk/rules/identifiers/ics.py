"""ICS: the SEPA identifier of a creditor (AT-02; CG-A4 prints NumSpot's).

Country, two check digits, a business code of three that the check digits leave out, the national
number. The French form has 13 characters.

>>> validate("fr15 zzz 588627")
'FR15ZZZ588627'
>>> validate("FR47ZZZ588627")
Traceback (most recent call last):
    ...
numspot_desk.rules.identifiers.errors.InvalidIdentifier: checksum
"""

import re
from typing import Final

from numspot_desk.rules.countries import SEPA
from numspot_desk.rules.identifiers.errors import InvalidIdentifier, Reason, accepted, bare, require_ascii
from numspot_desk.rules.identifiers.iban import check_digits

NUMSPOT: Final = "FR15ZZZ588627"
_LONGEST: Final = 35
_SHORTEST: Final = 8
_FRENCH_LENGTH: Final = 13
_FORM = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{3}[A-Z0-9]+", re.ASCII)


def compact(text: str) -> str:
    """Without separators, in upper case; nothing is checked."""
    return bare(text)


def validate(text: str) -> str:
    """The canonical ICS. Raises `InvalidIdentifier`."""
    number = compact(text)
    require_ascii(number)
    if not _SHORTEST <= len(number) <= _LONGEST:
        raise InvalidIdentifier(Reason.LENGTH)
    if not _FORM.fullmatch(number):
        raise InvalidIdentifier(Reason.FORM)
    if number[:2] not in SEPA:
        raise InvalidIdentifier(Reason.COUNTRY)
    if number[:2] == "FR" and len(number) != _FRENCH_LENGTH:
        raise InvalidIdentifier(Reason.LENGTH)
    if check_digits(number[:2], number[7:]) != number[2:4]:
        raise InvalidIdentifier(Reason.CHECKSUM)
    return number


def is_valid(text: str) -> bool:
    """Whether `validate` accepts it."""
    return accepted(validate, text)


def format(text: str) -> str:
    """As on the paper form: no spaces."""
    return compact(text)

"""SIRET: the fourteen digits of a French establishment: SIREN, five digits of its own, the last by Luhn.

La Poste's establishments (SIREN 356 000 000) follow another rule: the sum of the digits is a multiple
of five.

>>> validate("512 345 679 00017")
'51234567900017'
>>> validate("35600000049837")
'35600000049837'
"""

from typing import Final

from stdnum import luhn

from numspot_desk.rules.identifiers import siren
from numspot_desk.rules.identifiers.errors import (
    InvalidIdentifier,
    Reason,
    accepted,
    bare,
    groups,
    require_ascii,
)

LENGTH: Final = 14
LA_POSTE: Final = "356000000"


def compact(text: str) -> str:
    """Without separators; nothing is checked."""
    return bare(text)


def validate(text: str) -> str:
    """The fourteen digits. Raises `InvalidIdentifier`."""
    number = compact(text)
    require_ascii(number)
    if not number.isdigit():
        raise InvalidIdentifier(Reason.CHARACTERS)
    if len(number) != LENGTH:
        raise InvalidIdentifier(Reason.LENGTH)
    siren.validate(number[: siren.LENGTH])
    if not luhn.is_valid(number) and not _is_la_poste(number):
        raise InvalidIdentifier(Reason.CHECKSUM)
    return number


def is_valid(text: str) -> bool:
    """Whether `validate` accepts it."""
    return accepted(validate, text)


def format(text: str) -> str:
    """SIREN in threes, then the five digits of the establishment."""
    return groups(compact(text), 3, 3, 3, 5)


def _is_la_poste(number: str) -> bool:
    return number.startswith(LA_POSTE) and sum(int(digit) for digit in number) % 5 == 0

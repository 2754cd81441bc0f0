"""RUM: the unique reference of a mandate, given by the creditor (CG-A4; contract-rules, section 5).

1 to 35 characters of the SEPA set; a slash neither first, last nor doubled. Compared without regard to
case. New ones are made by `contracts.order.numbering`.

>>> validate("NS20267K3Q9XM4")
'NS20267K3Q9XM4'
>>> validate("A//B")
Traceback (most recent call last):
    ...
numspot_desk.rules.identifiers.errors.InvalidIdentifier: slashes
"""

import re
from typing import Final

from numspot_desk.rules.identifiers.errors import InvalidIdentifier, Reason, accepted

LONGEST: Final = 35
_SET = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]+", re.ASCII)


def compact(text: str) -> str:
    """Without the spaces around it; inside, spaces and case are part of the reference."""
    return text.strip(" \u00a0\u202f\t\r\n")


def validate(text: str) -> str:
    """The reference itself. Raises `InvalidIdentifier`."""
    reference = compact(text)
    if not reference:
        raise InvalidIdentifier(Reason.EMPTY)
    if not _SET.fullmatch(reference):
        raise InvalidIdentifier(Reason.CHARACTERS)
    if len(reference) > LONGEST:
        raise InvalidIdentifier(Reason.LENGTH)
    if reference.startswith("/") or reference.endswith("/") or "//" in reference:
        raise InvalidIdentifier(Reason.SLASHES)
    return reference


def is_valid(text: str) -> bool:
    """Whether `validate` accepts it."""
    return accepted(validate, text)


def format(text: str) -> str:
    """A RUM is written as it is."""
    return compact(text)


def same(one: str, other: str) -> bool:
    """Whether two references are the same to a bank: case does not count."""
    return compact(one).upper() == compact(other).upper()

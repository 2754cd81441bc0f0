"""BIC (ISO 9362): the code of a bank, 8 or 11 characters. It has no check digit: form and country only.

>>> validate("psst fr pp")
'PSSTFRPP'
>>> validate("PSSTZZPP")
Traceback (most recent call last):
    ...
numspot_desk.rules.identifiers.errors.InvalidIdentifier: country
"""

import re
from typing import Final

from numspot_desk.rules.countries import FRENCH, ISO_3166
from numspot_desk.rules.identifiers.errors import InvalidIdentifier, Reason, accepted, bare, require_ascii

_FORM = re.compile(r"[A-Z0-9]{4}([A-Z]{2})[A-Z0-9]{2}([A-Z0-9]{3})?", re.ASCII)
_COUNTRIES: Final = ISO_3166 | {"XK"}
_FRENCH_BANKS: Final = FRENCH | {"MC"}


def compact(text: str) -> str:
    """Without separators, in upper case; nothing is checked."""
    return bare(text)


def validate(text: str) -> str:
    """The canonical BIC. Raises `InvalidIdentifier`."""
    code = compact(text)
    require_ascii(code)
    if len(code) not in (8, 11):
        raise InvalidIdentifier(Reason.LENGTH)
    found = _FORM.fullmatch(code)
    if found is None or code[:4].isdigit():
        raise InvalidIdentifier(Reason.FORM)
    if found[1] not in _COUNTRIES:
        raise InvalidIdentifier(Reason.COUNTRY)
    return code


def is_valid(text: str) -> bool:
    """Whether `validate` accepts it."""
    return accepted(validate, text)


def format(text: str) -> str:
    """A BIC is written without spaces."""
    return compact(text)


def country(text: str) -> str:
    """The country code of the bank."""
    return compact(text)[4:6]


def fits_iban_country(bic_country: str, iban_country: str) -> bool:
    """Whether a bank of one country can hold an account of the other.

    The same country; and among themselves France, its territories and Monaco, whose banks share the
    French numbering.
    """
    if bic_country == iban_country:
        return True
    return bic_country in _FRENCH_BANKS and iban_country in _FRENCH_BANKS

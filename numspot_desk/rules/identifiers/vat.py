"""VAT numbers of the Member States (Directive 2006/112/EC, art. 214 and 215), prefix kept.

Greece writes `EL`. French numbers, old and new style, are checked with their key; Monaco's numbers have
the French form. Whether a number is in use is for the Commission's service to say, not for this module.

>>> validate("FR 61 384512349")
'FR61384512349'
>>> validate("gr 094259216")
'EL094259216'
>>> siren_of("FR61384512349")
'384512349'
"""

import re

from stdnum.eu import vat as eu_vat
from stdnum.exceptions import InvalidComponent, InvalidFormat, InvalidLength, ValidationError

from numspot_desk.rules.countries import UNION
from numspot_desk.rules.identifiers.errors import InvalidIdentifier, Reason, accepted, require_ascii
from numspot_desk.rules.identifiers.errors import bare as _bare

_PREFIXES = (UNION - {"GR"}) | {"EL"}
_MONACO = re.compile(r"FR..000\d{6}", re.ASCII)
_SHORTEST = 4
_LONGEST = 14


def compact(text: str) -> str:
    """Without separators, in upper case, Greece as `EL`; nothing is checked."""
    number = _bare(text)
    return f"EL{number[2:]}" if number.startswith("GR") else number


def validate(text: str) -> str:
    """The canonical number with its prefix. Raises `InvalidIdentifier`."""
    number = compact(text)
    require_ascii(number.replace("+", "").replace("*", ""))  # Irish numbers of old had these two
    if not number[:2].isalpha():
        raise InvalidIdentifier(Reason.FORM)
    if number[:2] not in _PREFIXES:
        raise InvalidIdentifier(Reason.COUNTRY)
    if not _SHORTEST <= len(number) <= _LONGEST:
        raise InvalidIdentifier(Reason.LENGTH)
    try:
        eu_vat.validate(number)
    except InvalidLength:
        raise InvalidIdentifier(Reason.LENGTH) from None
    except (InvalidFormat, InvalidComponent):
        raise InvalidIdentifier(Reason.FORM) from None
    except (ValidationError, ValueError):
        raise InvalidIdentifier(Reason.CHECKSUM) from None
    return number


def is_valid(text: str) -> bool:
    """Whether `validate` accepts it."""
    return accepted(validate, text)


def format(text: str) -> str:
    """A VAT number is written without spaces."""
    return compact(text)


def country(text: str) -> str:
    """The ISO code of the Member State of a number (`GR` for `EL`)."""
    prefix = compact(text)[:2]
    return "GR" if prefix == "EL" else prefix


def siren_of(text: str) -> str | None:
    """The SIREN inside a French number; None for other countries and for Monaco's numbers."""
    number = compact(text)
    if not number.startswith("FR") or len(number) != 13 or _MONACO.fullmatch(number):
        return None
    return number[4:]

"""Why an identifier is refused, and how a pasted one is made bare.

The reasons are codes; their sentences, in French and English, stand in `contracts.identifier_reasons`.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """What is wrong with an identifier; one reason, the first that holds."""

    EMPTY = "empty"
    CHARACTERS = "characters"  # a character that identifiers of this kind never have (look-alikes included)
    LENGTH = "length"
    FORM = "form"  # right characters, wrong places
    COUNTRY = "country"  # the country code does not exist, or has no such identifiers
    CHECKSUM = "checksum"
    NATIONAL_KEY = "national_key"  # the international digits hold, the national key (RIB) does not
    SLASHES = "slashes"  # RUM: a slash at an end, or two in a row


class InvalidIdentifier(ValueError):
    """The identifier is not valid; `reason` says why. The text of the identifier is not kept."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


SEPARATOR: Final = (
    "[ \t\r\n\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff\u00ad\\-\u2010-\u2015\u2212.]"
)
"""What stands between the groups of a pasted identifier, as a pattern."""
_SEPARATORS: Final = re.compile(SEPARATOR)


def bare(text: str) -> str:
    """The text without what people and clipboards put between groups (spaces of all kinds, hyphens, dots,
    zero-width marks), in upper case. Letters outside ASCII keep their case, so that none turns into ASCII."""
    without = _SEPARATORS.sub("", text)
    return without.upper() if without.isascii() else without


def require_ascii(compacted: str) -> None:
    """Refuse the empty text, and any text that has other than `A-Z0-9`."""
    if not compacted:
        raise InvalidIdentifier(Reason.EMPTY)
    if not (compacted.isascii() and compacted.isalnum()):
        raise InvalidIdentifier(Reason.CHARACTERS)


def accepted(validate: Callable[[str], object], text: str) -> bool:
    """Whether a validation lets the text through."""
    try:
        validate(text)
    except InvalidIdentifier:
        return False
    return True


def groups(compacted: str, *sizes: int) -> str:
    """The text in groups of these sizes, the last size repeated to the end, with spaces between."""
    parts: list[str] = []
    at = 0
    while at < len(compacted):
        size = sizes[min(len(parts), len(sizes) - 1)]
        parts.append(compacted[at : at + size])
        at += size
    return " ".join(parts)

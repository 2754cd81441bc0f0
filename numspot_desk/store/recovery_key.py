"""The written form of a recovery key: groups to print, copy by hand and type back with tolerance.

Seven groups of five characters of Crockford's base 32 (no I, L, O, U): four carry 20 bits of the secret,
the fifth checks its group and its place, so that a mistyped group is named.
"""

import hashlib
import re
from typing import Final

from numspot_desk.contracts.order.numbering import CROCKFORD
from numspot_desk.language.messages import message
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.refusals import WrongSecret

GROUPS: Final = 7
_DATA: Final = 4
_SECRET_BITS: Final = GROUPS * _DATA * 5
_LOOKALIKES: Final = str.maketrans("OIL", "011")


def new_secret(chance: Chance) -> bytes:
    """140 random bits, as 18 bytes."""
    bits = int.from_bytes(chance.bytes(18), "big") >> (144 - _SECRET_BITS)
    return bits.to_bytes(18, "big")


def written(secret: bytes) -> str:
    """The secret in groups: `7K3Q9-XM4TA-…`."""
    bits = int.from_bytes(secret, "big")
    letters = [CROCKFORD[(bits >> shift) & 31] for shift in range(_SECRET_BITS - 5, -5, -5)]
    groups = ["".join(letters[at : at + _DATA]) for at in range(0, len(letters), _DATA)]
    return "-".join(group + _check(place, group) for place, group in enumerate(groups, start=1))


def read(text: str) -> bytes:
    """The secret of a typed recovery key: case, spaces and hyphens are free, O reads as 0, I and L as 1.

    Raises `WrongSecret`, naming the first group that is not as printed.
    """
    typed = re.sub(r"[\s\-–—_.]+", "", text).upper().translate(_LOOKALIKES)
    if len(typed) != GROUPS * (_DATA + 1):
        raise WrongSecret(
            message(
                "A recovery key has {groups} groups of five characters; {count} characters were read out of"
                " {wanted}. Compare with the printed sheet.",
                groups=GROUPS,
                count=len(typed),
                wanted=GROUPS * (_DATA + 1),
            )
        )
    bits = 0
    for place in range(1, GROUPS + 1):
        group = typed[(place - 1) * (_DATA + 1) : place * (_DATA + 1)]
        if any(letter not in CROCKFORD for letter in group) or _check(place, group[:_DATA]) != group[_DATA]:
            raise WrongSecret(
                message(
                    "Group {place} of the recovery key is not as printed. Compare it with the sheet, letter"
                    " by letter.",
                    place=place,
                )
            )
        for letter in group[:_DATA]:
            bits = bits << 5 | CROCKFORD.index(letter)
    return bits.to_bytes(18, "big")


def _check(place: int, group: str) -> str:
    return CROCKFORD[hashlib.sha256(f"{place}|{group}".encode()).digest()[0] & 31]

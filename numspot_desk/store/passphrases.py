"""A passphrase made into a key by scrypt, the same whether accents were typed composed or not.

Which costs are accepted from a file is decided by who reads it.
"""

import unicodedata
from typing import Final

SHORTEST_PASSPHRASE: Final = 12
"""Characters of the shortest passphrase that is taken."""
USUAL_COST: Final = 1 << 17
"""scrypt's n: 128 MB and about 0.4 s for each try."""
LEAST_COST: Final = 1 << 14
MOST_COST: Final = 1 << 20
"""Costs below are too easy to try; above, a file could take all memory (scrypt needs n KiB)."""


def acceptable_cost(cost: object) -> bool:
    """Whether a cost found in a file is a power of two within the bounds."""
    return isinstance(cost, int) and LEAST_COST <= cost <= MOST_COST and cost & (cost - 1) == 0


def stretched(passphrase: str, salt: bytes, cost: int, length: int = 32) -> bytes:
    """So many bytes from a passphrase."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    text = unicodedata.normalize("NFKC", passphrase.strip())
    return Scrypt(salt=salt, length=length, n=cost, r=8, p=1).derive(text.encode("utf-8", "surrogatepass"))

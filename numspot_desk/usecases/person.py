"""Who acts, and when two declared names are one person. What a role allows lives in `roles` and
`review_rules`."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Who acts: a declared name and role (`sales`, `legal`, `read_only`). Locally a role is declared, not
    proved, and the interface says so."""

    name: str
    role: str


def same_person(one: str, other: str) -> bool:
    """Whether two declared names are one, whatever their case, accents, spaces and hyphens: where somebody
    else must look, a name written another way is not somebody else."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", apart) if c.isalnum()) or name.strip()

"""Who acts. What a role allows lives in `roles`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Who acts: a declared name and role (`sales`, `legal`, `read_only`). Locally a role is declared, not
    proved, and the interface says so."""

    name: str
    role: str

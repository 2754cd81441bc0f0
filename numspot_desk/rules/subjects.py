"""Which clauses of the general terms speak of a subject, and what they incorporate by reference (CG-2.2).

Read from `data/subjects.toml`. What an order says on a subject, and who prevails, live elsewhere.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final


def _read() -> tuple[Mapping[str, tuple[str, ...]], str, tuple[str, ...]]:
    path = Path(__file__).parent / "data" / "subjects.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    spoken = {subject: tuple(clauses) for subject, clauses in content["clauses"].items()}
    return (
        MappingProxyType(spoken),
        content["incorporated"]["by"],
        tuple(content["incorporated"]["documents"]),
    )


CLAUSES, INCORPORATED_BY, INCORPORATED = _read()
"""The clauses of each subject, the closest first; the clause that incorporates, and which documents."""


def _turned() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for subject, clauses in CLAUSES.items():
        for clause in clauses:
            found.setdefault(clause, []).append(subject)
    return MappingProxyType({clause: tuple(subjects) for clause, subjects in found.items()})


_SUBJECTS: Final = _turned()


def subjects_of(clause: str) -> tuple[str, ...]:
    """The subjects that a clause of the general terms speaks of; none for one that no subject names."""
    return _SUBJECTS.get(clause, ())

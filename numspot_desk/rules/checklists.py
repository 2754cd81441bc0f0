"""The subjects that special conditions must cover (HDS, SecNumCloud) and that every order must (Data Act).

The lists are data with the day each was last held against its source. Which clauses an order has is
given; what a clause says is for a lawyer.
"""

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

DATA_ACT: Final = "DataAct"


@dataclass(frozen=True)
class Subject:
    """A subject to cover. `framework` is its requirement in the certification framework, where it has one;
    one that is not `required` arises only in some cases."""

    id: str
    checklist: str
    french: str
    english: str
    required: bool = True
    framework: str | None = None

    def title(self, language: str) -> str:
        """The short title in `fr` or `en`."""
        return self.english if language == "en" else self.french


@dataclass(frozen=True)
class Checklist:
    """A list of subjects, the law or framework it comes from, and the day it was last checked."""

    id: str
    law: str
    source: str
    last_checked: dt.date
    subjects: tuple[Subject, ...]


@dataclass(frozen=True)
class Coverage:
    """Which clauses cover which subject of a checklist, and the required subjects that none covers."""

    checklist: Checklist
    covered_by: Mapping[str, tuple[str, ...]]
    uncovered: tuple[Subject, ...]


def _read() -> Mapping[str, Checklist]:
    path = Path(__file__).parent / "data" / "checklists.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return MappingProxyType({row["id"]: _checklist(row) for row in content["checklist"]})


def _checklist(row: Mapping[str, Any]) -> Checklist:
    subjects = tuple(
        Subject(
            item["id"], row["id"], item["fr"], item["en"], item.get("required", True), item.get("framework")
        )
        for item in row["subjects"]
    )
    return Checklist(row["id"], row["law"], row["source"], row["last_checked"], subjects)


CHECKLISTS: Final = _read()
SUBJECTS: Final[Mapping[str, Subject]] = MappingProxyType(
    {subject.id: subject for checklist in CHECKLISTS.values() for subject in checklist.subjects}
)


def coverage(checklist_id: str, clauses: Iterable[tuple[str, Iterable[str]]]) -> Coverage:
    """Hold clauses, each given as (reference, ids of the subjects it covers), against a checklist.

    Raises `KeyError` for a checklist that does not exist.
    """
    checklist = CHECKLISTS[checklist_id]
    covered: dict[str, list[str]] = {subject.id: [] for subject in checklist.subjects}
    for reference, subjects in clauses:
        for subject_id in subjects:
            if subject_id in covered and reference not in covered[subject_id]:
                covered[subject_id].append(reference)
    uncovered = tuple(
        subject for subject in checklist.subjects if subject.required and not covered[subject.id]
    )
    return Coverage(
        checklist, MappingProxyType({key: tuple(refs) for key, refs in covered.items()}), uncovered
    )

"""What people added to the entries of the agenda: one mark an entry, replaced as they change it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.usecases.ports.audit import Act


class MarkStore(Protocol):
    """The marks of the entries of the agenda, by their keys."""

    def of(self, keys: Sequence[str] | None = None) -> Mapping[str, Mark]:
        """The marks of these entries, of all where none are named; entries without one are left out."""
        ...

    def keep(self, family_id: str, mark: Mark, act: Act) -> None:
        """Keep a mark in place of the former one of its entry, with its audit row; an empty one is removed.
        `family_id` is the order of which the others of the contract are versions. Raises `NoSuchRecord` where
        there is none."""
        ...

"""What the store keeps of calculations: what is typed in each form, and the notes put with contracts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from numspot_desk.usecases.ports.audit import Act

Typed = Mapping[str, Any]
"""What stands in a form: text by the key of an entry, rows (text by column) by that of a table."""


@dataclass(frozen=True)
class Withdrawal:
    """Why a note was taken back, by whom and when."""

    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class ContractNote:
    """A note of a contract as it was put there: never changed. `content` is the calculation, in the form that
    `usecases.calculations.frozen` reads; `withdrawn` where somebody took it back."""

    id: str
    family_id: str
    number: str
    title: str
    content: Mapping[str, Any]
    made_at: dt.datetime
    made_by: str
    withdrawn: Withdrawal | None = None


class CalculationStore(Protocol):
    """Calculations of a workspace."""

    def typed(self) -> Mapping[str, Typed]:
        """What stands in each form, by the id of its calculator; nothing for one that is empty."""
        ...

    def keep_typed(self, calculator: str, typed: Typed, at: dt.datetime) -> None:
        """Keep what stands in a form in the place of what stood there; an empty one is forgotten."""
        ...

    def notes(self, number: str) -> Sequence[ContractNote]:
        """Every note of a contract, those taken back too, the latest first."""
        ...

    def note(self, note_id: str) -> ContractNote:
        """One note. Raises `NoSuchRecord`."""
        ...

    def add_note(self, order_id: str, title: str, content: Mapping[str, Any], act: Act) -> ContractNote:
        """Put a note with the contract of an order, with its audit row. Raises `NoSuchRecord` for an order
        that is not there."""
        ...

    def withdraw_note(self, note_id: str, reason: str, act: Act) -> ContractNote:
        """Take a note back for a reason, with its audit row; it stays readable. Raises `NoSuchRecord` where
        there is none, or where it was taken back already."""
        ...

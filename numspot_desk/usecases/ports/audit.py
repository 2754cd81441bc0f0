"""Acts of people and the log that chains them. Rows are appended by the acts themselves."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol


@dataclass(frozen=True)
class Act:
    """An act of a person for the audit log: what (`order.exported`), on what, with details that hold no
    personal data in clear."""

    kind: str
    subject: str  # id of what it is about
    actor: str
    at: dt.datetime
    details: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class AuditEntry:
    """One row of the hash chain."""

    sequence: int
    at: dt.datetime
    actor: str
    kind: str
    subject: str
    details: Mapping[str, Any]
    digest: str


class FaultKind(StrEnum):
    """What is wrong at a row: it says something else than was written, rows before it are missing, it does
    not follow the row before, or the name of who acted is another one."""

    EDITED = "edited"
    MISSING = "missing"
    DETACHED = "detached"
    RENAMED = "renamed"


@dataclass(frozen=True)
class AuditFault:
    """A row at which the chain does not hold; for rows that are missing, the first of them."""

    sequence: int
    kind: FaultKind


@dataclass(frozen=True)
class AuditVerdict:
    """Whether the chain holds; `broken_at` is the first sequence number that does not. `faults`: every row at
    which it does not, the first hundred of them."""

    entries: int
    head: str
    broken_at: int | None
    faults: tuple[AuditFault, ...] = ()


class AuditStore(Protocol):
    """The audit log; rows are appended by the acts themselves, in their transactions."""

    def head(self) -> str:
        """The digest of the last row."""
        ...

    def sequence_of(self, digest: str) -> int | None:
        """The number of the row with this digest; None shows a cut tail or a rewritten log."""
        ...

    def entries(
        self, subject: str | None = None, limit: int = 200, before: int | None = None
    ) -> Sequence[AuditEntry]:
        """The latest rows first, of one subject or of all; `before`: those with a lower number than this."""
        ...

    def latest(self, kind: str, subjects: Sequence[str]) -> Mapping[str, AuditEntry]:
        """The latest row of a kind about each of several subjects, by subject."""
        ...

    def verify(self) -> AuditVerdict:
        """Recompute the whole chain."""
        ...

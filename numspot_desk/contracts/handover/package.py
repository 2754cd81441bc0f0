"""What a hand-over holds: the versions of an order, their branches, what stands beside them, whence it came.

A *variant* is one content of one version: the one people go on with (`MAIN`), or a branch beside it, still to
be chosen (`OPEN`) or put aside. Its id is a fingerprint: the same content has the same id on every laptop.
Reading a file is `reading`, writing it `writing`; what happens where two sides meet is `joining`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.handover.sections import Row, Rows
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.reviewing.review import content_fingerprint

FORMAT: Final = "numspot-desk/handover/1"


class HandoverFault(Exception):
    """A hand-over that cannot be used; `message` says why and what to do."""

    def __init__(self, message: Any) -> None:
        super().__init__(message.msgid)
        self.message = message


class Standing(StrEnum):
    """How a variant stands among those of its version."""

    MAIN = "main"
    OPEN = "open"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True)
class Frozen:
    """What was exported: the canonical data, byte for byte, with their fingerprint and mandate reference."""

    frozen_at: dt.datetime
    fingerprint: str
    data: Mapping[str, Any]
    rum: str | None


@dataclass(frozen=True)
class Variant:
    """One content of one version of an order. `line`: the ids of the variants that this one follows from, as
    the laptops agreed on them. `beside`: the rows kept beside it, by section."""

    order_id: str
    family_id: str
    number: str
    revision: int
    state: OrderState
    author: str
    created_at: dt.datetime
    updated_at: dt.datetime
    answers: Mapping[str, Any]
    frozen: Frozen | None = None
    standing: Standing = Standing.MAIN
    line: frozenset[str] = frozenset()
    beside: Mapping[str, Rows] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def content(self) -> str:
        """The fingerprint that reviews are bound to."""
        return content_fingerprint(self.number, self.revision, self.answers)

    @cached_property
    def id(self) -> str:
        """The same for the same content, frozen alike, wherever it is kept."""
        return fingerprint({"content": self.content, "frozen": self.frozen and self.frozen.fingerprint})

    def rows(self, section: str) -> Rows:
        """The rows of a section, none where it has none."""
        return self.beside.get(section, ())


@dataclass(frozen=True)
class Extract:
    """The rows about an order in the audit log of one workspace, with its head when they were read: each row
    as the chain digests it, with its digest."""

    workspace: str
    name: str  # who worked there, as declared
    sequence: int
    head: str
    rows: Rows


@dataclass(frozen=True)
class NamedTerms:
    """A version of the general terms by its name and file; its text does not travel."""

    label: str
    language: str
    sha256: str


@dataclass(frozen=True)
class Package:
    """A whole hand-over: its id, when, by whom and from which workspace it was made, and what it holds.
    `attachments` names the files kept with a variant, by its id; they stay where they are."""

    id: str
    made_at: dt.datetime
    by: str
    role: str
    workspace: str
    variants: tuple[Variant, ...]
    extracts: tuple[Extract, ...] = ()
    terms: tuple[NamedTerms, ...] = ()
    attachments: Mapping[str, tuple[Row, ...]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def number(self) -> str:
        """The number of the order."""
        return self.variants[0].number

    @property
    def mains(self) -> tuple[Variant, ...]:
        """The variant that the sender goes on with, of each version, oldest first."""
        found = [variant for variant in self.variants if variant.standing is Standing.MAIN]
        return tuple(sorted(found, key=lambda variant: variant.revision))

    @property
    def last(self) -> Variant:
        """The latest version, as the sender goes on with it."""
        return self.mains[-1]

    def of_revision(self, revision: int) -> tuple[Variant, ...]:
        """Every variant of one version, the main one first."""
        found = [variant for variant in self.variants if variant.revision == revision]
        return tuple(sorted(found, key=lambda variant: (variant.standing is not Standing.MAIN, variant.id)))

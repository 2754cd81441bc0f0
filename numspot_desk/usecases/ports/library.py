"""What the store keeps of the clause library: versions of clauses, and the origin of clauses in orders.

The clauses carried with the program are not in the store; a clause itself is in `contracts.library`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.usecases.ports.audit import Act


@dataclass(frozen=True)
class KeptClause:
    """A version of a clause that was written or imported here: by whom, when, and what they noted of it."""

    clause: LibraryClause
    made_at: dt.datetime
    made_by: str
    note: str


@dataclass(frozen=True)
class ClauseOrigin:
    """The version of the library that a clause of an order was taken from, with its values. Whether the
    clause was changed since is computed from its text, never kept."""

    library_id: str
    library_version: int
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class ClauseUse:
    """An order that has a clause taken from the library, from which version and with which values; `text`
    is the clause as the order has it now."""

    order_id: str
    number: str
    revision: int
    client_name: str
    state: OrderState
    clause_id: str
    origin: ClauseOrigin
    text: str


@dataclass(frozen=True)
class ClauseUses:
    """A page of orders and the key to ask the next one with (None: no more)."""

    rows: Sequence[ClauseUse]
    next_key: tuple[str, int, str] | None


class LibraryStore(Protocol):
    """The clause library of a workspace."""

    def kept(self, clause_id: str | None = None) -> Sequence[KeptClause]:
        """Every version kept here, of one clause or of all, by id and version."""
        ...

    def keep(self, clauses: Sequence[LibraryClause], note: str, act: Act) -> None:
        """Keep versions of clauses for good, with one audit row: all or none.

        Raises `StaleRecord` when a version of a clause was kept meanwhile.
        """
        ...

    def origins(self, order_id: str) -> Mapping[str, ClauseOrigin]:
        """Where the clauses of an order came from, by their ids; also of those taken out since."""
        ...

    def keep_origin(self, order_id: str, clause_id: str, origin: ClauseOrigin) -> None:
        """Keep where a clause of an order came from, in place of what was kept. Raises `NoSuchRecord`."""
        ...

    def copy_origins(self, from_order: str, to_order: str) -> None:
        """Give the clauses of an order made from another the same origins."""
        ...

    def uses(
        self,
        library_id: str,
        version: int | None = None,
        key: tuple[str, int, str] | None = None,
        limit: int = 50,
    ) -> ClauseUses:
        """The orders, removed ones apart, that have a clause of the library, of one version or of any; after
        `key`, by number, revision and clause."""
        ...

    def use_counts(self) -> Mapping[str, Mapping[int, int]]:
        """How many orders have each version of each clause, by its id."""
        ...

"""What stands beside the clauses of an order while somebody writes them: the library, where each clause came
from, why it was asked for.

The clauses themselves are answers of the order; comments on them are in `comment`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from numspot_desk.contracts.clauses.clause_reasons import ClauseReason
from numspot_desk.contracts.clauses.clause_verdict_clauses import OrderClause
from numspot_desk.contracts.clauses.departures import Taken
from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.library.recovering import values_in
from numspot_desk.contracts.library.values import value_fault
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.conditions.clause_library import Library, library_of
from numspot_desk.usecases.conditions.clause_reasons import reasons_of
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.library import ClauseOrigin
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.roles import require_writer


@dataclass(frozen=True)
class ClauseDesk:
    """The library, and what is kept beside the clauses of one order, by the id of the clause."""

    library: Library
    origins: Mapping[str, ClauseOrigin] = field(default_factory=lambda: MappingProxyType({}))
    reasons: Mapping[str, ClauseReason] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def latest(self) -> Mapping[str, LibraryClause]:
        """The clauses that can be taken, by id: each in its last version, but for those out of use."""
        return {one.clause.id: one.clause for one in self.library.entries if not one.clause.retired}

    def origin_of(self, clause_id: str) -> tuple[LibraryClause, ClauseOrigin] | None:
        """The version of the library that a clause came from, with what was kept of it; None where it was
        written freely, or where that version is not in this workspace."""
        origin = self.origins.get(clause_id)
        if origin is None:
            return None
        clause = self.library.version(origin.library_id, origin.library_version)
        return None if clause is None else (clause, origin)

    def taken(self, clause: OrderClause) -> Taken | None:
        """What a clause was taken from, with the values that its text says. Where the text is no longer the
        library's, with those kept, but for those that cannot stand."""
        known = self.origin_of(clause.id)
        if known is None:
            return None
        source, origin = known
        values = values_in(source, origin.values, clause.text)
        return Taken(source, values if values is not None else _sound(source, origin.values))

    def all_taken(self, clauses: Iterable[OrderClause]) -> Mapping[str, Taken]:
        """What came from the library, by the clause's own id; nothing for a version that is not here."""
        return {one.id: taken for one in clauses if (taken := self.taken(one)) is not None}


def _sound(source: LibraryClause, values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        one.name: one.preferred if value_fault(one, values.get(one.name)) is not None else values[one.name]
        for one in source.parameters
    }


def read_clause_desk(workspace: Workspace, order_id: str) -> ClauseDesk:
    """All of it for one order."""
    library = library_of(workspace.library.kept(), {})
    return ClauseDesk(library, workspace.library.origins(order_id), reasons_of(workspace, order_id))


def keep_origin(
    workspace: Workspace, order_id: str, clause_id: str, origin: ClauseOrigin, person: Person
) -> Changes:
    """Keep where a clause of a draft came from, in place of what was kept. Raises `MoveRefused` for a
    read-only role, `NoSuchRecord`."""
    require_writer(person)
    workspace.library.keep_origin(order_id, clause_id, origin)
    return Changes(library=True)

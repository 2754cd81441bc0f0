"""The clause library of a workspace: the clauses of the program with the versions kept here; who uses which.

A version kept here stands before one of the program of the same number. Writing versions is `write_clause`,
files are `exchange_library`; how a clause comes into an order is for its screen.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from numspot_desk.contracts.library.built_in import carried
from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.library.recovering import values_in
from numspot_desk.language.messages import message
from numspot_desk.usecases.ports.library import ClauseOrigin, ClauseUse, KeptClause
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import NoSuchRecord


class Wording(StrEnum):
    """How the words of a clause in an order stand to the version of the library that they were taken from."""

    AS_WRITTEN = "as_written"
    MODIFIED = "modified"
    UNKNOWN = "unknown"
    """The library has no such version: the order came from elsewhere."""


@dataclass(frozen=True)
class ClauseVersion:
    """A version of a clause: carried with the program (nobody made it here), or by whom, when and why."""

    clause: LibraryClause
    made_at: dt.datetime | None = None
    made_by: str = ""
    note: str = ""

    @property
    def carried(self) -> bool:
        """Whether it came with the program."""
        return self.made_at is None


@dataclass(frozen=True)
class LibraryEntry:
    """A clause with all its versions, oldest first, and how many orders have each of them."""

    versions: tuple[ClauseVersion, ...]
    used: Mapping[int, int]

    @property
    def latest(self) -> ClauseVersion:
        """The version that orders take from."""
        return self.versions[-1]

    @property
    def clause(self) -> LibraryClause:
        """The clause as its latest version has it."""
        return self.latest.clause

    @property
    def uses(self) -> int:
        """In how many orders, whatever the version."""
        return sum(self.used.values())

    def version(self, number: int) -> ClauseVersion | None:
        """The version of this number, if there is one."""
        return next((one for one in self.versions if one.clause.version == number), None)


@dataclass(frozen=True)
class Library:
    """Every clause, by id, in the order of the program's files, then those written here."""

    entries: tuple[LibraryEntry, ...]

    @cached_property
    def by_id(self) -> Mapping[str, LibraryEntry]:
        """The entries by the id of their clause."""
        return MappingProxyType({entry.clause.id: entry for entry in self.entries})

    def entry(self, clause_id: str) -> LibraryEntry:
        """The entry of a clause. Raises `NoSuchRecord`."""
        found = self.by_id.get(clause_id)
        if found is None:
            raise NoSuchRecord(message("The library has no clause {clause}.", clause=clause_id))
        return found

    def version(self, clause_id: str, number: int) -> LibraryClause | None:
        """One version of a clause, if the library has it."""
        entry = self.by_id.get(clause_id)
        found = entry.version(number) if entry is not None else None
        return found.clause if found is not None else None

    def wording(self, origin: ClauseOrigin, text: str) -> Wording:
        """Whether a clause taken from the library still says what its version says, with the values
        that its words have."""
        clause = self.version(origin.library_id, origin.library_version)
        if clause is None:
            return Wording.UNKNOWN
        found = values_in(clause, origin.values, text)
        return Wording.MODIFIED if found is None else Wording.AS_WRITTEN


@dataclass(frozen=True)
class Use:
    """An order that has a clause, and whether it has it in the words of its version."""

    row: ClauseUse
    wording: Wording


@dataclass(frozen=True)
class UsesPage:
    """A page of orders and the key to ask the next one with (None: no more)."""

    rows: tuple[Use, ...]
    next_key: tuple[str, int, str] | None


def read_library(workspace: Workspace) -> Library:
    """The whole library of a workspace, with who uses what."""
    return library_of(workspace.library.kept(), workspace.library.use_counts())


def library_of(kept: Iterable[KeptClause], used: Mapping[str, Mapping[int, int]]) -> Library:
    """The clauses of the program and those kept here as one library."""
    versions: dict[str, dict[int, ClauseVersion]] = {}
    for clause in carried().values():
        versions.setdefault(clause.id, {})[clause.version] = ClauseVersion(clause)
    for one in kept:
        mine = versions.setdefault(one.clause.id, {})
        mine[one.clause.version] = ClauseVersion(one.clause, one.made_at, one.made_by, one.note)
    return Library(
        tuple(
            LibraryEntry(tuple(mine[number] for number in sorted(mine)), used.get(clause_id, {}))
            for clause_id, mine in versions.items()
        )
    )


def clause_uses(
    workspace: Workspace,
    clause_id: str,
    version: int | None = None,
    key: tuple[str, int, str] | None = None,
) -> UsesPage:
    """A page of the orders that have a clause, of one version or of any, with how they have it."""
    library = library_of(workspace.library.kept(clause_id), {})
    found = workspace.library.uses(clause_id, version, key)
    rows = tuple(Use(row, library.wording(row.origin, row.text)) for row in found.rows)
    return UsesPage(rows, found.next_key)

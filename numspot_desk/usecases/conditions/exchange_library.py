"""The library as a file, out and in: what a file would bring is shown first, then taken whole or not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.library.exchange import MOST_OCTETS, library_file, read_library_file
from numspot_desk.contracts.library.faults import LibraryFault, LibraryRefused
from numspot_desk.contracts.library.writing import document_of
from numspot_desk.language.messages import message
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.conditions.clause_library import Library, read_library
from numspot_desk.usecases.conditions.write_clause import strangers
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import FileRefused
from numspot_desk.usecases.roles import require_legal_library

IMPORTED: Final = "library.clauses_imported"


class LibraryFileRefused(FileRefused):
    """The file is no library that can be taken: `faults` names what is wrong, clause by clause."""

    def __init__(self, faults: tuple[LibraryFault, ...]) -> None:
        super().__init__(faults[0].message)
        self.faults = faults


@dataclass(frozen=True)
class ClauseImport:
    """What a file brings of one clause. `before` is the latest version here, `after` the last of the file.
    `keeps` are the versions that would be kept, with the numbers they get here: all not here yet, earlier
    ones too."""

    before: LibraryClause | None
    after: LibraryClause
    keeps: tuple[LibraryClause, ...]


@dataclass(frozen=True)
class ImportPreview:
    """What a file would bring: clauses that are `new`, `changed` (versions that are not here), `diverged` (a
    version is here under the same number with another wording: what the file has is refused unless chosen,
    and kept then as the next version) and how many are the `same`."""

    name: str
    new: tuple[ClauseImport, ...]
    changed: tuple[ClauseImport, ...]
    diverged: tuple[ClauseImport, ...]
    same: int

    @property
    def brings(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.new or self.changed or self.diverged)


def export_library(workspace: Workspace) -> bytes:
    """Every version of every clause as a file."""
    return library_file(
        version.clause for entry in read_library(workspace).entries for version in entry.versions
    )


def read_import(path: Path) -> tuple[LibraryClause, ...]:
    """The clauses of a file that a person chose. Raises `FileRefused`."""
    try:
        with path.open("rb") as file:
            octets = file.read(MOST_OCTETS + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FileRefused(message("The file cannot be read ({reason}).", reason=reason)) from error
    return clauses_of(octets)


def clauses_of(octets: bytes) -> tuple[LibraryClause, ...]:
    """The clauses of a file. Raises `LibraryFileRefused`."""
    try:
        return read_library_file(octets)
    except LibraryRefused as refused:
        raise LibraryFileRefused(refused.faults) from refused


def preview_import(library: Library, name: str, clauses: tuple[LibraryClause, ...]) -> ImportPreview:
    """What these clauses would change in the library. Raises `LibraryFileRefused` where one names a clause
    that is neither here nor in the file."""
    ids = frozenset(library.by_id) | {clause.id for clause in clauses}
    unknown = tuple(fault for clause in clauses for fault in strangers(clause, ids))
    if unknown:
        raise LibraryFileRefused(unknown)
    by_id: dict[str, list[LibraryClause]] = {}
    for clause in sorted(clauses, key=lambda one: (one.id, one.version)):
        by_id.setdefault(clause.id, []).append(clause)
    new, changed, diverged, same = [], [], [], 0
    for clause_id, versions in by_id.items():
        entry = library.by_id.get(clause_id)
        if entry is None:
            new.append(ClauseImport(None, versions[-1], tuple(versions)))
            continue
        here = {one.clause.version: one.clause for one in entry.versions}
        latest, brought = entry.clause, versions[-1]
        apart = [one for one in versions if one.version in here and here[one.version] != one]
        lacking = tuple(one for one in versions if one.version not in here)
        if apart:
            following = replace(brought, version=latest.version + 1)
            diverged.append(ClauseImport(latest, brought, (following,)))
        elif lacking:
            changed.append(ClauseImport(latest, brought, lacking))
        else:
            same += 1
    return ImportPreview(name, tuple(new), tuple(changed), tuple(diverged), same)


def import_library(
    workspace: Workspace,
    preview: ImportPreview,
    note: str,
    person: Person,
    clock: Clock,
    diverged: frozenset[str] = frozenset(),
) -> tuple[int, Changes]:
    """Keep what a preview brings, and of the diverged clauses those chosen; tells how many versions.

    Raises `MoveRefused` for anybody but legal, `StaleRecord` when the library changed since; then nothing is
    kept.
    """
    require_legal_library(person)
    kept = tuple(_kept(preview, diverged))
    if not kept:
        return 0, Changes()
    details = {
        "versions": str(len(kept)),
        "sha256": fingerprint([document_of(clause) for clause in kept]),
    }
    with workspace.transaction():
        subject = kept[0].id if len(kept) == 1 else "library"
        workspace.library.keep(kept, note.strip(), Act(IMPORTED, subject, person.name, clock.now(), details))
    return len(kept), Changes(library=True)


def _kept(preview: ImportPreview, diverged: frozenset[str]) -> Iterator[LibraryClause]:
    for one in (*preview.new, *preview.changed):
        yield from one.keeps
    for one in preview.diverged:
        if one.after.id in diverged:
            yield from one.keeps

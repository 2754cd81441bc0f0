"""Legal write the library: another version of a clause, a clause of their own, taking one out of use.

No version is ever changed: each act adds one, with its reason and a row of the audit log.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.library.conditions import named_clause
from numspot_desk.contracts.library.faults import LibraryFault, LibraryRefused
from numspot_desk.contracts.library.reading import read_clause
from numspot_desk.contracts.library.writing import document_of
from numspot_desk.contracts.order.order_faults import is_empty
from numspot_desk.language.messages import Message, message
from numspot_desk.rules import clauses as references
from numspot_desk.terms.tree import references as references_of
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.conditions.clause_library import Library, read_library
from numspot_desk.usecases.general_terms.terms_in_force import terms_in_force
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import DeskError, StaleRecord
from numspot_desk.usecases.roles import require_legal_library

CHANGED: Final = "library.clause_changed"
RETIRED: Final = "library.clause_retired"
LONGEST_NOTE: Final = 500


class ClauseRefused(DeskError):
    """The clause cannot be kept as it is: `faults` says what is wrong, each at its place."""

    def __init__(self, faults: tuple[LibraryFault, ...]) -> None:
        super().__init__(faults[0].message)
        self.faults = faults


def checked(
    library: Library, document: Mapping[str, Any], known: frozenset[str] | None = None
) -> LibraryClause | tuple[LibraryFault, ...]:
    """The clause of a document being written, or all that is wrong with it. `known`: as `known_references`
    tells."""
    try:
        clause = read_clause(document)
    except LibraryRefused as refused:
        return refused.faults
    faults = tuple(_among_others(library, clause, known))
    return faults or clause


def _among_others(
    library: Library, clause: LibraryClause, known: frozenset[str] | None
) -> list[LibraryFault]:
    found = []
    if clause.target is not None and not references.known(clause.target, known):
        wrong = message(
            "The general terms have no clause {clause}. Choose the clause that this one changes.",
            clause=clause.target,
        )
        found.append(LibraryFault("target", wrong, clause.id))
    return [*found, *strangers(clause, frozenset(library.by_id))]


def strangers(clause: LibraryClause, ids: frozenset[str]) -> list[LibraryFault]:
    """A fault for each clause that this one names and that is not among these."""
    named = {f"excludes[{position}]": other for position, other in enumerate(clause.excludes)}
    for position, condition in enumerate(clause.requires):
        other = named_clause(condition)
        if other is not None:
            named[f"requires[{position}]"] = other
    return [
        LibraryFault(place, message("The library has no clause {clause}.", clause=other), clause.id)
        for place, other in named.items()
        if other not in ids
    ]


def known_references(workspace: Workspace, clock: Clock) -> frozenset[str] | None:
    """The clauses of the general terms in force, which a derogation may aim at; None where no version was
    adopted: those of contract-rules, section 1, count then."""
    stored = terms_in_force(workspace, clock.today())
    return None if stored is None else references_of(stored.terms)


def write_clause(
    workspace: Workspace, document: Mapping[str, Any], note: str, person: Person, clock: Clock
) -> tuple[LibraryClause, Changes]:
    """Keep a version of a clause, which follows the latest one, or the first of a new clause.

    `document` bears its number: one more than the version it was written after. Raises `MoveRefused` for
    anybody but legal, `ClauseRefused`, `StaleRecord` when another version was written meanwhile.
    """
    require_legal_library(person)
    with workspace.transaction():
        library = read_library(workspace)
        found = checked(library, document, known_references(workspace, clock))
        if isinstance(found, tuple):
            raise ClauseRefused(found)
        _require_note(note)
        _require_next(library, found)
        workspace.library.keep([found], note.strip(), _act(CHANGED, found, person, clock))
    return found, Changes(library=True)


def retire_clause(
    workspace: Workspace, clause_id: str, note: str, person: Person, clock: Clock, *, retired: bool = True
) -> tuple[LibraryClause, Changes]:
    """Take a clause out of use, or bring it back: orders that have it keep it, others cannot take it.

    Raises `MoveRefused` for anybody but legal, `NoSuchRecord`, `ClauseRefused` without a reason.
    """
    require_legal_library(person)
    with workspace.transaction():
        latest = read_library(workspace).entry(clause_id).clause
        if latest.retired is retired:
            return latest, Changes()
        _require_note(note)
        found = replace(latest, version=latest.version + 1, retired=retired)
        act = _act(RETIRED if retired else CHANGED, found, person, clock)
        workspace.library.keep([found], note.strip(), act)
    return found, Changes(library=True)


def _require_note(note: str) -> None:
    wrong: Message | None = None
    if is_empty(note):
        wrong = message("Say why this version is written: whoever reads the library later will ask.")
    elif len(note) > LONGEST_NOTE:
        wrong = message("This reason is longer than {n} characters: shorten it.", n=LONGEST_NOTE)
    if wrong is not None:
        raise ClauseRefused((LibraryFault("note", wrong),))


def _require_next(library: Library, clause: LibraryClause) -> None:
    entry = library.by_id.get(clause.id)
    last = 0 if entry is None else entry.clause.version
    if clause.version != last + 1:
        raise StaleRecord(
            message(
                "The clause {clause} is at version {version} now: nothing was kept. Look at it first, then"
                " write yours after it.",
                clause=clause.id,
                version=last,
            )
        )


def _act(kind: str, clause: LibraryClause, person: Person, clock: Clock) -> Act:
    details = {"version": str(clause.version), "sha256": fingerprint(document_of(clause))}
    return Act(kind, clause.id, person.name, clock.now(), details)

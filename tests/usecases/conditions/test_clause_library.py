"""The library of a workspace: read, written by legal alone, exchanged as a file, followed into orders."""

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.contracts.library.built_in import built_in
from numspot_desk.contracts.library.clause import LibraryClause
from numspot_desk.contracts.library.exchange import library_file
from numspot_desk.contracts.library.picking import place
from numspot_desk.contracts.library.writing import document_of
from numspot_desk.language.catalog import load_language
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.terms.reading import read_terms
from numspot_desk.usecases.conditions.clause_library import Wording, clause_uses, read_library
from numspot_desk.usecases.conditions.exchange_library import (
    LibraryFileRefused,
    clauses_of,
    export_library,
    import_library,
    preview_import,
    read_import,
)
from numspot_desk.usecases.conditions.write_clause import (
    ClauseRefused,
    checked,
    known_references,
    retire_clause,
    write_clause,
)
from numspot_desk.usecases.orders.duplicate_order import duplicate_order
from numspot_desk.usecases.orders.edit_order import DraftHandle, save_edit
from numspot_desk.usecases.orders.new_version import new_version
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.library import ClauseOrigin
from numspot_desk.usecases.ports.orders import OrderRecord, Place
from numspot_desk.usecases.ports.terms import SourceFile, TermsVersion
from numspot_desk.usecases.refusals import FileRefused, MoveRefused, NoSuchRecord, StaleRecord
from tests.contracts.library.clauses import clause, document
from tests.contracts.orders import order
from tests.usecases.desk import (
    CONTEXT,
    LAWYER,
    NOON,
    PERSON,
    Counting,
    FixedClock,
    approved,
    draft,
    export,
    sample,
    workspace_in,
)

FRENCH = load_language("fr")
NOBODY = {"read_only": replace(PERSON, role="read_only")}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[OpenWorkspace]:
    opened = workspace_in(tmp_path / "desk")
    yield opened
    opened.close()


def write(workspace: OpenWorkspace, made: dict[str, Any], note: str = "Relu") -> LibraryClause:
    return write_clause(workspace, made, note, LAWYER, FixedClock())[0]


def take(
    workspace: OpenWorkspace, record: OrderRecord, clause_id: str, values: dict[str, Any]
) -> OrderRecord:
    """The order with a clause of the library."""
    found = read_library(workspace).entry(clause_id).clause
    placed = place(dict(record.answers), found, values)
    origin = ClauseOrigin(found.id, found.version, values)
    workspace.library.keep_origin(record.id, placed.clause_id, origin)
    return saved(workspace, record, placed.answers)


def saved(workspace: OpenWorkspace, record: OrderRecord, answers: dict[str, Any]) -> OrderRecord:
    handle = DraftHandle(record.id, workspace.orders.load(record.id).row_version)
    save_edit(workspace, handle, answers, Place(), CONTEXT, FixedClock())
    return workspace.orders.load(record.id)


# ── Reading and writing ──────────────────────────────────────────────────────────────────────────────


def test_the_library_begins_with_the_clauses_of_the_program(workspace: OpenWorkspace) -> None:
    library = read_library(workspace)
    assert [entry.clause.id for entry in library.entries] == list(built_in())
    assert all(entry.latest.carried and entry.uses == 0 for entry in library.entries)
    with pytest.raises(NoSuchRecord):
        library.entry("nothing")


def test_legal_write_another_version_and_the_former_one_stays(workspace: OpenWorkspace) -> None:
    former = built_in()["breach-notice"]
    made = {**document_of(former), "version": 2, "text": "Le délai est porté à {delay}."}
    found = write(workspace, made, " Demandé par les hôpitaux ")
    entry = read_library(workspace).entry("breach-notice")
    assert [one.clause.version for one in entry.versions] == [1, 2]
    assert entry.versions[0].clause == former and entry.clause == found
    assert (entry.latest.made_by, entry.latest.note) == (LAWYER.name, "Demandé par les hôpitaux")
    (row,) = workspace.audit.entries("breach-notice")
    assert row.kind == "library.clause_changed" and row.details["version"] == "2"


def test_legal_write_a_clause_of_their_own(workspace: OpenWorkspace) -> None:
    write(workspace, document())
    assert read_library(workspace).entries[-1].clause.id == "delay-clause"


def test_only_legal_write(workspace: OpenWorkspace) -> None:
    for person in (PERSON, NOBODY["read_only"]):
        with pytest.raises(MoveRefused):
            write_clause(workspace, document(), "note", person, FixedClock())
        with pytest.raises(MoveRefused):
            retire_clause(workspace, "discount", "note", person, FixedClock())
    assert workspace.library.kept() == []


@pytest.mark.parametrize(
    ("made", "note", "place"),
    [
        (document(text="Sans délai."), "note", "text"),
        (document(target="CG-99"), "note", "target"),
        (document(excludes=["nothing"]), "note", "excludes[0]"),
        (document(requires=["clause:nothing"]), "note", "requires[0]"),
        (document(), "  ", "note"),
        (document(), "x" * 501, "note"),
    ],
)
def test_a_bad_clause_is_refused_at_its_place(
    workspace: OpenWorkspace, made: dict[str, Any], note: str, place: str
) -> None:
    with pytest.raises(ClauseRefused) as found:
        write(workspace, made, note)
    assert place in [fault.place for fault in found.value.faults]
    assert workspace.library.kept() == []


def test_a_version_written_meanwhile_is_not_written_over(workspace: OpenWorkspace) -> None:
    write(workspace, document())
    for version in (1, 3):
        with pytest.raises(StaleRecord):
            write(workspace, document(version=version))


def test_a_target_is_held_against_the_terms_in_force(workspace: OpenWorkspace) -> None:
    library = read_library(workspace)
    assert known_references(workspace, FixedClock()) is None
    known = frozenset({"CG-6.3.a"})
    assert not isinstance(checked(library, document(), known), tuple)
    assert isinstance(checked(library, document(target="CG-7.1"), known), tuple)


def test_a_target_that_the_terms_in_force_lack_is_refused_until_they_have_it(
    workspace: OpenWorkspace,
) -> None:
    for number, text in ((1, "1. OBJET\nTexte.\n"), (2, "1. OBJET\nTexte.\n\n2. DURÉE\nTexte.\n")):
        days = dt.date(2026, number, 1), dt.date(2026, number, 2)
        version = TermsVersion(str(uuid.UUID(int=number)), f"Verger {number}", "fr", *days, NOON)
        source = SourceFile("cg.txt", text.encode(), "0" * 64)
        act = Act("terms.adopted", "", LAWYER.name, NOON)
        workspace.terms.adopt(version, read_terms("cg.txt", text.encode()), source, act)
        known = known_references(workspace, FixedClock())
        assert known is not None and ("CG-2" in known) is (number == 2)
        if number == 1:
            with pytest.raises(ClauseRefused) as refused:
                write(workspace, document(target="CG-2"))
            assert [fault.place for fault in refused.value.faults] == ["target"]
    assert write(workspace, document(target="CG-2")).target == "CG-2"


def test_a_clause_taken_out_of_use_comes_back(workspace: OpenWorkspace) -> None:
    retire_clause(workspace, "discount", "Doublon", LAWYER, FixedClock())
    assert read_library(workspace).entry("discount").clause.retired
    assert retire_clause(workspace, "discount", "Doublon", LAWYER, FixedClock())[1].library is False
    retire_clause(workspace, "discount", "Utile", LAWYER, FixedClock(), retired=False)
    entry = read_library(workspace).entry("discount")
    assert not entry.clause.retired and len(entry.versions) == 3
    with pytest.raises(ClauseRefused):
        retire_clause(workspace, "discount", " ", LAWYER, FixedClock())


# ── Files ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_library_goes_to_another_laptop_and_back(workspace: OpenWorkspace, tmp_path: Path) -> None:
    write(workspace, document())
    write(workspace, {**document_of(built_in()["discount"]), "version": 2, "text": "{rate} {scope}"})
    octets = export_library(workspace)
    path = tmp_path / "bibliothèque.json"
    path.write_bytes(octets)
    other = workspace_in(tmp_path / "other")
    preview = preview_import(read_library(other), path.name, read_import(path))
    assert [one.after.id for one in preview.new] == ["delay-clause"]
    assert [one.after.id for one in preview.changed] == ["discount"]
    assert preview.diverged == () and preview.same == len(built_in()) - 1
    count, changes = import_library(other, preview, "Reçue", LAWYER, FixedClock())
    assert count == 2 and changes.library
    assert export_library(other) == octets
    again = preview_import(read_library(other), path.name, read_import(path))
    assert not again.brings and import_library(other, again, "", LAWYER, FixedClock())[0] == 0
    other.close()


def test_wordings_that_diverged_are_kept_only_if_chosen(workspace: OpenWorkspace) -> None:
    write(workspace, document())
    theirs = clause(text="Autre texte : {delay}.")
    preview = preview_import(read_library(workspace), "f", clauses_of(library_file([theirs])))
    assert [one.after for one in preview.diverged] == [theirs] and preview.brings
    assert import_library(workspace, preview, "", LAWYER, FixedClock())[0] == 0
    import_library(workspace, preview, "", LAWYER, FixedClock(), frozenset({"delay-clause"}))
    entry = read_library(workspace).entry("delay-clause")
    assert [one.clause.text for one in entry.versions] == [clause().text, theirs.text]
    assert entry.clause.version == 2


def test_an_older_library_brings_nothing(workspace: OpenWorkspace) -> None:
    write(workspace, document())
    write(workspace, document(version=2, text="Plus récent : {delay}."))
    preview = preview_import(read_library(workspace), "f", clauses_of(library_file([clause()])))
    assert not preview.brings and preview.same == 1


def test_earlier_versions_that_are_not_here_are_kept_too(workspace: OpenWorkspace) -> None:
    write(workspace, document())
    write(workspace, document(version=2, text="Plus récent : {delay}."))
    other = (clause(id="young", version=3), clause(id="young", version=4))
    import_library(
        workspace, preview_import(read_library(workspace), "f", other[1:]), "", LAWYER, FixedClock()
    )
    preview = preview_import(read_library(workspace), "f", other)
    assert [one.keeps for one in preview.changed] == [other[:1]]
    import_library(workspace, preview, "", LAWYER, FixedClock())
    entry = read_library(workspace).entry("young")
    assert [one.clause.version for one in entry.versions] == [3, 4] and entry.clause == other[1]


def test_a_clause_that_names_one_of_nowhere_is_refused(workspace: OpenWorkspace) -> None:
    astray = (clause(excludes=["nowhere"]), clause(id="b", requires=["clause:delay-clause"]))
    with pytest.raises(LibraryFileRefused) as refused:
        preview_import(read_library(workspace), "f", astray)
    assert [(one.place, one.clause) for one in refused.value.faults] == [("excludes[0]", "delay-clause")]


def test_only_legal_import_and_nothing_is_half_imported(workspace: OpenWorkspace) -> None:
    versions = (clause(), clause(id="other"))
    preview = preview_import(read_library(workspace), "f", versions)
    with pytest.raises(MoveRefused):
        import_library(workspace, preview, "", PERSON, FixedClock())
    write(workspace, document(id="other", text="Entre-temps : {delay}."))
    with pytest.raises(StaleRecord):
        import_library(workspace, preview, "", LAWYER, FixedClock())
    assert [one.clause.id for one in workspace.library.kept()] == ["other"]


def test_a_bad_file_is_refused_with_the_clauses_at_fault(tmp_path: Path) -> None:
    octets = library_file([clause()])
    with pytest.raises(LibraryFileRefused) as altered:
        clauses_of(octets.replace(b"61", b"62"))
    assert altered.value.faults[0].place == "sha256"
    with pytest.raises(LibraryFileRefused) as newer:
        clauses_of(json.dumps({**json.loads(octets), "format": "numspot-desk/library/9"}).encode())
    assert "9" in FRENCH.render(newer.value.message)
    with pytest.raises(FileRefused):
        read_import(tmp_path / "nothing.json")


# ── Who uses what ────────────────────────────────────────────────────────────────────────────────────


def test_orders_are_listed_by_the_wording_they_run_on(workspace: OpenWorkspace) -> None:
    first = take(workspace, draft(workspace, order()), "breach-notice", {"delay": 30})
    made = {**document_of(built_in()["breach-notice"]), "version": 2, "text": "Le délai est de {delay}."}
    write(workspace, made)
    take(workspace, draft(workspace, order(), "CMD-2026-7K3Q9XM5"), "breach-notice", {"delay": 30})
    entry = read_library(workspace).entry("breach-notice")
    assert dict(entry.used) == {1: 1, 2: 1} and entry.uses == 2
    (row,) = clause_uses(workspace, "breach-notice", 1).rows
    assert (row.row.order_id, row.wording) == (first.id, Wording.AS_WRITTEN)
    assert [one.row.origin.library_version for one in clause_uses(workspace, "breach-notice").rows] == [1, 2]


def test_a_clause_that_was_changed_in_its_order_is_told(workspace: OpenWorkspace) -> None:
    record = take(workspace, draft(workspace, order()), "breach-notice", {"delay": 30})
    (row,) = clause_uses(workspace, "breach-notice").rows
    assert row.wording is Wording.AS_WRITTEN
    for text, wording in (
        (row.row.text.replace(" ", "  "), Wording.AS_WRITTEN),
        (row.row.text.replace("trente", "quarante"), Wording.MODIFIED),
    ):
        changed = [*record.answers["derogations"]]
        changed[-1] = {**changed[-1], "text": text}
        record = saved(workspace, record, {**record.answers, "derogations": changed})
        (found,) = clause_uses(workspace, "breach-notice").rows
        assert found.wording is wording
    library = read_library(workspace)
    words = row.row.text
    assert (
        library.wording(replace(row.row.origin, values={}), words) is Wording.AS_WRITTEN
    )  # its words say 30
    assert library.wording(replace(row.row.origin, values={}), f"{words} Sauf urgence.") is Wording.MODIFIED
    assert library.wording(replace(row.row.origin, library_version=9), row.row.text) is Wording.UNKNOWN


def test_an_order_made_from_another_keeps_where_its_clauses_came_from(
    workspace: OpenWorkspace, tmp_path: Path
) -> None:
    record = draft(workspace, sample("clinic"))
    origin = ClauseOrigin("payment-term", 1, {"delay": 30})
    workspace.library.keep_origin(record.id, "D1", origin)
    copy = duplicate_order(workspace, record.id, PERSON, FixedClock(), Counting(50)).record
    assert workspace.library.origins(copy.id) == {"D1": origin}
    export(workspace, approved(workspace, record), tmp_path / "set")
    later = new_version(workspace, record.id, PERSON, FixedClock()).record
    assert workspace.library.origins(later.id) == {"D1": origin}
    assert read_library(workspace).entry("payment-term").uses == 3

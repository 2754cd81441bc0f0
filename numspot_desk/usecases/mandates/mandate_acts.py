"""What a person does to a mandate: type an old one, record what happened to it, take a mistake back, keep a
file with it. Each act is judged with all that is known of the mandate and kept with its audit row, whole or
not at all.

Which facts go together is decided in `contracts.mandate_life`; collections from a file are
`import_collections`.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from numspot_desk.contracts.mandate_life.book import Book, Entry, EntryRefused
from numspot_desk.contracts.mandate_life.facts import Fact, Prepared, Replaced, Revoked, Signed, kind_of
from numspot_desk.contracts.mandate_life.limits import Readings, readings_of
from numspot_desk.contracts.mandate_life.refusals import FactFault
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.identifiers import rum as references
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.chosen_readings import readings_by_contract
from numspot_desk.usecases.files.scanned_files import Scan
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.mandates import FileKind, KeptMandate, MandateFile
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Chance, Clock
from numspot_desk.usecases.refusals import DeskError, NoSuchRecord, NumberTaken
from numspot_desk.usecases.roles import require_writer

OPENED: Final = "mandate.opened"
RECORDED: Final = "mandate.recorded"
TAKEN_BACK: Final = "mandate.taken_back"
FILE_KEPT: Final = "mandate.file_kept"


class FactRefused(DeskError):
    """This cannot have happened to this mandate; nothing was kept. `field` is the one to correct (`on` for
    the day), `code` the name of the fault, `faults` every one that was found."""

    def __init__(self, sentence: Message, found: Sequence[FactFault] = (), field: str = "", code: str = ""):
        super().__init__(sentence)
        self.faults = tuple(found)
        self.field = field or (self.faults[0].field if self.faults else "")
        self.code = code or (self.faults[0].code if self.faults else "")


@dataclass(frozen=True)
class Desk:
    """Who acts, with what an act needs: the clock of its day, the chance of its ids."""

    person: Person
    clock: Clock
    chance: Chance

    def act(self, kind: str, subject: str, **details: str | int) -> Act:
        """An act for the audit log, now."""
        return Act(kind, subject, self.person.name, self.clock.now(), details)

    def new_id(self) -> str:
        """An id for an entry."""
        return str(uuid.UUID(bytes=self.chance.bytes(16), version=4))


def open_mandate(
    workspace: Workspace, order_id: str, prepared: Prepared, by: Desk, signed: Signed | None = None
) -> Changes:
    """Type an old mandate, made elsewhere, for the contract of an order: its reference is reserved for good.

    Raises `FactRefused` for what cannot be (field `rum`, `iban`, `bic`, `ics`, `debtor`, `on`, those of the
    signature with `signed.` in front), also where the reference exists in whatever case; `MoveRefused` for
    somebody who only reads; `NoSuchRecord`.
    """
    require_writer(by.person)
    facts: list[Fact] = [prepared] if signed is None else [prepared, signed]
    entries = [Entry(by.new_id(), fact) for fact in facts]
    try:
        _judged(Book(), entries, by.clock.today())
    except FactRefused as error:
        if error.faults[0].fact is signed:
            error.field = f"signed.{error.field}"
        raise
    with workspace.transaction():
        try:
            workspace.mandates.open(order_id, entries[0].id, prepared, by.act(OPENED, order_id))
        except NumberTaken as error:
            raise FactRefused(error.message, field="rum", code="rum_taken") from error
        if signed is not None:
            workspace.mandates.append(prepared.rum, entries[1:], by.act(RECORDED, prepared.rum))
    return Changes(mandates=frozenset({prepared.rum.upper()}))


def record_facts(
    workspace: Workspace, rum: str, facts: Sequence[Fact], by: Desk, scan: Scan | None = None
) -> Changes:
    """Record what happened to a mandate; `scan` is the signed form of a signature, or what proves a
    revocation, and is kept with it.

    Raises `FactRefused` for a fact that cannot be true beside the others, `MoveRefused` for somebody who only
    reads, `NoSuchRecord`.
    """
    require_writer(by.person)
    with workspace.transaction():
        kept = workspace.mandates.get(rum)
        told = [_with_scan(fact, scan) for fact in facts]
        for fact in told:
            if isinstance(fact, Replaced):
                _require_successor(workspace, fact, kept.rum)
        entries = [Entry(by.new_id(), fact) for fact in told]
        _judged(book_of(kept), entries, by.clock.today(), readings_for(workspace, kept))
        workspace.mandates.append(kept.rum, entries, by.act(RECORDED, kept.rum))
        if scan is not None:
            kind = FileKind.EVIDENCE if any(isinstance(fact, Revoked) for fact in facts) else FileKind.FORM
            workspace.mandates.keep_file(kept.rum, kind, scan.name, scan.content, by.act(FILE_KEPT, kept.rum))
    return _changed(kept)


def take_back(workspace: Workspace, rum: str, entry_id: str, reason: str, by: Desk) -> Changes:
    """Take back a fact that was entered by mistake; it stays in the book with the reason.

    Raises `FactRefused` without a reason (field `reason`), for a printed mandate or its signature, and for a
    fact that others rest on; `MoveRefused`; `NoSuchRecord`.
    """
    require_writer(by.person)
    said = " ".join(reason.split())
    if not said:
        raise FactRefused(
            message("Say why this is taken back: the reason stays in the book."),
            field="reason",
            code="no_reason",
        )
    with workspace.transaction():
        kept = workspace.mandates.get(rum)
        entry = Entry(by.new_id(), None, entry_id, said)
        _judged(book_of(kept), [entry], by.clock.today(), readings_for(workspace, kept))
        workspace.mandates.append(kept.rum, [entry], by.act(TAKEN_BACK, kept.rum))
    return _changed(kept)


def keep_file(
    workspace: Workspace, rum: str, kind: FileKind, scan: Scan, by: Desk
) -> tuple[MandateFile, Changes]:
    """Keep a file with a mandate, encrypted: its RIB, the signed form, what proves a revocation. The same
    file is kept once. Raises `MoveRefused`, `NoSuchRecord`."""
    require_writer(by.person)
    sha256 = hashlib.sha256(scan.content).hexdigest()
    with workspace.transaction():
        kept = workspace.mandates.get(rum)
        for former in workspace.mandates.files(rum):
            if (former.kind, former.sha256) == (kind, sha256):
                return former, Changes()
        made = workspace.mandates.keep_file(
            kept.rum, kind, scan.name, scan.content, by.act(FILE_KEPT, kept.rum)
        )
    return made, _changed(kept)


def book_of(kept: KeptMandate) -> Book:
    """The book of a mandate as the store keeps it."""
    return Book(tuple(line.entry for line in kept.entries))


def readings_for(workspace: Workspace, kept: KeptMandate) -> Readings:
    """The readings that legal chose for the contract of a mandate, as its limits take them."""
    held = readings_by_contract(workspace, [kept.number]).get(kept.number)
    return readings_of({} if held is None else held.chosen)


def refused_by(error: EntryRefused) -> FactRefused:
    """The refusal of an entry, in the words of the use cases."""
    return FactRefused(error.message, error.faults)


def _judged(book: Book, entries: Sequence[Entry], today: dt.date, readings: Readings = ()) -> Book:
    try:
        return book.with_entries(*entries, today=today, readings=readings)
    except EntryRefused as error:
        raise _about_another(error, entries) or refused_by(error) from error


def _about_another(error: EntryRefused, entries: Sequence[Entry]) -> FactRefused | None:
    """The refusal of facts that an earlier entry speaks against; None where the fault is theirs."""
    told = [entry.fact for entry in entries if entry.fact is not None]
    if not told or any(fault.fact in told for fault in error.faults) or not error.faults:
        return None
    sentence = message(
        "What is recorded for {day} speaks against it: take that back first, or correct the day. {why}",
        day=error.faults[0].fact.on,
        why=error.message,
    )
    return FactRefused(sentence, error.faults, field="on")


def _with_scan(fact: Fact, scan: Scan | None) -> Fact:
    if scan is None or not isinstance(fact, Signed):
        return fact
    return replace(fact, scan=hashlib.sha256(scan.content).hexdigest())


def _require_successor(workspace: Workspace, fact: Replaced, rum: str) -> None:
    """The mandate that takes over is known here and signed: else nothing could be debited."""
    if references.same(fact.by, rum):
        return  # refused as replaced by itself
    try:
        successor = workspace.mandates.get(fact.by)
    except NoSuchRecord as error:
        raise FactRefused(
            message("No mandate {rum} is known here: type it first, or correct the reference.", rum=fact.by),
            field="by",
            code="successor_unknown",
        ) from error
    if not any(kind_of(one) == "signed" for one in book_of(successor).facts):
        raise FactRefused(
            message("Mandate {rum} is not signed: record its signature first.", rum=successor.rum),
            field="by",
            code="successor_unsigned",
        )


def _changed(kept: KeptMandate) -> Changes:
    return Changes(mandates=frozenset({kept.rum.upper()}))

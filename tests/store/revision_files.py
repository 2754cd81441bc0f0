"""Genuine store files of every released revision, kept under `files/`, and what each one holds.

`python -m tests.store.revision_files` writes the file of the present revision; do it once, when a revision
is released, and never again: a migration is tested on what people really have.
"""

import datetime as dt
import hashlib
import shutil
import tempfile
import uuid
from dataclasses import replace
from pathlib import Path

from numspot_desk.contracts.agenda.marks import Mark
from numspot_desk.contracts.agenda.reminders import ReminderId
from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.clauses.clause_reasons import ClauseReason
from numspot_desk.contracts.handover.package import Standing
from numspot_desk.contracts.mandate_life.book import Entry
from numspot_desk.contracts.mandate_life.facts import Signed
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.reviewing.comments import Comment, CommentKind, CommentThread
from numspot_desk.contracts.reviewing.review import BegunNote, ReviewKind, ReviewStep
from numspot_desk.store.names import STORE_FILE
from numspot_desk.store.schema import REVISION
from numspot_desk.store.workspace import create_workspace
from numspot_desk.terms.reading import read_terms
from numspot_desk.terms.whereabouts import Found
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.calendar import WrittenEntry
from numspot_desk.usecases.ports.events import NewEvent
from numspot_desk.usecases.ports.handover import Branch
from numspot_desk.usecases.ports.library import ClauseOrigin
from numspot_desk.usecases.ports.mandates import FileKind
from numspot_desk.usecases.ports.orders import Place
from numspot_desk.usecases.ports.terms import SourceFile, TermsVersion
from tests.contracts.library.clauses import clause
from tests.store.desk import KEY, SeededChance, SetClock, complete_answers, extracted

FILES = Path(__file__).parent / "files"
VERGER = Path(__file__).parents[1] / "terms" / "versions" / "verger-2026.txt"
NUMBERS = ("CMD-2026-00000001", "CMD-2026-00000002", "CMD-2026-00000003")
RUM = "NS2026ABCDEFGH"


def file_of(revision: str, folder: Path) -> Path:
    """A copy of the file of a revision, as the store of `folder`."""
    folder.mkdir(mode=0o700)
    return Path(shutil.copy(FILES / f"revision-{revision}.db", folder / STORE_FILE))


def write(target: Path) -> None:
    """Three orders: one exported with a mandate that is signed, its form kept; one in review with an
    attachment, a clause read, a comment, an origin in the library and a reason; one deleted. A clause of the
    library; a version of the general terms that a client refused, with a clause that covers a point; an
    event; an entry of a calendar file and a mark on it; a reminder; a calculation and its note;
    settings."""
    clock = SetClock()
    with tempfile.TemporaryDirectory() as scratch:
        desk = create_workspace(Path(scratch) / "w", KEY, clock=clock, chance=SeededChance())

        def act(kind: str) -> Act:
            clock.at += dt.timedelta(minutes=1)
            return Act(kind, "", "Anne Roy", clock.now())

        made = [
            desk.orders.create(number, complete_answers(), Place(), extracted(), act("order.created"))
            for number in NUMBERS
        ]
        data = {"number": NUMBERS[0], "rum": RUM}
        desk.orders.freeze(made[0].id, 1, data, fingerprint(data), RUM, act("order.exported"))
        desk.orders.attach(made[1].id, "rib", "rib.pdf", b"%PDF-1.4", act("file.attached"))
        desk.orders.delete_draft(made[2].id, act("order.deleted"))
        reviewed = desk.orders.load(made[1].id)
        step = ReviewStep(ReviewKind.REQUESTED, clock.now(), "Anne Roy", "sales", "0" * 64, "À relire")
        desk.reviews.record(
            reviewed.id, reviewed.row_version, step, act("order.review_requested"), OrderState.IN_REVIEW
        )
        read = ReviewStep(
            ReviewKind.PART_APPROVED,
            clock.now(),
            "Louis Petit",
            "legal",
            "0" * 64,
            field="derogations[0]",
            part="1" * 64,
            kept={"id": "D1"},
        )
        desk.reviews.record(
            reviewed.id, desk.orders.load(reviewed.id).row_version, read, act("order.clause_approved")
        )
        said = Comment(CommentKind.MESSAGE, clock.now(), "Anne Roy", "sales", "Pourquoi trente jours ?")
        thread = CommentThread("", reviewed.id, 1, "derogations[0]", "D1", {"id": "D1"}, (said,))
        desk.comments.begin(thread, act("order.comment"))
        desk.reviews.keep_begun(reviewed.id, "legal", BegunNote("lines[0]", "À revoir"), clock.now())
        desk.library.keep([clause(version=2)], "Délai relu", act("library.clause_changed"))
        desk.library.keep_origin(reviewed.id, "D1", ClauseOrigin("delay-clause", 2, {"delay": 30}))
        reason = ClauseReason("Pôle achats du client", "Son comité ne siège qu’une fois par mois")
        desk.register.keep_reason(reviewed.id, "D1", reason, act("order.clause_reason"))
        adopted = TermsVersion(
            str(uuid.UUID(int=1)),
            "Verger 2026",
            "fr",
            dt.date(2025, 12, 1),
            dt.date(2026, 1, 1),
            clock.now(),
        )
        content = VERGER.read_bytes()
        source = SourceFile(VERGER.name, content, hashlib.sha256(content).hexdigest())
        desk.terms.adopt(adopted, read_terms(VERGER.name, content), source, act("terms.adopted"))
        desk.terms.refuse(made[0].id, "Verger 2026", clock.now(), act("terms.refused"))
        desk.events.record(
            made[0].id, NewEvent("services_used", on=dt.date(2026, 1, 5)), act("contract.event")
        )
        desk.terms.decide_coverage("Verger 2026", "DA-25.h", ["CG-6"], act("terms.coverage_decided"))
        desk.terms.keep_rule_clauses(
            "Verger 2026", [Found("CG-7.1", "CG-6")], act("terms.rule_clause_decided"), decided=True
        )
        branch = Branch(
            replace(desk.handovers.held(NUMBERS[1])[0].variant, standing=Standing.OPEN),
            Standing.OPEN,
            clock.now(),
            "Louis Juriste",
        )
        desk.handovers.put_branch(made[1].id, branch)
        signature = Entry(str(uuid.UUID(int=2)), Signed(dt.date(2026, 11, 20), "Alix Martin", "Lyon"))
        desk.mandates.append(RUM, [signature], act("mandate.fact_recorded"))
        scan = b"%PDF-1.7 signed"
        desk.mandates.keep_file(RUM, FileKind.FORM, "mandat.pdf", scan, act("mandate.file_kept"))
        told = WrittenEntry(
            f"{made[0].id}::offer:", made[0].id, 0, clock.now(), cancelled=False, said={"when": "2026-12-31"}
        )
        desk.calendar.keep([told], "/exports/contracts.ics", "0" * 64, act("deadlines.exported"), [told.key])
        desk.calculations.keep_typed("refund", {"billed": "36 500"}, clock.now())
        desk.calculations.add_note(made[0].id, "Remboursement", {"format": 1}, act("contract.note_added"))
        note = Mark(told.key, owner="Anne Roy", note="Le client relit")
        desk.marks.keep(made[0].id, note, act("deadline.marked"))
        desk.reminders.begun(clock.now())
        desk.reminders.tell([ReminderId(told.key, "2026-12-31", "30d")], [], clock.now())
        desk.settings.put("creditor", {"ics": "FR72ZZZ123456"}, act("settings.changed"))
        desk.close()
        shutil.copy(Path(scratch) / "w" / STORE_FILE, target)


if __name__ == "__main__":
    FILES.mkdir(exist_ok=True)
    write(FILES / f"revision-{REVISION}.db")

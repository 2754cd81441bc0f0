"""A contract with 200 clauses of its own over general terms of 400: one answer, and the whole text.

Then one of a workspace, over terms of thirty pages in two languages: opened and answered, read as one text.
"""

import datetime as dt
import hashlib
import tempfile
import uuid
from pathlib import Path

from numspot_desk.contracts.order.order_document import SUBJECTS
from numspot_desk.contracts.ranking.consolidated import consolidated
from numspot_desk.contracts.ranking.hierarchy import Contract, Situation
from numspot_desk.contracts.ranking.layers import Topic
from numspot_desk.contracts.ranking.papers import Clause, Paper, PaperKind, Saying
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.provisions import Effect
from numspot_desk.rules.subjects import CLAUSES
from numspot_desk.usecases.contract.show_hierarchy import contract_of
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.terms import SourceFile, TermsVersion
from tests.bench.compare_terms import thirty_pages
from tests.bench.measure import report_limit, timed
from tests.contracts.contracts import derogation
from tests.usecases.desk import NOON, PERSON, draft, sample, workspace_in

CLAUSES_OF_ITS_OWN = 200
GENERAL = 400
DAY = dt.date(2026, 11, 22)


def bench(times: int) -> list[bool]:
    """Print the figures; the goal is under 5 ms an answer, of a contract read just now."""
    contract = large()
    subjects = [subject for subject in SUBJECTS if subject in CLAUSES]

    def answer() -> None:
        situation = contract.situation(DAY)
        assert situation.answer(Topic(subjects[0])).layers

    def everything() -> None:
        assert len(consolidated(contract.situation(DAY))) == len(contract.situation(DAY).clauses)

    title = f"A precedence answer for a contract with {CLAUSES_OF_ITS_OWN} clauses"
    met = [report_limit(title, timed(answer, times), 5.0)]
    title = "  its consolidated reading, in which every subject is answered"
    met.append(report_limit(title, timed(everything, 11), 100.0))
    with tempfile.TemporaryDirectory() as folder:
        met += _kept(Path(folder), times)
    return met


def _kept(folder: Path, times: int) -> list[bool]:
    """The contract of a workspace, from the store to what is read."""
    workspace = workspace_in(folder / "desk")
    for language in ("fr", "en"):
        days = dt.date(2026, 1, 1), dt.date(2026, 4, 1)
        version = TermsVersion(
            str(uuid.uuid5(uuid.NAMESPACE_URL, language)), "2026-04", language, *days, NOON
        )
        source = SourceFile("terms.txt", b"x", hashlib.sha256(b"x").hexdigest())
        act = Act("terms.adopted", "", PERSON.name, NOON)
        workspace.terms.adopt(version, thirty_pages(), source, act)
    derogations = [
        derogation(f"D{n}", f"CG-{n}.1", "other", "replace", f"Le point {n} est remplacé.")
        for n in range(1, 16)
    ]
    order = draft(workspace, sample("workshop") | {"derogations": derogations})

    def opened() -> Situation:
        return contract_of(workspace, order.id).contract.situation(DAY)

    def first_answer() -> None:
        situation = opened()
        assert situation.answer(situation.topics[0]).layers

    def read() -> None:
        assert consolidated(opened())

    title = "A contract of the workspace opened, over terms of thirty pages in two languages, and answered"
    met = [report_limit(title, timed(first_answer, times), 100.0)]
    title = "  opened and read as one text"
    met.append(report_limit(title, timed(read, times), 200.0))
    workspace.close()
    return met


def large() -> Contract:
    """Particular conditions with several clauses on every subject, over general terms of many clauses."""
    subjects = [subject for subject in SUBJECTS if subject in CLAUSES]
    own = [
        Clause(
            f"CP/{number}",
            Document.PARTICULAR,
            f"CP-D{number}",
            "",
            f"Le délai est de {number} jours à compter de la demande.",
            (Saying(subject, Effect.REPLACE, {"days": 30}, CLAUSES[subject][0]),),
            DAY,
        )
        for number in range(1, CLAUSES_OF_ITS_OWN + 1)
        for subject in (subjects[number % len(subjects)],)
    ]
    named = sorted({clause for clauses in CLAUSES.values() for clause in clauses})
    refs = [*named, *(f"CG-{20 + number}" for number in range(GENERAL - len(named)))]
    general = [Clause(f"CG:{ref}", Document.GENERAL, ref, "", "Les parties en conviennent.") for ref in refs]
    papers = (
        Paper("CP", PaperKind.PARTICULAR, Document.PARTICULAR, "CMD", tuple(own), DAY),
        Paper("CG", PaperKind.GENERAL, Document.GENERAL, "2026", tuple(general)),
    )
    return Contract("CMD", "Atelier Exemple", papers)

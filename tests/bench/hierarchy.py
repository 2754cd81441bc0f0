"""A contract with 200 clauses of its own over general terms of 400: one answer, and the whole text."""

import datetime as dt
import time

from numspot_desk.contracts.consolidated import consolidated
from numspot_desk.contracts.hierarchy import Contract
from numspot_desk.contracts.layers import Topic
from numspot_desk.contracts.order_document import SUBJECTS
from numspot_desk.contracts.papers import Clause, Paper, PaperKind, Saying
from numspot_desk.rules.clauses import Document
from numspot_desk.rules.provisions import Effect
from numspot_desk.rules.subjects import CLAUSES
from tests.bench.measure import report_limit, timed

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
    started = time.perf_counter()
    everything()
    print(f"  its consolidated reading: {(time.perf_counter() - started) * 1000:.1f} ms\n")
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

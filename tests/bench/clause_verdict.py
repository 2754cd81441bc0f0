"""A keystroke in one of a hundred clauses: the verdict on every clause, and what the one moves."""

from collections.abc import Sequence
from typing import Any

from numspot_desk.contracts.clauses.clause_verdict import Assessment, assess, ground_of
from numspot_desk.contracts.clauses.clause_verdict_clauses import clauses_of
from numspot_desk.contracts.clauses.departures import Taken
from numspot_desk.contracts.library.built_in import built_in
from numspot_desk.contracts.library.picking import place
from numspot_desk.contracts.library.rendering import NotRendered
from numspot_desk.contracts.order.order_document import SUBJECTS
from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.rules.subjects import CLAUSES
from tests.bench.measure import report_limit, timed
from tests.contracts import orders

CLAUSES_OF_THE_ORDER = 100
GOAL_MS = 16.0


def bench(times: int) -> list[bool]:
    """Print the figures; the goal is one frame of the screen, whatever the clauses."""
    mixed, taken = _from_library()
    one_subject = [_free(number, "breach_notice") for number in range(1, CLAUSES_OF_THE_ORDER + 1)]
    long = [{**mixed[0], "text": "\n".join(["Le service est rendu comme convenu. " * 14] * 39)}, *mixed[1:]]
    return [
        _keystroke(
            f"A keystroke with {CLAUSES_OF_THE_ORDER} clauses: verdicts and effects", mixed, taken, times
        ),
        _keystroke("  all of them on one subject, each of another length", one_subject, {}, times),
        _keystroke("  in a clause of twenty thousand characters", long, taken, times),
    ]


def _keystroke(title: str, rows: Sequence[dict[str, Any]], taken: dict[str, Taken], times: int) -> bool:
    typed = 0
    answers = {**orders.order(), "derogations": list(rows)}
    before = _assessed(answers, taken, None)

    def key() -> None:
        nonlocal typed, before
        typed += 1
        first = {**rows[0], "text": f"{rows[0]['text']} {typed}"}
        before = _assessed({**answers, "derogations": [first, *rows[1:]]}, taken, before)
        assert before.effects("derogations[0]") is not None

    return report_limit(title, timed(key, times), GOAL_MS)


def _assessed(answers: dict[str, Any], taken: dict[str, Taken], before: Assessment | None) -> Assessment:
    ground = ground_of(read_facts(answers), orders.AS_OF, None)
    return assess(clauses_of(answers), ground, taken, before)


def _from_library() -> tuple[list[dict[str, Any]], dict[str, Taken]]:
    """The derogations of the library, and free ones on every subject, as one order may have them at most."""
    answers: dict[str, Any] = {**orders.order(), "derogations": []}
    taken: dict[str, Taken] = {}
    for clause in built_in().values():
        if clause.target is None:
            continue
        try:
            placed = place(answers, clause, clause.preferred)
        except NotRendered:  # a text that only an order knows
            continue
        answers, taken[placed.clause_id] = placed.answers, Taken(clause, clause.preferred)
    rows = list(answers["derogations"])
    subjects = [subject for subject in SUBJECTS if subject in CLAUSES]
    for number in range(len(rows) + 1, CLAUSES_OF_THE_ORDER + 1):
        rows.append(_free(number, subjects[number % len(subjects)]))
    return rows, taken


def _free(number: int, subject: str) -> dict[str, Any]:
    return {
        "id": f"D{number}",
        "target": CLAUSES[subject][0],
        "subject": subject,
        "effect": "replace",
        "text": f"Le délai de l'article 6.3 est porté à {number} jours pour le Client.",
        "data": {"days": number},
    }

"""Checks on special conditions: there where a line needs them, each required subject covered, and the
Data Act points of every order (contract-rules, section 8).
"""

from collections.abc import Iterator, Mapping

from numspot_desk.contracts.order.order_document import QUALIFICATIONS, SUBJECTS
from numspot_desk.contracts.order.order_facts import DerogationFacts, OrderFacts, SpecialFacts
from numspot_desk.contracts.problems import Problem, Severity, problem
from numspot_desk.contracts.shown import shown
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.checklists import CHECKLISTS, DATA_ACT, Coverage, Subject, coverage
from numspot_desk.rules.checklists import SUBJECTS as CHECKLIST_SUBJECTS
from numspot_desk.rules.explain import Step

CoveredPoints = Mapping[str, tuple[str, ...]]
"""By subject of a checklist, the clauses of the governing general terms that cover it."""
_KNOWN_SUBJECTS = frozenset(CHECKLIST_SUBJECTS) | frozenset(SUBJECTS)


def special_condition_problems(facts: OrderFacts, covered_by_terms: CoveredPoints) -> Iterator[Problem]:
    """Every fault of the special conditions and of the coverage of the checklists. `covered_by_terms`: by
    subject, the clauses of the governing general terms that cover it."""
    yield from _missing(facts)
    for special in facts.special_conditions:
        yield from _conditions(special)
    for kind in QUALIFICATIONS:
        of_kind = [special for special in facts.special_conditions if special.kind == kind]
        if of_kind:
            held = coverage(kind, _clauses(facts, covered_by_terms))
            path = f"special_conditions[{of_kind[0].position}]"
            yield from (_uncovered(f"{path}.{subject.id}", subject, held) for subject in held.uncovered)
    held = coverage(DATA_ACT, _clauses(facts, covered_by_terms))
    for subject in held.uncovered:
        yield _uncovered(f"general_terms.{subject.id}", subject, held, Severity.WARNING)


def order_coverage(facts: OrderFacts, covered_by_terms: CoveredPoints) -> tuple[Coverage, ...]:
    """The coverage of each checklist that the order must meet, for display."""
    kinds = {special.kind for special in facts.special_conditions} | {
        line.qualification for line in facts.lines
    }
    wanted = [name for name in CHECKLISTS if name == DATA_ACT or name in kinds]
    return tuple(coverage(name, _clauses(facts, covered_by_terms)) for name in wanted)


def order_clauses(facts: OrderFacts) -> list[tuple[str, tuple[str, ...]]]:
    """The clauses of an order that say what they cover, special ones first: the id of each (its path where it
    has none) and the subjects."""
    found = [
        (clause.id or f"special_conditions[{special.position}].clauses[{clause.position}]", clause.subjects)
        for special in facts.special_conditions
        for clause in special.clauses
    ]
    found += [
        (derogation.id or f"derogations[{derogation.position}]", _covered(derogation))
        for derogation in facts.derogations
    ]
    return found


def _clauses(facts: OrderFacts, covered_by_terms: CoveredPoints) -> list[tuple[str, tuple[str, ...]]]:
    named = sorted(covered_by_terms.items())
    return [*order_clauses(facts), *((clause, (point,)) for point, refs in named for clause in refs)]


def _covered(derogation: DerogationFacts) -> tuple[str, ...]:
    """The subjects of the checklists that a derogation says it settles (`covers` among its data)."""
    covers = derogation.data.get("covers")
    return tuple(one for one in covers if isinstance(one, str)) if isinstance(covers, list) else ()


def _missing(facts: OrderFacts) -> Iterator[Problem]:
    kinds = {special.kind for special in facts.special_conditions}
    for line in facts.lines:
        if line.qualification and line.qualification not in kinds:
            yield problem(
                "missing_special_conditions",
                f"lines[{line.position}].qualification",
                message(
                    "A service under {kind} needs {kind} special conditions. Add them, or take the "
                    "qualification off.",
                    kind=line.qualification,
                ),
                clause="CG-1:Conditions Spécifiques",
                why=Step("special.required", line.qualification, ("CG-1:Conditions Spécifiques",)),
            )


def _conditions(special: SpecialFacts) -> Iterator[Problem]:
    path = f"special_conditions[{special.position}]"
    ids: set[str] = set()
    for clause in special.clauses:
        at = f"{path}.clauses[{clause.position}]"
        if clause.id and clause.id in ids:
            yield problem(
                "invalid_value",
                f"{at}.id",
                message("Two clauses have the id {id}. Give each its own.", id=shown(clause.id)),
            )
        ids.add(clause.id)
        for position, subject in enumerate(clause.subjects):
            if subject not in _KNOWN_SUBJECTS:
                yield problem(
                    "invalid_value",
                    f"{at}.subjects[{position}]",
                    message("No checklist has a subject {id}. Choose one of the list.", id=shown(subject)),
                )
    if special.issued_on and special.valid_until and special.valid_until < special.issued_on:
        yield problem(
            "invalid_value",
            f"{path}.certificate.valid_until",
            message("The certificate ends before it was issued. Correct one of the days."),
        )


def _uncovered(field: str, subject: Subject, held: Coverage, severity: Severity = Severity.ERROR) -> Problem:
    checklist = held.checklist
    why = Step(
        "coverage.uncovered",
        subject.id,
        (checklist.law,),
        uses=(
            Step("coverage.covered", sum(bool(refs) for refs in held.covered_by.values())),
            Step("coverage.required", sum(item.required for item in checklist.subjects)),
            Step("coverage.last_checked", checklist.last_checked),
        ),
    )
    return problem(
        "uncovered_subject",
        field,
        message(
            "No clause covers {id} ({title}). Add a clause, or name the one that covers it.",
            id=subject.id,
            title=Message(subject.english),
        ),
        clause=checklist.law,
        why=why,
        severity=severity,
    )

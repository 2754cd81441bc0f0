"""What legal reads one by one in an order, and where the reading of each stands: derogations, clauses of
special conditions, lines whose discount is over the threshold, a payment term of its own.

The approval of a part is bound to the fingerprint of its content, so that it holds exactly while the part
says what was read: put back word for word, it holds again. Number and version are in the fingerprint: a
duplicate and a new version start with nothing read. Who may approve is not decided here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from numspot_desk.contracts.canonical import fingerprint
from numspot_desk.contracts.order.differences import Difference, differences
from numspot_desk.contracts.order.order_document import get
from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.contracts.reviewing.review import PART_KINDS, ReviewKind, ReviewStep
from numspot_desk.contracts.reviewing.review_place import place_now
from numspot_desk.rules.payment_term import GENERAL_TERMS

_PAYMENT: Final = "payment.term"


class PartKind(StrEnum):
    """What a part is."""

    DEROGATION = "derogation"
    CLAUSE = "clause"
    LINE = "line"
    PAYMENT = "payment"


@dataclass(frozen=True)
class ReviewPart:
    """One part: its path in the order, the id it has there ("" for a line), what it says, and the
    fingerprint of that. `set_kind` is the kind of its special conditions, `position` counts from 0."""

    kind: PartKind
    field: str
    id: str
    position: int
    content: Mapping[str, Any]
    fingerprint: str
    set_kind: str = ""


class PartState(StrEnum):
    """Where the reading of a part stands. `CHANGED`: it was read, and says something else since."""

    TO_READ = "to_read"
    APPROVED = "approved"
    TO_CHANGE = "to_change"
    CHANGED = "changed"


@dataclass(frozen=True)
class PartReview:
    """A part, its state and the step that gave it; for a changed part, the latest step on its former
    content, and what differs from it."""

    part: ReviewPart
    state: PartState
    step: ReviewStep | None = None
    changes: tuple[Difference, ...] = ()


def parts_of(
    number: str, revision: int, answers: Mapping[str, Any], threshold: Decimal
) -> tuple[ReviewPart, ...]:
    """The parts of a version that need an approval of their own, in the order of the document. `threshold`:
    the discount in percent above which a line does."""
    seen: Counter[str] = Counter()
    found = []
    for part in _found(answers, threshold):
        said = {"kind": part.kind.value, "content": dict(part.content), "terms": answers.get("general_terms")}
        plain = fingerprint(said)
        seen[plain] += 1  # of two equal parts, each is read
        bound = {"number": number, "revision": revision, "part": plain, "nth": seen[plain]}
        found.append(
            ReviewPart(
                part.kind,
                part.field,
                part.id,
                part.position,
                part.content,
                fingerprint(bound),
                part.set_kind,
            )
        )
    return tuple(found)


def part_reviews(
    parts: Sequence[ReviewPart], steps: Sequence[ReviewStep], answers: Mapping[str, Any]
) -> tuple[PartReview, ...]:
    """Where the reading of each part stands after these steps, oldest first."""
    about = [step for step in steps if step.kind in PART_KINDS]
    places = [place_now(answers, step.field, step.anchor) for step in about]
    return tuple(_review(part, about, places) for part in parts)


def parts_gone(steps: Sequence[ReviewStep], answers: Mapping[str, Any]) -> tuple[ReviewStep, ...]:
    """The latest step on each part that was read and has been taken out of the order since."""
    latest: dict[tuple[str, str], ReviewStep] = {}
    for step in steps:
        if step.kind in PART_KINDS and place_now(answers, step.field, step.anchor) is None:
            latest[step.field.partition("[")[0], step.about] = step
    return tuple(latest.values())


def _review(part: ReviewPart, steps: Sequence[ReviewStep], places: Sequence[str | None]) -> PartReview:
    for step in reversed(steps):
        if step.part == part.fingerprint:
            return PartReview(part, _STATE[step.kind], step)
    for step, place in zip(reversed(steps), reversed(places), strict=True):
        if place == part.field and step.kind is not ReviewKind.PART_UNREAD:
            changed = differences(step.kept, part.content) if step.kept else ()
            return PartReview(part, PartState.CHANGED, step, changed)
    return PartReview(part, PartState.TO_READ)


_STATE: Final = {
    ReviewKind.PART_APPROVED: PartState.APPROVED,
    ReviewKind.PART_RETURNED: PartState.TO_CHANGE,
    ReviewKind.PART_UNREAD: PartState.TO_READ,
}


def _found(answers: Mapping[str, Any], threshold: Decimal) -> Iterator[ReviewPart]:
    facts = read_facts(answers)
    for derogation in facts.derogations:
        field = f"derogations[{derogation.position}]"
        yield _part(PartKind.DEROGATION, field, derogation.id, derogation.position, get(answers, field))
    for conditions in facts.special_conditions:
        place = f"special_conditions[{conditions.position}]"
        frame = {name: get(answers, f"{place}.{name}") for name in ("kind", "certificate")}
        for clause in conditions.clauses:
            field = f"{place}.clauses[{clause.position}]"
            said = get(answers, field)
            content = {**(said if isinstance(said, Mapping) else {}), **frame}
            yield _part(PartKind.CLAUSE, field, clause.id, clause.position, content, conditions.kind)
    for line in facts.lines:
        if line.discount_percent is not None and line.discount_percent > threshold:
            field = f"lines[{line.position}]"
            yield _part(PartKind.LINE, field, "", line.position, get(answers, field))
    derogated = any(derogation.subject == "payment_term" for derogation in facts.derogations)
    if facts.payment_term not in (None, GENERAL_TERMS) and not derogated:
        yield _part(PartKind.PAYMENT, _PAYMENT, "", 0, get(answers, _PAYMENT))


def _part(kind: PartKind, field: str, id_: str, position: int, said: Any, set_kind: str = "") -> ReviewPart:
    return ReviewPart(kind, field, id_, position, said if isinstance(said, Mapping) else {}, "", set_kind)

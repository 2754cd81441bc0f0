"""How a part of a review reads: its name, its state, what it says and what differs from what was read; and
what a person may do with the parts and comments that are chosen. No Qt.

What a part is and where its reading stands comes from `contracts.reviewing.review_parts`; whether an act is
allowed is decided by the use cases.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from numspot_desk.contracts.order.field_names import field_name
from numspot_desk.contracts.reviewing.review_parts import PartKind, PartReview, PartState, ReviewPart
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.terms.word_diff import Mark, Piece, word_diff
from numspot_desk.ui.order.labels import EFFECT_LABELS, SUBJECT_LABELS
from numspot_desk.usecases.orders.edit_order import OpenedOrder
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.reviews.comment import ShownThread
from numspot_desk.usecases.reviews.review_rules import ReviewAct, allowed

STATE_WORDS: Final[Mapping[PartState, str]] = {
    PartState.TO_READ: N_("To read"),
    PartState.APPROVED: N_("Approved"),
    PartState.TO_CHANGE: N_("To change"),
    PartState.CHANGED: N_("Changed, to read again"),
}
STATE_SIGNS: Final[Mapping[PartState, tuple[str, str]]] = {
    PartState.TO_READ: ("clause", "muted"),
    PartState.APPROVED: ("check-circle", "success"),
    PartState.TO_CHANGE: ("undo", "warning"),
    PartState.CHANGED: ("warning", "warning"),
}
"""The icon of each state and its colour."""


def name_of(part: ReviewPart) -> Message:
    """What a part is called: as in the list of what a remark can be about."""
    match part.kind:
        case PartKind.LINE:
            label = str(part.content.get("label") or "–")
            return message("Line {n}: {label}", n=part.position + 1, label=label)
        case PartKind.PAYMENT:
            return message("Payment term")
        case PartKind.DEROGATION:
            named = [part.id, str(part.content.get("target") or "")]
        case PartKind.CLAUSE:
            named = [part.id, part.set_kind]
    return message("Clause {name}", name=" · ".join(each for each in named if each) or "–")


def place_of(part: ReviewPart) -> str:
    """The path that a remark or a comment on this part names."""
    match part.kind:
        case PartKind.DEROGATION | PartKind.CLAUSE:
            return f"{part.field}.text"
        case PartKind.PAYMENT:
            return "payment"
        case PartKind.LINE:
            return part.field


def pieces_of(each: PartReview) -> tuple[Piece, ...]:
    """What the part says; where it changed since it was read, word by word against that."""
    now = _text(each.part.content)
    if each.state is PartState.CHANGED and each.step is not None and each.step.kept:
        return word_diff(_text(each.step.kept), now)
    return (Piece(Mark.KEPT, now),) if now else ()


Fact = tuple[Message | str, Message | str, Message | str | None]
"""What a member is called, its value, and the value that was read where it is another one; text from people
as it is."""


def facts_of(each: PartReview) -> list[Fact]:
    """What else the part says."""
    before = {found.field: found.here for found in each.changes if found.field != "text"}
    facts: list[Fact] = []
    for member in dict.fromkeys([*_flat(each.part.content), *before]):
        now = _flat(each.part.content).get(member)
        was = _said(before[member]) if member in before else None
        if now or was:
            former = _shown(member, was or "–") if member in before else None
            facts.append((_named(each.part, member), _shown(member, now or "–"), former))
    return facts


def part_acts(
    opened: OpenedOrder,
    person: Person,
    chosen: Sequence[PartReview],
    place: str,
    threads: Sequence[ShownThread],
) -> set[ReviewAct]:
    """What this person is offered for the parts and the place that are chosen."""
    state, review = opened.record.state, opened.review
    may = {act for act in ReviewAct if allowed(act, person.role, state) and not opened.record.archived}
    acts: set[ReviewAct] = set()
    own = review.four_eyes and review.own_to(person.name)
    if any(not review.counts(each) for each in chosen) and not own:
        acts.add(ReviewAct.APPROVE_PART)
    if len(chosen) == 1:
        acts.add(ReviewAct.RETURN_PART)
        if chosen[0].state in (PartState.APPROVED, PartState.TO_CHANGE):
            acts.add(ReviewAct.UNREAD_PART)
    if place:
        acts.add(ReviewAct.COMMENT)
    if any(each.from_revision is None for each in threads):
        acts.add(ReviewAct.RESOLVE)
    return acts & may


def threads_at(threads: Sequence[ShownThread], place: str) -> list[ShownThread]:
    """The threads on a place; those whose place was taken out stand with the order as a whole."""
    wanted = place.removesuffix(".text")
    return [each for each in threads if (each.field or "").removesuffix(".text") == wanted]


def open_thread(threads: Sequence[ShownThread]) -> ShownThread | None:
    """The latest thread of this version, which an answer goes to while it is not resolved."""
    own = [each for each in threads if each.from_revision is None]
    return own[-1] if own else None


_POSITION: Final = re.compile(r"\[\d+\]")
_DATA: Final[Mapping[str, str]] = {
    "data.days": N_("Days"),
    "data.percent": N_("Percent"),
}
_VALUES: Final[Mapping[str, Mapping[str, str]]] = {"effect": EFFECT_LABELS, "subject": SUBJECT_LABELS}
_HIDDEN: Final = {"text", "id", "account", "region", "mode", "beta", "qualification", "service"}


def _text(content: Mapping[str, Any]) -> str:
    said = content.get("text")
    return said if isinstance(said, str) else ""


def _flat(content: Mapping[str, Any], path: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for member, value in content.items():
        if member in _HIDDEN and not path:
            continue
        if isinstance(value, Mapping):
            found |= _flat(value, f"{path}{member}.")
        elif value not in (None, "", []):
            found[f"{path}{member}"] = _said(value)
    return found


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_said(inner)}" for name, inner in value.items())
    return "–" if value is None else str(value)


def _shown(member: str, value: str) -> Message | str:
    label = _VALUES.get(member, {}).get(value)
    return value if label is None else Message(label)


def _named(part: ReviewPart, member: str) -> Message | str:
    """What a member of the part is called; what the order format alone names keeps that name."""
    if member in _DATA:
        return Message(_DATA[member])
    of_set = part.kind is PartKind.CLAUSE and member.startswith(("certificate", "kind"))
    head = part.field.partition(".clauses")[0] if of_set else part.field
    path = _POSITION.sub("", f"{head}.{member}")
    name = field_name(path)
    return member.removeprefix("data.") if path in name.params.values() else name

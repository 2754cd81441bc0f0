"""What the review panel says and offers for an order, a state and a person; how a step reads. No Qt.

Whether an act is allowed is decided by `usecases.review_order`; here it is only offered where it makes
sense to the person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from numspot_desk.contracts.flow import MEMBERS, STEPS, StepId
from numspot_desk.contracts.review import ReviewKind, ReviewStep
from numspot_desk.contracts.states import OrderState
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.ui.order.labels import STEP_TITLES
from numspot_desk.usecases.edit_order import OpenedOrder
from numspot_desk.usecases.person import Person, same_person
from numspot_desk.usecases.review_rules import ReviewAct
from numspot_desk.usecases.roles import may_decide, may_write

ACT_LABELS: Final[Mapping[ReviewAct, tuple[str, str]]] = {
    ReviewAct.REQUEST: (N_("Send for review"), "send"),
    ReviewAct.APPROVE: (N_("Approve"), "check-circle"),
    ReviewAct.RETURN: (N_("Send back"), "undo"),
    ReviewAct.REFUSE: (N_("Refuse"), "close-circle"),
    ReviewAct.TAKE: (N_("Take charge"), "person"),
    ReviewAct.REMARK: (N_("Add the remark"), "plus"),
    ReviewAct.WITHDRAW: (N_("Take back to draft"), "undo"),
    ReviewAct.MODIFY: (N_("Modify again"), "unlock"),
}
"""The label and the icon of each act."""
DONE: Final[Mapping[ReviewAct, str]] = {
    ReviewAct.REQUEST: N_("Order {number} sent for review."),
    ReviewAct.APPROVE: N_("Order {number} approved."),
    ReviewAct.RETURN: N_("Order {number} sent back to sales."),
    ReviewAct.REFUSE: N_("Order {number} refused."),
    ReviewAct.TAKE: N_("You look after the review of order {number}."),
    ReviewAct.REMARK: N_("Remark kept."),
    ReviewAct.WITHDRAW: N_("Order {number} is a draft again."),
    ReviewAct.MODIFY: N_("Order {number} is a draft again: its approval is void."),
}
"""What is said once an act is done."""
STEP_WORDS: Final[Mapping[ReviewKind, str]] = {
    ReviewKind.REQUESTED: N_("Sent for review"),
    ReviewKind.TAKEN: N_("Taken in charge"),
    ReviewKind.REMARK: N_("Remark"),
    ReviewKind.APPROVED: N_("Approved"),
    ReviewKind.RETURNED: N_("Sent back"),
    ReviewKind.REFUSED: N_("Refused"),
    ReviewKind.WITHDRAWN: N_("Taken back to draft"),
    ReviewKind.REOPENED: N_("Modified again"),
    ReviewKind.DELEGATED: N_("Delegated"),
    ReviewKind.PART_APPROVED: N_("Clause approved"),
    ReviewKind.PART_RETURNED: N_("Clause to change"),
    ReviewKind.PART_UNREAD: N_("Clause to read again"),
}
CARRY_NOTES: Final = frozenset(
    {ReviewAct.REQUEST, ReviewAct.APPROVE, ReviewAct.RETURN, ReviewAct.REFUSE, ReviewAct.REMARK}
)
"""The acts that send the note."""
WHOLE: Final = N_("The whole order")


@dataclass(frozen=True)
class Offer:
    """What the panel shows: sentences, and the acts with the most likely one first."""

    sentences: tuple[Message, ...]
    acts: tuple[ReviewAct, ...] = ()

    @property
    def notes(self) -> bool:
        """Whether a note can be written."""
        return bool({ReviewAct.REQUEST, ReviewAct.APPROVE, ReviewAct.RETURN} & set(self.acts))

    @property
    def places(self) -> bool:
        """Whether a note can be about one place of the order."""
        return ReviewAct.REMARK in self.acts


def offer_of(opened: OpenedOrder, person: Person, *, required: bool, blocked: bool) -> Offer | None:
    """What to show, None where the order neither needs a review nor had one."""
    state, review = opened.record.state, opened.review
    if state is OrderState.DRAFT:
        return _offer_of_draft(opened, person, required=required, blocked=blocked)
    if opened.record.archived or not (review.steps or state is OrderState.IN_REVIEW):
        return None
    if state is OrderState.IN_REVIEW:
        return _offer_in_review(opened, person)
    if review.approval is not None:
        acts = (ReviewAct.MODIFY,) if state is OrderState.APPROVED and may_write(person) else ()
        said = message("Legal approved exactly this content.")
        after = message("Any change makes the approval void: the order is then sent for review again.")
        return Offer((said, after) if acts else (said,), acts)
    if state is OrderState.APPROVED:
        said = message("The approval does not match the content: it does not count. Send the order again.")
        return Offer((said,), (ReviewAct.MODIFY,) if may_write(person) else ())
    if state is OrderState.REFUSED:
        return Offer((message("Legal refused this version. A new version can go on from it."),))
    return Offer(())


def _offer_of_draft(opened: OpenedOrder, person: Person, *, required: bool, blocked: bool) -> Offer | None:
    review = opened.review
    if opened.record.archived or not (required or review.steps):
        return None
    said: list[Message] = []
    last = review.steps[-1].kind if review.steps else None
    if review.voided is not None:
        said.append(
            message(
                "The approval by {name} of {at} is void: the order was taken up again.",
                name=review.voided.actor,
                at=review.voided.at,
            )
        )
    elif last is ReviewKind.RETURNED:
        said.append(message("Legal sent this order back: read the notes, correct, then send it again."))
    if not required:
        said.append(message("As it stands, this order needs no review."))
    elif blocked:
        said.append(message("Legal reviews this order. Settle the points that block it, then send it."))
    elif last is not ReviewKind.RETURNED:
        said.append(message("Legal reviews this order before the client signs. Send it when it is ready."))
    return Offer(tuple(said), (ReviewAct.REQUEST,) if may_write(person) else ())


def _offer_in_review(opened: OpenedOrder, person: Person) -> Offer:
    made = opened.review.round
    asked_by = made[0].actor if made else opened.record.author
    taken_by = next((step.actor for step in reversed(made) if step.kind is ReviewKind.TAKEN), None)
    mine = same_person(person.name, asked_by) or same_person(person.name, opened.record.author)
    if taken_by is None:
        said = [message("Waiting for legal. Nothing can be changed meanwhile.")]
    else:
        said = [message("{name} of legal looks after it. Nothing can be changed meanwhile.", name=taken_by)]
    if not may_decide(person):
        return Offer(tuple(said), (ReviewAct.WITHDRAW,) if may_write(person) else ())
    acts = [ReviewAct.APPROVE, ReviewAct.RETURN, ReviewAct.REFUSE, ReviewAct.REMARK]
    if opened.review.four_eyes and mine:
        acts.remove(ReviewAct.APPROVE)
        said.append(message("Four eyes: you wrote this order or sent it, so somebody else approves it."))
    elif mine:
        said.append(
            message(
                "You wrote this order or sent it: your approval will be kept as given by the same person."
                " Roles are declared here, not proved."
            )
        )
    if taken_by is None or not same_person(taken_by, person.name):
        acts.append(ReviewAct.TAKE)
    if mine:
        acts.append(ReviewAct.WITHDRAW)
    return Offer(tuple(said), tuple(acts))


def places_of(answers: Mapping[str, Any]) -> list[tuple[str, str | Message]]:
    """What a remark can be about, by path: each derogation and clause, each line, then the steps."""
    found: list[tuple[str, str | Message]] = []
    for position, derogation in enumerate(_dicts(answers.get("derogations"))):
        found.append((f"derogations[{position}].text", _named(derogation, "id", "target")))
    for number, conditions in enumerate(_dicts(answers.get("special_conditions"))):
        for position, clause in enumerate(_dicts(conditions.get("clauses"))):
            path = f"special_conditions[{number}].clauses[{position}].text"
            found.append((path, _named({**clause, "kind": conditions.get("kind")}, "id", "kind")))
    for position, line in enumerate(_dicts(answers.get("lines"))):
        found.append(
            (
                f"lines[{position}]",
                message("Line {n}: {label}", n=position + 1, label=str(line.get("label") or "–")),
            )
        )
    for step in STEPS:
        if step is not StepId.REVIEW:
            found.append((MEMBERS[step][0], STEP_TITLES[step]))
    return found


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    return [item if isinstance(item, Mapping) else {} for item in value] if isinstance(value, list) else []


def _named(item: Mapping[str, Any], *members: str) -> Message:
    parts = [str(item[member]) for member in members if item.get(member)]
    return message("Clause {name}", name=" · ".join(parts) or "–")


def shown_steps(steps: tuple[ReviewStep, ...], most: int) -> tuple[tuple[ReviewStep, ...], int]:
    """The latest steps, oldest first, and how many came before."""
    return steps[-most:], max(0, len(steps) - most)

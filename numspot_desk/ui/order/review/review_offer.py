"""What the review panel says and offers for an order, a state and a person; how a step reads. No Qt.

Whether an act is allowed is decided by `usecases.reviews.review_order`; here it is only offered where it
makes sense to the person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from numspot_desk.contracts.order.differences import Difference
from numspot_desk.contracts.order.flow import MEMBERS, STEPS, StepId
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.reviewing.review import ReviewKind, ReviewStep
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.ui.order.labels import STEP_TITLES
from numspot_desk.usecases.orders.edit_order import OpenedOrder
from numspot_desk.usecases.person import Person, same_person
from numspot_desk.usecases.reviews.read_review import LeftBehind
from numspot_desk.usecases.reviews.review_rules import ReviewAct
from numspot_desk.usecases.roles import may_decide, may_write

ACT_LABELS: Final[Mapping[ReviewAct, tuple[str, str]]] = {
    ReviewAct.REQUEST: (N_("Send for review"), "send"),
    ReviewAct.APPROVE: (N_("Approve"), "check-circle"),
    ReviewAct.RETURN: (N_("Send back"), "undo"),
    ReviewAct.REFUSE: (N_("Refuse"), "close-circle"),
    ReviewAct.TAKE: (N_("Take charge"), "person"),
    ReviewAct.DELEGATE: (N_("Delegate…"), "send"),
    ReviewAct.APPROVE_PART: (N_("Approve the clause"), "check-circle"),
    ReviewAct.RETURN_PART: (N_("To be changed"), "undo"),
    ReviewAct.UNREAD_PART: (N_("Read again"), "undo"),
    ReviewAct.COMMENT: (N_("Comment"), "clause"),
    ReviewAct.RESOLVE: (N_("Resolve the comments"), "check-circle"),
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
    ReviewAct.DELEGATE: N_("The review of order {number} is delegated."),
    ReviewAct.REMARK: N_("Remark kept."),
    ReviewAct.APPROVE_PART: N_("Approved."),
    ReviewAct.RETURN_PART: N_("Marked as to be changed."),
    ReviewAct.UNREAD_PART: N_("To be read again."),
    ReviewAct.COMMENT: N_("Comment kept; it is never exported."),
    ReviewAct.RESOLVE: N_("Comments kept."),
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
    {
        ReviewAct.REQUEST,
        ReviewAct.APPROVE,
        ReviewAct.RETURN,
        ReviewAct.REFUSE,
        ReviewAct.DELEGATE,
        ReviewAct.REMARK,
        ReviewAct.RETURN_PART,
        ReviewAct.COMMENT,
        ReviewAct.RESOLVE,
    }
)
"""The acts that send the note."""
OF_PLACES: Final = frozenset(
    {
        ReviewAct.APPROVE_PART,
        ReviewAct.RETURN_PART,
        ReviewAct.UNREAD_PART,
        ReviewAct.REMARK,
        ReviewAct.COMMENT,
        ReviewAct.RESOLVE,
    }
)
"""The acts on what is chosen; the others are on the order as a whole."""
_NAMED: Final = 6
"""How many changed fields a sentence names."""
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


def offer_of(
    opened: OpenedOrder, person: Person, *, required: bool, blocked: bool, amount: Decimal | None = None
) -> Offer | None:
    """What to show, None where the order neither needs a review nor had one. `amount`: the total of the
    order in euros excluding tax, None where it cannot be told."""
    state, review = opened.record.state, opened.review
    if state is OrderState.DRAFT:
        return _offer_of_draft(opened, person, required=required, blocked=blocked)
    if opened.record.archived or not (review.steps or state is OrderState.IN_REVIEW):
        return None
    if state is OrderState.IN_REVIEW:
        return _offer_in_review(opened, person, amount)
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
    elif review.left_behind is not None and required:
        said.append(_left_behind(opened, review.left_behind))
    elif last is ReviewKind.RETURNED:
        said.append(message("Legal sent this order back: read the notes, correct, then send it again."))
    said += _since(opened)[: 2 if review.steps else 0]
    if not required:
        said.append(message("As it stands, this order needs no review."))
    elif blocked:
        said.append(message("Legal reviews this order. Settle the points that block it, then send it."))
    elif last is not ReviewKind.RETURNED:
        said.append(message("Legal reviews this order before the client signs. Send it when it is ready."))
    return Offer(tuple(said), (ReviewAct.REQUEST,) if may_write(person) else ())


def _left_behind(opened: OpenedOrder, former: LeftBehind) -> Message:
    """That the approval of what this draft was made from does not reach it."""
    name, at = former.step.actor, former.step.at
    if former.number == opened.record.number:
        return message(
            "The approval by {name} of {at} holds for version {revision} alone: it is void for this one.",
            name=name,
            at=at,
            revision=former.revision,
        )
    return message(
        "The approval by {name} of {at} holds for order {number} alone: it is void for this one.",
        name=name,
        at=at,
        number=former.number,
    )


def _offer_in_review(opened: OpenedOrder, person: Person, amount: Decimal | None) -> Offer:
    made = opened.review.round
    asked_by = made[0].actor if made else opened.record.author
    taken_by = opened.review.holder
    asked = same_person(person.name, asked_by) or same_person(person.name, opened.record.author)
    mine = opened.review.own_to(person.name)
    if not taken_by:
        said = [message("Waiting for legal. Nothing can be changed meanwhile.")]
    else:
        said = [message("{name} of legal looks after it. Nothing can be changed meanwhile.", name=taken_by)]
    said += _since(opened)
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
    if not opened.review.powers.suffices(person.name, amount) and ReviewAct.APPROVE in acts:
        acts.remove(ReviewAct.APPROVE)
        said.append(_above(opened, person, amount))
    if not taken_by or not same_person(taken_by, person.name):
        acts.append(ReviewAct.TAKE)
    acts.append(ReviewAct.DELEGATE)
    if asked:
        acts.append(ReviewAct.WITHDRAW)
    return Offer(tuple(said), tuple(acts))


def _above(opened: OpenedOrder, person: Person, amount: Decimal | None) -> Message:
    """The order is above this person's signatory power; who may approve it instead."""
    powers = opened.review.powers
    enough = powers.enough_for(amount)
    who = ", ".join(enough) if enough else message("somebody whose power reaches it")
    if amount is None:
        return message(
            "Above your signatory power: the total cannot be told. Delegate to {names}.", names=who
        )
    return message(
        "Above your signatory power: the order comes to {amount} before tax, your power reaches {power}."
        " Delegate to {names}.",
        amount=amount,
        power=powers.of(person.name),
        names=who,
    )


def _since(opened: OpenedOrder) -> list[Message]:
    """What changed since legal last decided, and since the review was asked for."""
    review, said = opened.review, []
    if review.changes:
        said.append(_changed(review.changes))
    if review.gone:
        names = ", ".join(dict.fromkeys(step.about for step in review.gone))
        said.append(message("Taken out since they were read: {names}.", names=names))
    before = review.threshold_asked
    if before is not None and before != review.threshold:
        said.append(
            message(
                "The discount threshold was {before}% when the review was asked for and is {now}% now: the"
                " lines to read follow it.",
                before=before,
                now=review.threshold,
            )
        )
    return said


def _changed(changes: Sequence[Difference]) -> Message:
    names = list(dict.fromkeys(each.name for each in changes))
    sentence = names[0]
    for name in names[1:_NAMED]:
        sentence = message("{one}, {other}", one=sentence, other=name)
    if len(names) > _NAMED:
        more = message("{n} more", n=len(names) - _NAMED)
        sentence = message("{one}, {other}", one=sentence, other=more)
    return message("Changed since legal last decided: {names}.", names=sentence)


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

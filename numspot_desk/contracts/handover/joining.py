"""Where a hand-over meets what the receiver holds: what each variant is to it, and which state follows.

Nothing is lost: a variant is recognised, taken as the continuation of what is here, or kept beside it as a
branch. A continuation is one that names, in its line, what is here unchanged, from a side that knows every
review step of it; what is here is a continuation of theirs likewise. Keeping is
`usecases.handover.receive_handover`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from numspot_desk.contracts.handover.package import Standing, Variant
from numspot_desk.contracts.handover.sections import REVIEW_STEPS, Row, Rows, joined, missing
from numspot_desk.contracts.order.states import FROZEN, OrderState, may_move
from numspot_desk.contracts.reviewing.review import PART_KINDS, ReviewKind

LEGAL: Final = "legal"


class Meeting(StrEnum):
    """What the variant that the sender goes on with is to the one here."""

    NEW = "new"  # this version was not here
    SAME = "same"
    EXPORTED = "exported"  # the same content, exported by the sender in the meantime
    CONTINUES = "continues"  # what is here, gone on with
    EARLIER = "earlier"  # what is here goes on from it
    DIVERGED = "diverged"


def meeting(
    here: Variant | None, theirs: Variant, all_of_theirs: Iterable[Variant], all_of_ours: Iterable[Variant]
) -> Meeting:
    """What the sender's main variant of a version is to ours; all of theirs and of ours are its variants on
    each side, branches included."""
    if here is None:
        return Meeting.NEW
    if theirs.id == here.id:
        return Meeting.SAME
    if theirs.content == here.content and here.frozen is None:
        return Meeting.EXPORTED
    if theirs.content == here.content and theirs.frozen is None:
        return Meeting.EARLIER
    ours_in_theirs, theirs_in_ours = here.id in theirs.line, theirs.id in here.line
    if theirs_in_ours and not ours_in_theirs and _saw(all_of_ours, theirs):
        return Meeting.EARLIER
    if ours_in_theirs and not theirs_in_ours and _saw(all_of_theirs, here) and here.frozen is None:
        return Meeting.CONTINUES
    return Meeting.DIVERGED


def _saw(side: Iterable[Variant], variant: Variant) -> bool:
    """Whether a side knows every review step of a variant: what it does not know may be an approval."""
    known = [row for each in side for row in each.rows(REVIEW_STEPS)]
    return not missing(REVIEW_STEPS, known, variant.rows(REVIEW_STEPS))


class Refusal(StrEnum):
    """Why an approval that came does not hold here."""

    ROLE = "role"  # not given by legal
    FOUR_EYES = "four_eyes"
    POWER = "power"  # the order is above the signatory power of who approved it, as it is declared here
    UNREAD = "unread"  # a part that is read one by one here was not approved


@dataclass(frozen=True)
class HouseRules:
    """What the receiver asks of an approval: whether somebody else must give it than who wrote the order, and
    what makes two names one person; whose signatory power reaches an order; and which parts of an order are
    approved one by one, by their fingerprints."""

    four_eyes: bool
    writers: tuple[str, ...]
    same: Callable[[str, str], bool]
    reaches: Callable[[str, Variant], bool]
    parts: Callable[[Variant], Sequence[str]]


def refusal_of(variant: Variant, steps: Sequence[Row], rules: HouseRules) -> Refusal | None:
    """Why the latest approval of this content cannot hold here; None where it can, or where there is none."""
    own = [step for step in steps if step["content"] == variant.content]
    approvals = [step for step in own if step["kind"] == ReviewKind.APPROVED]
    if not approvals:
        return None
    last, actor = approvals[-1], str(approvals[-1]["actor"])
    requests = [step["actor"] for step in own if step["kind"] == ReviewKind.REQUESTED]
    concerned = [variant.author, *rules.writers, *requests[-1:]]

    def own_to(name: str) -> bool:
        return rules.four_eyes and any(rules.same(name, each) for each in concerned)

    if last["role"] != LEGAL:
        return Refusal.ROLE
    if own_to(actor):
        return Refusal.FOUR_EYES
    if not rules.reaches(actor, variant):
        return Refusal.POWER
    read = {step["part"]: step for step in steps if step["kind"] in PART_KINDS}  # the latest on each part
    for part in rules.parts(variant):
        if part not in read or read[part]["kind"] != ReviewKind.PART_APPROVED:
            return Refusal.UNREAD
        if own_to(str(read[part]["actor"])):
            return Refusal.FOUR_EYES
    return None


def state_after(variant: Variant, steps: Sequence[Row], rules: HouseRules) -> OrderState:
    """The state of a variant that was never exported, from the steps that name its content alone: an approval
    of other content gives nothing, one that a later step crossed is to be given again."""
    own = [step for step in steps if step["content"] == variant.content]
    state = OrderState.DRAFT
    for step in own:
        match step["kind"]:
            case ReviewKind.REQUESTED:
                state = OrderState.IN_REVIEW
            case ReviewKind.WITHDRAWN | ReviewKind.RETURNED | ReviewKind.REOPENED:
                state = OrderState.DRAFT
            case ReviewKind.REFUSED:
                state = OrderState.REFUSED
            case ReviewKind.APPROVED if state is OrderState.IN_REVIEW:
                state = OrderState.APPROVED
    if state is OrderState.APPROVED and (
        steps[-1]["kind"] != ReviewKind.APPROVED or refusal_of(variant, steps, rules) is not None
    ):
        return OrderState.IN_REVIEW
    return state


def joined_steps(variant: Variant, here: Rows, there: Rows) -> Rows:
    """The review steps of both sides. Once a version is exported, what crossed its approval stands before it:
    it no longer undoes what the client was sent."""
    steps = joined(REVIEW_STEPS, here, there)
    if variant.frozen is None:
        return steps
    holds = [
        step for step in steps if step["kind"] == ReviewKind.APPROVED and step["content"] == variant.content
    ]
    last = holds[-1:]
    return tuple(step for step in steps if step not in last) + tuple(last)


def state_of_joined(here: Variant, theirs: Variant, steps: Rows, rules: HouseRules) -> OrderState:
    """The state of the same content on both sides, once their steps are joined. `here` is exported where
    either was."""
    if here.frozen is not None:
        return theirs.state if theirs.frozen is not None and _leads(here.state, theirs.state) else here.state
    if here.state is OrderState.CANCELLED or not missing(
        REVIEW_STEPS, here.rows(REVIEW_STEPS), theirs.rows(REVIEW_STEPS)
    ):
        return here.state
    return state_after(here, steps, rules)


def state_on_arrival(theirs: Variant, rules: HouseRules) -> OrderState:
    """The state that a variant takes where it was not before."""
    if theirs.frozen is not None or theirs.state is OrderState.CANCELLED:
        return theirs.state
    return state_after(theirs, theirs.rows(REVIEW_STEPS), rules)


def standing_on_arrival(here: Variant, theirs: Variant, met: Meeting) -> Standing:
    """How a variant of the sender stands beside ours: open to choice where each side went its own way."""
    if theirs.standing is Standing.MAIN:
        return Standing.OPEN if met is Meeting.DIVERGED else Standing.SET_ASIDE
    if theirs.id in here.line:
        return Standing.SET_ASIDE
    return theirs.standing


def may_replace(here: Variant, *, archived: bool) -> bool:
    """Whether another variant may take the place of this one: what was exported never changes."""
    return here.frozen is None and here.state not in FROZEN and not archived


def _leads(old: OrderState, new: OrderState) -> bool:
    """Whether moves lead from one state of an exported version to the other."""
    waiting, seen = [old], {old}
    while waiting:
        now = waiting.pop()
        for state in (FROZEN | {OrderState.CANCELLED}) - seen:
            if may_move(now, state):
                seen.add(state)
                waiting.append(state)
    return new in seen and new is not old

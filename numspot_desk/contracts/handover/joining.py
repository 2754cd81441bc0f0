"""Where a hand-over meets what the receiver holds: what each variant is to it, and which state follows.

Nothing is lost: a variant is recognised, taken as the continuation of what is here, or kept beside it as a
branch. A continuation is one that names, in its line, what is here unchanged, from a side that knows every
review step of it; what is here is a continuation of theirs likewise. Keeping is `usecases.receive_handover`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from numspot_desk.contracts.handover.package import Standing, Variant
from numspot_desk.contracts.handover.sections import REVIEW_STEPS, Row, Rows, joined, missing
from numspot_desk.contracts.review import ReviewKind
from numspot_desk.contracts.states import FROZEN, OrderState, may_move

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


@dataclass(frozen=True)
class Eyes:
    """Whether somebody else must approve here, who wrote the order, and what makes two names one person."""

    four: bool
    writers: tuple[str, ...]
    same: Callable[[str, str], bool]


def refused_approval(variant: Variant, steps: Sequence[Row], eyes: Eyes) -> bool:
    """Whether the latest approval of this content cannot hold here: not of legal, or, under four eyes, by who
    wrote the order or asked for the review."""
    own = [step for step in steps if step["content"] == variant.content]
    requests = [step["actor"] for step in own if step["kind"] == ReviewKind.REQUESTED]
    approvals = [step for step in own if step["kind"] == ReviewKind.APPROVED]
    if not approvals:
        return False
    last = approvals[-1]
    concerned = [variant.author, *eyes.writers, *requests[-1:]]
    return last["role"] != LEGAL or (eyes.four and any(eyes.same(last["actor"], name) for name in concerned))


def state_after(variant: Variant, steps: Sequence[Row], eyes: Eyes) -> OrderState:
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
        steps[-1]["kind"] != ReviewKind.APPROVED or refused_approval(variant, steps, eyes)
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


def state_of_joined(here: Variant, theirs: Variant, steps: Rows, eyes: Eyes) -> OrderState:
    """The state of the same content on both sides, once their steps are joined. `here` is exported where
    either was."""
    if here.frozen is not None:
        return theirs.state if theirs.frozen is not None and _leads(here.state, theirs.state) else here.state
    if here.state is OrderState.CANCELLED or not missing(
        REVIEW_STEPS, here.rows(REVIEW_STEPS), theirs.rows(REVIEW_STEPS)
    ):
        return here.state
    return state_after(here, steps, eyes)


def state_on_arrival(theirs: Variant, eyes: Eyes) -> OrderState:
    """The state that a variant takes where it was not before."""
    if theirs.frozen is not None or theirs.state is OrderState.CANCELLED:
        return theirs.state
    return state_after(theirs, theirs.rows(REVIEW_STEPS), eyes)


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

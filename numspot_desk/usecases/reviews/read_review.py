"""Where the review of an order stands: its steps, and whether an approval holds for the content as it is.

An approval holds while the order has not gone back to draft and its content has the fingerprint that was
approved, in the step and in the audit log alike. The acts themselves are in `review_order`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from numspot_desk.contracts.order.differences import Difference, differences
from numspot_desk.contracts.order.order_check import DISCOUNT_THRESHOLD
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.reviewing.review import (
    ReviewKind,
    ReviewStep,
    content_fingerprint,
    holder_of,
    latest_round,
)
from numspot_desk.contracts.reviewing.review_parts import (
    PartReview,
    PartState,
    part_reviews,
    parts_gone,
    parts_of,
)
from numspot_desk.usecases.contract.named_facts import named_after
from numspot_desk.usecases.person import same_person
from numspot_desk.usecases.ports.orders import Answers, OrderRecord
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.reviews.signing_power import NO_LIMITS, SigningPowers
from numspot_desk.usecases.settings.kept_settings import discount_threshold, four_eyes, signing_powers

APPROVED: Final = "order.approved"
DUPLICATED: Final = "order.duplicated"
"""The act of a duplicate; its row names the order it was made from."""
THRESHOLD: Final = "discount_threshold"
"""Where the step of a request keeps the discount threshold of its day, in percent."""
_DECIDED: Final = frozenset({ReviewKind.APPROVED, ReviewKind.RETURNED})
_HOLDS_IN: Final = frozenset(
    {
        OrderState.APPROVED,
        OrderState.EXPORTED,
        OrderState.SIGNED,
        OrderState.ACTIVE,
        OrderState.TERMINATED,
    }
)


@dataclass(frozen=True)
class Approval:
    """An approval that holds: the step, and the digest of its row in the audit log."""

    step: ReviewStep
    head: str


@dataclass(frozen=True)
class LeftBehind:
    """An approval of what a draft was made from, which is none of the draft: the step that gave it, and the
    number and version that it is for."""

    step: ReviewStep
    number: str
    revision: int


@dataclass(frozen=True)
class Review:
    """The review of one version of an order. `voided` is the latest approval when it no longer holds;
    `left_behind` the one of the version before, or of the order it was duplicated from.

    `parts`: what is approved one by one, and where the reading of each stands; `gone`: the latest step on
    each part that was taken out since. `changes`: what differs from the content that legal last decided on.
    `threshold`: the discount in percent above which a line is a part; `writers`: who made the order.
    """

    steps: tuple[ReviewStep, ...] = ()
    approval: Approval | None = None
    voided: ReviewStep | None = None
    left_behind: LeftBehind | None = None
    four_eyes: bool = False
    parts: tuple[PartReview, ...] = ()
    gone: tuple[ReviewStep, ...] = ()
    changes: tuple[Difference, ...] = ()
    threshold: Decimal = DISCOUNT_THRESHOLD
    powers: SigningPowers = NO_LIMITS
    writers: tuple[str, ...] = ()

    @property
    def round(self) -> tuple[ReviewStep, ...]:
        """The steps since the last request."""
        return latest_round(self.steps)

    @property
    def holder(self) -> str:
        """Who of legal looks after the round under way, "" while nobody does."""
        return holder_of(self.steps)

    def own_to(self, name: str) -> bool:
        """Whether this name wrote the order, the one it was duplicated from or an earlier version, or asked
        for this review."""
        return any(same_person(name, each) for each in (*self.writers, *(s.actor for s in self.round[:1])))

    def counts(self, part: PartReview) -> bool:
        """Whether a part counts as approved: under four eyes, by somebody else than who wrote it."""
        if part.state is not PartState.APPROVED or part.step is None:
            return False
        return not (self.four_eyes and self.own_to(part.step.actor))

    @property
    def all_count(self) -> bool:
        """Whether every part counts as approved, so that the order as a whole can be."""
        return all(self.counts(each) for each in self.parts)

    @property
    def threshold_asked(self) -> Decimal | None:
        """The discount threshold of the day this round was asked for; None where it was not kept."""
        kept = self.round[0].kept.get(THRESHOLD) if self.round else None
        return Decimal(kept) if isinstance(kept, str) else None


def read_review(workspace: Workspace, record: OrderRecord) -> Review:
    """The review of an order as it stands."""
    steps = tuple(workspace.reviews.steps(record.id))
    approval = _approval(workspace, record, steps)
    former = [step for step in steps if step.kind is ReviewKind.APPROVED]
    threshold = discount_threshold(workspace)
    parts = parts_of(record.number, record.revision, record.answers, threshold)
    return Review(
        steps=steps,
        approval=approval,
        voided=former[-1] if former and approval is None else None,
        left_behind=None if steps else _left_behind(workspace, record.id),
        four_eyes=four_eyes(workspace),
        parts=part_reviews(parts, steps, record.answers),
        gone=parts_gone(steps, record.answers),
        changes=_changes(steps, record.answers),
        threshold=threshold,
        powers=signing_powers(workspace),
        writers=tuple(writers_of(workspace, record.id)),
    )


def review_of_answers(review: Review, number: str, revision: int, answers: Answers) -> Review:
    """The review of a draft with what it says by now: its parts and its changes follow the answers."""
    parts = parts_of(number, revision, answers, review.threshold)
    return replace(
        review,
        parts=part_reviews(parts, review.steps, answers),
        gone=parts_gone(review.steps, answers),
        changes=_changes(review.steps, answers),
    )


def _left_behind(workspace: Workspace, order_id: str) -> LeftBehind | None:
    sources = list(workspace.reviews.earlier(order_id)[:1])
    if not sources:
        copied = workspace.audit.latest(DUPLICATED, [order_id]).get(order_id)
        sources = [copied.details["from"]] if copied is not None and "from" in copied.details else []
    for source in sources:
        steps = workspace.reviews.steps(source)
        if steps and steps[-1].kind is ReviewKind.APPROVED:
            approved = workspace.orders.load(source)
            return LeftBehind(steps[-1], approved.number, approved.revision)
    return None


def _changes(steps: Sequence[ReviewStep], answers: Answers) -> tuple[Difference, ...]:
    decided = [step for step in steps if step.kind in _DECIDED and step.kept]
    return differences(decided[-1].kept, answers) if decided else ()


def writers_of(workspace: Workspace, order_id: str) -> list[str]:
    """Who made this version, the earlier ones, and the orders that it was duplicated from."""
    names: list[str] = []
    seen: set[str] = set()
    source: str | None = order_id
    while source is not None and source not in seen:
        seen.add(source)
        names += workspace.reviews.writers(source)
        copied = workspace.audit.latest(DUPLICATED, [source]).get(source)
        found = copied.details.get("from") if copied is not None else None
        source = found if isinstance(found, str) else None
    return list(dict.fromkeys(names))


def standing_approval(workspace: Workspace, record: OrderRecord) -> Approval | None:
    """The approval that holds for the order as it is, None when it has none."""
    return _approval(workspace, record, tuple(workspace.reviews.steps(record.id)))


def content_of(record: OrderRecord) -> str:
    """The fingerprint of an order's content, as reviews name it."""
    return content_fingerprint(record.number, record.revision, record.answers)


def _approval(workspace: Workspace, record: OrderRecord, steps: tuple[ReviewStep, ...]) -> Approval | None:
    if record.state not in _HOLDS_IN or not steps or steps[-1].kind is not ReviewKind.APPROVED:
        return None
    content = content_of(record)
    if steps[-1].content != content:
        return None
    if record.state is OrderState.APPROVED and named_after(workspace, record.number, steps[-1].at):
        return None  # the order form prints what was named: legal did not read it
    for entry in workspace.audit.entries(record.id):
        if entry.kind == APPROVED:
            return Approval(steps[-1], entry.digest) if entry.details.get("content") == content else None
    return None

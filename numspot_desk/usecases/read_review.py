"""Where the review of an order stands: its steps, and whether an approval holds for the content as it is.

An approval holds while the order has not gone back to draft and its content has the fingerprint that was
approved, in the step and in the audit log alike. The acts themselves are in `review_order`.
"""

from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.review import ReviewKind, ReviewStep, content_fingerprint, latest_round
from numspot_desk.contracts.states import OrderState
from numspot_desk.usecases.kept_settings import four_eyes
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.workspace import Workspace

APPROVED: Final = "order.approved"
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
class Review:
    """The review of one version of an order. `voided` is the latest approval when it no longer holds."""

    steps: tuple[ReviewStep, ...] = ()
    approval: Approval | None = None
    voided: ReviewStep | None = None
    four_eyes: bool = False

    @property
    def round(self) -> tuple[ReviewStep, ...]:
        """The steps since the last request."""
        return latest_round(self.steps)


def read_review(workspace: Workspace, record: OrderRecord) -> Review:
    """The review of an order as it stands."""
    steps = tuple(workspace.reviews.steps(record.id))
    approval = _approval(workspace, record, steps)
    former = [step for step in steps if step.kind is ReviewKind.APPROVED]
    return Review(
        steps=steps,
        approval=approval,
        voided=former[-1] if former and approval is None else None,
        four_eyes=four_eyes(workspace),
    )


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
    for entry in workspace.audit.entries(record.id):
        if entry.kind == APPROVED:
            return Approval(steps[-1], entry.digest) if entry.details.get("content") == content else None
    return None

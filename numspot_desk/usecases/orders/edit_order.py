"""Editing an order: open it with what the wizard needs, and save each edit of a draft durably.

An edit that was saved is acknowledged with the instant of its save; until then the wizard keeps it. The
handle of an open order carries its row version and belongs to the thread that owns the workspace, so
that saves queued one after another each name the version that the one before gave.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from numspot_desk.contracts.content.creditor import Creditor
from numspot_desk.contracts.order.mandate_identity import FormerMandate
from numspot_desk.contracts.order.order_check import CheckContext, check_order
from numspot_desk.contracts.order.states import EDITABLE, CancelReason, OrderState
from numspot_desk.contracts.reviewing.comments import CommentThread
from numspot_desk.contracts.reviewing.review import BegunNote
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.named_facts import named_facts
from numspot_desk.usecases.general_terms.terms_in_force import checked_terms
from numspot_desk.usecases.mandates.former_mandates import mandates_of
from numspot_desk.usecases.orders.cancellation import cancel_reason
from numspot_desk.usecases.orders.extract import extract
from numspot_desk.usecases.ports.catalogue import PriceList
from numspot_desk.usecases.ports.orders import Answers, OrderRecord, Place
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.reviews.read_review import Review, read_review
from numspot_desk.usecases.samples.sample_prices import listed_prices, price_list_in_use
from numspot_desk.usecases.settings.kept_settings import creditor_of, discount_threshold


@dataclass
class DraftHandle:
    """An open order and the row version that its next save names. Used on the workspace's thread only."""

    order_id: str
    row_version: int


@dataclass(frozen=True)
class OpenedOrder:
    """What the wizard needs of an order: the record, what to check it against, the price list in use,
    NumSpot's own data as the mandate prints them, where its review stands, the mandates that its exported
    versions gave, latest first, the review notes begun on it, by role, why it was cancelled if it was, the
    comments on it and on its earlier versions, and whether the parties agreed a ranking of their own, which
    legal reads like a clause."""

    record: OrderRecord
    context: CheckContext
    price_list: PriceList
    creditor: Creditor
    review: Review
    mandates: tuple[FormerMandate, ...] = ()
    begun: Mapping[str, BegunNote] = field(default_factory=dict)
    cancelled: CancelReason | None = None
    comments: tuple[CommentThread, ...] = ()
    ranked: bool = False

    @property
    def editable(self) -> bool:
        """Whether this version may still change: a draft that is not archived."""
        return self.record.state in EDITABLE and not self.record.archived


@dataclass(frozen=True)
class SavedEdit:
    """The acknowledgement of a save: what the store holds for good from now on."""

    at: dt.datetime
    answers: Answers
    place: Place
    changes: Changes = field(default_factory=Changes)


def open_order(workspace: Workspace, order_id: str, clock: Clock) -> OpenedOrder:
    """Read an order and what it is checked against. Raises `NoSuchRecord`."""
    record = workspace.orders.load(order_id)
    return OpenedOrder(
        record,
        check_context(workspace, clock),
        price_list_in_use(workspace, clock.today()),
        creditor_of(workspace),
        read_review(workspace, record),
        mandates_of(workspace, record),
        workspace.reviews.begun(order_id),
        cancel_reason(workspace, order_id) if record.state is OrderState.CANCELLED else None,
        tuple(workspace.comments.of(order_id)),
        bool(named_facts(workspace, record.number).rankings),
    )


@dataclass(frozen=True)
class TodaysPrices:
    """The price list in use, and what orders are checked against, as of a day that has begun since."""

    price_list: PriceList
    context: CheckContext


def todays_prices(workspace: Workspace, clock: Clock) -> TodaysPrices:
    """Look both up again: a day has begun, or a list was imported, since the order was opened."""
    return TodaysPrices(price_list_in_use(workspace, clock.today()), check_context(workspace, clock))


def check_context(workspace: Workspace, clock: Clock) -> CheckContext:
    """What orders of this workspace are checked against today."""
    return check_context_on(workspace, clock.today())


def check_context_on(workspace: Workspace, today: dt.date) -> CheckContext:
    """What orders of this workspace are checked against on a day."""
    return CheckContext(
        today,
        discount_threshold=discount_threshold(workspace),
        adopted=checked_terms(workspace, today),
        price_lists=listed_prices(workspace),
    )


def save_edit(
    workspace: Workspace,
    handle: DraftHandle,
    answers: Answers,
    place: Place,
    context: CheckContext,
    clock: Clock,
) -> SavedEdit:
    """Save the answers and the place of the person, durably, and acknowledge it.

    Raises `StaleRecord`, `MoveRefused` when the order is no longer a draft, `WorkspaceRefused`; then
    nothing was written and the handle is as it was.
    """
    now = clock.now()
    extracted = extract(answers, check_order(answers, context))
    handle.row_version = workspace.orders.save_draft(
        handle.order_id, handle.row_version, answers, place, extracted, now
    )
    return SavedEdit(now, answers, place, Changes(orders=frozenset({handle.order_id})))


def take_over(workspace: Workspace, handle: DraftHandle) -> OrderRecord:
    """Read what the store holds now and let the handle's next save replace it: the person has chosen
    their own text over it. Raises `NoSuchRecord`."""
    record = workspace.orders.load(handle.order_id)
    handle.row_version = record.row_version
    return record

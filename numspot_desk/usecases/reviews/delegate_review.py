"""Give a review to another person of legal, by name; and who has which review in hand.

A name is declared, not proved: delegating says who is expected to decide, it takes nobody's right away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from numspot_desk.contracts.order.states import OrderState
from numspot_desk.contracts.reviewing.review import ReviewKind, ReviewStep, holder_of, latest_round
from numspot_desk.language.messages import message
from numspot_desk.usecases.orders.order_acts import OrderChanged
from numspot_desk.usecases.person import Person, same_person
from numspot_desk.usecases.ports.orders import OrderQuery, OrderSort, OrderSummary
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import MoveRefused
from numspot_desk.usecases.reviews.read_review import read_review
from numspot_desk.usecases.reviews.review_acts import expected, keep_step, note_of, require_name, step_of
from numspot_desk.usecases.reviews.review_rules import ReviewAct

LONGEST_NAME: Final = 200
LISTED: Final = 200
"""Open reviews that are sorted by who has them; a workspace with more shows the oldest."""


class DelegateRefused(MoveRefused):
    """The review cannot be given to this name: nothing was written."""


@dataclass(frozen=True)
class WaitingReview:
    """An order in review: who has it in hand ("" for nobody yet) and who asked for it."""

    order: OrderSummary
    holder: str
    asked_by: str


@dataclass(frozen=True)
class OpenReviews:
    """The open reviews as a person sees them, those waiting longest first: their own, those that nobody has
    taken, those that others have; and, of all, those that they asked for."""

    mine: tuple[WaitingReview, ...] = ()
    nobodys: tuple[WaitingReview, ...] = ()
    others: tuple[WaitingReview, ...] = ()
    asked: tuple[WaitingReview, ...] = ()


def delegate_review(
    workspace: Workspace, order_id: str, seen: str, to: str, note: str, person: Person, clock: Clock
) -> OrderChanged:
    """Give the review to another person of legal, with a note if need be. Raises `DelegateRefused` for a
    name that is missing, one's own, or of who may not approve under four eyes; `MoveRefused`, `StaleRecord`,
    `NoteRefused`."""
    with workspace.transaction():
        record = expected(workspace, order_id, seen, ReviewAct.DELEGATE, person)
        require_name(person)
        name = " ".join(to.split())
        review = read_review(workspace, record)
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise DelegateRefused(message("Write the name of who takes the review over."))
        if same_person(name, review.holder):
            raise DelegateRefused(message("{name} has this review already.", name=name))
        if same_person(name, person.name):
            raise DelegateRefused(message("This is your own name: take charge of the review instead."))
        if review.four_eyes and review.own_to(name):
            raise DelegateRefused(
                message(
                    "{name} wrote this order or asked for its review (four eyes): choose somebody else.",
                    name=name,
                )
            )
        step = step_of(ReviewKind.DELEGATED, record, person, clock, note_of(note), given_to=name)
        return keep_step(workspace, record, step)


def open_reviews(workspace: Workspace, person: Person) -> OpenReviews:
    """The orders in review, by who has them."""
    query = OrderQuery(states=frozenset({OrderState.IN_REVIEW}), sort=OrderSort.UPDATED, descending=False)
    rows = workspace.orders.page(query, limit=LISTED).rows
    steps = workspace.reviews.steps_of([row.id for row in rows])
    found = [_waiting(row, steps[row.id]) for row in rows]
    mine = [each for each in found if each.holder and same_person(each.holder, person.name)]
    free = [each for each in found if not each.holder]
    others = [each for each in found if each.holder and each not in mine]
    asked = [each for each in found if same_person(each.asked_by, person.name)]
    return OpenReviews(tuple(mine), tuple(free), tuple(others), tuple(asked))


def _waiting(row: OrderSummary, steps: Sequence[ReviewStep]) -> WaitingReview:
    made = latest_round(steps)
    return WaitingReview(row, holder_of(steps), made[0].actor if made else "")

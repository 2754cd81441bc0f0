"""Duplicate an order: the same answers in a new draft with a number of its own.

What belongs to one order alone is not carried over: the client's purchase order and engagement numbers,
the end of the offer, the signature of the mandate.
"""

from numspot_desk.contracts.order.order_document import get, put
from numspot_desk.usecases.orders.new_version import OF_ONE_SIGNATURE
from numspot_desk.usecases.orders.order_acts import OrderChanged, new_draft
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import Answers
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Chance, Clock
from numspot_desk.usecases.reviews.read_review import DUPLICATED
from numspot_desk.usecases.roles import require_writer

OWN_TO_ONE_ORDER = (
    "purchase_order_number",
    "offer_valid_until",
    "public_procurement.engagement_number",
    *OF_ONE_SIGNATURE,
)


def duplicate_order(
    workspace: Workspace, order_id: str, person: Person, clock: Clock, chance: Chance
) -> OrderChanged:
    """A new draft like this order, in whatever state it is. Raises `NoSuchRecord`, `MoveRefused`."""
    require_writer(person)
    with workspace.transaction():
        answers = without_own(workspace.orders.load(order_id).answers)
        made = new_draft(workspace, answers, DUPLICATED, person, clock, chance, **{"from": order_id})
        workspace.register.copy_reasons(order_id, made.record.id)
        workspace.library.copy_origins(order_id, made.record.id)
    return made


def without_own(answers: Answers) -> Answers:
    """The answers without what belongs to one order alone."""
    for path in OWN_TO_ONE_ORDER:
        if get(answers, path) is not None:
            answers = put(answers, path, None)
    return answers

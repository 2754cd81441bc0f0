"""Start an order: an empty draft with its final number."""

from numspot_desk.contracts.order.order_document import blank_order
from numspot_desk.usecases.orders.order_acts import OrderChanged, new_draft
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Chance, Clock
from numspot_desk.usecases.roles import require_writer


def start_order(workspace: Workspace, person: Person, clock: Clock, chance: Chance) -> OrderChanged:
    """A blank draft. Raises `MoveRefused` for a read-only role."""
    require_writer(person)
    return new_draft(workspace, blank_order(), "order.started", person, clock, chance)

"""Try with an example: a complete order of an invented hospital, as a draft like any other."""

from numspot_desk.usecases.orders.order_acts import OrderChanged, new_draft
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Chance, Clock
from numspot_desk.usecases.roles import require_writer
from numspot_desk.usecases.samples.sample_answers import CLINIC, sample_answers


def start_sample_order(workspace: Workspace, person: Person, clock: Clock, chance: Chance) -> OrderChanged:
    """A draft filled with the sample. Raises `MoveRefused` for a read-only role."""
    require_writer(person)
    return new_draft(workspace, sample_answers(CLINIC, clock.today()), "order.sample", person, clock, chance)

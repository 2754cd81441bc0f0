"""A workspace filled with the sample orders and general terms, for the demonstration and the screenshots."""

from collections.abc import Mapping

from numspot_desk.usecases.orders.order_acts import new_draft
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Chance, Clock
from numspot_desk.usecases.samples.sample_answers import SAMPLES, sample_answers
from numspot_desk.usecases.samples.sample_terms import adopt_sample_terms


def fill_sample_workspace(
    workspace: Workspace, person: Person, clock: Clock, chance: Chance
) -> Mapping[str, OrderRecord]:
    """Adopt the sample terms and add a draft of each sample order, by its name; all of them or none."""
    with workspace.transaction():
        adopt_sample_terms(workspace, clock, chance)
        return {
            name: new_draft(
                workspace, sample_answers(name, clock.today()), "order.sample", person, clock, chance
            ).record
            for name in SAMPLES
        }

"""Make a new version of an order that was exported: the exported one never changes.

The new version is a document that nobody has signed: the day and the place of a signature stay with the
former one. The mandate's reference follows by itself while the debtor is the same (`mandate_identity`).
"""

from typing import Final

from numspot_desk.contracts.order.order_document import get, put
from numspot_desk.contracts.order.states import EDITABLE, FROZEN
from numspot_desk.language.messages import message
from numspot_desk.usecases.orders.order_acts import OrderChanged, act, changed, extracted
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import Answers, Place
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import MoveRefused
from numspot_desk.usecases.roles import require_writer

OF_ONE_SIGNATURE: Final = ("mandate.signed_on", "mandate.place")


def new_version(workspace: Workspace, order_id: str, person: Person, clock: Clock) -> OrderChanged:
    """A draft of the next version, under the same number, with the answers of the exported one but for
    its signature.

    Raises `MoveRefused` when this version may still be edited, when a later one exists, or for a
    read-only role; `NoSuchRecord`.
    """
    require_writer(person)
    with workspace.transaction():
        former = workspace.orders.load(order_id)
        if former.state in EDITABLE:
            raise MoveRefused(message("This order is still a draft: change it directly."))
        if former.state not in FROZEN:
            raise MoveRefused(message("A new version follows an exported one: this order was not exported."))
        latest = workspace.orders.by_number(former.number)
        if latest is not None and latest.revision > former.revision:
            raise MoveRefused(
                message(
                    "Version {revision} of this order exists already: open that one.",
                    revision=latest.revision,
                )
            )
        answers = _unsigned(former.answers)
        record = workspace.orders.create(
            former.number,
            answers,
            Place(),
            extracted(workspace, answers, clock),
            act("order.new_version", former.id, person, clock.now()),
            revision=former.revision + 1,
            family=former.id,
        )
        workspace.register.copy_reasons(former.id, record.id)
        workspace.library.copy_origins(former.id, record.id)
    return changed(record, former.id)


def _unsigned(answers: Answers) -> Answers:
    for path in OF_ONE_SIGNATURE:
        if get(answers, path) is not None:
            answers = put(answers, path, None)
    return answers

"""Put an order away and bring it back; remove a draft that was never exported, and undo that."""

from collections.abc import Sequence

from numspot_desk.usecases.orders.order_acts import OrderChanged, act, changed, extracted
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.orders import OrderRecord
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.roles import require_writer


def archive_orders(
    workspace: Workspace, order_ids: Sequence[str], archived: bool, person: Person, clock: Clock
) -> OrderChanged:
    """Hide these orders from the list, or show them again: all or none. The outcome holds the last record.

    Raises `NoSuchRecord`, `MoveRefused`, and `ValueError` for no order at all.
    """
    require_writer(person)
    if not order_ids:
        raise ValueError("no order to archive")
    kind = "order.archived" if archived else "order.unarchived"
    with workspace.transaction():
        for order_id in order_ids:
            record = workspace.orders.load(order_id)
            if record.archived is not archived:
                done = act(kind, order_id, person, clock.now())
                record = workspace.orders.set_archived(order_id, record.row_version, archived, done)
    return changed(record, *order_ids)


def remove_draft(workspace: Workspace, order_id: str, person: Person, clock: Clock) -> OrderChanged:
    """Remove a draft; the outcome holds it whole, for `restore_draft`.

    Raises `MoveRefused` for anything but a draft that was never exported."""
    require_writer(person)
    return changed(
        workspace.orders.delete_draft(order_id, act("order.draft_removed", order_id, person, clock.now()))
    )


def restore_draft(workspace: Workspace, record: OrderRecord, person: Person, clock: Clock) -> OrderChanged:
    """Bring back a draft that was removed, as it was."""
    require_writer(person)
    done = act("order.draft_restored", record.id, person, clock.now())
    return changed(workspace.orders.restore_draft(record, extracted(workspace, record.answers, clock), done))

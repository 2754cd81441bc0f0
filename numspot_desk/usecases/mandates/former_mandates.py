"""The mandates that an order has already given out, in its exported versions: each with its reference.

Which one the present answers amend is decided in `contracts.order.mandate_identity`.
"""

from collections.abc import Iterator, Sequence

from numspot_desk.contracts.order.mandate_identity import FormerMandate
from numspot_desk.usecases.ports.orders import OrderRecord, OrderVersion
from numspot_desk.usecases.ports.workspace import Workspace


def former_mandates(workspace: Workspace, record: OrderRecord) -> tuple[FormerMandate, ...]:
    """The mandates of the versions before this one, latest first; none for a first version."""
    if record.revision == 1:
        return ()
    return tuple(_mandates(workspace.orders.former_versions(record.id)))


def mandates_of(workspace: Workspace, record: OrderRecord) -> tuple[FormerMandate, ...]:
    """The same, with this version's own in front once it is exported."""
    own = workspace.orders.version(record.id)
    return (*_mandates([own] if own is not None else []), *former_mandates(workspace, record))


def _mandates(versions: Sequence[OrderVersion]) -> Iterator[FormerMandate]:
    for version in versions:
        if version.rum is not None:
            ics = version.data.get("original_ics") or version.data["creditor"]["ics"]
            yield FormerMandate(version.data["answers"], version.rum, ics)

"""The RIB of the account that an order's mandate names, kept encrypted with the order from the draft on; once
the order is exported it is seen with its mandate. Files of a mandate itself are `mandate_acts`."""

import hashlib
from typing import Final

from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.files.scanned_files import Scan
from numspot_desk.usecases.mandates.mandate_acts import Desk
from numspot_desk.usecases.ports.mandates import FileKind
from numspot_desk.usecases.ports.orders import Attachment
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.roles import require_writer

KEPT: Final = "order.rib_kept"


def keep_order_rib(workspace: Workspace, order_id: str, scan: Scan, by: Desk) -> Changes:
    """Keep a RIB with an order; the same file is kept once. Raises `MoveRefused` for somebody who only reads,
    `NoSuchRecord`."""
    require_writer(by.person)
    sha256 = hashlib.sha256(scan.content).hexdigest()
    with workspace.transaction():
        if any(one.sha256 == sha256 for one in order_ribs(workspace, order_id)):
            return Changes()
        number = workspace.orders.load(order_id).number
        act = by.act(KEPT, order_id, number=number)
        workspace.orders.attach(order_id, FileKind.RIB.value, scan.name, scan.content, act)
    mandates = frozenset(rum.upper() for rum in workspace.mandates.of_order(order_id))
    return Changes(orders=frozenset({order_id}), mandates=mandates)


def order_ribs(workspace: Workspace, order_id: str) -> tuple[Attachment, ...]:
    """The RIB kept with an order, oldest first."""
    kept = workspace.orders.attachments(order_id)
    return tuple(one for one in kept if one.kind == FileKind.RIB.value)

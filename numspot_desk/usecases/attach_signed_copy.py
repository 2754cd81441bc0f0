"""The signed copy comes back: kept with the order, which becomes signed, with the day and who did it.

The copy is kept as it is, encrypted with the store; what it says is not read here.
"""

import datetime as dt
import hashlib
import unicodedata
from typing import Final

from numspot_desk.contracts.states import OrderState, may_move
from numspot_desk.language.messages import message
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import Attachment
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import FileRefused, MoveRefused

KIND: Final = "signed_copy"
SIGNED: Final = "order.signed"
ATTACHED: Final = "order.signed_copy_attached"
LARGEST: Final = 25 * 1024 * 1024
_STARTS: Final = {
    b"%PDF-": ".pdf",
    b"PK\x03\x04": ".docx",
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"II*\x00": ".tif",
    b"MM\x00*": ".tif",
}
_LONGEST_NAME: Final = 120


def attach_signed_copy(
    workspace: Workspace,
    order_id: str,
    name: str,
    content: bytes,
    signed_on: dt.date,
    *,
    person: Person,
    clock: Clock,
) -> tuple[Attachment, Changes]:
    """Keep the signed copy of an exported order and move the order to signed, both or neither.

    A further copy of an order that is signed already is kept beside the first. Raises `FileRefused` for
    a file that is empty, too large, or neither PDF, Word nor image; `MoveRefused` for an order that
    cannot be signed from its state, or a day before its export or after today.
    """
    extension = _extension(name, content)
    record = workspace.orders.load(order_id)
    version = workspace.orders.version(order_id)
    signing = record.state is not OrderState.SIGNED
    if version is None or (signing and not may_move(record.state, OrderState.SIGNED)):
        raise MoveRefused(message("Only an exported order can be signed: export this one first."))
    if signed_on > clock.today():
        raise MoveRefused(message("The day of signature is in the future: correct the day."))
    if signed_on < _issued_on(version.data.get("issued_on"), version.frozen_at):
        raise MoveRefused(message("The day of signature is before the order was exported: correct the day."))
    now = clock.now()
    details = {"signed_on": signed_on.isoformat(), "sha256": hashlib.sha256(content).hexdigest()}
    with workspace.transaction():
        attachment = workspace.orders.attach(
            order_id,
            KIND,
            _kept_name(name, extension),
            content,
            Act(ATTACHED, order_id, person.name, now, details),
        )
        if signing:
            act = Act(SIGNED, order_id, person.name, now, details)
            workspace.orders.change_state(order_id, record.row_version, OrderState.SIGNED, act)
    return attachment, Changes(orders=frozenset({order_id}))


def _extension(name: str, content: bytes) -> str:
    if not content:
        raise FileRefused(message("{name} is empty: choose the signed copy.", name=_kept_name(name, "")))
    if len(content) > LARGEST:
        raise FileRefused(
            message("{name} is larger than 25 MB: scan it again, smaller.", name=_kept_name(name, ""))
        )
    for start, extension in _STARTS.items():
        if content.startswith(start):
            return extension
    raise FileRefused(
        message(
            "{name} is neither a PDF, a Word file nor an image: choose the signed copy.",
            name=_kept_name(name, ""),
        )
    )


def _kept_name(name: str, extension: str) -> str:
    """The file's own name without folders and control characters, short, with the extension of what it is."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .") or KIND
    stem, dot, given = plain.rpartition(".")
    if not extension or (dot and f".{given.lower()}" == extension):
        return plain[-_LONGEST_NAME:]
    return f"{(stem or given)[:_LONGEST_NAME]}{extension}"


def _issued_on(issued: object, frozen_at: dt.datetime) -> dt.date:
    return dt.date.fromisoformat(issued) if isinstance(issued, str) else frozen_at.date()

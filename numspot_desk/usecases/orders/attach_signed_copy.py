"""The signed copy comes back: kept with the order, which becomes signed, with the day and who did it.

The copy is kept as it is, encrypted with the store; what it says is not read here. Saving it back lives in
`signed_copies`.
"""

import datetime as dt
import hashlib
from pathlib import Path
from typing import Final

from numspot_desk.contracts.order.states import OrderState, may_move
from numspot_desk.language.messages import message
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.files.scanned_files import LARGEST, SCANS, kept_name, too_large, unreadable
from numspot_desk.usecases.person import Person
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import Attachment
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.refusals import FileRefused, MoveRefused
from numspot_desk.usecases.roles import require_writer

KIND: Final = "signed_copy"
SIGNED: Final = "order.signed"
ATTACHED: Final = "order.signed_copy_attached"
_STARTS: Final = {**SCANS, b"PK\x03\x04": ".docx"}


class SigningDayRefused(MoveRefused):
    """The day of signature is missing or cannot be: it is corrected, and the copy attached again."""


def read_signed_copy(path: Path) -> bytes:
    """The bytes of a file that a person chose. Raises `FileRefused` for one that is no file, cannot be read,
    or is too large: its size is looked at first."""
    name = kept_name(path.name, "", KIND)
    try:
        if not path.is_file():
            raise FileRefused(message("{name} is not a file: choose the signed copy.", name=name))
        if path.stat().st_size > LARGEST:
            raise too_large(name)
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise unreadable(name, error) from error


def attach_signed_copy(
    workspace: Workspace,
    order_id: str,
    name: str,
    content: bytes,
    signed_on: dt.date | None,
    *,
    person: Person,
    clock: Clock,
) -> tuple[Attachment, Changes]:
    """Keep the signed copy of an exported order and move the order to signed, both or neither.

    A further copy of an order that is signed already is kept beside the first, and needs no day. Raises
    `FileRefused` for a file that is empty, too large, or neither PDF, Word nor image; `MoveRefused` for an
    order that cannot be signed from its state and for somebody who only reads; `SigningDayRefused` for an
    order to sign without its day, or a day before its export or after today.
    """
    require_writer(person)
    extension = _extension(name, content)
    record = workspace.orders.load(order_id)
    version = workspace.orders.version(order_id)
    signing = record.state is not OrderState.SIGNED
    if version is None or (signing and not may_move(record.state, OrderState.SIGNED)):
        raise MoveRefused(message("Only an exported order can be signed: export this one first."))
    if signed_on is None and signing:
        raise SigningDayRefused(message("Give the day of signature: it stands on the signed copy."))
    if signed_on is not None:
        _require_possible(signed_on, _issued_on(version.data.get("issued_on"), version.frozen_at), clock)
    now = clock.now()
    details = {"sha256": hashlib.sha256(content).hexdigest()}
    if signed_on is not None:
        details["signed_on"] = signed_on.isoformat()
    with workspace.transaction():
        attachment = workspace.orders.attach(
            order_id,
            KIND,
            kept_name(name, extension, KIND),
            content,
            Act(ATTACHED, order_id, person.name, now, details),
        )
        if signing:
            act = Act(SIGNED, order_id, person.name, now, details)
            workspace.orders.change_state(order_id, record.row_version, OrderState.SIGNED, act)
    return attachment, Changes(orders=frozenset({order_id}))


def _require_possible(day: dt.date, issued_on: dt.date, clock: Clock) -> None:
    if day > clock.today():
        raise SigningDayRefused(message("The day of signature is in the future: correct the day."))
    if day < issued_on:
        raise SigningDayRefused(
            message("The day of signature is before the order was exported: correct the day.")
        )


def _extension(name: str, content: bytes) -> str:
    if not content:
        raise FileRefused(message("{name} is empty: choose the signed copy.", name=kept_name(name, "", KIND)))
    if len(content) > LARGEST:
        raise too_large(kept_name(name, "", KIND))
    for start, extension in _STARTS.items():
        if content.startswith(start):
            return extension
    raise FileRefused(
        message(
            "{name} is neither a PDF, a Word file nor an image: choose the signed copy.",
            name=kept_name(name, "", KIND),
        )
    )


def _issued_on(issued: object, frozen_at: dt.datetime) -> dt.date:
    return dt.date.fromisoformat(issued) if isinstance(issued, str) else frozen_at.date()

"""The files kept with an order, listed and saved back to a folder, byte for byte as they came.

Attaching one lives in `attach_signed_copy`. No clear copy is made but the one that a person asks for.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Final

from numspot_desk.contracts.content.file_names import LONGEST, slug
from numspot_desk.language.messages import message
from numspot_desk.usecases.ports.files import FileWriter
from numspot_desk.usecases.ports.mandates import FileKind
from numspot_desk.usecases.ports.orders import Attachment
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import FileRefused, NoSuchRecord

_NUMBERED: Final = 4
"""Room in a name for the number that tells two copies apart."""


def kept_files(workspace: Workspace, order_id: str) -> tuple[Attachment, ...]:
    """The copies kept with an order, oldest first, without their content; its RIB is `order_rib`."""
    kept = workspace.orders.attachments(order_id)
    return tuple(one for one in kept if one.kind != FileKind.RIB.value)


def save_kept_file(
    workspace: Workspace, order_id: str, attachment_id: str, folder: Path, files: FileWriter
) -> Path:
    """Write a file kept with an order in a folder, under the order's number and the file's own name.

    What the store gives is held against the fingerprint noted when the file was attached, before anything is
    written. Raises `NoSuchRecord` when it is no longer kept, `FileRefused` when it is damaged or cannot be
    written.
    """
    listed = workspace.orders.attachments(order_id)
    names = _names(workspace.orders.load(order_id).number, listed)
    wanted = next(
        ((kept, name) for kept, name in zip(listed, names, strict=True) if kept.id == attachment_id), None
    )
    if wanted is None:
        raise NoSuchRecord(message("This file is no longer kept with the order."))
    kept, name = wanted
    content = workspace.orders.attachment_content(kept.id)
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise FileRefused(
            message(
                "{name} is no longer what was attached: nothing was written. Restore a backup, or attach it"
                " again.",
                name=kept.name,
            )
        )
    return files.write_all(folder, {name: content})[0]


def _names(number: str, kept: Sequence[Attachment]) -> list[str]:
    """A plain file name for each, all different, the same whichever of them is saved."""
    names: list[str] = []
    for attachment in kept:
        path = PurePath(attachment.name)
        ending = slug(path.suffix).lower() or "bin"
        stem = slug(f"{number}-{path.stem}", LONGEST - _NUMBERED)
        turn, name = 1, f"{stem}.{ending}"
        while name.lower() in (taken.lower() for taken in names):
            turn += 1
            name = f"{stem}-{turn}.{ending}"
        names.append(name)
    return names

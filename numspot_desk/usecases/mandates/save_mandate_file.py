"""A file kept with a mandate, saved back to a folder byte for byte. No clear copy is made but the one that a
person asks for; its name holds no account."""

import hashlib
from pathlib import Path, PurePath

from numspot_desk.contracts.content.file_names import LONGEST, slug
from numspot_desk.language.messages import message
from numspot_desk.rules.identifiers import iban
from numspot_desk.usecases.ports.files import FileWriter
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import FileRefused, NoSuchRecord


def save_mandate_file(workspace: Workspace, rum: str, file_id: str, folder: Path, files: FileWriter) -> Path:
    """Write a kept file in a folder, under the reference of the mandate and the file's own name.

    What the store gives is held against the fingerprint noted when the file was kept, before anything is
    written. Raises `NoSuchRecord`, `FileRefused`.
    """
    kept = next((one for one in workspace.mandates.files(rum) if one.id == file_id), None)
    if kept is None:
        raise NoSuchRecord(message("This file is no longer kept with the mandate."))
    content = workspace.mandates.file_content(kept.id)
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise FileRefused(
            message(
                "{name} is no longer what was attached: nothing was written. Restore a backup, or attach it"
                " again.",
                name=kept.name,
            )
        )
    path = PurePath(kept.name)
    stem = kept.kind.value if iban.found_in(path.stem) else path.stem
    ending = slug(path.suffix).lower() or "bin"
    return files.write_all(folder, {f"{slug(f'{rum}-{stem}', LONGEST)}.{ending}": content})[0]

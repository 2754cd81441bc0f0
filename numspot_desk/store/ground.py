"""The ground a workspace stands on: its folder, the rights on it, the kind of disk, the free room.

Says no, in words, to what SQLite cannot be trusted on: network shares, folders that a service copies
behind our back, read-only folders, full disks. Also the whole-file writes of the store's small files.
"""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from numspot_desk.language.messages import message
from numspot_desk.usecases.refusals import WorkspaceRefused

_SHARES: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "ncpfs", "ceph"}
    | {"glusterfs", "lustre", "beegfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.s3fs"}
    | {"fuse.gvfsd-fuse", "fuse.glusterfs", "fuse.onedriver", "fuse.smbnetfs"}
)
_COPIED_BY: Final = {  # the first words of a folder's name, folded → the service that copies it
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "kdrive": "kDrive",
    "box sync": "Box",
}
_SCRATCH: Final = ".part-"
_LEAST_FREE: Final = 20 * 1024 * 1024


def prepare_folder(folder: Path) -> None:
    """Make the folder of a workspace if it is missing, private to its owner.

    Raises `WorkspaceRefused` when it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.name == "posix":
            folder.chmod(0o700)
    except OSError as error:
        raise WorkspaceRefused(
            message(
                "The folder {folder} cannot be made or is not yours. Choose another folder for the"
                " workspace.",
                folder=str(folder),
            )
        ) from error


def refuse_bad_ground(folder: Path, mounts: str | None = None) -> None:
    """Raise `WorkspaceRefused` for a share, a copied folder, a read-only folder or a nearly full disk.

    `mounts` is the system's table of mounts, in the form of `/proc/self/mounts`; read where not given.
    """
    real = folder.resolve()
    service = _copying_service(real)
    if service is not None:
        raise WorkspaceRefused(
            message(
                "The folder {folder} is copied by {service}, which can damage an open workspace. Keep the"
                " workspace in a folder of this computer, and only its backups there.",
                folder=str(folder),
                service=service,
            )
        )
    if _on_share(real, _mounts() if mounts is None else mounts):
        raise WorkspaceRefused(
            message(
                "The folder {folder} is on a network share, where a workspace can be damaged. Keep it in a"
                " folder of this computer, and only its backups on the share.",
                folder=str(folder),
            )
        )
    if not may_write(real):
        raise WorkspaceRefused(
            message(
                "The folder {folder} is read-only: nothing could be saved. Give yourself the right to write"
                " there, or choose another folder.",
                folder=str(folder),
            )
        )
    refuse_full_disk(real, _LEAST_FREE)


def may_write(path: Path) -> bool:
    """Whether this process may write the file, or make files in the folder."""
    wanted = os.W_OK | os.X_OK if path.is_dir() else os.W_OK
    return os.access(path, wanted, effective_ids=os.access in os.supports_effective_ids)


def refuse_full_disk(folder: Path, wanted: int) -> None:
    """Raise `WorkspaceRefused` when fewer than `wanted` bytes are free where the folder is."""
    if shutil.disk_usage(folder).free < wanted:
        raise WorkspaceRefused(
            message(
                "There is not enough free space for {folder}: {megabytes} MB are needed. Free some space,"
                " then try again. Nothing was changed.",
                folder=str(folder),
                megabytes=-(-wanted // (1024 * 1024)),
            )
        )


def _copying_service(folder: Path) -> str | None:
    for part in folder.parts:
        name = part.casefold()
        for beginning, service in _COPIED_BY.items():
            rest = name.removeprefix(beginning)
            if rest != name and (not rest or not rest[0].isalnum()):
                return service
    return None


def _mounts() -> str:
    with contextlib.suppress(OSError):
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    return ""


def _on_share(folder: Path, mounts: str) -> bool:
    if os.name == "nt":
        return _on_windows_share(folder)
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        place = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        if len(place) >= len(best) and folder.is_relative_to(place):
            best, kind = place, fields[2]
    return kind.casefold() in _SHARES


def _on_windows_share(folder: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    remote = 4
    return str(folder).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == remote


# ── Small files ──────────────────────────────────────────────────────────────────────────────────────


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one; readable by its owner alone."""
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def new_private_file(path: Path) -> None:
    """Create an empty file readable by its owner alone. Raises `FileExistsError`."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable, where the system has such a thing."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def scratch_folder(beside: Path) -> Iterator[Path]:
    """A private folder inside `beside`, removed with all it holds when left."""
    folder = Path(tempfile.mkdtemp(dir=beside, prefix=_SCRATCH))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove the scratch folders that a killed process left. Only for who has the workspace open."""
    for left in folder.glob(f"{_SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)

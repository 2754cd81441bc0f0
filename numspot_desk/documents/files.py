"""Files in a folder that a person chose: all of them or none, and never over somebody else's.

Each file is written whole under a temporary name in the same folder, synced, then renamed. What was
there before stays byte for byte until every rename has worked. Reading Word files lives elsewhere.
"""

import contextlib
import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from numspot_desk.language.messages import Message, message
from numspot_desk.usecases.refusals import FileRefused

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,78}[A-Za-z0-9])?\.[a-z0-9]{1,8}", re.ASCII)
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{device}{number}" for device in ("com", "lpt") for number in range(10)}
)
"""Names that Windows keeps for devices; those with other characters than the pattern's never get here."""
_LARGEST_READ: Final = 20 * 1024 * 1024
_TEMPORARY: Final = ".numspot-"


class FolderFiles:
    """Implements `FileWriter` of the ports. Keeps nothing between calls."""

    def read(self, folder: Path, name: str) -> bytes | None:
        """The content of a file of the folder, None when there is none. Raises `FileRefused`."""
        path = _inside(folder, name)
        try:
            with path.open("rb") as file:
                content = file.read(_LARGEST_READ + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise FileRefused(_reading(error, path)) from error
        if len(content) > _LARGEST_READ:
            raise FileRefused(message("{name} is larger than 20 MB: choose another folder.", name=name))
        return content

    def names(self, folder: Path) -> Sequence[str]:
        """The names of what a folder holds, in order; none where there is no folder. Raises `FileRefused`."""
        try:
            return sorted(path.name for path in folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError as error:
            raise FileRefused(
                message(
                    "The folder {folder} cannot be read ({reason}): choose another folder.",
                    folder=str(folder),
                    reason=error.strerror or type(error).__name__,
                )
            ) from error

    def write_all(
        self, folder: Path, files: Mapping[str, bytes], *, ours: Mapping[str, str] | None = None
    ) -> Sequence[Path]:
        """Write every file or none, and return their paths in the order given.

        Makes the folder itself when only it is missing. Raises `FileRefused` for a name that is no plain
        file name, a folder that is missing or cannot be written, a disk that is full, a file that is
        open elsewhere, and a file that is there already and is not ours.
        """
        targets = {_inside(folder, name): content for name, content in files.items()}
        with _folder(folder):
            changed = {
                path: content
                for path, content in targets.items()
                if not _is_there(path, content, (ours or {}).get(path.name))
            }
            _replace_all(folder, changed)
        return list(targets)


def _inside(folder: Path, name: str) -> Path:
    """The path of a plain file name in the folder. Raises `FileRefused` for any other name."""
    stem = name.partition(".")[0].lower()
    if not _NAME.fullmatch(name) or stem in _RESERVED:
        raise FileRefused(
            message(
                "{name} cannot be a file name here: use letters, digits and hyphens.", name=ascii(name)[:80]
            )
        )
    return folder / name


@contextlib.contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """The folder to write in; one made here is removed again when the writing fails."""
    if folder.is_dir():
        yield
        return
    if folder.exists():
        raise FileRefused(message("{folder} is a file, not a folder: choose a folder.", folder=str(folder)))
    if not folder.absolute().parent.is_dir():
        raise FileRefused(
            message(
                "The folder {folder} does not exist: connect its disk or choose another folder.",
                folder=str(folder),
            )
        )
    try:
        folder.mkdir()
    except OSError as error:
        raise FileRefused(_writing(error, folder)) from error
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            folder.rmdir()
        raise


def _is_there(path: Path, content: bytes, ours: str | None) -> bool:
    """Whether the file is there with this content. Raises `FileRefused` when it is not ours to replace."""
    if path.is_dir() and not path.is_symlink():
        raise FileRefused(message("{name} is a folder here: choose another folder.", name=path.name))
    if not path.exists() and not path.is_symlink():
        return False
    if _open_elsewhere(path):
        raise FileRefused(
            message("{name} is open in another program: close it there, then try again.", name=path.name)
        )
    try:
        present = path.read_bytes()
    except OSError as error:
        raise FileRefused(_reading(error, path)) from error
    if present == content:
        return True
    if hashlib.sha256(present).hexdigest() != ours:
        raise FileRefused(
            message(
                "{name} is there already and was changed or written by someone else: "
                "choose another folder, or move that file away.",
                name=path.name,
            )
        )
    return False


def _open_elsewhere(path: Path) -> bool:
    """Whether Word or LibreOffice left its mark of an open file beside it."""
    marks = (f"~${path.name[2:]}", f"~${path.name}", f".~lock.{path.name}#")
    return any((path.parent / mark).exists() for mark in marks)


def _replace_all(folder: Path, contents: Mapping[Path, bytes]) -> None:
    """Write all under temporary names, then rename; undo every rename when one fails."""
    written: dict[Path, Path] = {}
    kept: dict[Path, Path | None] = {}
    current = folder
    try:
        for path, content in contents.items():
            current = path
            written[path] = _temporary(folder, content)
        for path, temporary in written.items():
            current = path
            kept[path] = _keep(path)
            temporary.replace(path)
        _sync_folder(folder)
    except BaseException as error:
        for path, old in reversed(kept.items()):
            _restore(path, old, moved=not written[path].exists())
        if isinstance(error, OSError):
            raise FileRefused(_writing(error, current)) from error
        raise
    finally:
        for leftover in (*written.values(), *(old for old in kept.values() if old is not None)):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)


def _temporary(folder: Path, content: bytes) -> Path:
    """A synced file of this content under a temporary name, readable by its owner alone."""
    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, suffix=".part", dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise
    return path


def _keep(path: Path) -> Path | None:
    """A second name for the file that is about to be replaced; None when there is none."""
    if not path.exists():
        return None
    old = _temporary(path.parent, b"")
    old.unlink()
    try:
        os.link(path, old)
    except OSError:  # a file system without links
        return _temporary(path.parent, path.read_bytes())
    return old


def _restore(path: Path, old: Path | None, *, moved: bool) -> None:
    with contextlib.suppress(OSError):
        if old is not None:
            old.replace(path)
        elif moved:
            path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the renames durable where the system lets a folder be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _writing(error: OSError, path: Path) -> Message:
    """What happened and what to do, for an error met while writing."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return message("The disk of {folder} is full: free some space, then try again.",
                           folder=str(path.parent))  # fmt: skip
        case errno.EROFS:
            return message("The disk of {folder} can only be read: choose another folder.",
                           folder=str(path.parent))  # fmt: skip
        case errno.EACCES | errno.EPERM | errno.EBUSY | errno.ETXTBSY:
            return message(
                "{name} cannot be written: it is open in another program, or the folder is protected. "
                "Close it or choose another folder, then try again.",
                name=path.name,
            )
        case _:
            return message(
                "{name} could not be written ({reason}): choose another folder, then try again.",
                name=path.name,
                reason=error.strerror or type(error).__name__,
            )


def _reading(error: OSError, path: Path) -> Message:
    return message(
        "{name} is in the folder but cannot be read ({reason}): choose another folder.",
        name=path.name,
        reason=error.strerror or type(error).__name__,
    )

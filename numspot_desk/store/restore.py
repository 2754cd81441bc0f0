"""Putting a backup in place of a store: checked first, the former store kept aside, all or nothing.

Until a note is written, an interruption leaves the former store; from then on it is brought to its end at
the next start. Each step may be repeated. Moving to another computer is a backup restored there.
"""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from numspot_desk.contracts.canonical import canonical_json
from numspot_desk.language.messages import message
from numspot_desk.store import backup, engine, ground
from numspot_desk.store.names import (
    ASIDE_FOLDER,
    JOURNAL_FILE,
    KEY_FILE,
    RESTORE_FOLDER,
    RESTORE_NOTE,
    STORE_FILE,
)
from numspot_desk.usecases.refusals import WorkspaceRefused


def restore(
    folder: Path,
    path: Path,
    key_of: Callable[[bytes | None], bytes],
    now: dt.datetime,
    *,
    keep_keys: bool = False,
) -> Path | None:
    """Put the backup `path` in place of the store of `folder`, which no one has open.

    `key_of` is given the backup's key file (None where it has none) and returns the key, or refuses.
    With `keep_keys`, for a backup of the same workspace whose key is known, the passphrase and recovery
    key of today stay; without, those of the backup's day come back with it.
    Returns where the former store was kept, None where there was none. Raises `WorkspaceRefused`, the
    folder untouched, when the backup is not sound, its key is not the right one, or the store is open.
    """
    ground.prepare_folder(folder)
    finish_interrupted(folder)
    ground.refuse_bad_ground(folder)
    _refuse_open(folder)
    staging = folder / RESTORE_FOLDER
    staging.mkdir(mode=0o700)
    try:
        manifest = backup.unpack(path, staging)
        key_file = staging / KEY_FILE
        key = key_of(key_file.read_bytes() if key_file.is_file() else None)
        backup.check_store(staging / STORE_FILE, key, path.name, manifest)
        if keep_keys and (folder / KEY_FILE).is_file():
            key_file.unlink(missing_ok=True)
        former = _free_aside(folder, now)
        ground.sync_folder(staging)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    had_store = (folder / STORE_FILE).exists()
    ground.write_whole(folder / RESTORE_NOTE, canonical_json({"former": former.name}))
    finish_interrupted(folder)
    return former if had_store else None


def finish_interrupted(folder: Path) -> None:
    """Bring an interrupted restore to its end, or sweep away one that had not been decided."""
    note, staging = folder / RESTORE_NOTE, folder / RESTORE_FOLDER
    if not note.exists():
        if staging.exists():
            shutil.rmtree(staging)
        return
    former = folder / ASIDE_FOLDER / str(json.loads(note.read_bytes())["former"])
    if staging.exists():
        former.mkdir(parents=True, exist_ok=True, mode=0o700)
        if (staging / STORE_FILE).exists():  # then what stands in place is still the former store
            for name in (JOURNAL_FILE, STORE_FILE):  # a pending journal goes with its own store
                _move(folder / name, former / name)
            ground.sync_folder(former)
            ground.sync_folder(folder)
        _swap_key_file(folder, staging, former)
        _move(staging / STORE_FILE, folder / STORE_FILE)
        ground.sync_folder(folder)
        shutil.rmtree(staging)
    note.unlink()
    ground.sync_folder(folder)


def _swap_key_file(folder: Path, staging: Path, former: Path) -> None:
    if (folder / KEY_FILE).exists() and not (former / KEY_FILE).exists():
        ground.write_whole(former / KEY_FILE, (folder / KEY_FILE).read_bytes())
    if (staging / KEY_FILE).exists():
        (staging / KEY_FILE).replace(folder / KEY_FILE)
        ground.sync_folder(folder)


def _move(source: Path, target: Path) -> None:
    if source.exists():
        source.replace(target)


def _refuse_open(folder: Path) -> None:
    store = folder / STORE_FILE
    if store.exists() and engine.in_use(store):
        raise WorkspaceRefused(
            message(
                "This workspace is open: close it before putting a backup in its place. Nothing was changed."
            )
        )


def _free_aside(folder: Path, now: dt.datetime) -> Path:
    stamp = now.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = folder / ASIDE_FOLDER
    ground.prepare_folder(aside)
    for copy in range(1, 10_000):
        path = aside / (stamp if copy == 1 else f"{stamp}-{copy}")
        if not path.exists():
            return path
    raise FileExistsError(stamp)

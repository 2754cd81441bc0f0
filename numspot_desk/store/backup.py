"""Backups: one file each, holding the encrypted store, its key file and a manifest; verified, thinned.

The store is copied by SQLite itself, read back and checked before the file takes its name. A backup opens
with the passphrase or the recovery key of its day, on any computer. Putting one back lives in `restore`.
"""

import datetime as dt
import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import Connection, select

from numspot_desk.contracts.canonical import canonical_json
from numspot_desk.language.messages import Message, message
from numspot_desk.store import audit, engine, ground, migrate
from numspot_desk.store.names import BACKUP_FOLDER, BACKUP_SUFFIX, KEY_FILE, STORE_FILE
from numspot_desk.store.schema import REVISION, workspace
from numspot_desk.store.session import Session
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.world import Chance, Clock
from numspot_desk.usecases.refusals import WorkspaceRefused

FORMAT: Final = "numspot-desk/backup/1"
MANIFEST: Final = "backup.json"
AUTOMATIC, MIGRATION, ASKED, BEFORE_RESTORE = "daily", "migration", "manual", "restore"
_KEPT: Final = {"%Y-%m-%d": 7, "%G-W%V": 4, "%Y-%m": 12}  # newest of each day, week, month
_KEPT_MIGRATIONS: Final = 5
_LARGEST_MANIFEST: Final = 1_000_000
_BLOCK: Final = 1 << 20
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Backup:
    """One backup file, as its name tells it."""

    path: Path
    made_at: dt.datetime
    reason: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; `rows` counts the rows of every table."""

    made_at: dt.datetime
    reason: str
    workspace_id: str
    revision: str
    audit_head: str | None  # None in a backup made before a migration
    rows: Mapping[str, int]
    sha256: Mapping[str, str]


class Backups:
    """The backups of one open workspace."""

    def __init__(self, session: Session, folder: Path, key: bytes, clock: Clock, chance: Chance) -> None:
        self._session = session
        self._folder = folder
        self._key = key
        self._clock = clock
        self._chance = chance

    @property
    def folder(self) -> Path:
        """Where automatic backups go."""
        return self._folder / BACKUP_FOLDER

    def all(self) -> list[Backup]:
        """The backups in the workspace's own folder, the newest first."""
        return backups_in(self.folder)

    def make(
        self,
        reason: str = ASKED,
        into: Path | None = None,
        *,
        act: Act | None = None,
        step: Step | None = None,
    ) -> Backup:
        """Write a backup, read it back, and return it; `step(done, total)` may raise to stop.

        Raises `WorkspaceRefused` when the store is damaged, the folder cannot be written or is too small;
        then no file is left behind.
        """
        target = into or self.folder
        if into is None:
            ground.prepare_folder(target)
        try:
            size = (self._folder / STORE_FILE).stat().st_size
            ground.refuse_full_disk(target, 2 * size + 2 * _BLOCK)
            with ground.scratch_folder(target) as scratch:
                part = self._packed(scratch, reason, step or (lambda _done, _total: None))
                made = Backup(_free_name(target, self._clock.now(), reason), self._clock.now(), reason)
                part.replace(made.path)
            ground.sync_folder(target)
        except OSError as error:
            raise _not_written(target) from error
        if act is not None:
            with self._session.transaction() as writing:
                audit.append(writing, act, self._chance)
        return made

    def make_if_due(self) -> Backup | None:
        """The automatic backup of the day, once a day; older automatic ones are thinned after it."""
        made_on = [backup.made_at.date() for backup in self.all() if backup.reason == AUTOMATIC]
        if self._clock.now().date() in made_on:
            return None
        made = self.make(AUTOMATIC)
        for backup in superseded(self.all()):
            with suppress(OSError):
                backup.path.unlink()
        return made

    def verify(self, path: Path) -> Manifest:
        """Open the backup with this workspace's key and check all of it. Raises `WorkspaceRefused`."""
        with unpacked(path, self._folder) as (scratch, manifest):
            check_store(scratch / STORE_FILE, self._key, path.name, manifest)
        return manifest

    def _packed(self, scratch: Path, reason: str, step: Step) -> Path:
        store = scratch / STORE_FILE
        with self._session.transaction() as connection:
            _refuse_damaged(engine.broken_pages(connection))
            description = _description(connection)
        ground.new_private_file(store)
        engine.copy_to(self._session.outside, store, self._key, step)
        manifest = {
            "format": FORMAT,
            "made_at": self._clock.now().isoformat(),
            "reason": reason,
            **description,
        }
        _check_copy(store, self._key, manifest)
        members = {STORE_FILE: store}
        if (self._folder / KEY_FILE).is_file():
            members[KEY_FILE] = self._folder / KEY_FILE
        manifest["sha256"] = {name: _sha256_of(path) for name, path in members.items()}
        part = scratch / "backup.part"
        _write_archive(part, members, canonical_json(manifest))
        _read_back(part, manifest["sha256"])
        return part


# ── Names and thinning ───────────────────────────────────────────────────────────────────────────────


def backups_in(folder: Path) -> list[Backup]:
    """The backup files of a folder, the newest first; other files are passed over."""
    found = []
    for path in folder.glob(f"*{BACKUP_SUFFIX}") if folder.is_dir() else ():
        stamp, _, reason = path.name.removesuffix(BACKUP_SUFFIX).partition("-")
        with suppress(ValueError):
            made_at = dt.datetime.strptime(stamp, "%Y%m%dT%H%M%S%z")
            found.append(Backup(path, made_at, reason.partition("-")[0]))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def superseded(backups: list[Backup]) -> list[Backup]:
    """Which backups may go: automatic ones beyond 7 days, 4 weeks and 12 months (counted where there
    are any), migration ones beyond 5. The newest stays, and so does whatever a person asked for."""
    newest_first = sorted(backups, key=lambda backup: backup.made_at, reverse=True)
    daily = [backup for backup in newest_first if backup.reason == AUTOMATIC]
    kept: set[Path] = set()
    for period, number in _KEPT.items():
        newest: dict[str, Path] = {}
        for backup in daily:
            newest.setdefault(backup.made_at.strftime(period), backup.path)
        kept.update(list(newest.values())[:number])
    migrations = [backup for backup in newest_first if backup.reason == MIGRATION]
    return [backup for backup in daily if backup.path not in kept] + migrations[_KEPT_MIGRATIONS:]


def _free_name(folder: Path, at: dt.datetime, reason: str) -> Path:
    stamp = at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    for copy in range(1, 10_000):
        name = f"{stamp}-{reason}" + (f"-{copy}" if copy > 1 else "")
        path = folder / f"{name}{BACKUP_SUFFIX}"
        if not path.exists():
            return path
    raise FileExistsError(stamp)


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────


def _description(connection: Connection) -> dict[str, Any]:
    revision = migrate.revision_of(connection)
    return {
        "workspace": connection.execute(select(workspace.c.id)).scalar(),
        "revision": revision,
        "audit_head": audit.head_of(connection) if revision == REVISION else None,
        "rows": migrate.row_counts(connection),
    }


def _check_copy(store: Path, key: bytes, manifest: Mapping[str, Any]) -> None:
    session = Session(engine.open_engine(store, key))
    try:
        with session.transaction() as connection:
            _refuse_damaged(engine.damage(connection, quick=True))
            copied = _description(connection)
    finally:
        session.close()
    if any(manifest[name] != value for name, value in copied.items()):
        raise RuntimeError("the copy does not hold what the store holds")


def _write_archive(part: Path, members: Mapping[str, Path], manifest: bytes) -> None:
    ground.new_private_file(part)
    with part.open("r+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(MANIFEST, manifest)
            for name, path in members.items():
                archive.write(path, name)
        file.flush()
        os.fsync(file.fileno())


def _read_back(part: Path, sha256: Mapping[str, str]) -> None:
    with zipfile.ZipFile(part) as archive:
        for name, wanted in sha256.items():
            with archive.open(name) as member:
                if _sha256(member) != wanted:
                    raise OSError(f"{name} did not read back as written")


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return _sha256(file)


def _sha256(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _refuse_damaged(found: list[str]) -> None:
    if found:
        raise WorkspaceRefused(
            message(
                "The file of this workspace is damaged: no backup was made of it, and the earlier backups are"
                " kept. Restore the latest one."
            )
        )


def _not_written(folder: Path) -> WorkspaceRefused:
    return WorkspaceRefused(
        message(
            "The backup could not be written in {folder}: the disk is full, unplugged or read-only. Choose"
            " another folder or free some space. The workspace is untouched.",
            folder=str(folder),
        )
    )


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def unpacked(path: Path, beside: Path) -> Iterator[tuple[Path, Manifest]]:
    """A backup taken apart in a private folder inside `beside`, seals compared, removed when left.

    Raises `WorkspaceRefused` for a file that is missing, not a backup, cut short or altered.
    """
    with ground.scratch_folder(beside) as scratch:
        yield scratch, unpack(path, scratch)


def unpack(path: Path, into: Path) -> Manifest:
    """Take a backup apart in a folder, each part durable and compared with its seal."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = read_manifest(archive)
            for name, wanted in manifest.sha256.items():
                ground.refuse_full_disk(into, archive.getinfo(name).file_size + _BLOCK)
                if _extract(archive, name, into / name) != wanted:
                    raise ValueError("altered")
    except FileNotFoundError as error:
        raise refused_backup(path.name, message("it is no longer there")) from error
    except PermissionError as error:
        raise refused_backup(path.name, message("you may not read it")) from error
    except (
        OSError,
        EOFError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        NotImplementedError,
    ) as error:
        raise refused_backup(path.name, message("it is damaged, or not a backup")) from error
    return manifest


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """The manifest of an open backup. Raises `ValueError`, `KeyError` or `TypeError` for any other file."""
    if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise ValueError("too large")
    told = json.loads(archive.read(MANIFEST))
    if told["format"] != FORMAT:
        raise ValueError("another format")
    names = set(told["sha256"])
    if STORE_FILE not in names or names - {STORE_FILE, KEY_FILE}:
        raise ValueError("other members")
    return Manifest(
        made_at=dt.datetime.fromisoformat(told["made_at"]),
        reason=str(told["reason"]),
        workspace_id=str(told["workspace"]),
        revision=str(told["revision"]),
        audit_head=told["audit_head"],
        rows=dict(told["rows"]),
        sha256=dict(told["sha256"]),
    )


def check_store(store: Path, key: bytes, name: str, manifest: Manifest) -> None:
    """Check an unpacked store whole: its key, seals, structure, rows and audit chain, against its manifest.

    Raises `WorkspaceRefused` naming the backup.
    """
    try:
        session = Session(engine.open_engine(store, key))
    except WorkspaceRefused as refused:  # its seal held: it is whole, and not ours
        raise refused_backup(name, message("it belongs to other keys than the ones given")) from refused
    try:
        with session.transaction() as connection:
            if engine.damage(connection):
                raise refused_backup(name, message("it is damaged, or not a backup"))
            told = _description(connection)
        if (told["revision"], told["workspace"]) != (manifest.revision, manifest.workspace_id):
            raise refused_backup(name, message("its parts do not belong together"))
        if (told["rows"], told["audit_head"]) != (manifest.rows, manifest.audit_head):
            raise refused_backup(name, message("its parts do not belong together"))
        if manifest.revision == REVISION and audit.AuditLog(session).verify().broken_at is not None:
            raise refused_backup(name, message("its parts do not belong together"))
    finally:
        session.close()


def _extract(archive: zipfile.ZipFile, name: str, target: Path) -> str:
    digest, size = hashlib.sha256(), archive.getinfo(name).file_size
    ground.new_private_file(target)
    with archive.open(name) as member, target.open("r+b") as file:
        while block := member.read(_BLOCK):
            size -= len(block)
            if size < 0:
                raise ValueError("longer than announced")
            digest.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def refused_backup(name: str, reason: Message) -> WorkspaceRefused:
    """The refusal of a backup file, with its reason; the store in place is untouched."""
    return WorkspaceRefused(
        message(
            "The backup {name} cannot be used: {reason}. Choose another one. The present workspace is"
            " untouched.",
            name=name,
            reason=reason,
        )
    )

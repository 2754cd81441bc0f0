"""Backups: whole, private, verified, thinned; restored here or elsewhere, all or nothing, nothing lost."""

import datetime as dt
import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from numspot_desk.store import backup as backup_module
from numspot_desk.store.access import WorkspaceAccess
from numspot_desk.store.backup import ASKED, AUTOMATIC, MIGRATION, Backup, superseded
from numspot_desk.store.keys import KeyFile
from numspot_desk.store.names import (
    BACKUP_FOLDER,
    KEY_FILE,
    RESTORE_FOLDER,
    RESTORE_NOTE,
    STORE_FILE,
)
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderQuery, OrderRecord
from numspot_desk.usecases.refusals import WorkspaceRefused
from tests.store.desk import IBAN, SeededChance, SetClock
from tests.store.test_keys import COST, PASSPHRASE, MemoryKeychain

NewOrder = Callable[..., OrderRecord]
ROOT = Path(__file__).resolve().parents[2]


def door(folder: Path, clock: SetClock) -> WorkspaceAccess:
    return WorkspaceAccess(
        folder, clock=clock, chance=SeededChance(hash(folder)), keychain=MemoryKeychain(), cost=COST
    )


def by_passphrase(ways: KeyFile | None) -> bytes:
    assert ways is not None
    return ways.by_passphrase(PASSPHRASE)


@pytest.fixture
def access(folder: Path, clock: SetClock) -> WorkspaceAccess:
    return door(folder, clock)


@pytest.fixture
def desk(access: WorkspaceAccess) -> OpenWorkspace:
    return access.create(PASSPHRASE).workspace


def test_a_backup_holds_everything_and_shows_nothing(desk: OpenWorkspace, new_order: NewOrder) -> None:
    new_order()
    made = desk.backups.make()
    assert desk.backups.all() == [made]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    with zipfile.ZipFile(made.path) as archive:
        assert set(archive.namelist()) == {STORE_FILE, KEY_FILE, "backup.json"}
    content = made.path.read_bytes()
    assert IBAN.encode() not in content and b"Atelier" not in content
    manifest = desk.backups.verify(made.path)
    assert (manifest.rows["orders"], manifest.workspace_id) == (1, desk.id)
    assert manifest.audit_head == desk.audit.head()
    left = {path.name for path in desk.folder.iterdir()}
    assert left - {f"{STORE_FILE}-journal"} == {BACKUP_FOLDER, STORE_FILE, KEY_FILE}


def test_a_backup_that_was_asked_for_leaves_its_audit_row(desk: OpenWorkspace, tmp_path: Path) -> None:
    asked = Act("workspace.backed_up", desk.id, "Anne Roy", dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    made = desk.backups.make(into=tmp_path, act=asked)
    assert made.path.parent == tmp_path
    assert desk.audit.entries()[0].kind == "workspace.backed_up"


def test_two_backups_of_one_second_are_two_files(desk: OpenWorkspace) -> None:
    first, second = desk.backups.make(), desk.backups.make()
    assert first.path != second.path and len(desk.backups.all()) == 2


def test_a_stopped_backup_leaves_no_file(desk: OpenWorkspace) -> None:
    class Stopped(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        desk.backups.make(step=stop)
    assert list(desk.backups.folder.iterdir()) == []
    desk.backups.make()


def test_a_folder_that_is_gone_is_said_so(desk: OpenWorkspace, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceRefused, match="could not be written"):
        desk.backups.make(into=tmp_path / "unplugged")


# ── Thinning ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_daily_backup_is_made_once_a_day(desk: OpenWorkspace, clock: SetClock) -> None:
    assert desk.backups.make_if_due() is not None
    clock.forward(hours=6)
    assert desk.backups.make_if_due() is None
    clock.forward(days=1)
    desk.tidy()
    assert [made.reason for made in desk.backups.all()] == [AUTOMATIC, AUTOMATIC]


def test_days_weeks_and_months_are_kept() -> None:
    last = dt.datetime(2026, 11, 20, 8, tzinfo=dt.UTC)
    made = [Backup(Path(f"d{n}"), last - dt.timedelta(days=n), AUTOMATIC) for n in range(800)]
    asked = [Backup(Path(f"a{n}"), last - dt.timedelta(days=n), ASKED) for n in range(100)]
    steps = [Backup(Path(f"m{n}"), last - dt.timedelta(days=n), MIGRATION) for n in range(9)]
    gone = {backup.path.name for backup in superseded(made + asked + steps)}
    kept = [backup for backup in made if backup.path.name not in gone]
    assert [backup.path.name for backup in kept[:7]] == [f"d{n}" for n in range(7)]
    assert len({backup.made_at.strftime("%G-W%V") for backup in kept}) >= 4
    assert len({backup.made_at.strftime("%Y-%m") for backup in kept}) == 12
    assert len(kept) <= 7 + 4 + 12
    assert not any(name.startswith("a") for name in gone)
    assert {name for name in gone if name.startswith("m")} == {"m5", "m6", "m7", "m8"}


def test_thinning_day_after_day_keeps_a_year(desk: OpenWorkspace, clock: SetClock) -> None:
    start, kept = clock.now(), []
    for day in range(400):
        kept = [Backup(Path(f"{day}"), start + dt.timedelta(days=day), AUTOMATIC), *kept]
        gone = {backup.path for backup in superseded(kept)}
        kept = [backup for backup in kept if backup.path not in gone]
    assert (kept[0].made_at - kept[-1].made_at).days > 300 and len(kept) <= 23


# ── Restoring ────────────────────────────────────────────────────────────────────────────────────────


def test_a_restored_store_is_the_one_of_the_backup_and_the_former_is_kept(
    desk: OpenWorkspace, access: WorkspaceAccess, new_order: NewOrder, clock: SetClock
) -> None:
    first = new_order()
    made = desk.backups.make()
    second = new_order()
    desk.close()
    former = access.restore(made.path, by_passphrase)
    assert former is not None
    with access.unlock_with_passphrase(PASSPHRASE) as opened:
        assert opened.orders.load(first.id) == first
        assert opened.orders.count(OrderQuery()) == 1
    old = door(former, clock)
    with old.unlock_with_passphrase(PASSPHRASE) as opened:
        assert opened.orders.load(second.id) == second


def test_another_computer_opens_it_with_passphrase_or_recovery_key(
    access: WorkspaceAccess, tmp_path: Path, clock: SetClock
) -> None:
    created = access.create(PASSPHRASE, use_keychain=True) if not access.exists() else None
    assert created is not None
    moved = created.workspace.backups.make(into=tmp_path)
    created.workspace.close()
    ways: list[Callable[[KeyFile], bytes]] = [
        lambda ways: ways.by_passphrase(PASSPHRASE),
        lambda ways: ways.by_recovery_key(created.recovery_key),
    ]
    for number, way in enumerate(ways):
        other = door(tmp_path / f"laptop{number}", clock)
        assert other.restore(moved.path, lambda ways, way=way: way(ways)) is None  # type: ignore[misc]
        assert other.unlock_with_keychain() is None
        other.unlock_with_passphrase(PASSPHRASE).close()
        other.unlock_with_recovery_key(created.recovery_key).close()


def test_a_wrong_key_restores_nothing(desk: OpenWorkspace, access: WorkspaceAccess) -> None:
    made = desk.backups.make()
    desk.close()
    before = snapshot(access.folder)
    with pytest.raises(WorkspaceRefused, match="not the passphrase"):
        access.restore(made.path, lambda ways: ways.by_passphrase("mauvaise phrase") if ways else b"")
    with pytest.raises(WorkspaceRefused, match="cannot be used"):
        access.restore(made.path, lambda _ways: bytes(32))
    assert snapshot(access.folder) == before


def test_the_keys_of_today_stay_or_those_of_the_backup_come_back(
    desk: OpenWorkspace, access: WorkspaceAccess
) -> None:
    key, today = desk.key, "une autre suite de mots"
    made = desk.backups.make()
    access.set_passphrase(desk, today)
    desk.close()
    access.restore(made.path, lambda _ways: key, keep_keys=True)
    access.unlock_with_passphrase(today).close()
    access.restore(made.path, by_passphrase)  # who forgot today's passphrase and knows the former
    access.unlock_with_passphrase(PASSPHRASE).close()


def test_an_open_store_is_not_replaced(desk: OpenWorkspace, access: WorkspaceAccess) -> None:
    made = desk.backups.make()
    with pytest.raises(WorkspaceRefused, match="close it before"):
        access.restore(made.path, by_passphrase)
    desk.close()


def test_every_damaged_backup_is_refused_and_the_store_untouched(
    desk: OpenWorkspace, access: WorkspaceAccess, new_order: NewOrder
) -> None:
    new_order()
    made = desk.backups.make()
    desk.close()
    sound, before = made.path.read_bytes(), snapshot(access.folder)
    spoilt = [sound[: len(sound) * n // 8] for n in range(8)]
    spoilt += [sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :] for at in range(900, len(sound), 30_011)]
    for content in spoilt:
        made.path.write_bytes(content)
        with pytest.raises(WorkspaceRefused, match="cannot be used"):
            access.restore(made.path, by_passphrase)
    made.path.write_bytes(sound)
    assert snapshot(access.folder) == before


def rewritten(made: Path, **changes: object) -> None:
    """The same backup with another manifest, or members, as somebody careful would forge it."""
    with zipfile.ZipFile(made) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members["backup.json"])
    members.update({name: content for name, content in changes.items() if isinstance(content, bytes)})
    manifest.update({name: value for name, value in changes.items() if not isinstance(value, bytes)})
    members["backup.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "numspot-desk/backup/2"},
        {"rows": {"orders": 5}},
        {"audit_head": "0" * 64},
        {"workspace": "another"},
        {"sha256": {}},
        {"sha256": {"../../escape": "0" * 64, STORE_FILE: "0" * 64}},
        {"sha256": {STORE_FILE: "0" * 64}},
        {"made_at": "yesterday"},
        {STORE_FILE: b"not a store"},
    ],
)
def test_a_forged_backup_is_refused(
    desk: OpenWorkspace, access: WorkspaceAccess, changes: dict[str, object]
) -> None:
    made = desk.backups.make()
    desk.close()
    rewritten(made.path, **changes)
    before = snapshot(access.folder)
    with pytest.raises(WorkspaceRefused, match="cannot be used"):
        access.restore(made.path, by_passphrase)
    assert snapshot(access.folder) == before


def test_a_file_that_is_no_backup_is_refused(
    access: WorkspaceAccess, desk: OpenWorkspace, tmp_path: Path
) -> None:
    desk.close()
    other = tmp_path / "x.ndbackup"
    with pytest.raises(WorkspaceRefused, match="cannot be used"):
        access.restore(other, by_passphrase)
    other.write_text("hello")
    with pytest.raises(WorkspaceRefused, match="cannot be used"):
        access.restore(other, by_passphrase)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


KILLED = """
import os, sys
from pathlib import Path
from numspot_desk.store import ground, restore
from tests.store.desk import SetClock
from tests.store.test_backups import by_passphrase, door

left = int(sys.argv[3])

def counted(act):
    def run(*arguments, **named):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), 9)
        return act(*arguments, **named)
    return run

names = {Path: ("replace", "mkdir", "unlink"), os: ("fsync",), restore.shutil: ("rmtree",)}
for owner, name in [(owner, name) for owner, group in names.items() for name in group]:
    setattr(owner, name, counted(getattr(owner, name)))
door(Path(sys.argv[1]), SetClock()).restore(Path(sys.argv[2]), by_passphrase)
print("done")
"""


def test_a_restore_killed_at_any_step_leaves_the_old_or_the_new(
    desk: OpenWorkspace, access: WorkspaceAccess, new_order: NewOrder, clock: SetClock, tmp_path: Path
) -> None:
    new_order()
    made = desk.backups.make(into=tmp_path)
    new_order()
    desk.close()
    whole = snapshot(access.folder)
    seen, step = [], 0
    while True:
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(access.folder), str(made.path), str(step)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        with access.unlock_with_passphrase(PASSPHRASE) as opened:
            seen.append(opened.orders.count(OrderQuery()))
            assert opened.damage() == []
        assert not (access.folder / RESTORE_NOTE).exists() and not (access.folder / RESTORE_FOLDER).exists()
        if seen[-1] == 1:  # then the former store is beside it, whole
            (former,) = (access.folder / "former").iterdir()
            with door(former, clock).unlock_with_passphrase(PASSPHRASE) as old:
                assert old.orders.count(OrderQuery()) == 2
        if "done" in done.stdout:
            break
        put_back(access.folder, whole)
        step += 1 if "NUMSPOT_DESK_CAMPAIGN" in os.environ else 7
    assert set(seen) == {1, 2} and seen == sorted(seen, reverse=True)


def put_back(folder: Path, files: dict[str, bytes]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def test_a_store_whose_last_write_was_cut_short_is_kept_aside_with_its_journal(
    desk: OpenWorkspace, access: WorkspaceAccess, new_order: NewOrder
) -> None:
    new_order()
    made = desk.backups.make()
    desk.close()
    journal = access.folder / f"{STORE_FILE}-journal"
    journal.write_bytes(b"pending")
    former = access.restore(made.path, by_passphrase)
    assert former is not None and (former / journal.name).read_bytes() == b"pending"
    assert not journal.exists()
    access.unlock_with_passphrase(PASSPHRASE).close()


def test_a_backup_killed_half_way_is_swept_away_at_the_next_start(
    desk: OpenWorkspace, access: WorkspaceAccess
) -> None:
    desk.backups.make()
    desk.close()
    left = access.folder / BACKUP_FOLDER / ".part-abc"
    left.mkdir()
    (left / STORE_FILE).write_bytes(b"half")
    with access.unlock_with_passphrase(PASSPHRASE) as opened:
        assert len(opened.backups.all()) == 1
    assert not left.exists()


def test_a_long_member_is_not_taken_for_granted(
    desk: OpenWorkspace, access: WorkspaceAccess, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.backups.make()
    desk.close()
    monkeypatch.setattr(backup_module, "_LARGEST_MANIFEST", 10)
    with pytest.raises(WorkspaceRefused, match="cannot be used"):
        access.restore(made.path, by_passphrase)
    assert list((access.folder / BACKUP_FOLDER).iterdir()) == [made.path]

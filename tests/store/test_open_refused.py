"""What a store refuses to open or write, in words, with nothing changed; and what its file never shows."""

import hashlib
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from numspot_desk.store import engine, ground
from numspot_desk.store.names import STORE_FILE
from numspot_desk.store.schema import revisions
from numspot_desk.store.workspace import OpenWorkspace, create_workspace, holds_workspace, open_workspace
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.orders import OrderQuery, OrderRecord, Place
from numspot_desk.usecases.refusals import WorkspaceRefused
from tests.store.desk import IBAN, KEY, SetClock, complete_answers, extracted

NewOrder = Callable[..., OrderRecord]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def closed(desk: OpenWorkspace, new_order: NewOrder) -> Path:
    """A folder whose store holds three orders and is closed; returns the store's file."""
    for _ in range(3):
        new_order()
    desk.close()
    return desk.folder / STORE_FILE


def seal(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused(folder: Path, clock: SetClock, match: str, key: bytes = KEY) -> None:
    before = {path: seal(path) for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(WorkspaceRefused, match=match):
        open_workspace(folder, key, clock=clock)
    assert {path: seal(path) for path in folder.rglob("*") if path.is_file()} == before


def test_the_linked_engine_keeps_what_it_says_it_wrote() -> None:
    assert engine.linked_engine_is_safe()
    safe = {(3, 51, 3): True, (3, 51, 2): False, (3, 50, 7): True, (3, 50, 6): False, (3, 44, 6): True}
    for version, expected in {**safe, (3, 40, 1): False, (4, 0, 0): True}.items():
        assert engine.linked_engine_is_safe(version) is expected


def test_the_connection_is_set_as_decided(desk: OpenWorkspace) -> None:
    raw: Any = desk._session.outside.connection.driver_connection
    found = {
        name: str(raw.execute(f"PRAGMA {name}").fetchone()[0])
        for name in (
            "journal_mode",
            "synchronous",
            "locking_mode",
            "foreign_keys",
            "secure_delete",
            "trusted_schema",
        )
    }
    assert found == {
        "journal_mode": "delete",
        "synchronous": "3",
        "locking_mode": "exclusive",
        "foreign_keys": "1",
        "secure_delete": "1",
        "trusted_schema": "0",
    }


def test_a_workspace_is_private_to_its_owner(desk: OpenWorkspace) -> None:
    assert stat.S_IMODE(desk.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((desk.folder / STORE_FILE).stat().st_mode) == 0o600


def test_the_file_shows_nothing_of_what_it_holds(closed: Path) -> None:
    content = closed.read_bytes()
    for secret in (IBAN.encode(), b"Atelier", b"SQLite format", b"CREATE TABLE", b"FR14 2004"):
        assert secret not in content


def test_a_database_error_says_nothing_of_the_values(desk: OpenWorkspace, new_order: NewOrder) -> None:
    from numspot_desk.store.schema import settings

    with pytest.raises(Exception, match="UNIQUE") as raised, desk._session.transaction() as connection:
        for _ in range(2):
            connection.execute(
                settings.insert().values(name="n", value={"iban": IBAN}, updated_at=SetClock().now())
            )
    assert IBAN not in str(raised.value) and IBAN not in repr(raised.value)


def test_a_wrong_key_is_refused(closed: Path, clock: SetClock) -> None:
    refused(closed.parent, clock, "cannot be read with this key", bytes(32))


def test_an_empty_folder_holds_no_workspace(tmp_path: Path, clock: SetClock) -> None:
    assert not holds_workspace(tmp_path)
    refused(tmp_path, clock, "holds no workspace")


def test_an_empty_file_is_not_made_a_store(closed: Path, clock: SetClock) -> None:
    closed.write_bytes(b"")
    refused(closed.parent, clock, "empty or is not a workspace")


def test_a_newer_store_is_refused_and_left_alone(desk: OpenWorkspace, clock: SetClock) -> None:
    with desk._session.transaction() as connection:
        connection.execute(revisions.update().values(version_num="9999"))
    desk.close()
    refused(desk.folder, clock, "newer version of the program")
    assert desk.backups.all() == []


def test_a_workspace_is_never_created_over_another(closed: Path, clock: SetClock) -> None:
    before = seal(closed)
    with pytest.raises(WorkspaceRefused, match="already holds"):
        create_workspace(closed.parent, bytes(32), clock=clock)
    assert seal(closed) == before


# ── Damage ───────────────────────────────────────────────────────────────────────────────────────────


def damaged_and_found(store: Path, clock: SetClock) -> bool:
    """Whether the damage is refused at open, or found by the check of the whole file."""
    try:
        with open_workspace(store.parent, KEY, clock=clock) as opened:
            return bool(opened.damage())
    except WorkspaceRefused:
        return True


def test_every_damage_is_found(closed: Path, clock: SetClock) -> None:
    sound = closed.read_bytes()
    chance = random.Random(5)
    campaign = int(os.environ.get("NUMSPOT_DESK_CAMPAIGN", "0"))
    for _ in range(max(40, min(campaign, 1_200))):
        spoilt = bytearray(sound)
        match chance.randrange(3):
            case 0:
                spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
            case 1:
                at = chance.randrange(len(spoilt) // 4096) * 4096
                spoilt[at : at + 4096] = bytes(4096)
            case _:
                del spoilt[chance.randrange(1, len(spoilt)) :]
        closed.write_bytes(spoilt)
        assert damaged_and_found(closed, clock)
    closed.write_bytes(sound)
    assert not damaged_and_found(closed, clock)


def opened_with_a_damaged_page(store: Path, clock: SetClock) -> OpenWorkspace:
    """The workspace with the last page damaged that opening does not read."""
    sound = store.read_bytes()
    for place in range(len(sound) - 2000, 0, -4096):
        spoilt = bytearray(sound)
        spoilt[place] ^= 1
        store.write_bytes(spoilt)
        try:
            return open_workspace(store.parent, KEY, clock=clock)
        except WorkspaceRefused:
            continue
    raise AssertionError("opening reads every page")


def test_no_backup_is_made_of_a_damaged_store(closed: Path, clock: SetClock) -> None:
    """SQLite would copy the broken page as zeros, newly sealed: the copy would look sound."""
    with opened_with_a_damaged_page(closed, clock) as opened:
        with pytest.raises(WorkspaceRefused, match="no backup was made"):
            opened.backups.make()
        assert opened.backups.all() == []
        assert list(opened.backups.folder.iterdir()) == []


# ── Locks ────────────────────────────────────────────────────────────────────────────────────────────

HOLDER = """
import sys
from pathlib import Path
from numspot_desk.store.workspace import open_workspace
from tests.store.desk import KEY, SetClock
opened = open_workspace(Path(sys.argv[1]), KEY, clock=SetClock())
print("open", flush=True)
sys.stdin.readline()
"""


def test_a_second_process_is_refused_and_the_first_goes_on(closed: Path, clock: SetClock) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(closed.parent)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        assert engine.in_use(closed)
        with pytest.raises(WorkspaceRefused, match="already open"):
            open_workspace(closed.parent, KEY, clock=clock)
        holder.kill()
    assert not engine.in_use(closed)
    with open_workspace(closed.parent, KEY, clock=clock) as opened:
        assert opened.orders.count(OrderQuery()) == 3


def test_a_second_workspace_in_one_process_is_refused_too(desk: OpenWorkspace, clock: SetClock) -> None:
    with pytest.raises(WorkspaceRefused, match="already open"):
        open_workspace(desk.folder, KEY, clock=clock)


# ── Ground ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs"])
def test_a_network_share_is_refused(tmp_path: Path, kind: str) -> None:
    mounts = f"/dev/vda / ext4 rw 0 0\nserver:/x {tmp_path} {kind} rw 0 0\ntmpfs {tmp_path}x tmpfs rw 0 0\n"
    with pytest.raises(WorkspaceRefused, match="network share"):
        ground.refuse_bad_ground(tmp_path, mounts)
    ground.refuse_bad_ground(tmp_path, f"/dev/vda / ext4 rw 0 0\nserver:/x {tmp_path}/below {kind} rw 0 0\n")


def test_a_share_mounted_under_a_name_with_spaces_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "Mes documents"
    folder.mkdir()
    with pytest.raises(WorkspaceRefused, match="network share"):
        ground.refuse_bad_ground(folder, f"//s/x {str(folder).replace(' ', chr(92) + '040')} cifs rw 0 0\n")


@pytest.mark.parametrize(
    "name", ["OneDrive", "OneDrive - NumSpot", "Dropbox", "Dropbox (Perso)", "Nextcloud"]
)
def test_a_folder_that_a_service_copies_is_refused(tmp_path: Path, name: str, clock: SetClock) -> None:
    folder = tmp_path / name / "contrats"
    with pytest.raises(WorkspaceRefused, match="copied by"):
        create_workspace(folder, KEY, clock=clock)
    assert list(folder.iterdir()) == []


def test_a_folder_that_only_sounds_like_it_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "Dropboxes"
    folder.mkdir()
    ground.refuse_bad_ground(folder, "")


def test_a_nearly_full_disk_is_refused_before_anything_is_written(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 1_000

    monkeypatch.setattr(ground.shutil, "disk_usage", lambda _path: Usage)
    with pytest.raises(WorkspaceRefused, match="not enough free space"):
        create_workspace(tmp_path / "w", KEY, clock=clock)
    assert list((tmp_path / "w").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path, clock: SetClock) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceRefused, match="cannot be made"):
        create_workspace(tmp_path / "file" / "w", KEY, clock=clock)


AS_NOBODY = """
import os, sys
from pathlib import Path
from numspot_desk.store.workspace import open_workspace
from numspot_desk.usecases.refusals import WorkspaceRefused
from tests.store.desk import KEY, SetClock
import sqlalchemy.dialects.sqlite, encodings.idna
if os.geteuid() == 0:
    os.seteuid(65534)
try:
    open_workspace(Path(sys.argv[1]), KEY, clock=SetClock())
except WorkspaceRefused as refused:
    print(refused)
"""


@pytest.fixture
def open_to_others(closed: Path) -> Iterator[Path]:
    """The file of the store in a folder that other users reach. It is no folder of pytest's: every run that
    starts on the machine closes the one they share to others, and would close it in the middle of a test."""
    with tempfile.TemporaryDirectory() as base:
        Path(base).chmod(0o711)
        yield shutil.copytree(closed.parent, Path(base) / "workspace") / closed.name


@pytest.mark.skipif(os.name != "posix", reason="rights are those of POSIX")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o555), (0o444, 0o777), (0o000, 0o777)])
def test_without_the_right_to_write_it_says_so(
    open_to_others: Path, file_mode: int, folder_mode: int
) -> None:
    before = seal(open_to_others)
    open_to_others.chmod(file_mode)
    open_to_others.parent.chmod(folder_mode)
    try:
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(open_to_others.parent)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        open_to_others.parent.chmod(0o700)
        open_to_others.chmod(0o600)
    assert "read-only" in done.stdout or "cannot be opened" in done.stdout
    assert seal(open_to_others) == before


# ── Full disk ────────────────────────────────────────────────────────────────────────────────────────

FILLING = """
import resource, sys
from pathlib import Path
from numspot_desk.store.workspace import open_workspace
from numspot_desk.usecases.ports.orders import OrderQuery, Place
from numspot_desk.usecases.refusals import WorkspaceRefused
from tests.store.desk import KEY, SetClock, complete_answers, extracted
clock = SetClock()
folder, room = Path(sys.argv[1]), int(sys.argv[2])
opened = open_workspace(folder, KEY, clock=clock)
order = opened.orders.load(opened.orders.page(OrderQuery()).rows[0].id)
size = (folder / "workspace.db").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
version, saved = order.row_version, -1
try:
    for n in range(200):
        answers = complete_answers(note="x" * 1_000 * n, n=n)
        version = opened.orders.save_draft(order.id, version, answers, Place(), extracted(), clock.now())
        saved = n
except WorkspaceRefused as refused:
    print(saved, refused.message.msgid[:13])
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
opened.orders.save_draft(order.id, version, complete_answers(n="after"), Place(), extracted(), clock.now())
print("went on")
"""


@pytest.mark.skipif(os.name != "posix", reason="limits are those of POSIX")
@pytest.mark.parametrize("room", [0, 1, 3_000, 20_000, 70_001])
def test_a_full_disk_keeps_what_was_saved_and_the_work_goes_on(
    closed: Path, clock: SetClock, room: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILLING, str(closed.parent), str(room)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, last = done.stdout.splitlines()
    assert first.split(" ", 1)[1].startswith("The disk") and last == "went on"
    with open_workspace(closed.parent, KEY, clock=clock) as opened:
        latest = opened.orders.load(opened.orders.page(OrderQuery()).rows[0].id)
        assert latest.answers["n"] == "after"
        assert opened.damage() == []


def test_a_write_that_fails_inside_an_act_leaves_the_act_undone(
    desk: OpenWorkspace, new_order: NewOrder, act: Callable[..., Act]
) -> None:
    made, head = new_order(), desk.audit.head()
    with pytest.raises(OSError, match="later"), desk.transaction():
        desk.orders.save_draft(made.id, 1, complete_answers(n=1), Place(), extracted(), act().at)
        desk.settings.put("a", {}, act())
        raise OSError("later")
    assert (desk.orders.load(made.id), desk.audit.head()) == (made, head)

"""Keys: each way opens the store, a wrong one is refused in words, no way is lost by changing another."""

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numspot_desk.contracts.order.numbering import CROCKFORD
from numspot_desk.store import recovery_key
from numspot_desk.store.access import WorkspaceAccess
from numspot_desk.store.keychain import SystemKeychain
from numspot_desk.store.keys import KeyFile, new_key
from numspot_desk.store.names import KEY_FILE
from numspot_desk.usecases.refusals import WorkspaceRefused
from tests.store.desk import SeededChance, SetClock

PASSPHRASE = "quatre mots très choisis"
COST = 1 << 14


class MemoryKeychain:
    """A keychain in memory that can be closed."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.closed = False

    def available(self) -> bool:
        return not self.closed

    def get(self, workspace_id: str) -> bytes | None:
        return None if self.closed else self.kept.get(workspace_id)

    def put(self, workspace_id: str, key: bytes) -> None:
        self.kept[workspace_id] = key

    def forget(self, workspace_id: str) -> None:
        self.kept.pop(workspace_id, None)


@pytest.fixture
def keychain() -> MemoryKeychain:
    return MemoryKeychain()


@pytest.fixture
def access(folder: Path, clock: SetClock, chance: SeededChance, keychain: MemoryKeychain) -> WorkspaceAccess:
    return WorkspaceAccess(
        folder, clock=clock, chance=chance, keychain=keychain, actor="Camille Vendeuse", cost=COST
    )


def test_every_way_opens_the_same_workspace(access: WorkspaceAccess) -> None:
    created = access.create(PASSPHRASE, use_keychain=True)
    workspace_id = created.workspace.id
    created.workspace.close()
    assert access.ways() == {"passphrase", "recovery", "keychain"}
    by_keychain = access.unlock_with_keychain()
    assert by_keychain is not None and by_keychain.id == workspace_id
    by_keychain.close()
    with access.unlock_with_passphrase(PASSPHRASE) as opened:
        assert opened.id == workspace_id
    typed = created.recovery_key.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    with access.unlock_with_recovery_key(typed) as opened:
        assert opened.id == workspace_id


def test_a_passphrase_typed_with_accents_apart_is_the_same(access: WorkspaceAccess) -> None:
    access.create(PASSPHRASE).workspace.close()
    with access.unlock_with_passphrase(f" {PASSPHRASE.replace('è', 'e' + chr(0x300))} "):
        pass


def test_a_wrong_passphrase_or_recovery_key_is_refused(access: WorkspaceAccess) -> None:
    access.create(PASSPHRASE).workspace.close()
    with pytest.raises(WorkspaceRefused, match="not the passphrase"):
        access.unlock_with_passphrase("quatre mots mal choisis")
    other = recovery_key.written(recovery_key.new_secret(SeededChance(9)))
    with pytest.raises(WorkspaceRefused, match="another workspace"):
        access.unlock_with_recovery_key(other)


def test_a_new_passphrase_replaces_the_former_alone(access: WorkspaceAccess) -> None:
    created = access.create(PASSPHRASE)
    access.set_passphrase(created.workspace, "une autre suite de mots")
    created.workspace.close()
    with pytest.raises(WorkspaceRefused):
        access.unlock_with_passphrase(PASSPHRASE)
    access.unlock_with_passphrase("une autre suite de mots").close()
    with access.unlock_with_recovery_key(created.recovery_key) as opened:
        acts = [(entry.kind, entry.actor) for entry in opened.audit.entries()]
    assert acts == [("keys.passphrase_set", "Camille Vendeuse"), ("workspace.created", "Camille Vendeuse")]


def test_a_new_recovery_key_replaces_the_former_alone(access: WorkspaceAccess) -> None:
    created = access.create(PASSPHRASE)
    printed = access.new_recovery_key(created.workspace)
    created.workspace.close()
    with pytest.raises(WorkspaceRefused, match="replaced by a newer one"):
        access.unlock_with_recovery_key(created.recovery_key)
    access.unlock_with_recovery_key(printed).close()
    access.unlock_with_passphrase(PASSPHRASE).close()


def test_a_short_passphrase_is_refused_and_changes_nothing(access: WorkspaceAccess) -> None:
    with pytest.raises(WorkspaceRefused, match="too short"):
        access.create("court")
    assert not access.exists()
    created = access.create(PASSPHRASE)
    with pytest.raises(WorkspaceRefused, match="too short"):
        access.set_passphrase(created.workspace, "   court      ")
    created.workspace.close()
    access.unlock_with_passphrase(PASSPHRASE).close()


def test_a_lost_or_closed_keychain_loses_nothing(access: WorkspaceAccess, keychain: MemoryKeychain) -> None:
    created = access.create(use_keychain=True)
    created.workspace.close()
    keychain.closed = True
    assert access.unlock_with_keychain() is None
    keychain.closed = False
    keychain.kept = {name: bytes(32) for name in keychain.kept}
    assert access.unlock_with_keychain() is None
    with access.unlock_with_recovery_key(created.recovery_key) as opened:
        access.set_passphrase(opened, PASSPHRASE)
        access.use_keychain(opened)
    again = access.unlock_with_keychain()
    assert again is not None
    access.stop_using_keychain(again)
    again.close()
    assert access.unlock_with_keychain() is None and keychain.kept == {}
    access.unlock_with_passphrase(PASSPHRASE).close()


def test_the_keychain_is_not_left_without_a_passphrase(
    access: WorkspaceAccess, keychain: MemoryKeychain
) -> None:
    opened = access.create(use_keychain=True).workspace
    with pytest.raises(WorkspaceRefused, match="Set a passphrase first"):
        access.stop_using_keychain(opened)
    assert access.ways() == {"recovery", "keychain"} and keychain.kept, "the recovery key is no daily way"
    opened.close()
    again = access.unlock_with_keychain()
    assert again is not None
    again.close()


def test_neither_passphrase_nor_keychain_is_no_workspace(access: WorkspaceAccess) -> None:
    with pytest.raises(WorkspaceRefused, match="Choose a passphrase"):
        access.create()
    assert not access.exists()


def test_a_second_workspace_is_never_made_over_the_first(access: WorkspaceAccess) -> None:
    access.create(PASSPHRASE).workspace.close()
    before = (access.folder / KEY_FILE).read_bytes()
    with pytest.raises(WorkspaceRefused, match="already holds"):
        access.create("une autre suite de mots")
    assert (access.folder / KEY_FILE).read_bytes() == before


def test_the_key_file_is_private_and_tells_nothing(access: WorkspaceAccess) -> None:
    created = access.create(PASSPHRASE)
    content = (access.folder / KEY_FILE).read_bytes()
    assert stat.S_IMODE((access.folder / KEY_FILE).stat().st_mode) == 0o600
    assert created.workspace.key.hex().encode() not in content
    assert created.recovery_key.replace("-", "").encode() not in content
    created.workspace.close()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"format":"other"}',
        b'{"format":"numspot-desk/keys/1","workspace":"w","slots":[1]}',
        b"[" * 50_000,
        b"\xff\xfe",
        b" " * 200_000,
    ],
)
def test_a_damaged_key_file_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(WorkspaceRefused, match="damaged"):
        KeyFile.parse(content)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"salt": 3},
        {"salt": "zz"},
        {"cost": "131072"},
        {"cost": 1 << 40},
        {"cost": 3},
        {"cost": None},
        {"wrapped": "00"},
        {"nonce": ""},
    ],
)
def test_a_spoilt_slot_is_refused_in_words(chance: SeededChance, spoilt: dict[str, object]) -> None:
    told = json.loads(KeyFile("w").with_passphrase(new_key(chance), PASSPHRASE, chance, COST).content())
    told["slots"]["passphrase"].update(spoilt)
    with pytest.raises(WorkspaceRefused):
        KeyFile.parse(json.dumps(told).encode()).by_passphrase(PASSPHRASE)


def test_a_slot_of_another_workspace_opens_nothing(chance: SeededChance) -> None:
    told = json.loads(KeyFile("w").with_passphrase(new_key(chance), PASSPHRASE, chance, COST).content())
    told["workspace"] = "another"
    with pytest.raises(WorkspaceRefused):
        KeyFile.parse(json.dumps(told).encode()).by_passphrase(PASSPHRASE)


def test_a_missing_key_file_is_said_so(access: WorkspaceAccess) -> None:
    access.create(PASSPHRASE).workspace.close()
    (access.folder / KEY_FILE).unlink()
    with pytest.raises(WorkspaceRefused, match="missing"):
        access.unlock_with_passphrase(PASSPHRASE)


def test_a_null_keyring_is_no_keychain() -> None:
    keychain = SystemKeychain()
    assert not keychain.available()
    assert keychain.get("w") is None
    keychain.forget("w")
    with pytest.raises(WorkspaceRefused, match="keychain"):
        keychain.put("w", bytes(32))


# ── The written form ─────────────────────────────────────────────────────────────────────────────────


@given(st.integers(0, 10_000))
def test_a_recovery_key_reads_back(seed: int) -> None:
    secret = recovery_key.new_secret(SeededChance(seed))
    printed = recovery_key.written(secret)
    assert len(printed.split("-")) == 7 and set(printed) <= set(CROCKFORD + "-")
    assert recovery_key.read(f"  {printed.lower()}\n") == secret
    assert recovery_key.read(printed.replace("0", "O").replace("1", "i")) == secret


@given(st.integers(0, 10_000), st.integers(0, 6), st.integers(0, 3), st.sampled_from(CROCKFORD))
def test_a_mistyped_letter_names_its_group_or_gives_another_secret(
    seed: int, group: int, at: int, letter: str
) -> None:
    secret = recovery_key.new_secret(SeededChance(seed))
    groups = recovery_key.written(secret).split("-")
    if groups[group][at] != letter:
        groups[group] = groups[group][:at] + letter + groups[group][at + 1 :]
        try:
            assert recovery_key.read("-".join(groups)) != secret
        except WorkspaceRefused as refused:
            assert refused.message.params["place"] == group + 1


@pytest.mark.parametrize("typed", ["", "7K3Q9", "U" * 35, "é" * 35, "7K3Q9-" * 8])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(WorkspaceRefused):
        recovery_key.read(typed)


def test_a_recovery_key_is_not_kept_until_somebody_says_so(access: WorkspaceAccess) -> None:
    created = access.create(PASSPHRASE)
    assert not access.recovery_key_kept()
    access.keep_recovery_key(created.workspace)
    access.keep_recovery_key(created.workspace)
    assert access.recovery_key_kept()
    kinds = [entry.kind for entry in created.workspace.audit.entries()]
    assert kinds.count("keys.recovery_key_kept") == 1, "said once"
    printed = access.new_recovery_key(created.workspace)
    assert not access.recovery_key_kept(), "the new one is another"
    created.workspace.close()
    access.unlock_with_recovery_key(printed).close()


def test_a_key_file_that_says_nothing_of_it_counts_as_kept(access: WorkspaceAccess, folder: Path) -> None:
    created = access.create(PASSPHRASE)
    created.workspace.close()
    told = json.loads((folder / KEY_FILE).read_bytes())
    del told["slots"]["recovery"]["kept"]
    assert KeyFile.parse(json.dumps(told).encode()).recovery_key_kept

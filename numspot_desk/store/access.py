"""The ways into the workspace of a folder: created, unlocked, its keys changed, a backup put in its place.

Joins the key file, the keychain and the store; the application and the commands come in through here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from numspot_desk.language.messages import message
from numspot_desk.store import keys, restore, workspace
from numspot_desk.store.keychain import Keychain
from numspot_desk.store.keys import KeyFile
from numspot_desk.store.passphrases import USUAL_COST
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.ports.world import Chance, Clock
from numspot_desk.usecases.refusals import WorkspaceRefused


@dataclass(frozen=True)
class Created:
    """A workspace just created, open, with the recovery key to print: it is shown once and kept nowhere."""

    workspace: OpenWorkspace
    recovery_key: str


class WorkspaceAccess:
    """The door of one folder. `actor` is who acts, for the audit log; `cost` is scrypt's: tests lower it."""

    def __init__(
        self,
        folder: Path,
        *,
        clock: Clock,
        chance: Chance,
        keychain: Keychain,
        actor: str = "",
        cost: int = USUAL_COST,
    ) -> None:
        self.folder = folder
        self._clock = clock
        self._chance = chance
        self._keychain = keychain
        self._actor = actor
        self._cost = cost

    def exists(self) -> bool:
        """Whether the folder holds a workspace."""
        return workspace.holds_workspace(self.folder)

    def keychain_available(self) -> bool:
        """Whether this computer has a keychain that can be trusted."""
        return self._keychain.available()

    def ways(self) -> frozenset[str]:
        """The ways that open this workspace: `keychain`, `passphrase`, `recovery`."""
        return KeyFile.read(self.folder).ways

    def create(self, passphrase: str | None = None, *, use_keychain: bool = False) -> Created:
        """Create the workspace, with a passphrase, the keychain or both, and always a recovery key.

        Raises `WorkspaceRefused` when neither way is given, one exists already, or the folder cannot
        hold one; the key file is written first, so that no store is ever without its key.
        """
        if passphrase is None and not use_keychain:
            raise WorkspaceRefused(
                message("Choose a passphrase: this computer has no keychain to keep the key.")
            )
        if self.exists():
            raise workspace.already_there(self.folder)
        workspace.refuse_ground(self.folder)
        key, workspace_id = keys.new_key(self._chance), workspace.new_id(self._chance)
        ways, printed = KeyFile(workspace_id).with_recovery_key(key, self._chance)
        if passphrase is not None:
            ways = ways.with_passphrase(key, passphrase, self._chance, self._cost)
        if use_keychain:
            ways = ways.with_keychain(key, self._keychain, self._chance)
        ways.write(self.folder)
        opened = workspace.create_workspace(
            self.folder,
            key,
            clock=self._clock,
            chance=self._chance,
            workspace_id=workspace_id,
            actor=self._actor,
        )
        return Created(opened, printed)

    def unlock_with_keychain(self) -> OpenWorkspace | None:
        """Open without asking; None where the keychain does not hold the key (any more)."""
        key = KeyFile.read(self.folder).by_keychain(self._keychain)
        return None if key is None else self._opened(key)

    def unlock_with_passphrase(self, passphrase: str) -> OpenWorkspace:
        """Open with the passphrase. Raises `WorkspaceRefused` when it is not the right one."""
        return self._opened(KeyFile.read(self.folder).by_passphrase(passphrase))

    def unlock_with_recovery_key(self, written: str) -> OpenWorkspace:
        """Open with the recovery key as typed. Raises `WorkspaceRefused`, naming a mistyped group."""
        return self._opened(KeyFile.read(self.folder).by_recovery_key(written))

    def set_passphrase(self, opened: OpenWorkspace, passphrase: str) -> None:
        """Replace the passphrase, or set a first one. Earlier backups keep the passphrase of their day."""
        ways = KeyFile.read(self.folder).with_passphrase(opened.key, passphrase, self._chance, self._cost)
        ways.write(self.folder)
        opened.record("keys.passphrase_set", self._actor)

    def new_recovery_key(self, opened: OpenWorkspace) -> str:
        """Make a new recovery key, in groups to print; the former one stops working."""
        ways, printed = KeyFile.read(self.folder).with_recovery_key(opened.key, self._chance)
        ways.write(self.folder)
        opened.record("keys.recovery_key_made", self._actor)
        return printed

    def recovery_key_kept(self) -> bool:
        """Whether somebody said that the recovery key is printed or saved."""
        return KeyFile.read(self.folder).recovery_key_kept

    def keep_recovery_key(self, opened: OpenWorkspace) -> None:
        """Note that the recovery key is printed or saved, as a person said; nothing when it was noted."""
        ways = KeyFile.read(self.folder)
        if not ways.recovery_key_kept:
            ways.with_recovery_key_kept().write(self.folder)
            opened.record("keys.recovery_key_kept", self._actor)

    def use_keychain(self, opened: OpenWorkspace) -> None:
        """Open without asking from now on, on this computer."""
        KeyFile.read(self.folder).with_keychain(opened.key, self._keychain, self._chance).write(self.folder)
        opened.record("keys.keychain_used", self._actor)

    def stop_using_keychain(self, opened: OpenWorkspace) -> None:
        """Ask for the passphrase again from now on. Raises `WorkspaceRefused` when there is none; when the
        keychain keeps its key, which then opens nothing but backups made before, the rest is done."""
        KeyFile.read(self.folder).without_keychain().write(self.folder)
        opened.record("keys.keychain_left", self._actor)
        self._keychain.forget(opened.id)

    def restore(
        self, backup: Path, key_of: Callable[[KeyFile | None], bytes], *, keep_keys: bool = False
    ) -> Path | None:
        """Put a backup in place of the closed store; returns where the former one was kept, if there was one.

        `key_of` finds the backup's key, by its own key file or by a key already known; in the latter case
        `keep_keys` keeps the passphrase and recovery key of today instead of those of the backup's day.
        The audit log of what was put in place says who did it.
        """
        key = b""

        def found(content: bytes | None) -> bytes:
            nonlocal key
            key = key_of(None if content is None else KeyFile.parse(content))
            return key

        former = restore.restore(self.folder, backup, found, self._clock.now(), keep_keys=keep_keys)
        with self._opened(key) as opened:
            opened.record("workspace.restored", self._actor, {"backup": backup.name})
        return former

    def _opened(self, key: bytes) -> OpenWorkspace:
        return workspace.open_workspace(self.folder, key, clock=self._clock, chance=self._chance)

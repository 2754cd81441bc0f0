"""What the settings offer for the safety of the workspace: lock, keys, backup, restore, move.

Implements `SafetyActions` of `ui.context` over `store`. All but `lock` run on the executor's thread.
"""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from numspot_desk.app.opening import Opening
from numspot_desk.ui.context import DeskContext
from numspot_desk.usecases.ports.audit import Act
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import WorkspaceRefused

if TYPE_CHECKING:
    from numspot_desk.store.access import WorkspaceAccess
    from numspot_desk.store.keys import KeyFile
    from numspot_desk.store.workspace import OpenWorkspace


class Safety(QObject):
    """The safety of one workspace."""

    _closed = Signal(object)  # what opens it again

    def __init__(self, context: DeskContext, opening: Opening, door: Any) -> None:
        super().__init__(context)
        self._context = context
        self._opening = opening
        self._door = door
        self._closed.connect(self._open_again, Qt.ConnectionType.QueuedConnection)

    def lock(self) -> None:
        """Close the workspace and ask for its key again."""
        self._context.close_workspace(self._opening.ask_again)

    def change_passphrase(self, workspace: Workspace, new: str) -> None:
        """Replace the passphrase, or set a first one."""
        self._access().set_passphrase(_real(workspace), new)

    def new_recovery_key(self, workspace: Workspace) -> str:
        """A new recovery key, in groups to print; the former one stops working."""
        return self._access().new_recovery_key(_real(workspace))

    def recovery_key_kept(self, _workspace: Workspace) -> bool:
        """Whether somebody said that the recovery key is printed or saved."""
        return self._access().recovery_key_kept()

    def keep_recovery_key(self, workspace: Workspace) -> None:
        """Note that the recovery key is printed or saved."""
        self._access().keep_recovery_key(_real(workspace))

    def opens_by_session(self, _workspace: Workspace) -> bool | None:
        """Whether the keychain opens the workspace; None where that is not to be chosen: no passphrase would
        open it instead, or this computer has no keychain."""
        door = self._access()
        ways = door.ways()
        if "passphrase" not in ways:
            return None
        return True if "keychain" in ways else False if door.keychain_available() else None

    def open_by_session(self, workspace: Workspace, wanted: bool) -> None:
        """Let the keychain open the workspace from now on, or ask for the passphrase again."""
        door, real = self._access(), _real(workspace)
        if wanted:
            door.use_keychain(real)
        else:
            door.stop_using_keychain(real)

    def back_up(self, workspace: Workspace, folder: Path) -> Path:
        """Write a backup in the folder, read back and checked; the act goes in the audit log."""
        from numspot_desk.store.backup import ASKED

        real = _real(workspace)
        act = Act("workspace.backed_up", real.id, self._context.person.name, self._context.clock.now())
        return real.backups.make(ASKED, folder, act=act).path

    def backups_folder(self) -> Path:
        """Where the automatic backups are."""
        return self._opening.backups_folder

    def restore(self, workspace: Workspace, backup: Path) -> Path:
        """Put a checked backup of this workspace in place of the store; returns the backup made of what was
        there, or, where the store was too damaged for one, the folder where it is kept as it was.

        The workspace is closed meanwhile and opened again, with what then stands in the folder.
        """
        from numspot_desk.store.backup import BEFORE_RESTORE

        real = _real(workspace)
        key = real.key
        real.backups.verify(backup)
        made: Path | None = None
        with contextlib.suppress(WorkspaceRefused):
            made = real.backups.make(BEFORE_RESTORE).path

        def key_of(_ways: "KeyFile | None") -> bytes:
            return key

        real.close()
        try:
            former = self._access().restore(backup, key_of, keep_keys=True)
        finally:
            self._closed.emit(key)
        return made or former or real.folder

    def move_to(self, workspace: Workspace, folder: Path) -> Path:
        """Write the backup that another computer restores, with the same passphrase or recovery key."""
        return self.back_up(workspace, folder)

    def _open_again(self, key: bytes) -> None:
        def opener() -> Workspace:
            from numspot_desk.store.workspace import open_workspace

            return open_workspace(
                self._access().folder, key, clock=self._context.clock, chance=self._context.chance
            )

        self._context.open_workspace(opener, self._opening.show, self._opening.refuse)

    def _access(self) -> "WorkspaceAccess":
        door: WorkspaceAccess = self._door()
        return door


def _real(workspace: Workspace) -> "OpenWorkspace":
    """The open workspace of `store`: the only implementation that the application opens."""
    from numspot_desk.store.workspace import OpenWorkspace

    assert isinstance(workspace, OpenWorkspace)
    return workspace

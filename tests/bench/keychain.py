"""A keychain in files, so that a throw-away workspace opens as a real one does: without asking."""

from pathlib import Path

from numspot_desk.app.world import SystemChance, SystemClock
from numspot_desk.store.access import WorkspaceAccess


class FileKeychain:
    """Keeps wrapping keys as files in a folder (`Keychain`). For throw-away workspaces only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def available(self) -> bool:
        """Always."""
        return True

    def get(self, workspace_id: str) -> bytes | None:
        """The key kept under this id."""
        path = self._folder / f"{workspace_id}.key"
        return path.read_bytes() if path.is_file() else None

    def put(self, workspace_id: str, key: bytes) -> None:
        """Keep a key."""
        (self._folder / f"{workspace_id}.key").write_bytes(key)

    def forget(self, workspace_id: str) -> None:
        """Remove it."""
        (self._folder / f"{workspace_id}.key").unlink(missing_ok=True)


def door_of(folder: Path) -> WorkspaceAccess:
    """The door of a throw-away workspace."""
    return WorkspaceAccess(
        folder, clock=SystemClock(), chance=SystemChance(), keychain=FileKeychain(folder), cost=1 << 14
    )

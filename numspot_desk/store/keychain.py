"""The operating system's keychain, where there is a real one: Windows, macOS, Secret Service, KWallet.

It keeps a wrapping key under the workspace's id, never the key of the store itself. keyring is imported
when first asked: without it the program still starts, with a passphrase.
"""

from typing import Any, Final, Protocol

from numspot_desk.language.messages import message
from numspot_desk.usecases.refusals import WorkspaceRefused

_SERVICE: Final = "numspot-desk"
_TRUSTED: Final = (  # a backend that writes plain files would be worse than none
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
)


class Keychain(Protocol):
    """Where a wrapping key can be kept for one person on one computer."""

    def available(self) -> bool:
        """Whether there is one that can be used."""
        ...

    def get(self, workspace_id: str) -> bytes | None:
        """The key kept under this id; None when there is none or the keychain is closed."""
        ...

    def put(self, workspace_id: str, key: bytes) -> None:
        """Keep a key. Raises `WorkspaceRefused` when the keychain refuses."""
        ...

    def forget(self, workspace_id: str) -> None:
        """Remove the key kept under this id, if any."""
        ...


class SystemKeychain:
    """The keychain of this computer, through keyring (`Keychain`)."""

    def available(self) -> bool:
        """Whether a trusted keychain answers."""
        return self._backend() is not None

    def get(self, workspace_id: str) -> bytes | None:
        """The key kept under this id; None when there is none or the keychain is closed."""
        backend = self._backend()
        if backend is None:
            return None
        try:
            kept = backend.get_password(_SERVICE, workspace_id)
            return None if kept is None else bytes.fromhex(kept)
        except Exception:
            return None  # closed, locked or broken: the other ways remain

    def put(self, workspace_id: str, key: bytes) -> None:
        """Keep a key, and read it back. Raises `WorkspaceRefused` when the keychain refuses."""
        backend = self._backend()
        try:
            if backend is not None:
                backend.set_password(_SERVICE, workspace_id, key.hex())
        except Exception as error:
            raise _refused() from error
        if self.get(workspace_id) != key:
            raise _refused()

    def forget(self, workspace_id: str) -> None:
        """Remove the key kept under this id, if any."""
        backend = self._backend()
        if backend is not None and self.get(workspace_id) is not None:
            try:
                backend.delete_password(_SERVICE, workspace_id)
            except Exception as error:
                raise _refused() from error

    def _backend(self) -> Any | None:
        try:
            import keyring

            chosen = keyring.get_keyring()
        except Exception:
            return None
        members = getattr(chosen, "backends", [chosen])
        trusted = [member for member in members if type(member).__module__.startswith(_TRUSTED)]
        return trusted[0] if trusted else None


def _refused() -> WorkspaceRefused:
    return WorkspaceRefused(
        message(
            "The keychain of this computer did not accept the key. Unlock it and try again, or go on with a"
            " passphrase."
        )
    )

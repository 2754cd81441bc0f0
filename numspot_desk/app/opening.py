"""From the first window to the open desk: first start, unlock, or a sentence about why it cannot be opened.

Decides which of these stands in the window. What they look like lives in `ui`, what a key opens in `store`;
everything slow runs on the executor, and so the store is loaded after the first window is painted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from numspot_desk.language.messages import Message, message
from numspot_desk.store.names import BACKUP_FOLDER, STORE_FILE
from numspot_desk.ui.context import DeskContext
from numspot_desk.ui.main_window import MainWindow
from numspot_desk.usecases.refusals import DeskError, WorkspaceRefused, WrongSecret

if TYPE_CHECKING:
    from numspot_desk.store.access import WorkspaceAccess
    from numspot_desk.store.keys import KeyFile
    from numspot_desk.ui.unlock import Unlock
    from numspot_desk.ui.welcome import FirstStart, Welcome
    from numspot_desk.usecases.ports.workspace import Workspace

KEYCHAIN, PASSPHRASE = "keychain", "passphrase"


class _NoKey(Exception):
    """The keychain does not hold the key: the person is asked."""


@dataclass(frozen=True)
class _Found:
    """What stands in the folder: whether there is a workspace, and the ways that open it."""

    exists: bool
    ways: frozenset[str]
    keychain: bool


class Opening(QObject):
    """Opens one workspace in one window; `opened` follows each time it is open and shown."""

    opened = Signal()

    def __init__(
        self, context: DeskContext, window: MainWindow, folder: Path, door: Callable[[], WorkspaceAccess]
    ) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._folder = folder
        self._door = door
        self._unlock: Unlock | None = None
        self._recovery_key = ""

    @property
    def backups_folder(self) -> Path:
        """Where the automatic backups of this workspace are."""
        return self._folder / BACKUP_FOLDER

    def prepare(self) -> None:
        """What the first paint shows, from what a glance at the folder tells; loads nothing of the store."""
        if not (self._folder / STORE_FILE).is_file():
            self._window.show_gate(QWidget(self._window))

    def begin(self) -> None:
        """Look at the folder and open it, or ask. Called once the window is painted."""
        self._context.background(self._look, self._looked, self.refuse)

    def ask_again(self) -> None:
        """The workspace was closed by the person: ask for its key, never by itself."""
        self._context.background(self._look, self._show_unlock, self.refuse)

    # ── Looking ──────────────────────────────────────────────────────────────────────────────────

    def _look(self) -> _Found:
        door = self._door()
        exists = door.exists()
        return _Found(exists, door.ways() if exists else frozenset(), door.keychain_available())

    def _looked(self, found: _Found) -> None:
        if not found.exists:
            self._show_welcome(found)
        elif KEYCHAIN in found.ways and found.keychain:
            self._open(self._by_keychain, lambda error: self._not_by_keychain(error, found))
        else:
            self._show_unlock(found)

    # ── First start ──────────────────────────────────────────────────────────────────────────────

    def _show_welcome(self, found: _Found) -> None:
        from numspot_desk.ui.welcome import Welcome

        gate = Welcome(self._context, keychain=found.keychain, parent=self._window)
        gate.create_asked.connect(lambda answered: self._create(gate, answered))
        gate.finished.connect(self._begin_work)
        gate.restore_asked.connect(self._choose_backup)
        self._window.show_gate(gate)

    def _create(self, gate: Welcome, answered: FirstStart) -> None:
        def opener() -> Workspace:
            created = self._door().create(answered.passphrase, use_keychain=answered.passphrase is None)
            self._recovery_key = created.recovery_key
            return created.workspace

        def done() -> None:
            key, self._recovery_key = self._recovery_key, ""
            gate.created(key)

        self._context.open_workspace(opener, done, lambda error: gate.show_problem(self._sentence(error)))

    def _begin_work(self, key_kept: bool) -> None:
        safety = self._context.safety
        if key_kept and safety is not None:
            self._context.run(safety.keep_recovery_key)
        self.show()

    # ── Unlock ───────────────────────────────────────────────────────────────────────────────────

    def _show_unlock(self, found: _Found) -> None:
        from numspot_desk.ui.unlock import Unlock

        gate = Unlock(
            self._context,
            keychain=KEYCHAIN in found.ways and found.keychain,
            passphrase=PASSPHRASE in found.ways,
            parent=self._window,
        )
        gate.unlock_asked.connect(self._unlock_with)
        gate.keychain_asked.connect(lambda: self._open(self._by_keychain, self._not_opened))
        self._unlock = gate
        self._window.show_gate(gate)

    def _unlock_with(self, secret: str, kind: str) -> None:
        def opener() -> Workspace:
            door = self._door()
            if kind == PASSPHRASE:
                return door.unlock_with_passphrase(secret)
            return door.unlock_with_recovery_key(secret)

        self._open(opener, self._not_opened)

    def _by_keychain(self) -> Workspace:
        opened = self._door().unlock_with_keychain()
        if opened is None:
            raise _NoKey
        return opened

    def _not_by_keychain(self, error: BaseException, found: _Found) -> None:
        if isinstance(error, _NoKey):
            self._show_unlock(found)
        else:
            self.refuse(error)

    def _not_opened(self, error: BaseException) -> None:
        """Another secret is typed in its place; what is wrong with the store itself is no matter of keys."""
        if self._unlock is not None and isinstance(error, (WrongSecret, _NoKey)):
            self._unlock.show_problem(self._sentence(error))
        else:
            self.refuse(error)

    # ── Open, or not ─────────────────────────────────────────────────────────────────────────────

    def _open(self, opener: Callable[[], Workspace], failed: Callable[[BaseException], None]) -> None:
        self._context.open_workspace(opener, self.show, failed)

    def show(self) -> None:
        """Show the desk of the workspace that is open."""
        self._unlock = None
        self._window.show_desk()
        self.opened.emit()

    def refuse(self, error: BaseException) -> None:
        """The workspace is there and cannot be opened: say why; nothing of it is touched."""
        if not isinstance(error, DeskError):
            raise error
        from numspot_desk.ui.unlock import Refused

        gate = Refused(self._context, error.message, offer_restore=True, parent=self._window)
        gate.again_asked.connect(self.begin)
        gate.restore_asked.connect(self._choose_backup)
        self._window.show_gate(gate)

    def _sentence(self, error: BaseException) -> str:
        said: Message
        if isinstance(error, DeskError):
            said = error.message
        elif isinstance(error, _NoKey):
            said = message("The session of this computer does not hold the key. Type the passphrase.")
        else:
            raise error
        return self._context.language.render(said)

    # ── A backup in place of what cannot be opened ───────────────────────────────────────────────

    def _choose_backup(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        from numspot_desk.ui.kit.choosers import file_dialog, start_in

        text = self._context.language.text
        mode = QFileDialog.FileMode.ExistingFile
        dialog = file_dialog(self._window, text("Restore a backup"), mode, self._context.language)
        dialog.setNameFilter(text("Backups (*.ndbackup)"))
        start_in(dialog, self.backups_folder)
        dialog.fileSelected.connect(lambda path: self._ask_secret(Path(path)))
        dialog.open()

    def _ask_secret(self, backup: Path) -> None:
        from numspot_desk.ui.restore import BackupSecretDialog

        dialog = BackupSecretDialog(self._context, backup.name, self._window)

        def not_restored(error: BaseException) -> None:
            if not isinstance(error, DeskError):
                raise error
            dialog.show_problem(error.message)

        def ask(secret: str) -> None:
            self._restore(backup, secret, dialog.accept, not_restored)

        dialog.given.connect(ask)
        dialog.open()

    def restore(self, backup: Path, secret: str) -> None:
        """Put a backup in place of the closed store, by its passphrase or its recovery key, and open it."""
        self._restore(backup, secret, lambda: None, self.refuse)

    def _restore(
        self, backup: Path, secret: str, done: Callable[[], None], failed: Callable[[BaseException], None]
    ) -> None:
        def in_place(_former: Path | None) -> None:
            done()
            self._open(lambda: self._by_secret(secret), self.refuse)

        self._context.background(
            lambda: self._door().restore(backup, lambda ways: key_by_secret(ways, secret)),
            in_place,
            failed,
            owner=self,
        )

    def _by_secret(self, secret: str) -> Workspace:
        door = self._door()
        try:
            return door.unlock_with_passphrase(secret)
        except WorkspaceRefused:
            return door.unlock_with_recovery_key(secret)


def key_by_secret(ways: KeyFile | None, secret: str) -> bytes:
    """The key of a backup by what a person typed: its passphrase, else its recovery key.

    Raises `WorkspaceRefused` when it is neither.
    """
    if ways is None:
        raise WorkspaceRefused(message("This backup holds no key file: it cannot be opened."))
    if PASSPHRASE not in ways.ways:
        return ways.by_recovery_key(secret)
    try:
        return ways.by_passphrase(secret)
    except WorkspaceRefused as refused:
        try:
            return ways.by_recovery_key(secret)
        except WorkspaceRefused:
            raise refused from None

"""The door of a workspace folder, as the application and the commands come in.

What keys are and how a store opens live in `store`; here are only the real clock, chance and keychain, and
for commands where the passphrase comes from: the keychain, `NUMSPOT_DESK_PASSPHRASE`, or a prompt.
"""

import getpass
import os
import sys
from pathlib import Path
from typing import Final

from numspot_desk.app.world import SystemChance, SystemClock
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import message
from numspot_desk.store.access import WorkspaceAccess
from numspot_desk.store.keychain import SystemKeychain
from numspot_desk.store.keys import KeyFile
from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.refusals import WorkspaceRefused

PASSPHRASE_VARIABLE: Final = "NUMSPOT_DESK_PASSPHRASE"


def door_of(folder: Path, actor: str = "") -> WorkspaceAccess:
    """The access to the workspace of a folder on this machine; the audit log names `actor`."""
    return WorkspaceAccess(
        folder, clock=SystemClock(), chance=SystemChance(), keychain=SystemKeychain(), actor=actor
    )


def account_name() -> str:
    """Who runs a command: the name of the account on this machine, "" where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in some containers
        return ""


def open_for_command(folder: Path, language: Language) -> OpenWorkspace:
    """Open a workspace without a window. Raises `WorkspaceRefused`."""
    door = door_of(folder, account_name())
    if not door.exists():
        raise WorkspaceRefused(
            message(
                "The folder {folder} holds no workspace: name another by --workspace.", folder=str(folder)
            )
        )
    opened = door.unlock_with_keychain()
    return opened or door.unlock_with_passphrase(_passphrase(language))


def key_for_command(ways: KeyFile | None, language: Language) -> bytes:
    """The key of a backup, by the keychain or a passphrase. Raises `WorkspaceRefused`."""
    if ways is None:
        raise WorkspaceRefused(message("This backup holds no key file: it cannot be opened."))
    return ways.by_keychain(SystemKeychain()) or ways.by_passphrase(_passphrase(language))


def _passphrase(language: Language) -> str:
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise WorkspaceRefused(
            message(
                "The workspace is locked: give its passphrase in {variable}, or run this in a terminal.",
                variable=PASSPHRASE_VARIABLE,
            )
        )
    return getpass.getpass(language.text("Passphrase:") + " ")

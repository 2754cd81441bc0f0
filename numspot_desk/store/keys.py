"""The key of a workspace and the ways to it: passphrase, printed recovery key, the system's keychain.

A random 32-byte key opens the store. The key file beside the store, and in every backup, holds that key
wrapped once for each way; losing one way loses nothing. No key and no passphrase is ever written in clear.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.contracts.canonical import canonical_json
from numspot_desk.language.messages import Message, message
from numspot_desk.store import ground, recovery_key
from numspot_desk.store.keychain import Keychain
from numspot_desk.store.names import KEY_FILE
from numspot_desk.store.passphrases import SHORTEST_PASSPHRASE, USUAL_COST, acceptable_cost, stretched
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.refusals import WorkspaceRefused, WrongSecret

FORMAT: Final = "numspot-desk/keys/1"
PASSPHRASE, RECOVERY, KEYCHAIN = "passphrase", "recovery", "keychain"
KEY_BYTES: Final = 32
_LARGEST_FILE: Final = 100_000


def new_key(chance: Chance) -> bytes:
    """A new key for a store; thrown away after use for a demonstration."""
    return chance.bytes(KEY_BYTES)


@dataclass(frozen=True)
class KeyFile:
    """The wrapped keys of one workspace. Changing it returns another; `write` makes it last."""

    workspace_id: str
    slots: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def ways(self) -> frozenset[str]:
        """The ways that exist: `passphrase`, `recovery`, `keychain`."""
        return frozenset(self.slots)

    @property
    def recovery_key_kept(self) -> bool:
        """Whether a person said that the recovery key is printed or saved. A file written before this was
        asked says nothing about it: it counts as kept."""
        return RECOVERY not in self.slots or self.slots[RECOVERY].get("kept", True) is not False

    # ── Opening ──────────────────────────────────────────────────────────────────────────────────────

    def by_passphrase(self, passphrase: str) -> bytes:
        """The key, from the passphrase. Raises `WrongSecret` when it is not the right one."""
        slot = self._slot(PASSPHRASE, message("This workspace has no passphrase: use its recovery key."))
        wrapping = _stretched(passphrase, _hex(slot, "salt"), slot.get("cost"))
        return self._unwrapped(
            PASSPHRASE,
            wrapping,
            message("This is not the passphrase of the workspace. Try again, or use the recovery key."),
        )

    def by_recovery_key(self, written: str) -> bytes:
        """The key, from the recovery key as typed. Raises `WrongSecret`, naming the wrong group."""
        slot = self._slot(RECOVERY, message("This workspace has no recovery key: use its passphrase."))
        secret = recovery_key.read(written)
        return self._unwrapped(
            RECOVERY,
            _derived(secret, _hex(slot, "salt"), self._seal(RECOVERY)),
            message("This recovery key belongs to another workspace, or was replaced by a newer one."),
        )

    def by_keychain(self, keychain: Keychain) -> bytes | None:
        """The key, from the system's keychain; None where that way does not lead to it (any more)."""
        if KEYCHAIN not in self.slots:
            return None
        wrapping = keychain.get(self.workspace_id)
        if wrapping is None:
            return None
        try:
            return self._unwrapped(KEYCHAIN, wrapping, message("The keychain holds another key."))
        except WorkspaceRefused:
            return None

    # ── Ways ─────────────────────────────────────────────────────────────────────────────────────────

    def with_passphrase(
        self, key: bytes, passphrase: str, chance: Chance, cost: int = USUAL_COST
    ) -> "KeyFile":
        """With this passphrase in place of any other. Raises `WorkspaceRefused` when it is too short."""
        if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
            raise WorkspaceRefused(
                message(
                    "The passphrase is too short: use at least {count} characters, for instance four words.",
                    count=SHORTEST_PASSPHRASE,
                )
            )
        salt = chance.bytes(16)
        slot = self._wrapped(PASSPHRASE, key, _stretched(passphrase, salt, cost), chance)
        return self._with(PASSPHRASE, {**slot, "salt": salt.hex(), "cost": cost})

    def with_recovery_key(self, key: bytes, chance: Chance) -> tuple["KeyFile", str]:
        """With a new recovery key in place of any other, not kept by anybody yet, and that key to print."""
        secret, salt = recovery_key.new_secret(chance), chance.bytes(16)
        slot = self._wrapped(RECOVERY, key, _derived(secret, salt, self._seal(RECOVERY)), chance)
        ways = self._with(RECOVERY, {**slot, "salt": salt.hex(), "kept": False})
        return ways, recovery_key.written(secret)

    def with_recovery_key_kept(self) -> "KeyFile":
        """With the recovery key noted as printed or saved by a person."""
        return self._with(RECOVERY, {**self.slots[RECOVERY], "kept": True})

    def with_keychain(self, key: bytes, keychain: Keychain, chance: Chance) -> "KeyFile":
        """With the way by the system's keychain. Raises `WorkspaceRefused` when the keychain refuses."""
        wrapping = keychain.get(self.workspace_id)
        if wrapping is None or len(wrapping) != KEY_BYTES:
            wrapping = chance.bytes(KEY_BYTES)
            keychain.put(self.workspace_id, wrapping)
        return self._with(KEYCHAIN, self._wrapped(KEYCHAIN, key, wrapping, chance))

    def without_keychain(self) -> "KeyFile":
        """Without the way by the keychain. Raises `WorkspaceRefused` when there is no passphrase: the
        recovery key is for the day when all else is lost."""
        slots = {way: slot for way, slot in self.slots.items() if way != KEYCHAIN}
        if PASSPHRASE not in slots:
            raise WorkspaceRefused(
                message(
                    "Set a passphrase first: it will open the contracts in place of this computer's session."
                )
            )
        return replace(self, slots=MappingProxyType(slots))

    # ── The file ─────────────────────────────────────────────────────────────────────────────────────

    def content(self) -> bytes:
        """The bytes of the file."""
        return canonical_json(
            {
                "format": FORMAT,
                "workspace": self.workspace_id,
                "slots": {way: dict(slot) for way, slot in self.slots.items()},
            }
        )

    def write(self, folder: Path) -> None:
        """Put the file beside the store: the old one or the new one, never a piece."""
        try:
            ground.write_whole(folder / KEY_FILE, self.content())
        except OSError as error:
            raise WorkspaceRefused(
                message(
                    "The key file could not be saved in {folder}: the former keys are still the right ones."
                    " Check the disk, then try again.",
                    folder=str(folder),
                )
            ) from error

    @classmethod
    def parse(cls, content: bytes) -> "KeyFile":
        """Read the bytes of a key file. Raises `WorkspaceRefused` when they are not one."""
        try:
            if len(content) > _LARGEST_FILE:
                raise ValueError("too large")
            told = json.loads(content)
            if told["format"] != FORMAT:
                raise ValueError("another format")
            slots = {str(way): dict(slot) for way, slot in told["slots"].items()}
            return cls(str(told["workspace"]), MappingProxyType(slots))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise _damaged() from error

    @classmethod
    def read(cls, folder: Path) -> "KeyFile":
        """Read the key file beside a store. Raises `WorkspaceRefused` when it is missing or damaged."""
        try:
            return cls.parse((folder / KEY_FILE).read_bytes())
        except OSError as error:
            raise WorkspaceRefused(
                message(
                    "The key file {name} of this workspace is missing or cannot be read. Put back the one of"
                    " a backup: every backup holds it.",
                    name=KEY_FILE,
                )
            ) from error

    # ── Wrapping ─────────────────────────────────────────────────────────────────────────────────────

    def _with(self, way: str, slot: Mapping[str, Any]) -> "KeyFile":
        return replace(self, slots=MappingProxyType({**self.slots, way: slot}))

    def _slot(self, way: str, missing: Message) -> Mapping[str, Any]:
        if way not in self.slots:
            raise WrongSecret(missing)
        return self.slots[way]

    def _seal(self, way: str) -> bytes:
        return f"{FORMAT}|{self.workspace_id}|{way}".encode()

    def _wrapped(self, way: str, key: bytes, wrapping: bytes, chance: Chance) -> dict[str, Any]:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = chance.bytes(12)
        return {"nonce": nonce.hex(), "wrapped": AESGCM(wrapping).encrypt(nonce, key, self._seal(way)).hex()}

    def _unwrapped(self, way: str, wrapping: bytes, refused: Message) -> bytes:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        slot = self.slots[way]
        try:
            return AESGCM(wrapping).decrypt(_hex(slot, "nonce"), _hex(slot, "wrapped"), self._seal(way))
        except (InvalidTag, ValueError) as error:
            raise WrongSecret(refused) from error


def _stretched(passphrase: str, salt: bytes, cost: object) -> bytes:
    if not isinstance(cost, int) or not acceptable_cost(cost):
        raise _damaged()
    return stretched(passphrase, salt, cost)


def _derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=purpose).derive(secret)


def _hex(slot: Mapping[str, Any], name: str) -> bytes:
    try:
        return bytes.fromhex(slot[name])
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged() from error


def _damaged() -> WorkspaceRefused:
    return WorkspaceRefused(
        message(
            "The key file of this workspace is damaged. Put back the one of a backup: every backup holds it."
        )
    )

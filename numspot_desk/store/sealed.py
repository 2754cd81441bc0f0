"""A sealed file: content under a passphrase, in memory; clear content reaches no file.

```
NUMSPOT-REMISE\\n   15 bytes
length             2 bytes, big-endian: of the header
header             canonical JSON: format, sizes, scrypt (n, r, p, salt), nonce, check of the passphrase
sealed             AES-256-GCM of: length (8 bytes) · zlib of the content · zeros up to 4 KiB; tag at the end
```

All that stands before the sealed part is its associated data: changing a byte anywhere is noticed. The check
tells another passphrase from an altered file. Costs, sizes and the expansion of zlib are bounded before
anything is computed. `docs/decisions/0008` says why.
"""

import hashlib
import hmac
import json
import zlib
from collections.abc import Mapping
from typing import Any, Final

from numspot_desk.contracts.canonical import canonical_json
from numspot_desk.language.messages import message
from numspot_desk.store.passphrases import SHORTEST_PASSPHRASE, USUAL_COST, acceptable_cost, stretched
from numspot_desk.usecases.ports.world import Chance
from numspot_desk.usecases.refusals import FileRefused, WrongSecret

MAGIC: Final = b"NUMSPOT-REMISE\n"
FORMAT: Final = "numspot-desk/sealed/1"
LARGEST_FILE: Final = 24 * 1024 * 1024
"""What mail servers still carry, about; a hand-over has no attachments."""
LARGEST_CONTENT: Final = 96 * 1024 * 1024
_PAGE: Final = 4096
_LENGTH: Final = 8
_TAG: Final = 16
_LARGEST_HEADER: Final = 1024
_MEMBERS: Final = frozenset({"format", "kdf", "nonce", "check", "size"})
_KDF_MEMBERS: Final = frozenset({"name", "n", "r", "p", "salt"})


class Sealer:
    """Seals and opens hand-over files (`HandoverSealer`). `cost` is scrypt's n for the files it seals."""

    def __init__(self, chance: Chance, cost: int = USUAL_COST) -> None:
        self._chance = chance
        self._cost = cost

    def seal(self, content: bytes, passphrase: str) -> bytes:
        """The bytes of the file. Raises `FileRefused` for a passphrase too short or content too large."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
            raise FileRefused(
                message(
                    "The passphrase is too short: use at least {count} characters, for instance four words.",
                    count=SHORTEST_PASSPHRASE,
                )
            )
        packed = _packed(content)
        if len(content) > LARGEST_CONTENT or len(packed) + _TAG > LARGEST_FILE - _LARGEST_HEADER:
            raise FileRefused(
                message("This order and its history are too large for one file: nothing was written.")
            )
        salt, nonce = self._chance.bytes(16), self._chance.bytes(12)
        key, checking = _keys(passphrase, salt, self._cost)
        header: dict[str, Any] = {
            "format": FORMAT,
            "kdf": {"name": "scrypt", "n": self._cost, "r": 8, "p": 1, "salt": salt.hex()},
            "nonce": nonce.hex(),
            "size": len(packed) + _TAG,
        }
        start = _start({**header, "check": _check(checking, header)})
        return start + AESGCM(key).encrypt(nonce, packed, start)

    def open(self, sealed: bytes, passphrase: str) -> bytes:
        """The content. Raises `WrongSecret` for another passphrase, `FileRefused` for a file that is none of
        ours, of a newer format, cut short, altered, or asks for absurd means."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        start, header = _header(sealed)
        kdf = header["kdf"]
        key, checking = _keys(passphrase, bytes.fromhex(kdf["salt"]), kdf["n"])
        unchecked = {name: value for name, value in header.items() if name != "check"}
        if not hmac.compare_digest(_check(checking, unchecked), str(header["check"])):
            raise WrongSecret(
                message(
                    "This passphrase does not open the file: ask the sender for it, letter for letter. If it"
                    " is the right one, the file was altered: have it sent again. Nothing was changed."
                )
            )
        try:
            packed = AESGCM(key).decrypt(bytes.fromhex(header["nonce"]), sealed[len(start) :], start)
        except InvalidTag as error:
            raise _altered() from error
        return _unpacked(packed)


# ── Inside ───────────────────────────────────────────────────────────────────────────────────────────


def _keys(passphrase: str, salt: bytes, cost: int) -> tuple[bytes, bytes]:
    both = stretched(passphrase, salt, cost, 64)
    return both[:32], both[32:]


def _check(key: bytes, header: Mapping[str, Any]) -> str:
    return hmac.new(key, canonical_json(dict(header)), hashlib.sha256).hexdigest()


def _start(header: Mapping[str, Any]) -> bytes:
    text = canonical_json(dict(header))
    return MAGIC + len(text).to_bytes(2, "big") + text


def _header(sealed: bytes) -> tuple[bytes, dict[str, Any]]:
    """What stands before the sealed part, and the header in it, within every bound."""
    if not sealed.startswith(MAGIC):
        if MAGIC.startswith(sealed):
            raise _cut()
        raise FileRefused(
            message("This file is no hand-over: choose the file that your colleague made (.remise).")
        )
    if len(sealed) > LARGEST_FILE:
        raise FileRefused(
            message("This file is too large for a hand-over ({most} MB at most).", most=LARGEST_FILE >> 20)
        )
    begin = len(MAGIC) + 2
    length = int.from_bytes(sealed[len(MAGIC) : begin], "big")
    if length > _LARGEST_HEADER:
        raise _altered()
    if len(sealed) < begin + length:
        raise _cut()
    try:
        header = json.loads(sealed[begin : begin + length])
    except (ValueError, RecursionError) as error:
        raise _altered() from error
    if not isinstance(header, dict):
        raise _altered()
    _require_format(header)
    _require_means(header)
    held = len(sealed) - begin - length
    if held < header["size"]:
        raise _cut()
    if held > header["size"]:
        raise _altered()
    return sealed[: begin + length], header


def _require_format(header: Mapping[str, Any]) -> None:
    named = header.get("format")
    if named != FORMAT:
        if isinstance(named, str) and named.startswith("numspot-desk/sealed/"):
            raise FileRefused(
                message(
                    "This hand-over was made by a newer version of the program ({format}): install it, then"
                    " receive the file again. Nothing was changed.",
                    format=named[:40],
                )
            )
        raise _altered()


def _require_means(header: Mapping[str, Any]) -> None:
    kdf = header.get("kdf")
    if not isinstance(kdf, dict) or set(kdf) != _KDF_MEMBERS or set(header) != _MEMBERS:
        raise _altered()
    if (
        kdf["name"] != "scrypt"
        or not acceptable_cost(kdf["n"])
        or (kdf["r"], kdf["p"]) != (8, 1)
        or not _hex(kdf["salt"], 16)
    ):
        raise FileRefused(
            message(
                "This file asks for means that no hand-over needs: it was altered. Have it sent again."
                " Nothing was changed."
            )
        )
    size = header["size"]
    if not _hex(header["nonce"], 12) or not isinstance(header["check"], str) or not isinstance(size, int):
        raise _altered()


def _hex(value: object, length: int) -> bool:
    try:
        return isinstance(value, str) and len(bytes.fromhex(value)) == length
    except ValueError:
        return False


def _packed(content: bytes) -> bytes:
    pressed = zlib.compress(content, 9)
    filled = _LENGTH + len(pressed)
    return len(pressed).to_bytes(_LENGTH, "big") + pressed + bytes(-filled % _PAGE)


def _unpacked(packed: bytes) -> bytes:
    length = int.from_bytes(packed[:_LENGTH], "big")
    expander = zlib.decompressobj()
    try:
        content = expander.decompress(packed[_LENGTH : _LENGTH + length], LARGEST_CONTENT)
    except zlib.error as error:
        raise _altered() from error
    if expander.unconsumed_tail or not expander.eof:
        raise FileRefused(
            message("This file expands beyond all measure: it is no hand-over. Nothing was changed.")
        )
    return content


def _cut() -> FileRefused:
    return FileRefused(
        message("This file is cut short: have it sent again, or copy it again. Nothing was changed.")
    )


def _altered() -> FileRefused:
    return FileRefused(message("This file was altered on its way: have it sent again. Nothing was changed."))

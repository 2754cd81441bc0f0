"""Sealed files: opened by their passphrase alone, any other refused by name before it costs anything."""

import json
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from numspot_desk.contracts.canonical import canonical_json
from numspot_desk.store import sealed
from numspot_desk.store.passphrases import LEAST_COST
from numspot_desk.store.sealed import FORMAT, LARGEST_CONTENT, MAGIC, Sealer
from numspot_desk.usecases.refusals import FileRefused, WrongSecret
from tests.store.desk import SeededChance

SECRET = "quatre mots bien choisis"
CONTENT = "Commande à relire, accentuée : é è ç".encode() * 40


@pytest.fixture
def sealer() -> Sealer:
    return Sealer(SeededChance(), LEAST_COST)


def with_header(whole: bytes, **changed: object) -> bytes:
    """The file with other members in its header, everything else as it is."""
    begin = len(MAGIC) + 2
    length = int.from_bytes(whole[len(MAGIC) : begin], "big")
    header = json.loads(whole[begin : begin + length])
    for name, value in changed.items():
        if name in header["kdf"]:
            header["kdf"][name] = value
        else:
            header[name] = value
    text = canonical_json(header)
    return MAGIC + len(text).to_bytes(2, "big") + text + whole[begin + length :]


def test_a_file_opens_with_its_passphrase_typed_composed_or_not(sealer: Sealer) -> None:
    whole = sealer.seal(CONTENT, "pâté en croûte, merci")
    assert sealer.open(whole, "pa\u0302te\u0301 en crou\u0302te, merci ") == CONTENT
    assert CONTENT[:20] not in whole
    assert len(whole) % 4096 < 600  # padded: the size says little


def test_another_passphrase_is_told_from_an_altered_file(sealer: Sealer) -> None:
    whole = sealer.seal(CONTENT, SECRET)
    with pytest.raises(WrongSecret, match="does not open"):
        sealer.open(whole, "une autre phrase secrète")
    with pytest.raises(FileRefused, match="altered"):
        sealer.open(whole[:-1] + bytes([whole[-1] ^ 1]), SECRET)
    with pytest.raises(FileRefused, match="too short"):
        sealer.seal(CONTENT, "court")


def test_a_file_cut_short_anywhere_is_refused(sealer: Sealer) -> None:
    whole = sealer.seal(CONTENT, SECRET)
    for length in [*range(0, 420, 7), *range(420, len(whole), 131), len(whole) - 1]:
        with pytest.raises(FileRefused, match=r"cut short|altered"):
            sealer.open(whole[:length], SECRET)


def test_a_file_with_any_byte_altered_is_refused(sealer: Sealer) -> None:
    whole = sealer.seal(CONTENT, SECRET)
    for place in [*range(0, 420, 5), *range(420, len(whole), 97)]:
        for bit in (1, 128):
            altered = whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :]
            with pytest.raises((FileRefused, WrongSecret)):
                sealer.open(altered, SECRET)


def test_bytes_added_or_another_kind_of_file_are_refused(sealer: Sealer) -> None:
    whole = sealer.seal(CONTENT, SECRET)
    with pytest.raises(FileRefused, match="altered"):
        sealer.open(whole + b"x", SECRET)
    for other in (b"%PDF-1.7 ...", b"PK\x03\x04 a Word file", b"{}"):
        with pytest.raises(FileRefused, match="no hand-over"):
            sealer.open(other, SECRET)


def test_a_newer_format_is_refused_by_name(sealer: Sealer) -> None:
    whole = with_header(sealer.seal(CONTENT, SECRET), format="numspot-desk/sealed/2")
    with pytest.raises(FileRefused, match="newer version") as refused:
        sealer.open(whole, SECRET)
    assert refused.value.message.params["format"] == "numspot-desk/sealed/2"


@pytest.mark.parametrize(
    "asked",
    [
        {"n": 1 << 30},
        {"n": 2},
        {"n": 0},
        {"n": -1},
        {"n": (1 << 17) + 1},
        {"n": "131072"},
        {"n": True},
        {"r": 1 << 20},
        {"p": 1_000},
        {"salt": "00" * 1_0},
        {"salt": 5},
        {"name": "md5"},
    ],
    ids=str,
)
def test_absurd_means_are_refused_before_they_are_tried(
    sealer: Sealer, asked: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = with_header(sealer.seal(CONTENT, SECRET), **asked)
    monkeypatch.setattr(sealed, "stretched", lambda *_: pytest.fail("it was tried"))
    with pytest.raises(FileRefused, match="means that no hand-over needs"):
        sealer.open(whole, SECRET)


def test_a_file_that_expands_beyond_measure_is_refused(sealer: Sealer) -> None:
    """One who knows the passphrase makes a bomb."""
    salt, nonce = bytes(16), bytes(12)
    both = sealed.stretched(SECRET, salt, LEAST_COST, 64)
    pressed = zlib.compress(bytes(LARGEST_CONTENT + 1), 9)
    packed = len(pressed).to_bytes(8, "big") + pressed
    header = {
        "format": FORMAT,
        "kdf": {"name": "scrypt", "n": LEAST_COST, "r": 8, "p": 1, "salt": salt.hex()},
        "nonce": nonce.hex(),
        "size": len(packed) + 16,
    }
    start = sealed._start({**header, "check": sealed._check(both[32:], header)})
    bomb = start + AESGCM(both[:32]).encrypt(nonce, packed, start)
    assert len(bomb) < 200_000
    with pytest.raises(FileRefused, match="beyond all measure"):
        sealer.open(bomb, SECRET)

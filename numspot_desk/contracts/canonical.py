"""The canonical JSON of a document of answers, and its fingerprint.

One form serves undo, recovery, duplication, hand-over and fingerprints: UTF-8, keys sorted, no spaces,
no floats. Nothing here knows what an order is.
"""

import hashlib
import json
import re
from typing import Any, Final

Json = Any
"""A JSON value of dicts with text keys, lists, text, integers, booleans and None; never a float."""

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_HALF_PAIR: Final = re.compile("[\ud800-\udfff]")


def canonical_json(value: Json) -> bytes:
    """The one byte form of a JSON value. Raises `TypeError` for a float or anything JSON does not have.

    Half a surrogate pair, which has no UTF-8 form and which a person can paste, is written escaped.
    """
    _refuse_floats(value)
    text = _ENCODER.encode(value)
    return _HALF_PAIR.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode()


def fingerprint(value: Json) -> str:
    """sha256, in hexadecimal, of the canonical form."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _refuse_floats(value: Json) -> None:
    if isinstance(value, float):
        raise TypeError("floats have no place in a contract")
    if isinstance(value, dict):
        for inner in value.values():
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)

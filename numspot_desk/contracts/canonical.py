"""The canonical JSON of a document of answers, and its fingerprint.

One form serves undo, recovery, duplication, hand-over and fingerprints: UTF-8, keys sorted, no spaces,
no floats. Nothing here knows what an order is.
"""

import hashlib
import json
from typing import Any

Json = Any
"""A JSON value of dicts with text keys, lists, text, integers, booleans and None; never a float."""


def canonical_json(value: Json) -> bytes:
    """The one byte form of a JSON value. Raises `TypeError` for a float or anything JSON does not have."""
    _refuse_floats(value)
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode("utf-8", "strict")


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

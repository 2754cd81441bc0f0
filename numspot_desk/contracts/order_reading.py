"""From bytes to answers: JSON as people and tools send it, refused with its place when it is not usable.

Only what makes a file unreadable is decided here (malformed, duplicate keys, NaN, not an object, too
large, too deep); what it says is checked by `order_check`.
"""

import json
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from numspot_desk.contracts.shown import shown
from numspot_desk.language.messages import Message, message

LARGEST: Final = 20 * 1024 * 1024
_DEEPEST: Final = 60


class Unreadable(Exception):
    """The bytes are not one JSON object. `place` is a line and column, or a key; "" when it is the whole."""

    def __init__(self, problem: Message, place: str = "") -> None:
        super().__init__(problem.msgid)
        self.message = problem
        self.place = place


def read_object(content: bytes) -> dict[str, Any]:
    """The JSON object that the bytes hold. Raises `Unreadable`."""
    if len(content) > LARGEST:
        raise Unreadable(message("The file is larger than 20 MB. Send a smaller one."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            message("The file is not UTF-8 text. Save it as UTF-8 and try again."), f"byte {error.start + 1}"
        ) from None
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise Unreadable(
            message("The file is not valid JSON here. Correct it or export it again."),
            f"line {error.lineno}, column {error.colno}",
        ) from None
    except RecursionError:
        raise Unreadable(message("The file is nested too deeply to be an order.")) from None
    except ValueError:
        raise Unreadable(message("The file holds a number with too many digits.")) from None
    if not isinstance(value, dict):
        raise Unreadable(message("The file must hold one JSON object, between braces."))
    if _depth_over(value, _DEEPEST):
        raise Unreadable(message("The file is nested too deeply to be an order."))
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                raise Unreadable(
                    message("The key {key} appears twice in one object. Keep one.", key=shown(key)),
                    shown(key),
                )
            seen.add(key)
    return made


def _refuse_constant(word: str) -> NoReturn:
    raise Unreadable(message("{word} is not a value of JSON. Write a number or null.", word=word), word)


def _depth_over(value: Mapping[str, Any], limit: int) -> bool:
    """Whether the value nests deeper than `limit`, without recursion."""
    level: list[Any] = [value]
    for _ in range(limit):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True

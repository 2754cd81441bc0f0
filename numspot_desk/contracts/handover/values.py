"""The values of a hand-over as its sections hold them: each read strictly, refused by the part it is in."""

import datetime as dt
import re
from enum import StrEnum
from typing import Any, Final

from numspot_desk.contracts.handover.package import HandoverFault
from numspot_desk.language.messages import message

_LONGEST_NAME: Final = 400


def damaged(path: str) -> HandoverFault:
    """The fault of a part that holds what no hand-over does."""
    return HandoverFault(
        message(
            "This hand-over is damaged in “{part}”: ask for the file again. Nothing was changed.",
            part=path[:80],
        )
    )


def json_object(value: Any, path: str) -> dict[str, Any]:
    """A JSON object. Raises `HandoverFault`."""
    if not isinstance(value, dict):
        raise damaged(path)
    return value


def json_list(value: Any, path: str, most: int) -> list[Any]:
    """A JSON list of at most so many. Raises `HandoverFault`."""
    if not isinstance(value, list) or len(value) > most:
        raise damaged(path)
    return value


def short_text(value: Any, path: str) -> str:
    """Text of the length of a name. Raises `HandoverFault`."""
    if not isinstance(value, str) or len(value) > _LONGEST_NAME:
        raise damaged(path)
    return value


def matching(value: Any, path: str, form: re.Pattern[str]) -> str:
    """Text of this form. Raises `HandoverFault`."""
    if not isinstance(value, str) or not form.fullmatch(value):
        raise damaged(path)
    return value


def instant(value: Any, path: str) -> dt.datetime:
    """An aware instant, in UTC. Raises `HandoverFault`."""
    try:
        found = dt.datetime.fromisoformat(value)
        if found.tzinfo is None:
            raise ValueError("naive")
        return found.astimezone(dt.UTC)
    except (TypeError, ValueError, OverflowError) as error:
        raise damaged(path) from error


def one_of(kind: type[StrEnum], value: Any, path: str) -> str:
    """One of the words of an enumeration. Raises `HandoverFault`."""
    if value not in list(kind):
        raise damaged(path)
    return str(value)


def whole(value: Any, path: str, *, least: int) -> int:
    """A whole number of at least so much. Raises `HandoverFault`."""
    if not is_whole(value, least=least):
        raise damaged(path)
    return int(value)


def is_whole(value: Any, *, least: int) -> bool:
    """Whether this is a whole number that every engine holds."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value < 2**53

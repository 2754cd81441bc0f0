"""Reading one JSON object from a file or standard input, strictly, with every fault located.

What is refused here is unusable as such: too large, not UTF-8, not JSON, a key twice, NaN, no object.
Whether the object is a good order is the checks' business.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from numspot_desk.language.messages import Message, message

MAX_BYTES: Final = 20 * 1024 * 1024
_MAX_DIGITS: Final = 4000


@dataclass(frozen=True)
class Fault:
    """What is wrong with an input: its name as given, the path in it (or "") and the sentence."""

    file: str
    path: str
    message: Message


class Unusable(Exception):
    """The input cannot be used at all (exit status 2); `faults` has one entry a line to print."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("unusable input")
        self.faults = faults


@dataclass(frozen=True)
class _Repeated:
    """Stands for an object that names keys twice until its path is known."""

    members: dict[str, Any]
    keys: tuple[str, ...]


@dataclass(frozen=True)
class _NoNumber:
    """Stands for NaN or an infinity until its path is known."""

    name: str


def read_object(name: str) -> dict[str, Any]:
    """The JSON object in the file `name` (`-`: standard input). Every number in our
    formats is text or a small integer, so that a float here only waits to be refused by name.

    Raises `Unusable` with every fault.
    """
    text = _decoded(name, _content(name))
    try:
        value = json.loads(
            text,
            object_pairs_hook=_pairs,
            parse_constant=_NoNumber,
            parse_int=_integer,
        )
    except json.JSONDecodeError as error:
        where = message(
            "line {line}, column {column}: this is not JSON", line=error.lineno, column=error.colno
        )
        raise Unusable(Fault(name, "", where)) from None
    except RecursionError:
        raise Unusable(Fault(name, "", message("objects and lists are nested too deeply"))) from None
    faults = list(_faults(name, value, ""))
    if not faults and not isinstance(value, dict):
        faults = [Fault(name, "", message("one JSON object is expected"))]
    if faults:
        raise Unusable(*faults)
    found: dict[str, Any] = value
    return found


def _content(name: str) -> bytes:
    try:
        if name == "-":
            return _limited(name, sys.stdin.buffer)
        with Path(name).open("rb") as file:
            return _limited(name, file)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unusable(
            Fault(name, "", message("the file cannot be read ({reason})", reason=reason))
        ) from error
    except ValueError as error:  # a NUL in the name
        raise Unusable(Fault(name, "", message("there is no file of this name"))) from error


def _limited(name: str, file: BinaryIO) -> bytes:
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Unusable(Fault(name, "", message("larger than 20 MB")))
    return content


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unusable(Fault(name, "", message("line {line}: the text is not UTF-8", line=line))) from error


def _integer(digits: str) -> int | float:
    """Python reads no longer integers; like every float, such a one is a fault of the answer, not of the
    reading: no member of our formats takes one."""
    return int(digits) if len(digits) <= _MAX_DIGITS else float(digits)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Repeated:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    keys = [key for key, _value in pairs]
    twice = tuple(dict.fromkeys(key for key in keys if keys.count(key) > 1))
    return _Repeated(members, twice)


def _faults(name: str, value: Any, path: str) -> list[Fault]:
    """Every fault inside a value, without recursion: depth was bounded by the reader, breadth was not."""
    found: list[Fault] = []
    waiting = [(value, path)]
    while waiting:
        value, path = waiting.pop()
        if isinstance(value, _NoNumber):
            found.append(Fault(name, path, message("{name} is not a number", name=value.name)))
        elif isinstance(value, list):
            waiting.extend((inner, f"{path}[{i}]") for i, inner in reversed(list(enumerate(value))))
        elif isinstance(value, dict | _Repeated):
            members = value if isinstance(value, dict) else value.members
            if isinstance(value, _Repeated):
                found.extend(
                    Fault(name, _joined(path, key), message("the key is there twice")) for key in value.keys
                )
            waiting.extend((inner, _joined(path, key)) for key, inner in reversed(list(members.items())))
    return found


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key

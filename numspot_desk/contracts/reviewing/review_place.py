"""Where a remark belongs once the order has changed: a line or clause is found again by what it was, not by
its position.

A clause keeps its id. A line has none: it is the one that is still the same, else the one that names the
same service with the same words, else the one in which a single answer changed. Whatever was taken out is
nowhere, and its remark stays without a place.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from numspot_desk.contracts.order.order_document import get, parse_path

Anchor = Mapping[str, str]
_CHANGED_AT_MOST: Final = 1
_IDENTITY: Final = ("service", "label")


def anchor_of(answers: Mapping[str, Any], field: str) -> dict[str, str]:
    """What the line or clause at a path is known by: its answers as text, long ones by their digest. Empty
    for a path that leads to neither."""
    for path, item in _items(answers, field):
        if field == path or field.startswith(f"{path}."):
            return _known_by(item)
    return {}


def place_now(answers: Mapping[str, Any], field: str, anchor: Anchor) -> str | None:
    """The path, in these answers, of what a remark was made about; None when it is gone."""
    if not anchor:
        return field
    items = [(path, _known_by(item)) for path, item in _items(answers, field)]
    found = [path for path, known in items if known == anchor]
    if not found and anchor.get("id"):
        found = [path for path, known in items if known.get("id") == anchor["id"]]
    elif not found:
        found = [path for path, known in items if all(known.get(m) == anchor.get(m) for m in _IDENTITY)]
        found = found or [path for path, known in items if _changes(known, anchor) <= _CHANGED_AT_MOST]
    if not found:
        return None
    return _nearest(found, field) + _within(field)


def _items(answers: Mapping[str, Any], field: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The lines or clauses of the kind that a path leads to, each with its path."""
    head = field.partition("[")[0]
    if head in ("lines", "derogations") and field != head:
        yield from _listed(answers, head)
    elif head == "special_conditions" and ".clauses[" in field:
        for path, _conditions in _listed(answers, head):
            yield from _listed(answers, f"{path}.clauses")


def _listed(answers: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    items = get(answers, path)
    for position, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, Mapping):
            yield f"{path}[{position}]", item


def _known_by(item: Mapping[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for member, value in item.items():
        if isinstance(value, Mapping):
            flat |= {f"{member}.{name}": text for name, text in _known_by(value).items()}
        elif member == "text":
            flat[member] = hashlib.sha256(str(value).encode("utf-8", "surrogatepass")).hexdigest()
        elif value is not None:
            flat[member] = str(value)
    return flat


def _changes(known: Anchor, anchor: Anchor) -> int:
    return sum(known.get(member) != anchor.get(member) for member in known.keys() | anchor.keys())


def _nearest(paths: list[str], field: str) -> str:
    def position(path: str) -> int:
        return int(next(step for step in reversed(parse_path(path)) if isinstance(step, int)))

    was = position(field)
    return min(paths, key=lambda path: abs(position(path) - was))


def _within(field: str) -> str:
    """What a path adds to that of its line or clause: `.text`."""
    return field.rpartition("]")[2]

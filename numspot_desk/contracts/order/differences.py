"""What differs between two order documents, field by field, for a person who must choose between them.

Lists are compared by position: an item that only one of them has is one difference, named by its list.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from numspot_desk.contracts.order.field_names import field_name
from numspot_desk.language.messages import Message


@dataclass(frozen=True)
class Difference:
    """A field with its value in each document; None where it has none."""

    field: str
    name: Message
    here: Any
    there: Any


_ABSENT: Final = object()


def differences(here: Mapping[str, Any], there: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The fields whose values differ, in the order of the document. Nothing, null and an empty list are
    the same."""
    return tuple(
        Difference(path, field_name(path), _value(one), _value(other))
        for path, one, other in _compared("", here, there)
    )


def _compared(path: str, here: Any, there: Any) -> Iterator[tuple[str, Any, Any]]:
    if here == there or (_value(here) is None and _value(there) is None):
        return
    record = isinstance(here, Mapping) or isinstance(there, Mapping)
    if record and not path.endswith("]"):
        here, there = (each if isinstance(each, Mapping) else {} for each in (here, there))
    if isinstance(here, Mapping) and isinstance(there, Mapping):
        for member in dict.fromkeys([*here, *there]):
            inner = f"{path}.{member}" if path else member
            yield from _compared(inner, here.get(member, _ABSENT), there.get(member, _ABSENT))
    elif _is_items(here) or _is_items(there):
        ours, theirs = (each if isinstance(each, list) else [] for each in (here, there))
        for position in range(max(len(ours), len(theirs))):
            yield from _compared(f"{path}[{position}]", _at(ours, position), _at(theirs, position))
    else:
        yield path, here, there


def _is_items(value: Any) -> bool:
    """Whether this is a list of records; a list of words is one value."""
    return isinstance(value, list) and any(isinstance(item, Mapping) for item in value)


def _at(items: list[Any], position: int) -> Any:
    return items[position] if position < len(items) else _ABSENT


def _value(value: Any) -> Any:
    return None if value is _ABSENT or value in ("", [], {}) else value

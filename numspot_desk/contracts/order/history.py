"""Undo and redo of edits to a document of answers, for one step of the wizard.

A `Change` keeps the members of the document as they were and as they became; documents share what did
not change, so that a hundred changes of a long order stay small. Typing in one field is one change.
What a change means, and which members belong to which step, is not known here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from numspot_desk.language.messages import Message

DEPTH: Final = 200
"""How many changes a step remembers."""


@dataclass(frozen=True)
class Change:
    """One named change. `field` is where it happened; `before` and `after` hold the members of the
    document that it altered (a member that did not exist is absent)."""

    name: Message
    field: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class History:
    """The changes of one step, with the point reached by undo and redo."""

    def __init__(self, depth: int = DEPTH) -> None:
        self._depth = depth
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._typing_in: str | None = None

    def record(self, change: Change, *, typing: bool = False) -> None:
        """Remember a change; `typing` joins it to the one before when that was typing in the same field."""
        self._undone.clear()
        if typing and self._done and self._typing_in == change.field:
            self._done[-1] = _joined(self._done[-1], change)
        else:
            self._done.append(change)
            del self._done[: -self._depth]
        self._typing_in = change.field if typing else None

    def settle(self) -> None:
        """The person left the field: further typing in it is a change of its own."""
        self._typing_in = None

    @property
    def next_undo(self) -> Change | None:
        """What undo would take back, or None."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Change | None:
        """What redo would do again, or None."""
        return self._undone[-1] if self._undone else None

    def undo(self) -> Change | None:
        """Step back by one change and return it, or None when there is none."""
        self._typing_in = None
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> Change | None:
        """Step forward by one change and return it, or None when there is none."""
        self._typing_in = None
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]


def _joined(first: Change, second: Change) -> Change:
    """Two changes as one: the members as the first found them and as the second left them."""
    before = {**_without(second.before, first), **first.before}
    after = {**_without(first.after, second), **second.after}
    return Change(second.name, second.field, before, after)


def _without(members: Mapping[str, Any], change: Change) -> Mapping[str, Any]:
    altered = change.before.keys() | change.after.keys()
    return {name: value for name, value in members.items() if name not in altered}

"""The field that somebody is typing in: what comes up there waits until they leave it. No Qt.

What was wrong there before stays in sight while it is, so that mending it is seen.
"""

from collections.abc import Iterable

from numspot_desk.contracts.problems import Problem


class FieldInHand:
    """At most one field; none until `begin`."""

    def __init__(self) -> None:
        self._field = ""
        self._known: frozenset[str] = frozenset()

    def begin(self, field: str, shown: Iterable[Problem]) -> None:
        """Somebody types in a field, where these problems are shown now."""
        if field != self._field:
            self._field = field
            self._known = self._codes(shown)

    def end(self) -> bool:
        """The field was left; tell whether one was in hand."""
        field, self._field = self._field, ""
        return bool(field)

    def checked(self, found: Iterable[Problem]) -> None:
        """These are the problems now; what is gone and comes back waits as well."""
        self._known &= self._codes(found)

    def holds(self, found: Problem) -> bool:
        """Whether a problem came up here while somebody types."""
        return self._touches(found) and found.code not in self._known

    def _codes(self, problems: Iterable[Problem]) -> frozenset[str]:
        return frozenset(each.code for each in problems if self._touches(each))

    def _touches(self, found: Problem) -> bool:
        """Whether a problem is about the field: at the field itself, or at what it is part of."""
        if not self._field or not found.field:
            return False
        return self._field == found.field or self._field.startswith((f"{found.field}.", f"{found.field}["))

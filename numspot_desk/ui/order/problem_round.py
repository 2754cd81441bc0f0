"""Going around the problems of an order with one key, in the order in which the summary tells them. No Qt.

Where a problem stands at a field of another name (a subject nobody covers stands at its conditions), the
round remembers which problem led there.
"""

from collections.abc import Sequence

from numspot_desk.contracts.problems import Problem, Severity
from numspot_desk.usecases.ports.orders import Place


class ProblemRound:
    """Where somebody is on the way around the problems."""

    def __init__(self) -> None:
        self._led: str | None = None
        self._landed: Place | None = None

    def next(self, problems: Sequence[Problem], here: Place) -> str | None:
        """The field of the problem after the one at this place, errors before warnings; the first one from a
        place without a problem, None where nothing is wrong."""
        ordered = sorted(problems, key=lambda found: found.severity is not Severity.ERROR)
        fields = list(dict.fromkeys(found.field for found in ordered))
        at = self._led if here == self._landed and self._led in fields else here.field
        if not fields:
            return None
        return fields[(fields.index(at) + 1) % len(fields)] if at in fields else fields[0]

    def landed(self, field: str, place: Place) -> None:
        """The problem of this field was shown, at this place."""
        self._led, self._landed = field, place

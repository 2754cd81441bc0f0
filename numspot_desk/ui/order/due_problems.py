"""Which of the problems found are shown now, and which wait until the person has been there. No Qt.

What is wrong is shown at once, what is merely missing once its step or field was left, and what comes up in
the field in hand once that is left. What is wrong with an order is decided in `contracts`.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from numspot_desk.contracts.order import flow as steps
from numspot_desk.contracts.order.flow import Flow, StepId, StepStatus
from numspot_desk.contracts.problems import Problem, Severity
from numspot_desk.ui.order.headlines import missing_together, together, urgency
from numspot_desk.ui.order.in_hand import FieldInHand


@dataclass(frozen=True)
class DueProblems:
    """`found` is everything that is wrong or to check, `left` are the fields that the person has left; `sent`
    once an order waits for others to read it."""

    found: tuple[Problem, ...]
    flow: Flow | None
    left: AbstractSet[str]
    in_hand: FieldInHand
    editable: bool
    sent: bool

    def now(self) -> tuple[Problem, ...]:
        """The problems to show now. What is wrong comes before what is missing, and that before what the
        general terms leave open."""
        shown = (each for each in self.found if self._is_due(each) and not self.in_hand.holds(each))
        return tuple(sorted(shown, key=urgency))

    def at(self, step: StepId) -> tuple[Problem, ...]:
        """The problems to show now at one step."""
        return steps.problems_of(step, self.now())

    def headlines(self) -> tuple[Problem, ...]:
        """The problems to show now in few words: what is missing at a step is one, and so are the points
        left to the general terms. That legal must read is said while it waits to be sent."""
        due = [found for found in self.now() if not (self.sent and found.code == "review_required")]
        return missing_together(together(due))

    def still_to_fill(self) -> tuple[Problem, ...]:
        """What is missing where the person has not been yet."""
        return tuple(found for found in self.found if not self._is_due(found))

    def statuses(self) -> tuple[StepStatus, ...]:
        """The state of each step."""
        if self.flow is None:
            return ()
        waiting = tuple(filter(self.in_hand.holds, self.found))
        return steps.statuses(self.flow.answers, self.found, self.flow.left, waiting)

    def _is_due(self, found: Problem) -> bool:
        missing = found.code == "missing_field" and found.severity is Severity.ERROR
        if self.flow is None or not (missing or found.code == "public_procurement_missing"):
            return True
        step = steps.step_of(found.field)
        return (
            step in self.flow.left
            or self.flow.step is StepId.REVIEW
            or found.field in self.left
            or not self.editable
        )

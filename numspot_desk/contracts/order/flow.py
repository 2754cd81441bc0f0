"""The order wizard without a screen: steps, the answers, where the person is, what can be undone.

A step owns whole members of the order document, so that every field and every problem has one step.
Edits go through `Flow.edit`, which carries derived answers along (`derived_answers`) and remembers the
change for the step's undo. Checking lives in `order_check`, saving in the use cases, painting in `ui`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from numspot_desk.contracts.order import order_document
from numspot_desk.contracts.order.derived_answers import derive, own_mandate
from numspot_desk.contracts.order.history import Change, History
from numspot_desk.contracts.problems import Problem, Severity
from numspot_desk.language.messages import Message

Answers = Mapping[str, Any]


class StepId(StrEnum):
    """The steps of the wizard, in their order."""

    CLIENT = "client"
    ACCOUNTS = "accounts"
    SERVICES = "services"
    FINANCIAL = "financial"
    CONDITIONS = "conditions"
    MANDATE = "mandate"
    REVIEW = "review"


STEPS: Final = tuple(StepId)

MEMBERS: Final[Mapping[StepId, tuple[str, ...]]] = {
    StepId.CLIENT: ("client", "contacts", "public_procurement"),
    StepId.ACCOUNTS: ("technical_accounts",),
    StepId.SERVICES: ("lines",),
    StepId.FINANCIAL: (
        "payment",
        "price_reference",
        "offer_valid_until",
        "purchase_order_number",
        "general_terms",
    ),
    StepId.CONDITIONS: ("derogations", "special_conditions"),
    StepId.MANDATE: ("mandate",),
    StepId.REVIEW: (),
}
"""The members of the order document that each step asks for."""

_STEP_OF_MEMBER: Final = {member: step for step, members in MEMBERS.items() for member in members}


class StepState(StrEnum):
    """How far a step is."""

    UNTOUCHED = "untouched"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    WITH_PROBLEMS = "with_problems"


@dataclass(frozen=True)
class StepStatus:
    """A step's state with the number of its faults and of its warnings."""

    step: StepId
    state: StepState
    errors: int
    warnings: int


def member_of(field: str) -> str:
    """The member of the document that a path starts with: `lines` of `lines[0].term.end`."""
    return field.partition(".")[0].partition("[")[0]


def step_of(field: str) -> StepId:
    """The step that asks for a field; what no step asks for is shown by the review.

    A Data Act point (`general_terms.DA-25.a`) is answered by a clause, so it stands with the conditions.
    """
    if field.startswith("general_terms.DA-"):
        return StepId.CONDITIONS
    return _STEP_OF_MEMBER.get(member_of(field), StepId.REVIEW)


def problems_of(step: StepId, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems whose field belongs to a step, in their order."""
    return tuple(problem for problem in problems if step_of(problem.field) is step)


def statuses(
    answers: Answers,
    problems: Iterable[Problem],
    left: frozenset[StepId] = frozenset(),
    waiting: Collection[Problem] = (),
) -> tuple[StepStatus, ...]:
    """The status of every step. `left` holds the steps that the person has been to and left, `waiting`
    those of the problems that are not told yet, because somebody is typing there: they keep a step from
    being complete and are not counted.

    What is merely missing is no fault while somebody is still at the step; once they have left it, it is.
    """
    found = tuple(problems)
    blank = order_document.blank_order()
    blocked = any(problem.severity is Severity.ERROR for problem in found)
    return tuple(
        _status(step, answers, blank, problems_of(step, found), left, blocked, waiting) for step in STEPS
    )


def _status(
    step: StepId,
    answers: Answers,
    blank: Answers,
    problems: tuple[Problem, ...],
    left: frozenset[StepId],
    blocked: bool,
    waiting: Collection[Problem],
) -> StepStatus:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    warnings = [found for found in problems if found not in errors and found not in waiting]
    faults = [
        found for found in errors if found not in waiting and (step in left or found.code != "missing_field")
    ]
    if step not in left and not _touched(step, answers, blank):
        state = StepState.UNTOUCHED
    elif faults:
        state = StepState.WITH_PROBLEMS
    elif errors or (step is StepId.REVIEW and blocked):
        state = StepState.IN_PROGRESS
    else:
        state = StepState.COMPLETE
    return StepStatus(step, state, len(faults), len(warnings))


def _touched(step: StepId, answers: Answers, blank: Answers) -> bool:
    """Whether a person has answered anything at a step; a mandate that only follows the client is not."""
    if step is StepId.MANDATE:
        return answers.get("mandate") not in (None, own_mandate(answers))
    return any(answers.get(member) != blank.get(member) for member in MEMBERS[step])


class Flow:
    """An order being filled: its answers, the place of the person, the undo of each step.

    Answers that follow from others are there from the start (a mandate for a direct debit).
    """

    def __init__(
        self,
        answers: Answers,
        step: StepId = StepId.CLIENT,
        field: str = "",
        left: frozenset[StepId] = frozenset(),
    ) -> None:
        self._answers = derive(answers, answers)
        self._histories = {each: History() for each in STEPS}
        self.step = step
        self.field = field
        self.left = left

    @property
    def answers(self) -> Answers:
        """The order document as it stands; never altered in place."""
        return self._answers

    # ── Moving ───────────────────────────────────────────────────────────────────────────────────────

    def go(self, step: StepId, field: str = "") -> None:
        """Go to any step, at any time; nothing is checked and nothing is lost."""
        if step is not self.step:
            self.left |= {self.step}
            self._histories[self.step].settle()
        self.step = step
        self.field = field

    def go_to_field(self, field: str) -> None:
        """Go to the step that asks for a field, and to the field."""
        self.go(step_of(field), field)

    def next(self) -> bool:
        """Go to the next step; False at the last one."""
        return self._move(1)

    def back(self) -> bool:
        """Go to the step before; False at the first one."""
        return self._move(-1)

    def _move(self, by: int) -> bool:
        position = STEPS.index(self.step) + by
        if not 0 <= position < len(STEPS):
            return False
        self.go(STEPS[position])
        return True

    def settle(self) -> None:
        """The person left a field: what they type next is a change of its own."""
        self._histories[self.step].settle()

    # ── Editing ──────────────────────────────────────────────────────────────────────────────────────

    def put(self, field: str, value: Any, name: Message, *, typing: bool = True) -> bool:
        """Answer one field; see `edit`."""
        return self.edit(order_document.put(self._answers, field, value), name, field, typing=typing)

    def edit(self, after: Answers, name: Message, field: str, *, typing: bool = False) -> bool:
        """Replace the answers, let derived ones follow, and remember the change under `name` for the
        step of `field`. `typing` joins successive edits of one field. False when nothing changed."""
        derived = derive(self._answers, after)
        members = _altered(self._answers, derived)
        if not members:
            return False
        change = Change(name, field, _part(self._answers, members), _part(derived, members))
        self._answers = derived
        self._histories[step_of(field)].record(change, typing=typing)
        return True

    # ── Undo and redo ────────────────────────────────────────────────────────────────────────────────

    @property
    def next_undo(self) -> Change | None:
        """What undo would take back at this step."""
        return self._histories[self.step].next_undo

    @property
    def next_redo(self) -> Change | None:
        """What redo would do again at this step."""
        return self._histories[self.step].next_redo

    def undo(self) -> Change | None:
        """Take back the last change made at this step; returns it, or None."""
        change = self._histories[self.step].undo()
        if change is not None:
            self._restore(change.after, change.before)
        return change

    def redo(self) -> Change | None:
        """Do again what undo took back at this step; returns it, or None."""
        change = self._histories[self.step].redo()
        if change is not None:
            self._restore(change.before, change.after)
        return change

    def _restore(self, found: Answers, wanted: Answers) -> None:
        """Put back the members of this step, and those of other steps that nobody touched since;
        what was touched since only follows by derivation."""
        restored = dict(self._answers)
        for member in found.keys() | wanted.keys():
            own = _STEP_OF_MEMBER.get(member) is self.step
            if not own and self._answers.get(member) != found.get(member):
                continue
            if member in wanted:
                restored[member] = wanted[member]
            else:
                restored.pop(member, None)
        carried = {
            member: value
            for member, value in derive(self._answers, restored).items()
            if _STEP_OF_MEMBER.get(member) is not self.step
        }
        self._answers = {**restored, **carried}


def _altered(before: Answers, after: Answers) -> frozenset[str]:
    return frozenset(
        member for member in before.keys() | after.keys() if before.get(member) != after.get(member)
    )


def _part(answers: Answers, members: Iterable[str]) -> Answers:
    return {member: answers[member] for member in members if member in answers}

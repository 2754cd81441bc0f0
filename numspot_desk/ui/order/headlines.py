"""Many problems in few words, for summaries: in what order they stand and which are told as one. No Qt."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from numspot_desk.contracts.order.flow import STEPS, step_of
from numspot_desk.contracts.problems import Problem
from numspot_desk.language.messages import message
from numspot_desk.ui.order.labels import STEP_TITLES

DATA_ACT: Final = "general_terms.DA-"
_MISSING: Final = "missing_field"
_FEW: Final = 2


def urgency(problem: Problem) -> int:
    """What is wrong, then what is missing, then what the general terms leave open."""
    if problem.field.startswith(DATA_ACT):
        return 2
    return 1 if problem.code == _MISSING else 0


def together(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The points of the Data Act that nothing covers, told as one."""
    left = [found for found in problems if found.field.startswith(DATA_ACT)]
    if len(left) < 2:
        return tuple(problems)
    words = message("{n} points of the Data Act are covered by no clause.", n=len(left))
    others = (found for found in problems if not found.field.startswith(DATA_ACT))
    return (*others, replace(left[0], message=words))


def missing_together(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """What is missing at one step, told as one where it is more than a few fields."""
    result = [found for found in problems if urgency(found) == 0]
    for step in STEPS:
        missing = [found for found in problems if urgency(found) == 1 and step_of(found.field) is step]
        if len(missing) > _FEW:
            title = message(STEP_TITLES[step])
            words = message("{step}: {n} fields to fill in.", step=title, n=len(missing))
            missing = [replace(missing[0], message=words)]
        result += missing
    return (*result, *(found for found in problems if urgency(found) == 2))

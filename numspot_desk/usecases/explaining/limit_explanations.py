"""The explanation of time limits as JSON: every step with its label, value, clauses, readings, and what it
was computed from. The words come from `explanations`."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from numspot_desk.language.catalog import Language
from numspot_desk.rules.explain import SetAside, Step, Value
from numspot_desk.usecases.explaining.explanations import EventNames, sentence


def explained(
    step: Step, language: Language | None = None, events: EventNames | None = None
) -> dict[str, Any]:
    """A step and all it uses: `label`, `value`, `clauses`, `reading`, `uses`, `set_aside`, the label's own
    `params`, and with a language its `text`, in which the events are called by their names."""
    answer: dict[str, Any] = {
        "label": step.label,
        "value": as_json(step.value),
        "clauses": list(step.clauses),
        "reading": dict(step.reading),
        "uses": [explained(one, language, events) for one in step.uses],
        "set_aside": [_set_aside(one, language) for one in step.set_aside],
    }
    if step.params:
        answer["params"] = {name: as_json(value) for name, value in step.params.items()}
    if language is not None:
        answer["text"] = sentence(step, language, events or {})
    return answer


def with_grounds(why: Step, grounds: tuple[Step, ...]) -> Step:
    """A result with the reasons for which its readings hold, beside what it was computed from."""
    return why._replace(uses=(*why.uses, *grounds)) if grounds else why


def _set_aside(one: SetAside, language: Language | None) -> dict[str, Any]:
    answer = {
        "label": one.label,
        "value": as_json(one.value),
        "clauses": list(one.clauses),
        "reading": dict(one.reading),
    }
    if language is not None:
        answer["text"] = sentence(Step(one.label, one.value), language)
    return answer


def as_json(value: Value) -> Any:
    """A value in the JSON form of the commands: days and instants in ISO 8601, amounts as text."""
    match value:
        case dt.date():  # an instant is one too
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case tuple():
            return [as_json(one) for one in value]
        case Mapping():
            return {name: as_json(one) for name, one in value.items()}
        case _:
            return value

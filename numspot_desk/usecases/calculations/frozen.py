"""A calculation as it was, for a note that is kept: what was typed, the facts, the answer, the readings, and
the words of that day in both languages. Nothing is computed again when it is read.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from numspot_desk.language.catalog import LANGUAGES, Language, load_language
from numspot_desk.usecases.answers.answered import Answered
from numspot_desk.usecases.calculations.outcome import Outcome
from numspot_desk.usecases.calculations.parts import Values
from numspot_desk.usecases.calculations.told import Pair, Span, Told, told

FORMAT: Final = 1
Content = Mapping[str, Any]


def frozen(outcome: Outcome, found: Answered, values: Values) -> dict[str, Any]:
    """What a note keeps of a calculation: `calculator`, `typed`, the `facts` and the `answer` in the form of
    the commands, and `told`, its words by language."""
    words = {
        code: _written(told(outcome.calculator, values, found, load_language(code))) for code in LANGUAGES
    }
    return {
        "format": FORMAT,
        "calculator": outcome.calculator.id,
        "typed": dict(values),
        "facts": dict(outcome.facts),
        "answer": found.answer(),
        "told": words,
    }


def thawed(content: Content, language: Language) -> Told:
    """The words of a note, as they were. Raises `KeyError` for one of another format."""
    kept = content["told"][language.code]
    return Told(**{one.name: _read(one.name, kept[one.name]) for one in fields(Told)})


def values_of(content: Content) -> Mapping[str, Any]:
    """The values of the answer of a note, by the keys of the commands."""
    answer: Mapping[str, Any] = content["answer"]
    return answer


def _written(said: Told) -> dict[str, Any]:
    return {one.name: _plain(getattr(said, one.name)) for one in fields(Told)}


def _plain(value: Any) -> Any:
    match value:
        case Pair(name, text):
            return [name, text]
        case Span(name, start, end, clause):
            return [name, start.isoformat(), end.isoformat(), clause]
        case tuple():
            return [_plain(one) for one in value]
        case _:
            return value


def _read(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return value
    if name == "timeline":
        return tuple(
            Span(called, dt.date.fromisoformat(start), dt.date.fromisoformat(end), clause)
            for called, start, end, clause in value
        )
    return tuple(one if isinstance(one, str) else Pair(*one) for one in value)

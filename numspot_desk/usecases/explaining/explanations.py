"""The text of an explanation: a tree of `Step` told as lines in the reader's language.

Rules give labels and values; here they become sentences. What the labels say stands in
`explanation_labels`. Which lines are shown where is for the screens and the commands.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from numspot_desk.contracts.agenda.names import LIMIT_NAMES, STEP_NAMES
from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import Message
from numspot_desk.rules import clauses
from numspot_desk.rules.checklists import SUBJECTS
from numspot_desk.rules.explain import SetAside, Step, Value
from numspot_desk.rules.readings import READINGS
from numspot_desk.usecases.explaining.explanation_labels import (
    CAUSE_NAMES,
    COMMITMENT_NAMES,
    DOCUMENT_NAMES,
    LABELS,
    Unit,
)
from numspot_desk.usecases.explaining.limit_labels import (
    AMOUNT_NAMES,
    DETAIL_NAMES,
    LIMIT_LABELS,
)
from numspot_desk.usecases.general_terms.citations import place_name


class LineKind(StrEnum):
    """What a line of the tree is."""

    RESULT = "result"
    INPUT = "input"
    CLAUSE = "clause"
    READING = "reading"
    ASIDE = "aside"


@dataclass(frozen=True)
class Line:
    """One line: `text` says it whole, `ref` is the clause it opens, `lines` what it rests on."""

    kind: LineKind
    text: str
    ref: str | None = None
    lines: tuple["Line", ...] = ()


EventNames = Mapping[str, Message]
"""What events are called, by their ids, where an id is no name for a person."""
_NO_NAMES: Final[EventNames] = MappingProxyType({})


def tell(step: Step, language: Language, events: EventNames = _NO_NAMES) -> Line:
    """The tree of lines of a result: its inputs, its clauses, its readings, what was set aside. `events`:
    what the events are called that it names by an id."""
    inputs = tuple(tell(used, language, events) for used in step.uses)
    rests_on = tuple(_clause(ref, language) for ref in step.clauses)
    readings = tuple(
        Line(LineKind.READING, reading_text(name, choice, language)) for name, choice in step.reading.items()
    )
    asides = tuple(_aside(aside, language) for aside in step.set_aside)
    kind = LineKind.RESULT if step.uses or step.clauses or step.reading else LineKind.INPUT
    return Line(kind, sentence(step, language, events), None, (*inputs, *rests_on, *readings, *asides))


def sentence(step: Step, language: Language, events: EventNames = _NO_NAMES) -> str:
    """One step in one sentence: what it is, and its value."""
    params = step.params
    named = events.get(str(params.get("event")))
    if named is not None:
        params = {**params, "event": language.render(named)}
    return _with_value(step.label, params, step.value, language)


def name_of(step: Step, language: Language) -> str:
    """What a step is called, without its value."""
    known = LABELS.get(step.label) or LIMIT_LABELS.get(step.label)
    shown = {name: _param(name, inner, language) for name, inner in step.params.items()}
    return language.text(known.msgid if known else step.label, **shown | _names(step.params, language))


def value_of(step: Step, language: Language) -> str:
    """The value of a step in the unit of its label."""
    known = LABELS.get(step.label) or LIMIT_LABELS.get(step.label)
    return value_text(step.value, language, known.unit if known else Unit.PLAIN)


def citation(title: str, line: Line, language: Language) -> str:
    """The explanation as plain text to paste: the result, then each line indented under what it supports."""
    told = [language.text("{title}: {sentence}", title=title, sentence=line.text)] if title else [line.text]
    told += [f"{'  ' * depth}– {inner.text}" for depth, inner in _walk(line, 0) if depth]
    return "\n".join(told)


def reading_text(name: str, choice: str, language: Language) -> str:
    """`R02: end of day` in words, where the words are known."""
    register = READINGS.get(name)
    option = next((one for one in register.options if one.id == choice), None) if register else None
    words = choice if option is None else option.fr if language.code == "fr" else option.en
    return language.text("Reading {name}: {choice}", name=name, choice=words)


def value_text(value: Value, language: Language, unit: Unit = Unit.PLAIN) -> str:
    """A value in the written form of the language."""
    match value:
        case None:
            return language.text("no result")
        case bool():
            return language.value(value)
        case Decimal() if unit is Unit.EUROS:
            return language.formats.money(value)
        case Decimal() if unit is Unit.EUROS_EXACT:
            return language.formats.price(value)
        case Decimal() | int() if unit is Unit.PERCENT:
            return language.formats.percent(Decimal(value))
        case dt.datetime() | dt.date() | Decimal():
            return language.value(value)
        case str() if unit is Unit.LENGTH:
            return _length(value, language)
        case str() if unit is Unit.CLAUSE:
            return place_name(value, language)
        case str() if unit is Unit.SUBJECT and value in SUBJECTS:
            return f"{value} ({SUBJECTS[value].title(language.code)})"
        case int() if unit is Unit.DAYS:
            return language.ntext("{n} day", "{n} days", value)
        case Mapping():
            return ", ".join(f"{key} {value_text(inner, language, unit)}" for key, inner in value.items())
        case tuple():
            return ", ".join(value_text(inner, language, unit) for inner in value)
        case _:
            return str(value)


def _with_value(label: str, params: Mapping[str, Value], value: Value, language: Language) -> str:
    known = LABELS.get(label) or LIMIT_LABELS.get(label)
    unit = known.unit if known else Unit.PLAIN
    shown = {name: _param(name, inner, language) for name, inner in params.items()}
    shown |= _names(params, language)
    words = language.text(known.msgid if known else label, **shown)
    if unit is Unit.SAID:
        return words
    return language.text("{label}: {value}", label=words, value=value_text(value, language, unit))


def _param(name: str, value: Value, language: Language) -> str:
    """A parameter of a sentence; an amount is in euros."""
    return value_text(value, language, Unit.EUROS if name == "amount" else Unit.PLAIN)


def _names(params: Mapping[str, Value], language: Language) -> dict[str, str]:
    """What the codes among the parameters are called: a limit or its part, a day that an event states, a
    cause for which nothing is owed, a service commitment beside its code."""
    rule, step, detail, cause, document = (
        str(params.get(name)) for name in ("rule", "step", "name", "cause", "document")
    )
    limit = STEP_NAMES.get(step) or LIMIT_NAMES.get(rule) or AMOUNT_NAMES.get(rule)
    found = {
        "limit": limit,
        "detail": DETAIL_NAMES.get(detail),
        "cause": CAUSE_NAMES.get(cause),
        "document": DOCUMENT_NAMES.get(document),
    }
    names = {place: language.text(msgid) for place, msgid in found.items() if msgid is not None}
    if "service" in params:
        code = str(params["service"])
        names |= {"code": code, "service": language.text(COMMITMENT_NAMES.get(code, code))}
    return names


def _length(written: str, language: Language) -> str:
    """A length as the rules write it (`45 days, end of month`), in the reader's words."""
    length, _, then = written.partition(", ")
    count, _, unit = length.partition(" ")
    n = int(count)
    match unit:
        case "minutes":
            told = language.ntext("{n} minute", "{n} minutes", n)
        case "hours":
            told = language.ntext("{n} hour", "{n} hours", n)
        case "weeks":
            told = language.ntext("{n} week", "{n} weeks", n)
        case "months":
            told = language.ntext("{n} month", "{n} months", n)
        case "years":
            told = language.ntext("{n} year", "{n} years", n)
        case _:
            told = language.ntext("{n} day", "{n} days", n)
    return language.text("{length}, end of month", length=told) if then else told


def _clause(ref: str, language: Language) -> Line:
    title = clauses.title(ref, language.code)
    place = place_name(ref, language)
    return Line(LineKind.CLAUSE, f"{place} · {title}" if title else place, ref)


def _aside(aside: SetAside, language: Language) -> Line:
    would = _with_value(aside.label, {}, aside.value, language)
    readings = tuple(
        Line(LineKind.READING, reading_text(name, choice, language)) for name, choice in aside.reading.items()
    )
    rests_on = tuple(_clause(ref, language) for ref in aside.clauses)
    told = language.text("Set aside: {alternative}", alternative=would)
    return Line(LineKind.ASIDE, told, None, (*rests_on, *readings))


def _walk(line: Line, depth: int) -> Iterator[tuple[int, Line]]:
    yield depth, line
    for inner in line.lines:
        yield from _walk(inner, depth + 1)

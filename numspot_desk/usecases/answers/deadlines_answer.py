"""The answer of `rules deadlines`: facts as JSON in, every time limit with its explanation as JSON out.

Keys and codes are the ones other tools rely on. What counts lives in `rules.limits`, what is a fact in
`contracts.given.facts`; here both are only put together. Faults come as `FactsRefused`.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from numspot_desk.contracts.given.facts import read_facts
from numspot_desk.language.catalog import Language
from numspot_desk.rules.events import Facts
from numspot_desk.rules.limits import Alternative, Deadline, Result, Settled, deadlines
from numspot_desk.usecases.explaining.explanations import EventNames
from numspot_desk.usecases.explaining.limit_explanations import explained


def deadlines_answer(document: Mapping[str, Any], language: Language | None = None) -> dict[str, Any]:
    """All deadlines of the facts, what was stopped, and the explanation; `text` in it when a language is
    given. Raises `FactsRefused` with every fault located."""
    return facts_answer(read_facts(document), language)


def facts_answer(
    facts: Facts, language: Language | None = None, events: EventNames | None = None
) -> dict[str, Any]:
    """The same of facts that are read already; `events`: what these are called in the texts."""
    sheet = deadlines(facts)
    return {
        "as_of": sheet.as_of.isoformat(),
        "deadlines": [_deadline(one) for one in sheet.deadlines],
        "settled": [_settled(one) for one in sheet.settled],
        "explanation": explained(sheet.explanation, language, events),
    }


def _deadline(one: Deadline) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "rule": one.rule,
        "clause": one.clause,
        "event": one.event,
        "kind": one.kind,
        "party": one.party,
        **_result(one.result, one.result),
        "status": one.status,
        "readings": dict(one.readings),
        "alternatives": [_alternative(one.result, other) for other in one.alternatives],
        "safe": _result(one.result, one.safe),
        "sure": _result(one.result, one.sure),
    }
    extra = {
        "step": one.step,
        "lawful": one.lawful,
        "moved_by": one.moved_by,
        "conflict": list(one.conflict) or None,
    }
    return answer | {key: value for key, value in extra.items() if value is not None}


def _alternative(applied: Result, other: Alternative) -> dict[str, Any]:
    return {"readings": {other.reading: other.option}, **_result(applied, other.result)}


def _result(applied: Result, result: Result) -> dict[str, Any]:
    """An hour limit has no last day: the key is left out there, and is null where the result is open."""
    instant = {"instant": _written(result.instant)}
    if applied.last_day is None and applied.known and result.last_day is None:
        return instant
    return {"last_day": _written(result.last_day), **instant}


def _written(value: dt.date | None) -> str | None:
    return None if value is None else value.isoformat()


def _settled(one: Settled) -> dict[str, Any]:
    answer: dict[str, Any] = {"rule": one.rule, "event": one.event, "why": one.why, "by": one.by}
    if one.step is not None:
        answer["step"] = one.step
    if one.deadline is not None:
        answer |= _result(one.deadline.result, one.deadline.result)
    return answer

"""The text of the steps that the time limits are explained by, and their JSON form.

Labels of `rules.counting` and `rules.limits` stand here with their sentences; the tree itself is made in
the rules. A label without a sentence is a fault of the program, which a test finds.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from numspot_desk.language.catalog import Language
from numspot_desk.language.messages import N_, Message
from numspot_desk.rules.explain import SetAside, Step, Value

SENTENCES: Final[Mapping[str, str]] = {
    "limit.sheet": N_("Time limits of the contract: {value}"),
    "limit.deadline": N_("{rule}, from the event {event}"),
    "limit.fact_day": N_("Day of the event {event}: {value}"),
    "limit.fact_instant": N_("Instant of the event {event}: {value}"),
    "limit.fact_detail": N_("Day stated by the event {event}: {value}"),
    "limit.paris_day": N_("Its day in Paris: {value}"),
    "limit.length": N_("Length of the limit: {value} {unit}"),
    "limit.payment_term": N_("Payment term: {value} days"),
    "limit.general_terms": N_("what the general terms say"),
    "limit.void": N_("void: the law stands above this clause"),
    "limit.provision": N_("what a lower clause of the contract says"),
    "limit.runs_from": N_("The limit runs from {value}"),
    "limit.receipt_unknown": N_("The receipt is not among the facts: no result under this reading"),
    "limit.after": N_("Last day, the first day not counted: {value}"),
    "limit.before": N_("Counted backwards, at the latest: {value}"),
    "limit.rolled": N_("Last day on a weekend or public holiday: {value}"),
    "limit.eve": N_("The day before: {value}"),
    "limit.end_of_day": N_("The day counts whole, until {value}"),
    "limit.start_of_day": N_("From the first moment of the day, {value}"),
    "limit.next_year": N_("First day of the next calendar year: {value}"),
    "limit.month_end": N_("Last day of the term, by month ends: {value}"),
    "limit.later_of_due_and_debit": N_("Due day and earliest lawful debit compared: {value}"),
    "limit.ordered_too_late": N_("The recovery was ordered too late: the end stays on {value}"),
    "limit.put_off": N_("The end moves to the day the data are received: {value}"),
    "limit.put_off_at_most": N_("The end moves by 90 days at most: {value}"),
    "limit.not_received": N_("The data are not received yet: the end is not known"),
    "limit.no_end_to_put_off": N_("No termination among the facts: there is no end to put off"),
    "limit.elapsed": N_("So many real hours later: {value}"),
    "limit.working_hours": N_("Counted in working time: {value}"),
    "limit.answering_time": N_("The client was asked and answered: {value}"),
    "limit.not_answered": N_("The client has not answered yet: the clock stands still"),
    "limit.answering_deducted": N_("The client's answering time deducted: {value}"),
    "limit.outage_days": N_("Days lost to force majeure within the term: {value}"),
    "limit.no_term_to_extend": N_("No reserved term among the facts: nothing to extend"),
    "limit.other_reading": N_("another reading would give this"),
    "limit.answered": N_("stopped: answered in time"),
    "limit.paid": N_("stopped: paid in time"),
    "limit.disputed": N_("stopped: disputed in time"),
    "limit.refused": N_("stopped: refused in time"),
    "limit.superseded": N_("set aside: a later event of this kind counts"),
    "limit.cancelled": N_("set aside: the event was cancelled"),
    "limit.too_late": N_("set aside: refused once the terms were in force, use is acceptance"),
}

UNITS: Final[Mapping[str, str]] = {
    "days": N_("days"),
    "weeks": N_("weeks"),
    "months": N_("months"),
    "years": N_("years"),
    "hours": N_("hours"),
    "minutes": N_("minutes"),
}


def sentence(step: Step) -> Message:
    """What a step says, to be rendered in the reader's language. Raises `KeyError` for a label that has no
    sentence."""
    params: dict[str, Any] = {**step.params, "value": step.value}
    unit = step.params.get("unit")
    if isinstance(unit, str):
        params["unit"] = Message(UNITS[unit])
    elif "unit" in params:
        params["unit"] = ""
    return Message(SENTENCES[step.label], params)


def explained(step: Step, language: Language | None = None) -> dict[str, Any]:
    """A step and all it uses as JSON: `label`, `value`, `clauses`, `reading`, `uses`, `set_aside`, the
    label's own `params`, and with a language its `text`."""
    answer: dict[str, Any] = {
        "label": step.label,
        "value": as_json(step.value),
        "clauses": list(step.clauses),
        "reading": dict(step.reading),
        "uses": [explained(one, language) for one in step.uses],
        "set_aside": [_set_aside(one, language) for one in step.set_aside],
    }
    if step.params:
        answer["params"] = {name: as_json(value) for name, value in step.params.items()}
    if language is not None:
        answer["text"] = language.render(sentence(step))
    return answer


def _set_aside(one: SetAside, language: Language | None) -> dict[str, Any]:
    answer = {
        "label": one.label,
        "value": as_json(one.value),
        "clauses": list(one.clauses),
        "reading": dict(one.reading),
    }
    if language is not None:
        answer["text"] = language.text(SENTENCES[one.label])
    return answer


def as_json(value: Value) -> Any:
    """A value in the JSON form of the commands: days and instants in ISO 8601, amounts as text."""
    match value:
        case dt.date():  # an instant is one too
            return value.isoformat()
        case Decimal():
            return str(value)
        case tuple():
            return [as_json(one) for one in value]
        case Mapping():
            return {name: as_json(one) for name, one in value.items()}
        case _:
            return value

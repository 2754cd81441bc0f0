"""Reading the events of a contract: each of a kind that the rules know, with its details, tied to others.

What follows from an event lives in `rules.limits`; the kinds and their details in `rules.events`.
"""

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.contracts.given.fact_reading import MOST_ENTRIES, Reading, at_path
from numspot_desk.language.messages import message
from numspot_desk.rules.events import ANSWERED_KINDS, KINDS, Event, Field
from numspot_desk.rules.explain import Plain

_AMOUNT: Final = re.compile(r"-?\d{1,12}(\.\d{1,2})?", re.ASCII)
_EVENT: Final = ("id", "kind", "cancels", "answers")
_LONGEST_SPAN: Final = dt.timedelta(days=3660)


def read_events(reading: Reading, value: Any, most: int = MOST_ENTRIES) -> list[Event]:
    """The events of the list, in its order and at most so many; their ids and what they name are held
    together."""
    found: list[tuple[str, Event]] = []
    for index, item in enumerate(reading.items("events", value, most)):
        path = f"events[{index}]"
        record = reading.record(path, item)
        event = None if record is None else _event(reading, path, record)
        if event is not None:
            found.append((path, event))
    _links(reading, found)
    return [event for _path, event in found]


def _event(reading: Reading, path: str, record: Mapping[str, Any]) -> Event | None:
    kind = record.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        reading.keys(path, record, ("id",), tuple(record))
        reading.fault(at_path(path, "kind"), message("The rules know no event of this kind."))
        return None
    form, before = KINDS[kind], len(reading.faults)
    reading.keys(path, record, *_keys(kind))
    ident = reading.text(at_path(path, "id"), record["id"]) if "id" in record else None
    at = (
        reading.instant(at_path(path, "at"), record["at"]) if form.moment == "at" and "at" in record else None
    )
    on = reading.day(at_path(path, "on"), record["on"]) if form.moment == "on" and "on" in record else None
    details = {
        name: _detail(reading, at_path(path, name), record[name], one)
        for name, one in form.fields.items()
        if name in record and (one.required or record[name] is not None)
    }
    ties = [
        None if record.get(tie) is None else reading.text(at_path(path, tie), record[tie])
        for tie in ("cancels", "answers")
    ]
    if len(reading.faults) > before or ident is None:
        return None
    _order_of_days(reading, path, kind, details)
    return Event(ident, kind, at, on, MappingProxyType(details), *ties)


@lru_cache(maxsize=len(KINDS))
def _keys(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys that an event of a kind needs, and all that it may have."""
    form = KINDS[kind]
    moment = () if form.moment is None else (form.moment,)
    needed = ("id", *moment, *(name for name, one in form.fields.items() if one.required))
    return needed, (*_EVENT, *moment, *form.fields)


def _detail(reading: Reading, path: str, value: Any, form: Field) -> Plain:
    match form.type:
        case "day":
            return reading.day(path, value)
        case "instant":
            return reading.instant(path, value)
        case "boolean":
            return reading.flag(path, value)
        case "choice":
            return reading.choice(path, value, form.options)
        case "amount":
            if not isinstance(value, str) or not _AMOUNT.fullmatch(value):
                reading.fault(path, message('An amount in euros is expected here, written like "1234.50".'))
            return str(value)
        case _:
            return reading.text(path, value)


def _order_of_days(reading: Reading, path: str, kind: str, details: Mapping[str, Plain]) -> None:
    for first, last in (("start", "end"), ("from", "to")):
        start, end = details.get(first), details.get(last)
        if not isinstance(start, dt.date) or not isinstance(end, dt.date):
            continue
        if end < start:
            reading.fault(at_path(path, last), message("The end lies before the start."))
        elif first == "from" and end - start > _LONGEST_SPAN:
            reading.fault(at_path(path, last), message("A span of more than ten years is not read."))


def _links(reading: Reading, events: list[tuple[str, Event]]) -> None:
    """Ids are unique, every id that is named exists, and what must belong together does."""
    known: dict[str, Event] = {}
    invoices: set[str] = set()
    for path, event in events:
        if event.id in known:
            reading.fault(at_path(path, "id"), message("Another event has this id already."))
        known[event.id] = event
        if event.kind == "invoice_issued":
            number = event.text_of("number")
            if number in invoices:
                reading.fault(at_path(path, "number"), message("Another invoice has this number already."))
            invoices.add(number)
    for path, event in events:
        _ties(reading, path, event, known)
        if event.kind in ("invoice_paid", "invoice_disputed") and event.text_of("number") not in invoices:
            reading.fault(at_path(path, "number"), message("No invoice of these facts has this number."))
    _circles(reading, events, known)
    _unasked(reading, events)


def _ties(reading: Reading, path: str, event: Event, known: Mapping[str, Event]) -> None:
    for name, tie in (("cancels", event.cancels), ("answers", event.answers)):
        if tie is not None and tie not in known:
            reading.fault(at_path(path, name), message("No event has this id."))
    for name, form in KINDS[event.kind].fields.items():
        if form.type == "event":
            named = known.get(event.text_of(name))
            if named is None or named.kind not in form.options:
                reading.fault(at_path(path, name), message("No event has this id."))
            elif event.moment - named.moment > _LONGEST_SPAN:
                reading.fault(at_path(path, "at"), message("A span of more than ten years is not read."))
    wanted = ANSWERED_KINDS.get(event.kind)
    if wanted is None:
        return
    answered = known.get(event.answers) if event.answers is not None else None
    if event.answers is None or (answered is not None and answered.kind not in wanted):
        said = message("The id of an event of this kind is expected here: {kinds}.", kinds=", ".join(wanted))
        reading.fault(at_path(path, "answers"), said)


def _circles(reading: Reading, events: list[tuple[str, Event]], known: Mapping[str, Event]) -> None:
    for path, event in events:
        seen, at = {event.id}, event
        while at.cancels is not None and at.cancels in known:
            at = known[at.cancels]
            if at.id in seen:
                if at is event:
                    reading.fault(
                        at_path(path, "cancels"), message("Events cannot cancel one another in a circle.")
                    )
                break
            seen.add(at.id)


def _unasked(reading: Reading, events: list[tuple[str, Event]]) -> None:
    asked = [event for _path, event in events if event.kind == "client_asked"]
    for path, event in events:
        if event.kind == "client_answered" and not any(
            one.details["ticket"] == event.details["ticket"] and one.moment <= event.moment for one in asked
        ):
            said = message("The client answers here although nothing was asked before.")
            reading.fault(at_path(path, "at"), said)

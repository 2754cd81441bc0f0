"""Events of a contract in the JSON form that `fact_events` reads: what is kept, shown again, read again."""

import datetime as dt
from decimal import Decimal
from typing import Any

from numspot_desk.rules.events import Event
from numspot_desk.rules.explain import Plain


def written(event: Event) -> dict[str, Any]:
    """The event as its JSON record, with its id and its ties; what it does not have is left out."""
    found: dict[str, Any] = {"id": event.id, "kind": event.kind}
    if event.at is not None:
        found["at"] = event.at.isoformat()
    if event.on is not None:
        found["on"] = event.on.isoformat()
    return found | written_details(event)


def written_details(event: Event) -> dict[str, Any]:
    """The members of the record that are the event's own: its details and its ties, without its id, its kind
    and its moment."""
    found = {name: _plain(value) for name, value in event.details.items() if value is not None}
    if event.cancels is not None:
        found["cancels"] = event.cancels
    if event.answers is not None:
        found["answers"] = event.answers
    return found


def _plain(value: Plain) -> Any:
    match value:
        case dt.date():  # an instant is one too
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case _:
            return value

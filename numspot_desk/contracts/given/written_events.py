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
    found |= {name: _plain(value) for name, value in event.details.items() if value is not None}
    ties = {"cancels": event.cancels, "answers": event.answers}
    return found | {name: ident for name, ident in ties.items() if ident is not None}


def _plain(value: Plain) -> Any:
    match value:
        case dt.date():  # an instant is one too
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case _:
            return value

"""When a contract has ended whatever reading holds: from then on nothing new of it can be asked of anybody.

How a single end is counted lives in `ends`; what an end that readings leave open means is not decided here.
"""

import datetime as dt
from typing import Final

from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.limits import Deadline, deadlines
from numspot_desk.rules.table import TABLE

_PUT_OFF: Final = "T11"
_AT_ONCE: Final = "T21"
_RULES: Final = frozenset({*(row.id for row in TABLE.ends.values()), _PUT_OFF, _AT_ONCE})
_SERVICES_ENDED: Final = "services_ended"
_KINDS: Final = frozenset({*TABLE.ends, *TABLE.row(_AT_ONCE).trigger, _SERVICES_ENDED})


def surely_ended(facts: Facts) -> dt.datetime | None:
    """The first instant at which the contract has ended under every reading; None where nothing ends it, or
    only an end that a reading leaves open, or a termination that came before its formal notice had run."""
    if not any(event.kind in _KINDS for event in facts.events):
        return None
    sheet = deadlines(facts)
    ends = [one.sure.instant for one in sheet.deadlines if _ends(one)]
    cancelled = {one.event for one in sheet.settled if one.why == "cancelled"}
    ends += [event.moment for event in facts.events if _services_ended(event, cancelled)]
    return min((end for end in ends if end is not None), default=None)


def _ends(one: Deadline) -> bool:
    return one.rule in _RULES and one.moved_by is None and one.lawful is not False


def _services_ended(event: Event, cancelled: set[str]) -> bool:
    return event.kind == _SERVICES_ENDED and event.id not in cancelled

"""What falls due in the next days, over all contracts of the workspace, each with its explanation.

What is told ahead of the whole agenda of the workspace (`agenda_page`): days, nearest first.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from numspot_desk.contracts.agenda.entries import CERTIFICATE, AgendaEntry
from numspot_desk.contracts.clauses.coverage import LADDER
from numspot_desk.language.messages import Message
from numspot_desk.rules.explain import Step
from numspot_desk.rules.time import end_of
from numspot_desk.usecases.deadlines.agenda_page import STATES, entries_of
from numspot_desk.usecases.ports.orders import OrderQuery, OrderSummary
from numspot_desk.usecases.ports.workspace import Workspace


@dataclass(frozen=True)
class UpcomingDeadline:
    """One deadline of one contract. `rule` is "" for a day that the order states itself; `about` names
    what it is about within the order (a line, the mandate); `days_left` is 0 on the day itself, below it for
    one that still counts once it has passed. `ahead`: how many days before it is told of, where that is more
    than is asked for. `events`: what the events that its explanation names are called."""

    order_id: str
    number: str
    client_name: str
    rule: str
    what: Message
    about: str
    clause: str
    kind: str
    party: str
    last_day: dt.date
    instant: dt.datetime
    days_left: int
    why: Step | None
    ahead: int = 0
    events: Mapping[str, Message] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class DeadlinesPage:
    """The deadlines of some contracts, and the key of the next ones (None: no more)."""

    found: tuple[UpcomingDeadline, ...]
    next_key: tuple[Any, ...] | None


def deadlines_page(
    workspace: Workspace, today: dt.date, days: int, key: tuple[Any, ...] | None, limit: int
) -> DeadlinesPage:
    """The deadlines of the next `days` days, today's included, of the next `limit` contracts, in no order,
    and the key to go on with, so that a save never waits for all contracts. Certificates are told of earlier,
    and for as long as the contract goes on without one that is valid."""
    page = workspace.orders.page(OrderQuery(states=STATES), key, limit)
    found = (
        one for one in deadlines_of(workspace, page.rows, today) if one.days_left <= max(days, one.ahead)
    )
    return DeadlinesPage(tuple(found), page.next_key)


def deadlines_of(
    workspace: Workspace, rows: Iterable[OrderSummary], today: dt.date
) -> Iterator[UpcomingDeadline]:
    """The deadlines from today on of the contracts among these orders, and certificates that have ended."""
    for entry in entries_of(workspace, rows, today):
        one = _upcoming(entry, today)
        if one is not None and (one.days_left >= 0 or one.ahead):
            yield one


def nearest_first(found: Iterable[UpcomingDeadline]) -> tuple[UpcomingDeadline, ...]:
    """Deadlines in the order of their instants."""
    return tuple(sorted(found, key=lambda one: (one.instant, one.number, one.rule, one.about)))


def _upcoming(entry: AgendaEntry, today: dt.date) -> UpcomingDeadline | None:
    """An entry of an agenda as it is told of ahead; None for one without a day: hours are told in the agenda,
    and what is not known yet nowhere."""
    if entry.last_day is None:
        return None
    return UpcomingDeadline(
        order_id=entry.contract.order_id,
        number=entry.contract.number,
        client_name=entry.contract.client,
        rule=entry.rule,
        what=entry.what,
        about=entry.about,
        clause=entry.clause,
        kind=entry.kind,
        party=entry.party,
        last_day=entry.last_day,
        instant=end_of(entry.last_day),
        days_left=(entry.last_day - today).days,
        why=entry.why,
        ahead=LADDER[0] if entry.step == CERTIFICATE else 0,
        events=entry.contract.events,
    )

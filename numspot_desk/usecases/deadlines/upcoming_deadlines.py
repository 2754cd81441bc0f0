"""What falls due in the next days, over all contracts of the workspace, each with its explanation.

What was exported or signed, never a draft. The facts are those of `facts_of_contract`; what follows from
them is the agenda of each contract (`contracts.agenda`).
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from numspot_desk.contracts.agenda.entries import CERTIFICATE, AgendaEntry, stated
from numspot_desk.contracts.clauses.coverage import LADDER
from numspot_desk.contracts.order.order_facts import read_facts
from numspot_desk.contracts.order.states import OrderState
from numspot_desk.language.messages import Message
from numspot_desk.rules.explain import Step
from numspot_desk.rules.time import end_of
from numspot_desk.usecases.contract.facts_of_contract import known_contracts, pending_contract
from numspot_desk.usecases.ports.orders import OrderQuery, OrderSummary
from numspot_desk.usecases.ports.workspace import Workspace

STATES: Final = frozenset({OrderState.EXPORTED, OrderState.SIGNED, OrderState.ACTIVE, OrderState.TERMINATED})


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
    why: Step
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
    """The deadlines from today on of the contracts among these orders, and certificates that have ended. Of a
    contract the latest signed version tells; a later one that was only exported tells of its offer. An order
    that was never exported has none."""
    bound = [row for row in rows if row.state in STATES]
    contracts = {one.number: one for one in known_contracts(workspace, [row.number for row in bound], today)}
    waiting = [row for row in bound if row.state is OrderState.EXPORTED]
    versions = workspace.orders.versions([row.id for row in waiting])
    for row in bound:
        contract = contracts.get(row.number)
        if contract is not None and row.id == contract.order_id:
            found = contract.agenda()
        elif row.id in versions and contract is not None:
            order = read_facts(versions[row.id].data["answers"])
            found = stated(replace(contract.named, order_id=row.id), order, today, signed=False)
        elif row.id in versions:
            found = pending_contract(workspace, row.number, today).agenda()
        else:
            continue
        for entry in found:
            one = _upcoming(entry, row.client_name, today)
            if one is not None and (one.days_left >= 0 or one.ahead):
                yield one


def nearest_first(found: Iterable[UpcomingDeadline]) -> tuple[UpcomingDeadline, ...]:
    """Deadlines in the order of their instants."""
    return tuple(sorted(found, key=lambda one: (one.instant, one.number, one.rule, one.about)))


def _upcoming(entry: AgendaEntry, client: str, today: dt.date) -> UpcomingDeadline | None:
    """An entry of an agenda as it is told of ahead; None for one without a day: hours are told in the agenda,
    and what is not known yet nowhere."""
    if entry.last_day is None:
        return None
    return UpcomingDeadline(
        order_id=entry.contract.order_id,
        number=entry.contract.number,
        client_name=client,
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

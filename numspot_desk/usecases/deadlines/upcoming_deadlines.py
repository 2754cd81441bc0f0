"""What falls due in the next days, over all contracts of the workspace, each with its explanation.

What is told ahead of the whole agenda: days, nearest first. They are read from the index of what falls due;
those of a few orders are counted at once.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from numspot_desk.contracts.agenda.due_days import entry_of
from numspot_desk.contracts.agenda.entries import CERTIFICATE, AgendaEntry
from numspot_desk.contracts.agenda.standing import Standing
from numspot_desk.contracts.clauses.coverage import LADDER
from numspot_desk.language.messages import Message
from numspot_desk.rules.explain import Step
from numspot_desk.rules.time import end_of
from numspot_desk.usecases.deadlines.agenda_page import entries_of
from numspot_desk.usecases.deadlines.explain_entry import explained_entry
from numspot_desk.usecases.ports.due import DueQuery
from numspot_desk.usecases.ports.orders import OrderSummary
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import NoSuchRecord


@dataclass(frozen=True)
class UpcomingDeadline:
    """One deadline of one contract. `rule` is "" for a day that the order states itself; `about` names
    what it is about within the order (a line, the mandate); `days_left` is 0 on the day itself, below it for
    one that still counts once it has passed. `ahead`: how many days before it is told of, where that is more
    than is asked for. `events`: what the events that its explanation names are called."""

    key: str
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


def deadlines_ahead(
    workspace: Workspace, now: dt.datetime, today: dt.date, days: int, explained: int
) -> tuple[UpcomingDeadline, ...]:
    """The deadlines of the next `days` days, today's included, nearest first, from the index as it was
    counted last; the first `explained` of them with their explanation. Certificates are told of earlier, and
    for as long as the contract goes on without one that is valid. What is done or put off is left out."""
    coming = frozenset({Standing.TODAY, Standing.COMING})
    last = today + dt.timedelta(days=days)
    asked = DueQuery(now, today, states=coming, first=today, last=last)
    due = dict.fromkeys(
        row.due for query in (asked, _certificates(now, today)) for row in workspace.due.all(query)
    )
    found = (one for day in due if (one := _upcoming(entry_of(day, today), today)) is not None)
    nearest = nearest_first(one for one in found if one.days_left <= max(days, one.ahead))
    return (*(_explained(workspace, one, today) for one in nearest[:explained]), *nearest[explained:])


def _certificates(now: dt.datetime, today: dt.date) -> DueQuery:
    """Certificates that end within their ladder, or ended."""
    states = frozenset(Standing) - {Standing.DONE}
    last = today + dt.timedelta(days=LADDER[0])
    only = frozenset({("", CERTIFICATE)})
    return DueQuery(now, today, states=states, only=only, first=dt.date.min, last=last)


def _explained(workspace: Workspace, one: UpcomingDeadline, today: dt.date) -> UpcomingDeadline:
    try:
        entry = explained_entry(workspace, one.key, today, one.order_id)
    except NoSuchRecord:  # its contract changed meanwhile: it is told again once that is counted
        return one
    return replace(one, why=entry.why, events=entry.contract.events)


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
        key=entry.key,
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

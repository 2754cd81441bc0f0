"""An entry of the agenda as an index holds it: its days and what it is about, and nothing that depends on the
day it is looked at (whether it is over, how near the end of a certificate is) nor its explanation. Both are
made again when it is shown.
"""

import datetime as dt
from typing import NamedTuple

from numspot_desk.contracts.agenda.entries import (
    CERTIFICATE,
    OFFER,
    AgendaContract,
    AgendaEntry,
    offer_ends,
    renewal,
    status_of,
)
from numspot_desk.contracts.agenda.names import limit_name
from numspot_desk.contracts.agenda.standing import DUTIES, RIGHTS, day_of
from numspot_desk.language.messages import Message
from numspot_desk.rules.limits import Result


class DueDay(NamedTuple):
    """What is held of an entry. `order_id` is the version to open, `day` the one it stands on in Paris (None
    while it is not known), `duty` whether it can be overdue; the rest is as in `AgendaEntry`."""

    key: str
    family_id: str
    order_id: str
    number: str
    client: str
    rule: str
    step: str | None
    event: str
    about: str
    clause: str
    kind: str
    party: str
    duty: bool
    day: dt.date | None
    last_day: dt.date | None
    instant: dt.datetime | None
    safe: Result
    sure: Result
    alternatives: int


def due_day(entry: AgendaEntry) -> DueDay:
    """What is held of an entry."""
    contract = entry.contract
    return DueDay(
        key=entry.key,
        family_id=contract.family_id,
        order_id=contract.order_id,
        number=contract.number,
        client=contract.client,
        rule=entry.rule,
        step=entry.step,
        event=entry.event,
        about=entry.about,
        clause=entry.clause,
        kind=entry.kind,
        party=entry.party,
        duty=entry.kind in DUTIES and entry.rule not in RIGHTS,
        day=day_of(entry.last_day, entry.instant),
        last_day=entry.last_day,
        instant=entry.instant,
        safe=entry.safe,
        sure=entry.sure,
        alternatives=entry.alternatives,
    )


def entry_of(due: DueDay, today: dt.date) -> AgendaEntry:
    """The entry as it is on a day; without its explanation, which `usecases.deadlines.explain_entry` counts
    again."""
    return AgendaEntry(
        key=due.key,
        contract=AgendaContract(due.family_id, due.order_id, due.number, due.client),
        rule=due.rule,
        step=due.step,
        event=due.event,
        what=_what(due, today),
        about=due.about,
        clause=due.clause,
        kind=due.kind,
        party=due.party,
        last_day=due.last_day,
        instant=due.instant,
        safe=due.safe,
        sure=due.sure,
        status=status_of(due.instant, today),
        alternatives=due.alternatives,
        why=None,
    )


def _what(due: DueDay, today: dt.date) -> Message:
    if due.step == OFFER:
        return offer_ends()
    if due.step == CERTIFICATE and due.last_day is not None:
        return renewal(due.about, due.last_day, today)
    return limit_name(due.rule, due.step)

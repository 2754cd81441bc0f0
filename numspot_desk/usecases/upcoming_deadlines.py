"""What falls due in the next days, over all contracts of the workspace, each with its explanation.

From the frozen versions alone: what was exported or signed, never a draft. Counting lives in
`rules.limits`; an offer and a certificate end on the day they state themselves.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from numspot_desk.contracts.order_events import facts_of_order
from numspot_desk.contracts.order_facts import read_facts
from numspot_desk.contracts.states import OrderState
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.explain import Step
from numspot_desk.rules.limits import deadlines
from numspot_desk.rules.time import end_of, paris_day
from numspot_desk.usecases.attach_signed_copy import SIGNED
from numspot_desk.usecases.limit_labels import LIMIT_NAMES
from numspot_desk.usecases.ports import OrderQuery, OrderSummary, Workspace

STATES: Final = frozenset({OrderState.EXPORTED, OrderState.SIGNED, OrderState.ACTIVE})
_PAGE: Final = 200


@dataclass(frozen=True)
class UpcomingDeadline:
    """One deadline of one contract. `rule` is "" for a day that the order states itself; `about` names
    what it is about within the order (a line, the mandate); `days_left` is 0 on the day itself."""

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


@dataclass(frozen=True)
class DeadlinesPage:
    """The deadlines of some contracts, and the key of the next ones (None: no more)."""

    found: tuple[UpcomingDeadline, ...]
    next_key: tuple[Any, ...] | None


def upcoming_deadlines(workspace: Workspace, today: dt.date, days: int) -> tuple[UpcomingDeadline, ...]:
    """The deadlines of the next `days` days, today's included, the nearest first."""
    found: tuple[UpcomingDeadline, ...] = ()
    key: tuple[Any, ...] | None = None
    while True:
        page = deadlines_page(workspace, today, days, key, _PAGE)
        found += page.found
        key = page.next_key
        if key is None:
            return nearest_first(found)


def deadlines_page(
    workspace: Workspace, today: dt.date, days: int, key: tuple[Any, ...] | None, limit: int
) -> DeadlinesPage:
    """The same for the next `limit` contracts alone, in no order, and the key to go on with: for screens,
    so that a save never waits for all contracts."""
    page = workspace.orders.page(OrderQuery(states=STATES), key, limit)
    found = tuple(
        one
        for summary in page.rows
        for one in _of_order(workspace, summary, today)
        if 0 <= one.days_left <= days
    )
    return DeadlinesPage(found, page.next_key)


def nearest_first(found: Iterable[UpcomingDeadline]) -> tuple[UpcomingDeadline, ...]:
    """Deadlines in the order of their instants."""
    return tuple(sorted(found, key=lambda one: (one.instant, one.number, one.rule, one.about)))


def order_deadlines(
    summary: OrderSummary, answers: Mapping[str, Any], today: dt.date, *, signed_on: dt.date | None
) -> tuple[UpcomingDeadline, ...]:
    """Every deadline that one order states or opens, past ones included. `signed_on`: None before."""
    counted = deadlines(facts_of_order(answers, today, signed_on=signed_on)).deadlines
    ruled = [
        _upcoming(
            summary,
            today,
            (one.result.last_day, one.explanation),
            rule=one.rule,
            what=Message(LIMIT_NAMES[one.rule]),
            about=one.event,
            clause=one.clause,
            kind=one.kind,
            party=one.party,
        )
        for one in counted
        if one.result.last_day is not None
    ]
    return (*ruled, *_stated(summary, answers, today, signed=signed_on is not None))


def _stated(
    summary: OrderSummary, answers: Mapping[str, Any], today: dt.date, *, signed: bool
) -> Iterator[UpcomingDeadline]:
    """The days an order states itself: the end of an offer not signed yet, the end of certificates."""
    order = read_facts(answers)
    if order.offer_valid_until is not None and not signed:
        day = order.offer_valid_until
        yield _upcoming(
            summary,
            today,
            (day, Step("limit.offer", day)),
            what=message("Offer ends: have it signed or renew it"),
            clause="CP",
            kind="act_before",
            party="client",
        )
    for special in order.special_conditions:
        if special.valid_until is not None:
            day = special.valid_until
            yield _upcoming(
                summary,
                today,
                (day, Step("limit.certificate", day)),
                what=message("Certificate {kind} ends: renew the special conditions", kind=special.kind),
                about=special.kind,
                clause="CS",
                kind="act_before",
                party="numspot",
            )


def _upcoming(
    summary: OrderSummary,
    today: dt.date,
    result: tuple[dt.date, Step],
    *,
    what: Message,
    clause: str,
    kind: str,
    party: str,
    rule: str = "",
    about: str = "",
) -> UpcomingDeadline:
    last_day, why = result
    return UpcomingDeadline(
        order_id=summary.id,
        number=summary.number,
        client_name=summary.client_name,
        rule=rule,
        what=what,
        about=about,
        clause=clause,
        kind=kind,
        party=party,
        last_day=last_day,
        instant=end_of(last_day),
        days_left=(last_day - today).days,
        why=why,
    )


def _of_order(workspace: Workspace, summary: OrderSummary, today: dt.date) -> tuple[UpcomingDeadline, ...]:
    version = workspace.orders.version(summary.id)
    if version is None:
        return ()
    signed_on = None if summary.state is OrderState.EXPORTED else _signed_on(workspace, summary)
    return order_deadlines(summary, version.data["answers"], today, signed_on=signed_on)


def _signed_on(workspace: Workspace, summary: OrderSummary) -> dt.date:
    """The day the signed copy states, as it was entered with it."""
    for entry in workspace.audit.entries(summary.id):
        if entry.kind == SIGNED and isinstance(day := entry.details.get("signed_on"), str):
            return dt.date.fromisoformat(day)
    return paris_day(summary.updated_at)

"""What falls due in the next days, over all contracts of the workspace, each with its explanation.

From the frozen versions alone: what was exported or signed, never a draft. Counting lives in
`rules.limits`; an offer and a certificate end on the day they state themselves.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from numspot_desk.contracts.coverage import LADDER, Certificate, Validity, certificate_of, kinds_of
from numspot_desk.contracts.order_events import facts_of_order
from numspot_desk.contracts.order_facts import OrderFacts, read_facts
from numspot_desk.contracts.states import OrderState
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.explain import Step
from numspot_desk.rules.limits import deadlines
from numspot_desk.rules.settled_readings import InForce
from numspot_desk.rules.time import end_of, paris_day
from numspot_desk.usecases.attach_signed_copy import SIGNED
from numspot_desk.usecases.chosen_readings import readings_by_contract
from numspot_desk.usecases.limit_labels import LIMIT_NAMES
from numspot_desk.usecases.ports.audit import AuditEntry
from numspot_desk.usecases.ports.orders import OrderQuery, OrderSummary
from numspot_desk.usecases.ports.workspace import Workspace

STATES: Final = frozenset({OrderState.EXPORTED, OrderState.SIGNED, OrderState.ACTIVE})
_BOUND: Final = STATES - {OrderState.EXPORTED}


@dataclass(frozen=True)
class UpcomingDeadline:
    """One deadline of one contract. `rule` is "" for a day that the order states itself; `about` names
    what it is about within the order (a line, the mandate); `days_left` is 0 on the day itself, below it for
    one that still counts once it has passed. `ahead`: how many days before it is told of, where that is more
    than is asked for."""

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
    """The deadlines of these orders from today on, and certificates that have ended; an order that was never
    exported has none."""
    bound = [row for row in rows if row.state in STATES]
    versions = workspace.orders.versions([row.id for row in bound])
    signed = workspace.audit.latest(SIGNED, [row.id for row in bound if row.state in _BOUND])
    readings = readings_by_contract(workspace, sorted({row.number for row in bound}))
    for row in bound:
        if row.id not in versions:
            continue
        signed_on = signing_day(row, signed.get(row.id))
        answers, chosen = versions[row.id].data["answers"], readings.get(row.number)
        for one in order_deadlines(row, answers, today, signed_on=signed_on, chosen=chosen):
            if one.days_left >= 0 or one.ahead:
                yield one


def nearest_first(found: Iterable[UpcomingDeadline]) -> tuple[UpcomingDeadline, ...]:
    """Deadlines in the order of their instants."""
    return tuple(sorted(found, key=lambda one: (one.instant, one.number, one.rule, one.about)))


def order_deadlines(
    summary: OrderSummary,
    answers: Mapping[str, Any],
    today: dt.date,
    *,
    signed_on: dt.date | None,
    chosen: InForce | None = None,
) -> tuple[UpcomingDeadline, ...]:
    """Every deadline that one order states or opens, past ones included. `signed_on`: None before; `chosen`:
    the readings that legal chose for the contract."""
    order = read_facts(answers)
    facts = facts_of_order(answers, today, signed_on=signed_on, order=order, chosen=chosen)
    counted = deadlines(facts).deadlines
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
    return (*ruled, *_stated(summary, order, today, signed=signed_on is not None))


def _stated(
    summary: OrderSummary, order: OrderFacts, today: dt.date, *, signed: bool
) -> Iterator[UpcomingDeadline]:
    """The days an order states itself: the end of an offer not signed yet, the end of certificates."""
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
    for kind in sorted(kinds_of(order)):
        held = certificate_of(order, kind, today)
        if held.valid_until is not None:
            yield _upcoming(
                summary,
                today,
                (held.valid_until, Step("limit.certificate", held.valid_until)),
                what=_renewal(held),
                about=kind,
                clause="CS",
                kind="act_before",
                party="numspot",
                ahead=LADDER[0],
            )


def _renewal(held: Certificate) -> Message:
    """What the end of a certificate asks for, the more pressing the nearer."""
    if held.validity is Validity.EXPIRED:
        return message(
            "The {kind} certificate has ended: enclose the new one by an amendment", kind=held.kind
        )
    if held.within is None:
        return message("Certificate {kind} ends: renew the special conditions", kind=held.kind)
    return message(
        "Certificate {kind} ends within {n} days: enclose the renewed one", kind=held.kind, n=held.within
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
    ahead: int = 0,
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
        ahead=ahead,
    )


def signing_day(summary: OrderSummary, signature: AuditEntry | None) -> dt.date | None:
    """The day the signed copy states, as it was entered with it; None for what is not signed."""
    if summary.state not in _BOUND:
        return None
    if signature is not None and isinstance(day := signature.details.get("signed_on"), str):
        return dt.date.fromisoformat(day)
    return paris_day(summary.updated_at)

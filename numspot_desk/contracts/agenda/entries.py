"""The agenda of one contract: each limit that its facts open, each day its order states, by a stable key.

A pure function: the same facts, general terms and readings give the same entries, whatever order they came
in. Counting lives in `rules.limits`; who owns an entry, and whether it is done, stands beside it, by its key.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final

from numspot_desk.contracts.agenda.names import limit_name
from numspot_desk.contracts.clauses.coverage import certificate_of, kinds_of, step_within
from numspot_desk.contracts.order.order_facts import OrderFacts
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.explain import Step
from numspot_desk.rules.limits import Deadline, Result, deadlines
from numspot_desk.rules.time import end_of, start_of

OFFER: Final = "offer"
CERTIFICATE: Final = "certificate"
"""The steps of days that an order states itself: they follow from no rule."""
_KEPT: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class AgendaContract:
    """What an agenda says of its contract: the order of which the others are versions (its identity), the
    version to open, its number, its client; and what its events are called, by ids that are no names."""

    family_id: str
    order_id: str
    number: str
    client: str
    events: Mapping[str, Message] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class AgendaEntry:
    """One entry. `key` stays the same as long as the event does that it follows from, whatever the facts make
    of its day. `rule` is "" for a day that the order states; `about` what it is about (an invoice, a line, a
    mandate), "" for nothing with a name. `last_day` is inclusive, None for limits in hours; both it and
    `instant` are None while the result is not known. Act by `safe`, rely on it only after `sure`, where
    readings differ; `alternatives` says how many readings give another result. `why` explains it; None where
    the entry was not counted now but read from an index (`due_days`)."""

    key: str
    contract: AgendaContract
    rule: str
    step: str | None
    event: str
    what: Message
    about: str
    clause: str
    kind: str
    party: str
    last_day: date | None
    instant: datetime | None
    safe: Result
    sure: Result
    status: str
    alternatives: int
    why: Step | None


def agenda(contract: AgendaContract, facts: Facts) -> tuple[AgendaEntry, ...]:
    """What the facts of a contract open, by time; what a payment, an answer or a later event settled is no
    longer there."""
    events = {one.id: one for one in facts.events}
    return tuple(entry_of(contract, one, events[one.event]) for one in deadlines(facts).deadlines)


def stated(
    contract: AgendaContract, order: OrderFacts, as_of: date, *, signed: bool
) -> tuple[AgendaEntry, ...]:
    """The days that an order states itself: the end of an offer that nobody signed yet, the ends of the
    certificates behind its special conditions."""
    return tuple(_stated(contract, order, as_of, signed=signed))


def offer_ends() -> Message:
    """What the end of an offer asks for."""
    return message("Offer ends: have it signed or renew it")


def renewal(kind: str, valid_until: date, on: date) -> Message:
    """What the end of a certificate asks for on a day, the more pressing the nearer."""
    if valid_until < on:
        return message("The {kind} certificate has ended: enclose the new one by an amendment", kind=kind)
    within = step_within(valid_until, on)
    if within is None:
        return message("Certificate {kind} ends: renew the special conditions", kind=kind)
    return message("Certificate {kind} ends within {n} days: enclose the renewed one", kind=kind, n=within)


def status_of(instant: datetime | None, on: date) -> str:
    """Whether a result is `over` at the beginning of a day, `running`, or `unknown`."""
    if instant is None:
        return "unknown"
    return "over" if instant <= start_of(on) else "running"


def key_of(family_id: str, rule: str, step: str | None, event: str) -> str:
    """The stable name of an entry; `event` last, as it may hold any text."""
    return f"{family_id}:{rule}:{step or ''}:{event}"


def rule_of(key: str) -> tuple[str, str]:
    """The contract (its family id) and the rule that the key of an entry names; "" for no rule, and where a
    text is no key."""
    family_id, _, rest = key.partition(":")
    return family_id, rest.partition(":")[0]


def about(event: Event) -> str:
    """What an event is about, in text of no language: the number of an invoice, the line of a reserved term,
    the reference of a mandate; "" for what has no name of its own."""
    number = event.details.get("number")
    if isinstance(number, str):
        return number
    return event.id if has_name(event.id) else ""


def by_key(entries: Iterable[AgendaEntry]) -> dict[str, AgendaEntry]:
    """The entries by key; where two versions of a contract tell the same one, the earlier day: whoever acts
    by it is in time for both."""
    latest = datetime.max.replace(tzinfo=UTC)
    found: dict[str, AgendaEntry] = {}
    for one in entries:
        former = found.get(one.key)
        if former is None or (one.instant or latest) < (former.instant or latest):
            found[one.key] = one
    return found


def has_name(event_id: str) -> bool:
    """Whether the id of an event is a name that a person knows, not one that the store gave."""
    return _KEPT.fullmatch(event_id) is None


def entry_of(contract: AgendaContract, one: Deadline, event: Event) -> AgendaEntry:
    """A limit of a contract as an entry; `event` is the one that opened it."""
    return AgendaEntry(
        key=key_of(contract.family_id, one.rule, one.step, one.event),
        contract=contract,
        rule=one.rule,
        step=one.step,
        event=one.event,
        what=limit_name(one.rule, one.step),
        about=about(event),
        clause=one.clause,
        kind=one.kind,
        party=one.party,
        last_day=one.result.last_day,
        instant=one.result.instant,
        safe=one.safe,
        sure=one.sure,
        status=one.status,
        alternatives=len(one.alternatives),
        why=one.explanation,
    )


def _stated(
    contract: AgendaContract, order: OrderFacts, as_of: date, *, signed: bool
) -> Iterator[AgendaEntry]:
    if order.offer_valid_until is not None and not signed:
        day = order.offer_valid_until
        why = Step("limit.offer", day)
        yield _of_a_day(contract, day, as_of, why, what=offer_ends(), step=OFFER, clause="CP", party="client")
    for kind in sorted(kinds_of(order)):
        until = certificate_of(order, kind, as_of).valid_until
        if until is not None:
            why, what = Step("limit.certificate", until), renewal(kind, until, as_of)
            yield _of_a_day(contract, until, as_of, why, what=what, step=CERTIFICATE, about=kind, clause="CS")


def _of_a_day(
    contract: AgendaContract,
    day: date,
    as_of: date,
    why: Step,
    *,
    what: Message,
    step: str,
    clause: str,
    about: str = "",
    party: str = "numspot",
) -> AgendaEntry:
    result = Result(day, end_of(day))
    return AgendaEntry(
        key=key_of(contract.family_id, "", step, about),
        contract=contract,
        rule="",
        step=step,
        event="",
        what=what,
        about=about,
        clause=clause,
        kind="act_before",
        party=party,
        last_day=day,
        instant=result.instant,
        safe=result,
        sure=result,
        status=status_of(result.instant, as_of),
        alternatives=0,
        why=why,
    )

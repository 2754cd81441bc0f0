"""Debits planned under a mandate and announced to the client before: the notice that each asks for (T24), and
what the invoice it pays then says of lateness (R06).

A plan is an event of the contract; one that changes supersedes the former, and both stay in the history. A
debit that was made is a collection of the mandate (`mandate_acts`).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from numspot_desk.contracts.mandate_life.life import Life, life
from numspot_desk.contracts.mandate_life.limits import last_day, notice_limit
from numspot_desk.contracts.mandate_life.states import COLLECTABLE
from numspot_desk.contracts.order.order_events import facts_of_order
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.explain import Plain
from numspot_desk.rules.limits import Deadline, deadlines
from numspot_desk.rules.target_days import is_target_day, target_day_on_or_after
from numspot_desk.rules.time import DAY
from numspot_desk.usecases.changes import Changes
from numspot_desk.usecases.contract.chosen_readings import readings_by_contract
from numspot_desk.usecases.mandates.mandate_acts import Desk, FactRefused, book_of
from numspot_desk.usecases.ports.events import WITHDRAWN, ContractEvent, NewEvent
from numspot_desk.usecases.ports.mandates import KeptMandate, MandateRow
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.refusals import NoSuchRecord
from numspot_desk.usecases.roles import require_writer

PLANNED: Final = "debit_planned"
INVOICE: Final = "invoice"
"""The id of the invoice in the explanation of a `Conflict`."""
_ACT: Final = "mandate.debit_planned"
_TAKEN_BACK: Final = "mandate.debit_taken_back"
_LONGEST_NUMBER: Final = 40
_MOST: Final = Decimal(999_999_999)
_FURTHEST: Final = dt.timedelta(days=366)


@dataclass(frozen=True)
class Plan:
    """A debit to make: its day, the invoice that it pays with the day of that invoice, the amount including
    tax, and the day on which the client was or will be told (that of the invoice, unless said)."""

    debit_on: dt.date
    invoice: str
    issued_on: dt.date
    amount: Decimal
    announced_on: dt.date

    @property
    def data(self) -> dict[str, Any]:
        """What an event keeps of it, beside its day."""
        return {
            "invoice": self.invoice,
            "issued_on": self.issued_on.isoformat(),
            "amount": str(self.amount),
            "announced_on": self.announced_on.isoformat(),
        }


@dataclass(frozen=True)
class Conflict:
    """What R06 decides for an invoice: due before the first lawful debit, so late only later (or not).
    `late_from`: the last day on which it is not late; `invoice`: what explanations call it (`INVOICE`)."""

    due: dt.date
    first_debit: dt.date
    late_from: dt.date
    limit: Deadline
    invoice: Message


@dataclass(frozen=True)
class PlannedDebit:
    """A debit that is planned. `notice`: the last day to announce it, with its explanation; `shortened`: a
    clause of the contract says how long before."""

    event_id: str
    rum: str
    plan: Plan
    notice: Deadline
    shortened: bool
    conflict: Conflict | None

    @property
    def announce_by(self) -> dt.date | None:
        """The last day to announce it; None where clauses of the contract conflict."""
        return self.notice.result.last_day


def plan_debit(workspace: Workspace, rum: str, plan: Plan, by: Desk) -> Changes:
    """Plan a debit of a mandate. Raises `FactRefused` (field `debit_on`, `announced_on`, `invoice`,
    `issued_on`, `amount`) for one that cannot be made: announced too late (T24), on a day on which the
    mandate takes no debit or banks settle none, of an invoice planned already; `MoveRefused`,
    `NoSuchRecord`."""
    require_writer(by.person)
    with workspace.transaction():
        kept = workspace.mandates.get(rum)
        checked = _checked(workspace, kept, plan, by.clock.today())
        act = by.act(_ACT, kept.rum, debit_on=plan.debit_on.isoformat(), number=kept.number)
        data = {"rum": kept.rum, **checked.data}
        workspace.events.record(kept.order_id, NewEvent(PLANNED, on=plan.debit_on, data=data), act)
    return Changes(mandates=frozenset({kept.rum.upper()}))


def take_back_debit(workspace: Workspace, rum: str, event_id: str, by: Desk) -> Changes:
    """Take back a debit that will not be made. Raises `NoSuchRecord`, `MoveRefused`."""
    require_writer(by.person)
    with workspace.transaction():
        kept = workspace.mandates.get(rum)
        act = by.act(_TAKEN_BACK, kept.rum, event=event_id)
        new = NewEvent(WITHDRAWN, on=by.clock.today(), supersedes=event_id)
        workspace.events.record(kept.order_id, new, act)
    return Changes(mandates=frozenset({kept.rum.upper()}))


def planned_debits(workspace: Workspace, rum: str) -> tuple[PlannedDebit, ...]:
    """The debits planned under a mandate, by their day. Raises `NoSuchRecord`."""
    kept = workspace.mandates.get(rum)
    ground = _facts(workspace, kept)
    found = (_planned(event, kept.rum, ground) for event in _events(workspace, kept))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.plan.debit_on))


def with_next_debits(
    workspace: Workspace, rows: Sequence[MandateRow], day: dt.date
) -> tuple[MandateRow, ...]:
    """The rows of a list, each with the next debit that is planned under its mandate from a day on."""
    events = workspace.events.standing(sorted({row.number for row in rows}), [PLANNED])
    nearest: dict[str, dt.date] = {}
    for event in (one for of_one in events.values() for one in of_one):
        rum = _text(event.data, "rum").upper()
        if event.on is not None and event.on >= day:
            nearest[rum] = min(nearest.get(rum, event.on), event.on)
    return tuple(replace(row, next_debit=nearest.get(row.rum.upper())) for row in rows)


def first_lawful_debit(workspace: Workspace, rum: str, announced_on: dt.date) -> dt.date | None:
    """The first day of a debit that is announced on a day; None where clauses of the contract conflict."""
    return _first_debit(_facts(workspace, workspace.mandates.get(rum)), announced_on)


# ── Judging a plan ───────────────────────────────────────────────────────────────────────────────────


def _checked(workspace: Workspace, kept: KeptMandate, plan: Plan, today: dt.date) -> Plan:
    number = " ".join(plan.invoice.split())
    if not number or len(number) > _LONGEST_NUMBER:
        raise _refused("invoice", "no_invoice", message("Give the number of the invoice that it pays."))
    if not Decimal(0) < plan.amount <= _MOST or plan.amount != round(plan.amount, 2):
        raise _refused("amount", "bad_amount", message("The amount is in euros and cents, above zero."))
    if plan.issued_on > plan.debit_on:
        raise _refused("issued_on", "issued_late", message("The invoice is dated after its debit."))
    if plan.debit_on < today:
        raise _refused(
            "debit_on",
            "debit_past",
            message("This day is past. A debit that was made is recorded as a collection."),
        )
    if plan.debit_on - today > _FURTHEST:
        raise _refused("debit_on", "debit_far", message("This day is more than a year away: correct it."))
    ground = _facts(workspace, kept)
    found = life(book_of(kept).facts, plan.debit_on, ground.readings)
    _require_notice(ground, plan, found.last_debit)
    _require_mandate(found, plan)
    if not is_target_day(plan.debit_on):
        raise _refused(
            "debit_on",
            "not_a_banking_day",
            message(
                "Banks settle nothing on {day}: choose {next}, and announce that day.",
                day=plan.debit_on,
                next=target_day_on_or_after(plan.debit_on),
            ),
        )
    if any(_text(one.data, "invoice").upper() == number.upper() for one in _events(workspace, kept)):
        raise _refused(
            "invoice",
            "invoice_planned",
            message("A debit of invoice {number} is planned already: remove that one.", number=number),
        )
    return replace(plan, invoice=number)


def _require_notice(ground: Facts, plan: Plan, last_debit: dt.date | None) -> None:
    notice = _notice(ground, plan.debit_on).result.last_day
    if notice is None:
        raise _refused(
            "debit_on",
            "notice_open",
            message("Two clauses of the contract give different notices of a debit: settle them first."),
        )
    if plan.announced_on > notice:
        first = _first_debit(ground, plan.announced_on)
        possible = None if first is None else target_day_on_or_after(first)
        if possible is not None and last_debit is not None and possible > last_debit:
            raise _refused(
                "debit_on",
                "announced_too_late_for_the_mandate",
                message(
                    "The client is told by {notice} at the latest for this debit. Announced on {announced},"
                    " it is possible from {first} on, and the last banking day of this mandate is {last}:"
                    " have a new one signed.",
                    notice=notice,
                    announced=plan.announced_on,
                    first=possible,
                    last=last_debit,
                ),
            )
        raise _refused(
            "debit_on",
            "announced_late",
            message(
                "The client is told by {notice} at the latest for this debit. Announced on {announced}, the"
                " first possible day is {first}.",
                notice=notice,
                announced=plan.announced_on,
                first=possible,
            ),
        )


def _require_mandate(found: Life, plan: Plan) -> None:
    if found.state not in COLLECTABLE:
        raise _refused(
            "debit_on",
            "not_collectable",
            message("On this day the mandate takes no debit: it is not signed, held back, or has ended."),
        )
    if found.last_debit is not None and plan.debit_on > found.last_debit:
        raise _refused(
            "debit_on",
            "after_last_debit",
            message("The last banking day for a debit of this mandate is {day}.", day=found.last_debit),
        )


def _refused(field: str, code: str, sentence: Message) -> FactRefused:
    return FactRefused(sentence, field=field, code=code)


# ── Reading plans ────────────────────────────────────────────────────────────────────────────────────


def _facts(workspace: Workspace, kept: KeptMandate) -> Facts:
    """What the contract of a mandate says of payment: its clauses and the readings chosen for it."""
    record = workspace.orders.by_number(kept.number)
    if record is None:
        raise NoSuchRecord(message("The order of this mandate is no longer here."))
    version = workspace.orders.version(record.id)
    answers = record.answers if version is None else version.data.get("answers") or {}
    chosen = readings_by_contract(workspace, [kept.number]).get(kept.number)
    found = facts_of_order(answers, record.updated_at.date(), chosen=chosen)
    return replace(found, events=(), payment_means="direct_debit")


def _events(workspace: Workspace, kept: KeptMandate) -> tuple[ContractEvent, ...]:
    events = workspace.events.standing([kept.number], [PLANNED]).get(kept.number, ())
    return tuple(one for one in events if _text(one.data, "rum").upper() == kept.rum.upper())


def _planned(event: ContractEvent, rum: str, ground: Facts) -> PlannedDebit | None:
    plan = _plan(event)
    if plan is None:
        return None
    notice = _notice(ground, plan.debit_on)
    usual = last_day(notice_limit(plan.debit_on))
    shortened = notice.result.last_day is not None and notice.result.last_day != usual
    return PlannedDebit(event.id, rum, plan, notice, shortened, _conflict(ground, plan))


def _plan(event: ContractEvent) -> Plan | None:
    """The plan that an event keeps; None for what another program wrote otherwise."""
    try:
        return Plan(
            debit_on=event.on or dt.date.fromisoformat(""),
            invoice=_text(event.data, "invoice"),
            issued_on=dt.date.fromisoformat(_text(event.data, "issued_on")),
            amount=Decimal(_text(event.data, "amount")),
            announced_on=dt.date.fromisoformat(_text(event.data, "announced_on")),
        )
    except (ValueError, InvalidOperation):
        return None


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _notice(ground: Facts, debit_on: dt.date) -> Deadline:
    return notice_limit(
        debit_on,
        provisions=ground.provisions,
        setting=replace(ground.setting, on=debit_on),
        chosen=ground.readings,
    )


def _first_debit(ground: Facts, announced_on: dt.date) -> dt.date | None:
    """The first day whose notice is not over yet: counted from the notice, then looked at day by day, as
    months are of different lengths."""
    day = announced_on
    for _ in range(_FURTHEST.days):
        notice = _notice(ground, day).result.last_day
        if notice is None:
            return None
        if notice >= announced_on:
            return day
        day += max(announced_on - notice, DAY)
    return None


def _conflict(ground: Facts, plan: Plan) -> Conflict | None:
    details: dict[str, Plain] = {"number": plan.invoice, "amount_incl_tax": plan.amount}
    issued = Event(INVOICE, "invoice_issued", on=plan.issued_on, details=details)
    return invoice_conflict(ground, issued, plan.debit_on)


def invoice_conflict(ground: Facts, issued: Event, day: dt.date) -> Conflict | None:
    """The conflict of R06 of an invoice (`invoice_issued`), seen on a day: it is due before its first lawful
    debit. None where there is no such question: paid otherwise, or debited in time."""
    if ground.payment_means != "direct_debit" or issued.on is None:
        return None
    found = deadlines(replace(ground, as_of=day, events=(issued,))).deadlines
    due = next((one.result.last_day for one in found if one.rule == "T22"), None)
    wait = next((one for one in found if one.rule == "T25"), None)
    first = _first_debit(ground, issued.on)
    if due is None or wait is None or first is None or first <= due or wait.result.last_day is None:
        return None
    named = message("invoice {number} of {day}", number=str(issued.details.get("number", "")), day=issued.on)
    return Conflict(due, first, wait.result.last_day, wait, named)

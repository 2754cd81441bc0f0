"""The facts of a contract as far as its order states them: reserved terms, the mandate, clauses that change
a length. What happened since is not in an order and not here."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from numspot_desk.contracts.checks.derogations import provision_of, setting_of
from numspot_desk.contracts.order.order_facts import LineFacts, OrderFacts, read_facts
from numspot_desk.contracts.order.order_faults import parse_day
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.settled_readings import InForce

MANDATE: str = "SEPA"


def facts_of_order(
    answers: Mapping[str, Any],
    as_of: dt.date,
    *,
    signed_on: dt.date | None = None,
    order: OrderFacts | None = None,
    chosen: InForce | None = None,
) -> Facts:
    """The facts an order gives: its reserved terms and its clauses; once signed, its mandate too.

    `signed_on` is the day the order was signed, None before; the mandate's own day of signature wins.
    `order` is the typed view of the answers where it was made already, `chosen` the readings of the contract.
    """
    order, chosen = order or read_facts(answers), chosen or InForce()
    events = reserved_terms(order)
    mandate = answers.get("mandate")
    if signed_on is not None and isinstance(mandate, Mapping):
        day = parse_day(mandate.get("signed_on")) or signed_on
        events.append(Event(MANDATE, "mandate_signed", on=day))
    return Facts(
        as_of=as_of,
        events=tuple(events),
        payment_means=order.payment_means or None,
        payment_term=order.payment_term,
        provisions=tuple(found for one in order.derogations if (found := provision_of(one)) is not None),
        setting=setting_of(order, as_of),
        readings=chosen.chosen,
        reasons=chosen.reasons,
        decided=chosen.decided,
    )


def reserved_terms(order: OrderFacts) -> list[Event]:
    """The reserved terms of an order's lines."""
    return [event for line in order.lines if (event := _reserved(line)) is not None]


def _reserved(line: LineFacts) -> Event | None:
    """The reserved term of a line, named as the order prints it."""
    if line.mode != "reserved" or line.start is None or line.end is None or line.end < line.start:
        return None
    name = f"{line.position + 1}. {line.label}".strip()
    return Event(name, "reserved_term", details={"start": line.start, "end": line.end})

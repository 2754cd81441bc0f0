"""What becomes of services paid in advance when a contract ends before their term: paid back for the days
left where the client refused new general terms, not otherwise (M4; preamble, CG-6.3.b, CG-A1.1).
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from numspot_desk.contracts.order.order_facts import OrderFacts
from numspot_desk.rules.amounts.refund import Refund, RefundFacts, refund
from numspot_desk.rules.events import Event, Facts
from numspot_desk.rules.explain import Step
from numspot_desk.rules.order_totals import PricedLine, line_amount
from numspot_desk.rules.readings import Choice, vary
from numspot_desk.rules.settled_readings import InForce, settled_readings

_NONE: Final = Decimal("0.00")


@dataclass(frozen=True)
class Prepaid:
    """A reserved term by the id of its event, and what was billed for it in advance: the amount of its line
    before tax, as the order prints it."""

    event: str
    billed: Decimal


def prepaid_of(order: OrderFacts) -> tuple[Prepaid, ...]:
    """What an order bills in advance, line by line; a line that cannot be priced is left out."""
    found = []
    for line in order.lines:
        if line.mode == "reserved" and line.quantity is not None and line.unit_price is not None:
            discount = line.discount_percent or Decimal()
            priced = PricedLine(line.position, line.quantity, line.unit_price, discount, reserved=True)
            name = f"{line.position + 1}. {line.label}".strip()
            found.append(Prepaid(name, _NONE if line.beta else line_amount(priced).amount))
    return tuple(found)


def refunded(
    prepaid: Prepaid, term: Event, end: dt.date, facts: Facts, *, owed: bool
) -> tuple[Decimal, tuple[tuple[str, str, Decimal], ...], Step]:
    """What is paid back of a term when the contract ends on a day, what each other reading would give, and
    why; nothing where no refund is `owed`."""
    if not owed:
        return _NONE, (), Step("simulation.no_refund", _NONE, ("CG-P", "CG-A1.1"))
    asked = RefundFacts(prepaid.billed, term.day_of("start"), term.day_of("end"), end)
    held = InForce(facts.readings, settled=settled_readings(facts.provisions, end))
    found = vary(partial(_refund, asked), held.options, held.settled)
    amount = found.applied.result.refund
    others = tuple((name, option, one.refund) for name, option, one in found.alone if one.refund != amount)
    return amount, others, found.applied.result.why


def _refund(facts: RefundFacts, choice: Choice) -> Refund:
    return refund(facts, choice)

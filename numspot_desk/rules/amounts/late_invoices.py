"""M3 for several invoices, paid in several payments (CG-A1.3): each payment is late by its own days.

What a payment covers bears interest from the day after the due date to the day of that payment included;
what stays unpaid, to the day that is counted to. The fixed sum is due once an invoice, however many payments
were late. Payments count on the invoice itself, not first on interest (C. civ. 1343-1 lets the creditor
accept that). Each part is counted by `late_payment`; an invoice is rounded once.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final

from numspot_desk.rules.amounts.late_payment import FLAT, LateFacts, LatePayment, late_payment
from numspot_desk.rules.explain import Step, Value
from numspot_desk.rules.rates import Rate
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.rounding import EXACT, to_cents, total

_ZERO: Final = Decimal("0.00")


@dataclass(frozen=True)
class Payment:
    """An amount received on a day, in euros including tax."""

    on: dt.date
    amount: Decimal


@dataclass(frozen=True)
class Invoice:
    """An invoice in euros, and what was paid of it: at most its amount."""

    number: str
    amount_incl_tax: Decimal
    amount_excl_tax: Decimal
    due: dt.date
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True)
class InvoicesFacts:
    """The invoices, the day to which what is unpaid is counted, and the rates (see `LateFacts`)."""

    invoices: Sequence[Invoice]
    counted_to: dt.date
    rates: Sequence[Rate]
    public_buyer: bool = False
    checked: dt.date | None = None


@dataclass(frozen=True)
class LateInvoice:
    """What one invoice costs: the days of its latest part, interest, fixed sum and their total in euros, and
    what was unpaid on the day counted to."""

    number: str
    days: int
    interest: Decimal
    flat: Decimal
    total: Decimal
    outstanding: Decimal
    past_last_check: dt.date | None
    why: Step


@dataclass(frozen=True)
class LateInvoices:
    """The sums of the invoices; see `LateInvoice`."""

    invoices: tuple[LateInvoice, ...]
    interest: Decimal
    flat: Decimal
    total: Decimal
    outstanding: Decimal
    past_last_check: dt.date | None
    why: Step


@dataclass(frozen=True)
class _Part:
    """What one payment covers, or what stays unpaid."""

    amount: Decimal
    until: dt.date
    unpaid: bool


def late_invoices(facts: InvoicesFacts, choice: Choice) -> LateInvoices:
    """What late invoices cost together. Raises `NoRate`."""
    found = tuple(_invoice(one, facts, choice) for one in facts.invoices)
    unchecked = [one.past_last_check for one in found if one.past_last_check is not None]
    warned = (Step("late.past_last_check", min(unchecked)),) if unchecked else ()
    due = total(one.total for one in found)
    return LateInvoices(
        found,
        total(one.interest for one in found),
        total(one.flat for one in found),
        due,
        total(one.outstanding for one in found),
        min(unchecked, default=None),
        Step("late.all", due, _clauses(facts), uses=(*(one.why for one in found), *warned)),
    )


def _clauses(facts: InvoicesFacts) -> tuple[str, ...]:
    return ("CCP R.2192-31",) if facts.public_buyer else ("CG-A1.3",)


def _invoice(invoice: Invoice, facts: InvoicesFacts, choice: Choice) -> LateInvoice:
    parts = [(part, _counted(part, invoice, facts, choice)) for part in _parts(invoice, facts)]
    late = [(part, counted) for part, counted in parts if counted.days]
    exact = [total(period.interest for period in counted.periods) for _part, counted in late]
    outstanding = total(part.amount for part, _counted in parts if part.unpaid)
    named = {"number": invoice.number}
    if not late:
        why = Step("late.invoice_in_time", _ZERO, _clauses(facts), params=named)
        return LateInvoice(invoice.number, 0, _ZERO, _ZERO, _ZERO, outstanding, None, why)
    interest = to_cents(total(exact))
    told = tuple(
        _told(part, counted, amount, facts) for (part, counted), amount in zip(late, exact, strict=True)
    )
    flat = Step("late.flat", FLAT, ("CG-A1.3", "C. com. D.441-5"))
    due = total((interest, FLAT))
    uses = (Step("late.interest", interest, _clauses(facts), uses=told), flat)
    unchecked = [counted.past_last_check for _part, counted in late if counted.past_last_check is not None]
    return LateInvoice(
        invoice.number,
        max(counted.days for _part, counted in late),
        interest,
        FLAT,
        due,
        outstanding,
        min(unchecked, default=None),
        Step("late.invoice", due, _clauses(facts), uses=uses, params=named),
    )


def _parts(invoice: Invoice, facts: InvoicesFacts) -> Iterator[_Part]:
    """The payments made by the day counted to, in their order, then what was unpaid on it."""
    made = sorted((one for one in invoice.payments if one.on <= facts.counted_to), key=lambda one: one.on)
    for payment in made:
        yield _Part(payment.amount, payment.on, unpaid=False)
    left = invoice.amount_incl_tax - total(one.amount for one in made)
    if left:
        yield _Part(left, facts.counted_to, unpaid=True)


def _counted(part: _Part, invoice: Invoice, facts: InvoicesFacts, choice: Choice) -> LatePayment:
    """One part as an invoice of its own, its share of the amount before tax."""
    with localcontext(EXACT):
        before_tax = invoice.amount_excl_tax * part.amount / invoice.amount_incl_tax if part.amount else _ZERO
    own = LateFacts(
        part.amount, before_tax, invoice.due, part.until, facts.rates, facts.public_buyer, facts.checked
    )
    return late_payment(own, choice)


def _told(part: _Part, counted: LatePayment, exact: Decimal, facts: InvoicesFacts) -> Step:
    interest = counted.why.uses[0]
    label = "late.unpaid" if part.unpaid else "late.part"
    params: dict[str, Value] = {"amount": part.amount, "day": part.until}
    return Step(label, exact, _clauses(facts), interest.reading, interest.uses, params=params)

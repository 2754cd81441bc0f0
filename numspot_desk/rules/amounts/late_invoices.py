"""M3 for several invoices, paid in several payments (CG-A1.3): each payment is late by its own days.

What a payment covers bears interest from the day after the due date to the day of that payment included;
what stays unpaid, to the day that is counted to. The fixed sum is due once an invoice, however many payments
were late. On what a payment counts first, the general terms are silent: by default on the invoice itself,
as M3 counts to the day of payment, which never claims more than is owed; without another agreement the law
lets the creditor count it on the interest first (C. civ. 1343-1; `Imputation`). Each part is counted by
`late_payment`; an invoice is rounded once, or each time that interest is paid.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import Final

from numspot_desk.rules.amounts.late_payment import FLAT, LateFacts, LatePayment, Period, late_payment
from numspot_desk.rules.explain import Step, Value
from numspot_desk.rules.rates import LEGAL_INTEREST, Rate, half_year
from numspot_desk.rules.readings import Choice
from numspot_desk.rules.rounding import EXACT, to_cents, total

TIMES_LEGAL_INTEREST: Final = Decimal(3)
_ZERO: Final = Decimal("0.00")
_IMPUTED: Final = ("C. civ. 1343-1",)


class Imputation(StrEnum):
    """What a payment counts on first: the invoice itself, or the interest run up to its day."""

    PRINCIPAL = "principal"
    INTEREST_FIRST = "interest_first"


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
    """The invoices, the day to which what is unpaid is counted, the rates (see `LateFacts`), what payments
    count on first. `flats` and `legal`: the sums for recovery costs by law and the legal interest rates, with
    the days from which they hold."""

    invoices: Sequence[Invoice]
    counted_to: dt.date
    rates: Sequence[Rate]
    public_buyer: bool = False
    checked: dt.date | None = None
    imputation: Imputation = Imputation.PRINCIPAL
    flats: Sequence[Rate] = ()
    legal: Sequence[Rate] = ()

    def flat(self, late_on: dt.date) -> Decimal:
        """The sum for recovery costs of an invoice that is late from a day: the contract's, and not less than
        the law's."""
        known = _on(self.flats, late_on)
        return FLAT if known is None else max(FLAT, known)


@dataclass(frozen=True)
class LateInvoice:
    """What one invoice costs: the days of its latest part, interest, fixed sum and their total in euros, the
    part of the interest that payments covered, and the principal unpaid on the day counted to."""

    number: str
    days: int
    interest: Decimal
    flat: Decimal
    total: Decimal
    outstanding: Decimal
    past_last_check: dt.date | None
    why: Step
    interest_paid: Decimal = _ZERO


@dataclass(frozen=True)
class LateInvoices:
    """The sums of the invoices; see `LateInvoice`. `owed`: all that is still to be paid."""

    invoices: tuple[LateInvoice, ...]
    interest: Decimal
    flat: Decimal
    total: Decimal
    outstanding: Decimal
    past_last_check: dt.date | None
    why: Step
    interest_paid: Decimal = _ZERO

    @property
    def owed(self) -> Decimal:
        """Principal, interest and fixed sums that no payment covered."""
        return total((self.outstanding, self.total, -self.interest_paid))


@dataclass(frozen=True)
class _Part:
    """What one payment covers, or what stays unpaid."""

    amount: Decimal
    until: dt.date
    unpaid: bool


def late_invoices(facts: InvoicesFacts, choice: Choice) -> LateInvoices:
    """What late invoices cost together. Raises `NoRate`."""
    first = facts.imputation is Imputation.INTEREST_FIRST
    count = _interest_first if first else _invoice
    found = tuple(count(one, facts, choice) for one in facts.invoices)
    unchecked = [one.past_last_check for one in found if one.past_last_check is not None]
    warned = (Step("late.past_last_check", min(unchecked)),) if unchecked else ()
    imputed = Step(f"late.imputation.{facts.imputation.value}", facts.imputation.value, _IMPUTED)
    due = total(one.total for one in found)
    return LateInvoices(
        found,
        total(one.interest for one in found),
        total(one.flat for one in found),
        due,
        total(one.outstanding for one in found),
        min(unchecked, default=None),
        Step("late.all", due, _clauses(facts), uses=(*(one.why for one in found), imputed, *warned)),
        total(one.interest_paid for one in found),
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
    flat = _flat(invoice, facts)
    due = total((interest, _decimal(flat)))
    below = _below_floor(invoice, late[0][1].periods[0].rate, facts)
    uses = (Step("late.interest", interest, _clauses(facts), uses=told), flat, *below)
    unchecked = [counted.past_last_check for _part, counted in late if counted.past_last_check is not None]
    return LateInvoice(
        invoice.number,
        max(counted.days for _part, counted in late),
        interest,
        _decimal(flat),
        due,
        outstanding,
        min(unchecked, default=None),
        Step("late.invoice", due, _clauses(facts), uses=uses, params=named),
    )


def _on(rates: Sequence[Rate], day: dt.date) -> Decimal | None:
    """The value that holds on a day; None before the first."""
    known = [one for one in rates if one.start <= day]
    return max(known, key=lambda one: one.start).rate if known else None


def _below_floor(invoice: Invoice, rate: Decimal, facts: InvoicesFacts) -> tuple[Step, ...]:
    """That the rate of the first day late is below three times the legal interest rate (L.441-10 II); not of
    a public buyer, whose rate is fixed by decree."""
    day = half_year(invoice.due + dt.timedelta(days=1))
    legal = None if facts.public_buyer else _on(facts.legal, day)
    if legal is None or rate >= legal * TIMES_LEGAL_INTEREST:
        return ()
    told = Step("law.legal_interest", legal, (LEGAL_INTEREST.law,), params={"since": day})
    floor = legal * TIMES_LEGAL_INTEREST
    return (Step("late.below_floor", floor, ("C. com. L.441-10 II",), uses=(told,)),)


def _flat(invoice: Invoice, facts: InvoicesFacts) -> Step:
    amount = facts.flat(invoice.due + dt.timedelta(days=1))
    return Step("late.flat", amount, ("CG-A1.3", "C. com. D.441-5"))


def _interest_first(invoice: Invoice, facts: InvoicesFacts, choice: Choice) -> LateInvoice:
    """An invoice whose payments count on the interest first, rounded to the cent when it is paid."""
    left, unpaid, since = invoice.amount_incl_tax, _ZERO, invoice.due
    accrued: list[Step] = []
    imputed: list[Step] = []
    unchecked: list[dt.date] = []
    first: tuple[Period, ...] = ()
    named = {"number": invoice.number}
    for part in (*_made(invoice, facts), Payment(facts.counted_to, _ZERO)):
        counted = _counted(_Part(left, part.on, unpaid=True), invoice, facts, choice, since)
        if counted.days and left:
            told: dict[str, Value] = {"amount": left, "day": part.on}
            uses = counted.why.uses[0].uses
            accrued.append(Step("late.accrued", counted.interest, _clauses(facts), uses=uses, params=told))
            unpaid = total((unpaid, counted.interest))
            since = part.on
        if counted.days and left and not first:
            first = counted.periods[:1]
        if counted.past_last_check is not None:
            unchecked.append(counted.past_last_check)
        on_interest = min(part.amount, unpaid)
        unpaid, left = total((unpaid, -on_interest)), total((left, on_interest, -part.amount))
        if on_interest:
            imputed.append(Step("late.on_interest", on_interest, _IMPUTED, params={"day": part.on}))
    if not accrued:
        why = Step("late.invoice_in_time", _ZERO, _clauses(facts), params=named)
        return LateInvoice(invoice.number, 0, _ZERO, _ZERO, _ZERO, left, None, why)
    interest = total(_decimal(one) for one in accrued)
    flat = _flat(invoice, facts)
    due = total((interest, _decimal(flat)))
    uses = (
        Step("late.interest", interest, _clauses(facts), uses=tuple(accrued)),
        flat,
        Step("late.principal_left", left, _IMPUTED, uses=tuple(imputed), params=named),
        *_below_floor(invoice, first[0].rate, facts),
    )
    return LateInvoice(
        invoice.number,
        (since - invoice.due).days,
        interest,
        _decimal(flat),
        due,
        left,
        min(unchecked, default=None),
        Step("late.invoice", due, _clauses(facts), uses=uses, params=named),
        total(_decimal(one) for one in imputed),
    )


def _made(invoice: Invoice, facts: InvoicesFacts) -> list[Payment]:
    """The payments made by the day counted to, in their order."""
    made = (one for one in invoice.payments if one.on <= facts.counted_to)
    return sorted(made, key=lambda one: one.on)


def _parts(invoice: Invoice, facts: InvoicesFacts) -> Iterator[_Part]:
    """The payments made by the day counted to, in their order, then what was unpaid on it."""
    made = _made(invoice, facts)
    for payment in made:
        yield _Part(payment.amount, payment.on, unpaid=False)
    left = invoice.amount_incl_tax - total(one.amount for one in made)
    if left:
        yield _Part(left, facts.counted_to, unpaid=True)


def _counted(
    part: _Part, invoice: Invoice, facts: InvoicesFacts, choice: Choice, since: dt.date | None = None
) -> LatePayment:
    """One part as an invoice of its own, its share of the amount before tax; the days after `since` alone."""
    with localcontext(EXACT):
        before_tax = invoice.amount_excl_tax * part.amount / invoice.amount_incl_tax if part.amount else _ZERO
    own = LateFacts(
        part.amount,
        before_tax,
        invoice.due,
        part.until,
        facts.rates,
        facts.public_buyer,
        facts.checked,
        since,
    )
    return late_payment(own, choice)


def _told(part: _Part, counted: LatePayment, exact: Decimal, facts: InvoicesFacts) -> Step:
    interest = counted.why.uses[0]
    label = "late.unpaid" if part.unpaid else "late.part"
    params: dict[str, Value] = {"amount": part.amount, "day": part.until}
    return Step(label, exact, _clauses(facts), interest.reading, interest.uses, params=params)


def _decimal(step: Step) -> Decimal:
    assert isinstance(step.value, Decimal)
    return step.value

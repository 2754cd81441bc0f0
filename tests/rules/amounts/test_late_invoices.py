"""Several invoices and payments (M3): every payment counted to its own day, the fixed sum once an invoice."""

import datetime as dt
from decimal import Decimal

import pytest

from numspot_desk.rules.amounts.late_invoices import (
    Imputation,
    Invoice,
    InvoicesFacts,
    LateInvoices,
    Payment,
    late_invoices,
)
from numspot_desk.rules.amounts.late_payment import LateFacts, late_payment
from numspot_desk.rules.rates import Rate
from numspot_desk.rules.readings import Choice

RATES = (Rate(dt.date(2026, 1, 1), Decimal("2.15")),)
DUE = dt.date(2026, 1, 31)
MARCH = dt.date(2026, 3, 15)


def _of(*payments: Payment, counted_to: dt.date = MARCH, count: int = 1) -> LateInvoices:
    invoices = [
        Invoice(f"F-{number}", Decimal("12000.00"), Decimal("10000.00"), DUE, payments)
        for number in range(count)
    ]
    return late_invoices(InvoicesFacts(invoices, counted_to, RATES), Choice({}))


def test_one_payment_costs_what_one_late_payment_costs() -> None:
    one = late_payment(LateFacts(Decimal("12000.00"), Decimal("10000.00"), DUE, MARCH, RATES), Choice({}))
    found = _of(Payment(MARCH, Decimal("12000.00")))
    assert (found.interest, found.flat, found.total) == (one.interest, one.flat, one.total)
    assert found.total == Decimal("211.76") and found.outstanding == 0


def test_unpaid_runs_to_the_day_counted_to() -> None:
    found = _of()
    assert found.total == Decimal("211.76") and found.outstanding == Decimal("12000.00")


def test_each_payment_bears_its_own_days_and_the_fixed_sum_is_due_once() -> None:
    """5 000 × 12.15 % × 15 / 365 + 7 000 × 12.15 % × 43 / 365 = 24.9658 + 100.1959, rounded once."""
    found = _of(Payment(dt.date(2026, 2, 15), Decimal("5000.00")))
    assert found.interest == Decimal("125.16") and found.flat == Decimal("40.00")
    assert found.invoices[0].days == 43 and found.outstanding == Decimal("7000.00")


def test_what_was_paid_in_time_bears_nothing() -> None:
    found = _of(Payment(DUE, Decimal("12000.00")))
    assert found.total == 0 and found.invoices[0].flat == 0
    assert found.why.uses[0].label == "late.invoice_in_time"


def test_a_payment_after_the_day_counted_to_is_still_to_come() -> None:
    later = Payment(dt.date(2026, 4, 1), Decimal("12000.00"))
    assert _of(later) == _of()


def test_the_order_of_payments_does_not_matter() -> None:
    first, second = (
        Payment(dt.date(2026, 2, 1), Decimal("100")),
        Payment(dt.date(2026, 2, 20), Decimal("900")),
    )
    assert _of(first, second) == _of(second, first)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_invoices_add_up(count: int) -> None:
    found = _of(count=count)
    assert found.total == count * Decimal("211.76") and found.flat == count * Decimal("40.00")


def _interest_first(*payments: Payment, counted_to: dt.date = MARCH) -> LateInvoices:
    invoices = [Invoice("F-1", Decimal("12000.00"), Decimal("10000.00"), DUE, payments)]
    facts = InvoicesFacts(invoices, counted_to, RATES, imputation=Imputation.INTEREST_FIRST)
    return late_invoices(facts, Choice({}))


def test_a_payment_counts_on_interest_first_where_that_holds() -> None:
    """12 000 × 12.15 % × 15 / 365 = 59.92 by 15 February; 5 000 leaves 7 059.92 of principal; on that,
    × 12.15 % × 28 / 365 = 65.80."""
    found = _interest_first(Payment(dt.date(2026, 2, 15), Decimal("5000.00")))
    assert (found.interest, found.interest_paid) == (Decimal("125.72"), Decimal("59.92"))
    assert found.outstanding == Decimal("7059.92") and found.total == Decimal("165.72")
    assert found.owed == Decimal("7059.92") + Decimal("65.80") + Decimal("40.00")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_what_is_owed_is_all_that_was_invoiced_and_run_up_less_what_was_paid(count: int) -> None:
    paid = [Payment(dt.date(2026, 2, 10 * n + 1), Decimal("1500.00")) for n in range(count)]
    for found in (_of(*paid), _interest_first(*paid)):
        assert found.owed == Decimal("12000.00") + found.total - count * Decimal("1500.00")


def test_both_ways_agree_while_nothing_was_paid_late() -> None:
    early = Payment(DUE, Decimal("2000.00"))
    assert _interest_first().total == _of().total
    assert _interest_first(early).total == _of(early).total
    assert _interest_first(Payment(DUE, Decimal("12000.00"))).total == 0


def test_a_payment_below_the_interest_leaves_the_invoice_whole() -> None:
    found = _interest_first(Payment(dt.date(2026, 2, 15), Decimal("10.00")))
    assert found.outstanding == Decimal("12000.00") and found.interest_paid == Decimal("10.00")


def test_interest_first_crosses_half_years_at_their_own_rates() -> None:
    """12 000 × 12.15 % × 150 / 365 = 599.18 to 30 June, × 13 % × 31 / 365 = 132.49 in July, rounded once."""
    rates = (*RATES, Rate(dt.date(2026, 7, 1), Decimal("3.00")))
    invoices = [Invoice("F-1", Decimal("12000.00"), Decimal("10000.00"), DUE)]
    facts = InvoicesFacts(invoices, dt.date(2026, 7, 31), rates, imputation=Imputation.INTEREST_FIRST)
    assert late_invoices(facts, Choice({})).interest == Decimal("731.67")


def test_a_higher_legal_sum_holds_from_its_day_and_a_lower_one_never() -> None:
    later = (Rate(dt.date(2026, 2, 1), Decimal("50.00")), Rate(dt.date(2026, 3, 1), Decimal("60.00")))
    invoices = [Invoice("F-1", Decimal("120.00"), Decimal("100.00"), DUE)]
    assert late_invoices(InvoicesFacts(invoices, MARCH, RATES, flats=later), Choice({})).flat == 50
    lower = (Rate(dt.date(2020, 1, 1), Decimal("10.00")),)
    assert late_invoices(InvoicesFacts(invoices, MARCH, RATES, flats=lower), Choice({})).flat == 40

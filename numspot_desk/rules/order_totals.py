"""Totals of an order (contract-rules M5): lines as printed, sums, VAT, billing in advance or arrears.

Lines add up as they are printed, monthly and whole-term alike; nothing is annualised. A beta line is
not billed unless the particular conditions say so (CG-18.3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from numspot_desk.rules.explain import Step
from numspot_desk.rules.rounding import EXACT, to_cents, total
from numspot_desk.rules.value_added_tax import VatCase, VatRegime


@dataclass(frozen=True)
class PricedLine:
    """What a line's amount is made of. Prices in euros before tax, discount in percent."""

    position: int  # from 0
    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal
    reserved: bool
    billed: bool = True  # false: a beta line that the order does not bill


@dataclass(frozen=True)
class LineAmount:
    """A line's amount as printed, before tax, rounded to the cent."""

    position: int
    amount: Decimal
    why: Step


@dataclass(frozen=True)
class OrderTotals:
    """Totals in euros. VAT members are None while the client's address does not decide the VAT.

    `complete` is false when a line could not be priced: the sums are then those of the others.
    """

    lines: tuple[LineAmount, ...]
    excl_tax: Decimal
    vat: Decimal | None
    incl_tax: Decimal | None
    vat_rate: Decimal | None
    vat_regime: VatRegime | None
    billed_in_advance: Decimal
    billed_in_arrears: Decimal
    complete: bool
    why: Step

    def amount_of(self, position: int) -> Decimal | None:
        """The printed amount of the line at a position of the order, or None when it has none."""
        return next((line.amount for line in self.lines if line.position == position), None)


def line_amount(line: PricedLine) -> LineAmount:
    """Quantity × unit price × (1 − discount), half-up to the cent."""
    with localcontext(EXACT):
        exact = line.quantity * line.unit_price * (1 - line.discount_percent / 100)
    amount = to_cents(exact) if line.billed else Decimal("0.00")
    why = Step(
        "totals.line" if line.billed else "totals.line_beta",
        amount,
        clauses=("CG-A1.1",) if line.billed else ("CG-18.3",),
        uses=(
            Step("totals.quantity", line.quantity),
            Step("totals.unit_price", line.unit_price),
            Step("totals.discount", line.discount_percent),
        ),
        params={"line": line.position + 1},
    )
    return LineAmount(line.position, amount, why)


def order_totals(
    lines: Sequence[PricedLine], vat_case: VatCase | None, *, complete: bool = True
) -> OrderTotals:
    """The totals of the lines; see `OrderTotals`."""
    amounts = tuple(line_amount(line) for line in lines)
    excl_tax = total(found.amount for found in amounts)
    excl_step = Step("totals.excl_tax", excl_tax, ("CG-A1.1",), uses=tuple(found.why for found in amounts))
    reserved = {line.position for line in lines if line.reserved}
    in_advance = total(found.amount for found in amounts if found.position in reserved)
    vat = incl_tax = None
    why = excl_step
    if vat_case is not None:
        with localcontext(EXACT):
            vat = to_cents(excl_tax * vat_case.rate / 100)
        incl_tax = total((excl_tax, vat))
        vat_step = Step("totals.vat", vat, uses=(excl_step, vat_case.why))
        why = Step("totals.incl_tax", incl_tax, ("CG-A1.1",), uses=(excl_step, vat_step))
    return OrderTotals(
        lines=amounts,
        excl_tax=excl_tax,
        vat=vat,
        incl_tax=incl_tax,
        vat_rate=vat_case.rate if vat_case else None,
        vat_regime=vat_case.regime if vat_case else None,
        billed_in_advance=in_advance,
        billed_in_arrears=total((excl_tax, -in_advance)),
        complete=complete,
        why=why,
    )

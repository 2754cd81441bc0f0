"""The one rounding of amounts: half-up to the cent, in exact decimal arithmetic.

Every product and sum before it is exact, whatever the number of digits.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import reduce
from typing import Final

CENT: Final = Decimal("0.01")
EXACT: Final = Context(prec=200, rounding=ROUND_HALF_UP)
_ZERO: Final = Decimal("0.00")


def to_cents(amount: Decimal) -> Decimal:
    """The amount in euros rounded half-up to the cent (half away from zero)."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP, context=EXACT)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum."""
    return reduce(EXACT.add, amounts, _ZERO)


def product(*factors: Decimal) -> Decimal:
    """The exact product."""
    return reduce(EXACT.multiply, factors)

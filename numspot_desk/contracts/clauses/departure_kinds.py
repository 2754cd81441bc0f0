"""The words in which departures from the general terms are kept: where one stands, how far it is from the
library. Apart from `departures`, so that the tables of the store load no library of clauses.
"""

from enum import StrEnum
from typing import Final


class DepartureKind(StrEnum):
    """Where an order departs."""

    DEROGATION = "derogation"
    SPECIAL = "special"
    PAYMENT = "payment"
    DISCOUNT = "discount"


OWN_WORDING: Final = "own"
"""The rung of a clause that says something else than the library, or never came from it."""
RUNGS: Final = ("preferred", "acceptable", "needs_legal", "refused", OWN_WORDING)
"""How far a departure is from the preferred wording of the library; the last: not to be said."""

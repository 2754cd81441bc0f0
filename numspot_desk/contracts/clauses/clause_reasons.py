"""Why a departure from the general terms was asked for, by whom, and until when it is meant: kept beside the
order, never printed in a contract. A duplicate and a new version take it over; approvals they do not.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

PAYMENT: Final = "payment.term"
"""What the payment term of an order that no derogation states is known by, where clauses have their id."""
DISCOUNT: Final = "discount"
"""What the discounts of an order are known by together."""
NAME_LIMIT: Final = 200
REASON_LIMIT: Final = 2_000


@dataclass(frozen=True)
class ClauseReason:
    """Who asked for a clause, why, and the last day it is meant for (None: as long as the contract)."""

    asked_by: str = ""
    why: str = ""
    until: dt.date | None = None

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return self == ClauseReason()

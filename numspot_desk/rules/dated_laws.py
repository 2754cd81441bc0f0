"""Laws that results rest on, as dated data: the article, its values with the days from which they hold, and
the day on which it was last held against its source. People extend them in a workspace; here is what the
program itself knows. Rates of the European Central Bank are `rates.ECB`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from numspot_desk.rules.data_act import LAW_NAME
from numspot_desk.rules.mandatory_law import LAW
from numspot_desk.rules.rates import LEGAL_INTEREST, Rate

_FLAT_SINCE: Final = dt.date(2013, 1, 1)  # decree 2012-1115


@dataclass(frozen=True)
class DatedLaw:
    """A law: its article, its values (euros or percent) in the order of their days (none where only its text
    counts), and the last day of a check."""

    id: str
    article: str
    values: tuple[Rate, ...]
    last_checked: dt.date


def _laws() -> Mapping[str, DatedLaw]:
    late, flat = LAW["late_payment"], Rate(_FLAT_SINCE, Decimal(LAW["late_payment"]["flat"]))
    rows = (
        DatedLaw("recovery_flat", late["law"], (flat,), late["last_checked"]),
        DatedLaw("legal_interest", LEGAL_INTEREST.law, LEGAL_INTEREST.rates, LEGAL_INTEREST.last_checked),
        DatedLaw("public_interest", late["public_law"], (), late["last_checked"]),
        DatedLaw("liability", LAW["liability"]["law"], (), LAW["liability"]["last_checked"]),
        DatedLaw("data_act", LAW_NAME, (), LAW["data_act"]["last_checked"]),
    )
    return MappingProxyType({one.id: one for one in rows})


LAWS: Final = _laws()

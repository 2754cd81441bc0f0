"""Price lists as the store keeps them. Reading one from a file is `usecases.prices.import_prices`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from numspot_desk.usecases.ports.audit import Act


@dataclass(frozen=True)
class CatalogueItem:
    """One priced service of a price list. Prices are euros before tax."""

    code: str
    service: str  # a service id of the order format (`virtual_machine`)
    label: str
    region: str | None
    mode: str  # on_demand | reserved
    unit: str
    unit_price: Decimal
    qualification: str | None = None
    beta: bool = False


@dataclass(frozen=True)
class PriceList:
    """A price list and the first day it applies on (`dated`). `kind` is `sample` or `public_list`; one at
    most is in use on a day."""

    id: str
    label: str
    kind: str
    dated: dt.date
    items: Sequence[CatalogueItem]
    imported_at: dt.datetime


class CatalogueStore(Protocol):
    """Price lists: kept by date, searched accent-insensitively."""

    def add(self, price_list: PriceList, act: Act) -> None:
        """Keep a price list with all its items, or nothing."""
        ...

    def current(self, today: dt.date) -> PriceList | None:
        """The list in use on a day: the latest whose date is not after it; a sample only alone."""
        ...

    def coming(self, today: dt.date) -> Sequence[PriceList]:
        """The lists dated after a day, the next one first."""
        ...

    def all(self) -> Sequence[PriceList]:
        """Every list, the latest dated first."""
        ...

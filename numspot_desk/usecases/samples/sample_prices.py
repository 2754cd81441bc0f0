"""The sample price list carried with the program, and the list that orders are priced from.

Its prices are invented: `kind` is `sample`, and whatever shows a price of it says so.
"""

import datetime as dt
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from numspot_desk import bundle
from numspot_desk.contracts.catalogue import PricedService, read_row
from numspot_desk.contracts.checks.prices import ListedPrices
from numspot_desk.language.catalog import Language
from numspot_desk.usecases.ports.catalogue import CatalogueItem, PriceList
from numspot_desk.usecases.ports.workspace import Workspace

SAMPLE: str = "sample"


@dataclass(frozen=True)
class PricesOfDay:
    """The list that prices orders on a day, and those that will do so later, the next one first."""

    in_use: PriceList
    coming: Sequence[PriceList]


def sample_price_list() -> PriceList:
    """The sample list. Raises `ValueError` when the resource itself is faulty (a test reads it)."""
    with bundle.resource("catalogue", "sample.toml").open("rb") as file:
        content = tomllib.load(file)
    dated: dt.date = content["dated"]
    items = tuple(_item(row) for row in content["item"])
    midnight = dt.datetime.combine(dated, dt.time(), dt.UTC)
    return PriceList(SAMPLE, content["label"], SAMPLE, dated, items, midnight)


def price_list_in_use(workspace: Workspace, today: dt.date) -> PriceList:
    """The latest imported price list that is not dated after today, else the sample."""
    return workspace.catalogue.current(today) or sample_price_list()


def prices_of_day(workspace: Workspace, today: dt.date) -> PricesOfDay:
    """The list in use today and the ones that start by themselves on a later day."""
    return PricesOfDay(price_list_in_use(workspace, today), workspace.catalogue.coming(today))


def listed_prices(workspace: Workspace) -> tuple[ListedPrices, ...]:
    """What every list that orders could be priced from asks, the sample included."""
    kept = workspace.catalogue.all()
    lists = kept if any(each.kind == SAMPLE for each in kept) else (*kept, sample_price_list())
    return tuple(
        ListedPrices(
            each.kind,
            each.dated,
            frozenset((item.label, item.service, item.mode, item.unit_price) for item in each.items),
        )
        for each in lists
    )


def name_of_list(price_list: PriceList, language: Language) -> str:
    """What a list is called: the sample in the language of the reader, an imported one as it was named."""
    return language.text("Sample catalogue") if price_list.kind == SAMPLE else price_list.label


def _item(row: dict[str, str | bool]) -> CatalogueItem:
    cells = {
        name: ("1" if value else "0") if isinstance(value, bool) else value for name, value in row.items()
    }
    read = read_row(cells)
    if not isinstance(read, PricedService):
        raise ValueError(f"{row.get('code')}: {read[0].column}: {read[0].message.msgid}")
    return CatalogueItem(
        read.code,
        read.service,
        read.label,
        read.region,
        read.mode,
        read.unit,
        read.unit_price,
        read.qualification,
        read.beta,
    )

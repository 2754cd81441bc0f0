"""Finding a service in the price list as it is typed, accents and case aside. No Qt.

Every word typed must stand in the item's code, label, region, unit or the name of its service. Without a
price list the services of the order format are offered by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from numspot_desk.contracts.order.order_document import SERVICES
from numspot_desk.language.catalog import Language
from numspot_desk.language.folding import fold_line
from numspot_desk.ui.order.labels import MODE_LABELS, SERVICE_LABELS
from numspot_desk.usecases.ports.catalogue import CatalogueItem, PriceList

SHOWN: Final = 40
"""How many services are offered at once."""


@dataclass(frozen=True)
class Offer:
    """One line of the list of found services; `item` is None for a bare service name."""

    text: str
    service: str
    item: CatalogueItem | None


class CatalogueSearch:
    """The offers of one price list in one language."""

    def __init__(self, price_list: PriceList | None, language: Language) -> None:
        items = price_list.items if price_list is not None else ()
        offers = [Offer(_written(item, language), item.service, item) for item in items]
        offers += [Offer(language.text(SERVICE_LABELS[name]), name, None) for name in SERVICES]
        self._offers = [(_found_by(offer, language), offer) for offer in offers]

    def find(self, text: str) -> Sequence[Offer]:
        """The offers that hold every word of the text, in the order of the list, priced ones first."""
        words = fold_line(text).split()
        found = [offer for words_of, offer in self._offers if all(word in words_of for word in words)]
        return found[:SHOWN]


def offer_of(offer: Offer, price_list: PriceList | None) -> Offer:
    """The same offer as this list makes it: by its code, without an item where the list lacks it."""
    items = price_list.items if price_list is not None else ()
    if offer.item is None or offer.item in items:
        return offer
    code = offer.item.code
    return replace(offer, item=next((item for item in items if item.code == code), None))


def _found_by(offer: Offer, language: Language) -> str:
    parts = [offer.text, language.text(SERVICE_LABELS.get(offer.service, offer.service))]
    if offer.item is not None:
        parts += [offer.item.code, offer.item.qualification or ""]
    return fold_line(" ".join(parts))


def _written(item: CatalogueItem, language: Language) -> str:
    price = language.formats.price(item.unit_price)
    parts = [item.label, item.region or "", language.text(MODE_LABELS.get(item.mode, item.mode))]
    return " · ".join(part for part in (*parts, f"{price} / {item.unit}") if part)

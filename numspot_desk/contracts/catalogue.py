"""One priced service as a price list writes it: its columns, the words people use for them, its faults.

Reading files into rows lives in `usecases.files.price_table`; keeping price lists lives in the store.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeVar

from numspot_desk.contracts.order.order_document import MODES, QUALIFICATIONS, SERVICES
from numspot_desk.contracts.shown import FORBIDDEN, shown
from numspot_desk.language.folding import fold_line
from numspot_desk.language.messages import N_, Message, message
from numspot_desk.language.typed import NotTyped, parse_number

T = TypeVar("T")

COLUMNS: Final = (
    "code",
    "service",
    "label",
    "region",
    "mode",
    "unit",
    "unit_price",
    "qualification",
    "beta",
)
REQUIRED: Final = ("code", "service", "label", "mode", "unit", "unit_price")

TITLES: Final = {
    "code": N_("Code"),
    "service": N_("Service"),
    "label": N_("Description"),
    "region": N_("Region"),
    "mode": N_("Billing mode"),
    "unit": N_("Unit"),
    "unit_price": N_("Unit price before tax"),
    "qualification": N_("Qualification"),
    "beta": N_("Beta"),
}
"""The title of each column, for a person."""

_COLUMN_WORDS: Final = {
    "code": ("code", "reference", "sku"),
    "service": ("service",),
    "label": ("label", "libelle", "designation", "description"),
    "region": ("region",),
    "mode": ("mode", "mode de facturation", "billing mode", "facturation"),
    "unit": ("unit", "unite"),
    "unit_price": (
        "unit price",
        "unit_price",
        "prix unitaire",
        "prix unitaire ht",
        "unit price before tax",
        "prix",
        "price",
    ),
    "qualification": ("qualification",),
    "beta": ("beta",),
}
_SERVICE_WORDS: Final = {
    "machine virtuelle": "virtual_machine",
    "vm": "virtual_machine",
    "stockage objet": "object_storage",
    "volume persistant": "persistent_volume",
    "instantane": "snapshot",
    "stockage non persistant": "non_persistent_storage",
    "repartiteur de charge": "load_balancer",
    "reseau interne": "internal_network",
    "acces internet": "internet_access",
    "metadonnees": "metadata",
    "pare-feu": "firewall",
    "identite": "identity",
    "recuperation de donnees": "data_recovery",
    "prestation": "professional_service",
}
_MODE_WORDS: Final = {
    "a la demande": "on_demand",
    "on demand": "on_demand",
    "reserve": "reserved",
    "reservee": "reserved",
}
_YES: Final = frozenset({"1", "x", "oui", "yes", "true", "vrai", "o", "y"})
_NO: Final = frozenset({"", "0", "-", "non", "no", "false", "faux", "n"})
_LIMITS: Final = {"code": 60, "label": 300, "region": 60, "unit": 60}
_PRICE_DIGITS: Final = 12
_PRICE_DECIMALS: Final = 8


@dataclass(frozen=True)
class PricedService:
    """One row of a price list, read. The price is in euros before tax."""

    code: str
    service: str
    label: str
    region: str | None
    mode: str
    unit: str
    unit_price: Decimal
    qualification: str | None
    beta: bool


@dataclass(frozen=True)
class CellFault:
    """What is wrong with one cell of a row: its column and the sentence."""

    column: str
    message: Message


class _Bad(Exception):
    def __init__(self, problem: Message) -> None:
        super().__init__(problem.msgid)
        self.message = problem


def column_named(heading: str) -> str | None:
    """The column that a heading means, in French or English, whatever its case and accents; else None."""
    word = fold_line(heading)
    return next((column for column, words in _COLUMN_WORDS.items() if word in words), None)


def read_row(cells: Mapping[str, str]) -> PricedService | tuple[CellFault, ...]:
    """One row, given as text by column. Every fault of the row is returned, not only the first."""
    faults: list[CellFault] = []

    def take(column: str, reads: Callable[[str], T], absent: T) -> T:
        try:
            return reads(cells.get(column, "").strip())
        except _Bad as bad:
            faults.append(CellFault(column, bad.message))
            return absent

    row = PricedService(
        code=take("code", _text("code"), ""),
        service=take("service", _service, ""),
        label=take("label", _text("label"), ""),
        region=take("region", _text("region"), "") or None,
        mode=take("mode", _mode, ""),
        unit=take("unit", _text("unit"), ""),
        unit_price=take("unit_price", _price, Decimal(0)),
        qualification=take("qualification", _qualification, None),
        beta=take("beta", _flag, False),
    )
    return tuple(faults) or row


def _text(column: str) -> Callable[[str], str]:
    limit = _LIMITS[column]

    def read(text: str) -> str:
        if not text and column in REQUIRED:
            raise _Bad(message("This cell is empty. Fill it."))
        if FORBIDDEN.search(text):
            raise _Bad(message("“{text}” holds a character that cannot be printed.", text=shown(text)))
        if len(text) > limit:
            raise _Bad(message("The text is longer than {limit} characters.", limit=limit))
        return text

    return read


def _service(text: str) -> str:
    word = fold_line(text)
    code = word.replace(" ", "_").replace("-", "_")
    if code in SERVICES:
        return code
    if word in _SERVICE_WORDS:
        return _SERVICE_WORDS[word]
    if not text:
        raise _Bad(message("This cell is empty. Fill it."))
    raise _Bad(message("“{text}” is not a service of the general terms.", text=shown(text)))


def _mode(text: str) -> str:
    word = fold_line(text)
    code = _MODE_WORDS.get(word, word.replace(" ", "_"))
    if code in MODES:
        return code
    raise _Bad(message("“{text}” is neither “on demand” nor “reserved”.", text=shown(text)))


def _price(text: str) -> Decimal:
    if not text:
        raise _Bad(message("This cell is empty. Fill it."))
    try:
        price = parse_number(text)
    except NotTyped:
        raise _Bad(message("“{text}” cannot be read as an amount.", text=shown(text))) from None
    if price < 0:
        raise _Bad(message("A price is never negative."))
    exponent = price.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if decimals > _PRICE_DECIMALS or price.adjusted() >= _PRICE_DIGITS:
        raise _Bad(message("“{text}” has too many digits for a price.", text=shown(text)))
    return price


def _qualification(text: str) -> str | None:
    if fold_line(text) in _NO:
        return None
    for known in QUALIFICATIONS:
        if fold_line(known) == fold_line(text):
            return known
    raise _Bad(message("“{text}” is neither “HDS” nor “SecNumCloud”.", text=shown(text)))


def _flag(text: str) -> bool:
    word = fold_line(text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise _Bad(message("“{text}” is neither “yes” nor “no”.", text=shown(text)))

"""Reading the facts of totals: lines with quantity, price and discount, and the address that decides the VAT.

JSON values in, typed facts out; faults located. What they give is in `rules.order_totals`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from numspot_desk.contracts.given.fact_reading import FactsRefused, Reading, at_path
from numspot_desk.language.messages import message
from numspot_desk.rules.identifiers import vat
from numspot_desk.rules.identifiers.errors import InvalidIdentifier
from numspot_desk.rules.order_totals import PricedLine
from numspot_desk.rules.value_added_tax import VatCase, vat_case

_NUMBER: Final = re.compile(r"\d{1,15}(?:\.\d{1,12})?", re.ASCII)
_MOST_PERCENT: Final = Decimal(100)
_LINE: Final = ("quantity", "unit_price", "discount_percent", "reserved")
_KNOWN: Final = ("lines", "country", "postcode", "vat_number")


@dataclass(frozen=True)
class TotalsFacts:
    """The lines, and the VAT of the client."""

    lines: tuple[PricedLine, ...]
    vat_case: VatCase


def totals_facts(document: Mapping[str, Any]) -> TotalsFacts:
    """`lines` (`quantity`, `unit_price`, `discount_percent`, `reserved`), `country`, `postcode` where it
    decides, `vat_number` of a client of another Member State. Raises `FactsRefused`."""
    reading = Reading()
    reading.keys("", document, ("lines", "country"), _KNOWN)
    rows = enumerate(reading.items("lines", document.get("lines", [])))
    lines = [_line(reading, f"lines[{place}]", place, row) for place, row in rows]
    case = _vat(reading, document)
    if reading.faults or case is None:
        raise FactsRefused(tuple(reading.faults))
    return TotalsFacts(tuple(line for line in lines if line is not None), case)


def _line(reading: Reading, path: str, place: int, row: Any) -> PricedLine | None:
    record = reading.record(path, row)
    if record is None:
        return None
    reading.keys(path, record, ("quantity", "unit_price"), _LINE)
    quantity = _number(reading, path, record, "quantity")
    price = _number(reading, path, record, "unit_price")
    discount = _number(reading, path, {"discount_percent": "0"} | dict(record), "discount_percent")
    if discount is not None and discount > _MOST_PERCENT:
        reading.fault(at_path(path, "discount_percent"), message("Write a percentage from 0 to 100."))
    reserved = reading.flag(at_path(path, "reserved"), record.get("reserved", False))
    if quantity is None or price is None or discount is None:
        return None
    return PricedLine(place, quantity, price, discount, bool(reserved))


def _number(reading: Reading, path: str, record: Mapping[str, Any], key: str) -> Decimal | None:
    value = record.get(key)
    if key not in record:
        return None
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    reading.fault(at_path(path, key), message('An amount in euros is expected here, written like "1234.50".'))
    return None


def _vat(reading: Reading, document: Mapping[str, Any]) -> VatCase | None:
    country, postcode = str(document.get("country", "")), str(document.get("postcode", ""))
    foreign = _foreign_vat(reading, document.get("vat_number"))
    found = vat_case(country, postcode, foreign_vat_number=foreign)
    if found is None and "country" in document:
        field = "postcode" if country == "FR" else "country"
        said = (
            message("A French postcode has five digits: it decides the VAT.")
            if field == "postcode"
            else message("Write the country by its two letters, like FR or DE.")
        )
        reading.fault(field, said)
    return found


def _foreign_vat(reading: Reading, value: Any) -> bool:
    """Whether a valid VAT number of another Member State is given."""
    if value in (None, ""):
        return False
    try:
        return not vat.validate(str(value)).startswith("FR")
    except InvalidIdentifier:
        reading.fault(
            "vat_number", message("This VAT number is not valid: compare it with the client's papers.")
        )
        return False

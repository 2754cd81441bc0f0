"""Column types that hold what the house means by money, instants, quantities and documents.

Money is integer cents, an instant is UTC and aware, a quantity keeps every digit a person typed, a
document is canonical JSON. A value of the wrong kind is refused on the way in, on every engine alike.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

from numspot_desk.contracts.canonical import canonical_json

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LARGEST_AMOUNT = Decimal("10000000000000")  # ten thousand billion euros: beyond it, a typing mistake


class Cents(TypeDecorator[Decimal]):
    """Euros as a `Decimal` with at most two decimals, kept as integer cents (sums in SQL stay exact)."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Raises `TypeError` for anything but a Decimal, `ValueError` for a fraction of a cent."""
        if value is None:
            return None
        if not isinstance(value, Decimal):
            raise TypeError("an amount is a Decimal")
        if not value.is_finite() or abs(value) > _LARGEST_AMOUNT:
            raise ValueError("an amount is finite and under ten thousand billion")
        cents = value * 100
        if cents != cents.to_integral_value():
            raise ValueError("an amount has at most two decimals")
        return int(cents)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """The amount in euros, always with two decimals."""
        return None if value is None else Decimal(value).scaleb(-2)


class ExactDecimal(TypeDecorator[Decimal]):
    """A quantity, a rate or a unit price with every digit kept, as text; never compared in SQL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Raises `TypeError` for anything but a Decimal, `ValueError` for one that is not finite."""
        if value is None:
            return None
        if not isinstance(value, Decimal):
            raise TypeError("a quantity is a Decimal")
        if not value.is_finite():
            raise ValueError("a quantity is finite")
        return format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """The same digits."""
        return None if value is None else Decimal(value)


class Instant(TypeDecorator[dt.datetime]):
    """An aware instant, kept in UTC. A naive one is refused: it would mean another hour elsewhere."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Raises `ValueError` for a naive instant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant carries its zone")
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """The instant, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Document(TypeDecorator[Any]):
    """A JSON document without floats, kept as canonical text; half-typed values live in it as typed."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Raises `TypeError` for a float or anything else that JSON does not have."""
        return None if value is None else document_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The document as dicts and lists of one's own."""
        return None if value is None else json.loads(value)


def document_text(value: Any) -> str:
    """The stored text of a document: its canonical form."""
    return canonical_json(plain(value)).decode()


def plain(value: Any) -> Any:
    """The same JSON value made of dicts and lists only (a caller may hand read-only mappings)."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def storable(text: str) -> str:
    """Text as every engine can hold it: NUL and half surrogate pairs become U+FFFD.

    For extracted columns and search only; the document keeps what was typed.
    """
    return _UNSTORABLE.sub("\ufffd", text)

"""Facts as data and back: what the store keeps of each, beside its kind and its day.

Reading refuses what is not written so; whether facts go together is decided in `refusals`.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any, Final

from numspot_desk.contracts.mandate_life.facts import (
    KINDS,
    Account,
    Contractor,
    Fact,
    Postal,
    Scheme,
    kind_of,
)

_BY_NAME: Final[dict[str, Callable[..., Fact]]] = {name: kind for kind, name in KINDS.items()}
_ACCOUNT: Final = ("iban", "bic", "bank")
_POSTAL: Final = ("line1", "line2", "postcode", "city", "country")
_ADDRESSES: Final = ("debtor_address", "bank_address")


def written(fact: Fact) -> dict[str, Any]:
    """What a fact says besides its kind and day, as plain JSON; what is empty is left out."""
    found: dict[str, Any] = {}
    for field in fields(fact):
        value = getattr(fact, field.name)
        if isinstance(value, Account):
            value = {name: getattr(value, name) for name in _ACCOUNT if getattr(value, name)}
        elif isinstance(value, Postal):
            value = _postal_written(value)
        elif isinstance(value, Contractor):
            value = {"name": value.name, "address": _postal_written(value.address)}
        elif isinstance(value, StrEnum):
            value = value.value
        if field.name != "on" and value not in (None, ""):
            found[field.name] = value
    return found


def read(kind: str, on: dt.date, data: Mapping[str, Any]) -> Fact:
    """The fact of a kind and day. Raises `ValueError` for a kind, a member or a value that is none."""
    made = _BY_NAME.get(kind)
    if made is None:
        raise ValueError(f"no kind of fact: {kind}")
    members = {name: _member(name, value) for name, value in data.items()}
    try:
        return made(on=on, **members)
    except TypeError as error:
        raise ValueError(f"not a fact of kind {kind}") from error


def of_document(document: Mapping[str, Any]) -> Fact:
    """A fact written whole: its `kind`, its day `on` and the rest. Raises `ValueError`."""
    rest = dict(document)
    kind, on = rest.pop("kind", None), rest.pop("on", None)
    if not isinstance(kind, str) or not isinstance(on, str):
        raise ValueError("a fact has a kind and a day")
    return read(kind, dt.date.fromisoformat(on), rest)


def document_of(fact: Fact) -> dict[str, Any]:
    """A fact written whole, as `of_document` reads it."""
    return {"kind": kind_of(fact), "on": fact.on.isoformat(), **written(fact)}


def _member(name: str, value: Any) -> Any:
    if name == "account":
        if not isinstance(value, Mapping) or not set(value) <= set(_ACCOUNT) or "iban" not in value:
            raise ValueError("an account has an IBAN, and may have a BIC and a bank")
        for part in value.values():
            _text(part)
        return Account(**value)
    if name in _ADDRESSES:
        return _postal(value)
    if name == "contractor":
        if not isinstance(value, Mapping) or set(value) != {"name", "address"}:
            raise ValueError("a contractor has a name and an address")
        return Contractor(_text(value["name"]), _postal(value["address"]))
    return Scheme(_text(value)) if name == "scheme" else _text(value)


def _postal_written(address: Postal) -> dict[str, str]:
    return {name: getattr(address, name) for name in _POSTAL if getattr(address, name)}


def _postal(value: Any) -> Postal:
    if not isinstance(value, Mapping) or not set(_POSTAL) - {"line2"} <= set(value) <= set(_POSTAL):
        raise ValueError(
            "an address has a line, a postcode, a town and a country, and may have a second line"
        )
    return Postal(**{name: _text(part) for name, part in value.items()})


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("text is wanted")
    return value

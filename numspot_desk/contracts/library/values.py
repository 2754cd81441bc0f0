"""The value of a parameter: whether it is one at all, within the limits or not, and how the clause writes it.

A value within the limits may still be refused by the ladder: that is judged elsewhere.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal
from types import MappingProxyType
from typing import Final

from numspot_desk.contracts.library.clause import (
    DECIMAL,
    LISTED,
    WHOLE,
    Bound,
    Parameter,
    ParameterKind,
    Words,
    before,
)
from numspot_desk.contracts.library.pasted import first_hidden
from numspot_desk.contracts.order.order_faults import parse_day, parse_decimal
from numspot_desk.contracts.order.order_shape import Number
from numspot_desk.contracts.shown import shown
from numspot_desk.language.formats import Formats
from numspot_desk.language.messages import Message, message
from numspot_desk.language.number_words import MOST, in_english, in_french

_UNITS: Final = MappingProxyType(
    {
        ParameterKind.HOURS: (Words("heure", "hour"), Words("heures", "hours")),
        ParameterKind.DAYS: (
            Words("jour calendaire", "calendar day"),
            Words("jours calendaires", "calendar days"),
        ),
        ParameterKind.MONTHS: (Words("mois", "month"), Words("mois", "months")),
        ParameterKind.YEARS: (Words("an", "year"), Words("ans", "years")),
    }
)
_FORMATS: Final = MappingProxyType({"fr": Formats("fr_FR"), "en": Formats("en_GB")})


def bound_of(parameter_kind: ParameterKind, decimals: int, value: object) -> Bound | None:
    """A number or a day as the ladder counts it, or None where the value is none of its kind. The days of
    a library file read as TOML are days already."""
    if parameter_kind in WHOLE:
        whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST
        return Decimal(str(value)) if whole else None
    if parameter_kind in DECIMAL:
        return parse_decimal(value, Number(digits=12, decimals=decimals))
    if parameter_kind is ParameterKind.DATE:
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return parse_day(value.isoformat())
        return parse_day(value)
    return None


def value_fault(parameter: Parameter, value: object) -> Message | None:
    """Why a value cannot stand in the parameter at all, or None where it can."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return message("nothing is filled in. Fill it in.")
    if parameter.kind is ParameterKind.TEXT:
        return _text_fault(parameter, value)
    if parameter.kind in LISTED:
        if listed(parameter, value) is not None:
            return None
        return message(
            "{value} is not one of the values accepted here: {values}.",
            value=shown(value),
            values=", ".join(one.value for one in parameter.options),
        )
    found = bound_of(parameter.kind, parameter.decimals, value)
    if found is None:
        return _EXPECTED[parameter.kind]
    if _outside(parameter, found):
        return message(
            "{value} is outside its limits: from {least} to {most}.",
            value=_plain(found),
            least=_plain(parameter.least),
            most=_plain(parameter.most),
        )
    return None


def listed(parameter: Parameter, value: object) -> str | None:
    """The option that a value names (`true` and `false` for a flag), or None."""
    if parameter.kind is ParameterKind.FLAG:
        name = str(value).lower() if isinstance(value, bool) else None
    else:
        name = value if isinstance(value, str) else None
    return name if any(one.value == name for one in parameter.options) else None


def written(parameter: Parameter, value: object, language: str = "fr") -> str:
    """The value as the clause writes it, with its unit: `trente (30) jours calendaires`, `15 %`.

    The value is one without a `value_fault`.
    """
    if parameter.kind is ParameterKind.TEXT:
        return str(value).strip()
    if parameter.kind in LISTED:
        name = listed(parameter, value)
        found = next((one for one in parameter.options if one.value == name), None)
        return found.words.in_language(language) if found is not None else ""
    found_bound = bound_of(parameter.kind, parameter.decimals, value)
    if found_bound is None:
        return ""
    return _written_bound(parameter.kind, found_bound, language)


def _written_bound(kind: ParameterKind, bound: Bound, language: str) -> str:
    formats = _FORMATS["en" if language == "en" else "fr"]
    if isinstance(bound, dt.date):
        return formats.date_long(bound)
    if kind is ParameterKind.PERCENT:
        return formats.percent(bound)
    if kind is ParameterKind.AMOUNT:
        return formats.money(bound)
    number = int(bound)
    words = in_english(number) if language == "en" else in_french(number)
    if (
        kind is ParameterKind.HOURS
        and language != "en"
        and number % 10 == 1
        and number % 100 not in (11, 71, 91)
    ):
        words += "e"  # une heure, vingt et une heures
    if kind not in _UNITS:
        return f"{words} ({formats.number(bound)})"
    one, many = _UNITS[kind]
    single = number == 1 if language == "en" else number <= 1
    unit = (one if single else many).in_language(language)
    return f"{words} ({formats.number(bound)})\N{NO-BREAK SPACE}{unit}"


def unit_of(kind: ParameterKind) -> Words | None:
    """What a parameter counts, as one speaks of several; None where its values show it themselves."""
    return _UNITS[kind][1] if kind in _UNITS else None


def next_bound(kind: ParameterKind, decimals: int, bound: Bound) -> Bound:
    """The value that follows another: a day later, or one more in the last digit that is kept."""
    if isinstance(bound, dt.date):
        return bound + dt.timedelta(days=1)
    step = Decimal(1).scaleb(-decimals) if kind in DECIMAL else Decimal(1)
    return (bound + step).quantize(step, rounding=ROUND_DOWN)


def shown_bound(parameter: Parameter, bound: Bound | None, language: str) -> str:
    """A limit or the end of a band for a screen: `30`, `15 %`, `5 000,00 €`, `22 novembre 2026`."""
    if bound is None:
        return ""
    formats = _FORMATS["en" if language == "en" else "fr"]
    if isinstance(bound, dt.date):
        return formats.date_long(bound)
    if parameter.kind is ParameterKind.PERCENT:
        return formats.percent(bound)
    return formats.money(bound) if parameter.kind is ParameterKind.AMOUNT else formats.number(bound)


def _outside(parameter: Parameter, bound: Bound) -> bool:
    low, high = parameter.least, parameter.most
    return (low is not None and before(bound, low)) or (high is not None and before(high, bound))


def _plain(bound: Bound | None) -> object:
    return "–" if bound is None else bound


def _text_fault(parameter: Parameter, value: object) -> Message | None:
    if not isinstance(value, str):
        return message("text is expected here.")
    if len(value) > parameter.longest:
        return message(
            "the text has {length} characters, at most {limit} are accepted. Shorten it.",
            length=len(value),
            limit=parameter.longest,
        )
    hidden = first_hidden(value)
    if hidden is None:
        return None
    return message(
        "the text holds an invisible character ({character}). Type the text again without it.",
        character=hidden,
    )


_WHOLE_EXPECTED: Final = message("a whole number is expected here.")
_EXPECTED: Final[Mapping[ParameterKind, Message]] = MappingProxyType(
    {
        **dict.fromkeys(WHOLE, _WHOLE_EXPECTED),
        ParameterKind.PERCENT: message("a percentage is expected here, such as 15 or 99.5."),
        ParameterKind.AMOUNT: message("an amount in euros is expected here, such as 5000 or 350.00."),
        ParameterKind.DATE: message("a day between 2000 and 2199 is expected here, such as 2026-11-22."),
    }
)

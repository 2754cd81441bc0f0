"""A problem with a choice or a day, said for somebody who types on the screen. No Qt.

The commands quote the words and the days that a file must hold; nobody types those on screen.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from types import MappingProxyType
from typing import Final

from numspot_desk.contracts.order.order_document import node_at
from numspot_desk.contracts.order.order_shape import Day
from numspot_desk.contracts.problems import Problem
from numspot_desk.language.messages import Message, message
from numspot_desk.ui.order.labels import (
    EFFECT_LABELS,
    MODE_LABELS,
    PAYMENT_LABELS,
    PRICE_REFERENCE_LABELS,
    QUALIFICATION_LABELS,
    SERVICE_LABELS,
    SUBJECT_LABELS,
)

_FEW: Final = 6
_SHORT_YEAR: Final = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2})", re.ASCII)
_CENTURY: Final = 2000
_NAMES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "service": SERVICE_LABELS,
        "mode": MODE_LABELS,
        "qualification": QUALIFICATION_LABELS,
        "means": PAYMENT_LABELS,
        "price_reference.kind": PRICE_REFERENCE_LABELS,
        "special_conditions.kind": QUALIFICATION_LABELS,
        "effect": EFFECT_LABELS,
        "subject": SUBJECT_LABELS,
    }
)


def in_words(found: Problem) -> Problem:
    """The same problem; where it is a choice that is none, with the choices as the screen names them, or
    with the advice to choose from the list where they are many; where it is no day, with how to type one."""
    if found.typed is None:
        return found
    names = _names_of(found.field)
    if names is not None:
        wrong = _no_choice(found.typed, names)
    elif isinstance(node_at(found.field), Day):
        wrong = _no_day(found.typed)
    else:
        return found
    params = MappingProxyType({**found.message.params, "wrong": wrong})
    return replace(found, message=Message(found.message.msgid, params))


def _no_choice(typed: str, names: Mapping[str, str]) -> Message:
    if len(names) > _FEW:
        return message("“{typed}” is not in the list. Type another word and choose.", typed=typed)
    choices = reduce(
        lambda before, name: message("{before}, {name}", before=before, name=name),
        (Message(name) for name in names.values()),
    )
    return message("“{typed}” is none of the choices: {choices}.", typed=typed, choices=choices)


def _no_day(typed: str) -> Message:
    """A year of two digits is not guessed; the day that was most likely meant is shown in full."""
    if short := _SHORT_YEAR.fullmatch(typed.strip()):
        day, month, year = (int(part) for part in short.groups())
        try:
            meant = dt.date(_CENTURY + year, month, day)
        except ValueError:
            return message("this day does not exist. Write it as 22/11/2026.")
        return message("write the year in full: {day}.", day=f"{meant:%d/%m/%Y}")
    return message("this is not a day between 2000 and 2199. Write it as 22/11/2026.")


def _names_of(field: str) -> Mapping[str, str] | None:
    path = [part.partition("[")[0] for part in field.split(".")]
    return _NAMES.get(".".join(path[-2:])) or _NAMES.get(path[-1])

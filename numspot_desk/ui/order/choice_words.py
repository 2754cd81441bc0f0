"""A problem with a choice, said with the names the screen has for the words of the format. No Qt.

The commands quote the words themselves, which are what a file must hold; nobody types those on screen.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from types import MappingProxyType
from typing import Final

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
    with the advice to choose from the list where they are many."""
    names = _names_of(found.field) if found.typed is not None else None
    if names is None:
        return found
    if len(names) > _FEW:
        wrong = message("“{typed}” is not in the list. Type another word and choose.", typed=found.typed)
    else:
        choices = reduce(
            lambda before, name: message("{before}, {name}", before=before, name=name),
            (Message(name) for name in names.values()),
        )
        wrong = message("“{typed}” is none of the choices: {choices}.", typed=found.typed, choices=choices)
    params = MappingProxyType({**found.message.params, "wrong": wrong})
    return replace(found, message=Message(found.message.msgid, params))


def _names_of(field: str) -> Mapping[str, str] | None:
    path = [part.partition("[")[0] for part in field.split(".")]
    return _NAMES.get(".".join(path[-2:])) or _NAMES.get(path[-1])

"""A clause of the library with its values: the text of the contract and the data that the rules compare.

Text and data come from the same values in one pass: what a value holds is never taken for a place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.contracts.library.clause import (
    DECIMAL,
    PLACE,
    ClauseKind,
    LibraryClause,
    Parameter,
    ParameterKind,
)
from numspot_desk.contracts.library.values import bound_of, value_fault, written
from numspot_desk.language.messages import Message

COVERS: Final = "covers"
"""The key of a derogation's data under which the subjects of the checklists that it settles stand."""


class NotRendered(ValueError):
    """A value cannot stand in its parameter: `parameter` says which, `message` why."""

    def __init__(self, parameter: Parameter, message: Message) -> None:
        super().__init__(parameter.name)
        self.parameter = parameter
        self.message = message


@dataclass(frozen=True)
class RenderedClause:
    """The French text of a clause, its English gloss and the data of the derogation (empty for a special
    clause, which has none in an order)."""

    text: str
    gloss: str
    data: Mapping[str, Any]


def render(clause: LibraryClause, values: Mapping[str, object]) -> RenderedClause:
    """The clause with its values. Raises `NotRendered` for a value that is missing or outside its limits;
    values for names that the clause does not have are refused by `judge`, ignored here."""
    for parameter in clause.parameters:
        fault = value_fault(parameter, values.get(parameter.name))
        if fault is not None:
            raise NotRendered(parameter, fault)
    return RenderedClause(
        filled(clause, clause.text, values, "fr"),
        filled(clause, clause.gloss, values, "en"),
        MappingProxyType(_data(clause, values)),
    )


def filled(clause: LibraryClause, text: str, values: Mapping[str, object], language: str) -> str:
    """A text of the clause with the values that can stand in it; the other places stay as they are."""
    by_name = {
        one.name: written(one, values.get(one.name), language)
        for one in clause.parameters
        if value_fault(one, values.get(one.name)) is None
    }
    return PLACE.sub(lambda found: by_name.get(found[1], found[0]), text)


def _data(clause: LibraryClause, values: Mapping[str, object]) -> dict[str, Any]:
    if clause.kind is ClauseKind.SPECIAL:
        return {}
    made = {key: _datum(clause, value, values) for key, value in clause.data.items()}
    if clause.covers and COVERS not in made:
        made[COVERS] = list(clause.covers)
    return made


def _datum(clause: LibraryClause, value: Any, values: Mapping[str, object]) -> Any:
    if isinstance(value, list | tuple):
        return [_datum(clause, one, values) for one in value]
    found = PLACE.fullmatch(value) if isinstance(value, str) else None
    parameter = clause.parameter(found[1]) if found is not None else None
    return value if parameter is None else _stated(parameter, values[parameter.name])


def _stated(parameter: Parameter, value: object) -> Any:
    """A value as data: decimal numbers in their shortest plain form, so that `15` and `15.00` are one."""
    if parameter.kind in DECIMAL:
        return plain_decimal(str(bound_of(parameter.kind, parameter.decimals, value)))
    return str(value).strip() if parameter.kind is ParameterKind.TEXT else value


def plain_decimal(text: str) -> str:
    """A decimal number without zeros after its last digit: `15.00` is `15`."""
    return text.rstrip("0").rstrip(".") if "." in text else text

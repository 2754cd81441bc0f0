"""What stands in the forms of the calculators, kept in the workspace from one start to the next.

Nothing is judged here: a form comes back as it was left, half-typed values and all. What was kept by another
version of the program and fits no entry of a form is left out.
"""

from collections.abc import Mapping
from typing import Any, Final

from numspot_desk.usecases.calculations.calculators import BY_ID, CALCULATORS
from numspot_desk.usecases.calculations.parts import Calculator, Entry, Rows
from numspot_desk.usecases.ports.calculations import Typed
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock

_LONGEST: Final = 500


def blank(calculator: Calculator) -> dict[str, Any]:
    """A form in which nobody typed yet."""
    return {part.key: part.default if isinstance(part, Entry) else [] for part in calculator.parts}


def kept_forms(workspace: Workspace) -> Mapping[str, dict[str, Any]]:
    """What stands in each form that was kept, whole, by the id of its calculator."""
    kept = workspace.calculations.typed()
    return {one.id: _fitting(one, kept[one.id]) for one in CALCULATORS if one.id in kept}


def keep_form(workspace: Workspace, calculator: str, typed: Typed, clock: Clock) -> None:
    """Keep what stands in a form; one that is as blank as at first is forgotten."""
    own = _fitting(BY_ID[calculator], typed)
    empty = own == blank(BY_ID[calculator])
    workspace.calculations.keep_typed(calculator, {} if empty else own, clock.now())


def _fitting(calculator: Calculator, typed: Typed) -> dict[str, Any]:
    found = blank(calculator)
    for part in calculator.parts:
        value = typed.get(part.key)
        if isinstance(part, Rows):
            rows = value if isinstance(value, list) else []
            found[part.key] = [_row(part, row) for row in rows if isinstance(row, Mapping)]
        elif isinstance(value, str):
            found[part.key] = value[:_LONGEST]
    return found


def _row(part: Rows, row: Mapping[str, Any]) -> dict[str, str]:
    keys = {column.key for column in part.columns}
    return {key: value[:_LONGEST] for key, value in row.items() if key in keys and isinstance(value, str)}

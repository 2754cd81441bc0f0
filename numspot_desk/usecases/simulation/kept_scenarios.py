"""The scenarios of a contract, kept in the workspace as they stand, from one start to the next.

They are what somebody typed in a form, no facts: no audit row, no place in an agenda. One that no longer fits
what is known of the contract comes back without the events that do not.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from numspot_desk.contracts.agenda.scenarios import BY_ID, Scenario
from numspot_desk.contracts.given.written_events import written
from numspot_desk.rules.events import Event
from numspot_desk.rules.readings import READINGS
from numspot_desk.usecases.ports.workspace import Workspace
from numspot_desk.usecases.ports.world import Clock
from numspot_desk.usecases.simulation.ground import ImaginedRefused, SimulatorGround, imagined

MOST: Final = 12
"""So many scenarios stand side by side at most."""
LONGEST_NAME: Final = 80
_FORM: Final = "simulator "


def keep_scenarios(workspace: Workspace, number: str, scenarios: Sequence[Scenario], clock: Clock) -> None:
    """Keep the scenarios of a contract in the place of those that were; none are forgotten."""
    kept = [_row(one) for one in scenarios]
    workspace.calculations.keep_typed(_FORM + number, {"scenarios": kept} if kept else {}, clock.now())


def kept_scenarios(workspace: Workspace, ground: SimulatorGround) -> tuple[tuple[Scenario, ...], int]:
    """The scenarios that were kept of a contract, and how many of their events no longer fit it."""
    kept = workspace.calculations.typed().get(_FORM + ground.number, {}).get("scenarios")
    rows = [row for row in kept if isinstance(row, Mapping)] if isinstance(kept, list) else []
    return _fitting(ground, rows[:MOST])


def still_fitting(ground: SimulatorGround, scenarios: Sequence[Scenario]) -> tuple[tuple[Scenario, ...], int]:
    """The scenarios beside what is known now, and how many of their events no longer fit it."""
    return _fitting(ground, [_row(one) for one in scenarios])


def _row(one: Scenario) -> dict[str, Any]:
    return {
        "name": one.name,
        "events": [written(event) for event in one.events],
        "supposed": dict(one.supposed),
        "readings": dict(one.readings),
    }


def _fitting(ground: SimulatorGround, rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[Scenario, ...], int]:
    found, lost = [], 0
    for row in rows:
        events: list[Event] = []
        for record in row.get("events") or ():
            try:
                events.append(imagined(ground, events, record))
            except ImaginedRefused:
                lost += 1
        if events:
            found.append(
                Scenario(
                    str(row.get("name") or "")[:LONGEST_NAME],
                    tuple(events),
                    {name: bool(yes) for name, yes in _mapping(row, "supposed").items() if name in BY_ID},
                    {
                        name: option
                        for name, option in _mapping(row, "readings").items()
                        if name in READINGS and READINGS[name].has(str(option))
                    },
                )
            )
    return tuple(found), lost


def _mapping(row: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = row.get(key)
    return value if isinstance(value, Mapping) else {}

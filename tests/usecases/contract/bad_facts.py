"""The facts of `bad_facts.toml`, for the tests of the use case and of the dialog."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from numspot_desk.store.workspace import OpenWorkspace
from numspot_desk.usecases.contract.record_events import record_event
from numspot_desk.usecases.mandates.mandate_acts import Desk
from numspot_desk.usecases.ports.workspace import Workspace

FACTS: Final[list[Mapping[str, Any]]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))[
    "fact"
]
NAMES: Final = [fact["name"] for fact in FACTS]
_TIES: Final = ("ticket", "terms", "answers", "cancels")


def enter_before(
    workspace: OpenWorkspace | Workspace, order_id: str, fact: Mapping[str, Any], by: Desk
) -> dict[str, str]:
    """Enter what a fact follows; returns the ids that the store gave, by the names in the file."""
    ids: dict[str, str] = {}
    for one in fact.get("before", ()):
        given = with_ids({name: value for name, value in one.items() if name != "id"}, ids)
        ids[one["id"]], _ = record_event(workspace, order_id, given, by)
    return ids


def with_ids(values: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    """The values, with ids for names."""
    return {name: ids.get(value, value) if name in _TIES else value for name, value in values.items()}

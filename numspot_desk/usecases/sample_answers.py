"""The sample orders: invented clients, prices marked as samples, to try the program with.

The content is data (`resources/sample`); days in it are counted from today, so that a sample is never
out of date.
"""

import datetime as dt
import re
import tomllib
from typing import Any, Final

from numspot_desk import bundle
from numspot_desk.contracts.order_document import ORDER
from numspot_desk.contracts.order_shape import Items, Node, Record, blank, blank_member

CLINIC: Final = "clinic"
WORKSHOP: Final = "workshop"
TOWN: Final = "town"
SAMPLES: Final = (TOWN, WORKSHOP, CLINIC)
_RELATIVE = re.compile(r"[+-]\d{1,4}", re.ASCII)


def sample_answers(name: str, today: dt.date) -> dict[str, Any]:
    """The answers of a sample (`CLINIC` is complete, `WORKSHOP` small and ready, `TOWN` half filled)."""
    with bundle.resource("sample", f"{name}.toml").open("rb") as file:
        content = tomllib.load(file)
    answers: dict[str, Any] = _completed(ORDER, content, today)
    return answers


def _completed(node: Node, content: Any, today: dt.date) -> Any:
    """The content in the full form of the order document: what it does not say is blank."""
    match node:
        case Record() if isinstance(content, dict):
            unknown = set(content) - set(node.members)
            if unknown:
                raise ValueError(f"not in the order format: {sorted(unknown)}")
            return {
                key: _completed(member.node, content[key], today) if key in content else blank_member(member)
                for key, member in node.members.items()
            }
        case Items() if isinstance(content, list):
            return [_completed(node.of, item, today) for item in content]
        case _ if isinstance(content, str) and _RELATIVE.fullmatch(content):
            return (today + dt.timedelta(days=int(content))).isoformat()
        case _:
            return blank(node) if content is None else content

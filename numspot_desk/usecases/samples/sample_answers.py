"""The sample orders: invented clients, prices marked as samples, to try the program with.

The content is data (`resources/sample`); days in it are counted from today, so that a sample is never
out of date.
"""

import datetime as dt
import re
import tomllib
from typing import Any, Final

from numspot_desk import bundle
from numspot_desk.contracts.order.order_document import ORDER
from numspot_desk.contracts.order.order_shape import Items, Node, Record, blank
from numspot_desk.language.zone import PARIS

CLINIC: Final = "clinic"
WORKSHOP: Final = "workshop"
TOWN: Final = "town"
SAMPLES: Final = (TOWN, WORKSHOP, CLINIC)
_TEN: Final = dt.time(10)
_RELATIVE = re.compile(r"[+-]\d{1,4}", re.ASCII)


def sample_answers(name: str, today: dt.date) -> dict[str, Any]:
    """The answers of a sample (`CLINIC` is complete, `WORKSHOP` small and ready, `TOWN` half filled)."""
    answers: dict[str, Any] = _completed(ORDER, _content(name), today)
    return answers


def sample_facts(today: dt.date) -> dict[str, Any]:
    """The facts of an invented contract, for its deadlines."""
    content = _content("facts")
    content["as_of"] = _day(content["as_of"], today).isoformat()
    for event in content["events"]:
        for key in event.keys() & {"on", "start", "end"}:
            event[key] = _day(event[key], today).isoformat()
        if "at" in event:
            event["at"] = dt.datetime.combine(_day(event["at"], today), _TEN, PARIS).isoformat()
    return content


def _content(name: str) -> dict[str, Any]:
    with bundle.resource("sample", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def _day(written: str, today: dt.date) -> dt.date:
    return today + dt.timedelta(days=int(written))


def _completed(node: Node, content: Any, today: dt.date) -> Any:
    """The content in the full form of the order document: what it does not say is blank."""
    match node:
        case Record() if isinstance(content, dict):
            unknown = set(content) - set(node.members)
            if unknown:
                raise ValueError(f"not in the order format: {sorted(unknown)}")
            said = {key: _completed(node.members[key].node, one, today) for key, one in content.items()}
            return {**blank(node), **said}
        case Items() if isinstance(content, list):
            return [_completed(node.of, item, today) for item in content]
        case _ if isinstance(content, str) and _RELATIVE.fullmatch(content):
            return _day(content, today).isoformat()
        case _:
            return blank(node) if content is None else content

"""Whether a document is built as an order is: objects, lists and plain values where an order has them.

Lighter than `order_faults`: a draft may hold half a date or a number typed wrong, and is still an order.
What this finds, no screen can have written.
"""

from collections.abc import Mapping
from typing import Any

from numspot_desk.contracts.order.order_document import ORDER
from numspot_desk.contracts.order.order_shape import Facts, Flag, Items, Node, Record, Whole


def misplaced(answers: object) -> str | None:
    """The path of the first value that no order has there; None for a document that may be an order."""
    return _misplaced(answers, ORDER, "")


def _misplaced(value: Any, node: Node, path: str) -> str | None:
    if value is None and path:
        return None
    match node:
        case Record():
            if not isinstance(value, Mapping) or not value.keys() <= node.members.keys():
                return path
            found = (
                _misplaced(inner, node.members[name].node, f"{path}.{name}" if path else name)
                for name, inner in value.items()
            )
            return next((each for each in found if each is not None), None)
        case Items():
            if not isinstance(value, list) or any(item is None for item in value):
                return path
            places = (_misplaced(item, node.of, f"{path}[{n}]") for n, item in enumerate(value))
            return next((each for each in places if each is not None), None)
        case Facts():
            return None if isinstance(value, Mapping) else path
        case Flag():
            return None if isinstance(value, bool) else path
        case Whole():
            return None if isinstance(value, int) and not isinstance(value, bool) else path
    return None if isinstance(value, str) else path

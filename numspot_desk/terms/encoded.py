"""General terms as canonical JSON data and back: what the store keeps and what the reading process answers.

The same terms always give the same data: keys in one order, nothing that depends on when or where. Text is
kept to the character.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from numspot_desk.language.messages import Message
from numspot_desk.terms.tree import KINDS, Line, Node, Remark, Terms, Unplaced
from numspot_desk.terms.written import AsHeading, AsParagraph, Placement, Placements

Made = TypeVar("Made")

FORMAT: Final = 1
_DEEPEST: Final = 64


def to_data(terms: Terms) -> dict[str, Any]:
    """The terms as JSON data."""
    return {
        "format": FORMAT,
        "title": terms.title,
        "language": terms.language,
        "nodes": [_node(node) for node in terms.nodes],
        "unplaced": [{"line": _line(one.line), "reason": message_data(one.reason)} for one in terms.unplaced],
        "contents": [_line(line) for line in terms.contents],
        "remarks": [
            {"code": one.code, "message": message_data(one.message), "text": one.text, "line": one.line}
            for one in terms.remarks
        ],
    }


def from_data(data: Mapping[str, Any]) -> Terms:
    """The terms of JSON data made by `to_data`. Raises `ValueError` for any other data."""
    try:
        if data["format"] != FORMAT:
            raise ValueError("terms of another format")
        return Terms(
            _text(data["title"]),
            _text(data["language"]),
            tuple(_list(data["nodes"], lambda node: _node_back(node, _DEEPEST))),
            tuple(_list(data["unplaced"], _unplaced_back)),
            tuple(_list(data["contents"], _line_back)),
            tuple(_list(data["remarks"], _remark_back)),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("these data are no general terms") from error


def placements_data(placements: Placements) -> list[dict[str, Any]]:
    """The decisions of a person about single lines, as JSON data."""
    return [{"line": number, **_placement(placements[number])} for number in sorted(placements)]


def placements_back(data: Sequence[Mapping[str, Any]]) -> dict[int, Placement]:
    """The decisions of `placements_data`. Raises `ValueError` for any other data."""
    try:
        return {_number(one["line"]): _placement_back(one) for one in data}
    except (KeyError, TypeError) as error:
        raise ValueError("these data are no decisions about lines") from error


def message_data(sentence: Message) -> dict[str, Any]:
    """A message as JSON data; its parameters are texts, whole numbers and messages."""
    params = {
        name: message_data(value) if isinstance(value, Message) else value
        for name, value in sentence.params.items()
    }
    return {"msgid": sentence.msgid, "params": params}


def message_back(data: Mapping[str, Any]) -> Message:
    """The message of `message_data`."""
    params = {_text(name): _parameter(value) for name, value in data["params"].items()}
    return Message(_text(data["msgid"]), params)


def _node(node: Node) -> dict[str, Any]:
    return {
        "ref": node.ref,
        "kind": node.kind,
        "marker": node.marker,
        "title": node.title,
        "heading_line": node.heading_line,
        "lines": [_line(line) for line in node.lines],
        "aliases": list(node.aliases),
        "closing": node.closing,
        "children": [_node(child) for child in node.children],
    }


def _node_back(data: Mapping[str, Any], depth: int) -> Node:
    if depth == 0 or data["kind"] not in KINDS:
        raise ValueError("these data are no general terms")
    heading_line = data["heading_line"]
    return Node(
        _text(data["ref"]),
        _text(data["kind"]),
        _text(data["marker"]),
        _text(data["title"]),
        None if heading_line is None else _number(heading_line),
        _list(data["lines"], _line_back),
        _list(data["children"], lambda child: _node_back(child, depth - 1)),
        tuple(_list(data["aliases"], _text)),
        _text(data.get("closing", "")),  # versions adopted before clauses had one
    )


def _line(line: Line) -> list[Any]:
    return [line.number, line.text]


def _line_back(data: Any) -> Line:
    if not isinstance(data, list) or len(data) != 2:
        raise TypeError
    number, text = data
    return Line(_number(number), _text(text))


def _unplaced_back(data: Mapping[str, Any]) -> Unplaced:
    return Unplaced(_line_back(data["line"]), message_back(data["reason"]))


def _remark_back(data: Mapping[str, Any]) -> Remark:
    line = data["line"]
    return Remark(
        _text(data["code"]),
        message_back(data["message"]),
        _text(data["text"]),
        None if line is None else _number(line),
    )


def _placement(placement: Placement) -> dict[str, Any]:
    match placement:
        case AsHeading(kind, under, label):
            return {"as": "heading", "kind": kind, "under": under, "label": label}
        case AsParagraph():
            return {"as": "paragraph"}


def _placement_back(data: Mapping[str, Any]) -> Placement:
    match data["as"]:
        case "heading":
            return AsHeading(_text(data["kind"]), _text(data["under"]), _text(data["label"]))
        case "paragraph":
            return AsParagraph()
    raise ValueError("a line is placed as a heading or as a paragraph")


def _list(data: Any, made: Callable[[Any], Made]) -> list[Made]:
    if not isinstance(data, list):
        raise TypeError
    return [made(one) for one in data]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _parameter(value: Any) -> str | int | Message:
    if isinstance(value, dict):
        return message_back(value)
    return value if isinstance(value, str) else _number(value)

"""The vocabulary in which the shape of a document is declared, and the blank form of each kind of value.

A schema is a tree of these nodes; `order_document` holds the one of the order, `order_faults` holds a
document against it. Nothing here knows what an order is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Form(StrEnum):
    """What a text must look like, beyond its length."""

    ANY = "any"
    EMAIL = "email"
    PHONE = "phone"
    COUNTRY = "country"  # an ISO 3166 code of two letters
    CODE = "code"  # an identifier inside the document: letters, digits, `-`, `_`, `.`


@dataclass(frozen=True)
class Text:
    """Text of at most `limit` characters; line breaks and tabs only where `lines` is true."""

    limit: int = 200
    lines: bool = False
    form: Form = Form.ANY


@dataclass(frozen=True)
class Choice:
    """One of these words."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Flag:
    """True or false. `blank` is the value of a new document."""

    blank: bool = False


@dataclass(frozen=True)
class Day:
    """A day as `2026-11-22`."""


@dataclass(frozen=True)
class Number:
    """A decimal number written as text, never negative (`"1234.50"`)."""

    digits: int = 12
    decimals: int = 6
    most: Decimal | None = None


@dataclass(frozen=True)
class Whole:
    """A whole number from `least` to `most`, written as a JSON number."""

    least: int
    most: int


@dataclass(frozen=True)
class Facts:
    """An object of free keys whose values are text, whole numbers, yes or no, or lists of these."""

    most: int = 40


@dataclass(frozen=True)
class Items:
    """A list; at least `least` of them for the document to be complete, never more than `most`."""

    of: "Record | Text"
    least: int = 0
    most: int = 500


@dataclass(frozen=True)
class Member:
    """A member of a record: its node, whether a complete document needs it, and its value when blank. One
    that is `sparse` came after the format was in use: it stands in a document only where it says something,
    so that the others stay the documents that they were."""

    node: "Node"
    required: bool = True
    blank: Any = None
    sparse: bool = False


@dataclass(frozen=True)
class Record:
    """An object of known members; no other key is accepted."""

    members: Mapping[str, Member]


Node = Text | Choice | Flag | Day | Number | Whole | Facts | Items | Record


def blank(node: Node) -> Any:
    """The value of a node in a document nobody has filled yet."""
    match node:
        case Record():
            return {name: blank_member(member) for name, member in node.members.items() if not member.sparse}
        case Items():
            return []
        case Flag():
            return node.blank
        case _:
            return None


def blank_member(member: Member) -> Any:
    """The blank value of a member: an optional record is absent (None) until someone fills it."""
    if member.blank is not None:
        return member.blank
    if isinstance(member.node, Record) and not member.required:
        return None
    return blank(member.node)

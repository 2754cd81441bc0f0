"""The order document, format `numspot-desk/order/1`: its schema, its words, its blank form, its paths.

Answers are plain JSON values; a half-filled draft has the same form as a complete order. Faults of
shape are found by `order_faults`, everything else by `order_check`.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from numspot_desk.contracts.order.order_shape import (
    Choice,
    Day,
    Facts,
    Flag,
    Form,
    Items,
    Member,
    Node,
    Number,
    Record,
    Text,
    Whole,
    blank,
)

FORMAT: Final = "numspot-desk/order/1"

SERVICES: Final = (
    "virtual_machine",
    "object_storage",
    "persistent_volume",
    "snapshot",
    "non_persistent_storage",
    "load_balancer",
    "internal_network",
    "internet_access",
    "dns_ntp_dhcp",
    "metadata",
    "firewall",
    "api",
    "identity",
    "support",
    "cockpit",
    "data_recovery",
    "professional_service",
)
MODES: Final = ("on_demand", "reserved")
QUALIFICATIONS: Final = ("HDS", "SecNumCloud")
PRICE_REFERENCES: Final = ("order", "public_list", "sample")
PAYMENT_MEANS: Final = ("direct_debit", "transfer")
MANDATE_SCHEMES: Final = ("core", "b2b")
EFFECTS: Final = ("replace", "complete", "exclude")
SUBJECTS: Final = (
    "payment_term",
    "payment_means",
    "price",
    "price_hold",
    "discount",
    "breach_notice",
    "suspension_notice",
    "termination_notice",
    "liability_cap",
    "sla_level",
    "penalty_cap",
    "penalty_claim_window",
    "data_location",
    "audit",
    "penetration_test",
    "reversibility",
    "data_retention",
    "confidentiality_term",
    "references",
    "notification_address",
    "beta",
    "jurisdiction",
    "subcontracting",
    "personal_data",
    "export_control",
    "insurance",
    "end_of_life",
    "support",
    "other",
)

NAME_LIMIT: Final = 200
CLAUSE_LIMIT: Final = 20_000
SCHEME_LIMIT: Final = 70
"""Characters of a name or an address line of a SEPA direct debit (EPC implementation guidelines): a bank
cuts or refuses longer ones."""
TOWN_LIMIT: Final = 50
"""Characters of a town on the mandate: the longest French one has 45."""

_name = Member(Text(NAME_LIMIT))
_scheme_text = Member(Text(SCHEME_LIMIT))
_signatory = Member(Text(100))
_email = Member(Text(254, form=Form.EMAIL))
_phone = Member(Text(40, form=Form.PHONE))
_code = Member(Text(40, form=Form.CODE))
_clause_text = Member(Text(CLAUSE_LIMIT, lines=True))
_day = Member(Day())


def _optional(node: Node) -> Member:
    return Member(node, required=False)


ADDRESS: Final = Record(
    {
        "line1": _name,
        "line2": _optional(Text(NAME_LIMIT)),
        "postcode": Member(Text(12)),
        "city": Member(Text(100)),
        "country": Member(Text(2, form=Form.COUNTRY)),
    }
)
PARTY: Final = Record(
    {
        "name": _scheme_text,
        "address": Member(
            Record(
                {
                    **ADDRESS.members,
                    "line1": _scheme_text,
                    "line2": _optional(_scheme_text.node),
                    "city": Member(Text(TOWN_LIMIT)),
                }
            )
        ),
    }
)
CLIENT: Final = Record(
    {
        "legal_name": _name,
        "legal_form": Member(Text(100)),
        "siren": _optional(Text(40)),
        "foreign_number": _optional(Text(60)),
        "vat_number": _optional(Text(40)),
        "address": Member(ADDRESS),
        "phone": _phone,
        "consumer": Member(Flag()),
        "public_body": Member(Flag()),
    }
)
PUBLIC_PROCUREMENT: Final = Record(
    {
        "siret": _optional(Text(40)),
        "service_code": _optional(Text(100)),
        "engagement_number": _optional(Text(100)),
    }
)
TECHNICAL_ACCOUNT: Final = Record({"id": _code, "email": _email, "region": Member(Text(60))})
BILLING_CONTACT: Final = Record({"name": _name, "email": _email})
TERM: Final = Record({"start": _day, "end": _day})
LINE: Final = Record(
    {
        "service": Member(Choice(SERVICES)),
        "label": Member(Text(300)),
        "account": Member(Text(40)),
        "region": Member(Text(60)),
        "mode": Member(Choice(MODES)),
        "term": _optional(TERM),
        "quantity": Member(Number(digits=12, decimals=6)),
        "unit": Member(Text(60)),
        "unit_price": Member(Number(digits=12, decimals=8)),
        "discount_percent": Member(Number(digits=3, decimals=4, most=Decimal(100)), blank="0"),
        "qualification": _optional(Choice(QUALIFICATIONS)),
        "beta": Member(Flag()),
    }
)
PAYMENT_TERM: Final = Record({"days": Member(Whole(0, 3650)), "end_of_month": Member(Flag())})
DEROGATION: Final = Record(
    {
        "id": _code,
        "target": Member(Text(60)),
        "subject": Member(Choice(SUBJECTS)),
        "effect": Member(Choice(EFFECTS)),
        "text": _clause_text,
        "data": _optional(Facts()),
    }
)
SPECIAL_CLAUSE: Final = Record(
    {"id": _code, "subjects": Member(Items(Text(40), most=200), required=False), "text": _clause_text}
)
CERTIFICATE: Final = Record({"scope": Member(Text(500)), "issued_on": _day, "valid_until": _day})
SPECIAL_CONDITIONS: Final = Record(
    {
        "kind": Member(Choice(QUALIFICATIONS)),
        "certificate": _optional(CERTIFICATE),
        "clauses": Member(Items(SPECIAL_CLAUSE)),
    }
)
MANDATE: Final = Record(
    {
        "debtor": Member(PARTY),
        "bank": Member(PARTY),
        "bic": Member(Text(40)),
        "iban": Member(Text(80)),
        "contractor": _optional(PARTY),
        "scheme": Member(Choice(MANDATE_SCHEMES), required=False, sparse=True),
        "place": _optional(Text(TOWN_LIMIT)),
        "signed_on": _optional(Day()),
    }
)
GENERAL_TERMS: Final = Record(
    {"label": _name, "published_on": _optional(Day()), "in_force_from": _optional(Day())}
)

ORDER: Final = Record(
    {
        "format": Member(Choice((FORMAT,)), blank=FORMAT),
        "client": Member(CLIENT),
        "public_procurement": _optional(PUBLIC_PROCUREMENT),
        "technical_accounts": Member(Items(TECHNICAL_ACCOUNT, least=1, most=200)),
        "contacts": Member(
            Record(
                {
                    "technical": Member(Record({"name": _name, "email": _email, "phone": _phone})),
                    "billing": Member(Items(BILLING_CONTACT, least=1, most=50)),
                    "notification_email": _email,
                    "signatory": Member(Record({"name": _signatory, "function": _signatory})),
                }
            )
        ),
        "general_terms": _optional(GENERAL_TERMS),
        "price_reference": Member(Record({"kind": Member(Choice(PRICE_REFERENCES)), "date": _day})),
        "offer_valid_until": _optional(Day()),
        "purchase_order_number": _optional(Text(100)),
        "lines": Member(Items(LINE, least=1, most=2000)),
        "payment": Member(
            Record(
                {
                    "means": Member(Choice(PAYMENT_MEANS), blank="direct_debit"),
                    "term": _optional(PAYMENT_TERM),
                }
            )
        ),
        "derogations": Member(Items(DEROGATION), required=False),
        "special_conditions": Member(Items(SPECIAL_CONDITIONS, most=20), required=False),
        "mandate": _optional(MANDATE),
    }
)


def blank_order() -> dict[str, Any]:
    """A new draft: every key present, nothing filled but the format, the flags and the usual means of
    payment (CG-A1.3)."""
    made: dict[str, Any] = blank(ORDER)
    return made


# ── Paths ────────────────────────────────────────────────────────────────────────────────────────────

Path = tuple[str | int, ...]
_STEP = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)|\[(\d{1,6})\]", re.ASCII)


class NoSuchField(KeyError):
    """The path names nothing that the order format has, or a list position that does not exist."""


@lru_cache(maxsize=4096)
def parse_path(path: str) -> Path:
    """`lines[0].term.end` as `("lines", 0, "term", "end")`. Raises `NoSuchField` for anything else."""
    steps: list[str | int] = []
    at = 0
    while at < len(path):
        found = _STEP.match(path, at)
        if found is None:
            raise NoSuchField(path)
        steps.append(found[1] if found[1] is not None else int(found[2]))
        at = found.end()
        if at < len(path) and path[at] == ".":
            at += 1
            if at == len(path) or path[at] == "[":
                raise NoSuchField(path)
        elif at < len(path) and path[at] != "[":
            raise NoSuchField(path)
    if not steps or isinstance(steps[0], int):
        raise NoSuchField(path)
    return tuple(steps)


def format_path(steps: Path) -> str:
    """The written form of a path: `lines[0].term.end`."""
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def node_at(path: str) -> Node:
    """The node of the schema that a path leads to. Raises `NoSuchField`."""
    node: Node = ORDER
    for step in parse_path(path):
        if isinstance(node, Record) and isinstance(step, str) and step in node.members:
            node = node.members[step].node
        elif isinstance(node, Items) and isinstance(step, int):
            node = node.of
        elif isinstance(node, Facts) and isinstance(step, str):
            node = Text()
        else:
            raise NoSuchField(path)
    return node


def get(answers: Mapping[str, Any], path: str, default: Any = None) -> Any:
    """The value at a path, or `default` where the document holds nothing there."""
    value: Any = answers
    for step in parse_path(path):
        if isinstance(step, str):
            if not isinstance(value, Mapping) or step not in value:
                return default
            value = value[step]
        else:
            if not isinstance(value, list) or step >= len(value):
                return default
            value = value[step]
    return value


def put(answers: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A new document with `value` at `path`; what the path does not touch is shared, not copied.

    Records on the way that are absent are made blank; a list takes a value at its end as well. Raises
    `NoSuchField` for a path that the format does not have or a position past the end of a list.
    """
    node_at(path)
    changed: dict[str, Any] = _put(answers, ORDER, parse_path(path), value, path)
    return changed


def _put(holder: Any, node: Node, steps: Path, value: Any, path: str) -> Any:
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(step, int):
        items = list(holder) if isinstance(holder, list) else []
        assert isinstance(node, Items)
        if step > len(items):
            raise NoSuchField(path)
        inner = items[step] if step < len(items) else blank(node.of)
        items[step : step + 1] = [_put(inner, node.of, rest, value, path)]
        return items
    members = dict(holder) if isinstance(holder, Mapping) else blank(node) or {}
    member = node.members[step] if isinstance(node, Record) else Member(Text())
    inner = members.get(step)
    if inner is None and rest:
        inner = blank(member.node)
    members[step] = _put(inner, member.node, rest, value, path)
    if member.sparse and members[step] is None:
        del members[step]
    return members


def insert(answers: Mapping[str, Any], path: str, value: Any = None) -> dict[str, Any]:
    """A new document with one more item before the position that `path` ends with (`lines[2]`).

    Without a value the item is blank. Raises `NoSuchField` past the end of the list.
    """
    holder, position, node = _list_position(answers, path)
    if position > len(holder):
        raise NoSuchField(path)
    item = blank(node.of) if value is None else value
    return put(answers, _parent(path), [*holder[:position], item, *holder[position:]])


def remove(answers: Mapping[str, Any], path: str) -> dict[str, Any]:
    """A new document without the item that `path` ends with (`lines[2]`). Raises `NoSuchField`."""
    holder, position, _node = _list_position(answers, path)
    if position >= len(holder):
        raise NoSuchField(path)
    return put(answers, _parent(path), [*holder[:position], *holder[position + 1 :]])


def _parent(path: str) -> str:
    return format_path(parse_path(path)[:-1])


def _list_position(answers: Mapping[str, Any], path: str) -> tuple[list[Any], int, Items]:
    last = parse_path(path)[-1]
    if not isinstance(last, int):
        raise NoSuchField(path)
    node = node_at(_parent(path))
    assert isinstance(node, Items)  # node_at(path) of a position has a list above it
    holder = get(answers, _parent(path))
    return (holder if isinstance(holder, list) else []), last, node

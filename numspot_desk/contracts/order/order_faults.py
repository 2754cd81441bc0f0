"""Faults of shape: a document of answers held against the schema of the order.

Codes `missing_field`, `unknown_field`, `invalid_value` and `control_character`, each with its path. Takes
any JSON value whatever and never raises. What the values mean together is checked in `checks`.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from numspot_desk.contracts.order.field_names import field_name
from numspot_desk.contracts.order.order_document import ORDER
from numspot_desk.contracts.order.order_shape import (
    Choice,
    Day,
    Facts,
    Flag,
    Form,
    Items,
    Member,
    Number,
    Record,
    Text,
    Whole,
)
from numspot_desk.contracts.problems import Problem, problem
from numspot_desk.contracts.shown import FORBIDDEN, shown
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.countries import ISO_3166

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2199

_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]",
    re.ASCII,
)
_PHONE = re.compile(r"\+?[0-9][0-9 .()/\u00a0\u202f-]{3,}[0-9]", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*", re.ASCII)
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}", re.ASCII)
_LINE_BREAKS = str.maketrans("", "", "\n\t\r")


def shape_problems(answers: object) -> list[Problem]:
    """Every fault of shape of a document, in the order of the document."""
    if not isinstance(answers, Mapping):
        return [problem("invalid_value", "", message("An order is one JSON object, between braces."))]
    return list(_record(answers, ORDER, ""))


def parse_decimal(value: object, node: Number) -> Decimal | None:
    """The number a text holds, or None where it is none or out of the bounds of its node."""
    if not isinstance(value, str) or len(value) > 40 or not _NUMBER.fullmatch(value):
        return None
    whole, _, fraction = value.partition(".")
    if len(whole.lstrip("0")) > node.digits or len(fraction) > node.decimals:
        return None
    number = Decimal(value)
    return None if node.most is not None and number > node.most else number


def parse_day(value: object) -> dt.date | None:
    """The day a text holds (`2026-11-22`), or None where it is none or outside 2000–2199."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def is_empty(value: object) -> bool:
    """Whether a person has put nothing here yet: null, or text of spaces alone."""
    return value is None or (isinstance(value, str) and not value.strip())


def _record(value: Mapping[Any, Any], node: Record, path: str) -> Iterator[Problem]:
    for name, member in node.members.items():
        at = f"{path}.{name}" if path else name
        yield from _member(value.get(name), member, at)
    for key in value:
        if key not in node.members:
            yield _unknown(key, path)


def _unknown(key: object, path: str) -> Problem:
    text = key if isinstance(key, str) else str(key)
    at = f"{path}[{json.dumps(text[:64])}]"
    if _KEY.fullmatch(text):
        at = f"{path}.{text}" if path else text
    return problem("unknown_field", at, message("An order has no field {name}. Remove it.", name=shown(text)))


def _member(value: Any, member: Member, path: str) -> Iterator[Problem]:
    if not is_empty(value):
        yield from _NODES[type(member.node)](value, member.node, path)
    elif member.required and isinstance(member.node, Record):
        yield from _record({}, member.node, path)
    elif member.required and not (isinstance(member.node, Items) and member.node.least == 0):
        yield _missing(path)


def _missing(path: str) -> Problem:
    return problem(
        "missing_field", path, message("{what}: this field is required. Fill it in.", what=field_name(path))
    )


def _invalid(path: str, wrong: Message) -> Problem:
    return problem("invalid_value", path, message("{what}: {wrong}", what=field_name(path), wrong=wrong))


def _inner_record(value: Any, node: Record, path: str) -> Iterator[Problem]:
    if isinstance(value, Mapping):
        yield from _record(value, node, path)
    else:
        yield _invalid(path, message("an object between braces is expected here."))


def _items(value: Any, node: Items, path: str) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield _invalid(path, message("a list between square brackets is expected here."))
        return
    if len(value) < node.least:
        yield problem("missing_field", path, message("{what}: add at least one.", what=field_name(path)))
    if len(value) > node.most:
        yield _invalid(path, message("at most {most} are accepted.", most=node.most))
        return
    walk = _NODES[type(node.of)]
    for position, item in enumerate(value):
        at = f"{path}[{position}]"
        if is_empty(item):
            yield _missing(at)
        else:
            yield from walk(item, node.of, at)


def _text(value: Any, node: Text, path: str) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield _invalid(path, message("text between quotation marks is expected here."))
        return
    if len(value) > node.limit and node.form is not Form.COUNTRY:
        yield _invalid(
            path,
            message(
                "the text has {length} characters, at most {limit} are accepted. Shorten it.",
                length=len(value),
                limit=node.limit,
            ),
        )
        return
    if control := control_problem(value, path, lines=node.lines):
        yield control
    elif (check := _FORMS.get(node.form)) is not None and (wrong := check(value)) is not None:
        yield _invalid(path, wrong)


def control_problem(value: str, path: str, *, lines: bool = False) -> Problem | None:
    """The fault of a text that holds a character nobody can see, or None."""
    found = FORBIDDEN.search(value.translate(_LINE_BREAKS) if lines else value)
    if found is None:
        return None
    return problem(
        "control_character",
        path,
        message(
            "{what}: the text holds an invisible character ({character}). Type the text again without it.",
            what=field_name(path),
            character=f"U+{ord(found[0]):04X}",
        ),
    )


def _email(value: str) -> Message | None:
    local, _, _ = value.partition("@")
    if len(local) <= 64 and _EMAIL.fullmatch(value):
        return None
    return message("this is not an e-mail address. Write it as name@example.com, without accents.")


def _phone(value: str) -> Message | None:
    if _PHONE.fullmatch(value) and 5 <= sum(character.isdigit() for character in value) <= 17:
        return None
    return message("this is not a telephone number. Write it as +33 4 00 00 00 00.")


def _country(value: str) -> Message | None:
    if value in ISO_3166:
        return None
    return message("unknown. Write its two letters, such as FR.")


def _code(value: str) -> Message | None:
    if _CODE.fullmatch(value):
        return None
    return message("use letters without accents, digits, hyphens, dots and underscores only.")


_FORMS = {Form.EMAIL: _email, Form.PHONE: _phone, Form.COUNTRY: _country, Form.CODE: _code}


def _choice(value: Any, node: Choice, path: str) -> Iterator[Problem]:
    if not isinstance(value, str) or value not in node.values:
        wrong = message(
            "{value} is not one of the values accepted here: {values}.",
            value=shown(value),
            values=", ".join(node.values),
        )
        yield replace(_invalid(path, wrong), typed=shown(value))


def _flag(value: Any, _node: Flag, path: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield _invalid(path, message("true or false is expected here."))


def _day(value: Any, _node: Day, path: str) -> Iterator[Problem]:
    if parse_day(value) is None:
        wrong = message(
            "this is not a day between 2000 and 2199. Write it as 22/11/2026, or 2026-11-22 in a file."
        )
        yield replace(_invalid(path, wrong), typed=shown(value))


def _number(value: Any, node: Number, path: str) -> Iterator[Problem]:
    if parse_decimal(value, node) is not None:
        return
    if not isinstance(value, str):
        yield _invalid(path, message('write the number between quotation marks, as "100.00".'))
    elif node.most is not None:
        yield _invalid(
            path,
            message(
                "a number from 0 to {most} with at most {decimals} decimals is expected here.",
                most=node.most,
                decimals=node.decimals,
            ),
        )
    else:
        yield _invalid(
            path,
            message(
                "a number of 0 or more is expected, at most {digits} digits and {decimals} decimals.",
                digits=node.digits,
                decimals=node.decimals,
            ),
        )


def _whole(value: Any, node: Whole, path: str) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int) or not node.least <= value <= node.most:
        yield _invalid(
            path,
            message(
                "a whole number from {least} to {most} is expected here.", least=node.least, most=node.most
            ),
        )


def _facts(value: Any, node: Facts, path: str) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield _invalid(path, message("an object between braces is expected here."))
        return
    if len(value) > node.most:
        yield _invalid(path, message("at most {most} are accepted.", most=node.most))
        return
    for key, fact in value.items():
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            yield _unknown(key, path)
            continue
        at = f"{path}.{key}"
        for single in fact[: node.most] if isinstance(fact, list) else [fact]:
            yield from _fact(single, at)


def _fact(value: Any, path: str) -> Iterator[Problem]:
    if isinstance(value, str):
        if len(value) > 500:
            yield from _text(value, Text(500), path)
        elif control := control_problem(value, path):
            yield control
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) > 10**12):
        yield _invalid(path, message('write the number between quotation marks, as "100.00".'))
    elif value is not None and not isinstance(value, bool | int):
        yield _invalid(path, message("text, a whole number, true or false is expected here."))


_NODES: Final[Mapping[type, Any]] = {
    Record: _inner_record,
    Items: _items,
    Text: _text,
    Choice: _choice,
    Flag: _flag,
    Day: _day,
    Number: _number,
    Whole: _whole,
    Facts: _facts,
}

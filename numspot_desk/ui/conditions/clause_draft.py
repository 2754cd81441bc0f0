"""A clause being written, as a form holds it and as a document; its faults by field. No Qt.

What cannot be read stays in the document as it was typed, so that reading the clause names it and nothing is
lost.
"""

import copy
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from numspot_desk.contracts.library.clause import DECIMAL, LISTED, WHOLE, LibraryClause, ParameterKind
from numspot_desk.contracts.library.faults import LibraryFault
from numspot_desk.contracts.library.pasted import clean
from numspot_desk.contracts.library.writing import document_of
from numspot_desk.language.folding import fold
from numspot_desk.language.messages import Message
from numspot_desk.language.typed import NotTyped, parse_date, parse_number

_INDEX: Final = re.compile(r"\[(\d+)\]")
_SIGNED_WHOLE: Final = re.compile(r"\d{1,9}", re.ASCII)
_TRUTHS: Final = {"true": True, "false": False, "oui": True, "non": False, "yes": True, "no": False}
_KINDS: Final = {kind.value: kind for kind in ParameterKind}


def next_document(clause: LibraryClause) -> dict[str, Any]:
    """The document that a new version begins as: the last one under the next number, in use."""
    made = copy.deepcopy(document_of(clause))
    made.pop("retired", None)
    return {**made, "version": clause.version + 1}


def blank_document() -> dict[str, Any]:
    """The document that a clause of one's own begins as."""
    return {
        "id": "",
        "version": 1,
        "kind": "derogation",
        "subject": "",
        "title": {"fr": "", "en": ""},
        "text": "",
        "gloss": "",
        "reason": {"fr": "", "en": ""},
        "target": "",
        "effect": "replace",
    }


def blank_parameter(taken: Iterable[str]) -> dict[str, Any]:
    """A delay in days to fill in, under a name that is free."""
    names = set(taken)
    number = next(n for n in range(1, len(names) + 2) if f"value_{n}" not in names)
    return {
        "name": f"value_{number}",
        "label": {"fr": "", "en": ""},
        "kind": "days",
        "least": 1,
        "most": 365,
        "preferred": 30,
        "ladder": [
            {"rung": "preferred", "least": 1, "most": 30},
            {"rung": "needs_legal", "least": 31, "most": 365},
        ],
    }


def pruned(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without members that say nothing, and without those of the other kind of clause."""
    special = document.get("kind") == "special"
    alien = ("target", "effect", "data") if special else ("kinds",)
    return {key: value for key, value in document.items() if key not in alien and value not in (None, [], {})}


def of_kind(parameter: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """A parameter turned into another kind: what does not fit there goes, its ladder begins again."""
    made = {key: parameter.get(key) for key in ("name", "label")} | {"kind": kind}
    sort = _KINDS[kind]
    if sort in LISTED:
        values = ("true", "false") if sort is ParameterKind.FLAG else ("first", "second")
        options = [{"value": value, "fr": "", "en": ""} for value in values]
        ladder = [
            {"rung": "preferred", "values": [values[0]]},
            {"rung": "needs_legal", "values": [values[1]]},
        ]
        preferred: Any = True if sort is ParameterKind.FLAG else values[0]
        return {**made, "preferred": preferred, "options": options, "ladder": ladder}
    if sort is ParameterKind.TEXT:
        return {**made, "longest": 300, "ladder": [{"rung": "needs_legal"}]}
    if sort is ParameterKind.DATE:
        return {**made, "ladder": [{"rung": "needs_legal"}]}
    least, most, start = ("0", "100", "10") if sort in DECIMAL else (1, 365, 30)
    band = {"rung": "needs_legal", "least": least, "most": most}
    found = {**made, "least": least, "most": most, "preferred": start, "ladder": [band]}
    return {**found, "decimals": 2} if sort in DECIMAL else found


# ── Values as they are typed ─────────────────────────────────────────────────────────────────────────


def typed_bound(kind: str, text: str) -> Any:
    """A limit as the document holds it: a whole number, a decimal one as text, a day; None where nothing is
    typed, the typed text where it cannot be read."""
    said = text.strip()
    if not said:
        return None
    sort = _KINDS.get(kind)
    try:
        if sort in WHOLE:
            number = parse_number(said)
            return int(number) if number == number.to_integral_value() else said
        if sort in DECIMAL:
            return format(parse_number(said), "f")
        if sort is ParameterKind.DATE:
            return parse_date(said).isoformat()
    except NotTyped:
        return said
    return said


def typed_value(kind: str, text: str) -> Any:
    """The preferred value as the document holds it."""
    if kind == ParameterKind.FLAG.value:
        return _TRUTHS.get(fold(text.strip()), text.strip() or None)
    return typed_bound(kind, text)


def shown_value(value: Any) -> str:
    """A limit, or a preferred value of a number, a day or a text, as a field shows it; days as
    `22/11/2026`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        year, month, day = text.split("-")
        return f"{day}/{month}/{year}"
    return text


def typed_options(text: str) -> list[dict[str, str]]:
    """The values of a choice, a line each: `value = French words | English words`."""
    found = []
    for line in filter(str.strip, text.split("\n")):
        value, _, rest = line.partition("=")
        french, _, english = rest.partition("|")
        found.append({"value": value.strip(), "fr": french.strip(), "en": english.strip()})
    return found


def shown_options(options: Iterable[Mapping[str, Any]]) -> str:
    """The lines of `typed_options`."""
    return "\n".join(f"{one['value']} = {one['fr']} | {one['en']}" for one in options)


def typed_data(text: str) -> dict[str, Any]:
    """What the rules compare, a line each: `days = {delay}`; whole numbers, yes and no as such."""
    found: dict[str, Any] = {}
    for line in filter(str.strip, text.split("\n")):
        key, _, rest = line.partition("=")
        said = rest.strip()
        if _SIGNED_WHOLE.fullmatch(said):
            found[key.strip()] = int(said)
        else:
            found[key.strip()] = _TRUTHS.get(fold(said), said)
    return found


def shown_data(data: Mapping[str, Any]) -> str:
    """The lines of `typed_data`."""
    return "\n".join(f"{key} = {shown_value(value)}" for key, value in data.items())


def cleaned(text: str) -> tuple[str, bool]:
    """A text without fields and hidden characters of a word processor, and whether any was taken out."""
    found = clean(text)
    return (found.text, True) if found.changed else (text, False)


# ── Ladders ──────────────────────────────────────────────────────────────────────────────────────────

LADDER_CELLS: Final = ("rung", "least", "most", "fr", "en", "law")
"""The cells of a band in a form; a listed kind has its values, with commas between, in `least`."""


def band_cells(kind: str, band: Mapping[str, Any]) -> dict[str, str]:
    """A band as its cells."""
    reason = band.get("reason") or {}
    listed = _KINDS.get(kind) in LISTED
    return {
        "rung": str(band.get("rung", "")),
        "least": ", ".join(band.get("values", ())) if listed else shown_value(band.get("least")),
        "most": "" if listed else shown_value(band.get("most")),
        "fr": str(reason.get("fr", "")),
        "en": str(reason.get("en", "")),
        "law": str(band.get("law") or ""),
    }


def band_of_cells(kind: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """The band that cells say."""
    made: dict[str, Any] = {"rung": cells["rung"]}
    if _KINDS.get(kind) in LISTED:
        made["values"] = [one.strip() for one in cells["least"].split(",") if one.strip()]
    else:
        for key in ("least", "most"):
            value = typed_bound(kind, cells[key])
            if value is not None:
                made[key] = value
    if cells["fr"].strip() or cells["en"].strip():
        made["reason"] = {"fr": cells["fr"].strip(), "en": cells["en"].strip()}
    if cells["law"].strip():
        made["law"] = cells["law"].strip()
    return made


# ── Faults ───────────────────────────────────────────────────────────────────────────────────────────

_SHARED: Final = frozenset({"ladder", "options", "data", "covers", "requires", "excludes", "kinds"})


def field_of(place: str) -> str:
    """The field of the form that a fault is shown beside: `text`, `title.fr`, `parameters[0].ladder`."""
    pieces = place.split(".")
    if pieces[0].startswith("parameters[") and len(pieces) > 1:
        member = _INDEX.sub("", pieces[1])
        if member == "label":
            return (
                ".".join([pieces[0], "label", *pieces[2:3]]) if len(pieces) > 2 else f"{pieces[0]}.label.fr"
            )
        return f"{pieces[0]}.{member}"
    member = _INDEX.sub("", pieces[0])
    if member in _SHARED:
        return member
    if member in ("title", "reason"):
        return f"{member}.{pieces[1]}" if len(pieces) > 1 else f"{member}.fr"
    return member


def by_field(faults: Iterable[LibraryFault], fields: Iterable[str]) -> dict[str, list[Message]]:
    """What is wrong, by the field to say it beside; "" for what no field is there for."""
    known = set(fields)
    found: dict[str, list[Message]] = {}
    for fault in faults:
        field = field_of(fault.place)
        found.setdefault(field if field in known else "", []).append(fault.message)
    return found

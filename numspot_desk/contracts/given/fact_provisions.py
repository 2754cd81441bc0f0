"""Reading the provisions of a contract: what a clause of which document provides on a subject, from when.

Which of them governs lives in `rules.precedence`; what a provision is in `rules.provisions`.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.contracts.given.fact_reading import Reading, at_path
from numspot_desk.contracts.order.order_document import SUBJECTS
from numspot_desk.language.messages import message
from numspot_desk.rules.clauses import Document, is_reference
from numspot_desk.rules.lengths import LONGEST, UNITS
from numspot_desk.rules.provisions import Effect, Provision
from numspot_desk.rules.settled_readings import InForce, settled_readings, settles

_PROVISION: Final = ("id", "document", "clause", "in_force_from", "subject", "effect")
_PROVISION_OPTIONAL: Final = ("data", "target", "text", "replaces", "language")
_LANGUAGES: Final = ("fr", "en")
_DOCUMENTS: Final = tuple(document.value for document in Document)
_EFFECTS: Final = tuple(effect.value for effect in Effect)
_PLAIN: Final = (str, int, bool, type(None))


def read_provisions(reading: Reading, value: Any, *, plain: bool = False) -> list[Provision]:
    """The provisions of the list, each with an id of its own. With `plain`, the members of their data are
    held to be text, whole numbers, yes or no, or lists of these."""
    found: list[Provision] = []
    seen: set[str] = set()
    for index, item in enumerate(reading.items("provisions", value)):
        path = f"provisions[{index}]"
        record = reading.record(path, item)
        one = None if record is None else _provision(reading, path, record, plain=plain)
        if one is not None:
            if one.id in seen:
                reading.fault(at_path(path, "id"), message("Another provision has this id already."))
            seen.add(one.id)
            found.append(one)
    _circles(reading, found)
    return found


def _circles(reading: Reading, provisions: list[Provision]) -> None:
    """Amendments cannot replace each other in a circle: none of them would hold."""
    replaced = {one.id: one.replaces for one in provisions}
    for index, one in enumerate(provisions):
        at, seen = one.replaces, {one.id}
        while at is not None and at not in seen:
            seen.add(at)
            at = replaced.get(at)
        if at == one.id:
            said = message("Clauses cannot replace each other in a circle.")
            reading.fault(f"provisions[{index}].replaces", said)


def read_in_force(reading: Reading, document: Mapping[str, Any], day: dt.date | None) -> InForce:
    """The readings of a question about an amount: the ones chosen, and above them those that the clauses
    among its `provisions` settle on a day. Such a question takes no other clauses."""
    held = reading.chosen(document.get("readings", {}))
    given = document.get("provisions", [])
    before = len(reading.faults)
    provisions = read_provisions(reading, given)
    if len(reading.faults) == before:
        for index, one in enumerate(provisions):
            if not settles(one):
                said = message("Only clauses of the contract that settle a reading are taken here.")
                reading.fault(f"provisions[{index}].data.readings", said)
    if day is None or not provisions:
        return held
    return InForce(held.chosen, held.reasons, settled_readings(provisions, day))


def _provision(reading: Reading, path: str, record: Mapping[str, Any], *, plain: bool) -> Provision | None:
    before = len(reading.faults)
    reading.keys(path, record, _PROVISION, _PROVISION + _PROVISION_OPTIONAL)
    ident, replaces = (
        None if record.get(name) is None else reading.text(at_path(path, name), record[name])
        for name in ("id", "replaces")
    )
    clause, target = (
        _clause(reading, at_path(path, name), record.get(name)) for name in ("clause", "target")
    )
    for name in ("id", "clause"):
        if name in record and record[name] is None:
            reading.fault(at_path(path, name), message("This is missing."))
    document, subject, effect = (
        reading.choice(at_path(path, name), record[name], options) if name in record else None
        for name, options in (("document", _DOCUMENTS), ("subject", SUBJECTS), ("effect", _EFFECTS))
    )
    start = (
        reading.day(at_path(path, "in_force_from"), record["in_force_from"])
        if "in_force_from" in record
        else None
    )
    data = _data(reading, at_path(path, "data"), record.get("data"))
    if plain:
        _plain(reading, at_path(path, "data"), data)
    language = record.get("language")
    if language is not None:
        language = reading.choice(at_path(path, "language"), language, _LANGUAGES)
    wording = record.get("text")
    if wording is not None and not isinstance(wording, str):
        reading.fault(at_path(path, "text"), message("A text is expected here."))
    if len(reading.faults) > before or ident is None or clause is None:
        return None
    return Provision(
        ident,
        Document(str(document)),
        clause,
        str(subject),
        Effect(str(effect)),
        data,
        target,
        start,
        replaces,
        " ".join(wording.split()) if isinstance(wording, str) else "",
        language if isinstance(language, str) else None,
    )


def _clause(reading: Reading, path: str, value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, str) and is_reference(value):
        return value
    reading.fault(path, message("A clause reference is expected here, written like CG-6.3.a or CP-4."))
    return None


def _data(reading: Reading, path: str, value: Any) -> Mapping[str, Any]:
    """The lengths are held to be whole numbers; other members are the business of other rules."""
    record = {} if value is None else reading.record(path, value) or {}
    given = [unit for unit in UNITS if unit in record]
    for unit in given:
        reading.whole(at_path(path, unit), record[unit], LONGEST[unit])
    if len(given) > 1:
        reading.fault(path, message("Only one length can be stated: {units}.", units=", ".join(given)))
    if record.get("end_of_month") is not None:
        reading.flag(at_path(path, "end_of_month"), record["end_of_month"])
    named = record.get("readings")
    settled = {} if named is None else reading.readings(named, at_path(path, "readings"))
    return MappingProxyType({**record, "readings": settled} if settled else dict(record))


def _plain(reading: Reading, path: str, data: Mapping[str, Any]) -> None:
    for name, member in data.items():
        if name == "readings":
            continue
        for one in member if isinstance(member, list) else [member]:
            if not isinstance(one, _PLAIN):
                said = message("Text, a whole number, or true or false is expected here.")
                reading.fault(at_path(path, name), said)

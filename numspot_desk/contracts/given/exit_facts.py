"""Reading the facts of an exit (`rules exit`): JSON values in, typed facts out, faults located.

What they give is in `rules.data_act_exit`.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from numspot_desk.contracts.given.fact_provisions import read_in_force
from numspot_desk.contracts.given.fact_reading import FactsRefused, Reading
from numspot_desk.language.messages import Message, message
from numspot_desk.rules.data_act_exit import ExitFacts, Intent, Service
from numspot_desk.rules.settled_readings import InForce

_AMOUNT: Final = re.compile(r"\d{1,15}(?:\.\d{1,12})?", re.ASCII)
_DAYS: Final = ("impossible_told_on", "alternative_until", "extended_until", "completed_on", "charged_on")
_LENGTHS: Final = ("notice_days", "retrieval_days")
_FLAGS: Final = {"in_union": True, "qualified": False}
_KNOWN: Final = (
    *("notified_on", "intent", "service", *_FLAGS, *_LENGTHS, *_DAYS, "charges", "cost"),
    *("law_checked", "readings", "provisions"),
)
_MOST_DAYS: Final = 3_660
_INTENTS: Final = tuple(one.value for one in Intent)
_SERVICES: Final = tuple(one.value for one in Service)


@dataclass(frozen=True)
class AskedExit:
    """The facts and the readings that hold for them."""

    facts: ExitFacts
    held: InForce


def exit_facts(document: Mapping[str, Any]) -> AskedExit:
    """The facts of an exit: `notified_on`, and what else is known. Raises `FactsRefused` with every fault."""
    reading = Reading()
    reading.keys("", document, ("notified_on",), _KNOWN)
    notified = reading.day("notified_on", document["notified_on"]) if "notified_on" in document else None
    intent = reading.choice("intent", document.get("intent", "switch"), _INTENTS)
    service = reading.choice("service", document.get("service", "standard"), _SERVICES)
    flags = {name: bool(reading.flag(name, document.get(name, usual))) for name, usual in _FLAGS.items()}
    lengths = {name: _length(reading, document, name) for name in _LENGTHS}
    days = {name: _day(reading, document, name) for name in _DAYS}
    amounts = {name: _amount(reading, document, name) for name in ("charges", "cost")}
    checked = _day(reading, document, "law_checked")
    held = read_in_force(reading, document, notified)
    if notified is not None:
        for path, said in _slips(notified, days, charged=amounts["charges"] is not None):
            reading.fault(path, said)
    if reading.faults or notified is None:
        raise FactsRefused(tuple(reading.faults))
    facts = ExitFacts(
        notified_on=notified,
        intent=Intent(str(intent)),
        service=Service(str(service)),
        in_union=flags["in_union"],
        qualified=flags["qualified"],
        notice_days=lengths["notice_days"],
        retrieval_days=lengths["retrieval_days"],
        impossible_told_on=days["impossible_told_on"],
        alternative_until=days["alternative_until"],
        extended_until=days["extended_until"],
        completed_on=days["completed_on"],
        charges=amounts["charges"],
        cost=amounts["cost"],
        charged_on=days["charged_on"],
        checked=checked,
    )
    return AskedExit(facts, held)


def _slips(
    notified: dt.date, days: Mapping[str, dt.date | None], *, charged: bool
) -> list[tuple[str, Message]]:
    """What cannot be beside the rest."""
    found = [
        (name, message("This day comes before the notice."))
        for name, day in days.items()
        if day is not None and day < notified
    ]
    pair = ("impossible_told_on", "alternative_until")
    if (days[pair[0]] is None) != (days[pair[1]] is None):
        lacking = pair[days[pair[0]] is not None]
        said = message("Both are needed: when it was said, and until when the transition then lasts.")
        found.append((lacking, said))
    if charged and days["charged_on"] is None:
        found.append(("charged_on", message("The day of the charge is needed: it decides what is lawful.")))
    return found


def _length(reading: Reading, document: Mapping[str, Any], name: str) -> int | None:
    return None if document.get(name) is None else reading.whole(name, document[name], _MOST_DAYS)


def _day(reading: Reading, document: Mapping[str, Any], name: str) -> dt.date | None:
    return None if document.get(name) is None else reading.day(name, document[name])


def _amount(reading: Reading, document: Mapping[str, Any], name: str) -> Decimal | None:
    value = document.get(name)
    if value is None:
        return None
    if isinstance(value, str) and _AMOUNT.fullmatch(value):
        return Decimal(value)
    reading.fault(name, message('An amount in euros is expected here, written like "1234.50".'))
    return None

"""Readings that a clause of the order or of special conditions settles for good.

Such a clause carries `readings` among its data: `{"readings": {"R02": "start_of_day"}}`. A reading that is
settled is not explored: the contract leaves nothing to read. What a reading is lives in `readings`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from numspot_desk.rules.clauses import Document
from numspot_desk.rules.provisions import Provision


@dataclass(frozen=True)
class SettledReading:
    """The option that a clause puts in the place of a question."""

    option: str
    clause: str


def settled_readings(provisions: Sequence[Provision], day: dt.date) -> Mapping[str, SettledReading]:
    """The readings that the provisions in force on a day settle: the highest rank that speaks, where its
    clauses agree. Where they do not, the question stays open and is settled by neither."""
    speaking = [p for p in provisions if settles(p) and (p.in_force_from is None or p.in_force_from <= day)]
    replaced = {p.replaces for p in speaking}
    found: dict[str, list[Provision]] = {}
    for rank in (Document.SPECIAL, Document.PARTICULAR):
        same = [p for p in speaking if p.document is rank and p.id not in replaced]
        for name in sorted({name for p in same for name in p.data["readings"]} - found.keys()):
            found[name] = [p for p in same if name in p.data["readings"]]
    return {
        name: SettledReading(by[0].data["readings"][name], min(p.clause for p in by))
        for name, by in found.items()
        if len({p.data["readings"][name] for p in by}) == 1
    }


def settles(provision: Provision) -> bool:
    """Whether a provision speaks of a reading; the general terms cannot settle what they leave open."""
    return provision.document is not Document.GENERAL and bool(provision.data.get("readings"))

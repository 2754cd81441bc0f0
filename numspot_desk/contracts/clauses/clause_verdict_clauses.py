"""The clauses of an order as they are judged: derogations and clauses of special conditions, read from any
answers whatever.

What they are worth is said in `clause_verdict`; the clauses as the order prints them are in `order_clauses`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from numspot_desk.contracts.order.order_document import EFFECTS, SUBJECTS
from numspot_desk.rules.clauses import Document, is_reference
from numspot_desk.rules.provisions import Effect, Provision
from numspot_desk.rules.readings import READINGS


@dataclass(frozen=True)
class OrderClause:
    """A clause as an order holds it: its path, its own id, the reference it is printed with (`CP-D1`). `kind`
    is that of its special conditions, "" for a derogation; what could not be read is "" or empty."""

    path: str
    id: str
    ref: str
    text: str
    kind: str = ""
    target: str = ""
    subject: str = ""
    effect: str = ""
    data: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    covers: tuple[str, ...] = ()

    @property
    def is_derogation(self) -> bool:
        """Whether it changes the general terms, and is no clause of special conditions."""
        return not self.kind

    @cached_property
    def wording(self) -> str:
        """The text with its spaces made one."""
        return " ".join(self.text.split())

    @cached_property
    def provision(self) -> Provision | None:
        """The clause as the rules take it; None for a special clause, and while subject or effect is not
        chosen. Its words count only where it has no data: the rules compare these first."""
        if not self.is_derogation or self.subject not in SUBJECTS or self.effect not in EFFECTS:
            return None
        return Provision(
            id=self.path,
            document=Document.PARTICULAR,
            clause=self.ref,
            subject=self.subject,
            effect=Effect(self.effect),
            data=_plain(self.data),
            target=self.target if is_reference(self.target) else None,
            wording="" if any(key != "covers" for key in self.data) else self.wording,
        )


def _plain(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data without readings that are none: those would be no answer to any question."""
    named = data.get("readings")
    if named is None:
        return data
    known = {
        name: option
        for name, option in (named.items() if isinstance(named, Mapping) else ())
        if name in READINGS and isinstance(option, str) and READINGS[name].has(option)
    }
    return {**{key: value for key, value in data.items() if key != "readings"}, "readings": known}


def clauses_of(answers: Mapping[str, Any]) -> tuple[OrderClause, ...]:
    """The derogations and the clauses of special conditions, whatever the answers hold; never raises."""
    found = [_derogation(position, row) for position, row in _rows(answers, "derogations")]
    for at, conditions in _rows(answers, "special_conditions"):
        kind = _text(conditions, "kind").strip() or "CS"
        path = f"special_conditions[{at}].clauses"
        found += [_special(path, kind, position, row) for position, row in _rows(conditions, "clauses")]
    return tuple(found)


def _derogation(position: int, row: Mapping[str, Any]) -> OrderClause:
    data = row.get("data")
    return OrderClause(
        f"derogations[{position}]",
        _text(row, "id").strip(),
        f"CP-D{position + 1}",
        _text(row, "text"),
        target=_text(row, "target").strip(),
        subject=_text(row, "subject").strip(),
        effect=_text(row, "effect").strip(),
        data={key: value for key, value in data.items() if isinstance(key, str)}
        if isinstance(data, Mapping)
        else {},
    )


def _special(path: str, kind: str, position: int, row: Mapping[str, Any]) -> OrderClause:
    covers = row.get("subjects")
    own = _text(row, "id").strip()
    return OrderClause(
        f"{path}[{position}]",
        own,
        own or f"CS-{kind}-{position + 1}",
        _text(row, "text"),
        kind,
        covers=tuple(one for one in covers if isinstance(one, str)) if isinstance(covers, list) else (),
    )


def _rows(row: Mapping[str, Any], key: str) -> list[tuple[int, Mapping[str, Any]]]:
    value = row.get(key)
    if not isinstance(value, list):
        return []
    return [(at, item if isinstance(item, Mapping) else {}) for at, item in enumerate(value)]


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""

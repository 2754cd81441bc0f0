"""The table of limits: one row a limit, read from `data/limits.toml`, found by id, kind of event and end."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from numspot_desk.rules.events import Event
from numspot_desk.rules.explain import Step
from numspot_desk.rules.lengths import Length, length_step

_FILE: Final = Path(__file__).with_name("data") / "limits.toml"


@dataclass(frozen=True, eq=False)
class Row:
    """One limit of the table; its columns are told at the head of `data/limits.toml`."""

    id: str
    trigger: tuple[str, ...]
    count: str
    kind: str
    party: str
    clause: str
    clauses: tuple[str, ...]
    readings: tuple[str, ...] = ()
    when: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    length: Length | None = None
    length_of: str | None = None
    subject: str = ""
    field: str = ""
    step: str | None = None
    settled: tuple[str, ...] = ()
    latest: bool = False
    ends_contract: bool = False
    last_checked: dt.date | None = None

    def opened_by(self, event: Event) -> bool:
        """Whether the event triggers this limit."""
        return event.kind in self.trigger and all(
            event.details.get(name) == wanted for name, wanted in self.when.items()
        )


@dataclass(frozen=True)
class Table:
    """The limits, in the order of their ids."""

    rows: tuple[Row, ...]

    def row(self, limit: str) -> Row:
        """The first row of a limit. Raises `KeyError` for an id the table does not hold."""
        return self._by_id[limit]

    @cached_property
    def _by_id(self) -> Mapping[str, Row]:
        return {row.id: row for row in reversed(self.rows)}

    def opened_by(self, event: Event) -> tuple[Row, ...]:
        """The limits that an event triggers."""
        rows = self._by_kind.get(event.kind, ())
        if event.kind in self._conditional:
            return tuple(row for row in rows if row.opened_by(event))
        return rows

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Row, ...]]:
        kinds = dict.fromkeys(kind for row in self.rows for kind in row.trigger)
        return {kind: tuple(row for row in self.rows if kind in row.trigger) for kind in kinds}

    @cached_property
    def _conditional(self) -> frozenset[str]:
        """The kinds of event of which some open a limit and some do not."""
        return frozenset(kind for row in self.rows if row.when for kind in row.trigger)

    def length_row(self, row: Row) -> Row:
        """The row whose length (and subject) this one counts with: its own, or the one it names."""
        return row if row.length_of is None else self._by_id[row.length_of]

    def length_step(self, row: Row, own: Row) -> Step:
        """The length that a row counts with where no provision speaks of it, as a step."""
        found = self._steps.get((row, own))
        if found is None:
            found = length_step(own.length, (own if own.subject else row).clauses[:1])
            self._steps[row, own] = found
        return found

    @cached_property
    def _steps(self) -> dict[tuple[Row, Row], Step]:
        return {}

    @cached_property
    def ends(self) -> Mapping[str, Row]:
        """For each kind of event that ends the contract, the row by which it does."""
        return {kind: row for row in reversed(self.rows) if row.ends_contract for kind in row.trigger}


def read_table(text: str) -> Table:
    """The table from its TOML text. Raises `TypeError` or `KeyError` for a column that is not one."""
    return Table(tuple(_row(dict(row)) for row in tomllib.loads(text)["limit"]))


def _row(columns: dict[str, Any]) -> Row:
    if "length" in columns:
        columns["length"] = Length(columns["length"], columns.pop("unit"))
    columns.setdefault("clauses", [columns["clause"]])
    for name in ("trigger", "clauses", "readings", "settled"):
        columns[name] = tuple(columns.get(name, ()))
    columns["when"] = MappingProxyType(columns.get("when", {}))
    return Row(**columns)


TABLE: Final = read_table(_FILE.read_text(encoding="utf-8"))

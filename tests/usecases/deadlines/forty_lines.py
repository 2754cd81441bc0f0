"""The lines of `forty/march-2027.md`, and entries of an agenda written in the same way."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.contracts.agenda.standing import day_of
from numspot_desk.rules.limits import Result
from numspot_desk.rules.time import end_of, paris
from tests.usecases.deadlines.forty_contracts import FOLDER

FIRST, LAST = dt.date(2027, 3, 1), dt.date(2027, 3, 31)
_COLUMNS: Final = 10


class Line(NamedTuple):
    """A line of the table, without how it was reckoned."""

    contract: str
    limit: str
    of: str
    day: str
    safe: str
    sure: str
    kind: str
    party: str
    clause: str


def by_hand() -> list[Line]:
    """The lines of the table, one a contract."""
    found = []
    for row in (FOLDER / "march-2027.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if row.startswith("| ") and cells[0][:1].isdigit():
            assert len(cells) == _COLUMNS and cells[-1], row
            found += [Line(contract, *cells[1:-1]) for contract in cells[0].split()]
    return sorted(found)


def in_march(entries: Iterable[AgendaEntry]) -> list[AgendaEntry]:
    """The entries of the month."""
    days = ((one, day_of(one.last_day, one.instant)) for one in entries)
    return [one for one, day in days if day is not None and FIRST <= day <= LAST]


def lines_of(entries: Iterable[AgendaEntry], names: Mapping[str, str]) -> list[Line]:
    """Entries as lines of the table; `names` are the events' in the file, by the ids of the store."""
    return sorted(_line(one, names) for one in entries)


def _line(one: AgendaEntry, names: Mapping[str, str]) -> Line:
    applied = _when(Result(one.last_day, one.instant))
    safe, sure = _when(one.safe), _when(one.sure)
    if safe == sure == applied:
        safe = sure = ""
    limit = ".".join(part for part in (one.rule, one.step) if part)
    of = "planned" if one.rule == "T24" else names.get(one.event, one.event or one.about)
    return Line(one.contract.number[-2:], limit, of, applied, safe, sure, one.kind, one.party, one.clause)


def _when(result: Result) -> str:
    if result.instant is None:
        return "?"
    if result.last_day is None:
        said = paris(result.instant).isoformat(" ", "minutes")
        return f"{said[:16]} {said[16:]}"
    return f"{result.last_day}" + ("" if result.instant == end_of(result.last_day) else " 00:00")

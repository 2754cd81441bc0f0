"""The March of forty contracts, held against the table that was reckoned by hand: no more, no less."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.contracts.agenda.standing import day_of
from numspot_desk.rules.limits import Result
from numspot_desk.rules.time import end_of, paris
from numspot_desk.store.workspace import OpenWorkspace, create_workspace
from numspot_desk.usecases.deadlines.agenda_page import agenda_page
from tests.usecases.deadlines.forty_contracts import FOLDER, TODAY, Ids, On, contracts, fill, number_of
from tests.usecases.desk import Counting

MARCH: Final = (dt.date(2027, 3, 1), dt.date(2027, 3, 31))
COLUMNS: Final = 10


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


class Filled(NamedTuple):
    workspace: OpenWorkspace
    names: Mapping[str, str]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    with _made(tmp_path_factory.mktemp("forty")) as workspace:
        yield Filled(workspace, _names(fill(workspace, Counting(1))))


def _made(folder: Path) -> OpenWorkspace:
    return create_workspace(folder / "desk", bytes(range(32)), clock=On(TODAY), chance=Counting(500_000))


def _names(ids: Ids) -> Mapping[str, str]:
    return {ident: name for (_contract, name), ident in ids.items()}


def by_hand() -> list[Line]:
    """The lines of the table, one a contract."""
    found = []
    for row in (FOLDER / "march-2027.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if row.startswith("| ") and cells[0][:1].isdigit():
            assert len(cells) == COLUMNS and cells[-1], row
            found += [Line(contract, *cells[1:-1]) for contract in cells[0].split()]
    return found


def month_of(filled: Filled) -> list[Line]:
    """What the program says of the month."""
    first, last = MARCH
    entries = agenda_page(filled.workspace, TODAY, None, 100).entries
    return [
        _line(one, filled.names)
        for one in entries
        if (day := day_of(one.last_day, one.instant)) is not None and first <= day <= last
    ]


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


def test_there_are_forty_contracts() -> None:
    assert len({one["number"] for one in contracts()}) == len(contracts()) == 40
    assert len({one["client"] for one in contracts()}) == 40


def test_the_month_is_the_one_reckoned_by_hand(filled: Filled) -> None:
    found, reckoned = month_of(filled), by_hand()
    assert len(set(reckoned)) == len(reckoned) > 100
    assert sorted(set(reckoned) - set(found)) == [], "reckoned, and not shown"
    assert sorted(set(found) - set(reckoned)) == [], "shown, and not reckoned"
    assert len(found) == len(reckoned)


def test_the_numbers_of_the_sample_are_those_of_the_workspace(filled: Filled) -> None:
    kept = {one.contract.number for one in agenda_page(filled.workspace, TODAY, None, 100).entries}
    assert kept <= {number_of(one["number"]) for one in contracts()}

"""The March of forty contracts, held against the table that was reckoned by hand: no more, no less.

The agenda is a function of what is known: in whatever order it was entered, once it was corrected and put
right again, in the index and in a calendar file alike.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from icalendar import Calendar

from numspot_desk.contracts.agenda.entries import AgendaEntry
from numspot_desk.contracts.given.written_events import written
from numspot_desk.documents.calendar_file import CalendarFiles
from numspot_desk.documents.files import FolderFiles
from numspot_desk.language.catalog import load_language
from numspot_desk.rules.events import KINDS
from numspot_desk.store.workspace import OpenWorkspace, create_workspace
from numspot_desk.usecases.contract.chosen_readings import (
    choose_reading,
    readings_chosen,
    take_back_reading,
)
from numspot_desk.usecases.contract.facts_of_contract import known_contract, known_contracts
from numspot_desk.usecases.contract.record_events import (
    EventRefused,
    correct_event,
    entered_events,
    record_event,
    withdraw_event,
)
from numspot_desk.usecases.deadlines.agenda_page import agenda_page
from numspot_desk.usecases.deadlines.due_index import freshen, rows_of
from numspot_desk.usecases.deadlines.export_calendar import export_calendar, uid_of
from numspot_desk.usecases.mandates.mandate_acts import Desk
from numspot_desk.usecases.ports.due import DueQuery
from tests.usecases.deadlines.forty_contracts import LAWYER, SALES, TODAY, Ids, On, contracts, fill, number_of
from tests.usecases.deadlines.forty_lines import FIRST, LAST, Line, by_hand, in_march, lines_of
from tests.usecases.desk import Counting

FR = load_language("fr")
BY = Desk(SALES, On(TODAY), Counting(3_000_000))


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


def entries(workspace: OpenWorkspace, on: dt.date = TODAY) -> tuple[AgendaEntry, ...]:
    """The agenda of all contracts, of all days, as it stands on one."""
    return agenda_page(workspace, on, None, 100).entries


def said(filled: Filled) -> list[Line]:
    return lines_of(entries(filled.workspace), filled.names)


def test_there_are_forty_contracts(filled: Filled) -> None:
    given = contracts()
    assert len({one["number"] for one in given}) == len({one["client"] for one in given}) == len(given) == 40
    kept = {one.contract.number for one in entries(filled.workspace)}
    assert kept <= {number_of(one["number"]) for one in given}


def test_the_month_is_the_one_reckoned_by_hand(filled: Filled) -> None:
    found, reckoned = lines_of(in_march(entries(filled.workspace)), filled.names), by_hand()
    assert len(set(reckoned)) == len(reckoned) > 100
    assert sorted(set(reckoned) - set(found)) == [], "reckoned, and not shown"
    assert sorted(set(found) - set(reckoned)) == [], "shown, and not reckoned"
    assert len(found) == len(reckoned)


def test_the_index_holds_the_same_month(filled: Filled) -> None:
    while freshen(filled.workspace, TODAY):
        pass
    query = DueQuery(On(TODAY).now(), TODAY, first=FIRST, last=LAST)
    found = [one.entry for one in rows_of(filled.workspace.due.all(query), query)]
    assert lines_of(in_march(found), filled.names) == by_hand()
    beside = set(lines_of(found, filled.names)) - set(by_hand())
    assert {(one.contract, one.limit, one.safe, one.sure) for one in beside} == {
        ("10", "T12", "2027-03-19", "2027-06-07"),
        ("29", "T22", "2027-02-28", "2027-03-01"),
    }, "one side of them reaches into the month"


def test_a_calendar_file_read_back_holds_the_same_month(filled: Filled, tmp_path: Path) -> None:
    out = tmp_path / "forty.ics"
    made = export_calendar(
        filled.workspace,
        out,
        FIRST,
        writer=CalendarFiles(),
        files=FolderFiles(),
        language=FR,
        person=SALES,
        clock=On(FIRST - dt.timedelta(days=1)),
    )
    events = {str(one["UID"]): one for one in Calendar.from_ical(out.read_bytes()).walk("VEVENT")}
    assert len(events) == made.events
    due = in_march(entries(filled.workspace, FIRST))
    assert len(due) == len(by_hand())
    for one in due:
        event = events[uid_of(one.key)]
        begins = event["DTSTART"].dt
        if one.last_day is None:
            assert one.instant is not None and begins == one.instant.astimezone(dt.UTC)
        else:
            assert type(begins) is dt.date and begins == one.last_day
            assert event["DTEND"].dt == one.last_day + dt.timedelta(days=1)
        assert one.contract.client in str(event["SUMMARY"]) and FR.render(one.what) in str(event["SUMMARY"])
        assert one.contract.number in str(event["DESCRIPTION"]) and one.clause in str(event["DESCRIPTION"])
    days = [event["DTSTART"].dt for event in events.values()]
    assert sum(_in_month(day) for day in days) == len(due), "nothing of the month stands in the file alone"


def _in_month(begins: dt.date | dt.datetime) -> bool:
    day = begins.astimezone(On(TODAY).zone).date() if isinstance(begins, dt.datetime) else begins
    return FIRST <= day <= LAST


def test_in_what_order_it_was_entered_changes_nothing(filled: Filled, tmp_path: Path) -> None:
    with _made(tmp_path) as other:
        again = Filled(other, _names(fill(other, Counting(1), order_of_entry=-1)))
        assert said(again) == said(filled)


def test_what_is_corrected_and_put_right_again_is_as_it_was(filled: Filled) -> None:
    workspace, before = filled.workspace, said(filled)
    moved = 0
    for number, order_id, ident, record in _entered(workspace):
        try:
            correct_event(workspace, order_id, ident, _earlier(record), BY)
        except EventRefused:
            continue  # what is tied to it would not fit
        moved += _of(number, said(filled)) != _of(number, before)
        correct_event(workspace, order_id, ident, record, BY)
    assert moved > 25
    assert said(filled) == before


@pytest.mark.parametrize(
    ("number", "reading", "option", "limit", "day"),
    [
        ("04", "R14", "from_notice", "T13", "2026-12-04"),
        ("06", "R15", "next_working_day", "T12", "2027-03-30"),
        ("07", "R01", "ninety_days", "T06", "2027-06-08"),
        ("07", "R16", "receipt", "T04", "2027-03-09"),
        ("21", "R13", "french_holidays", "T27.restoration", "2027-04-01 09:30 +02:00"),
        ("29", "R06", "due_date", "T25", "2027-02-28"),
        ("34", "R21", "yes", "T31", "2027-03-16"),
        ("39", "R23", "calendar_year", "T19", "2026-12-31"),
        ("40", "R22", "month_end_then_days", "T22", "2027-03-17"),
        ("40", "R18", "periodic", "T22", "2027-01-31"),
    ],
)
def test_another_reading_gives_its_day_and_taken_back_the_former_one(
    filled: Filled, number: str, reading: str, option: str, limit: str, day: str
) -> None:
    workspace, before = filled.workspace, said(filled)
    order_id = known_contract(workspace, number_of(number), TODAY).order_id
    choose_reading(workspace, order_id, reading, option, "Avis du conseil", LAWYER, On(TODAY))
    found = {(one.limit, one.day) for one in _of(number, said(filled))}
    assert (limit, day) in found and found != {(one.limit, one.day) for one in _of(number, before)}
    (chosen,) = readings_chosen(workspace, number_of(number))
    take_back_reading(workspace, order_id, chosen.event_id, LAWYER, On(TODAY))
    assert said(filled) == before


def test_what_is_withdrawn_and_entered_again_is_as_it_was(filled: Filled) -> None:
    workspace, names, before = filled.workspace, dict(filled.names), said(filled)
    for _number, order_id, ident, record in _entered(workspace):
        try:
            withdraw_event(workspace, order_id, ident, BY)
        except EventRefused:
            continue  # something rests on it
        names[record_event(workspace, order_id, record, BY)[0]] = names[ident]
    assert len(names) > len(filled.names)
    assert said(Filled(workspace, names)) == before


def _of(number: str, lines: list[Line]) -> list[Line]:
    return [one for one in lines if number.endswith(one.contract)]


def _entered(workspace: OpenWorkspace) -> list[tuple[str, str, str, dict[str, Any]]]:
    """What was entered: the contract's number and order, the id of the event, its record."""
    found = []
    for contract in known_contracts(workspace, None, TODAY):
        kept = entered_events(workspace, contract.number)
        for event in contract.facts.events:
            if event.id in kept:
                record = {name: value for name, value in written(event).items() if name != "id"}
                found.append((contract.number, contract.order_id, event.id, record))
    return found


def _earlier(record: dict[str, Any]) -> dict[str, Any]:
    """The same a day earlier."""
    field = KINDS[record["kind"]].moment or "from"
    moment = dt.datetime.fromisoformat(record[field]) - dt.timedelta(days=1)
    return {**record, field: moment.isoformat() if field == "at" else moment.date().isoformat()}
